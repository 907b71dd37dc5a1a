"""Countries and divisions where a place should stand, and territories under their sovereign."""

from __future__ import annotations

import pytest

from citymatch.places import find, resolve
from citymatch.places.alone import is_region
from citymatch.places.regions import Scope, territories_of


# region-or-country-as-place: a country or a division alone says what it is
@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("Italy", "a country"),
        ("Ireland", "a country"),
        ("India", "a country"),
        ("Sweden", "a country"),
        ("Peru", "a country"),
        ("Jordan", "a country"),
        ("Kosovo", "a country"),
        ("Republic of Guinea", "a country"),
        ("Ceylon", "a country (Sri Lanka)"),
        ("Rhodesia", "Zimbabwe of today"),
        ("Wales", "a division of the United Kingdom"),
        ("Scotland", "a division of the United Kingdom"),
        ("Northern Ireland", "a division of the United Kingdom"),
        ("Crimea", "a division of Ukraine"),
        ("Bayern", "a division of Germany"),
        ("Kent, UK", "a division of the United Kingdom"),
        ("Devon, England", "a division of the United Kingdom"),
        ("Guam", "a territory of the United States"),
    ],
)
def test_a_region_says_what_it_is(line: str, what: str) -> None:
    found = resolve(line)
    assert found.community is None and what in found.note and "add a place in it" in found.note
    assert found.candidates


@pytest.mark.parametrize(
    ("line", "id"),
    [
        ("Luxembourg", "geonames:2960316"),
        ("Singapore", "geonames:1880252"),
        ("Mexico", "geonames:3530597"),
        ("Monaco", "geonames:2993458"),
        ("Berlin", "geonames:2950159"),
        ("Hamburg", "geonames:2911298"),
        ("Québec", "geonames:6325494"),
        ("Buenos Aires", "geonames:3435910"),
        ("Georgia, USA", "us-state:GA"),
        ("Texas", "us-state:TX"),
    ],
)
def test_a_city_or_a_state_of_that_name_is_meant(line: str, id: str) -> None:
    found = resolve(line).community
    assert found is not None and found.id == id


def test_a_state_that_is_a_country_or_has_a_city_of_its_name_asks() -> None:
    georgia, oklahoma = resolve("Georgia"), resolve("New York, USA")
    assert georgia.status == oklahoma.status == "ambiguous"
    assert "a US state and a country" in georgia.note
    assert {"us-state:NY", "geonames:5128581"} <= {each.id for each in oklahoma.candidates}


def test_what_may_head_a_list() -> None:
    assert all(map(is_region, ("Sweden", "Österreich", "日本", "Ohio", "Ontario", "UK", "Czechoslovakia")))
    assert not any(map(is_region, ("Pinole", "Springfield", "Lyon", "")))


# territory-under-sovereign: the country's own towns first, then those of its territories, and it is said
@pytest.mark.parametrize(
    ("line", "name", "where"),
    [
        ("Nuuk, Denmark", "Nuuk (Sermersooq)", "Greenland"),
        ("Tórshavn, Denmark", "Tórshavn", "Faroe Islands"),
        ("Fort-de-France, France", "Fort-de-France", "Martinique"),
        ("Lamentin, France", "Lamentin", "Guadeloupe"),
        ("Schœlcher, France", "Schœlcher", "Martinique"),
        ("Papeete, France", "Papeete", "French Polynesia"),
        ("Le Robert, France", "Le Robert", "Martinique"),
        ("Macao, China", "Macau", "Macao SAR China"),
        ("Mariehamn, Finland", "Mariehamn", "Åland Islands"),
        ("Longyearbyen, Norway", "Longyearbyen", "Svalbard & Jan Mayen"),
        ("Gibraltar, UK", "Gibraltar", "Gibraltar"),
        ("Charlotte Amalie, United States", "Charlotte Amalie", "U.S. Virgin Islands"),
        ("Ponce, USA", "Ponce", "Puerto Rico"),
        ("Taipei, China", "Taipei", "Taiwan"),
    ],
)
def test_a_place_in_a_territory(line: str, name: str, where: str) -> None:
    found = resolve(line)
    assert found.community is not None and found.community.name == name
    assert f"found in {where}" in found.note


@pytest.mark.parametrize(
    ("line", "country"),
    [
        ("Pago Pago, American Samoa, USA", "AS"),
        ("Oranjestad, Aruba, Netherlands", "AW"),
        ("Sofia, Bulgaria, Europe", "BG"),
    ],
)
def test_what_is_above_a_country_is_left_out(line: str, country: str) -> None:
    found = resolve(line)
    assert found.status == "matched" and found.community is not None and found.community.country == country


def test_the_countrys_own_towns_go_first_and_much_larger_ones_are_named() -> None:
    which = resolve("Saint-Denis, France")  # Réunion's has as many people
    assert [each.id for each in which.candidates[:2]] == ["geonames:935264", "geonames:2980916"]
    assert "Puerto Rico" in resolve("San Juan, USA").note
    assert "Taiwan" in resolve("Tainan, China").note
    assert territories_of(Scope("FR", "11")) == ()


# country-names: the place is found in the country that a former or shared name means, and that is said
@pytest.mark.parametrize(
    ("line", "country", "note"),
    [
        ("Prague, Czechoslovakia", "CZ", "'Czechoslovakia' read as Czechia of today"),
        ("Sarajevo, Yugoslavia", "BA", "Bosnia & Herzegovina of today"),
        ("Karl-Marx-Stadt, GDR", "DE", "Germany of today"),
        ("Salisbury, Rhodesia", "ZW", "Zimbabwe of today"),
        ("Kinshasa, Congo", "CD", "'Congo' read as Congo - Kinshasa"),
        ("Wonsan, Korea", "KP", "'Korea' read as North Korea"),
    ],
)
def test_a_place_in_a_former_state_or_under_a_shared_name(line: str, country: str, note: str) -> None:
    found = resolve(line)
    assert found.community is not None and found.community.country == country and note in found.note


@pytest.mark.parametrize(
    ("line", "id", "label"),
    [
        ("Bavaria, Germany", "division:DE:02", "Bavaria, Germany"),
        ("Ontario, Canada", "division:CA:08", "Ontario, Canada"),
        ("Kyoto Prefecture, Japan", "division:JP:22", "Kyoto Prefecture, Japan"),
        ("division:ES:56", "division:ES:56", "Catalonia, Spain"),
    ],
)
def test_a_division_with_its_country_is_a_community_of_its_kind(line: str, id: str, label: str) -> None:
    community = find(line)
    assert (community.id, community.kind, community.label) == (id, "division", label)


@pytest.mark.parametrize(
    ("id", "one"),
    [
        ("division:DE:16", "geonames:2950159"),
        ("division:KE:39", "geonames:184622"),
        ("division:US:CA", "us-state:CA"),
    ],
)
def test_what_is_a_division_and_a_community_is_one_record(id: str, one: str) -> None:
    assert find(id).id == one


def test_people_of_a_division_are_unknown_where_nobody_counts_them() -> None:
    assert 13e6 < find("Bavaria, Germany").population < 13.5e6
    assert 8.5e6 < find("Osaka Prefecture, Japan").population < 9.2e6
    assert find("Guangdong, China").population != find("Guangdong, China").population
