"""Leads for all seekers of a list at once: the best way that there is, found in stages by an integer programme."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from citymatch.scoring.lot import number_of_text

from .programme import ALMOST, FloatArray, Programme, Unsolved
from .searching import Clock, Least, bound, deepest, search
from .task import Room as Room
from .task import Task, by_seeker, columns_of, joined, varied, worth_of
from .wishes import IntArray, Wishes

LEAD = 10_000
"""A lead more is worth more than any number of points: scores are 1,000 tenths at most, and leads are few."""

MANY = 3_000
"""Of more candidates, those alone are looked at for the greatest total that cost no more than `NEAR` tenths of it."""

NEAR = 10.0

LOTS = 1 << 10
"""The lots by which equal ways are told apart at the very last run up to this."""


class TooNarrow(RuntimeError):
    """The candidates that were looked at are too few for the leads of all, and there are more of them.

    One seeker has to give up `surely` in any case.
    """

    def __init__(self, surely: int = 0):
        super().__init__(surely)
        self.surely = surely


@dataclass(frozen=True, eq=False)
class Chosen:
    """The leads of each seeker: positions among its wishes, best first.

    `alone` are the positions of the best list that each could have if it stood alone, and `best` what that is worth,
    in tenths; `worth` is what each is offered. The largest difference is `worst`. `kept` is how many of the earlier
    offers it holds.

    In every way somebody gives up `surely` or more; no way in which nobody gives up more than `worst` is worth more
    than `most` in all. `settled` says that it is the best by all rules, `timed` that the clock ended the search, so
    that another run may come to something else.
    """

    wishes: tuple[Wishes, ...]
    alone: tuple[IntArray, ...]
    leads: tuple[IntArray, ...]
    kept: int
    surely: int
    most: int
    settled: bool
    timed: bool = False

    @cached_property
    def best(self) -> tuple[int, ...]:
        """What each seeker's own best list is worth."""
        return tuple(worth_of(w, rows) for w, rows in zip(self.wishes, self.alone, strict=True))

    @cached_property
    def worth(self) -> tuple[int, ...]:
        """What each seeker is offered is worth."""
        return tuple(worth_of(w, rows) for w, rows in zip(self.wishes, self.leads, strict=True))

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
    columns = columns_of(wishes)
    programme = Programme(sum(map(len, wishes)))
    varied(programme, wishes, columns)
    for each, own in zip(wishes, columns, strict=True):
        programme.row(own, 1.0, most=each.leads)
    worth = joined([each.tenths + LEAD for each in wishes])
    taken = by_seeker(programme.best(-worth), columns)
    for each, own, rows in zip(wishes, columns, taken, strict=True):
        programme.row(own, each.tenths + LEAD, least=worth_of(each, rows) + LEAD * len(rows))
    return by_seeker(programme.best(joined([each.rank for each in wishes])), columns)


def solve(
    wishes: Sequence[Wishes],
    room: Room | None = None,
    before: Mapping[str, Sequence[str]] | None = None,
    tolerance: int = 0,
    own: Sequence[IntArray] | None = None,
    clock: Clock | None = None,
    low: int = 0,
) -> Chosen:
    """The leads of all seekers at once.

    As many leads as can be come first; then the largest of what the seekers give up over their leads, against their
    own best lists, is as small as can be; then the sum of all scores (cut to a tenth, as they are shown) is as great as
    can be. Of ways equal in all this the one that keeps most of the offers `before` is taken (by the ids of seekers and
    candidates), where the sum may be `tolerance` tenths below the greatest; then the one with the smallest sum of
    ranks; then lots decide. `own` are the best lists of each alone, where they are known, and `low` what one
    has to give up in any case. Where the search ends before it is sure, by its own limits or by the `clock`, the
    best way that it found is taken, and `Chosen` says how far it may be from the best. Raises TooNarrow where the
    leads cannot all be made and some wishes do not go all the way down.

    >>> x, y = Wishes.plain("x", ["a", "b"], [900, 890]), Wishes.plain("y", ["a", "c"], [800, 100])
    >>> found = solve([x, y])
    >>> [each.tolist() for each in found.leads], found.worst, found.total
    ([[1], [0]], 10, 1690)
    """
    room, clock = room or Room(), clock or Clock()
    lists = tuple(alone(wishes) if own is None else own)
    task = Task(tuple(wishes), lists, room, before or {}, tolerance)
    least = bound(task, low)
    found = Least(None, deepest(task) + 1) if least is None else search(task, least, clock)
    if found.way is None:
        if any(each.floor for each in wishes):
            raise TooNarrow(found.surely)
        if least is None:
            task = replace(task, fewest=_most_leads(task))
            least = bound(task)
            found = Least(None, 0) if least is None else search(task, least, clock)
    if found.way is None or found.worst is None:
        raise Unsolved("the search for a way to make all leads found none in time")
    return _best_within(task, found, clock)


