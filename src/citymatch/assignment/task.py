"""What is asked of the solver: whom all seekers could be offered, how much room there is, and the programme of that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from .narrowing import needed
from .programme import Programme
from .wishes import IntArray, Wishes


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
        return [worth_of(each, rows) for each, rows in zip(self.wishes, self.alone, strict=True)]

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

    def of(self, some: Sequence[int], wishes: Sequence[Wishes]) -> Task:
        """The same for some of the seekers alone, by position, with these wishes of theirs."""
        few = replace(self, wishes=tuple(wishes), alone=tuple(self.alone[n] for n in some))
        few.__dict__["best"] = [self.best[n] for n in some]
        return few

    def taking(self, some: Sequence[npt.NDArray[np.bool_]]) -> Task:
        """The same with some of the candidates of each."""
        wishes = [each.take(rows) for each, rows in zip(self.wishes, some, strict=True)]
        return self.of(range(len(wishes)), wishes)

    def feasible(self, worst: int) -> bool:
        """Whether there is a way in which nobody gives up more than so much, were parts of offers allowed: where there
        is none, there is none of whole offers either."""
        narrow = self.narrowed(worst)
        if narrow is None:
            return False
        programme = narrow[1].programme(worst)[0]
        return programme.solved(np.zeros(programme.columns), whole=False) is not None

    def narrowed(self, worst: int) -> tuple[list[IntArray], Task] | None:
        """See `within`; None where somebody has too few candidates left, so that there is no way."""
        places, narrow = self.within(worst)
        few = any(len(each) < len(rows) for each, rows in zip(narrow.wishes, self.alone, strict=True))
        return None if few and self.fewest is None else (places, narrow)

    def programme(self, worst: int) -> tuple[Programme, list[IntArray]]:
        """The programme: how many leads each seeker has and what they are worth, which lists are varied, whom nobody
        else may have."""
        columns = columns_of(self.wishes)
        programme = Programme(sum(map(len, self.wishes)))
        for each, own, rows, best in zip(self.wishes, columns, self.alone, self.best, strict=True):
            programme.row(own, 1.0, len(rows) if self.fewest is None else 0, len(rows))
            programme.row(own, each.tenths, least=best - worst)
            for first, number in each.among_first(best - worst) if self.fewest is None else ():
                programme.row(own[:first], 1.0, least=number)
        if self.fewest is not None:
            programme.row(np.arange(programme.columns), 1.0, least=self.fewest)
        varied(programme, self.wishes, columns)
        if programme.columns:
            self.shared(programme)
        return programme, columns

    def shared(self, programme: Programme) -> None:
        """The room that candidates and countries have."""
        ids = np.concatenate([each.ids for each in self.wishes])
        for rows in _alike(np.unique(ids.astype(str), return_inverse=True)[1]):
            left = self.room.left(str(ids[rows[0]]))
            if len(rows) > left:
                programme.row(rows, 1.0, most=left)
        lands = np.concatenate([each.country for each in self.wishes])
        for rows in _alike(lands) if self.room.countries is not None else ():
            programme.row(rows, 1.0, most=self.room.left_in(int(lands[rows[0]])) or 0)


def worth_of(wishes: Wishes, rows: IntArray) -> int:
    """What some of a seeker's candidates are worth together, in tenths."""
    return int(wishes.tenths[rows].sum())


def varied(programme: Programme, wishes: Sequence[Wishes], columns: Sequence[IntArray]) -> None:
    """Bound the lists of all by what they have to hold to."""
    for each, own in zip(wishes, columns, strict=True):
        programme.rows((own[rows], most) for rows, most in each.rules())


def columns_of(wishes: Sequence[Wishes]) -> list[IntArray]:
    """The columns of the candidates of each seeker."""
    ends = np.cumsum([len(each) for each in wishes]).tolist()
    return [np.arange(end - len(each), end) for each, end in zip(wishes, ends, strict=True)]


def by_seeker(taken: npt.NDArray[np.float64], columns: Sequence[IntArray]) -> list[IntArray]:
    """Of the columns that are taken, the positions among each seeker's candidates."""
    return [np.flatnonzero(taken[own] > 0.5) for own in columns]


def joined(parts: Sequence[npt.NDArray[np.generic]]) -> npt.NDArray[np.float64]:
    """The figures of all candidates of all seekers, in the order of the columns."""
    return np.concatenate([np.zeros(0), *parts]).astype(np.float64)


def _alike(codes: npt.NDArray[np.generic]) -> list[IntArray]:
    """The positions of each code."""
    order = np.argsort(codes, kind="stable")
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)
