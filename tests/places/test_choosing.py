"""Which namesake is meant: what is passed over, what is preferred, and how much larger is large enough."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from citymatch.datasets import World
from citymatch.places import Community
from citymatch.places.choosing import Choice, choose, dominant, living
from citymatch.places.distance import kilometres
from citymatch.places.standing import standing_note

Made = Callable[..., World]
FAR = {"latitude": 5.0}


def town(population: float = math.nan, **facts: Any) -> dict[str, Any]:
    return {"name": "Clay", "population": population, **facts}


def chosen(world: World, county: str = "") -> int | None:
    """The row chosen among all rows of a World."""
    found = choose(range(len(world)), world, county).community
    return found.geonameid - 1 if found and found.geonameid else None


def test_nothing_to_choose_from(made: Made) -> None:
    assert choose([], made([town()])) == Choice(None)


def test_the_only_one_is_taken_without_a_word(made: Made) -> None:
    choice = choose([0], made([town(legal_kind="CDP", standing="part_of")]))
    assert choice.community and choice.others == () and choice.notes == ()


@pytest.mark.parametrize(
    "gone",
    [
        {"not_candidate": "section of a city"},
        {"not_candidate": "abandoned place"},
        {"not_candidate": "historical place"},
        {"not_candidate": "destroyed place"},
    ],
)
def test_sections_and_vanished_places_are_passed_over(made: Made, gone: dict[str, str]) -> None:
    world = made([town(9e6, **gone), town(10, **FAR)])
    assert living([0, 1], world) == [1]
    assert chosen(world) == 1
    assert living([0], world) == [0]  # unless there is nothing else
    other = made([town(not_candidate="population unknown"), town(10, **FAR)])
    assert living([0, 1], other) == [0, 1]


def test_ten_times_the_people_are_enough_and_less_is_not(made: Made) -> None:
    assert chosen(made([town(1000), town(10_000, **FAR)])) == 1
    assert chosen(made([town(1000), town(9_999, **FAR)])) is None
    assert chosen(made([town(10_000), town(1000, **FAR), town(1001, latitude=9.0)])) is None


def test_five_thousand_people_are_enough_against_places_that_nobody_counted(made: Made) -> None:
    assert chosen(made([town(), town(5_000, **FAR)])) == 1
    assert chosen(made([town(), town(4_999, **FAR)])) is None
    assert chosen(made([town(), town(**FAR)])) is None


def test_rows_within_ten_kilometres_are_one_place(made: Made) -> None:
    assert chosen(made([town(1000), town(2000, latitude=0.089)])) == 1  # 9.9 km
    assert chosen(made([town(1000), town(2000, latitude=0.091)])) is None  # 10.1 km
    # The third lies far away: the first two together are not it.
    assert chosen(made([town(1000), town(2000, latitude=0.01), town(900, latitude=3.0)])) is None
    assert chosen(made([town(1000), town(20_000, latitude=0.01), town(900, latitude=3.0)])) == 1


def test_a_municipality_comes_before_a_place_without_a_government(made: Made) -> None:
    places = [
        town(1_400, legal_kind="CDP"),
        town(1_200, **FAR),
        town(300, legal_kind="village", latitude=9.0),
    ]
    choice = choose([0, 1, 2], made(places))
    assert choice.community and choice.community.geonameid == 3
    assert choice.notes == ("3 places of this name here: the village is meant (geonames:3)",)
    assert [each.geonameid for each in choice.others] == [1, 2]
    two = made([town(300, legal_kind="city"), town(400, legal_kind="town", **FAR)])
    assert chosen(two) is None
    assert [each.geonameid for each in choose([0, 1], two).others] == [2, 1]


def test_a_far_larger_place_without_a_government_is_not_passed_over(made: Made) -> None:
    # Bethesda, USA: the census place of 68,056 in Maryland, and a village of 1,211 in Ohio.
    part = {"legal_kind": "CDP", "standing": "part_of"}
    village = town(1_211, legal_kind="village", **FAR)
    assert chosen(made([town(68_056, **part), village])) == 0
    seven = choose([0, 1], made([town(9_000, **part), village]))
    assert seven.community is None and [each.geonameid for each in seven.others] == [1, 2]
    assert chosen(made([town(6_000, **part), village])) == 1
    # Nor is it rivalled by what governs it, nor by a section of a city.
    assert chosen(made([town(9_000, **part, governed_by=2), village])) == 1
    assert chosen(made([town(9_000, **part, not_candidate="section of a city"), village])) == 1


def test_the_very_accents_go_first(made: Made) -> None:
    own = {"standing": "self_governing", "country": "FR"}
    vire, other = town(9_000, **own, **FAR) | {"name": "Vire"}, town(20_000, **own) | {"name": "Viré"}
    assert choose([0, 1], made([vire, other]), name="Vire").community.name == "Vire"  # type: ignore[union-attr]
    assert choose([0, 1], made([vire, other]), name="Viré").community.name == "Viré"  # type: ignore[union-attr]
    assert choose([0, 1], made([vire, other])).community is None
    far_larger = made([vire, other | {"population": 90_000}])
    assert choose([0, 1], far_larger, name="Vire").community.name == "Viré"  # type: ignore[union-attr]


def test_in_a_division_that_is_named_nothing_tells_two_communities_apart(made: Made) -> None:
    own = {"standing": "self_governing", "country": "FR"}
    two = made(
        [town(90_000, **own), town(900, **own, **FAR), town(90, **own, not_candidate="fewer than 500 people")]
    )
    assert choose([0, 1], two, division=True).community is None
    assert choose([0, 1], two).community.population == 90_000  # type: ignore[union-attr]
    assert choose([0, 2], two, division=True).community.population == 90_000  # type: ignore[union-attr]


def test_a_census_designated_place_comes_after_a_settlement(made: Made) -> None:
    world = made([town(9_000, legal_kind="CDP"), town(50, **FAR)])
    choice = choose([0, 1], world)
    assert choice.community and choice.community.geonameid == 2
    assert "the largest is meant" in choice.notes[0]
    assert chosen(made([town(9_000, legal_kind="CDP"), town(50, legal_kind="CDP", **FAR)])) == 0


def test_the_self_governing_one_is_meant_unless_another_is_far_larger(made: Made) -> None:
    own = {"standing": "self_governing", "country": "FR"}
    world = made([town(9_999, country="FR"), town(1000, **own, **FAR)])
    assert chosen(world) == 1
    assert "the self-governing one is meant" in choose([0, 1], world).notes[0]
    assert chosen(made([town(10_000, country="FR"), town(1000, **own, **FAR)])) == 0


def test_a_county_tells_namesakes_apart(made: Made) -> None:
    world = made(
        [town(900, county_fips="06013"), town(950, county_fips="06001", **FAR), town(20, latitude=9.0)]
    )
    assert chosen(world, "06013") == 0
    assert chosen(world, "06001") == 1
    assert chosen(world, "06075") == 2  # the one whose county nobody knows
    assert chosen(world) is None
    only = made([town(900, county_fips="06013"), town(950, county_fips="06001", **FAR)])
    assert choose([0, 1], only, "06075") == Choice(None)


def test_ten_are_shown_the_largest_first(made: Made) -> None:
    world = made([town(1000 + row, latitude=float(row)) for row in range(12)])
    choice = choose(range(12), world)
    assert choice.community is None
    assert [each.geonameid for each in choice.others] == list(range(12, 2, -1))
    clear = made([*(town(1000, latitude=float(row)) for row in range(12)), town(99_000, latitude=20.0)])
    choice = choose(range(13), clear)
    assert len(choice.others) == 10
    assert choice.notes[0].startswith("13 places of this name here: the largest is meant")


def person(population: float, name: str = "Clay") -> Community:
    return Community(f"user:{name}", "place", name, "", "", "", 0.0, 0.0, population)


def test_without_a_country_twenty_times_the_people_are_needed() -> None:
    large, small = person(20_000), person(1000)
    assert dominant([small, large]) is large
    assert dominant([small, person(19_999)]) is None
    assert dominant([person(math.nan), person(5_000)]) == person(5_000)
    assert dominant([person(math.nan), person(4_999)]) is None
    assert dominant([person(math.nan), person(math.nan)]) is None
    assert dominant([small]) is small
    assert dominant([large, small, person(1001)]) is None


def test_what_is_said_of_a_place_that_may_not_govern_itself(made: Made) -> None:
    world = made(
        [
            town(),
            town(legal_kind="CDP", not_candidate="census-designated"),
            town(not_candidate="part of another", governed_by=1),
            town(not_candidate="abandoned place"),
            town(not_candidate="population unknown"),
        ]
    )

    def note(row: int) -> str:
        found = choose([row], world).community
        assert found is not None
        return standing_note(found, world)

    assert [note(row) for row in range(5)] == [
        "",
        "Clay is a census-designated place: it has no government of its own",
        "Clay is part of Clay: it has no government of its own",
        "Clay is no candidate for a partnership: abandoned place",
        "",
    ]
    assert standing_note(person(1.0), world) == ""


def test_distances_on_the_globe() -> None:
    london, paris = (51.5074, -0.1278), (48.8566, 2.3522)
    assert kilometres(*london, *(np.array([each]) for each in paris))[0] == pytest.approx(343.6, abs=0.5)
    antipode = kilometres(38.0, -122.3, np.array([-38.0]), np.array([57.7]))[0]
    assert antipode == pytest.approx(math.pi * 6371.0088, abs=0.01)
    across = kilometres(0.0, 179.5, np.array([0.0]), np.array([-179.5]))[0]
    assert across == pytest.approx(111.2, abs=0.1)
