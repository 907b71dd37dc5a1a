"""A policy made ready to score: its extractors made, and what they need of the candidates worked out once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Table, World
from citymatch.features import Extractor, make_extractor
from citymatch.features.base import Place, kept
from citymatch.features.compiled import Codes, grouping, is_grouped
from citymatch.policy import Criterion, Policy
from citymatch.scoring.additive import BLOCK, steps

from .pool import Pool
from .summing import Plan

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Similarities = npt.NDArray[np.float32]
Kept = TypeVar("Kept")
PREFERENCES = "preferences"
KEPT = 24
"""So many sums of what does not depend on the seeker are kept for a policy: one for each nation, or circle of ties."""

FEW = 4
"""A criterion that depends on the seeker by no more than so many scopes is summed up beforehand for each of them. One
that has had more, or none, is not from then on: so the same columns are left for every seeker, and packed once."""

TABLES = 1024
"""The similarities of so many scopes are kept for a criterion."""

COLUMNS = 16
"""And of so many where each scope has a column of codes of its own."""


@dataclass(frozen=True, eq=False)
class Part:
    """What one criterion says of all candidates: a similarity for each code, and a few that differ.

    Without `codes` the similarities are those of the candidates themselves.
    """

    similarity: Similarities
    codes: Codes | None = None
    few: IntArray | None = None
    few_similarity: Similarities | None = None

    def at(self, rows: npt.NDArray[np.intp] | IntArray) -> Similarities:
        """The similarities of some candidates."""
        found = self.similarity[rows if self.codes is None else self.codes[rows]]
        if self.few is not None and self.few_similarity is not None:
            order = np.argsort(self.few, kind="stable")
            ordered = self.few[order]
            position = np.minimum(np.searchsorted(ordered, rows), max(len(ordered) - 1, 0))
            here = ordered[position] == rows if len(ordered) else np.zeros(len(rows), bool)
            found[here] = self.few_similarity[order][position[here]]
        return found

    def every(self) -> Similarities:
        """The similarities of all candidates."""
        found = self.similarity.copy() if self.codes is None else self.similarity[self.codes]
        if self.few is not None and self.few_similarity is not None:
            found[self.few] = self.few_similarity
        return found


def quick_part(extractor: Extractor, seeker: Place, pool: Pool) -> Part:
    """A criterion's similarities by the distinct values of the columns that its extractor says it reads."""
    keys = extractor.keys(seeker)
    if keys is None:
        return Part(extractor.similarity(seeker, pool.table))
    group = grouping(pool.table, keys)
    similarity = extractor.value_of(extractor.keyed(seeker, group.distinct), seeker)
    patches = extractor.patches(seeker, pool.table)
    if patches is None or not len(patches[0]):
        return Part(similarity, group.codes)
    return Part(similarity, group.codes, patches[0], extractor.value_of(patches[1], seeker))


def similarity_at(extractor: Extractor, seeker: Place, pool: Pool, rows: IntArray) -> FloatArray:
    """The similarities of some candidates, by what has been worked out for the whole pool where there is any."""
    keys = extractor.keys(seeker)
    if keys is None or (len(rows) < len(pool) and not is_grouped(pool.table, keys)):
        return extractor.similarity(seeker, pool.table.take(rows)).astype(np.float64)
    return quick_part(extractor, seeker, pool).at(rows).astype(np.float64)


@dataclass(frozen=True, eq=False)
class Base:
    """The part of all sums that many seekers share, shape (n,), with what a gate leaves out and bounds by blocks."""

    total: FloatArray
    gated: dict[int, tuple[FloatArray, FloatArray, FloatArray]] = field(default_factory=dict)

    def behind(self, closed: FloatArray) -> tuple[FloatArray, FloatArray]:
        """The sums in whole blocks, -inf for those that a gate leaves out, and the largest of each block.

        `closed` is added to them; it is the gate's own array, by which the answer is kept.
        """
        found = self.gated.get(id(closed))
        if found is None:
            whole = np.pad(self.total + closed, (0, -len(closed) % BLOCK), constant_values=-np.inf)
            found = (
                closed,
                whole,
                whole.reshape(-1, BLOCK).max(axis=1),
            )  # which keeps `closed`, and so its id, alive
            remember(self.gated, id(closed), found, KEPT)
        return found[1], found[2]


