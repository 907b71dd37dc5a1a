"""Communities from tables, ids and a user's own figures; names made comparable."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citymatch.datasets import FIRST_UNIT, Text, World
from citymatch.places import PlacesError, UnknownCommunity, community, resolve
from citymatch.places.folding import fold, plain, spellings
from citymatch.places.gazetteer import Gazetteer
from citymatch.places.hashing import hash_key, hash_names
from citymatch.places.known import by_fips, by_id, is_id, place, state

Made = Callable[..., World]


def test_a_place_with_and_without_people(made: Made) -> None:
    world = made([{"name": "Clay", "population": 12.0}, {"name": "Marl"}])
    clay, marl = place(world, 0), place(world, 1)
    assert (clay.population, clay.population_source, clay.population_year) == (12.0, "a test", "2020")
    assert math.isnan(marl.population) and (marl.population_source, marl.population_year) == ("", "")
    assert (clay.id, clay.kind, clay.geonameid, clay.fips) == ("geonames:1", "place", 1, None)


def test_a_unit_without_a_place_has_no_number_of_the_gazetteer(made: Made) -> None:
    unit = {"number": FIRST_UNIT, "layer": "concelho", "country": "PT", "unit_code": "1105"}
    world = made([{"name": "Clay"}, {"name": "Cascais", **unit}])
    found = by_id("unit:PT:1105", world)
    assert (found.id, found.name, found.geonameid) == ("unit:PT:1105", "Cascais", None)
    assert by_id("1", world).name == by_id("geonames:1", world).name == "Clay"
    for wrong in ("unit:PT:1", "geonames:7", "7", "us-state:XX", "us-county:99999"):
        with pytest.raises(UnknownCommunity):
            by_id(wrong, world)


def test_counties_and_states_from_the_census(world: World) -> None:
    placer = by_id("us-county:06061", world)
    assert (placer.kind, placer.name, placer.admin1, placer.admin1_name) == (
        "county", "Placer County", "CA", "California",
    )  # fmt: skip
    assert by_fips("6061") == placer == place(world, world.row_of_id("us-county:06061"))
    california = state("CA")
    assert (california.id, california.kind, california.fips) == ("us-state:CA", "state", "06")
    assert california.population == 39_538_223 and california.population_source == "US Census 2020"
    assert by_id("us-state:ca", world) == california
    assert placer.population_source == "US Census Bureau estimate of July 2024"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("geonames:1", True), ("us-county:06061", True), ("us-state:ca", True), ("unit:PT:1105", True), ("12", True),
        ("1" * 18, True), ("1" * 19, False), ("user:clay", False), ("Pinole", False), ("12 34", False), ("", False),
        ("us-state:C", False), ("unit:P:1", False), ("١٢", False),
    ],
)  # fmt: skip
def test_what_is_an_id(text: str, expected: bool) -> None:
    assert is_id(text) is expected


def own(**facts: Any) -> Any:
    return community(**{"name": "New  Town", "latitude": 1, "longitude": 2, **facts})


def test_a_community_of_the_users_own() -> None:
    assert (own().name, own().id, own().population_source) == ("New Town", "user:new-town", "")
    assert own(population=3).population_source == "given by the user"
    assert own(population=3, population_source="ours").population_source == "ours"
    for facts in (
        {"latitude": 90},
        {"latitude": -90},
        {"longitude": 180},
        {"longitude": -180},
        {"population": 0.1},
    ):
        own(**facts)
    named = own(country="JP", admin1="22", admin1_name="Kyoto")
    assert (named.country, named.admin1, named.admin1_name, named.label) == (
        "JP",
        "22",
        "Kyoto",
        "New Town, Japan",
    )


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"name": "?!"}, "field name: a community needs a name"),
        ({"latitude": 90.1}, "field latitude: must be from -90 to 90 degrees, not 90.1"),
        ({"latitude": -90.1}, "field latitude"),
        ({"longitude": 180.1}, "field longitude: must be from -180 to 180 degrees, not 180.1"),
        ({"longitude": -180.1}, "field longitude"),
        ({"population": 0}, "field population: must be a positive number of people, not 0"),
        ({"population": math.inf}, "field population"),
        ({"population": -1}, "field population"),
    ],
)
def test_what_no_community_can_be(facts: dict[str, Any], words: str) -> None:
    with pytest.raises(PlacesError, match=words):
        own(**facts)


def test_a_resolution_as_plain_values(made: Made) -> None:
    twice = made(
        [{"name": "Clay"}, {"name": "Clay", "population": 12.0, "latitude": 9.0, "country": "", "admin1": ""}]
    )
    plain_values = resolve("Clay", world=twice).to_dict()
    assert plain_values["status"] == "ambiguous" and plain_values["community_id"] is None
    assert plain_values["candidates"] == [
        {"community_id": "geonames:2", "kind": "place", "name": "Clay", "admin1": None, "country": None,
         "population": 12},
        {"community_id": "geonames:1", "kind": "place", "name": "Clay", "admin1": "CA", "country": "US",
         "population": None},
    ]  # fmt: skip
    found = resolve("geonames:2", world=twice).to_dict()
    assert (found["admin1"], found["country"], found["kind"], found["geonameid"]) == (None, None, "place", 2)
    assert (found["name"], found["fips"]) == ("Clay", None)
    first = resolve("geonames:1", world=twice).to_dict()
    assert (first["admin1"], first["country"]) == ("CA", "US")


# Names made comparable


def test_names_in_short_and_at_length() -> None:
    assert spellings("St. Paul") == ["stpaul", "saintpaul", "saintepaul", "sanktpaul"]
    assert "hillsborough" in spellings("Hillsboro") and "hillsboro" in spellings("Hillsborough")
    assert "pittsburg" in spellings("Pittsburgh") and "pittsburgh" in spellings("Pittsburg")
    assert "burgundy" in spellings("Burgundy") and len(spellings("Burgundy")) == 1
    assert spellings("?") == []
    assert "bryancollegestation" not in spellings("Bryan")
    assert "collegestation" in spellings("College & Station")
    long = "n s e w n s e w n s"
    assert len(spellings(long)) == 64 and spellings(long)[0] == "nsewnsewns"
    assert spellings("n s e w n s e w n")[0] == "nsewnsewn"
    # Only the first eight words are written out.
    assert "abcdefghnorth" not in spellings("a b c d e f g h n")
    assert "abcdefgnorth" in spellings("a b c d e f g n")
    assert plain("Côte-d'Or & Sons") == "cote dor and sons"
    assert fold("Łódź") == "lodz"


@given(st.text(max_size=40) | st.text(alphabet="aB 1&.'`-_é東\n", max_size=20))
def test_a_key_is_the_plain_name_without_its_spaces(text: str) -> None:
    assert fold(text) == plain(text).replace(" ", "")


def test_the_hash_of_a_long_name_and_of_many() -> None:
    long = "x" * 600
    assert int(hash_names(Text.of([long]))[0]) == int(hash_key(long[:512])) == int(hash_key(long))
    many = ["a"] * 50_000 + ["b", "São Paulo"]
    hashes = hash_names(Text.of(many))
    assert len(hashes) == 50_002 and len(set(hashes.tolist())) == 3
    assert int(hashes[-1]) == int(hash_key("saopaulo"))
    assert hash_names(Text.of([])).tolist() == []
    assert len({int(hash_key(key)) for key in ("ab", "ba", "a", "b", "aa", "")}) == 6


def test_rows_of_a_gazetteer(made: Made) -> None:
    places = [
        {"name": "Clay", "local_name": "Tonerde"},
        {"name": "Clay", "country": "FR", "admin1": "11"},
        {"name": "Clay County", "number": FIRST_UNIT, "layer": "county"},
        {"name": "Clay Hill", "number": FIRST_UNIT + 1, "layer": "township", "population": 5.0},
        {"name": "Old Clay", "number": FIRST_UNIT + 2, "layer": "township", "population": 9.0},
        {"name": "County Clay", "layer": "county", "number": 9},
    ]
    places = sorted(places, key=lambda each: int(each.get("number", 0)))  # type: ignore[call-overload]
    places = [{"number": n, **each} for n, each in enumerate(places, 1)]
    world = made(places, [("Lehm", 0), ("Lehm", 1)])
    names_of = Gazetteer(world)
    assert names_of.named(["clay"]) == [0, 1]
    assert names_of.named(["clay"], "US") == [0] and names_of.named(["clay"], "US", "NV") == []
    assert names_of.named(["tonerde"], "US", "CA") == [0] and names_of.named(["tonerde"]) == [0]
    assert names_of.also_named(["lehm"]) == [0, 1] and names_of.also_named(["lehm"], "FR") == [1]
    assert (
        names_of.also_named(["lehm"], "FR", "11") == [1] and names_of.also_named(["lehm"], "FR", "12") == []
    )
    county = [row for row in range(len(world)) if world["name"][row] == "Clay County"]
    assert np.flatnonzero(names_of.counties).tolist() == county  # one with a place of its own stays
    assert names_of.named(["claycounty"]) == []
    assert set(names_of.rows_in("US").tolist()) == set(range(len(world))) - {1, *county}
    containing = [world["name"][row] for row in names_of.containing("clay", "US")]
    assert containing[:2] == ["Old Clay", "Clay Hill"]
    many = Gazetteer(made([{"name": f"Clay {letter}"} for letter in "abcdefghijklmn"]))
    assert len(many.containing("clay", "US")) == 14
    assert len(many.similar("clay", "US")) == 10
    assert [distance for distance, _ in many.similar("claya", "US", "CA", 1)][:2] == [0, 1]
    assert many.similar("claya", "US", "NV") == []
    assert [each for each, _ in many.similar("lcaya", "US", distance=2)][:1] == [1]  # a swap counts once
