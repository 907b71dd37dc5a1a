"""Points as people write them, and what lies near them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from citymatch.datasets import FIRST_UNIT, World
from citymatch.places import Entry, PlacesError, find, resolve
from citymatch.places.coordinates import agree, looks_like_point, nearest, nearest_named, read_point
from citymatch.places.gazetteer import Gazetteer, gazetteer_of


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("38.0, -122.3", (38.0, -122.3)),
        ("38.0 -122.3", (38.0, -122.3)),
        ("38,5; -122,3", (38.5, -122.3)),  # decimal commas, parted by a semicolon
        ("38; -122,3", None),
        ("−38.0, 122.3", (-38.0, 122.3)),  # a typographer's minus
        ("38.0 S, 122.3 W", (-38.0, -122.3)),
        ("38.0 n, 122.3 e", (38.0, 122.3)),
        ("-38.0 S, -122.3 W", (38.0, 122.3)),
        ("38 30 N, 122 15 W", (38.5, -122.25)),
        ("38 30 36 N, 122 15 36 W", (38.51, -122.26)),
        ("-38 30, -122 15", (-38.5, -122.25)),
        ("90, 180", (90.0, 180.0)),
        ("90.1, 10", None),
        ("10, 180.1", None),
        ("10 60 N, 20 0 E", None),
        ("10 59 N, 20 0 E", (10 + 59 / 60, 20.0)),
        ("10 0 60 N, 20 0 0 E", None),
        ("10 0 59 N, 20 0 0 E", (10 + 59 / 3600, 20.0)),
        ("10 E, 20 N", None),
        ("10 N, 20 S", None),
        ("10 N, 20", None),
        ("1, 2, 3", None),
        ("1", None),
    ],
)
def test_points_in_many_writings(text: str, point: tuple[float, float] | None) -> None:
    if point is None:
        with pytest.raises(PlacesError, match="is no point"):
            read_point(text)
    else:
        assert read_point(text) == pytest.approx(point, abs=1e-6)


def test_what_looks_like_a_point() -> None:
    assert looks_like_point("38,-122") and looks_like_point("38°N 122°W")
    assert (
        not looks_like_point("38") and not looks_like_point("Pinole 38, 122") and not looks_like_point("N, S")
    )


def test_the_nearest_community_within_fifteen_kilometres(made: Callable[..., World]) -> None:
    places = [
        {"name": "Near", "not_candidate": "section of a city"},
        {"name": "Far", "latitude": 0.13},
        {"name": "County", "number": FIRST_UNIT + 1, "layer": "county", "latitude": 0.01},
    ]
    names = Gazetteer(made(places))
    far = nearest(0.0, 0.0, names)  # 14.5 km away, but the nearer one may not govern itself
    assert far.status == "matched" and far.community and far.community.name == "Far"
    assert far.note == "the nearest community, 14.5 km from the point"
    assert far.input == "0, 0"
    near = nearest(-0.01, 0.0, names)  # now Far is 15.6 km away
    assert near.community and near.community.name == "Near" and "1.1 km" in near.note
    nobody = nearest(-1.0, 0.0, names)
    assert (nobody.status, nobody.community) == ("not_found", None)
    assert nobody.note == "no community within 15 km; the nearest is Near, California, 111 km away"
    assert [each.name for each in nobody.candidates] == ["Near"]


@pytest.mark.parametrize("point", [(90.1, 0.0), (-90.1, 0.0), (0.0, 180.1), (0.0, -180.1)])
def test_no_point_of_the_earth(point: tuple[float, float]) -> None:
    with pytest.raises(PlacesError, match="no point of the Earth"):
        nearest(*point, gazetteer_of())


@pytest.mark.parametrize("point", [(90.0, 0.0), (-90.0, 0.0), (0.0, -150.0), (-60.0, 180.0), (-60.0, -180.0)])
def test_the_ends_of_the_earth_are_on_it(point: tuple[float, float]) -> None:
    assert nearest(*point, gazetteer_of()).status == "not_found"


def test_the_nearest_of_a_name_within_fifty_kilometres(made: Callable[..., World]) -> None:
    places = [{"name": "Clay"}, {"name": "Clay", "latitude": 0.3}, {"name": "Loam"}]
    names = Gazetteer(made(places, [("Marl", 2)]))

    def near(name: str, latitude: float) -> int | None:
        found = nearest_named(name, latitude, 0.0, names)
        return found.geonameid if found else None

    assert near("Clay", 0.1) == 1
    assert near("Clay", 0.2) == 2
    assert near("Clay", 0.3 + 0.449) == 2  # 49.9 km
    assert near("Clay", 0.3 + 0.451) is None
    assert near("Marl", 0.0) == 3
    assert near("Sand", 0.0) is None


def test_a_name_and_a_point_agree_within_fifty_kilometres() -> None:
    clay = replace(find("Pinole, California"), latitude=0.0, longitude=0.0)
    assert agree(clay, 0.449, 0.0) and not agree(clay, 0.451, 0.0)


def test_a_line_with_a_point() -> None:
    here = {"latitude": 38.0, "longitude": -122.3}
    alone = resolve(Entry("", population=7.0, **here))
    assert alone.community and (alone.community.name, alone.community.population) == ("Pinole", 7.0)
    twice = resolve(Entry("38.0, -122.3", latitude=48.85, longitude=2.35))
    assert twice.community and twice.community.name == "Paris"
    own = resolve(Entry("New Town, Somewhere", population=900.0, population_source="our count", **here))
    assert own.community and own.status == "matched"
    assert (own.community.id, own.community.population_source) == ("user:new-town", "our count")
    assert own.note == "taken as a place of the user's own, from the coordinates given"
    assert not Entry("x", latitude=1.0).has_point and not Entry("x", longitude=1.0).has_point
