"""Lines that begin with what the agreement is, old names of far larger cities, names without their marks."""

from __future__ import annotations

import pytest

from citymatch import resolve
from citymatch.places import find


# Kind: a line that says first what kind of agreement it is.
@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("Friendship city: Jeju City, South Korea", "geonames:1846266"),
        ("Sister City - Omuta, Japan", "geonames:1854083"),
        ("Partnerstadt: Wuppertal, Deutschland", "geonames:2805753"),
        ("Twinned with Besançon (France) since 1959", "geonames:3033123"),
        ("Jumelée avec Trois-Rivières, Canada", "geonames:6169141"),
        ("Ciudad hermana: Colima, México", "geonames:4013516"),
        ("Twin City, Georgia", "geonames:4227521"),  # a town of this name
    ],
)
def test_what_the_agreement_is_stands_first(text: str, id: str) -> None:
    found = resolve(text)
    assert found.community is not None and found.community.id == id


# Kind: a small place whose name was that of a far larger city; the town's own name wins, and the city is said.
@pytest.mark.parametrize(
    ("text", "name", "also"),
    [
        ("Baroda, India", "Baroda", "Vadodara"),
        ("Bijapur, India", "Bījāpur", "Vijayapura"),
        ("Kuybyshev, Russia", "Kuybyshev", "Samara"),
        ("Turi, Italy", "Turi", "Turin"),
    ],
)
def test_a_far_larger_city_of_that_other_name_is_said(text: str, name: str, also: str) -> None:
    found = resolve(text)
    assert found.community is not None and found.community.name == name
    assert also in found.note and also in [each.name for each in found.candidates]


# Kind: letters without marks do not choose the smaller of two places.
def test_plain_letters_do_not_choose_the_smaller_place() -> None:
    found = resolve("Kolar, India")
    assert found.status == "ambiguous" and found.candidates[0].name == "Kolār"
    vire = resolve("Vire, France")
    assert vire.community is not None and vire.community.id == "geonames:2967972"


# Kind: a short form that is also the code of another country.
@pytest.mark.parametrize(
    "text", ["Gander, NL, Canada", "Gander, N.L., Canada", "Gander, Newfoundland", "Gander, NL"]
)
def test_newfoundland_in_each_form(text: str) -> None:
    found = resolve(text)
    assert (
        found.community is not None and found.community.name == "Gander" and found.community.country == "CA"
    )
    assert "left out" not in found.note


@pytest.mark.parametrize(
    ("id", "label"),
    [
        ("division:JP:37", "Shizuoka Prefecture, Japan"),
        ("division:BG:61", "Varna Province, Bulgaria"),
        ("division:CZ:85", "Moravian-Silesian Region, Czechia"),
        ("geonames:2655819", "Berwick-upon-Tweed, United Kingdom"),
    ],
)
def test_a_name_is_the_english_one_and_is_understood_again(id: str, label: str) -> None:
    assert find(id).label == label and find(label).id == id
