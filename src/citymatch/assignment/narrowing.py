"""Fewer candidates, the same best way: those that no best list needs are left out before the solver begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .wishes import Wishes


def needed(
    wishes: Sequence[Wishes], room: dict[str, int], spread: bool = False
) -> list[npt.NDArray[np.bool_]]:
    """For each seeker, which of its candidates, given best first, a best way may need.

    A candidate is not needed where better ones that nobody else wants can always take its place: as many as there are
    leads, of no metropolis, with as strong a tie, and of countries of which the list may hold so many. Whoever is left
    out is wanted by nobody then, so that more are wanted by one alone: this is done until nothing changes. `room` says
    how many seekers each candidate takes; with `spread`, where countries as a whole take so many seekers at most, those
    of the same country alone can take its place.

    >>> x, y = Wishes.plain("x", ["a", "b", "c"], [9, 8, 7]), Wishes.plain("y", ["a"], [9])
    >>> [rows.tolist() for rows in needed([x, y], {"a": 1, "b": 1, "c": 1})]
    [[True, True, False], [True]]
    """
    kept = [np.ones(len(each), bool) for each in wishes]
    while True:
        wanted = Counter(
            name for each, rows in zip(wishes, kept, strict=True) for name in each.ids[rows].tolist()
        )
        fewer = [_needed(each, rows, wanted, room, spread) for each, rows in zip(wishes, kept, strict=True)]
        if all(np.array_equal(before, after) for before, after in zip(kept, fewer, strict=True)):
            return kept
        kept = fewer


def _needed(
    wishes: Wishes, kept: npt.NDArray[np.bool_], wanted: Counter[str], room: dict[str, int], spread: bool
) -> npt.NDArray[np.bool_]:
    """The same for one seeker, once."""
    levels = np.digitize(wishes.tie, [least for least, _ in wishes.levels]).tolist()
    held = Counter(country for country, _, _ in wishes.held)
    cap = wishes.leads + len(wishes.held) if wishes.caps.country is None else wishes.caps.country
    free = [Counter[int]() for _ in range(len(wishes.levels) + 1)]
    fewer = kept.copy()
    for row in np.flatnonzero(kept).tolist():
        land, level, name = int(wishes.country[row]), levels[row], wishes.ids[row]
        own = free[level]
        enough = own[land] if spread else sum(min(own[each], max(0, cap - held[each])) for each in own)
        if enough >= wishes.leads:
            fewer[row] = False
        elif wanted[name] <= room.get(name, 0) and wishes.metropolis[row] == 0:
            for lower in range(level + 1):
                free[lower][land] += 1
    return fewer
