"""A name and its region in every way that they can be read, and what is said about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from citymatch.datasets import World
from citymatch.places import (
    Community,
    Entry,
    UnknownCommunity,
    accepted,
    describe,
    find,
    resolve,
    resolve_many,
)
from citymatch.places.gazetteer import gazetteer_of

Made = Callable[..., World]


def town(name: str, population: float = 1000, **facts: Any) -> dict[str, Any]:
    return {"name": name, "population": population, "legal_kind": "city", **facts}


def french(name: str, population: float = 1000, **facts: Any) -> dict[str, Any]:
    facts = {"country": "FR", "admin1": "11", "admin1_name": "Isle", "legal_kind": "", **facts}
    return town(name, population, **facts)


def test_the_world_that_is_handed_in_is_searched(made: Made) -> None:
    world = made([town("Xyzzy Hamlet"), town("Pinole", 5.0)])
    assert find("Xyzzy Hamlet, California", world=world).geonameid == 1
    assert [each.status for each in resolve_many(["Xyzzy Hamlet, California"], world=world)] == ["matched"]
    assert find("Pinole, California", world=world).population == 5.0
    assert find("geonames:2", world=world).name == "Pinole"
    with pytest.raises(UnknownCommunity):
        find("geonames:5383187", world=world)
    with pytest.raises(UnknownCommunity, match="there is Pinole in California"):
        accepted(resolve("Pinole, Nevada", world=world), world=world)
    assert resolve("Xyzzy Hamlet, California").status == "not_found"
    assert gazetteer_of(world) is gazetteer_of(world) and gazetteer_of(world) is not gazetteer_of()
    nearest = resolve("0.0, 0.0", world=world)
    assert nearest.community and nearest.community.geonameid == 1


# Names alone


def test_a_name_alone_is_taken_if_it_is_the_only_one(made: Made) -> None:
    world = made([town("Pinole"), french("Pinolle", 30_000)], [("Pinacle", 1)])
    got = resolve("Pinole", world=world)
    assert (got.status, got.note, got.candidates) == ("matched", "", ())
    other = resolve("Pinacle", world=world)
    assert other.note == "the gazetteer has it as Pinolle"


def test_of_many_of_one_name_the_largest_by_far_is_taken_and_that_is_said(made: Made) -> None:
    places = [french("Clay", 20_000), *(town("Clay", 1000, latitude=float(n)) for n in range(12))]
    got = resolve("Clay", world=made(places))
    assert got.community and got.community.geonameid == 1
    assert got.note == (
        "no state or country is given: read as geonames:1  Clay, France (Isle), population 20,000, "
        "by far the largest of 13"
    )
    assert len(got.candidates) == 10 and got.status == "matched"
    places[0]["population"] = 19_999
    several = resolve("Clay", world=made(places))
    assert (several.status, len(several.candidates)) == ("ambiguous", 10)
    assert several.candidates[0].geonameid == 1
    assert several.note == "no state or country is given: 13 communities have this name"


def test_places_that_nobody_counted_come_last(made: Made) -> None:
    world = made([town("Clay", float("nan")), town("Clay", 10.0, latitude=5.0)])
    assert [each.geonameid for each in resolve("Clay", world=world).candidates] == [2, 1]


def test_a_name_and_its_region_in_one_breath(made: Made) -> None:
    world = made([town("Pinole", county_fips="06013"), town("Clay Springs"), french("Clay")])
    for text, id in (
        ("pinole california", "geonames:1"),
        ("Clay Springs CA", "geonames:2"),
        ("Pinole Contra Costa County California", "geonames:1"),
        ("Pinole Placer County California", None),
        ("Clay France", "geonames:3"),
        ("Pinole Calofornia", None),  # a misprint and no comma: too much to guess
        ("Pinole Nowhere", None),
    ):
        got = resolve(text, world=world)
        assert (got.community.id if got.community else None) == id, text
    assert "no community of this name in the gazetteer" in resolve("Pinole Nowhere", world=world).note


def test_a_state_and_counties_by_name_alone() -> None:
    assert find("California").id == "us-state:CA"
    jefferson = resolve("Jefferson County")
    assert {each.kind for each in jefferson.candidates} == {"county"}
    assert find("Placer County").id == "us-county:06061"


# Regions that can be read in two ways


def test_a_state_comes_first_and_the_other_reading_is_said(made: Made) -> None:
    georgian = {"country": "GE", "admin1": "51", "admin1_name": "Adjara", "legal_kind": ""}
    both = made([town("Clay", admin1="GA", admin1_name="Georgia"), {**french("Clay"), **georgian}])
    got = resolve("Clay, Georgia", world=both)
    assert got.community and got.community.geonameid == 1 and got.status == "matched"
    assert got.note == (
        "'Georgia' read as Georgia; there is geonames:2  Clay, Georgia (Adjara), population 1,000 too"
    )
    assert [each.geonameid for each in got.candidates] == [2]
    abroad = made([{**french("Clay"), **georgian}])
    got = resolve("Clay, Georgia", world=abroad)
    assert got.community and got.community.geonameid == 1
    assert got.note == "'Georgia' read as the country Georgia: no such place in Georgia, US"


def test_a_misprint_in_the_state_comes_before_a_place_abroad_but_not_before_a_city_there(made: Made) -> None:
    def read(people: float) -> Any:
        georgian = {"country": "GE", "admin1": "51", "admin1_name": "Adjara", "legal_kind": ""}
        state = town("Clayton", admin1="GA", admin1_name="Georgia")
        return resolve("Claytom, Georgia", world=made([state, {**french("Claytom", people), **georgian}]))

    small = read(99_999)
    assert small.community and small.community.geonameid == 1 and small.status == "corrected"
    assert small.note.startswith("'Claytom' read as Clayton; 'Georgia' read as Georgia; there is geonames:2")
    large = read(100_000)
    assert (large.status, large.community) == ("ambiguous", None)
    assert large.note == "'Georgia' can be read in several ways"
    assert [each.geonameid for each in large.candidates] == [1, 2]


def test_two_divisions_of_one_name(made: Made) -> None:
    isle = french("Clay", 20_000)
    world = made([isle, french("Clay", 1000, country="DE", admin1="02"), french("Marl")])
    got = resolve("Clay, Isle", world=world)
    assert got.community and got.community.geonameid == 1
    assert got.note.startswith("'Isle' can be read in several ways: read as geonames:1")
    isle["population"] = 19_999
    got = resolve("Clay, Isle", world=made([isle, french("Clay", 1000, country="DE", admin1="02")]))
    assert got.status == "ambiguous"
    assert got.note == "'Isle' can be read in several ways: 2 communities have this name"


def test_several_of_a_name_in_a_region_with_those_of_another_reading(made: Made) -> None:
    georgian = {"country": "GE", "admin1": "51", "admin1_name": "Adjara", "legal_kind": ""}
    state = {"admin1": "GA", "admin1_name": "Georgia"}
    places = [town("Clay", **state), town("Clay", latitude=5.0, **state), {**french("Clay"), **georgian}]
    got = resolve("Clay, Georgia", world=made(places))
    assert (got.status, got.community) == ("ambiguous", None)
    assert got.note == "several places of this name in Georgia"
    assert [each.geonameid for each in got.candidates] == [3, 1, 2]


# What is not there


def test_where_else_the_name_stands_is_said(made: Made) -> None:
    other = {"admin1": "OR", "admin1_name": "Oregon"}
    places = [town("Salem", **other), town("Salem", 900, admin1="NV", admin1_name="Nevada"), french("Salem")]
    world = made(places)
    got = resolve("Salem, California", world=world)
    assert got.note == "no municipality named Salem in California; there is Salem in Oregon and Nevada"
    assert [each.geonameid for each in got.candidates[:2]] == [1, 2]
    abroad = resolve("Salem, Japan", world=world)
    assert abroad.note == "no place named Salem in Japan; there is Salem in Oregon, France and Nevada"
    one = resolve("Salem, Japan", world=made([french("Salem")]))
    assert one.note == "no place named Salem in Japan; there is Salem in France"
    nowhere = resolve("Salem, Atlantis", world=world)
    assert nowhere.note.startswith("'Atlantis' cannot be read as a state, a division or a country; there is")
    misprint = resolve("Salem, Californa", world=world)
    assert misprint.note.startswith(
        "'Californa' read as California; no municipality named Salem in California"
    )
    county = resolve("Placer, California", world=made([town("Pinole")]))
    assert (
        county.note
        == "no municipality named Placer in California; there is Placer County, California, a county"
    )
    six = made(
        [french("Salem", 100 - n, country=code) for n, code in enumerate(["FR", "DE", "IT", "ES", "PT"])]
    )
    said = resolve("Salem, Japan", world=six).note
    assert said == "no place named Salem in Japan; there is Salem in France, Germany, Italy and Spain"


def test_candidates_are_told_once_and_ten_at_most(made: Made) -> None:
    world = made([french("Salem", n, country="DE") for n in range(20)])
    got = resolve("Salem, Japan", world=world)
    assert len({each.id for each in got.candidates}) == len(got.candidates) == 10


# Townships, and what is said of a community


def test_a_township_that_is_a_city_here_is_said(made: Made) -> None:
    for word in ("Township", "Twp"):
        got = resolve(f"Clay {word}, California", world=made([town("Clay")]))
        assert got.status == "corrected" and got.community and got.community.geonameid == 1
        assert got.note == f"no {word.lower()} named Clay in California: read as the city Clay"
    for kind in ("township", ""):
        assert resolve("Clay Township, California", world=made([town("Clay", legal_kind=kind)])).note == ""
    named = resolve("Clay Township, California", world=made([town("Clay Township")]))
    assert named.note == "" and named.status == "matched"
    assert resolve("Clay, California", world=made([town("Clay")])).note == ""


def test_a_township_of_the_users_own_is_no_other_government(made: Made) -> None:
    got = resolve(Entry("Clay Township", latitude=50.0, longitude=0.0), world=made([town("Marl")]))
    assert got.community and got.community.id == "user:clay-township" and "another government" not in got.note


def test_a_community_in_a_line(made: Made) -> None:
    world = made([town("Clay", county_fips="06061"), french("Clay", float("nan"))])
    first, second = (find(f"geonames:{number}", world=world) for number in (1, 2))
    assert describe(first, world=world) == "geonames:1  Clay, California (Placer County), population 1,000"
    assert describe(second, world=world) == "geonames:2  Clay, France (Isle), population unknown"
    own = Community("user:clay", "place", "Clay", "", "", "", 0.0, 0.0, 12.0)
    assert describe(own, world=world) == "user:clay  Clay, population 12"
    assert (own.label, find("us-state:CA").label) == ("Clay", "California")


def test_a_line_of_many_shapes(made: Made) -> None:
    world = made([town("Pinole")])
    for text in ("12. Pinole, California", "(3) Pinole, CA", "- Pinole; California", "Pinole [California]",
                 "Pinole, CA 94564-1234", "Pinole, California 94564.", "  'Pinole, CA' "):  # fmt: skip
        got = resolve(text, world=world)
        assert got.community and got.community.geonameid == 1 and got.input == text, text
    assert resolve("... 1)", world=world).note.startswith("no community of this name")
    assert resolve("--", world=world).note == "no name to look for"


def test_what_a_line_says_of_itself_is_kept(made: Made) -> None:
    world = made([town("Pinole")])
    entry = Entry("Pinole, CA", 7, "list.csv", population=5.0, policy="pinole", note="printed oddly")
    got = resolve(entry, world=world)
    assert (got.line, got.source, got.policy, got.note) == (7, "list.csv", "pinole", "printed oddly")
    assert got.status == "corrected" and got.community
    assert (got.community.population, got.community.population_source) == (5.0, "given by the user")
    assert got.community.population_year == ""
    missing = resolve(Entry("Nowhere, CA", note="printed oddly"), world=world)
    assert missing.status == "not_found" and missing.note.startswith("printed oddly; no municipality")
    by_id = resolve(Entry("", geonameid=1), world=world)
    assert by_id.community and by_id.community.name == "Pinole" and by_id.note == ""
    assert resolve(got) is got
    for wrong in (["Pinole"], ("Pinole",)):
        with pytest.raises(ValueError, match="resolve_many reads lists"):
            resolve(wrong)  # type: ignore[arg-type]


def test_communities_in_a_list_are_kept(made: Made) -> None:
    own = Community("user:clay", "place", "Clay", "", "", "", 0.0, 0.0, 12.0)
    got = resolve_many(["Pinole, California", own], world=made([town("Pinole")]))
    assert [each.community.id if each.community else None for each in got] == ["geonames:1", "user:clay"]
    assert got[1].input == "Clay"
