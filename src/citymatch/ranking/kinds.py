"""What each name of a list is: linked by people, by name or by both; alike in kind, size or setting; of another kind.

The rule is the same under every policy: a criterion that the policy does not use is asked as it stands by itself.

- **linked by people**, **linked by name**: people's origins, the name, or both tie the two, by at least half of what
  that criterion can give, and the fact is one of the seeker itself or its county, not of its state or nation alone.
- **alike in kind**: no such tie, but it is of the seeker's size (at most 1.5 times as large or as small)
  and, over what is known, lies like it: near water, near a metropolis, in its climate, as high (each by at least half);
  or both have what few places have (`common_ground`: two mountain towns of a size). A county and a town are not of a
  kind: they are **alike in size and setting**.
- **alike in size**, **alike in setting**: no such tie, and the one without the other, or the other is unknown.
- **of another kind**: none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Table, World
from citymatch.features import EXTRACTORS, Extractor, make_extractor
from citymatch.features.base import Place, kept
from citymatch.features.unit import is_area

from .compiled import Compiled

ALIKE, OTHER_KIND = "alike in kind", "of another kind"
ALIKE_IN_BOTH, ALIKE_IN_SIZE, ALIKE_IN_SETTING = (
    "alike in size and setting",
    "alike in size",
    "alike in setting",
)
TIES = ("ancestry", "shared_name")
LINKED = {
    (True, False): "linked by people",
    (False, True): "linked by name",
    (True, True): "linked by people and name",
}
"""What a candidate is called by which of `TIES` hold."""
SIZE = ("size",)
SETTING = ("water", "metropolis", "climate", "elevation")
SHARED = ("common_ground",)
FAR_LEVELS = ("state", "country", "unknown")
"""What is known of these alone is no tie of the town."""

HALF = 0.5

ALIKE_TIMES = 1.55
"""What is alike in size is told to be 1.5 times as large or as small at most."""

Similarities = npt.NDArray[np.float32]


def kinds_of(compiled: Compiled, seeker: Place, part: Table, world: World) -> list[str]:
    """What each of some candidates is called, one text per row of `part`.

    >>> from citymatch.ranking import Engine
    >>> engine = Engine()
    >>> drawn = engine.draw("Toledo, Ohio", "default")
    >>> rows = [drawn.pool.find_number(number) for number in (2510409, 3099434)]  # Toledo in Spain, and Gdańsk
    >>> kinds_of(drawn.compiled, drawn.seeker, drawn.pool.table.take(np.array(rows)), engine.world)[0]
    'linked by name'
    """
    tied = np.zeros((len(TIES), len(part)), bool)
    places = None
    for at, name in enumerate(TIES):
        for extractor in asked(compiled, (name,), world):
            near = _similarity(extractor, seeker, part) >= HALF
            if near.any():
                places = places if places is not None else kept(part, "rows", part.rows)
                for row in np.flatnonzero(near).tolist():
                    tied[at, row] |= extractor.level(seeker, places[row]) not in FAR_LEVELS
    size, lies, shared = (
        _mean([_similarity(extractor, seeker, part) for extractor in asked(compiled, names, world)]) >= HALF
        for names in (SIZE, SETTING, SHARED)
    )
    size &= _near_in_size(seeker, part)
    setting, own_kind = lies | shared, _are_areas(seeker, part)
    names = np.select(
        [size & setting & own_kind, size & setting, size, setting],
        [ALIKE, ALIKE_IN_BOTH, ALIKE_IN_SIZE, ALIKE_IN_SETTING],
        OTHER_KIND,
    )
    links = [LINKED.get((people, name)) for people, name in tied.T.tolist()]
    return [link or str(name) for link, name in zip(links, names.tolist(), strict=True)]


def _near_in_size(seeker: Place, part: Table) -> npt.NDArray[np.bool_]:
    """Which candidates have at most so many times the seeker's people, or as many times fewer."""
    ratio = np.asarray(part["population"], np.float64) / float(seeker["population"])
    return (ratio < ALIKE_TIMES) & (ratio > 1 / ALIKE_TIMES)


def _are_areas(seeker: Place, part: Table) -> npt.NDArray[np.bool_]:
    """Which candidates are no towns where the seeker is a county or a state; all of them where it is a town."""
    if not is_area(seeker):
        return np.ones(len(part), bool)
    return np.array([is_area(place) for place in kept(part, "rows", part.rows)], bool)


def asked(compiled: Compiled, names: Sequence[str], world: World) -> list[Extractor]:
    """The extractors of these names: the policy's own where it has them."""
    own = {criterion.extractor: extractor for criterion, extractor in reversed(compiled.criteria)}
    return [own.get(name) or _plain(name, world) for name in names if name in EXTRACTORS]


@lru_cache(maxsize=32)
def _plain(name: str, world: World) -> Extractor:
    return make_extractor(name, None, world)


def _similarity(extractor: Extractor, seeker: Place, part: Table) -> Similarities:
    """NaN where it is unknown."""
    if not extractor.knows(seeker):
        return np.full(len(part), np.nan, np.float32)
    return extractor.similarity(seeker, part)


def _mean(similarities: Sequence[Similarities]) -> npt.NDArray[np.float64]:
    """The mean of what is known of each candidate, NaN where nothing is."""
    values = np.array(similarities, np.float64)
    known = ~np.isnan(values)
    number = known.sum(axis=0)
    total = np.where(known, values, 0.0).sum(axis=0)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan).astype(np.float64)
