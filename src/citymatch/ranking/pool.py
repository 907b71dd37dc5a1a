"""Who is compared: the pool of candidates."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Column, Labels, Table, Text, World
from citymatch.datasets.world import id_in
from citymatch.features.base import Place
from citymatch.features.profile import profile
from citymatch.places import Community
from citymatch.policy.nations import nation
from citymatch.scoring.lot import Lots, lots, number_of_text

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Pool:
    """The candidates of a ranking: their columns, and their numbers (0 for a place of the user's own).

    Those of the World stand by country and, within one, by people: neighbours in the pool are alike, so that a
    block of them can be bounded as one. `rows` are their rows in the World.
    """

    table: Table
    world: World
    rows: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    own_ids: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.table)

    def __reduce__(self) -> tuple[Any, ...]:
        if self.own_ids:
            return Pool, (self.table, self.world, self.rows, self.own_ids)
        return pool_of_rows, (self.world, self.rows)

    @cached_property
    def number(self) -> IntArray:
        """The number of each candidate in the World."""
        return np.asarray(self.table["number"], np.int64)

    @cached_property
    def _own_number(self) -> Lots:
        """The number of each candidate, and one made of its id for a place of the user's own."""
        found = self.number.astype(np.uint64)
        for row in np.flatnonzero(found == 0).tolist():
            found[row] = number_of_text(self.community_id(row))
        return found

    def lots(self, seeker: Place, rows: npt.NDArray[np.intp] | IntArray) -> Lots:
        """The lots of some candidates for a seeker, by which equal ones are told apart: see `scoring.lot`."""
        return lots(str(seeker["community_id"]), self._own_number[rows])

    @cached_property
    def ids(self) -> npt.NDArray[np.object_]:
        """The id of every candidate."""
        found = np.empty(len(self), object)
        found[:] = self.own_ids or self.community_ids(range(len(self)))
        return found

    def community_id(self, row: int) -> str:
        """The id of one candidate."""
        return self.own_ids[row] if self.own_ids else id_in(self.table, row)

    def community_ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of some candidates."""
        return [self.community_id(row) for row in rows]

    def find(self, community_id: str) -> int:
        """The row of a candidate, or -1."""
        if self.own_ids:
            return self._own_rows.get(community_id, -1)
        return self.find_number(self.world.number_of_id(community_id))

    @cached_property
    def _own_rows(self) -> dict[str, int]:
        return {community_id: row for row, community_id in enumerate(self.own_ids)}

    def find_number(self, number: int) -> int:
        """The row of the candidate with a number, or -1."""
        if not number or not len(self):
            return -1
        ordered, by_number = self._by_number
        at = min(int(np.searchsorted(ordered, number)), len(self) - 1)
        return int(by_number[at]) if ordered[at] == number else -1

    @cached_property
    def _by_number(self) -> tuple[IntArray, IntArray]:
        by_number = np.argsort(self.number, kind="stable")
        return self.number[by_number], by_number


def pool_of_rows(world: World, rows: IntArray) -> Pool:
    """The pool of some rows of the World, in this order."""
    return Pool(world.take(rows), world, rows)


def world_pool(
    world: World,
    countries: Sequence[str] | None = None,
    continents: Sequence[str] | None = None,
    include_unknown: bool = False,
) -> Pool:
    """The self-governing places of the World, or those of some countries (ISO codes) or continents.

    `include_unknown` adds places whose standing nobody knows. The pools of the last few questions are kept: what has
    been worked out for one policy serves the next.
    """
    return _world_pool(world, tuple(countries or ()), tuple(continents or ()), include_unknown)


@lru_cache(maxsize=8)
def _world_pool(
    world: World, countries: tuple[str, ...], continents: tuple[str, ...], include_unknown: bool
) -> Pool:
    keep = np.asarray(world["not_candidate"] == "")
    if include_unknown:
        keep |= np.asarray(world["standing"] == "unknown")
    for column, wanted in (("country", countries), ("continent", continents)):
        if wanted:
            keep &= world.labels(column).isin(set(wanted))
    return pool_of_rows(world, alike_together(world, np.flatnonzero(keep)))


def own_pool(communities: Sequence[Community], world: World) -> Pool:
    """A pool of just these communities, those of the gazetteer or the user's own."""
    rows = world.rows_of_ids([community.id for community in communities])
    if np.all(rows >= 0):
        return pool_of_rows(world, alike_together(world, np.unique(rows)))
    distinct = {community.id: community for community in communities}
    profiles = [dict(profile(community, world)) for community in distinct.values()]
    return Pool(table_of(profiles, world), world, np.full(len(distinct), -1, np.int64), tuple(distinct))


def alike_together(world: World, rows: IntArray) -> IntArray:
    """Rows by country, the largest places of each first, those of unknown size last."""
    people = -np.nan_to_num(np.asarray(world["population"], np.float32)[rows])
    by_people = np.argsort(people, kind="stable")
    country = world.labels("country").codes[rows[by_people]]
    return np.asarray(rows[by_people[np.argsort(country, kind="stable")]], np.int64)


def table_of(rows: Sequence[dict[str, Any]], like: Table) -> Table:
    """Rows as a table with the columns of another; what a row lacks is unknown, and an id that it lacks 0."""
    columns: dict[str, Column] = {}
    for name in like.columns:
        model = like[name]
        if isinstance(model, np.ndarray) and model.dtype.kind in "iu":
            columns[name] = np.array([row.get(name) or 0 for row in rows], model.dtype)
        elif isinstance(model, np.ndarray):
            values = [row.get(name) for row in rows]
            columns[name] = np.array([np.nan if value is None else value for value in values], np.float64)
        else:
            texts = [str(row.get(name) or "") for row in rows]
            columns[name] = Text.of(texts) if isinstance(model, Text) else Labels.of(texts)
    return Table(columns, len(rows))


def own_nation(seeker: Place, pool: Pool) -> npt.NDArray[np.bool_]:
    """The candidates in the seeker's own country with its territories."""
    countries = pool.table.labels("country")
    return countries.isin(
        {code for code in countries.values if nation(code) == nation(str(seeker["country"]))}
    )