@dataclass(frozen=True, eq=False)
class Summands:
    """Everything that is added up for one seeker: shared sums, tables behind columns of codes, and the rest."""

    parts: tuple[Part | None, ...]
    base: Base
    plan: Plan
    tables: Sequence[FloatArray]
    rest: Sequence[tuple[Part, float]]

    def total(self) -> FloatArray:
        """The score of every candidate in steps, shape (n,)."""
        total = self.plan.total(self.tables, self.base.total)
        for part, weight in self.rest:
            if part.codes is None:
                total += steps(weight, part.similarity)
        for rows, more in self._few():
            total[rows] += more
        return total

    def top(self, closed: FloatArray, top: int) -> tuple[IntArray, FloatArray]:
        """The best `top` and all that are tied with the last: positions, unordered, and scores in steps.

        `closed` is -inf for a candidate that a gate leaves out. Most candidates are not scored at all.
        """
        start, bounds = self.base.behind(closed)
        for part, weight in self.rest:
            if part.codes is None:
                start = start.copy()
                start[: len(closed)] += steps(weight, part.similarity)
                bounds = start.reshape(-1, BLOCK).max(axis=1)
        return self.plan.top(self.tables, start, bounds, top, self._few())

    def _few(self) -> list[tuple[IntArray, FloatArray]]:
        """The candidates of which a table does not tell the similarity, and what that adds to their sums."""
        found = []
        for part, weight in self.rest:
            if part.codes is not None and part.few is not None and part.few_similarity is not None:
                usual = part.similarity[part.codes[part.few]]
                found.append((part.few, steps(weight, part.few_similarity) - steps(weight, usual)))
        return found


@dataclass(frozen=True, eq=False)
class Compiled:
    """A policy with its extractors made: those of the criteria, and those of the second keys."""

    policy: Policy
    criteria: tuple[tuple[Criterion, Extractor], ...]
    tie_break: tuple[tuple[str, Extractor | None], ...]
    key: str = ""
    fixed: dict[Hashable, tuple[Table, Base]] = field(default_factory=dict)
    scoped: dict[int, tuple[Table, dict[Hashable, Part]]] = field(default_factory=dict)
    moving: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, policy: Policy, world: World) -> Compiled:
        """Make the extractors of a policy that was checked."""
        made = {c.id: make_extractor(c.extractor, dict(c.parameters), world) for c in policy.criteria}

        def second(name: str) -> Extractor | None:
            """A second key, with a criterion's own parameters if the policy scores it too."""
            return None if name == PREFERENCES else made.get(name) or make_extractor(name, None, world)

        return cls(
            policy,
            tuple((criterion, made[criterion.id]) for criterion in policy.criteria),
            tuple((name, second(name)) for name in policy.tie_break),
            policy.fingerprint,
        )

    @property
    def tie_labels(self) -> tuple[str, ...]:
        """The second keys in words."""
        return tuple("preferences met" if e is None else e.label for _, e in self.tie_break)

    def plain(
        self, seeker: Place, pool: Pool, weights: FloatArray, usable: Sequence[bool]
    ) -> tuple[tuple[Part | None, ...], FloatArray]:
        """What each criterion says of the candidates as its extractor gives it, and the sum in steps, shape (n,)."""
        total = np.zeros(len(pool))
        parts: list[Part | None] = []
        for (_, extractor), weight, known in zip(self.criteria, weights.tolist(), usable, strict=True):
            part = Part(extractor.similarity(seeker, pool.table)) if known and weight else None
            parts.append(part)
            if part is not None:
                total += steps(weight, part.similarity)
        return tuple(parts), total

    def quick(self, seeker: Place, pool: Pool, weights: FloatArray) -> Summands:
        """What each criterion with weight says, by distinct values, ready to be added up."""
        parts: list[Part | None] = []
        columns, tables, at = list[Codes](), list[FloatArray](), dict[int, int]()
        fixed: list[tuple[int, Hashable]] = []
        rest: list[tuple[Part, float]] = []
        for number, ((_, extractor), weight) in enumerate(zip(self.criteria, weights.tolist(), strict=True)):
            if not weight:
                parts.append(None)
                continue
            scope = extractor.scope(seeker)
            scoped = self._scoped(number, pool)
            part = part_of(extractor, scope, seeker, pool, scoped)
            parts.append(part)
            if scope is None or len(scoped) > FEW:
                self.moving.add(number)
            if number not in self.moving:
                fixed.append((number, scope))
                continue
            if part.codes is not None:
                place = at.setdefault(id(part.codes), len(columns))
                own = steps(weight, part.similarity)
                if place == len(columns):
                    columns.append(part.codes)
                    tables.append(own)
                else:
                    tables[place] += own
            if part.codes is None or part.few is not None:
                rest.append((part, weight))
        base = self._fixed(fixed, parts, weights, pool)
        return Summands(tuple(parts), base, plan_of(columns, tables, pool), tables, rest)

    def _scoped(self, number: int, pool: Pool) -> dict[Hashable, Part]:
        """What one criterion says, by scope: kept with the pool for all policies that measure and value alike.

        A user's own extractor shares with no other, since nobody knows what it reads beside its parameters.
        """
        criterion, extractor = self.criteria[number]
        of, scoped = self.scoped.get(number, (None, {}))
        if of is not pool.table:
            if type(extractor).__module__.startswith("citymatch."):
                alike = (type(extractor), frozen(criterion.parameters), extractor.world)
                scoped = kept(pool.table, ("scoped", alike), dict[Hashable, Part])
            self.scoped[number] = pool.table, scoped
        return scoped

    def _fixed(
        self,
        which: Sequence[tuple[int, Hashable]],
        parts: Sequence[Part | None],
        weights: FloatArray,
        pool: Pool,
    ) -> Base:
        """The sum of the criteria of few scopes over a pool, which all seekers of these scopes share."""
        key = (tuple(which), weights.tobytes(), id(pool.table))
        found = self.fixed.get(key)
        if found is not None:
            return found[1]
        total = np.zeros(len(pool))
        for number, _ in which:
            part = parts[number]
            if part is not None:
                total += steps(float(weights[number]), part.every())
        return remember(self.fixed, key, (pool.table, Base(total)), KEPT)[
            1
        ]  # the table is kept, and so its id

    def ready(self, seeker: Place, pool: Pool, usable: Sequence[bool]) -> bool:
        """Whether all that the criteria need of the candidates has been worked out already, for another policy say."""
        for (_, extractor), known in zip(self.criteria, usable, strict=True):
            keys = extractor.keys(seeker) if known else None
            if keys is not None and not is_grouped(pool.table, keys):
                return False
        return True


