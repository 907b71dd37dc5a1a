from __future__ import annotations

import numpy as np
import pandas as pd

from citymatch.build.county_map import county_at
from citymatch.build.rebuild import SOURCE
from citymatch.build.us import census_keys, counties, legal_kinds, place_keys

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


def test_a_township_is_told_from_its_namesakes_by_size() -> None:
    two = pd.DataFrame(
        [(1, "Edison", 39.9, -74.9, 600.0), (2, "Edison", 40.52, -74.41, 102_548.0)],
        columns=["geonameid", "name", "latitude", "longitude", "population"],
    ).assign(country="US", admin1="NJ", feature_code="")
    assert legal_kinds(two, SOURCE) == ["", "township"]


def test_a_section_of_a_city_does_not_take_the_kind_of_a_town() -> None:
    part = TOWNS[TOWNS["name"] == "Hamden"].assign(feature_code="PPLX")
    assert legal_kinds(part, SOURCE) == [""]
