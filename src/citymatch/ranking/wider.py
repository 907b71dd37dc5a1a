"""Counties, states and first-order divisions as candidates: the pools of those who are no town."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache, partial

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Column, Labels, Table, Text, World
from citymatch.datasets.divisions import load_divisions_without_government, load_first_divisions
from citymatch.features.profile import OF_THE_TOWN, bare_division, town_of_division
from citymatch.places import Community
from citymatch.places.known import division

from .pool import Pool, alike_together, pool_of_rows, table_of

KINDS = ("sister_city", "sister_county", "sister_state", "any")
COUNTY_LIKE = frozenset((
    "US:county", "US:parish", "KE:county", "IE:county", "IE:city_and_county_council", "KR:county", "TW:county",
    "ID:regency", "GB:council_area", "GB:principal_area", "GB:northern_irish_district",
    "CA:rural_municipality", "LT:district_municipality", "BE:district",
))  # fmt: skip
"""The kinds of units of the registers that stand above several towns, as a US county does."""
COUNTIES = frozenset(("KE:county", "IE:county", "IE:city_and_county_council", "KR:county", "TW:county"))
"""Those of them outside the United States that are called counties: as seekers they ask for their own kind first."""
CITIES = (
    2636432, 2641598, 2648579, 2650225, 2650752, 2653822, 2655984, 2657832,
)  # fmt: skip
"""Swansea, Newport, Glasgow, Edinburgh, Dundee, Cardiff, Belfast and Aberdeen: council areas that are cities."""

MOSTLY = 2 / 3
"""From this part of a country's divisions on they are its municipalities, if each is one community; not in Kenya."""

BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@lru_cache(maxsize=8)
def wider_pool(world: World, kind: str, countries: tuple[str, ...] | None = None) -> Pool:
    """The candidates of a kind in some countries (None: in all).

    `sister_city`: communities that are no such units as counties. `sister_state`: first-order divisions, but for those
    that are known to have no government of their own.
    `sister_county`: units such as counties, and first-order divisions, since few countries have counties in any table.
    `any`: these and every other community. One that is a division and a community (Berlin, a county of Kenya) stands
    there once, as the community.
    """
    alone, same = _divisions(world, countries)
    open_ = np.asarray(world["not_candidate"] == "")
    if countries is not None:
        open_ &= world.labels("country").isin(set(countries))
    if kind == "sister_city":
        return pool_of_rows(world, alike_together(world, np.flatnonzero(open_ & ~county_like(world))))
    if kind == "sister_state":
        rows = np.unique([row for row in same if row >= 0 and open_[row]]).astype(np.int64)
    else:
        wanted = open_ if kind == "any" else open_ & county_like(world)
        rows = np.flatnonzero(wanted)
    return _joined(alone, rows, world)


def beside_divisions(pool: Pool, countries: tuple[str, ...] | None = None) -> Pool:
    """A pool of the World's communities with the first-order divisions beside them: see `wider_pool`."""
    return _joined(_divisions(pool.world, countries)[0], pool.rows, pool.world)


def county_like(table: Table) -> BoolArray:
    """Which communities stand above several towns, as a US county does."""
    kinds = np.asarray(table["unit_kind"], dtype=object).astype(str)
    found = np.isin(kinds, sorted(COUNTY_LIKE)) | np.asarray(table.labels("layer") == "county")
    return np.asarray(found & ~np.isin(np.asarray(table["number"]), CITIES), np.bool_)


def division_like(table: Table, world: World) -> BoolArray:
    """Which communities are first-order divisions, those that are cities too (Berlin) included.

    Where most divisions of a country are one community each (Slovenia, North Macedonia) these are its municipalities,
    and none of them is meant.
    """
    every = load_first_divisions().values()
    of, single = Counter(each.country for each in every), Counter(e.country for e in every if e.same_as)
    municipal = {country for country, number in single.items() if number > MOSTLY * of[country]}
    numbers = [
        world.number_of_id(e.same_as) for e in every if e.same_as and e.country not in municipal - {"KE"}
    ]
    own = np.asarray(table["number"])
    return only_divisions(table) | np.asarray(np.isin(own, numbers) & (own > 0), np.bool_)


def only_divisions(table: Table) -> BoolArray:
    """Which communities are first-order divisions and nothing else."""
    return np.asarray(table.labels("layer") == "division", np.bool_)


def _divisions(world: World, countries: tuple[str, ...] | None) -> tuple[list[Community], list[int]]:
    """The divisions that are no community of the World, and the rows of those that are one."""
    without = load_divisions_without_government()
    found = [
        (key, each)
        for key, each in load_first_divisions().items()
        if (countries is None or key[0] in countries) and key not in without
    ]
    communities = [division(*key, world) for key, each in found if not each.same_as]
    same = [world.row_of_id(each.same_as) for _, each in found if each.same_as]
    return [each for each in communities if each is not None], same


def _joined(alone: Sequence[Community], rows: IntArray, world: World) -> Pool:
    """A pool of divisions that are no community of the World, then of some of its rows."""
    main = np.array([town_of_division(each, world) for each in alone], np.int64)
    alone, main = [each for each, row in zip(alone, main.tolist(), strict=True) if row >= 0], main[main >= 0]
    divisions = table_of([bare_division(each) for each in alone], world)
    largest, towns = world.take(main), world.take(rows)

    def column(name: str) -> Column:
        return _one_behind_the_other((largest if name in OF_THE_TOWN else divisions)[name], towns[name])

    ids = (*(each.id for each in alone), *(world.community_id(row) for row in rows.tolist()))
    where = np.concatenate([np.full(len(alone), -1, np.int64), rows])
    return Pool(Table({name: partial(column, name) for name in world.columns}, len(ids)), world, where, ids)


def _one_behind_the_other(one: Column, other: Column) -> Column:
    if isinstance(one, Text) and isinstance(other, Text):
        start = np.concatenate([one.start, other.start + len(one.blob)])
        return Text(one.blob + other.blob, start, np.concatenate([one.length, other.length]))
    if isinstance(one, Labels) and isinstance(other, Labels):
        values = tuple(sorted({*one.values, *other.values}))
        at = {value: code for code, value in enumerate(values)}
        small = np.min_scalar_type(max(len(values) - 1, 0))
        codes = [np.array([at[v] for v in each.values], small)[each.codes] for each in (one, other)]
        return Labels(np.concatenate(codes), values)
    return np.concatenate([np.asarray(one, np.asarray(other).dtype), np.asarray(other)])
