"""Leads for all seekers of a list at once: the best way that there is, found in stages by an integer programme."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from citymatch.scoring.lot import number_of_text

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

    @property
    def regrets(self) -> tuple[int, ...]:
        """What each seeker gives up over its leads together, in tenths of a point."""
        return tuple(best - worth for best, worth in zip(self.best, self.worth, strict=True))

    @property
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
    best = [_worth(each, rows) for each, rows in zip(wishes, lists, strict=True)]
    numbers = [len(rows) for rows in lists]
    fewest = sum(numbers)
    worst = _least_worst(wishes, room, best, numbers, fewest, whole=False)
    if worst is None:
        if any(each.floor for each in wishes):
            raise TooNarrow
        fewest = _most_leads(wishes, room, numbers)
        worst = _least_worst(wishes, room, best, numbers, fewest, whole=False)
    most = [each.most_with() for each in wishes]

    def within(worst: int) -> tuple[list[IntArray], int] | None:
        # Nobody's list holds a candidate with which it cannot be worth enough.
        open_to = [np.flatnonzero(m >= b - worst) for m, b in zip(most, best, strict=True)]
        fewer = [each.take(rows) for each, rows in zip(wishes, open_to, strict=True)]
        least = [each - worst for each in best]
        found = _best_of_all(fewer, room, least, numbers, fewest, before or {}, tolerance)
        if found is None:
            return None
        return [rows[taken] for rows, taken in zip(open_to, found[0], strict=True)], found[1]

    # The bound is nearly always what can be done; where it is not, the programme of whole leads says what is.
    found = within(worst or 0)
    if found is None:
        found = within(_least_worst(wishes, room, best, numbers, fewest) or 0)
    if found is None:
        raise Unsolved("the solver finds no leads for the bound that it has found itself")
    return Chosen(tuple(wishes), lists, tuple(found[0]), found[1])


def _best_of_all(
    wishes: Sequence[Wishes], room: Room, least: Sequence[int], numbers: Sequence[int], fewest: int,
    before: Mapping[str, Sequence[str]], tolerance: int,
) -> tuple[list[IntArray], int] | None:  # fmt: skip
    """The leads of all seekers, none of which is worth less than its `least`, and how many earlier offers they hold;
    None where there is no such way."""
    programme, columns = _of_all(wishes, room, numbers, fewest)
    for each, own, enough in zip(wishes, columns, least, strict=True):
        programme.row(own, each.tenths, least=enough)
    every = np.arange(programme.columns)
    worth = _joined([each.tenths for each in wishes])
    held = _joined([np.isin(each.ids, list(before.get(each.seeker, ()))) for each in wishes])
    found = programme.solved(-worth)
    if found is None:
        return None
    total, kept = int(worth @ found), 0
    if held.any():
        programme.row(every, worth, least=total - tolerance)
        kept = int(held @ programme.best(-held))
        programme.row(every, held, least=kept)
        total = int(worth @ programme.best(-worth)) if tolerance else total
    programme.row(every, worth, least=total)
    rank = _joined([each.rank for each in wishes])
    ranks = int(rank @ programme.best(rank))
    programme.row(every, rank, most=ranks)
    return _by_seeker(programme.best(_joined([_lots(each) for each in wishes])), columns), kept


def _least_worst(
    wishes: Sequence[Wishes],
    room: Room,
    best: Sequence[int],
    numbers: Sequence[int],
    fewest: int,
    whole: bool = True,
) -> int | None:
    """The least that the seeker that gives up most has to give up; None where so many leads cannot be made.

    With `whole` False it is a bound: nobody can do with less.
    """
    programme, columns = _of_all(wishes, room, numbers, fewest, more=1)
    for each, own, most in zip(wishes, columns, best, strict=True):
        programme.row([*own, programme.columns - 1], [*each.tenths, 1.0], least=most)
    cost = np.zeros(programme.columns)
    cost[-1] = 1.0
    found = programme.solved(cost, whole)
    return None if found is None else math.ceil(found[-1] - ALMOST)


def _most_leads(wishes: Sequence[Wishes], room: Room, numbers: Sequence[int]) -> int:
    """How many leads can be made at most."""
    programme, _ = _of_all(wishes, room, numbers, 0)
    return int(programme.best(-np.ones(programme.columns)).sum())


def _of_all(
    wishes: Sequence[Wishes], room: Room, numbers: Sequence[int], fewest: int, more: int = 0
) -> tuple[Programme, list[IntArray]]:
    """The programme of all seekers: how many leads each has, which lists are varied, whom nobody else may have.

    `fewest` is how many leads there are in all at least; `more` columns of any size stand last.
    """
    size = sum(map(len, wishes))
    largest = np.ones(size + more)
    largest[size:] = np.inf
    programme, columns = Programme(size + more, largest), _columns(wishes)
    every = fewest == sum(numbers)
    for own, number in zip(columns, numbers, strict=True):
        programme.row(own, 1.0, number if every else 0, number)
    if not every:
        programme.row(np.arange(size), 1.0, least=fewest)
    _varied(programme, wishes, columns)
    if not size:
        return programme, columns
    ids = np.concatenate([each.ids for each in wishes])
    for rows in _alike(np.unique(ids.astype(str), return_inverse=True)[1]):
        left = room.left(str(ids[rows[0]]))
        if len(rows) > left:
            programme.row(rows, 1.0, most=left)
    lands = np.concatenate([each.country for each in wishes])
    for rows in _alike(lands) if room.countries is not None else ():
        programme.row(rows, 1.0, most=room.left_in(int(lands[rows[0]])) or 0)
    return programme, columns


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
    return np.split(order, np.flatnonzero(np.diff(codes[order])) + 1)  # type: ignore[arg-type]


def _lots(wishes: Wishes) -> IntArray:
    """A small number for each candidate, made of its id and the seeker's."""
    return np.array([number_of_text(f"{wishes.seeker} {each}") % LOTS for each in wishes.ids], np.int64)
