"""An integer programme put together row by row, solved to the optimum by HiGHS (`scipy.optimize.milp`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

ALMOST = 1e-6
"""What the solver may be off by in a figure."""

INFEASIBLE = 2
"""How scipy's solver says that no way holds to all rows."""


LIMITED = (1, 4)
"""How scipy's solver says that it stopped at a limit before it was sure: of time, or (among else) of steps."""

OUT_OF_TIME = 1
"""How it says that it was the time."""

STEPS = 300_000
"""A search branches so many times at most, divided by the columns: a large programme is slow at each."""


SLOWER = 4
"""The solver counts the seconds on the wall: it has so many times more of them than of the processor's time."""


class Unsolved(RuntimeError):
    """The solver gave up without an answer."""


@dataclass(frozen=True, eq=False)
class Searched:
    """What a search within limits came to.

    `taken` are the best columns that it found, None for none; no others have costs below `bound`. `sure` says that it
    came to its end: they are the best, or there is no way at all. `none` says the last. `timed` says that the clock
    ended it, so that it may come out otherwise on another run.
    """

    taken: FloatArray | None
    bound: float
    sure: bool
    none: bool = False
    timed: bool = False


class Programme:
    """Columns that are 0 or 1, but for those that are said to be larger, and rows that bound sums of them.

    All figures are whole numbers, so that an optimum is one and no nearly-optimum: the gap that is allowed is none.

    >>> small = Programme(2)
    >>> _ = small.row([0, 1], 1.0, most=1)
    >>> small.best(np.array([-3.0, -5.0])).tolist()
    [0.0, 1.0]
    """

    def __init__(self, columns: int, largest: FloatArray | None = None):
        self.columns = columns
        self.largest = np.ones(columns) if largest is None else largest
        self._at: list[npt.NDArray[np.intp]] = []
        self._value: list[FloatArray] = []
        self._low: list[float] = []
        self._high: list[float] = []

    def row(
        self,
        at: npt.ArrayLike,
        values: npt.ArrayLike,
        least: float = -np.inf,
        most: float = np.inf,
    ) -> int:
        """Bound the sum of some columns, each times its value; which row that is."""
        columns = np.asarray(at, np.intp)
        self._at.append(columns)
        self._value.append(np.broadcast_to(np.asarray(values, np.float64), columns.shape))
        self._low.append(least)
        self._high.append(most)
        return len(self._at) - 1

    def close(self, columns: npt.NDArray[np.bool_]) -> None:
        """Let some columns be taken no more."""
        self.largest = np.where(columns, 0.0, self.largest)

    def rows(self, groups: Iterable[tuple[npt.ArrayLike, int]]) -> None:
        """Bound how many of each of some groups of columns may be taken."""
        for group, most in groups:
            self.row(group, 1.0, most=most)

    def best(self, costs: FloatArray) -> FloatArray:
        """The columns at the least sum of costs. Raises ValueError where no way holds to all rows."""
        found = self.solved(costs)
        if found is None:
            raise ValueError("no way holds to all rows")
        return found

    def solved(self, costs: FloatArray, whole: bool = True) -> FloatArray | None:
        """The columns at the least sum of costs, None where no way holds to all rows.

        With `whole` False they may be parts of a whole: the sum of costs is then a bound, found much sooner. Where
        those turn out to be whole, as they often do, they are the best of the whole ones too.
        """
        if not self.columns:
            held = all(low <= 0 <= high for low, high in zip(self._low, self._high, strict=True))
            return np.zeros(0) if held else None
        loose = self._asked(costs, 0)
        if loose is None or not whole:
            return loose
        near = np.round(loose)
        found = near if bool(np.all(np.abs(loose - near) < ALMOST)) else self._asked(costs, 1)
        return None if found is None else np.asarray(np.round(found), np.float64)

    def search(self, costs: FloatArray, seconds: float, near: float = 0.0, branches: int = STEPS) -> Searched:
        """The columns at the least sum of costs, as far as a search gets that ends after so many branches, or seconds.

        It ends too where no other columns could be better by more than a share of `near` of the costs. The number of
        branches is the same on every machine; the seconds are for those that are too slow for them.
        """
        from scipy.optimize import Bounds, LinearConstraint, milp

        if not self.columns:
            held = all(low <= 0 <= high for low, high in zip(self._low, self._high, strict=True))
            return Searched(np.zeros(0) if held else None, 0.0, True)
        steps = min(branches, max(10, STEPS // self.columns))
        done = milp(
            costs, constraints=[LinearConstraint(*self._table())] if self._at else [],
            integrality=np.ones(self.columns), bounds=Bounds(0.0, self.largest),
            options={"mip_rel_gap": near, "node_limit": steps, "time_limit": max(1.0, SLOWER * seconds)},
        )  # fmt: skip
        if done.status == INFEASIBLE:
            return Searched(None, np.inf, True, True)
        ended = done.status in LIMITED and "imit reached" in done.message
        if done.status != 0 and not ended:
            raise Unsolved(f"the solver gave up: {done.message}")
        taken = None if done.x is None else np.asarray(np.round(done.x), np.float64)
        bound = -np.inf if done.mip_dual_bound is None else float(done.mip_dual_bound)
        return Searched(taken, bound, done.status == 0 and near == 0.0, timed=done.status == OUT_OF_TIME)

    def only(self, columns: IntArray) -> Programme:
        """The same with some of the columns alone; the others are not taken."""
        place = np.full(self.columns, -1, np.int64)
        place[columns] = np.arange(len(columns))
        fewer = Programme(len(columns), self.largest[columns])
        for at, values, low, high in zip(self._at, self._value, self._low, self._high, strict=True):
            stay = place[at] >= 0
            fewer.row(place[at[stay]], values[stay], low, high)
        return fewer

    def prices(self, costs: FloatArray) -> tuple[FloatArray, FloatArray] | None:
        """The columns at the least sum of costs where parts of a whole may be taken, and the price of each column: by
        so much at least the sum grows where the column is taken as a whole. None where no way holds to all rows."""
        if not self.columns:
            held = all(low <= 0 <= high for low, high in zip(self._low, self._high, strict=True))
            return (np.zeros(0), np.zeros(0)) if held else None
        done = self._parts(costs, "highs")
        if done is None:
            return None
        return np.asarray(done.x, np.float64), np.asarray(done.lower.marginals, np.float64)

    def row_prices(self, costs: FloatArray, rows: Sequence[int]) -> FloatArray | None:
        """By how much the least sum of costs grows with the lower bound of each of some rows, where parts of a whole
        may be taken. None where no way holds to all rows."""
        done = self._parts(costs, "highs-ipm")
        if done is None:
            return None
        above, below = np.isfinite(self._high), np.isfinite(self._low)
        place = np.cumsum(below) - 1 + int(above.sum())
        return np.asarray(done.ineqlin.marginals[place[list(rows)]], np.float64)

    def _parts(self, costs: FloatArray, method: str) -> Any:
        """What the solver says of the least sum of costs where parts of a whole may be taken: the upper bounds of the
        rows come first, then the lower ones. None where no way holds to all rows."""
        from scipy.optimize import linprog

        table, low, high = self._table()
        above, below = np.isfinite(high), np.isfinite(low)
        done = linprog(
            costs, A_ub=_stacked(table[above], -table[below]), b_ub=np.concatenate([high[above], -low[below]]),
            bounds=np.stack([np.zeros(self.columns), self.largest], axis=1), method=method,
        )  # fmt: skip
        if done.status == INFEASIBLE:
            return None
        if done.status != 0 or done.x is None:
            raise Unsolved(f"the solver gave up: {done.message}")
        return done

    def _table(self) -> tuple[csr_array, FloatArray, FloatArray]:
        """The rows as a sparse table, and the bounds of each."""
        from scipy.sparse import csr_array

        size = np.array([len(each) for each in self._at], np.int64)
        row = np.repeat(np.arange(len(size)), size)
        at, values = np.concatenate([*self._at, np.zeros(0, np.intp)]), np.concatenate([*self._value, []])
        table = csr_array((values, (row, at)), shape=(len(size), self.columns))
        return table, np.array(self._low), np.array(self._high)

    def _asked(self, costs: FloatArray, whole: int) -> FloatArray | None:
        """What the solver finds."""
        from scipy.optimize import Bounds, LinearConstraint, milp

        rows = [LinearConstraint(*self._table())] if self._at else []
        done = milp(
            costs, constraints=rows, integrality=np.full(self.columns, whole), bounds=Bounds(0.0, self.largest),
            options={"mip_rel_gap": 0.0},
        )  # fmt: skip
        if done.status == INFEASIBLE:
            return None
        if done.status != 0 or done.x is None:
            raise Unsolved(f"the solver gave up: {done.message}")
        return np.asarray(done.x, np.float64)


def _stacked(above: csr_array, below: csr_array) -> csr_array:
    from scipy.sparse import csr_array, vstack

    return csr_array(vstack([above, below]))
