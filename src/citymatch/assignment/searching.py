"""The search for the way in which the seeker that gives up most gives up least, and what is known where it ends."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .pressed import among, first_way, fitted, pressed
from .programme import ALMOST
from .task import Task, by_seeker, joined
from .wishes import IntArray

FloatArray = npt.NDArray[np.float64]

LIMIT = 600.0
"""So many seconds of the processor's time a search takes at most where nobody says it: it ends by its steps before."""

TRIES = 6
"""So many times a way is looked for in which all give up less, where the least that somebody has to is not reached."""

LAST = 10.0
"""Where no way is known yet when they are over, so many more."""

NEAR = (20.0, 40.0)
"""A way is looked for at first among those candidates that cost no more tenths than so much of all, then so much."""

ANY = 0.001
"""Of the ways in which nobody gives up more than so much any will do that is so near to the best."""


@dataclass(frozen=True)
class Clock:
    """How long a search may take, in the processor's own time, so that other work on the machine changes little."""

    seconds: float = LIMIT
    begun: float = field(default_factory=time.process_time)
    ended: list[str] = field(default_factory=list)

    @property
    def left(self) -> float:
        """The seconds that are left."""
        return self.seconds - (time.process_time() - self.begun)

    def over(self) -> bool:
        """Whether the time is over; that this was asked in vain is remembered."""
        if self.left <= 0:
            self.end()
            return True
        return False

    def end(self) -> None:
        """Remember that something was not looked for, for want of time: another run may come to something else."""
        self.ended.append("time")


@dataclass(frozen=True, eq=False)
class Least:
    """What was found: nobody gives up more than `worst` in a way that is known, and in no way whatever can all do with
    less than `surely`. `way` has the leads of each seeker; both are None where no way is known."""

    worst: int | None
    surely: int
    way: list[IntArray] | None = None


def bound(task: Task, low: int = 0) -> int | None:
    """What the seeker that gives up most gives up at least, from `low` on. None where so many leads cannot be made.

    It is what those few have to give up who press each other most; see `pressed`.
    """
    high = deepest(task)
    if low > high:
        return None
    if task.fewest is not None:
        return least(task.feasible, low, high)
    if not task.feasible(high):
        return None
    return among_few(task, pressed(task, high), low, high)


def among_few(task: Task, some: Sequence[int], low: int, high: int) -> int | None:
    """What one of some seekers has to give up at least, from `low` on, even if there were no others."""

    def possible(worst: int) -> bool:
        found = among(task, some, worst)
        return found.leads is not None or not found.sure

    return least(possible, low, high)


def deepest(task: Task) -> int:
    """Beyond what was looked at, that no way is found says nothing."""
    floors = [best - each.floor for best, each in zip(task.best, task.wishes, strict=True) if each.floor]
    return min([max(task.best, default=0), *floors])


def search(task: Task, low: int, clock: Clock) -> Least:
    """The least, from `low` on, that the seeker that gives up most has to give up.

    A way in which few give up more is made better: those and the few that press each other most are placed anew, see
    `pressed.fitted`. Where these find none alone, nobody does, and `low` grows.
    """
    if task.fewest is not None or clock.over():
        return climb(task, low, clock)
    loose = whole(task, low)
    way = loose if loose is not None else first_way(task, low)
    if way is None:
        return climb(task, low, clock)
    worst, hint = _largest(task, way), pressed(task, low)
    at, below, tries = low, low, TRIES
    while below < worst and tries and not clock.over():
        some = set(hint)
        better, sure = fitted(task, way, some, at)
        tries -= 1
        if better is not None:
            way, worst = better, _largest(task, better)
        elif sure:
            proved = among_few(task, sorted(some), at + 1, worst)
            low, tries = (worst if proved is None else proved), tries + 1
            hint, below = sorted({*hint, *some}), max(below, low)
        else:
            below = at + 1
        at = low if below == low else (below + worst) // 2
    return Least(worst, low, way)


def whole(task: Task, worst: int) -> list[IntArray] | None:
    """The way worth most in which nobody gives up more than `worst`, where parts of offers happen to be whole ones."""
    narrow = task.narrowed(worst)
    if narrow is None:
        return None
    programme, columns = narrow[1].programme(worst)
    loose = programme.prices(-joined([each.tenths for each in narrow[1].wishes]))
    if loose is None or not np.all(np.abs(loose[0] - np.round(loose[0])) < ALMOST):
        return None
    return [rows[own] for rows, own in zip(narrow[0], by_seeker(np.round(loose[0]), columns), strict=True)]


def climb(task: Task, low: int, clock: Clock) -> Least:
    """The same without a way to begin with.

    It goes up in growing steps until a way is found, then down in halves. Where the solver comes to no end at a number,
    that is taken as if there were no way, but `surely` stays below it.
    """
    at, high, surely, step = low, deepest(task), low, 2
    found: list[IntArray] | None = None
    worst: int | None = None
    while low <= high and (found is None or not clock.over()):
        way, sure = at_most(task, at, clock)
        if way is not None:
            found, worst = way, _largest(task, way)
            high = worst - 1
        else:
            low = at + 1
            surely = low if sure else surely
        if found is not None:
            at = (low + high) // 2
        else:
            at, step = high if clock.over() else min(at + step, high), 2 * step
    return Least(worst, surely, found)


def at_most(task: Task, worst: int, clock: Clock) -> tuple[list[IntArray] | None, bool]:
    """The leads of all in some way in which nobody gives up more than `worst`, None where none is found; and whether
    that is sure."""
    narrow = task.narrowed(worst)
    if narrow is None:
        return None, True
    programme, columns = narrow[1].programme(worst)
    worth = joined([each.tenths for each in narrow[1].wishes])
    loose = programme.prices(-worth)
    if loose is None:
        return None, True

    def leads(taken: FloatArray) -> list[IntArray]:
        return [rows[own] for rows, own in zip(narrow[0], by_seeker(taken, columns), strict=True)]

    parts, price = loose
    if np.all(np.abs(parts - np.round(parts)) < ALMOST):
        return leads(np.round(parts)), True
    for near in NEAR:
        some = np.flatnonzero((price <= near) | (parts > ALMOST))
        tried = programme.only(some).search(-worth[some], max(LAST, clock.left), ANY)
        if tried.taken is not None:
            whole = np.zeros(programme.columns)
            whole[some] = tried.taken
            return leads(whole), True
    if not tried.sure:
        return None, False
    every = programme.search(np.zeros(programme.columns), max(LAST, clock.left))
    return (None, every.sure) if every.taken is None else (leads(every.taken), True)


def _largest(task: Task, taken: list[IntArray]) -> int:
    """What the seeker that gives up most gives up."""
    worth = [int(each.tenths[rows].sum()) for each, rows in zip(task.wishes, taken, strict=True)]
    return max((best - own for best, own in zip(task.best, worth, strict=True)), default=0)


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
