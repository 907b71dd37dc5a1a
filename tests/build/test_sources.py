"""The workshop's readers of packages and source tables, on what the world is known to hold."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.build.county_map import county_at
from citymatch.build.names import kept_names, plain_ascii
from citymatch.build.rebuild import SOURCE
from citymatch.build.us import census_keys, counties, legal_kinds, place_keys
from citymatch.datasets import World
from citymatch.datasets.geography import load_airports, load_countries, load_water

TOWNS = pd.DataFrame(
    [
        (5383187, "Pinole", "CA", 38.00437, -122.29886, 19_269.0, "city", "06013"),
        (4369596, "Silver Spring", "MD", 38.99067, -77.02609, 81_816.0, "CDP", "24031"),
        (5509403, "Paradise", "NV", 36.09719, -115.14666, 223_167.0, "CDP", "32003"),
        (5128581, "New York City", "NY", 40.71427, -74.00597, 8_804_190.0, "city", "36061"),
        (4299276, "Louisville", "KY", 38.25424, -85.75941, 624_444.0, "city", "21111"),
        (5391959, "San Francisco", "CA", 37.77493, -122.41942, 827_526.0, "city", "06075"),
        (4169171, "Port Saint Lucie", "FL", 27.29393, -80.35033, 164_603.0, "city", "12111"),
        (4835797, "Hartford", "CT", 41.76371, -72.68509, 124_006.0, "city", "09003"),
        (4206234, "Peachtree Corners", "GA", 33.97020, -84.22159, 40_978.0, "city", "13135"),
        (4835003, "Hamden", "CT", 41.39593, -72.89677, 59_847.0, "town", "09009"),
        (4347778, "Baltimore", "MD", 39.29038, -76.61219, 585_708.0, "city", "24510"),
    ],
    columns=["geonameid", "name", "admin1", "latitude", "longitude", "population", "kind", "fips"],
).assign(country="US", feature_code="PPL")


def test_legal_kinds_known_from_the_census() -> None:
    assert legal_kinds(TOWNS, SOURCE) == TOWNS["kind"].tolist()


def test_counties_also_where_geonames_names_none() -> None:
    assert counties(TOWNS, SOURCE).tolist() == TOWNS["fips"].tolist()


def test_a_point_outside_the_country_has_no_county() -> None:
    found = county_at(np.array([48.85, 40.7143]), np.array([2.35, -74.006]))
    assert found.tolist() == ["", "36061"]


def test_names_of_us_places_meet_those_of_the_census() -> None:
    assert set(place_keys("City of Saint Paul")) & set(census_keys("St. Paul", "city"))
    assert set(place_keys("Lexington")) & set(census_keys("Lexington-Fayette", "urban county"))
    assert not set(place_keys("Winston")) & set(census_keys("Winston-Salem", "city"))


@pytest.mark.parametrize(
    ("name", "others", "country", "kept"),
    [
        ("München", ["Munich", "MUC", "Muenchen", "Мюнхен", "a.de/y"], "DE", ["Munich", "Muenchen"]),
        ("Athens", ["Athina", "Αθήνα", "Афины"], "GR", ["Athina"]),  # the Greek folds to the same as Athina
        ("Kyiv", ["Kiev", "Kyjiv", "Київ", "Киев", "كييف"], "UA", ["Kiev", "Kyjiv"]),
        ("Seoul", ["SEL", "서울", "ソウル"], "KR", ["서울"]),
    ],
)  # fmt: skip
def test_names_that_are_kept(name: str, others: list[str], country: str, kept: list[str]) -> None:
    found = kept_names(name, others, country)
    assert [each for each in found if each.isascii()] == [each for each in kept if each.isascii()]
    assert not {"Мюнхен", "Афины", "كييف", "ソウル"} & set(found)


def test_plain_ascii_letters() -> None:
    assert plain_ascii("Århus") == "Arhus" and plain_ascii("Pinole") == "Pinole"


def test_water_lines_have_no_edge_along_the_cut_of_the_map() -> None:
    coast = load_water("coast")
    begin = coast.segments()
    along = (np.abs(coast.longitude[begin]) == 180) & (np.abs(coast.longitude[begin + 1]) == 180)
    assert not along.any()
    assert coast.latitude.min() > -90


def test_airports_and_countries() -> None:
    airports = load_airports()
    ident = np.asarray(airports["ident"])
    assert {"OAK", "LHR", "HND", "NRT"} <= set(ident[np.asarray(airports["large"])])
    assert "SUU" not in set(ident)  # Travis, an air base
    countries = load_countries()
    assert {"NA", "XK", "TW"} <= set(countries["country"])
    assert not {"AN", "CS"} & set(countries["country"])


def test_the_world_has_every_column_of_the_card(world: World) -> None:
    row = world.row(world.row_of(5383187))
    assert row["name"] == "Pinole" and row["county_fips"] == "06013" and row["legal_kind"] == "city"
    assert row["timezone"] == "America/Los_Angeles" and row["continent"] == "North America"
    assert row["ascii_name"] == "Pinole" and row["standing"] == "self_governing"
    assert row["not_candidate"] == ""


def test_zero_people_is_unknown_and_dissolved_countries_are_gone(world: World) -> None:
    people = np.asarray(world["population"])
    assert not (people == 0).any() and np.isnan(people).any()
    assert not (world["country"] == "AN").any() and not (world["country"] == "CS").any()
    assert (world["country"] == "NA").sum() > 30


def test_alternate_names_belong_to_their_places(world: World) -> None:
    munich = world.row_of(2867714)
    names = set(world.alternate_name.take(np.flatnonzero(world.alternate_row == munich)))
    assert {"Munich", "Monaco di Baviera"} & names | ({world["name"][munich]} & {"Munich"})
