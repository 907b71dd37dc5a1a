"""Ancestral ties, with quotients worked by hand from the published figures."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.ancestry import AncestralTies
from citymatch.features.ties import quotient
from citymatch.testing import ExtractorConformance

PINOLE = {"name": "Pinole", "country": "US", "admin1": "CA", "county_fips": "06013", "geonameid": 5383187}
CHICAGO = {
    "name": "Chicago",
    "country": "US",
    "admin1": "IL",
    "county_fips": "17031",
    "population": 2720546.0,
}
SYRACUSE = {"name": "Syracuse", "country": "US", "admin1": "NY", "geonameid": 5140405, "population": 144142.0}
NORWICH = {"name": "Norwich", "country": "GB", "admin1": "ENG"}
US_PEOPLE = 331_449_281  # Census 2020


def tie(seeker: dict[str, object], **candidate: object) -> float:
    return float(AncestralTies().measure(seeker, pd.DataFrame([candidate]))[0])


class TestConformance(ExtractorConformance):
    extractor = AncestralTies()
    seeker = {**PINOLE, "population": 19269.0}
    candidates = pd.DataFrame(
        {"name": ["Seika", "Cebu", "Krakow"], "country": ["JP", "PH", "PL"], "admin1": ["26", "07", "77"]}
    )
    unknown_row = {"country": "AQ"}
    unknown_seeker = {"admin1": "PR"}


def test_california_and_the_philippines() -> None:
    """1,299,922 of 2,920,160 Filipinos live among 39,538,223 of 331,449,281 Americans."""
    assert tie(PINOLE, country="PH") == pytest.approx(1_299_922 / (2_920_160 * 39_538_223 / US_PEOPLE + 50))
    assert tie(PINOLE, country="PH") == pytest.approx(3.69, abs=0.05)


def test_cook_county_and_lithuania_are_found_at_the_county() -> None:
    """5,027 of the nation's 42,600 born in Lithuania live there, among 5,182,617 people (2024)."""
    assert tie(CHICAGO, country="LT") == pytest.approx(5027 / (42_600 * 5_182_617 / US_PEOPLE + 50))
    assert AncestralTies().level(CHICAGO, {"country": "LT"}) == "county"
    assert "born in Lithuania, Cook County (ACS 2020-2024: 5,027)" in AncestralTies().reason(
        CHICAGO, {"country": "LT"}
    )


def test_chicago_and_warsaw_is_ancestry() -> None:
    assert AncestralTies().similarity(CHICAGO, pd.DataFrame({"country": ["PL"]}))[0] == 1.0
    assert "Polish is the county's largest ancestry" in AncestralTies().reason(CHICAGO, {"country": "PL"})


def test_pinoles_county_is_not_covered_so_the_state_answers() -> None:
    assert AncestralTies().level(PINOLE, {"country": "PH"}) == "state"
    assert "California" in AncestralTies().reason(PINOLE, {"country": "PH"})


def test_a_country_left_out_of_a_covered_county_is_bounded_not_zero() -> None:
    """Cook County has no row for Fiji: fewer than 100 people, whatever Illinois has."""
    assert 0 < tie(CHICAGO, country="FJ") <= 100 / 50


def test_boston_has_figures_of_its_own() -> None:
    boston = {
        "name": "Boston",
        "country": "US",
        "admin1": "MA",
        "geonameid": 4930956,
        "population": 650_000.0,
    }
    assert tie(boston, country="CV") == pytest.approx(8664 / (43_729 * 650_000 / US_PEOPLE + 50))
    assert AncestralTies().level(boston, {"country": "CV"}) == "place"


def test_refugees_speak_for_a_city() -> None:
    """2,001 of the 83,254 from Bhutan came to Syracuse."""
    assert tie(SYRACUSE, country="BT") == pytest.approx(2001 / (83_254 * 144_142 / US_PEOPLE + 50))
    assert "refugees from Bhutan" in AncestralTies().reason(SYRACUSE, {"country": "BT"})


def test_mexico_is_no_stronger_than_elsewhere_where_few_mexicans_live() -> None:
    vermont = {"name": "Burlington", "country": "US", "admin1": "VT"}
    assert tie(vermont, country="MX") < 0.5 < tie(vermont, country="CA")
    assert tie(PINOLE, country="CA") < 1.5


def test_a_handful_of_people_is_no_tie() -> None:
    assert quotient(3, 0.01) < 0.1
    assert quotient(50_000, 10_000) == pytest.approx(5, rel=0.01)


def test_a_seeker_abroad_is_answered_from_migrants() -> None:
    """Of Britain's 9,469,348 migrants 914,022 are from Poland, of the world's 260,209,166 are 4,571,556."""
    expected = 914_022 / (9_469_348 * 4_571_556 / 260_209_166 + 50)
    assert tie(NORWICH, country="PL") == pytest.approx(expected, rel=1e-6)
    assert AncestralTies().level(NORWICH, {"country": "PL"}) == "country"


def test_a_us_candidate_of_a_seeker_abroad_is_answered_by_its_state() -> None:
    kochi = {"name": "Kochi", "country": "IN"}
    assert tie(kochi, country="US", admin1="NJ") > 2 > tie(kochi, country="US", admin1="MT")
    assert AncestralTies().level(kochi, {"country": "US", "admin1": "NJ"}) == "state"


def test_nobody_is_tied_to_the_own_country() -> None:
    assert pd.isna(tie(PINOLE, country="US"))
    assert pd.isna(tie(NORWICH, country="GB"))


def test_a_country_left_out_of_a_covered_county_counts_as_a_hundred_people_at_most() -> None:
    """36,885 Americans were born in New Zealand; of Cook County's 5,182,617 people fewer than 100."""
    assert tie(CHICAGO, country="NZ") == pytest.approx(100 / (36_885 * 5_182_617 / US_PEOPLE + 50), rel=1e-5)


@pytest.mark.parametrize("country", ["CN", "HK", "TW"])
def test_the_table_of_counties_does_not_part_china_so_the_state_answers(country: str) -> None:
    illinois = {key: value for key, value in CHICAGO.items() if key != "county_fips"}
    assert tie(CHICAGO, country=country) == tie(illinois, country=country) > 0.5
    assert AncestralTies().level(CHICAGO, {"country": country}) == "state"