def frozen(value: object) -> Hashable:
    """Parameters as something that is equal where they are.

    >>> frozen({"curve": [[0, 1.0], [2, 0.5]], "core": 2}) == frozen({"core": 2.0, "curve": ((0, 1), (2, 0.5))})
    True
    """
    if isinstance(value, Mapping):
        return frozenset((name, frozen(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(frozen(part) for part in value)
    return value if isinstance(value, Hashable) else repr(value)


def part_of(
    extractor: Extractor, scope: Hashable | None, seeker: Place, pool: Pool, scoped: dict[Hashable, Part]
) -> Part:
    """What one criterion says, kept in `scoped` for all seekers of the same scope."""
    if scope is None:
        return quick_part(extractor, seeker, pool)
    found = scoped.get(scope)
    if found is not None:
        return found
    part = quick_part(extractor, seeker, pool)
    others = list(scoped.values())[-1:]
    if others and others[0].codes is not part.codes:  # which goes with the nation, and is as long as the pool
        return remember(scoped, scope, part, COLUMNS)
    return remember(scoped, scope, part, TABLES)


def remember(store: dict[Any, Kept], key: Hashable, made: Kept, most: int) -> Kept:
    """Keep something, in place of the oldest where `most` are kept already. Threads may share the store.

    >>> store = {"a": 1, "b": 2}
    >>> remember(store, "c", 3, 4), remember(store, "d", 4, 3), store
    (3, 4, {'b': 2, 'c': 3, 'd': 4})
    """
    for oldest in list(store)[: max(len(store) + 1 - most, 0)]:
        store.pop(oldest, None)
    store[key] = made
    return made


def plan_of(columns: Sequence[Codes], tables: Sequence[FloatArray], pool: Pool) -> Plan:
    """How columns of codes are packed, kept with the pool, which keeps the columns too."""
    what = ("plan", tuple(id(codes) for codes in columns))
    sizes = [len(table) for table in tables]
    return kept(pool.table, what, lambda: (Plan.of(columns, sizes, len(pool)), columns))[0]
