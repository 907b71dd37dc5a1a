"""From the ranking of one seeker to its wishes: whom it could be offered, as far down as it takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.ranking import Options
from citymatch.ranking.blocks import plenty_of_its_own
from citymatch.ranking.drawn import Drawn
from citymatch.ranking.shortlist import caps_for
from citymatch.ranking.sizes import metropolis_of_each, unlike
from citymatch.ranking.tied import ties_of
from citymatch.scoring.variety import TIES_WITHIN, Caps, level_caps

from .wishes import IntArray, Wishes, beside

ENOUGH = 10
"""A seeker is held to leads with a tie where it has so many times more candidates with one as it has leads."""

LOOKED_AT = 500
"""Ties are counted among so many of its best candidates."""

SLACK = (80, 250, 700)
"""A list that is worth so many tenths less than the best there could be is looked for at first, and then so many."""


@dataclass(frozen=True)
class Ask:
    """What one seeker asks for.

    `leads` is how many it is to have in all, `locked` whom it was offered already, who take the place of leads and
    count among those of their country; `gone` are not offered. `enough` is how many leads all seekers together have:
    of candidates that are alike in all that a list has to hold to, nobody needs more. `loose` 1 lets lists be without
    ties, 2 without any variety.
    """

    leads: int
    locked: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    enough: int = 1
    loose: int = 0


def wishes_of(drawn: Drawn, options: Options, ask: Ask, floor: int | None = None) -> Wishes:
    """Whom the seeker of `drawn` could be offered, best first.

    A list of leads is as varied as a list of that many names that people are shown (`scoring.variety`): so many of a
    country and a metropolis at most, no place of quite another size while there are others, and few without a tie of
    people or name where the seeker has plenty with one. A county or a state is offered its own kind alone, where it has
    plenty of that (`ranking.blocks`). `floor` is how little a list may be worth, in tenths, that is
    looked at; without it, a little less than the best that there could be.
    """
    held = _rows(drawn, ask.locked)
    tenths = np.where(_of_its_size(drawn, ask.leads), drawn.groups, -1)
    its_own = plenty_of_its_own(drawn, options, ENOUGH * ask.leads)
    if its_own is not None:
        tenths = np.where(its_own, tenths, -1)
    tenths[held] = tenths[_rows(drawn, ask.gone)] = -1
    caps = caps_for(drawn, ask.leads, options) if ask.loose < 2 else Caps()
    country = np.asarray(drawn.pool.table.labels("country").codes, np.int64)
    left = max(0, ask.leads - len(ask.locked))
    rows, low = _worth_a_look(tenths, country, left, caps.country, floor)
    rows, place = _in_order(drawn, rows)
    both = np.concatenate([rows, held])
    ties = ties_of(drawn, both) if caps.untied is not None else np.ones(len(both))
    cities = metropolis_of_each(drawn.pool.table, both)
    earlier = zip(
        country[held].tolist(), cities[len(rows) :].tolist(), ties[len(rows) :].tolist(), strict=True
    )
    levels = level_caps(caps.untied) if ask.loose < 1 else ()
    levels = _levels(drawn, tenths, ask.leads, levels)
    whole = Wishes(
        str(drawn.seeker["community_id"]), _objects(drawn.pool.community_ids(rows.tolist())), tenths[rows],
        place, country[rows], cities[: len(rows)], ties[: len(rows)], left, caps, levels, tuple(earlier), low,
    )  # fmt: skip
    return whole.take(whole.nth_of_its_like() <= ask.enough)


def _rows(drawn: Drawn, ids: Iterable[str]) -> IntArray:
    """The rows of those that are candidates."""
    return np.array([row for each in ids if (row := drawn.pool.find(each)) >= 0], np.int64)


def _objects(names: Sequence[str]) -> npt.NDArray[np.object_]:
    found = np.empty(len(names), object)
    found[:] = names
    return found


def _in_order(drawn: Drawn, rows: IntArray) -> tuple[IntArray, IntArray]:
    """Some rows, best first, and the place of each in the full order."""
    if not len(rows):
        return rows, rows
    deep = int((drawn.groups >= drawn.groups[rows].min()).sum())
    place = np.zeros(len(drawn.pool), np.int64)
    place[drawn.best(deep)] = np.arange(1, deep + 1)
    rows = rows[np.argsort(place[rows], kind="stable")]
    return rows, place[rows]


def _of_its_size(drawn: Drawn, leads: int) -> npt.NDArray[np.bool_]:
    """Those of much the seeker's own size, where the policy counts that and there are plenty; else all."""
    alike = ~unlike(drawn, np.arange(len(drawn.pool)))
    plenty = int((alike & (drawn.groups >= 0)).sum()) >= ENOUGH * leads
    return alike if plenty else np.ones(len(alike), bool)


def _worth_a_look(
    tenths: IntArray, country: IntArray, leads: int, cap: int | None, floor: int | None
) -> tuple[IntArray, int]:
    """The rows with which a list can be worth the floor, and the floor."""
    rows = np.flatnonzero(tenths >= 0)
    if not leads or not len(rows):
        return rows[:0], 0
    lands = np.unique(country[rows])
    others = beside(tenths[rows], country[rows], lands, leads, cap)
    most = tenths[rows] + others[np.searchsorted(lands, country[rows])]
    low = max(0, int(most.max()) - SLACK[0] if floor is None else floor)
    return rows[most >= low], low


def _levels(
    drawn: Drawn, tenths: IntArray, leads: int, levels: tuple[tuple[float, int], ...]
) -> tuple[tuple[float, int], ...]:
    """The levels of ties that a list is held to: those that plenty of the seeker's best candidates reach."""
    if not levels:
        return ()
    rows = drawn.best(LOOKED_AT)
    rows = rows[tenths[rows] >= 0]
    rows = rows[tenths[rows] >= int(tenths[rows[:leads]].min(initial=1000)) - TIES_WITHIN]
    ties = ties_of(drawn, rows)
    return tuple((least, most) for least, most in levels if int((ties >= least).sum()) >= ENOUGH * leads)
