"""Historical ties that are in any schoolbook."""

from __future__ import annotations

import re
from itertools import combinations

import pandas as pd
import pytest

from citymatch.datasets.ties import Past, load_past
from citymatch.datasets.us import load_us_counties, load_us_states
from citymatch.features.history import HistoricalTies
from citymatch.testing import ExtractorConformance

PINOLE = {"name": "Pinole", "country": "US", "admin1": "CA", "county_fips": "06013"}


def similarity(seeker: dict[str, object], **candidate: object) -> float:
    return round(float(HistoricalTies().similarity(seeker, pd.DataFrame([candidate]))[0]), 2)


def county(state: str, fips: str) -> dict[str, object]:
    return {"name": "?", "country": "US", "admin1": state, "county_fips": fips}


class TestConformance(ExtractorConformance):
    extractor = HistoricalTies()
    seeker = PINOLE
    candidates = pd.DataFrame({"name": ["Colima", "Cebu", "Uppsala"], "country": ["MX", "PH", "SE"]})
    unknown_row = {"country": "XK"}
    unknown_seeker = {"country": "XK"}


class TestFromAbroad(ExtractorConformance):
    extractor = HistoricalTies()
    seeker = {"name": "Seville", "country": "ES", "admin1": "51"}
    candidates = pd.DataFrame(
        {"name": ["Mobile", "Huntsville", "Puebla"], "country": ["US", "US", "MX"], "admin1": ["AL", "AL", "21"],
         "county_fips": ["01097", "01089", ""]}
    )  # fmt: skip
    unknown_row = {"country": "XK", "admin1": "", "county_fips": ""}
    unknown_seeker = {"country": "XK"}


@pytest.mark.parametrize(
    ("where", "state", "fips", "held", "not_held"),
    [
        ("Mobile, on the coast of British and Spanish West Florida", "AL", "01097", "FR GB ES", ""),
        ("Huntsville, in the hills that none of them held", "AL", "01089", "", "FR GB ES"),
        ("New Orleans", "LA", "22071", "FR ES", ""),
        ("Baton Rouge, British when New Orleans was Spanish", "LA", "22033", "GB ES", "FR"),
        ("Shreveport, where nobody lived under either", "LA", "22017", "", "FR ES"),
        ("San Antonio", "TX", "48029", "ES MX", "FR"),
        ("Laredo, of New Santander", "TX", "48479", "ES MX", ""),
        ("Amarillo, in the Panhandle", "TX", "48375", "", "ES MX"),
        ("Santa Fe", "NM", "35049", "ES MX", ""),
        ("St. Augustine", "FL", "12109", "ES GB", ""),
        ("Santa Barbara, a mission", "CA", "06083", "ES MX", "RU"),
        ("Fort Ross in Sonoma County", "CA", "06097", "RU MX", "ES"),
        ("Reno, Mexican on paper", "NV", "32031", "", "MX ES"),
        ("Wilmington, once Fort Christina", "DE", "10003", "SE NL GB", ""),
        ("Albany, once Fort Orange", "NY", "36001", "NL GB", "FR"),
        ("Buffalo", "NY", "36029", "", "NL GB"),
        ("Ste. Genevieve", "MO", "29186", "FR ES", ""),
        ("Vincennes", "IN", "18083", "FR GB", ""),
        ("Detroit", "MI", "26163", "FR GB", ""),
        ("Grand Rapids", "MI", "26081", "", "FR GB"),
        ("Green Bay", "WI", "55009", "FR", "GB"),
        ("Omaha, in a French claim", "NE", "31055", "", "FR ES"),
        ("Sitka", "AK", "02220", "RU", ""),
        ("Fairbanks, Russian on paper", "AK", "02090", "", "RU"),
        ("Honolulu", "HI", "15003", "", "GB RU"),
    ],
)  # fmt: skip
def test_who_held_a_county_and_who_did_not(
    where: str, state: str, fips: str, held: str, not_held: str
) -> None:
    seeker = county(state, fips)
    assert {code: similarity(seeker, country=code) for code in held.split()} == dict.fromkeys(
        held.split(), 1.0
    )
    assert all(similarity(seeker, country=code) <= 0.2 for code in not_held.split()), where


def test_a_tie_of_the_nations_is_little_for_a_town() -> None:
    assert [similarity(PINOLE, country=c) for c in ("MX", "PH", "SE")] == [1.0, 0.1, 0.0]
    assert similarity(county("OH", "39049"), country="MX") == 0.0
    assert HistoricalTies(nation=0.3).similarity(PINOLE, pd.DataFrame({"country": ["PH"]}))[0].round(1) == 0.3


def test_land_on_paper_counts_a_fifth_and_is_told_as_that() -> None:
    reno = county("NV", "32031")
    assert similarity(reno, country="MX") == 0.2
    assert HistoricalTies().reason(reno, {"country": "MX"}) == (
        "Mexico claimed what is now Nevada from 1821 to 1848, but no lasting settlement or post of Mexico is known in "
        "Washoe County (Treaty of Guadalupe Hidalgo, 1848)"
    )


def test_its_reason_names_the_county_the_years_and_the_treaties() -> None:
    told = HistoricalTies().reason(PINOLE, {"country": "MX"})
    assert told == (
        "Mexico held what is now Contra Costa County from 1821 to 1848 (Treaty of Guadalupe Hidalgo, 1848)"
    )
    assert HistoricalTies().level(PINOLE, {"country": "MX"}) == "county"
    orleans = county("LA", "22071")
    assert HistoricalTies().reason(orleans, {"country": "FR"}) == (
        "France held what is now Orleans Parish from 1699 to 1762 and from 1800 to 1803 "
        "(Treaty of Fontainebleau, 1762; Louisiana Purchase Treaty, 1803)"
    )
    spain = HistoricalTies().reason(orleans, {"country": "ES"})
    assert "from 1762 to 1800 (Treaty of San Ildefonso, 1800, carried out 1803)" in spain


