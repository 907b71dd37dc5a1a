"""Tables of the United States against figures known from the Census."""

from typing import Any

import numpy as np
import pytest

from citymatch.datasets.us import load_country_names, load_seeking_partners, load_us_counties, load_us_states


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
