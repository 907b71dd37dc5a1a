"""Leads for all seekers of a list at once: the best way that there is, found in stages by an integer programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from citymatch.scoring.lot import number_of_text

from .narrowing import needed
from .programme import ALMOST, Programme, Unsolved
from .wishes import IntArray, Wishes

LEAD = 10_000
"""A lead more is worth more than any number of points: scores are 1,000 tenths at most, and leads are few."""

LOTS = 1 << 10
"""The lots by which equal ways are told apart at the very last run up to this."""


class TooNarrow(RuntimeError):
    """The candidates that were looked at are too few for the leads of all, and there are more of them."""


@dataclass(frozen=True, eq=False)
class Room:
    """How many seekers a candidate takes, and a country as a whole.

    `each` is for those that `of` does not name; `country` is what each country still takes by its code, None for as
    many as come.
    """

    each: int = 1
    of: Mapping[str, int] = field(default_factory=dict)
    countries: int | None = None
    taken: Mapping[int, int] = field(default_factory=dict)

    def left(self, candidate: str) -> int:
        """How many seekers more a candidate takes."""
        return max(0, self.of.get(candidate, self.each))

    def left_in(self, country: int) -> int | None:
        """How many seekers more a country takes; None for as many as come."""
        return None if self.countries is None else max(0, self.countries - self.taken.get(country, 0))


@dataclass(frozen=True, eq=False)
class Chosen:
    """The leads of each seeker: positions among its wishes, best first.

    `alone` are the positions of the best list that each could have if it stood alone, and `best` what that is worth,
    in tenths; `worth` is what each is offered. The largest difference is `worst`. `kept` is how many of the earlier
    offers it holds.
    """

    wishes: tuple[Wishes, ...]
    alone: tuple[IntArray, ...]
    leads: tuple[IntArray, ...]
    kept: int = 0

    @cached_property
    def best(self) -> tuple[int, ...]:
        """What each seeker's own best list is worth."""
        return tuple(_worth(w, rows) for w, rows in zip(self.wishes, self.alone, strict=True))

    @cached_property
    def worth(self) -> tuple[int, ...]:
        """What each seeker is offered is worth."""
        return tuple(_worth(w, rows) for w, rows in zip(self.wishes, self.leads, strict=True))

    @cached_property
    def regrets(self) -> tuple[int, ...]:
        """What each seeker gives up over its leads together, in tenths of a point."""
        return tuple(best - worth for best, worth in zip(self.best, self.worth, strict=True))

    @cached_property
    def takers(self) -> dict[str, list[int]]:
        """The positions of the seekers that are offered each candidate."""
        found: dict[str, list[int]] = {}
        for number, (wishes, rows) in enumerate(zip(self.wishes, self.leads, strict=True)):
            for name in wishes.ids[rows].tolist():
                found.setdefault(name, []).append(number)
        return found

    @cached_property
    def held(self) -> Counter[int]:
        """How many leads are in each country, by its code."""
        return Counter(
            country
            for wishes, rows in zip(self.wishes, self.leads, strict=True)
            for country in wishes.country[rows].tolist()
        )

    @cached_property
    def worst(self) -> int:
        """What the seeker that gives up most gives up."""
        return max(self.regrets, default=0)

    @property
    def total(self) -> int:
        """What all leads together are worth."""
        return sum(self.worth)

    @property
    def missing(self) -> int:
        """How many leads less there are than the seekers' own best lists have."""
        return sum(map(len, self.alone)) - sum(map(len, self.leads))


def _worth(wishes: Wishes, rows: IntArray) -> int:
    return int(wishes.tenths[rows].sum())


def alone(wishes: Sequence[Wishes]) -> list[IntArray]:
    """The best list of leads of each seeker as if it stood alone: as many as can be, then the largest sum, then the
    better ranks.

    >>> [rows.tolist() for rows in alone([Wishes.plain("x", ["a", "b", "c"], [900, 880, 870], leads=2)])]
    [[0, 1]]
    """
    first = [np.arange(min(each.leads, len(each))) for each in wishes]
    hard = [n for n, (each, rows) in enumerate(zip(wishes, first, strict=True)) if not each.fits(rows)]
    found = _alone([wishes[n] for n in hard]) if hard else []
    return [found[hard.index(n)] if n in hard else rows for n, rows in enumerate(first)]


def _alone(wishes: Sequence[Wishes]) -> list[IntArray]:
    """The same for those whose first candidates are not varied enough."""
    columns = _columns(wishes)
    programme = Programme(sum(map(len, wishes)))
    _varied(programme, wishes, columns)
    for each, own in zip(wishes, columns, strict=True):
        programme.row(own, 1.0, most=each.leads)
    worth = _joined([each.tenths + LEAD for each in wishes])
    taken = _by_seeker(programme.best(-worth), columns)
    for each, own, rows in zip(wishes, columns, taken, strict=True):
        programme.row(own, each.tenths + LEAD, least=_worth(each, rows) + LEAD * len(rows))
    return _by_seeker(programme.best(_joined([each.rank for each in wishes])), columns)


