"""The tables of official names, of counties without a record of their own, and of census places."""

from __future__ import annotations

from typing import Any

import pandas as pd

from citymatch.build.us_census_places import census_places
from citymatch.build.us_official_names import county_governments, official_names

BLANK: dict[str, Any] = {
    "long_name": "", "governed_by": "", "county_fips": "06001", "people": 10.0, "year": "2020", "source": "census2020",
    "latitude": 38.0, "longitude": -122.0, "state": "CA",
}  # fmt: skip


def register(*rows: tuple[str, str, str, str, str], **more: dict[str, Any]) -> pd.DataFrame:
    """A register of rows (geoid, layer, name, kind, government), with more fields by a code that begins with "g"."""
    names = ("geoid", "layer", "name", "kind", "government")
    return pd.DataFrame(
        [{**BLANK, **dict(zip(names, row, strict=True)), **more.get(f"g{row[0]}", {})} for row in rows]
    )


def of(units: dict[str, int]) -> pd.DataFrame:
    return pd.DataFrame({"code": list(units), "seat": list(units.values())})


def inside(*rows: tuple[int, str, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["geonameid", "legal_kind", "own_code"])


PLACES = pd.DataFrame({"geonameid": [1, 2, 3], "name": ["Saint Clay", "Suisun", "Marl"]})


def test_names_that_read_otherwise_are_kept() -> None:
    table = register(
        ("0600001", "place", "St. Clay", "city", "yes"),
        ("0600002", "place", "Suisun City", "city", "yes"),
        ("0600003", "place", "Marl Hill", "CDP", "no"),
        ("0600100001", "subdivision", "St. Clay", "town", "via_place"),
        ("0600004", "place", "Loam", "city", "yes"),
        g0600004={"long_name": "Loam-Sand County"},
        g0600100001={"governed_by": "0600001"},
    )
    units = of({"0600001": 1, "0600002": 2, "0600004": 0})
    assert official_names(units, inside((3, "CDP", "0600003")), PLACES, table) == [
        {"community_id": "geonames:1", "name": "St. Clay", "kind": "town"},
        {"community_id": "geonames:2", "name": "Suisun City", "kind": ""},
        {"community_id": "geonames:3", "name": "Marl Hill", "kind": ""},
        {"community_id": "unit:US:0600004", "name": "Loam-Sand County", "kind": ""},
    ]


def test_counties_that_are_no_record_of_their_own() -> None:
    table = register(
        ("06001", "county", "Clay County", "county", "yes"),
        ("06002", "county", "Marl County", "county", "consolidated"),
        ("06003", "county", "Peat County", "county", "consolidated"),
        ("06004", "county", "Loam County", "county", "no"),
        ("06005", "county", "Silt County", "county", "yes"),
        g06002={"governed_by": "0600001"},
        g06003={"governed_by": "3651000"},
    )
    units = of({"06001": 0, "06005": 3, "0600001": 1, "3651000": 2})
    assert county_governments(units, table) == [
        {"fips": "06002", "standing": "merged", "community_id": "geonames:1"},
        {"fips": "06003", "standing": "part", "community_id": "geonames:2"},
        {"fips": "06004", "standing": "none", "community_id": ""},
        {"fips": "06005", "standing": "merged", "community_id": "geonames:3"},
    ]


def test_census_places_that_neither_gazetteer_nor_government_has() -> None:
    table = register(
        ("0600001", "place", "Clay", "CDP", "no"),
        ("0600002", "place", "Marl", "CDP", "no"),
        ("0600003", "place", "Peat", "CDP", "no"),
        ("0600100001", "subdivision", "Peat", "town", "yes"),
        g0600001={"people": float("nan"), "source": ""},
    )
    found = census_places(table, inside((2, "CDP", "0600002")))
    assert found[["geoid", "name", "population", "source"]].to_numpy().tolist() == [
        ["0600001", "Clay", "", ""]
    ]
