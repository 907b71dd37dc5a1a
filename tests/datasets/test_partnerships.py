"""Partnerships: ties known from elsewhere, and lists of the user's own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.degree import degree
from citymatch.datasets.partners import partners_of
from citymatch.datasets.partnership_ends import ids
from citymatch.datasets.partnerships import load_partnerships

PAGE = Path(__file__).parents[2] / "docs" / "partners.md"
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


def test_a_county_that_signs_is_another_than_the_town_of_its_name() -> None:
    """Hsinchu County has partners in the US; the city of Hsinchu is another community."""
    table = load_partnerships(scope="us")
    county = table[table["name_b"] == "Hsinchu County"]
    assert set(county["region"]) == {""}
    assert county["community_b"].str.startswith("unit:TW:").all()
    assert "Westmont" not in {p.name for p in partners_of("geonames:1675151")}


def test_a_region_does_not_stand_for_the_town_of_its_name() -> None:
    table = load_partnerships(scope="us")
    for name in ("Jalisco", "Norfolk", "Bali", "Abruzzo", "Yamanashi Prefecture"):
        assert set(table.loc[table["name_b"] == name, "region"]) == {"b"}


@pytest.mark.parametrize(
    ("seeker", "partner"),
    [
        ("geonames:5368361", "Taipei"),  # Los Angeles
        ("geonames:4684888", "Sendai"),  # Dallas
        ("geonames:4644585", "Caen"),  # Nashville
        ("geonames:4164138", "Kagoshima"),  # Miami
        ("geonames:5359777", "Tsukuba"),  # Irvine
    ],
)
def test_large_cities_have_their_partners(seeker: str, partner: str) -> None:
    assert partner in {p.name for p in partners_of(seeker)}


@pytest.mark.parametrize(
    ("name", "country", "community"),
    [
        ("Taipei", "TW", "geonames:1668341"),
        ("Seoul – Gangnam", "KR", "unit:KR:11230"),
        ("Tokyo – Shibuya", "JP", "geonames:11808021"),
        ("New Taipei – Xindian", "TW", "geonames:12908892"),
        ("Vienna 2 – Leopoldstadt", "AT", "geonames:2761369"),
        ("Dunfermline", "GB", "unit:GB:S12000047"),
        ("Carrickfergus", "GB", "geonames:2656490"),
        ("Juan-les-Pins (Antibes)", "FR", "geonames:3037456"),
        ("Cabo San Lucas", "MX", "geonames:3986172"),
        ("Rosarito Beach", "MX", "geonames:3988392"),
        ("Kōfu", "JP", "geonames:1859100"),
        ("Changhua", "TW", "geonames:1993459"),
        ("Asago", "JP", "geonames:11612477"),
        ("Shigaraki", "JP", "geonames:6822117"),
        ("Bandon", "IE", "unit:IE:cork-county"),
        ("Arcatao", "SV", "geonames:3587091"),
    ],
)
def test_a_partner_is_the_unit_that_signs(name: str, country: str, community: str) -> None:
    table = load_partnerships()
    ends = [table[(table[f"name_{end}"] == name) & (table[f"country_{end}"] == country)] for end in "ab"]
    assert {*ends[0]["community_a"], *ends[1]["community_b"]} == {community}


def lost(world: World) -> tuple[list[tuple[str, str]], int]:
    """US pairs without regions whose partner is no candidate, as partner and US community, and the number of all."""
    table = load_partnerships(scope="us")
    out, count = [], 0
    for own, other in ("ab", "ba"):
        of_us = table[(table[f"country_{own}"] == "US") & ~table["region"].str.contains(other)]
        rows = [world.row_of_id(each) for each in of_us[f"community_{other}"]]
        able = [row >= 0 and world["not_candidate"][row] == "" for row in rows]
        names = zip(of_us[f"name_{other}"], of_us[f"name_{own}"], able, strict=True)
        out += [(partner, seeker) for partner, seeker, found in names if not found]
        count += len(able)
    return out, count


def test_the_partners_of_us_communities_are_candidates_or_the_docs_say_why_not(world: World) -> None:
    missing, count = lost(world)
    assert len(missing) <= 0.02 * count
    assert f"{count - len(missing):,} have a candidate at the other end" in PAGE.read_text("utf-8")
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    for partner, seeker in missing:
        assert any(line.startswith(f"| {partner} |") and seeker in line for line in lines), (partner, seeker)


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
    towns = pd.DataFrame({"number": [NORMAN, 1]})
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
    assert degree({"number": np.array([1, 2, 3])}, ties=ties).tolist() == [2, 1, 0]  # type: ignore[arg-type]


def test_partners_in_no_gazetteer_are_counted_each() -> None:
    """Two partners without an id are two, whichever end they stand at; only an id can tell that two are one."""
    columns = ["community_a", "community_b", "region", "status"]
    rows = [
        ["geonames:1", "", "", "active"],
        ["geonames:1", "", "", "active"],
        ["", "geonames:1", "", "active"],
    ]
    ties = pd.DataFrame([*rows, ["geonames:1", "us-county:06017", "", "active"]], columns=columns)
    assert degree({"number": np.array([1])}, ties=ties).tolist() == [4]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("partner", "own", "namesake"),
    [
        ("geonames:2866135", "", "Flensburg"),  # Neubrandenburg: Flensburg in Germany
        ("geonames:2640354", "", "Ann Arbor"),  # Peterborough in England: Ann Arbor's is the one in Ontario
        ("geonames:2984114", "Arlington County", "Arlington"),  # Reims: in Virginia, not in Texas
        ("geonames:1273874", "Menlo Park", "Fresno"),  # Kochi in India: Fresno's is Kōchi in Japan
    ],
)
def test_a_partner_of_a_namesake_is_no_partner(partner: str, own: str, namesake: str) -> None:
    names = [each.name for each in partners_of(partner) if each.country == "US"]
    assert namesake not in names and (own in names or not own)


def test_hadano_s_pasadena_is_in_texas() -> None:
    assert [p.community for p in partners_of("geonames:1863431") if p.name == "Pasadena"] == [
        "geonames:4717782"
    ]
