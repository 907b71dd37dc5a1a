"""The shortlist: the best of the full order, at most so many of one country and of one metropolis, none of quite
another size."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.scoring.variety import (
    ROOTS,
    TIES_WITHIN,
    Caps,
    country_cap,
    filled,
    metropolis_cap,
    ties_first,
    untied_cap,
    within_caps,
)

from .blocks import in_blocks, own_kind
from .drawn import Drawn
from .options import Options
from .sizes import groups_of
from .tied import ties_of

IntArray = npt.NDArray[np.int64]

LOOK_AHEAD = 8
"""So many times the length of the list is looked at first, and so many times more whenever that is too short."""


@dataclass(frozen=True, eq=False)
class Shortlist:
    """The rows of a list in the order of the ranking, and the place of each in the full order, from 1.

    `passed` counts by country those that stand between in the full order and are not listed. `own` says which are of
    the seeker's own kind, where its list is made in two blocks: these stand first. `top` is how many it was to have.
    """

    rows: IntArray
    rank: IntArray
    caps: Caps
    passed: tuple[tuple[str, int], ...] = ()
    own: npt.NDArray[np.bool_] | None = None
    top: int | None = None


def shortlist(drawn: Drawn, top: int | None, options: Options) -> Shortlist:
    """The list of `top` that people are shown; all candidates for None.

    >>> from citymatch.ranking import Engine
    >>> engine = Engine()
    >>> short = shortlist(engine.draw("Pinole, California", "pinole"), 10, engine.options)
    >>> len(short.rows), short.caps
    (10, Caps(country=2, metropolis=1, untied=None))
    """
    caps, own = caps_for(drawn, top, options), own_kind(drawn, options)
    if own is not None:
        return _with_own_kind_first(drawn, top, caps, own)
    if top is None or (caps.lifted and not options.diversity):
        rows = drawn.best(top, options.diversity)
        places = np.arange(1, len(rows) + 1) if not options.diversity else _places(drawn, rows)
        return Shortlist(rows, places, caps)
    if options.diversity:
        spread = drawn.best(None, options.diversity)
        rows = spread[filled(_within(drawn, spread, caps), top)]
        return Shortlist(rows, _places(drawn, rows), caps)
    head, chosen = _ties_first(drawn, top, caps) if caps.untied is not None else (_none(), _none())
    if len(chosen) < min(top, drawn.candidates):
        caps = caps._replace(untied=None)
        head, kept = _head(drawn, top, caps)
        chosen = filled(kept, top)
    between = np.ones(int(chosen[-1]) + 1 if len(chosen) else 0, bool)
    between[chosen] = False
    return Shortlist(head[chosen], chosen + 1, caps, _by_country(drawn, head[: len(between)][between]))


def _with_own_kind_first(drawn: Drawn, top: int | None, caps: Caps, own: npt.NDArray[np.bool_]) -> Shortlist:
    """The list in two blocks, each in the order of the ranking; the ranking itself for None."""
    if top is None:
        rows = drawn.best(None)
        return Shortlist(rows, np.arange(1, len(rows) + 1), caps, own=own[rows])
    rows, place = in_blocks(drawn, top, caps, own)
    full = drawn.best(None)
    between = np.zeros(len(full), bool)
    for mine in (True, False):  # those that stand above the last line of their own block
        last = int(place[own[rows] == mine].max(initial=0))
        between[:last] |= own[full[:last]] == mine
    between[place - 1] = False
    passed = () if caps.lifted else _by_country(drawn, full[between])
    return Shortlist(rows, place, caps, passed, own[rows], top)


def caps_for(drawn: Drawn, top: int | None, options: Options) -> Caps:
    """What a list of `top` takes of one country and of one metropolis, by the option `per_country`."""
    asked = options.per_country
    alone = options.countries is not None and len(set(options.countries)) == 1
    own_choice = bool(options.diversity) or options.candidates is not None
    if top is None or asked == 0 or alone or (asked is None and own_choice):
        return Caps()
    if asked is None:
        asked = country_cap(min(top, drawn.candidates), len(lands_of(drawn)))
    length = min(top, drawn.candidates)
    return Caps(asked, metropolis_cap(length), untied_cap(length) if _counts_roots(drawn) else None)


def _counts_roots(drawn: Drawn) -> bool:
    """Whether the policy gives the origins of the seeker's people a good part of its weight."""
    criteria = zip(drawn.compiled.criteria, drawn.weights.tolist(), strict=True)
    return bool(sum(weight for (c, _), weight in criteria if c.extractor == "ancestry") >= ROOTS)


def lands_of(drawn: Drawn) -> IntArray:
    """The codes of the countries in which a candidate is left."""
    return np.flatnonzero(np.bincount(drawn.pool.table.labels("country").codes[drawn.exclusions.allowed]))


def _head(drawn: Drawn, top: int, caps: Caps) -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """As much of the full order as it takes to fill a list within the caps, and who of them may stand in it."""
    size = top * LOOK_AHEAD
    while True:
        head = drawn.best(size)
        kept = _within(drawn, head, caps)
        if int(kept.sum()) >= top or size >= drawn.candidates:
            return head, kept
        size *= LOOK_AHEAD


def _none() -> IntArray:
    return np.zeros(0, np.int64)


def _ties_first(drawn: Drawn, top: int, caps: Caps) -> tuple[IntArray, IntArray]:
    """The head of the full order in which ties are looked for, and the positions of the list in it."""
    head, size = drawn.best(top * LOOK_AHEAD), top * LOOK_AHEAD
    least = drawn.groups[head[: min(top, len(head))]][-1] - TIES_WITHIN if len(head) else 0
    while len(head) < drawn.candidates and drawn.groups[head[-1]] >= least:
        size *= LOOK_AHEAD
        head = drawn.best(size)
    head = head[drawn.groups[head] >= least]
    lands = drawn.pool.table.labels("country").codes[head]
    return head, ties_first(lands, groups_of(drawn, head), ties_of(drawn, head), caps, top)


def _within(drawn: Drawn, rows: IntArray, caps: Caps) -> npt.NDArray[np.bool_]:
    lands = drawn.pool.table.labels("country").codes[rows]
    return within_caps(lands, groups_of(drawn, rows), caps)


def _places(drawn: Drawn, rows: IntArray) -> IntArray:
    """The place of some candidates in the full order, from 1."""
    place = np.zeros(len(drawn.pool), np.int64)
    everyone = drawn.best(None)
    place[everyone] = np.arange(1, len(everyone) + 1)
    return place[rows]


def _by_country(drawn: Drawn, rows: IntArray) -> tuple[tuple[str, int], ...]:
    """How many of some candidates are of each country, the most first."""
    country = drawn.pool.table.labels("country")
    number = np.bincount(country.codes[rows], minlength=len(country.values))
    ordered = np.argsort(-number, kind="stable")[: np.count_nonzero(number)]
    return tuple((str(country.values[code]), int(number[code])) for code in ordered.tolist())
