"""Tables of the United States against figures known from the Census."""

import numpy as np
import pytest

from citymatch.datasets.us import load_country_names, load_seeking_partners, load_us_counties, load_us_states


def test_counties_cover_the_country() -> None:
    counties = load_us_counties()
    assert len(counties) == 3143
    assert len(set(counties["fips"])) == len(counties)
    # Census 2010: 308,745,538 people in the fifty states and the District of Columbia.
    assert counties["population"].sum() == pytest.approx(308_745_538, rel=1e-4)
    assert np.isfinite(counties["latitude"]).all() and np.isfinite(counties["longitude"]).all()


def test_states_are_the_sum_of_their_counties() -> None:
    states = load_us_states()
    assert len(states) == 51
    by_code = dict(zip(states["state"], states["population"], strict=True))
    assert by_code["CA"] == pytest.approx(37_253_956, rel=1e-4)
    assert by_code["WY"] == pytest.approx(563_626, rel=1e-3)
    # The Bureau puts California's mean centre of population of 2010 at 35.46 N, 119.36 W.
    row = list(states["state"]).index("CA")
    assert (states["latitude"][row], states["longitude"][row]) == pytest.approx((35.46, -119.36), abs=0.15)


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