def solve(
    wishes: Sequence[Wishes],
    room: Room | None = None,
    before: Mapping[str, Sequence[str]] | None = None,
    tolerance: int = 0,
    own: Sequence[IntArray] | None = None,
) -> Chosen:
    """The leads of all seekers at once.

    As many leads as can be come first; then the largest of what the seekers give up over their leads, against their
    own best lists, is as small as can be; then the sum of all scores (cut to a tenth, as they are shown) is as great as
    can be. Of ways equal in all this the one that keeps most of the offers `before` is taken (by the ids of seekers and
    candidates), where the sum may be `tolerance` tenths below the greatest; then the one with the smallest sum of
    ranks; then lots decide. `own` are the best lists of each alone, where they are known. Raises TooNarrow where the
    leads cannot all be made and some wishes do not go all the way down.

    >>> x, y = Wishes.plain("x", ["a", "b"], [900, 890]), Wishes.plain("y", ["a", "c"], [800, 100])
    >>> found = solve([x, y])
    >>> [each.tolist() for each in found.leads], found.worst, found.total
    ([[1], [0]], 10, 1690)
    """
    room = room or Room()
    lists = tuple(alone(wishes) if own is None else own)
    task = Task(tuple(wishes), lists, room, before or {}, tolerance)
    bound = least_worst(task, whole=False)
    if bound is None:
        if any(each.floor for each in wishes):
            raise TooNarrow
        task = replace(task, fewest=_most_leads(task))
        bound = least_worst(task, whole=False)
    found = None if bound is None else _best_within(task, bound)
    if bound is not None and found is None:  # the bound is nearly always what can be done
        worst = least_worst(task, bound + 1)
        if worst is None and any(each.floor for each in wishes):
            raise TooNarrow
        found = None if worst is None else _best_within(task, worst)
    if found is None:
        raise Unsolved("the solver finds no way to make the leads that it has counted itself")
    return Chosen(task.wishes, lists, tuple(found[0]), found[1])


def _best_within(task: Task, worst: int) -> tuple[list[IntArray], int] | None:
    """The leads of all seekers, none of which gives up more, and how many earlier offers they hold; None where there is
    no such way."""
    places, narrow = task.within(worst)
    programme, columns = narrow.programme(worst)
    every = np.arange(programme.columns)
    worth = _joined([each.tenths for each in narrow.wishes])
    held = _joined([np.isin(each.ids, list(task.before.get(each.seeker, ()))) for each in narrow.wishes])
    found = programme.solved(-worth)
    if found is None:
        return None
    total, kept = int(worth @ found), 0
    # What would cost more than there is to lose is in no way that is as good.
    loose, price = programme.prices(-worth)
    programme.close(price > float(worth @ loose) - total + task.tolerance + ALMOST)
    if held.any():
        programme.row(every, worth, least=total - task.tolerance)
        kept = int(held @ programme.best(-held))
        programme.row(every, held, least=kept)
        total = int(worth @ programme.best(-worth)) if task.tolerance else total
    programme.row(every, worth, least=total)
    rank = _joined([each.rank for each in narrow.wishes])
    programme.row(every, rank, most=int(rank @ programme.best(rank)))
    taken = _by_seeker(programme.best(_joined([_lots(each) for each in narrow.wishes])), columns)
    return [rows[each] for rows, each in zip(places, taken, strict=True)], kept


def least_worst(task: Task, low: int = 0, whole: bool = True) -> int | None:
    """The least, from `low` on, that the seeker that gives up most has to give up; None where so many leads cannot be
    made. With `whole` False it is a bound that is found sooner: nobody can do with less."""
    high = max(task.best, default=0)
    # Beyond what was looked at, that no way is found says nothing.
    high = min(
        [high, *(b - each.floor for b, each in zip(task.best, task.wishes, strict=True) if each.floor)]
    )
    if low > high:
        return None
    return least(lambda worst: task.found(worst, whole) is not None, low, high)


def least(holds: Callable[[int], bool], low: int, high: int) -> int | None:
    """The least whole number from `low` to `high` for which something holds that holds for all larger ones too.

    >>> least(lambda number: number >= 37, 5, 100), least(lambda number: False, 5, 6)
    (37, None)
    """
    step, first = 1, low
    while not holds(first):
        if first >= high:
            return None
        low, first, step = first + 1, min(first + step, high), 2 * step
    while low < first:
        middle = (low + first) // 2
        if holds(middle):
            first = middle
        else:
            low = middle + 1
    return first


def _most_leads(task: Task) -> int:
    """How many leads can be made at most."""
    programme, _ = replace(task, fewest=0).programme(max(task.best, default=0))
    return int(programme.best(-np.ones(programme.columns)).sum())


