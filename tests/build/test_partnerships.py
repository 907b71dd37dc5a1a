"""How the gathered pairs become the tables."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import pytest

from citymatch.build.partnerships import Locator, distinct, mended, region_kind, tidy, tie, write
from citymatch.datasets.partnerships import COLUMNS

GAZETTEER = {
    1: {"name": "Glain", "alternatenames": [], "countrycode": "BE", "admin1code": "WAL", "population": 8000,
        "latitude": 50.648, "longitude": 5.542},
    2: {"name": "Liège", "alternatenames": ["Lüttich"], "countrycode": "BE", "admin1code": "WAL",
        "population": 195000, "latitude": 50.633, "longitude": 5.567},
    3: {"name": "Spandau", "alternatenames": [], "countrycode": "DE", "admin1code": "16", "population": 30000,
        "latitude": 52.53, "longitude": 13.2},
    4: {"name": "Berlin", "alternatenames": [], "countrycode": "DE", "admin1code": "16", "population": 3426354,
        "latitude": 52.52, "longitude": 13.41},
}  # fmt: skip


def row(a: str, b: str, **changes: str) -> dict[str, str]:
    made = dict.fromkeys(("admin1_a", "latitude_a", "longitude_a", "latitude_b", "longitude_b"), "")
    made |= {"place_a": a, "country_a": "BE", "geonameid_a": "1", "evidence": "strong"}
    return made | {"place_b": b, "country_b": "DE", "geonameid_b": "4"} | changes


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Moscow Oblast", "RU", "state"),
        ("Nowy Sącz County", "PL", "county"),
        ("Main-Taunus (district)", "DE", "county"),
        ("Northamptonshire", "GB", "county"),
        ("San Isidro District", "PE", ""),  # in Peru a district is a municipality
        ("Bingham, Nottinghamshire", "GB", ""),
        ("Mercer Island", "US", ""),
    ],
)
def test_a_region_is_told_by_its_name(name: str, country: str, kind: str) -> None:
    assert region_kind(name, country) == kind


def test_a_german_list_is_tidied() -> None:
    assert tidy("Stadtverband Saarbrücken (Kreis) (Saarbrücken)") == "Stadtverband Saarbrücken (district)"


def test_an_id_under_another_name_gives_way_to_the_larger_place_of_the_name() -> None:
    locator = Locator(GAZETTEER)
    assert locator.id_for(1, "Liège", "BE") == 2
    assert locator.id_for(1, "Glain", "BE") == 1
    assert locator.id_for(3, "Berlin – Spandau", "DE") == 3


def test_a_tie_is_described_by_its_ends() -> None:
    made = tie(row("Liège", "Berlin"), Locator(GAZETTEER), {})
    assert made is not None
    assert (made["community_a"], made["community_b"], made["kind"]) == (
        "geonames:2",
        "geonames:4",
        "sister_city",
    )
    assert (made["admin1_a"], made["status"], made["region"]) == ("WAL", "unknown", "")


def test_a_county_of_the_us_has_its_own_id() -> None:
    pair = row("Lane County", "Berlin", country_a="US", geonameid_a="", admin1_a="OR")
    made = tie(pair, Locator(GAZETTEER), {("OR", "lanecounty"): "41039"})
    assert made is not None
    assert (made["community_a"], made["kind"], made["region"]) == ("us-county:41039", "sister_county", "")


def test_a_place_with_itself_is_no_tie() -> None:
    assert tie(row("Liège", "Liège", country_b="BE", geonameid_b="2"), Locator(GAZETTEER), {}) is None


def test_a_pair_stands_once_with_its_best_evidence() -> None:
    locator = Locator(GAZETTEER)
    turned = row("Berlin", "Liège", country_a="DE", geonameid_a="4", country_b="BE", geonameid_b="2")
    unlocated = row("Liège", "BERLIN", geonameid_b="")
    pairs = [
        tie(pair, locator, {}) for pair in (row("Liège", "Berlin", evidence="moderate"), turned, unlocated)
    ]
    kept = distinct(pair for pair in pairs if pair)
    assert [(pair["name_a"], pair["evidence"]) for pair in kept] == [("Berlin", "strong")]


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    made = tie(row("Liège", "Berlin"), Locator(GAZETTEER), {})
    assert made is not None
    for name in ("one.csv.gz", "two.csv.gz"):
        write(tmp_path / name, [made])
    assert (tmp_path / "one.csv.gz").read_bytes() == (tmp_path / "two.csv.gz").read_bytes()
    with gzip.open(tmp_path / "one.csv.gz", "rt", encoding="utf-8") as file:
        assert next(csv.reader(file)) == list(COLUMNS)


def test_a_partner_located_at_a_namesake_is_mended() -> None:
    locator = Locator(GAZETTEER)
    ties = [
        tie(row("Liège", name, geonameid_b="3"), locator, {}) for name in ("Berlin", "Land Berlin", "Nobody")
    ]
    rows = [each for each in ties if each]
    corrections = [
        {"community": "geonames:2", "name": name, "country": "DE", "partner": partner, "reason": "known"}
        for name, partner in (("Berlin", "4"), ("Land Berlin", "region"), ("Nobody", "none"))
    ]
    made = mended(rows, corrections, locator)
    assert [(each["name_b"], each["community_b"], each["region"]) for each in made] == [
        ("Berlin", "geonames:4", ""),
        ("Land Berlin", rows[1]["community_b"], "b"),
    ]
    with pytest.raises(ValueError, match="no partnership of geonames:9 with Berlin"):
        mended(rows, [{**corrections[0], "community": "geonames:9"}], locator)
