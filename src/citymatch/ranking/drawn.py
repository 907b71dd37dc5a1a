"""What one seeker's ranking is drawn from, over the whole pool of candidates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from citymatch.datasets.partners import Partner
from citymatch.features.base import Place
from citymatch.scoring.additive import (
    GRID,
    TENTHS,
    Scores,
    add_up,
    best_first,
    contributions,
    order,
    the_top,
    tie_groups,
    tie_groups_of_steps,
)
from citymatch.scoring.lot import Lots
from citymatch.scoring.variety import diversify

from .compiled import Compiled, Part, similarity_at
from .exclusions import Exclusions, Gate
from .pool import Pool

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Similarities = npt.NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Drawn:
    """Scores, exclusions and what they come from. Arrays have one entry per candidate of `pool`.

    `steps` are the scores in steps of 1/GRID of a point. `usable` says which criteria the seeker's own side is known
    for, `weights` are the shares of those.
    """

    seeker: Place
    compiled: Compiled
    pool: Pool
    usable: tuple[bool, ...]
    weights: FloatArray
    parts: tuple[Part | None, ...]
    steps: FloatArray
    gate: Gate
    exclusions: Exclusions
    partners: tuple[Partner, ...]
    preferences: npt.NDArray[np.int8] | None = None

    @cached_property
    def score(self) -> FloatArray:
        """The score of each candidate, those left out too."""
        return self.steps / GRID

    @cached_property
    def groups(self) -> IntArray:
        """The tie group of each candidate in tenths of a point; one that is left out has -1."""
        groups = tie_groups_of_steps(self.steps)
        groups[self.exclusions.codes != 0] = -1
        return groups

    @cached_property
    def candidates(self) -> int:
        """How many candidates are ranked."""
        return int(self.exclusions.allowed.sum())

    def dropped(self) -> tuple[str, ...]:
        """The criteria that carry weight but are unknown for the seeker itself."""
        criteria = zip(self.compiled.criteria, self.usable, strict=True)
        return tuple(c.label or e.label for (c, e), known in criteria if c.weight > 0 and not known)

    def why_dropped(self) -> tuple[str, ...]:
        """Why each of the criteria of `dropped` does, in words without a final stop."""
        criteria = zip(self.compiled.criteria, self.usable, strict=True)
        return tuple(e.why_not(self.seeker) for (c, e), known in criteria if c.weight > 0 and not known)

    def similarities(self, rows: IntArray) -> Similarities:
        """What each criterion says of some candidates, shape (criteria, len(rows)); NaN where unknown."""
        found = np.full((len(self.parts), len(rows)), np.nan, np.float32)
        table = None
        for number, (part, (_, extractor)) in enumerate(zip(self.parts, self.compiled.criteria, strict=True)):
            if part is not None:
                found[number] = part.at(rows)
            elif self.usable[number]:  # a criterion without weight is shown all the same
                table = self.pool.table.take(rows) if table is None else table
                found[number] = extractor.similarity(self.seeker, table)
        return found

    def similarity(self, number: int, rows: IntArray) -> Similarities:
        """What one criterion says of some candidates, shape (len(rows),); NaN where unknown."""
        part, (_, extractor) = self.parts[number], self.compiled.criteria[number]
        if part is not None:
            return part.at(rows)
        if not self.usable[number]:
            return np.full(len(rows), np.nan, np.float32)
        return extractor.similarity(self.seeker, self.pool.table.take(rows))

    def every_similarity(self) -> Similarities:
        """What each criterion says of all candidates, shape (criteria, n)."""
        found = np.full((len(self.parts), len(self.pool)), np.nan, np.float32)
        for number, (part, (_, extractor)) in enumerate(zip(self.parts, self.compiled.criteria, strict=True)):
            if part is not None:
                found[number] = part.every()
            elif self.usable[number]:
                found[number] = extractor.similarity(self.seeker, self.pool.table)
        return found

    def scores(self, rows: IntArray) -> Scores:
        """Score, coverage and best case of some candidates."""
        return add_up(self.weights, self.similarities(rows))

    def points(self, rows: IntArray) -> FloatArray:
        """The contributions to the scores of some candidates, shape (criteria, len(rows))."""
        return contributions(self.weights, self.similarities(rows))

    def best(self, top: int | None, diversity: float = 0.0) -> IntArray:
        """The rows of the best `top` candidates (all for None), best first.

        With `diversity` (0 to 1) a further candidate of a country already listed has to be that much better.
        """
        if diversity:
            rows = self.best(None)
            countries = self.pool.table.labels("country").codes[rows]
            return rows[diversify(self.groups[rows] / TENTHS, countries, top or len(rows), diversity)]
        if top is None or top >= self.candidates:
            return self._all()
        rows = the_top(self._open(), top)
        position = order(tie_groups(self.score_of(rows)), list(self.tie_keys(rows).values()), self.lots(rows))
        return rows[position][:top]

    def score_of(self, rows: IntArray) -> FloatArray:
        """The scores of some candidates."""
        return self.steps[rows] / GRID

    def _open(self) -> FloatArray:
        """The scores in steps, -inf for those left out."""
        scores = self.steps + self.gate.closed
        if self.exclusions.codes is not self.gate.codes:
            scores[self.exclusions.codes != 0] = -np.inf
        return scores

    def _all(self) -> IntArray:
        """The rows of all that are ranked, best first."""
        groups = self.groups
        start = self.gate.open_by_number(self.pool)
        start = start[np.argsort(self.lots(start))]
        placed = best_first([int(TENTHS * 100) - groups, *self._tie_ranks()], start)
        return placed[: self.candidates]  # those left out one by one come last

    def _tie_ranks(self) -> list[IntArray]:
        """The second keys of all candidates as whole numbers from 0, the best first, unknown last.

        Keys that follow each other and depend on the same column are put into one.
        """
        values: dict[str, FloatArray] | None = None
        found: list[IntArray] = []
        last: tuple[npt.NDArray[np.intp], IntArray] | None = None
        for (name, _), part in zip(
            self.compiled.tie_break, tie_parts(self.compiled, self.parts), strict=True
        ):
            if part is None or part.codes is None:
                values = self.tie_keys(np.arange(len(self.pool))) if values is None else values
                found.append(falling(values[name]))
                last = None
                continue
            few = part.few_similarity if part.few_similarity is not None else part.similarity[:0]
            ranks = falling(np.concatenate([part.similarity, few]))
            if last is not None and last[0] is part.codes and part.few is None:
                ranks = last[1] * (int(ranks.max(initial=0)) + 1) + ranks
                found.pop()
            found.append(ranks[part.codes])
            if part.few is not None:
                found[-1][part.few] = ranks[len(part.similarity) :]
            last = (part.codes, ranks) if part.few is None else None
        return found

    def lots(self, rows: IntArray) -> Lots:
        """What orders candidates that are equal in the second keys too: the smaller lot comes first."""
        return self.pool.lots(self.seeker, rows)

    def tie_keys(self, rows: IntArray) -> dict[str, FloatArray]:
        """The second keys of some candidates: similarities in [0, 1], NaN where unknown, or a count of preferences."""
        return tie_keys(self.compiled, self.seeker, self.pool, rows, self.parts, self.preferences)

    def tie_spans(self, groups: IntArray) -> Mapping[int, tuple[int, int]]:
        """The first and the last rank of some tie groups.

        >>> from citymatch.ranking import Engine
        >>> drawn = Engine().draw("Pinole, California")
        >>> best = drawn.best(1)
        >>> drawn.tie_spans(drawn.groups[best])[int(drawn.groups[best][0])][0]
        1
        """
        number = np.bincount(self.groups + 1)
        last = np.cumsum(number[::-1])[::-1]  # of each group and all better ones
        return {
            g: (int(last[g + 1] - number[g + 1]) + 1, int(last[g + 1])) for g in np.unique(groups).tolist()
        }


def tie_keys(
    compiled: Compiled, seeker: Place, pool: Pool, rows: IntArray, parts: Sequence[Part | None],
    preferences: npt.NDArray[np.int8] | None = None,
) -> dict[str, FloatArray]:  # fmt: skip
    """The second keys of some candidates of a pool: see `Drawn.tie_keys`."""
    keys = {}
    for (name, extractor), part in zip(compiled.tie_break, tie_parts(compiled, parts), strict=True):
        if extractor is None:
            counted = preferences if preferences is not None else np.zeros(len(pool), np.int8)
            keys[name] = counted[rows].astype(np.float64)
        elif part is not None:
            keys[name] = part.at(rows).astype(np.float64)
        elif extractor.knows(seeker):
            keys[name] = similarity_at(extractor, seeker, pool, rows)
        else:
            keys[name] = np.full(len(rows), np.nan)
    return keys


def tie_parts(compiled: Compiled, parts: Sequence[Part | None]) -> list[Part | None]:
    """For each second key what the criterion of the same extractor says of all candidates, None where there is none."""
    numbers = {id(extractor): number for number, (_, extractor) in enumerate(compiled.criteria)}
    found = (numbers.get(id(extractor)) for _, extractor in compiled.tie_break)
    return [None if number is None else parts[number] for number in found]


def falling(values: npt.ArrayLike) -> IntArray:
    """Whole numbers that are smaller the larger the value is, the largest for unknown.

    >>> falling([0.5, np.nan, 1.0, 0.5]).tolist()
    [1, 2, 0, 1]
    """
    array = -np.nan_to_num(np.asarray(values, np.float64), nan=-np.inf)
    return np.unique(array, return_inverse=True)[1].ravel().astype(np.int64)
