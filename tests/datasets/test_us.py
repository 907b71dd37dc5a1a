"""Tables of the United States against figures known from the Census."""

from typing import Any

import numpy as np
import pytest

from citymatch.datasets import Labels, Text
from citymatch.datasets.us import (
    load_country_names,
    load_seeking_partners,
    load_us_counties,
    load_us_county_features,
    load_us_states,
)


def test_counties_cover_the_country() -> None:
    counties = load_us_counties()
    assert len(counties) == 3152
    assert len(set(counties["fips"])) == len(counties)
    # Census 2020: 331,449,281 people in the fifty states and the District of Columbia.
    assert np.nansum(counties["population_2020"]) == 331_449_281
    assert np.isfinite(counties["population"]).all()
    assert np.isfinite(counties["latitude"]).all() and np.isfinite(counties["longitude"]).all()


def county(fips: str) -> dict[str, Any]:
    return load_us_counties().row(list(load_us_counties()["fips"]).index(fips))


def test_counties_stand_with_the_latest_estimate_and_its_year() -> None:
    loudoun = county("51107")
    assert (loudoun["population"], loudoun["year"], loudoun["population_2020"]) == (443_380, "2024", 420_959)
    assert loudoun["population_source"] == "US Census Bureau estimate of July 2024"


def test_connecticut_has_its_old_counties_and_its_planning_regions() -> None:
    fips = [code for code in load_us_counties()["fips"] if code.startswith("09")]
    assert len(fips) == 17
    assert (county("09001")["name"], county("09001")["population"]) == ("Fairfield County", 957_419)
    region = county("09110")
    assert (region["name"], region["year"]) == ("Capitol Planning Region", "2024")
    assert np.isnan(region["population_2020"]) and np.isnan(region["water_km2"])


def test_counties_that_have_another_name_keep_the_old_one() -> None:
    found = {
        code: (county(code)["name"], county(code)["other_names"]) for code in ("46102", "02158", "02063")
    }
    assert found == {
        "46102": ("Oglala Lakota County", "Shannon County"),
        "02158": ("Kusilvak Census Area", "Wade Hampton Census Area"),
        "02063": ("Chugach Census Area", "Valdez-Cordova Census Area"),
    }
    assert not {"46113", "02270", "02261", "51515"} & set(load_us_counties()["fips"])


def test_states_are_the_sum_of_their_counties() -> None:
    states = load_us_states()
    assert len(states) == 51 and states["population"].sum() == 331_449_281
    by_code = dict(zip(states["state"], states["population"], strict=True))
    assert (by_code["CA"], by_code["WY"], by_code["CT"]) == (39_538_223, 576_851, 3_605_944)
    # The Bureau puts California's mean centre of population of 2020 at 35.48 N, 119.33 W.
    row = list(states["state"]).index("CA")
    assert (states["latitude"][row], states["longitude"][row]) == pytest.approx((35.48, -119.33), abs=0.15)


def test_every_county_is_in_a_state() -> None:
    assert set(load_us_counties()["state"].values) == set(load_us_states()["state"])


def test_the_seeking_partners_list_has_68_entries() -> None:
    table = load_seeking_partners()
    assert len(table) == 68
    assert np.all(np.diff(table["line"]) >= 0)


def test_countries_have_distinct_codes_and_namibia_is_one() -> None:
    table = load_country_names()
    codes = list(table["country"])
    assert len(codes) == len(set(codes)) and "NA" in codes and "XK" in codes


def test_the_features_of_counties_stand_in_the_order_of_the_counties() -> None:
    features = load_us_county_features()
    assert list(features["fips"]) == list(load_us_counties()["fips"])
    rows = {code: features.row(list(features["fips"]).index(code)) for code in ("08031", "06075", "12103")}
    denver, san_francisco = rows["08031"], rows["06075"]
    # Denver lies some 1,200 km from the sea in a cold semi-arid climate, with its own airport.
    assert denver["coast_km"] == pytest.approx(1_200, abs=60)
    assert (denver["climate"], denver["large_airport"], denver["metropolis_id"]) == ("BSk", "DEN", 5419384)
    assert denver["metropolis_km"] < 10 < denver["large_airport_km"] < 40
    assert san_francisco["coast_km"] < 10 and san_francisco["people_50km"] > 3e6
    assert isinstance(features["climate"], Labels) and isinstance(features["coast_km"], np.ndarray)


def test_columns_are_of_the_kind_that_they_hold() -> None:
    counties, states, names = load_us_counties(), load_us_states(), load_country_names()
    for table, text in ((counties, "fips name other_names"), (states, "state name fips other_names")):
        assert all(isinstance(table[column], Text) for column in text.split())
    assert all(isinstance(names[column], Text) for column in ("country", "iso3", "other_names"))
    assert all(isinstance(counties[column], Labels) for column in ("state", "year", "population_source"))
    assert isinstance(states["year"], Labels)
    assert all(counties.numbers(column).dtype == float for column in ("population", "land_km2", "water_km2"))


def test_states_have_their_code_their_year_and_what_they_were_called() -> None:
    states = load_us_states()
    california = states.row(list(states["state"]).index("CA"))
    assert (california["name"], california["fips"], california["year"]) == ("California", "06", "2020")
    assert california["other_names"] == "Calif;Cal"


def test_countries_have_a_code_of_three_letters() -> None:
    names = load_country_names()
    codes = dict(zip(names["country"], names["iso3"], strict=True))
    assert (codes["JP"], codes["DE"], codes["NA"], codes["CH"]) == ("JPN", "DEU", "NAM", "CHE")
    assert all(len(code) == 3 for code in codes.values())


def test_an_entry_that_seeks_partners_keeps_its_line_and_what_was_done_to_it() -> None:
    table = load_seeking_partners()
    assert table.row(0) == {"line": 63.0, "text": "Jasper, Alabama", "note": ""}
    assert any(table["note"])
