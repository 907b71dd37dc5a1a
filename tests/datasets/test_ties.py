"""What ties communities to other countries, against figures and facts known from the world."""

from __future__ import annotations

import math

import pytest

from citymatch.datasets import ties


@pytest.mark.parametrize(
    ("state", "countries"),
    [
        ("AK", {"RU"}),
        ("HI", set()),  # the Kingdom of Hawaii is no country of today
        ("TX", {"ES", "MX"}),
        ("NY", {"FR", "GB", "NL"}),  # forts on Lake Champlain and at Niagara
        ("NE", set()),  # France claimed it and never came,
    ],
)
def test_states_were_governed_by_others(state: str, countries: set[str]) -> None:
    assert {past.country for past in ties.load_past() if past.state == state} == countries


def test_the_past_of_a_state_has_its_years_and_its_treaty() -> None:
    russia = next(past for past in ties.load_past() if past.state == "AK" and not past.counties)
    assert (russia.since, russia.until) == (1784, 1867)
    assert russia.ended_by == "Treaty of Cession of Alaska, 1867"


def test_the_united_states_have_two_neighbours() -> None:
    of_us = ties.load_country_ties()["US"]
    assert {country for country, tie in of_us.items() if tie.contiguous} == {"CA", "MX"}
    assert {"ES", "FR", "GB", "PH"} <= {country for country, tie in of_us.items() if tie.colonial}
    assert not {"CA", "DE", "JP"} & {country for country, tie in of_us.items() if tie.colonial}


def test_what_two_countries_share_is_the_same_from_either() -> None:
    table = ties.load_country_ties()
    assert table["FR"]["BE"] == ties.CountryTie(True, True, colonial=False, contiguous=True)
    assert table["JP"]["KR"] == ties.CountryTie(False, False, colonial=True, contiguous=False)
    assert all(table[b][a] is tie for a, others in table.items() for b, tie in others.items())


def test_switzerland_has_three_large_official_languages() -> None:
    languages = ties.load_languages()["CH"]
    official = [each.code for each in languages if each.official == "official"]
    assert official[:3] == ["de", "fr", "it"]
    assert [each.share for each in languages] == sorted((each.share for each in languages), reverse=True)
    assert languages[0].name == "German" and 0.6 < languages[0].share < 0.9


def test_mexico_is_the_first_origin_of_migrants_in_the_united_states() -> None:
    of_us = ties.load_migrants_in("US")
    assert max(of_us, key=lambda country: of_us[country]) == "MX"
    assert of_us["MX"] == pytest.approx(11.5e6, rel=0.01)  # UN DESA: 11.5 million in 2019
    assert ties.load_migrants_in("ZZ") == {}


def test_california_buys_more_from_china_than_it_sells() -> None:
    china = ties.load_state_trade("CA")["CN"]
    assert china.imports > 5 * china.exports > 50_000
    nation = ties.load_state_trade("US")["CN"]
    assert nation.exports > china.exports and nation.imports > china.imports
    assert ties.load_state_trade("") == ties.load_state_trade("ZZ") == {}


def test_people_of_a_state_by_origin_are_unknown_where_a_source_is_silent() -> None:
    wyoming = ties.load_state_origins("WY")["AF"]
    assert (wyoming.permanent_residents, wyoming.naturalized) == (6, 3) and math.isnan(wyoming.ancestry)
    mexico = ties.load_state_origins("CA")["MX"]
    # ACS 2018: 12.8 million Californians report Mexican ancestry.
    assert mexico.ancestry == pytest.approx(12.8e6, rel=0.01)
    assert mexico.permanent_residents < mexico.naturalized < mexico.ancestry


def test_places_that_no_source_knows_have_nobody() -> None:
    assert ties.load_county_birthplace("99999") == {}
    assert ties.load_place_birthplace(0) == {}
    assert ties.load_city_refugees(0) == {}
    assert ties.load_state_languages("ZZ") == {}


def test_the_nation_has_more_refugees_than_any_city() -> None:
    nation = ties.load_city_refugees(6252001)
    assert ties.load_city_refugees(5140405)["BT"] < nation["BT"] == 83_254
    assert nation["MM"] > 100_000  # most of all came from Myanmar and Iraq
