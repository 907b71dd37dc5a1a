"""The few seekers that press each other most: what they have to give up among themselves is proved without the others.

Where many want the same few communities, a handful of seekers decides how much somebody has to give up in any case. A
way for all is a way for these too, so that where these find none nobody does. Where they find one, those in whose place
it puts them join them, until all the others stay where they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .programme import ALMOST, FloatArray, Programme
from .task import Task, by_seeker, columns_of, joined, varied
from .wishes import IntArray

BUSY = 60.0
"""A candidate that another has is taken where it is worth so many tenths more than one that is free."""

ANY = 0.02
"""Of the ways of a few any will do that is so near to the best."""

BRANCHES = 60
"""The programme of a few is given up after so many branches: it is asked many times."""

FEW = 40
"""So many seekers are looked at together at most: a programme of more of them is slow."""

NEAR = 5.0
"""At first those candidates are looked at that cost no more tenths of all than so much."""

WIDE = 40.0
"""Who presses whom is looked for among those that cost no more than so much."""

TRIED = 60.0
"""A programme that takes so many seconds is given up, whatever the steps that it was allowed."""


def pressed(task: Task, worst: int) -> list[int]:
    """The seekers that would set how much somebody has to give up, were parts of offers allowed, by position.

    No more than a hint where to look: it rests on the candidates that are worth most. None where there are no leads.
    """
    narrow = task.narrowed(worst)
    if narrow is None or not sum(map(len, narrow[1].wishes)):
        return []
    programme, columns = narrow[1].programme(worst)
    loose = programme.prices(-joined([each.tenths for each in narrow[1].wishes]))
    if loose is None:
        return []
    some = [(loose[1][own] <= WIDE) | (loose[0][own] > ALMOST) for own in columns]
    few = narrow[1].taking(some)
    programme, rows = _yielding(few, worst)
    prices = programme.row_prices(np.append(np.zeros(programme.columns - 1), 1.0), rows)
    return [] if prices is None else np.flatnonzero(np.abs(prices) > ALMOST).tolist()


def _yielding(task: Task, worst: int) -> tuple[Programme, list[int]]:
    """A programme whose last column is what everybody may give up, and which rows say so, by seeker."""
    columns = columns_of(task.wishes)
    last = sum(map(len, columns))
    programme = Programme(last + 1, np.append(np.ones(last), float(max(task.best, default=0))))
    rows = []
    for each, own, alone, best in zip(task.wishes, columns, task.alone, task.best, strict=True):
        programme.row(own, 1.0, len(alone), len(alone))
        rows.append(programme.row(np.append(own, last), np.append(each.tenths, 1), least=best))
        for first, number in each.among_first(best - worst):
            programme.row(own[:first], 1.0, least=number)
    varied(programme, task.wishes, columns)
    task.shared(programme)
    return programme, rows


@dataclass(frozen=True, eq=False)
class Few:
    """Some of the seekers alone in a way in which none of them gives up more than so much.

    `leads` are theirs, None where none was found; `sure` says that there is none then.
    """

    leads: list[IntArray] | None
    sure: bool


def among(task: Task, some: Sequence[int], worst: int, busy: Counter[str] | None = None) -> Few:
    """A way for some of the seekers alone, in which they take as few candidates as can be that are `busy`."""
    wishes, before = [], []
    leads = sum(len(task.alone[n]) for n in some)
    for n in some:
        each = task.wishes[n]
        open_to = np.flatnonzero([task.room.left(name) > 0 for name in each.ids.tolist()])
        open_to = open_to[each.take(open_to).nth_of_its_like() <= leads]
        wishes.append(each.take(open_to))
        before.append(open_to)
    few = task.of(some, wishes)
    narrow = few.narrowed(worst)
    if narrow is None:
        return Few(None, True)
    programme, columns = narrow[1].programme(worst)
    names = [name for each in narrow[1].wishes for name in each.ids.tolist()]
    taken = busy or Counter[str]()
    costs = np.array([BUSY * (taken[name] >= task.room.left(name)) for name in names], np.float64)
    found = programme.search(costs - joined([each.tenths for each in narrow[1].wishes]), TRIED, ANY, BRANCHES)
    if found.taken is None:
        return Few(None, found.sure or found.none)
    own = by_seeker(found.taken, columns)
    return Few([b[p[r]] for b, p, r in zip(before, narrow[0], own, strict=True)], True)


def first_way(task: Task, worst: int) -> list[IntArray] | None:
    """A way in which all give up together as little as can be beyond `worst`, among the candidates that cost least:
    where to begin. None where it is not found."""
    narrow = task.narrowed(worst)
    if narrow is None:
        return None
    programme, columns = narrow[1].programme(worst)
    loose = programme.prices(-joined([each.tenths for each in narrow[1].wishes]))
    if loose is None:
        return None
    some = [(loose[1][own] <= NEAR) | (loose[0][own] > ALMOST) for own in columns]
    few = narrow[1].taking(some)
    programme, costs = _beyond(few, worst)
    found = programme.search(costs, TRIED)
    if found.taken is None:
        return None
    own = by_seeker(found.taken, columns_of(few.wishes))
    return [p[np.flatnonzero(s)[r]] for p, s, r in zip(narrow[0], some, own, strict=True)]


def _beyond(task: Task, worst: int) -> tuple[Programme, FloatArray]:
    """A programme with a column more for each seeker: what it gives up beyond `worst`."""
    columns = columns_of(task.wishes)
    number, seekers = sum(map(len, columns)), len(columns)
    most = np.full(seekers, float(max(task.best, default=0)))
    programme = Programme(number + seekers, np.append(np.ones(number), most))
    parts = zip(task.wishes, columns, task.alone, task.best, strict=True)
    for at, (each, own, alone, best) in enumerate(parts, number):
        programme.row(own, 1.0, len(alone), len(alone))
        programme.row(np.append(own, at), np.append(each.tenths, 1), least=best - worst)
    varied(programme, task.wishes, columns)
    task.shared(programme)
    return programme, np.append(np.zeros(number), np.ones(seekers))


def fitted(task: Task, way: list[IntArray], some: set[int], worst: int) -> tuple[list[IntArray] | None, bool]:
    """The leads of all in a way in which nobody gives up more than `worst`, begun at a `way` in which some do.

    Those that do, and `some` beside, are placed anew; whoever stands in their way joins them (`some` grows). None where
    none was found, and whether that is sure.
    """
    way = list(way)
    some |= {n for n, lost in enumerate(losses(task, way)) if lost > worst}
    while len(some) <= FEW:
        few = sorted(some)
        others = [n for n in range(len(way)) if n not in some]
        busy = Counter(name for n in others for name in task.wishes[n].ids[way[n]].tolist())
        found = among(task, few, worst, busy)
        if found.leads is None:
            return None, found.sure
        new = dict(zip(few, found.leads, strict=True))
        taken = [new.get(n, way[n]) for n in range(len(way))]
        crowded = _crowded(task, taken)
        if not crowded:
            return taken, True
        more = {n for n in others if crowded & _places(task, n, way[n])}
        some |= more
    return None, False


def _places(task: Task, seeker: int, rows: IntArray) -> set[str | int]:
    wishes = task.wishes[seeker]
    return {*wishes.ids[rows].tolist(), *wishes.country[rows].tolist()}


def _crowded(task: Task, way: Sequence[IntArray]) -> set[str | int]:
    """The candidates, and countries, that have more than they take."""
    names = Counter(name for w, rows in zip(task.wishes, way, strict=True) for name in w.ids[rows].tolist())
    lands = Counter(
        land for w, rows in zip(task.wishes, way, strict=True) for land in w.country[rows].tolist()
    )
    full: set[str | int] = {name for name, number in names.items() if number > task.room.left(name)}
    for land, number in lands.items():
        left = task.room.left_in(land)
        if left is not None and number > left:
            full.add(land)
    return full


def losses(task: Task, way: Sequence[IntArray]) -> list[int]:
    """What each seeker gives up in a way."""
    parts = zip(task.wishes, way, task.best, strict=True)
    return [best - int(each.tenths[rows].sum()) for each, rows, best in parts]
