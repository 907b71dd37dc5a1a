"""Who is compared: the pool of candidates, and who is left out of it for one seeker, with the reason."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Column, Labels, Table, Text, World
from citymatch.datasets.world import id_in
from citymatch.features.base import Place, place_number
from citymatch.features.profile import profile
from citymatch.places.communities import Community

BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Pool:
    """The candidates of a ranking: their columns and their numbers (0 for a place of the user's own)."""

    table: Table
    number: npt.NDArray[np.int64]
    own_ids: tuple[str, ...] = ()
    world: World | None = None

    def __len__(self) -> int:
        return len(self.number)

    def community_id(self, row: int) -> str:
        """The id of one candidate."""
        if self.own_ids:
            return self.own_ids[row]
        return id_in(self.table, row)

    def community_ids(self, rows: Iterable[int]) -> list[str]:
        """The ids of some candidates."""
        return [self.community_id(row) for row in rows]

    def find(self, community_id: str) -> int:
        """The row of a candidate, or -1."""
        if self.own_ids:
            return self.own_ids.index(community_id) if community_id in self.own_ids else -1
        number = self.world.number_of_id(community_id) if self.world is not None else 0
        if not number or not len(self):
            return -1
        row = min(int(np.searchsorted(self.number, number)), len(self) - 1)
        return row if self.number[row] == number else -1


def world_pool(
    world: World,
    countries: Sequence[str] | None = None,
    continents: Sequence[str] | None = None,
    include_unknown: bool = False,
) -> Pool:
    """The self-governing places of the World, or those of some countries (ISO codes) or continents.

    `include_unknown` adds places whose standing nobody knows.
    """
    standing = world["standing"]
    keep = np.asarray(world["not_candidate"] == "")
    if include_unknown:
        keep |= np.asarray(standing == "unknown")
    for column, wanted in (("country", countries), ("continent", continents)):
        if wanted:
            values = world[column]
            assert isinstance(values, Labels)
            keep &= values.isin(set(wanted))
    rows = np.flatnonzero(keep)
    table = world.take(rows)
    return Pool(table, np.asarray(table["number"], np.int64), world=world)


def own_pool(communities: Sequence[Community], world: World) -> Pool:
    """A pool of just these communities, those of the gazetteer or the user's own."""
    rows = world.rows_of_ids([community.id for community in communities])
    if np.all(rows >= 0):
        rows = np.unique(rows)
        table = world.take(rows)
        return Pool(table, np.asarray(table["number"], np.int64), world=world)
    profiles = [dict(profile(community, world)) for community in communities]
    table = table_of(profiles, world)
    return Pool(
        table, np.asarray(table["number"], np.int64), tuple(community.id for community in communities)
    )


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


@dataclass
class Exclusions:
    """Which candidates are left out for one seeker. The first reason given to a candidate stands."""

    codes: npt.NDArray[np.int16]
    reasons: list[str] = field(default_factory=lambda: [""])

    @classmethod
    def none(cls, size: int) -> Exclusions:
        """Nobody is left out."""
        return cls(np.zeros(size, np.int16))

    def add(self, who: BoolArray, reason: str) -> None:
        """Leave out those of the mask that are still in, for this reason."""
        fresh = who & (self.codes == 0)
        if fresh.any():
            self.codes[fresh] = len(self.reasons)
            self.reasons.append(reason)

    def reason(self, row: int) -> str:
        """Why a candidate is left out; empty if it is not."""
        return self.reasons[int(self.codes[row])]

    @property
    def allowed(self) -> BoolArray:
        """Who is left."""
        return np.asarray(self.codes == 0, np.bool_)


OVERSEAS = {
    "US": ("PR", "VI", "GU", "AS", "MP", "UM"),
    "FR": ("GP", "MQ", "RE", "GF", "YT", "BL", "MF", "PM", "NC", "PF", "WF"),
    "NL": ("AW", "CW", "SX", "BQ"),
    "FI": ("AX",),
    "NO": ("SJ",),
    "DK": ("FO", "GL"),
    "AU": ("CX", "CC", "NF"),
}
"""Territories that have a country code of their own and belong to a country: no partners abroad for it."""

_NATION = {code: nation for nation, codes in OVERSEAS.items() for code in codes}


def nation(country: str) -> str:
    """The country that a country code belongs to.

    >>> nation("PR"), nation("JP")
    ('US', 'JP')
    """
    return _NATION.get(country, country)


def own_side(seeker: Place, pool: Pool) -> Exclusions:
    """Leave out the seeker's own country with its territories, and the seeker itself."""
    left_out = Exclusions.none(len(pool))
    countries = pool.table["country"]
    assert isinstance(countries, Labels)
    if number := place_number(seeker):
        left_out.add(pool.number == number, "it is the seeker itself")
    left_out.add(
        countries.isin({code for code in countries.values if nation(code) == nation(seeker["country"])}),
        "it is in the seeker's own country; sister cities are abroad",
    )
    return left_out