def _best_within(task: Task, found: Least, clock: Clock) -> Chosen:
    """The best leads of all seekers in which nobody gives up more than in the way that was found."""
    way, worst = found.way or [], found.worst or 0
    places, narrow = task.within(worst)
    programme, columns = narrow.programme(worst)
    every = np.arange(programme.columns)
    worth = joined([each.tenths for each in narrow.wishes])
    held = joined([np.isin(each.ids, list(task.before.get(each.seeker, ()))) for each in narrow.wishes])
    known = sum(worth_of(each, rows) for each, rows in zip(task.wishes, way, strict=True))
    loose = programme.prices(-worth)
    if loose is None:
        raise Unsolved("the solver does not find again what it has found")
    # What would cost more than there is to lose is in no way that is as good.
    most = float(worth @ loose[0])
    lose = most - known + task.tolerance
    own = joined([np.isin(p, rows) for p, rows in zip(places, way, strict=True)])
    every_one = programme.columns <= MANY or lose <= NEAR
    programme.close((loose[1] > (lose if every_one else NEAR) + ALMOST) & (own == 0) & (loose[0] < ALMOST))
    first = programme.search(-worth, clock.left)
    better = first.taken is not None and float(worth @ first.taken) >= known
    taken = first.taken if first.taken is not None and better else own
    total = int(worth @ taken)
    sure = first.sure and better and every_one
    bound = min(most, -first.bound) if every_one else most
    most = total if sure else max(total, int(bound + ALMOST))
    stage = _Stages(programme, taken, clock, sure, first.timed)
    if held.any():
        programme.row(every, worth, least=total - task.tolerance)
        stage.best(-held)
        programme.row(every, held, least=int(held @ stage.taken))
        if task.tolerance:
            stage.best(-worth)
            total = int(worth @ stage.taken)
    if sure:  # where the sum may be greater yet, it is too early to tell equal ways apart
        programme.row(every, worth, least=total)
        rank = joined([each.rank for each in narrow.wishes])
        stage.best(rank)
        programme.row(every, rank, most=int(rank @ stage.taken))
        stage.best(joined([_lots(each) for each in narrow.wishes]))
    leads = [rows[each] for rows, each in zip(places, by_seeker(stage.taken, columns), strict=True)]
    kept = int(held @ stage.taken)
    return Chosen(task.wishes, task.alone, tuple(leads), kept, found.surely, int(most), stage.sure,
                  stage.timed or bool(clock.ended))  # fmt: skip


@dataclass
class _Stages:
    """The best way up to now, from one stage to the next, and whether each came to its end."""

    programme: Programme
    taken: FloatArray
    clock: Clock
    sure: bool
    timed: bool = False

    def best(self, costs: FloatArray) -> None:
        """Take the columns at the least sum of costs, as far as the search gets."""
        if self.clock.over():
            self.sure = False
            return
        found = self.programme.search(costs, self.clock.left)
        better = found.taken is not None and float(costs @ found.taken) <= float(costs @ self.taken)
        self.sure &= found.sure and better
        self.timed |= found.timed
        if found.taken is not None and better:
            self.taken = found.taken


def _most_leads(task: Task) -> int:
    """How many leads can be made at most."""
    programme, _ = replace(task, fewest=0).programme(max(task.best, default=0))
    return int(programme.best(-np.ones(programme.columns)).sum())


def _lots(wishes: Wishes) -> IntArray:
    """A small number for each candidate, made of its id and the seeker's."""
    return np.array([number_of_text(f"{wishes.seeker} {each}") % LOTS for each in wishes.ids], np.int64)
