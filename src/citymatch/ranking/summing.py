"""Sums over many columns of codes: each value function is worked out on distinct values and gathered.

Contributions are whole steps (`scoring.additive`), whose sums are exact in any order: so tables of the same codes are
added up before anything is gathered, and columns of few codes are packed into one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from citymatch.features.compiled import compact
from citymatch.scoring.additive import BLOCK, tied_from

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Codes = npt.NDArray[np.intp]

PACKED = 12_288
"""Columns are packed into one as long as so few combinations of their codes occur: their table stays in the cache."""

LISTED = 24_576
"""The codes that occur in each block are listed for a pack as long as they are no more than these in all."""

COARSE = 64
"""Codes in rising order are bounded in runs of so many."""

FIRST = 24
"""So many blocks are scored first: what they hold bounds the others."""


WORTH = 0.3
"""Where more than this share of the blocks may hold one of the top, all candidates are summed: that is faster."""


@dataclass(frozen=True, eq=False)
class Pack:
    """One column of codes that stands for several: `members` gives for each of its codes those of each of them."""

    codes: Codes
    members: tuple[tuple[int, Codes | None], ...]
    size: int

    @cached_property
    def blocks(self) -> Codes:
        """The codes in whole blocks, shape (blocks, BLOCK), the last one filled up."""
        return np.pad(self.codes, (0, -len(self.codes) % BLOCK)).reshape(-1, BLOCK)

    @cached_property
    def _occurring(self) -> tuple[Codes, Codes] | None:
        """The codes that occur in each block, one block after the other, and where each begins; None: too many."""
        rows = np.sort(self.blocks, axis=1)
        new = np.concatenate([np.ones((len(rows), 1), bool), rows[:, 1:] != rows[:, :-1]], axis=1)
        if int(new.sum()) > LISTED:
            return None
        number = new.sum(axis=1)
        return rows[new], np.cumsum(number) - number

    @cached_property
    def _runs(self) -> Codes:
        """The first and the last run of codes of each block, as the borders that `reduceat` takes."""
        low, high = self.blocks.min(axis=1) // COARSE, self.blocks.max(axis=1) // COARSE
        return np.stack([low, high + 1], axis=1).ravel()

    def bounds(self, table: FloatArray) -> FloatArray:
        """At least the largest value of its table that occurs in each block, shape (blocks,)."""
        if self._occurring is not None:
            codes, begins = self._occurring
            return np.asarray(np.maximum.reduceat(table[codes], begins), np.float64)
        runs = (
            np.pad(table, (0, -len(table) % COARSE), constant_values=-np.inf).reshape(-1, COARSE).max(axis=1)
        )
        return np.asarray(np.maximum.reduceat(np.append(runs, -np.inf), self._runs)[::2], np.float64)

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

    def top(
        self, tables: Sequence[FloatArray], start: FloatArray, start_bounds: FloatArray, top: int,
        few: Sequence[tuple[IntArray, FloatArray]] = (),
    ) -> tuple[IntArray, FloatArray]:  # fmt: skip
        """The best `top` candidates and all that are tied with the last of them: positions (unordered) and sums.

        `start` is added to each sum, -inf for one that is left out; it has whole blocks, and `start_bounds` is the
        largest of each block. `few` are positions, each once, with what is added to their sums. A block of
        candidates whose bound is below what the top holds already is not summed.
        """
        packed = [pack.table(tables) for pack in self.packs]
        bounds = start_bounds.copy()
        for pack, table in zip(self.packs, packed, strict=True):
            bounds += pack.bounds(table)
        for rows, more in few:
            most = np.zeros(len(bounds))
            np.maximum.at(most, rows // BLOCK, more)
            bounds += most
        ordered = np.argsort(-bounds, kind="stable")
        first = ordered[:FIRST]
        rows, sums = self._sums(first, packed, start, few)
        if len(sums) < top:
            return self._sums(ordered, packed, start, few)  # which are too few to bound any
        least = tied_from(float(np.partition(sums, len(sums) - top)[len(sums) - top]))
        rest = ordered[FIRST:]
        rest = rest[bounds[rest] >= least]
        if len(rest) > WORTH * len(bounds):
            sums = self.total(tables, start[: self.length])
            for rows, more in few:
                sums[rows] += more
            rows = np.flatnonzero(sums >= least)
            sums = sums[rows]
        elif len(rest):
            more_rows, more_sums = self._sums(rest, packed, start, few, least)
            rows, sums = np.concatenate([rows, more_rows]), np.concatenate([sums, more_sums])
        last = tied_from(float(np.partition(sums, len(sums) - top)[len(sums) - top]))
        keep = sums >= last
        return rows[keep], sums[keep]

    def _sums(
        self, blocks: IntArray, packed: Sequence[FloatArray], start: FloatArray,
        few: Sequence[tuple[IntArray, FloatArray]], least: float = -np.inf,
    ) -> tuple[IntArray, FloatArray]:  # fmt: skip
        """The positions and sums of the candidates in some blocks that are not left out and not below `least`."""
        sums = start.reshape(-1, BLOCK)[blocks]
        gathered = np.empty_like(sums)
        for pack, table in zip(self.packs, packed, strict=True):
            np.take(table, pack.blocks[blocks], out=gathered, mode="clip")
            sums += gathered
        if few:
            place = np.full(len(start) // BLOCK, -1, np.int64)
            place[blocks] = np.arange(len(blocks))
            for rows, more in few:
                here = place[rows // BLOCK] >= 0
                sums[place[rows[here] // BLOCK], rows[here] % BLOCK] += more[here]
        flat = sums.ravel()
        at = np.flatnonzero(flat >= least) if least > -np.inf else np.flatnonzero(flat > -np.inf)
        return blocks[at // BLOCK] * BLOCK + at % BLOCK, flat[at]


def _merged(one: Pack, other: Pack) -> Pack | None:
    """Both as one pack, or None where too many combinations of their codes occur."""
    if one.size * other.size > 64 * PACKED:
        return None
    codes, both = compact(one.codes * other.size + other.codes, one.size * other.size)
    if len(both) > PACKED:
        return None
    first, second = both // other.size, both % other.size
    members = [(n, first if of is None else of[first]) for n, of in one.members]
    members += [(n, second if of is None else of[second]) for n, of in other.members]
    return Pack(codes, tuple(members), len(both))