def test_a_state_as_a_whole_has_the_past_of_its_counties() -> None:
    alabama = {"name": "Alabama", "country": "US", "admin1": "AL"}
    assert similarity(alabama, country="ES") == 1.0
    assert (
        HistoricalTies()
        .reason(alabama, {"country": "ES"})
        .startswith("Spain held what is now a part of Alabama")
    )
    boston = HistoricalTies().reason(county("MA", "25025"), {"country": "GB"})
    assert boston.startswith(
        "England and later Great Britain held what is now Massachusetts from 1620 to 1783"
    )


def test_a_seeker_abroad_meets_the_county_it_held() -> None:
    seville = {"name": "Seville", "country": "ES", "admin1": "51"}
    assert similarity(seville, country="US", admin1="FL", county_fips="12109") == 1.0
    assert similarity(seville, country="US", admin1="FL", county_fips="12086") == 0.2  # Miami-Dade: by treaty
    assert similarity(seville, country="US", admin1="OH", county_fips="39049") == 0.1
    assert similarity(seville, country="MX", admin1="14", county_fips="") == 0.1
    assert similarity(seville, country="PR", admin1="127", county_fips="") == 1.0
    told = HistoricalTies().reason(seville, {"country": "US", "admin1": "FL", "county_fips": "12109"})
    assert told.startswith("Spain held what is now St. Johns County from 1565 to 1763 and from 1783 to 1821")


def test_the_territories_have_pasts_of_their_own() -> None:
    assert similarity({"name": "San Juan", "country": "PR"}, country="ES") == 1.0
    assert similarity({"name": "Christiansted", "country": "VI"}, country="DK") == 1.0
    assert similarity({"name": "Hagåtña", "country": "GU"}, country="ES") == 1.0


def test_a_claim_to_a_state_that_was_settled_in_part_is_told_without_a_county() -> None:
    """Spain settled St. Augustine and Pensacola, so that of Florida as a whole nobody may say that it held none."""
    florida, spain = {"country": "US", "admin1": "FL"}, {"name": "Avilés", "country": "ES"}
    told = HistoricalTies().reason(spain, florida)
    assert told.startswith(
        "Spain claimed what is now Florida from 1565 to 1763 and from 1783 to 1821, and settled only a part of it"
    )
    nevada = HistoricalTies().reason({"country": "MX"}, {"country": "US", "admin1": "NV"})
    assert "but no lasting settlement or post of Mexico is known there" in nevada


def test_no_county_is_held_by_two_countries_at_once_unless_its_row_says_so() -> None:
    """Two countries had posts in one county at the same time in Sonoma, Hartford and the Oregon Country alone."""
    table = load_us_counties()
    states = dict(zip(load_us_states()["fips"], load_us_states()["state"], strict=True))
    everywhere: dict[str, list[str]] = {}
    for fips in table["fips"]:
        everywhere.setdefault(states.get(fips[:2], ""), []).append(fips)
    held: dict[str, list[Past]] = {}
    for past in load_past():
        if past.held and not re.search("held (jointly|beside)", past.ended_by):
            for fips in past.counties or everywhere.get(past.state, [past.state]):
                held.setdefault(fips, []).append(past)
    assert len(held) > 600
    both = [
        f"{fips}: {one.country} {one.since}-{one.until}, {other.country} {other.since}-{other.until}"
        for fips, pasts in held.items()
        for one, other in combinations(pasts, 2)
        if one.country != other.country and one.since < other.until and other.since < one.until
    ]
    assert both == []


@pytest.mark.parametrize(
    ("where", "state", "fips", "country", "years"),
    [
        ("Castine", "ME", "23009", "GB", "from 1763 to 1783"),
        ("Castine", "ME", "23009", "FR", "from 1635 to 1674"),
        ("St. Louis, founded by the French in 1764, handed over in 1770", "MO", "29510", "ES", "from 1770 to 1800"),
        ("Pittsburgh, once Fort Duquesne", "PA", "42003", "FR", "from 1754 to 1758"),
        ("Crown Point, once Fort Saint-Frédéric", "NY", "36031", "GB", "from 1759 to 1783"),
        ("Detroit, which surrendered in 1760", "MI", "26163", "FR", "from 1701 to 1760"),
    ],
)  # fmt: skip
def test_the_years_in_which_a_county_changed_hands(
    where: str, state: str, fips: str, country: str, years: str
) -> None:
    assert years in HistoricalTies().reason(county(state, fips), {"country": country}), where


def test_no_land_is_told_as_the_united_kingdoms_before_there_was_one() -> None:
    every = {past.state for past in load_past() if past.country == "GB"}
    assert {"MA", "VA", "WA"} <= every
    for state in every:
        told = HistoricalTies().reason({"country": "US", "admin1": state}, {"country": "GB"})
        assert "Great Britain held what is now " in told and "United Kingdom" not in told
        first = int(re.search(r"from (\d{4})", told)[1])  # type: ignore[index]
        assert told.startswith("England and later ") == (first < 1707), told


def test_british_vermont_begins_at_fort_dummer() -> None:
    """Massachusetts built Fort Dummer in 1724 in what is Brattleboro, Windham County, and settlers stayed."""
    told = HistoricalTies().reason(county("VT", "50025"), {"country": "GB"})
    assert told.startswith("Great Britain held what is now Windham County from 1724 to 1777")
