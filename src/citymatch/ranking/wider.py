"""Counties, states and first-order divisions as candidates: the pools of those who are no town."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

from citymatch.datasets import Labels, Table, Text, World
from citymatch.datasets.divisions import load_first_divisions
from citymatch.features.profile import OF_THE_TOWN, bare_division, town_of_division
from citymatch.places import Community
from citymatch.places.known import division

from .pool import Pool, alike_together, pool_of_rows, table_of

KINDS = ("sister_city", "sister_county", "sister_state", "any")
COUNTY_LIKE = frozenset((
    "US:county", "US:parish", "KE:county", "IE:county", "IE:city_and_county_council", "KR:county", "TW:county",
    "ID:regency", "GB:council_area", "GB:principal_area", "GB:northern_irish_district",
    "AR:partido", "CA:rural_municipality", "LT:district_municipality", "PE:provincial_municipality", "BE:district",
))  # fmt: skip
"""The kinds of units of the registers that stand above several towns, as a US county does."""


@lru_cache(maxsize=8)
def wider_pool(world: World, kind: str, countries: tuple[str, ...] | None = None) -> Pool:
    """The candidates of a kind in some countries (None: in all).

    `sister_city`: communities that are no such units as counties. `sister_state`: first-order divisions.
    `sister_county`: units such as counties, and first-order divisions, since few countries have counties in any table.
    `any`: these and every other community. One that is a division and a community (Berlin, a county of Kenya) stands
    there once, as the community.
    """
    found = [
        (key, each)
        for key, each in load_first_divisions().items()
        if countries is None or key[0] in countries
    ]
    communities = [division(*key, world) for key, each in found if not each.same_as]
    alone = [each for each in communities if each is not None]
    same = [world.row_of_id(each.same_as) for _, each in found if each.same_as]
    open_ = np.asarray(world["not_candidate"] == "")
    if countries is not None:
        open_ &= world.labels("country").isin(set(countries))
    if kind == "sister_city":
        return pool_of_rows(world, alike_together(world, np.flatnonzero(open_ & ~_county_like(world))))
    if kind == "sister_state":
        rows = np.unique([row for row in same if row >= 0 and open_[row]]).astype(np.int64)
    else:
        wanted = open_ if kind == "any" else open_ & _county_like(world)
        rows = np.flatnonzero(wanted)
    return _joined(alone, rows, world)


def _county_like(world: World) -> Any:
    kinds = np.asarray(world["unit_kind"], dtype=object)
    counties = np.asarray(world.labels("layer") == "county")
    return np.isin(kinds.astype(str), sorted(COUNTY_LIKE)) | counties


def _joined(alone: list[Community], rows: Any, world: World) -> Pool:
    """A pool of divisions that are no community of the World, then of some of its rows."""
    main = np.array([town_of_division(each, world) for each in alone], np.int64)
    alone, main = [each for each, row in zip(alone, main.tolist(), strict=True) if row >= 0], main[main >= 0]
    divisions = table_of([bare_division(each) for each in alone], world)
    largest, towns = world.take(main), world.take(rows)
    columns = {
        name: _one_behind_the_other((largest if name in OF_THE_TOWN else divisions)[name], towns[name])
        for name in world.columns
    }
    ids = (*(each.id for each in alone), *(world.community_id(row) for row in rows.tolist()))
    where = np.concatenate([np.full(len(alone), -1, np.int64), rows])
    return Pool(Table(columns, len(ids)), world, where, ids)


def _one_behind_the_other(one: Any, other: Any) -> Any:
    if isinstance(other, Text):
        return Text.of([*one, *other])
    if isinstance(other, Labels):
        return Labels.of([*one, *other])
    return np.concatenate([np.asarray(one, other.dtype), other])
