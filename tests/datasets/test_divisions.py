"""Names of countries and divisions, and the second-order division of each place."""

from __future__ import annotations

from citymatch.datasets import World, load_world
from citymatch.datasets.divisions import (
    SecondDivisions,
    check,
    in_order,
    load_country_codes,
    load_country_terms,
    load_division_terms,
)
from citymatch.datasets.geography import country_names


def test_terms_are_of_countries_that_there_are() -> None:
    known = set(country_names())
    assert all(set(each.countries) <= known and all(each.names) for each in load_country_terms())
    assert {each.rank for each in load_country_terms()} == {"own", "other", "former", "short"}
    assert all({code, each.sovereign, each.claimed_by} - {""} <= known | {"BV", "HM", "IO", "UM"}
               for code, each in load_country_codes().items())  # fmt: skip


def test_every_country_has_a_name_of_its_own() -> None:
    own = {code for each in load_country_terms() if each.rank == "own" for code in each.countries}
    assert set(country_names()) - own <= {"XK"} or set(country_names()) <= own


def test_divisions_have_names_and_places(world: World) -> None:
    terms = load_division_terms()
    assert sum(not each.country for each in terms) == 1
    places = {(c, a) for c, a in zip(world["country"], world["admin1"], strict=True)}
    named = [(each.country, each.admin1) in places for each in terms if each.country]
    assert sum(named) / len(named) > 0.95


def test_known_places_lie_in_their_divisions() -> None:
    world = load_world()
    second = SecondDivisions(world)
    for geonameid, country, code in (
        (3038271, "FR", "80"),  # Albert, Somme
        (2959681, "DE", "03361"),  # Achim, Verden
        (3182884, "IT", "AR"),  # Arezzo
        (2639388, "GB", "J7"),  # Richmond, North Yorkshire
    ):
        assert second.of(country)[world.row_of(geonameid)] == code
    assert second.of("US") == second.of("JP") == {}


def test_a_world_with_other_rows_has_no_second_divisions() -> None:
    world = load_world()
    rows = in_order(world, "IE")
    assert check(world, rows) != check(world, rows[::-1])
    second = SecondDivisions(world)
    second._check["IE"] += 1
    assert second.of("IE") == {}
