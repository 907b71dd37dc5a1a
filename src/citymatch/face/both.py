"""Two communities for each other: `citymatch.mutual`."""

from __future__ import annotations

from typing import Any, Unpack

from citymatch.places import Resolution, accepted, resolve
from citymatch.ranking import Engine, Options, RankingOptions, Seeker, explain, result_of
from citymatch.ranking.engine import Stated
from citymatch.results import Asked, Explained
from citymatch.results.mutual import Mutual

OF_ONE_SIDE = ("candidates", "country", "continent", "exclude")
"""The options that say whom the first side looks at; the second looks at all."""


def mutual(
    one: Seeker,
    other: Seeker,
    policy: Stated | None = None,
    their_policy: Stated | None = None,
    **options: Unpack[RankingOptions],
) -> Mutual:
    """What two communities are to each other: both scores, the ranks in each other's full order, reasons both ways.

    `policy` is that of the first, `their_policy` that of the second; None is the community's own built-in one, else
    `default`. The other keywords are those of `rank`; those that say whom to look at go for the first side alone.

    Raises AmbiguousCommunity, UnknownCommunity, PolicyError, or ValueError naming the option that cannot be.

    >>> found = mutual("Waukesha, Wisconsin", "Bamberg, Germany")
    >>> found.possible, found.theirs_for_us.seeker, found.ours_for_them.seeker
    (True, 'Waukesha, Wisconsin', 'Bamberg, Germany')
    """
    back: Any = {name: value for name, value in options.items() if name not in OF_ONE_SIDE}
    us, them = resolve(one), resolve(other)
    accepted(us), accepted(them)  # before anything is ranked
    return Mutual(_seen(us, them, policy, dict(options)), _seen(them, us, their_policy, back))


def _seen(
    seeker: Resolution, candidate: Resolution, policy: Stated | None, options: dict[str, Any]
) -> Explained:
    """The candidate as the seeker sees it."""
    engine = Engine(Options.check(**options))
    drawn = engine.draw(accepted(seeker), policy)
    listed = result_of(engine, drawn, 1, Asked.of(seeker))
    return explain(engine, drawn, accepted(candidate), listed)
