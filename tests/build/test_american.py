"""The governments of the United States by the Census's word, and which place of the gazetteer each one is."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest

from citymatch.build.american import american
from citymatch.build.county_map import county_at
from citymatch.build.gazetteer import read_gazetteer
from citymatch.build.rebuild import SOURCE
from citymatch.build.us_names import place_keys, unit_keys
from citymatch.build.us_unmatched import by_state, unmatched


@functools.cache
def gazetteer() -> pd.DataFrame:
    return read_gazetteer(SOURCE)


@functools.cache
def made() -> tuple[pd.DataFrame, pd.DataFrame]:
    return american(gazetteer(), SOURCE)


@functools.cache
def units() -> pd.DataFrame:
    return made()[0].set_index("code")


@functools.cache
def inside() -> pd.DataFrame:
    return made()[1].set_index("geonameid")


PINOLE, HAMDEN = 5383187, 4835654


def dot(name: str, state: str, least: float = 0) -> pd.Series:
    """The row of `inside` of the one US place of that name and state with at least so many people."""
    places = gazetteer()
    same = (places["country"] == "US") & (places["name"] == name) & (places["admin1"] == state)
    (geonameid,) = places.loc[same & (places["population"] >= least), "geonameid"]
    return inside().loc[geonameid]


@pytest.mark.parametrize(
    ("name", "state", "code", "legal_kind", "people"),
    [
        ("Pinole", "CA", "0657288", "city", 19_022),
        ("Norwich", "VT", "5002752900", "town", 3_613),
        ("Greenwich", "CT", "0919033620", "town", 63_527),
        ("Plymouth", "MA", "2502354310", "town", 61_217),
        ("Hamden", "CT", "0917035650", "town", 61_200),
        ("Hempstead", "NY", "3633139", "village", 59_169),
        ("Islip", "NY", "3610338000", "town", 339_938),
        ("Edison", "NJ", "3402320230", "township", 107_401),
        ("Parsippany", "NJ", "3402756460", "township", 56_167),
        ("West Bloomfield Township", "MI", "2612585480", "township", 65_889),
        ("Jurupa Valley", "CA", "0637692", "city", 105_053),
        ("Castle Pines", "CO", "0812387", "city", 11_036),
        ("San Elizario", "TX", "4865360", "city", 10_116),
        ("Stonecrest", "GA", "1373784", "city", 59_194),
        ("Nashville", "TN", "4752006", "city", 689_447),
        ("Indianapolis", "IN", "1836003", "city", 887_642),
        ("Louisville", "KY", "2148006", "city", 633_045),
        ("Ventura", "CA", "0665042", "city", 110_763),
        ("Barnstable", "MA", "2503690", "city", 48_916),
        ("Saint Paul", "MN", "2758000", "city", 311_527),
        ("Washington", "DC", "1150000", "city", 689_545),
        ("Honolulu", "HI", "15003", "city", 998_747),
        ("Arlington", "VA", "51013", "county", 239_807),
        ("Naugatuck", "CT", "0949880", "borough", 31_519),
        ("Woodstock", "VT", "5085900", "village", 900),
    ],
)
def test_the_government_that_a_place_is(
    name: str, state: str, code: str, legal_kind: str, people: float
) -> None:
    row = dot(name, state)
    assert (row["code"], row["is_seat"], row["legal_kind"]) == (code, True, legal_kind)
    assert units().loc[code, "people"] == people
    assert units().loc[code, "candidate"] == "" and units().loc[code, "government"]


def test_the_census_place_of_a_towns_name_keeps_its_own_figure() -> None:
    row = dot("Norwich", "VT")
    assert (row["own_code"], row["own_people"], row["own_year"]) == ("5052825", 905, "2020")


@pytest.mark.parametrize(
    "name", ["Brooklyn", "Staten Island", "Manhattan", "Flatbush", "Astoria", "The Bronx"]
)
def test_parts_of_new_york_are_no_governments(name: str) -> None:
    row = dot(name, "NY", 20_000)
    assert (row["code"], row["is_seat"], row["legal_kind"]) == ("3651000", False, "")
    assert row["reason"] == "a borough or neighborhood of the City of New York"


@pytest.mark.parametrize(
    ("name", "state", "code"),
    [("Bethesda", "MD", "24031"), ("Levittown", "NY", "3605934000"), ("Levittown", "PA", "4201708768")],
)
def test_a_census_place_lies_in_a_government(name: str, state: str, code: str) -> None:
    row = dot(name, state)
    assert (row["code"], row["is_seat"], row["legal_kind"]) == (code, False, "CDP")
    assert row["reason"].startswith("a census-designated place: no government of its own, in ")


def test_a_government_without_a_place_has_a_row_and_the_gazetteers_point() -> None:
    row = units().loc["2650280"]
    assert (row["name"], row["layer"], row["seat"]) == ("Mackinac Island", "place", 0)
    assert (row["admin1"], row["kind"], row["people"], row["candidate"]) == ("MI", "city", 583, "")
    assert (row["latitude"], row["longitude"]) == pytest.approx((45.86, -84.63), abs=0.02)


def test_what_the_law_of_a_state_makes_no_general_government() -> None:
    center = units()[(units()["name"] == "Center") & (units()["admin1"] == "IN")]
    assert len(center) > 10 and center["government"].all() and (center["layer"] == "base").all()
    assert set(center["candidate"]) == {"a township of Indiana: no general government"}
    wheeling = units()[(units()["name"] == "Wheeling") & (units()["admin1"] == "IL")]
    assert sorted(wheeling["candidate"]) == ["", "a township of Illinois: no general government"]


def test_a_government_is_listed_once() -> None:
    able = units()[units()["candidate"] == ""]
    for name, state in (
        ("Nashville", "TN"),
        ("Louisville", "KY"),
        ("Milford", "CT"),
        ("San Francisco", "CA"),
    ):
        assert ((able["name"] == name) & (able["admin1"] == state)).sum() == 1
    assert units().loc["36047", "candidate"] == "one government with the city of New York"
    assert units().loc["0947515", "candidate"] == "one government with the town of Milford"
    assert units().loc["3611932413", "candidate"] == "one government with the village of Harrison"


def test_at_most_one_place_is_a_government_and_one_government_a_place() -> None:
    seats = inside()[inside()["is_seat"]]
    assert seats["code"].is_unique
    seated = units()[units()["seat"] > 0]
    assert seated["seat"].is_unique and len(seated) == len(seats)
    assert (seated["candidate"] == "").all()
    assert dict(zip(seated["seat"], seated.index, strict=True)) == seats["code"].to_dict()


def test_the_county_subdivisions_divide_the_nation() -> None:
    base = units()[units()["layer"] == "base"]
    assert len(base) == 35_488  # the 36,427 of the Census without Puerto Rico's 939
    assert 331e6 < base["people"].sum() < 335e6
    assert base.loc[base["admin1"] == "MA", "people"].sum() == 7_029_917
    assert set(base["admin1"]) == set(units()["admin1"]) and base["admin1"].nunique() == 51


def test_nearly_all_people_of_cities_live_in_one_that_has_a_place() -> None:
    large = units()[(units()["layer"] == "place") & (units()["candidate"] == "") & (units()["people"] >= 500)]
    assert large.loc[large["seat"] > 0, "people"].sum() > 0.99 * large["people"].sum()
    assert (large["seat"] > 0).mean() > 0.98


def test_what_matches_on_neither_side_is_told_by_state() -> None:
    lone, lost = unmatched(gazetteer(), *made())
    assert (lone["seat"] == 0).all() and lone["people"].is_monotonic_decreasing
    assert {"North Attleborough", "Fox Crossing"} <= set(lone["name"])
    assert "Brooklyn" in set(lost["name"]) and "Pinole" not in set(lost["name"])
    counts = by_state(made()[0], lone, lost)
    assert len(counts) == 51 and counts["no place"].sum() < 0.02 * counts["cities"].sum()


def test_every_place_has_its_county() -> None:
    assert (inside()["county_fips"] != "").mean() > 0.999
    known = {"Pinole": "06013", "Valdez": "02063", "Hartford": "09003", "Baltimore": "24510"}
    for (name, fips), state in zip(known.items(), ("CA", "AK", "CT", "MD"), strict=True):
        assert dot(name, state)["county_fips"] == fips
    codes = set(units()[units()["layer"] == "county"].index)
    assert set(inside()["county_fips"]) - codes <= {""}


def test_connecticut_has_old_counties_and_planning_regions() -> None:
    avon = units().loc["0911002060"]
    assert (avon["county_fips"], avon["region_fips"]) == ("09003", "09110")
    assert units().loc["09110", "candidate"].startswith("a planning region")


@functools.cache
def altered() -> pd.DataFrame:
    """What three places would be if they stood otherwise in the gazetteer: the second frame, by geonameid.

    Pinole as it does stand there and, as number 1, under a name of nowhere; Hamden as a section of a city.
    """
    places = gazetteer()
    pinole = places[places["geonameid"] == PINOLE]
    nowhere = pinole.assign(geonameid=1, name="Nowhere", other_names=[[]])
    section = places[places["geonameid"] == HAMDEN].assign(feature_code="PPLX", population=4_000.0)
    return american(pd.concat([nowhere, section, pinole], ignore_index=True), SOURCE)[1].set_index(
        "geonameid"
    )


def test_nothing_is_known_of_a_place_that_no_census_names() -> None:
    found = altered().loc[[PINOLE, 1]]
    assert found["is_seat"].tolist() == [True, False]
    assert found["legal_kind"].tolist() == ["city", ""]


def test_a_section_of_a_city_does_not_take_the_government_of_its_name() -> None:
    assert inside().loc[HAMDEN, "is_seat"] and not altered().loc[HAMDEN, "is_seat"]


def test_a_point_outside_the_country_has_no_county() -> None:
    found = county_at(np.array([48.85, 40.7143]), np.array([2.35, -74.006]))
    assert found.tolist() == ["", "36061"]


def test_names_of_us_places_meet_those_of_the_census() -> None:
    assert set(place_keys("City of Saint Paul")) & set(unit_keys("St. Paul"))
    assert set(place_keys("San Buenaventura")) & set(unit_keys("Ventura", "San Buenaventura"))
    assert not set(place_keys("Winston")) & set(unit_keys("Winston-Salem"))
