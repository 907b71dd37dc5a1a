"""Divisions of countries by every name and short form, and places told apart by second-order ones."""

from __future__ import annotations

import pytest

from citymatch.datasets import World
from citymatch.places import resolve
from citymatch.places.divisions import by_short_form, division_index, is_unsure, named, within, without_kinds
from citymatch.places.scopes import Scope


# division-names: native, English and short forms, with and without the word for their kind, in any script
@pytest.mark.parametrize(
    ("line", "name", "country", "people"),
    [
        ("Achim, Wolfenbüttel", "Achim", "DE", 820),
        ("Achim, Landkreis Verden", "Achim", "DE", 31_900),
        ("Albert, Somme", "Albert", "FR", 9_500),
        ("Avignon, Vaucluse, France", "Avignon", "FR", 92_000),
        ("San Luis Potosi, SLP", "San Luis Potosí", "MX", 911_000),
        ("San Luis Potosí, S.L.P.", "San Luis Potosí", "MX", 911_000),
        ("Monterrey, N.L.", "Monterrey", "MX", 1_143_000),
        ("Guadalajara, Jal.", "Guadalajara", "MX", 1_386_000),
        ("Montreal, PQ", "Montréal", "CA", 1_763_000),
        ("Hamilton, Ont.", "Hamilton", "CA", 569_000),
        ("St. John's, N.L.", "St. John's", "CA", 110_500),
        ("St. Helens, Merseyside", "St Helens", "GB", 181_000),
        ("Bury St Edmunds, Suffolk", "Bury St Edmunds", "GB", 41_000),
        ("Wells, Somerset", "Wells", "GB", 11_000),
        ("Lincoln, Lincs", "Lincoln", "GB", 100_000),
        ("Richmond, N. Yorkshire", "Richmond", "GB", 8_400),
        ("Newport, Gwent", "Newport", "GB", 156_000),
        ("Newport, Shropshire", "Newport", "GB", 12_700),
        ("Cork, County Cork", "Cork", "IE", 224_000),
        ("Ballina, Co. Mayo", "Ballina", "IE", 10_500),
        ("Brasilia, D.F.", "Brasília", "BR", 2_983_000),
        ("Perth, W.A.", "Perth", "AU", 31_000),
        ("Suwon, Gyeonggi", "Suwon", "KR", 1_156_000),
        ("Suwon, Gyeonggi-do, Korea", "Suwon", "KR", 1_156_000),
        ("수원시, 경기도", "Suwon", "KR", 1_156_000),
        ("横浜市, 神奈川県", "Yokohama", "JP", 3_778_000),
        ("札幌市, 北海道", "Sapporo", "JP", 1_975_000),
        ("Kyoto, Kyoto-fu", "Kyoto", "JP", 1_465_000),
        ("Arezzo (AR)", "Arezzo", "IT", 96_000),
        ("Lucca, Provincia di Lucca, Italia", "Lucca", "IT", 89_000),
        ("Köln, NRW", "Köln", "DE", 1_088_000),
        ("Brno, Jihomoravský kraj", "Brno", "CZ", 381_000),
        ("Kraków, Województwo małopolskie", "Kraków", "PL", 779_000),
        ("Curitiba, PR", "Curitiba", "BR", 1_829_000),
        ("Kiel, SH", "Kiel", "DE", 247_000),
        ("Dover, Kent", "Dover", "GB", 41_700),
        ("Bilbao, Vizcaya", "Bilbao", "ES", 351_000),
        ("Los Angeles, Kalifornien", "Los Angeles", "US", 3_899_000),
    ],
)
def test_a_place_by_its_division(line: str, name: str, country: str, people: int) -> None:
    found = resolve(line).community
    assert found is not None and (found.name, found.country) == (name, country)
    assert abs(found.population - people) <= max(0.03 * people, 100)


# second-division-dropped: a namesake in another county is not taken
def test_a_namesake_in_another_county_is_not_taken() -> None:
    found = resolve("Collingham, Nottinghamshire, UK")
    assert found.community is not None and found.community.id == "geonames:2641389"
    assert resolve("Collingham, West Yorkshire").community.id == "geonames:2652558"  # type: ignore[union-attr]
    assert resolve("Collingham, Kent").community is None


def test_a_region_that_contradicts_the_country_asks() -> None:
    found = resolve("Paris, TX, France")
    assert found.status == "ambiguous"
    assert {(each.country, each.admin1) for each in found.candidates} >= {("US", "TX"), ("FR", "11")}


def test_a_number_of_a_state_is_read_and_said() -> None:
    found = resolve("Paris, 48")
    assert (found.status, found.community.admin1 if found.community else "") == ("corrected", "TX")
    assert "Texas" in found.note


def test_second_order_divisions_of_one_name_are_one(world: World) -> None:
    (dublin,) = named("Co. Dublin", division_index(world))
    assert (dublin.country, dublin.admin1) == ("IE", "L") and len(dublin.second) == 4
    assert named("Nowhere", division_index(world)) == ()


def test_a_first_order_division_goes_before_a_second_order_one(world: World) -> None:
    turns = [
        (scope.country, bool(scope.second), scope.turn) for scope in named("Limburg", division_index(world))
    ]
    assert turns == [("NL", False, 0), ("BE", True, 1)]


def test_short_forms_with_points_are_initials_too(world: World) -> None:
    index = division_index(world)
    assert {("MX", "19"), ("CA", "05")} <= {(s.country, s.admin1) for s in by_short_form("N.L.", index)}
    assert ("AR", "07") in {(s.country, s.admin1) for s in by_short_form("C.A.B.A.", index)}


def test_rows_in_no_known_division_stay_where_none_is_in_it(world: World) -> None:
    unknown = next(row for row in range(len(world)) if is_unsure(row, Scope("GB", second=("J9",)), world)
                   and world["country"][row] == "GB")  # fmt: skip
    leeds = world.row_of(2652558)
    assert within([leeds, unknown], Scope("GB", second=("J9",)), world) == [unknown]
    assert within([leeds, unknown], Scope("GB"), world) == [leeds, unknown]


def test_a_name_keeps_its_words_if_they_all_are_for_kinds() -> None:
    assert without_kinds(["the", "state"]) == ["the", "state"]
    assert without_kinds(["estado", "de", "mexico"]) == ["mexico"]


# Kind: a territory under the name of the country that holds or claims it.
@pytest.mark.parametrize(
    ("text", "id", "told"),
    [
        ("Yalta, Russia", "geonames:688533", "occupied since 2014"),
        ("Sevastopol, Russia", "geonames:694423", "occupied since 2014"),
        ("Laayoune, Morocco", "geonames:2462881", "found in Western Sahara"),
    ],
)
def test_a_town_in_occupied_land_is_found_and_the_land_is_said(text: str, id: str, told: str) -> None:
    found = resolve(text)
    assert found.community is not None and found.community.id == id
    assert told in found.note
