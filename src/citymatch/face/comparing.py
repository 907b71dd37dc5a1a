"""Two policies or more for one seeker: `citymatch.compare`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Unpack

from citymatch.datasets import InputError
from citymatch.places import accepted, resolve
from citymatch.ranking import RankingOptions, Seeker, checked_top
from citymatch.ranking.comparing import compare as compared
from citymatch.ranking.engine import Stated
from citymatch.results import Asked
from citymatch.results.comparison import Comparison

from .ranker import PartnerRanker


def compare(
    seeker: Seeker,
    policies: Sequence[Stated | None],
    top: int = 10,
    **options: Unpack[RankingOptions],
) -> Comparison:
    """The lists of two policies or more for one seeker, side by side.

    `policies` are what `rank` takes for `policy`; None is the seeker's own or `default`. The first is what the others
    are held against. The other keywords are those of `rank`. Raises InputError for fewer than two policies, and what
    `rank` raises.

    >>> found = compare("Pinole, California", ["pinole", "default"], top=5)
    >>> list(found.to_frame())[5:8]
    ['pinole_line', 'pinole_rank', 'pinole_score']
    """
    if isinstance(policies, str) or not isinstance(policies, Sequence) or len(policies) < 2:
        raise InputError(f"compare takes a list of two policies or more, not {policies!r}")
    wanted = checked_top(top, everything=False) or 0
    engine = PartnerRanker(None, **options).fit().engine()
    found = resolve(seeker)
    engine.check_asked([accepted(found)])
    return compared(engine, accepted(found), policies, wanted, Asked.of(found))
