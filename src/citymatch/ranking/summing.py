"""Sums over many columns of codes: each value function is worked out on distinct values and gathered.

Contributions are whole steps (`scoring.additive`), whose sums are exact in any order: so tables of the same codes are
added up before anything is gathered, and columns of few codes are packed into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
Codes = npt.NDArray[np.intp]

PACKED = 12_288
"""Columns are packed into one as long as so few combinations of their codes occur: their table stays in the cache."""

BLOCK = 256
"""Candidates are bounded in blocks of so many."""


@dataclass(frozen=True, eq=False)
class Pack:
    """One column of codes that stands for several: `members` gives for each of its codes those of each of them."""

    codes: Codes
    members: tuple[tuple[int, Codes | None], ...]
    size: int

    def table(self, tables: Sequence[FloatArray]) -> FloatArray:
        """The sum of its members' tables, shape (size,)."""
        total = np.zeros(self.size)
        for number, of in self.members:
            total += tables[number] if of is None else tables[number][of]
        return total


@dataclass(frozen=True, eq=False)
class Plan:
    """How some columns of codes are packed."""

    packs: tuple[Pack, ...]
    length: int

    @classmethod
    def of(cls, columns: Sequence[Codes], sizes: Sequence[int], length: int) -> Plan:
        """Pack columns of `length` codes, those with few codes first.

        >>> plan = Plan.of([np.array([0, 1, 1]), np.array([2, 0, 2])], [2, 3], 3)
        >>> len(plan.packs), plan.total([np.array([10.0, 20.0]), np.array([1.0, 2.0, 3.0])]).tolist()
        (1, [13.0, 21.0, 23.0])
        """
        packs: list[Pack] = []
        for number in sorted(range(len(columns)), key=lambda n: sizes[n]):
            single = Pack(np.asarray(columns[number], np.intp), ((number, None),), sizes[number])
            merged = _merged(packs[-1], single) if packs else None
            if merged is None:
                packs.append(single)
            else:
                packs[-1] = merged
        return cls(tuple(packs), length)

    def total(self, tables: Sequence[FloatArray], start: FloatArray | None = None) -> FloatArray:
        """The sum over all columns for every candidate, shape (length,), on top of `start`."""
        total = np.zeros(self.length) if start is None else start.copy()
        gathered = np.empty(self.length)
        for pack in self.packs:
            np.take(pack.table(tables), pack.codes, out=gathered, mode="clip")
            total += gathered
        return total


def _merged(one: Pack, other: Pack) -> Pack | None:
    """Both as one pack, or None where too many combinations of their codes occur."""
    if one.size * other.size > 64 * PACKED:
        return None
    both, codes = np.unique(one.codes * other.size + other.codes, return_inverse=True)
    if len(both) > PACKED:
        return None
    first, second = both // other.size, both % other.size
    members = [(n, first if of is None else of[first]) for n, of in one.members]
    members += [(n, second if of is None else of[second]) for n, of in other.members]
    return Pack(codes.astype(np.intp).ravel(), tuple(members), len(both))
