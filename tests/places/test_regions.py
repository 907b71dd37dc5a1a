"""What stands after the comma: states, countries, divisions and counties, as people write and misprint them."""

from __future__ import annotations

import pytest

from citymatch.datasets import World
from citymatch.places.regions import (
    Scope,
    close_region,
    counties_named,
    county_base,
    division_key,
    read_region,
    region_keys,
)


def read(world: World, *parts: str) -> list[tuple[str, str]]:
    return [(scope.country, scope.admin1) for scope in read_region(parts, world)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["California"], [("US", "CA")]),
        (["Calif."], [("US", "CA")]),
        (["N.C."], [("US", "NC")]),  # with points it is a state, and New Caledonia's code is not meant
        (["USA"], [("US", "")]),
        (["Texas", "USA"], [("US", "TX")]),
        (["United States"], [("US", "")]),
        (["Japan"], [("JP", "")]),
        (["JPN"], [("JP", "")]),
        (["Kyoto", "Japan"], [("JP", "22")]),
        (["Kyoto Prefecture", "Japan"], [("JP", "22")]),
        (["Ontario", "Canada"], [("CA", "08")]),
        (["ON"], [("CA", "08")]),
        (["NSW", "Australia"], [("AU", "02")]),
        (["British Columbia"], [("CA", "02")]),
        (["Burma"], [("MM", "")]),
        (["Nowhereland"], []),
        (["Georgia"], [("US", "GA"), ("GE", "")]),
        (["CA"], [("US", "CA"), ("CA", "")]),
    ],
)
def test_regions_in_usual_writing(world: World, parts: list[str], expected: list[tuple[str, str]]) -> None:
    assert read(world, *parts)[: len(expected)] == expected
    assert bool(read(world, *parts)) == bool(expected)


def test_a_long_name_of_a_state_or_country_is_no_division_abroad(world: World) -> None:
    assert read(world, "Georgia") == [("US", "GA"), ("GE", "")]
    assert read(world, "Montana") == [("US", "MT"), ("BG", "47")]  # Bulgaria's is for what the state has not
    assert len(read(world, "WA")) > 1  # a short one may be both: Western Australia


def test_a_misprint_is_read_where_it_is_near_one_region_alone(world: World) -> None:
    (illinois,) = read_region(["Illionois"], world)
    assert (illinois.admin1, illinois.corrected) == ("IL", "'Illionois' read as Illinois")
    (portugal,) = read_region(["Portugol"], world)
    assert portugal == Scope("PT", name="Portugal", corrected="'Portugol' read as Portugal")
    assert read_region(["Illanoisse"], world) == []  # three letters are too many
    assert read_region(["Ohoo"], world)[0].admin1 == "OH"
    assert read_region(["Oho"], world) == []  # too short
    assert read_region(["Mainne"], world)[0].admin1 == "ME"
    assert read_region(["Mxinx"], world) == []  # one letter in a name of less than eight
    assert read_region(["Denmarc"], world)[0].country == "DK"
    assert read_region(["Brasill"], world)[0].country == "BR"
    assert read_region(["Maritania"], world)[0].country == "MR"


def test_a_name_as_near_to_one_region_as_to_another_is_neither(world: World) -> None:
    assert read_region(["Iraf"], world) == []  # Iraq or Iran
    assert close_region("Califronia") and close_region("Japann")
    assert not close_region("Pinole") and not close_region("Iraf")


def test_what_cannot_be_read_before_a_region_is_dropped_and_said(world: World) -> None:
    (texas,) = read_region(["Nowhere", "Texas"], world)
    assert (texas.admin1, texas.dropped) == ("TX", "Nowhere")
    (usa,) = read_region(["Nowhere", "USA"], world)
    assert (usa.country, usa.admin1, usa.dropped) == ("US", "", "Nowhere")
    (two,) = read_region(["Here", "There", "Texas"], world)
    assert two.dropped == "Here, There"
    (three,) = read_region(["First", "Here", "There", "Texas"], world)
    assert three.dropped == "Here, There"  # the two before the region are looked at
    (japan,) = read_region(["Nowhere", "Japan"], world)
    assert japan == Scope("JP", name="Japan", dropped="Nowhere")


def test_a_county_before_a_state_narrows_it(world: World) -> None:
    (contra_costa,) = read_region(["Contra Costa County", "CA", "USA"], world)
    assert (contra_costa.county, contra_costa.dropped) == ("06013", "")
    # Alaska's Valdez-Cordova was parted into two counties in 2019, so that it is neither of them.
    (valdez,) = read_region(["Valdez-Cordova", "Alaska"], world)
    assert (valdez.county, valdez.dropped) == ("", "Valdez-Cordova")
    twice = read_region(["Placer", "Contra Costa", "California"], world)[0]
    assert (twice.county, twice.dropped) == ("06013", "Placer")
    first = read_region(["Contra Costa", "CA"], world)
    assert [(scope.country, scope.dropped) for scope in first] == [("US", ""), ("CA", "Contra Costa")]


def test_a_division_narrows_its_own_country_alone(world: World) -> None:
    (cadiz, *_) = read_region(["Andalusia", "Spain"], world)
    assert (cadiz.admin1, cadiz.name) == ("51", "Andalusia, Spain")
    assert read_region(["Andalusia", "France"], world)[0].dropped == "Andalusia"
    (twice,) = read_region(["Andalusia", "Ontario", "Canada"], world)
    assert (twice.admin1, twice.dropped) == ("08", "Andalusia")


@pytest.mark.parametrize(
    ("name", "base", "kind"),
    [
        ("Placer County", "placer", "county"),
        ("Placer Co.", "placer", "co"),
        ("Municipality of Anchorage", "anchorage", "municipality"),
        ("Juneau City and Borough", "juneau", "city and borough"),
        ("Greater Bridgeport Planning Region", "greater bridgeport", "planning region"),
        ("Countyline", "countyline", ""),
        ("County", "county", ""),
    ],
)
def test_a_county_without_its_kind(name: str, base: str, kind: str) -> None:
    assert county_base(name) == (base, kind)


def test_counties_by_name() -> None:
    assert len(counties_named("valdez cordova", "AK")) == 2
    assert counties_named("saint louis", "MO") == counties_named("st louis", "MO")
    assert counties_named("placer", "NV") == ()


def test_divisions_lose_their_generic_words_but_not_all_of_them() -> None:
    assert division_key("State of the Federal District") == "federal"
    assert division_key("Northern Territory") == "northern"
    assert division_key("The State") == "thestate"
    assert {"japan", "jpn", "jp", "california", "calif", "ca"} <= region_keys()
    assert "kyoto" not in region_keys()
