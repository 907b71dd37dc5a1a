"""The two blocks of a list: a county, a state or another division sees its own kind first, then municipalities."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from citymatch.features.base import Place, kept
from citymatch.scoring.variety import SPOKEN, TIES_WITHIN, Caps, filled, ties_first, untied_cap, within_caps

from .drawn import Drawn
from .options import Options
from .sizes import counts_size, groups_of, unlike
from .tied import ties_of
from .wider import COUNTIES, county_like, division_like, only_divisions

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


def kind_of_seeker(seeker: Place) -> str:
    """Which of the kinds of `--kind` a seeker's own is that asks for its own kind first; "" for any other.

    >>> kind_of_seeker({"kind": "division"}), kind_of_seeker({"kind": "place", "unit_kind": "KE:county"})
    ('sister_state', 'sister_county')
    >>> kind_of_seeker({"kind": "place"})
    ''
    """
    if seeker.get("kind") in ("state", "division"):
        return "sister_state"
    if seeker.get("kind") == "county" or seeker.get("unit_kind") in COUNTIES:
        return "sister_county"
    return ""


def blocks_for(seeker: Place, options: Options) -> str:
    """The seeker's own kind where its list is made in two blocks: no kind and no candidates were asked for."""
    chosen = options.kind is not None or options.candidates is not None or options.diversity
    return "" if chosen else kind_of_seeker(seeker)


def own_kind(drawn: Drawn, options: Options) -> BoolArray | None:
    """Which candidates of the pool are of the seeker's own kind; None where its list has no blocks.

    A county's own kind are counties and districts like them, and first-order divisions, since few countries have
    counties in any table; that of a state or another division are first-order divisions.
    """
    kind = blocks_for(drawn.seeker, options)
    if not kind:
        return None
    table, world = drawn.pool.table, drawn.pool.world
    if kind == "sister_state":
        return kept(table, "division_like", lambda: division_like(table, world))
    return kept(table, "county_like", lambda: county_like(table) | only_divisions(table))


def sensible(drawn: Drawn, rows: IntArray) -> BoolArray:
    """Which candidates of its own kind may stand in a list: of a size like the seeker's, as far as the policy counts
    that, and then with people that are known."""
    if not counts_size(drawn):
        return np.ones(len(rows), bool)
    people = np.asarray(drawn.pool.table["population"], np.float64)[rows]
    return np.asarray((people > 0) & ~unlike(drawn, rows), np.bool_)


def plenty_of_its_own(drawn: Drawn, options: Options, number: int) -> BoolArray | None:
    """Those of the seeker's own kind to whom offers are made, where there are so many of them; None where there are
    fewer, or where the seeker asks for no kind first: offers are then made to whoever ranks best.

    They are `sensible`; those of a county's own kind stand within twenty points of the place of that number in the full
    order, and something more than likeness leads to them.
    """
    own = own_kind(drawn, options)
    if own is None:
        return None
    rows = np.flatnonzero(own & drawn.exclusions.allowed)
    rows = rows[sensible(drawn, rows)]
    if kind_of_seeker(drawn.seeker) == "sister_county":
        last = drawn.best(number)[-1:]
        rows = rows[drawn.groups[rows] >= drawn.groups[last].min(initial=TIES_WITHIN) - TIES_WITHIN]
        rows = rows[ties_of(drawn, rows) >= SPOKEN]
    found = np.zeros(len(own), np.bool_)
    found[rows] = True
    return found if len(rows) >= number else None


def in_blocks(drawn: Drawn, top: int, caps: Caps, own: BoolArray) -> tuple[IntArray, IntArray]:
    """The rows of a list of `top`, those of the own kind before the others, and the place of each in the full order.

    A state has plenty of its own kind, and a county plenty of municipalities: these make the list as they would without
    the others. Of the others there are at most half of the list (of its own kind half rounded up), and none is taken
    only to fill it: they are `sensible`, within the caps by themselves, and within twenty points of the last name that
    the list would have without them; to a county on a county's list something more than likeness has to lead. The caps
    hold for both together, and of a country the few take half of the names at most, rounded up, so that there is room
    for the rest.
    """
    order = drawn.best(None)
    by_state = kind_of_seeker(drawn.seeker) == "sister_state"
    most = top // 2 if by_state else math.ceil(top / 2)
    many, few = (order[own[order] == mine] for mine in (by_state, not by_state))
    good = sensible(drawn, many) if by_state else np.ones(len(many), bool)
    less, many = many[~good], many[good]
    least = int(drawn.groups[many[: min(top, len(many))]][-1]) - TIES_WITHIN if len(many) else 0
    near_few = few[drawn.groups[few] >= least]
    first = _few(drawn, near_few, most, caps, SPOKEN if not by_state else 0.0)
    near = many[drawn.groups[many] >= least]
    rows = _taken(drawn, np.concatenate([first, near]), top, caps) if caps.untied is not None else near[:0]
    if len(rows) < min(top, drawn.candidates):
        others = few[~np.isin(few, first)]
        rows = _taken(drawn, np.concatenate([first, many, others, less]), top, caps._replace(untied=None))
    place = np.zeros(len(drawn.pool), np.int64)
    place[order] = np.arange(1, len(order) + 1)
    rows = rows[np.lexsort([place[rows], ~own[rows]])]
    return rows, place[rows]


def _few(drawn: Drawn, rows: IntArray, most: int, caps: Caps, tie: float) -> IntArray:
    """The block of which there are few, out of its candidates in the order of the ranking: at most so many, each with
    a tie of that strength at least where ties count."""
    rows = rows[sensible(drawn, rows)]
    country = None if caps.country is None else math.ceil(caps.country / 2)
    alone = Caps(country, caps.metropolis, None if caps.untied is None else untied_cap(most))
    ties = ties_of(drawn, rows) if caps.untied is not None else None
    kept = within_caps(_lands(drawn, rows), groups_of(drawn, rows), alone, ties)
    return rows[kept if ties is None else kept & (ties >= tie)][:most]


def _taken(drawn: Drawn, rows: IntArray, top: int, caps: Caps) -> IntArray:
    """The list of `top` out of candidates in the order in which they are taken."""
    lands, cities = _lands(drawn, rows), groups_of(drawn, rows)
    if caps.untied is not None:
        return rows[ties_first(lands, cities, ties_of(drawn, rows), caps, top)]
    return rows[filled(within_caps(lands, cities, caps), top)]


def _lands(drawn: Drawn, rows: IntArray) -> IntArray:
    return np.asarray(drawn.pool.table.labels("country").codes[rows], np.int64)