@dataclass(frozen=True, eq=False)
class Task:
    """Whom all seekers could be offered, what the best list of each alone is, and how much room there is.

    `fewest` is how many leads have to be made in all; None for as many as all those lists have.
    """

    wishes: tuple[Wishes, ...]
    alone: tuple[IntArray, ...]
    room: Room
    before: Mapping[str, Sequence[str]]
    tolerance: int = 0
    fewest: int | None = None

    @cached_property
    def best(self) -> list[int]:
        """What the best list of each seeker alone is worth."""
        return [_worth(each, rows) for each, rows in zip(self.wishes, self.alone, strict=True)]

    @cached_property
    def most(self) -> list[IntArray]:
        """The most that a list with each candidate in it can be worth."""
        return [each.most_with() for each in self.wishes]

    def within(self, worst: int) -> tuple[list[IntArray], Task]:
        """The same with those candidates alone that a way may need in which nobody gives up more, and where they stand
        among the wishes."""
        if self.fewest is not None:
            return [np.arange(len(each)) for each in self.wishes], self
        rows = [np.flatnonzero(m >= b - worst) for m, b in zip(self.most, self.best, strict=True)]
        fewer = [each.take(these) for each, these in zip(self.wishes, rows, strict=True)]
        room = {name: self.room.left(name) for each in fewer for name in each.ids.tolist()}
        kept = needed(fewer, room, self.room.countries is not None)
        early = [np.isin(each.ids, list(self.before.get(each.seeker, ()))) for each in fewer]
        some = [np.flatnonzero(k | e) for k, e in zip(kept, early, strict=True)]
        narrow = replace(
            self,
            wishes=tuple(each.take(these) for each, these in zip(fewer, some, strict=True)),
            alone=self.alone,
        )
        narrow.__dict__["best"] = self.best
        return [these[each] for these, each in zip(rows, some, strict=True)], narrow

    def found(self, worst: int, whole: bool = True) -> npt.NDArray[np.float64] | None:
        """A way in which nobody gives up more than so much, None where there is none."""
        narrow = self.within(worst)[1]
        if any(len(each) < len(rows) for each, rows in zip(narrow.wishes, self.alone, strict=True)):
            return None
        programme = narrow.programme(worst)[0]
        return programme.solved(np.zeros(programme.columns), whole)

    def programme(self, worst: int) -> tuple[Programme, list[IntArray]]:
        """The programme: how many leads each seeker has and what they are worth, which lists are varied, whom nobody
        else may have."""
        columns = _columns(self.wishes)
        programme = Programme(sum(map(len, self.wishes)))
        for each, own, rows, best in zip(self.wishes, columns, self.alone, self.best, strict=True):
            programme.row(own, 1.0, len(rows) if self.fewest is None else 0, len(rows))
            programme.row(own, each.tenths, least=best - worst)
            for first, number in each.among_first(best - worst) if self.fewest is None else ():
                programme.row(own[:first], 1.0, least=number)
        if self.fewest is not None:
            programme.row(np.arange(programme.columns), 1.0, least=self.fewest)
        _varied(programme, self.wishes, columns)
        if programme.columns:
            self._shared(programme)
        return programme, columns

    def _shared(self, programme: Programme) -> None:
        """The room that candidates and countries have."""
        ids = np.concatenate([each.ids for each in self.wishes])
        for rows in _alike(np.unique(ids.astype(str), return_inverse=True)[1]):
            left = self.room.left(str(ids[rows[0]]))
            if len(rows) > left:
                programme.row(rows, 1.0, most=left)
        lands = np.concatenate([each.country for each in self.wishes])
        for rows in _alike(lands) if self.room.countries is not None else ():
            programme.row(rows, 1.0, most=self.room.left_in(int(lands[rows[0]])) or 0)


def _varied(programme: Programme, wishes: Sequence[Wishes], columns: Sequence[IntArray]) -> None:
    for each, own in zip(wishes, columns, strict=True):
        programme.rows((own[rows], most) for rows, most in each.rules())


def _columns(wishes: Sequence[Wishes]) -> list[IntArray]:
    """The columns of the candidates of each seeker."""
    ends = np.cumsum([len(each) for each in wishes]).tolist()
    return [np.arange(end - len(each), end) for each, end in zip(wishes, ends, strict=True)]


def _by_seeker(taken: npt.NDArray[np.float64], columns: Sequence[IntArray]) -> list[IntArray]:
    return [np.flatnonzero(taken[own] > 0.5) for own in columns]


def _joined(parts: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.float64]:
    return np.concatenate([np.zeros(0), *parts]).astype(np.float64)


def _alike(codes: npt.NDArray[np.generic]) -> list[IntArray]:
    """The positions of each code."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)


def _lots(wishes: Wishes) -> IntArray:
    """A small number for each candidate, made of its id and the seeker's."""
    return np.array([number_of_text(f"{wishes.seeker} {each}") % LOTS for each in wishes.ids], np.int64)
