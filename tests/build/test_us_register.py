"""The register of the United States: what it says of who governs, and the errors of its reader."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

import pytest

from citymatch.build.rebuild import SOURCE
from citymatch.build.tables import read_csv
from citymatch.build.us_counties import county_rows
from citymatch.build.us_facts import COLUMNS, COUNTIES, PLACES, SUBDIVISIONS, RegisterError, read_facts
from citymatch.build.us_register import build_register
from citymatch.datasets import InputError

TOWN = {
    PLACES: {
        "geoid": "5052825", "state": "VT", "name": "Norwich CDP", "lsad": "57", "funcstat": "S",
        "counties_2020": "50027", "population": "905", "year": "2020", "source": "census2020:geocorr_place",
        "lat": "43.715", "lon": "-72.308", "land_sqmi": "1.0",
    },
    SUBDIVISIONS: {
        "geoid": "5002752900", "state": "VT", "name": "Norwich town", "county_2020": "50027", "funcstat": "A",
        "government": "yes", "same_code_place": "", "population": "3613", "year": "2020",
        "source": "pep_v2022_base2020:acfrs", "lat": "43.75", "lon": "-72.3", "land_sqmi": "44.6",
    },
    COUNTIES: {
        "geoid": "50027", "state": "VT", "name": "Windsor County", "layer": "current", "population": "57949",
        "year": "2024", "source": "pep_v2024:x", "pop_census2020": "57753", "government": "active county",
        "fips_class": "H1", "lat": "43.58", "lon": "-72.59",
    },
}  # fmt: skip


def write(folder: Path, **changes: dict[str, str]) -> None:
    """The three files with one row each; `changes` sets columns of a file, `None` leaves a column out."""
    for name, row in TOWN.items():
        row = {key: value for key, value in (row | changes.get(name, {})).items() if value is not None}
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerow(row)


@functools.cache
def register() -> dict[str, dict[str, str]]:
    return {row["geoid"]: row for row in read_csv(SOURCE / "us_register.csv.gz")}


def test_a_town_governs_and_the_census_place_in_it_does_not(tmp_path: Path) -> None:
    write(tmp_path)
    rows = {str(row["geoid"]): row for row in build_register(read_facts(tmp_path))}
    assert rows["5002752900"]["name"] == "Norwich"
    assert (rows["5002752900"]["government"], rows["5002752900"]["candidate"]) == ("yes", "yes")
    assert (rows["5052825"]["government"], rows["5052825"]["candidate"]) == ("no", "no")
    assert rows["50027"]["government"] == "yes"


def test_an_unknown_figure_stays_empty(tmp_path: Path) -> None:
    write(tmp_path, us_places_2020={"population": "", "year": "", "source": "", "land_sqmi": ""})
    place = next(row for row in build_register(read_facts(tmp_path)) if row["layer"] == "place")
    assert (place["people"], place["land_km2"]) == ("", "")


@pytest.mark.parametrize("column", COLUMNS[SUBDIVISIONS])
def test_a_missing_column_is_named(tmp_path: Path, column: str) -> None:
    write(tmp_path, us_subdivisions={column: None})  # type: ignore[dict-item]
    with pytest.raises(InputError, match=rf"us_subdivisions\.csv, line 1, {column}: the column is missing"):
        read_facts(tmp_path)


@pytest.mark.parametrize(
    ("column", "value"), [("population", "-5"), ("population", "many"), ("land_sqmi", "nan"), ("lat", "91")]
)
def test_a_bad_figure_stops_with_file_line_and_field(tmp_path: Path, column: str, value: str) -> None:
    write(tmp_path, us_places_2020={column: value})
    with pytest.raises(RegisterError, match=rf"us_places_2020\.csv, line 2, {column}: .*{value}") as error:
        read_facts(tmp_path)
    assert "\n" not in str(error.value)


def test_a_code_that_stands_twice_or_is_malformed_stops(tmp_path: Path) -> None:
    write(tmp_path)
    path = tmp_path / "us_counties_2020.csv"
    path.write_text(path.read_text() + path.read_text().splitlines()[1] + "\n")
    with pytest.raises(RegisterError, match="line 3, geoid: 50027 stands on line 2 already"):
        read_facts(tmp_path)
    write(tmp_path, us_counties_2020={"geoid": "5027"})
    with pytest.raises(RegisterError, match="line 2, geoid: '5027' is not a code of 5 digits"):
        read_facts(tmp_path)


def test_an_unknown_source_and_a_missing_file_stop(tmp_path: Path) -> None:
    write(tmp_path, us_places_2020={"source": "hearsay"})
    with pytest.raises(RegisterError, match="line 2, source: 'hearsay' is no source that is known"):
        read_facts(tmp_path)
    (tmp_path / "us_places_2020.csv").unlink()
    with pytest.raises(RegisterError, match=r"there is no us_places_2020\.csv"):
        read_facts(tmp_path)


def test_a_county_keeps_its_centre_and_a_new_one_takes_its_point() -> None:
    old = {
        "fips": "46113",
        "latitude": "43.19",
        "longitude": "-102.49",
        "land_km2": "5423.2",
        "water_km2": "7.1",
    }
    fact = TOWN[COUNTIES] | {"state": "SD", "geoid": "46102", "name": "Oglala Lakota County"}
    region = TOWN[COUNTIES] | {"state": "CT", "geoid": "09110", "pop_census2020": ""}
    new, renamed = county_rows([fact, region], [old], {"09110": "2660.8"})
    assert (renamed["latitude"], renamed["water_km2"], renamed["other_names"]) == (
        "43.19",
        "7.1",
        "Shannon County",
    )
    assert (new["latitude"], new["land_km2"], new["water_km2"]) == ("43.58000", "2660.8", "")
    assert (new["population"], new["year"], new["population_2020"]) == ("57949", "2024", "")


def test_the_committed_register_has_every_layer_once() -> None:
    rows = read_csv(SOURCE / "us_register.csv.gz")
    assert len(register()) == len(rows)
    assert {len(row["geoid"]) for row in rows} == {5, 7, 10}
    assert all(row["candidate"] == "no" or row["government"] == "yes" for row in rows)


@pytest.mark.parametrize(
    ("geoid", "name", "kind", "people"),
    [
        ("4752006", "Nashville", "consolidated city", "689447"),
        ("3209700", "Carson City", "city", "58639"),
        ("2609820", "Boyne City", "city", "3816"),
        ("2503690", "Barnstable", "city", "48916"),
        ("0665042", "Ventura", "city", "110763"),
        ("51107", "Loudoun County", "county", "443380"),
        ("0919033620", "Greenwich", "town", "63527"),
        ("2650280", "Mackinac Island", "city", "583"),
        ("09110", "Capitol Planning Region", "planning region", "991508"),
    ],
)
def test_names_kinds_and_people_known_from_the_census(geoid: str, name: str, kind: str, people: str) -> None:
    row = register()[geoid]
    assert (row["name"], row["kind"], row["people"]) == (name, kind, people)


def test_a_county_that_is_a_city_is_listed_once() -> None:
    for county, city in {
        "06075": "0667000",
        "47037": "4752006",
        "36047": "3651000",
        "11001": "1150000",
    }.items():
        assert register()[county]["governed_by"] == city
        assert (register()[county]["candidate"], register()[city]["candidate"]) == ("no", "yes")
    assert register()["2236255"]["governed_by"] == "22109"  # Houma: Terrebonne Parish governs
