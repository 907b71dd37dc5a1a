"""Partnerships: ties known from elsewhere, and lists of the user's own."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.partnerships import (
    degree,
    ids,
    load_partnerships,
    partners_of,
)

NORMAN, SEIKA, AREZZO = 4543762, 9634762, 3182884


def test_norman_has_the_four_partners_of_its_leaflet() -> None:
    assert {p.name for p in partners_of(NORMAN)} == {"Clermont-Ferrand", "Colima", "Seika", "Arezzo"}


def test_a_tie_is_known_from_either_end() -> None:
    assert "Norman" in {p.name for p in partners_of(SEIKA)}
    assert {p.name for p in partners_of("geonames:3170647")} >= {"Angers"}  # Pisa


def test_a_county_has_partners_of_its_own() -> None:
    partners = partners_of("us-county:06017")
    assert [(p.name, p.country, p.kind) for p in partners] == [("Warabi", "JP", "sister_county")]


def test_every_pair_stands_once_and_nobody_is_its_own_partner() -> None:
    first, second = ids()
    both = (first > 0) & (second > 0)
    pairs = {frozenset(pair) for pair in zip(first[both].tolist(), second[both].tolist(), strict=True)}
    assert len(pairs) == both.sum()
    assert all(len(pair) == 2 for pair in pairs)


def test_a_region_does_not_stand_for_the_town_of_its_name() -> None:
    """Hsinchu County has a partner in California; the city of Hsinchu is another community."""
    table = load_partnerships(scope="us")
    county = table[table["name_b"] == "Hsinchu County"]
    assert set(county["region"]) == {"b"}
    assert "Westmont" not in {p.name for p in partners_of(int(county["community_b"].iloc[0].split(":")[1]))}


def test_a_city_is_not_known_by_the_name_of_one_of_its_parts() -> None:
    """The gathered list had located Liège at Glain, a section of it."""
    table = load_partnerships(scope="world")
    assert set(table.loc[table["name_a"] == "Liège", "community_a"]) == {"geonames:2792413"}


def test_evidence_asks_for_a_least_level() -> None:
    strong, moderate, everything = (len(load_partnerships(e)) for e in ("strong", "moderate", None))
    assert 20_000 < strong < moderate < everything
    with pytest.raises(ValueError, match="evidence must be one of"):
        load_partnerships("solid")


def test_both_ends_lie_in_different_countries_and_in_the_gazetteer(world: World) -> None:
    table = load_partnerships()
    assert (table["country_a"] != table["country_b"]).all()
    for end, known in zip("ab", ids(), strict=True):
        rows = world.rows_of(known[known > 0])
        assert (rows >= 0).all()
        countries = np.asarray(world["country"])[rows]
        assert (countries == table[f"country_{end}"].to_numpy()[known > 0]).all()


def test_degree_counts_partners_and_forgets_those_left_out() -> None:
    towns = pd.DataFrame({"geonameid": [NORMAN, 1]})
    assert degree(towns).tolist() == [4, 0]
    assert degree(towns, leave_out=[(NORMAN, SEIKA), (AREZZO, NORMAN)]).tolist() == [2, 0]


def test_degree_of_a_users_own_table_counts_a_partner_once() -> None:
    ties = pd.DataFrame(
        [
            ["geonames:1", "geonames:2", "", "active"],
            ["geonames:2", "geonames:1", "", "active"],
            ["geonames:1", "", "", "active"],
            ["geonames:1", "geonames:3", "", "proposed"],
        ],
        columns=["community_a", "community_b", "region", "status"],
    )
    assert degree({"geonameid": np.array([1, 2, 3])}, ties=ties).tolist() == [2, 1, 0]  # type: ignore[arg-type]
