from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.datasets import World
from citymatch.datasets.geography import load_climate
from citymatch.features.climate import Climate, Elevation, climate_at, letters_in_common
from citymatch.testing import ExtractorConformance


class TestClimate(ExtractorConformance):
    extractor = Climate()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"climate": ""}
    unknown_seeker = {"climate": ""}


class TestElevation(ExtractorConformance):
    extractor = Elevation()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"elevation_m": np.nan}
    unknown_seeker = {"elevation_m": np.nan}


@pytest.mark.parametrize(
    ("latitude", "longitude", "classes"),
    [
        (38.00437, -122.29886, {"Csb"}),  # Pinole
        (24.0889, 32.8998, {"BWh"}),  # Aswan
        (1.28967, 103.85007, {"Af"}),  # Singapore
        (62.0339, 129.7331, {"Dfd", "Dfc", "Dwd", "Dwc"}),  # Yakutsk
        (48.8534, 2.3488, {"Cfb"}),  # Paris
        (-54.8, -68.3, {"ET", "Cfc", "Cfb", "Dfc"}),  # Ushuaia, on the shore
        (-90.0, 0.0, {"EF"}),
        (0.0, -30.0, {""}),  # the middle of the Atlantic
        (float("nan"), 0.0, {""}),
    ],
)
def test_classes_known_from_the_map(latitude: float, longitude: float, classes: set[str]) -> None:
    assert climate_at([latitude], [longitude])[0] in classes


def test_both_sides_of_the_antimeridian_are_the_same_place() -> None:
    assert list(climate_at([66.0, 66.0], [180.0, -180.0])) == [climate_at([66.0], [179.9999])[0]] * 2


def test_denver_is_a_mile_high(world: World) -> None:
    denver = world.row_of(5419384)
    assert 1580 < world["elevation_m"][denver] < 1660


def by_hand(latitude: float, longitude: float) -> str:
    """The class at a point by plain loops: that of its cell, else of the nearest land up to three cells away."""
    grid = load_climate()
    row = math.floor((90.0 - latitude) * grid.rows / 180.0)
    column = math.floor((longitude + 180.0) * grid.columns / 360.0)

    def code(down: int, right: int) -> int:
        return int(grid.codes(np.array([row + down]), np.array([column + right]))[0])

    if code(0, 0):
        return grid.classes[code(0, 0)]
    near = [
        (math.hypot(down, right * math.cos(math.radians(latitude))), down, right)
        for down in range(-3, 4)
        for right in range(-3, 4)
        if code(down, right)
    ]
    return grid.classes[code(*min(near)[1:])] if near else ""


def test_a_point_in_the_sea_has_the_climate_of_the_shore() -> None:
    """Points of shores all over the world, one cell apart: land, near the land, and too far from it."""
    rng = np.random.default_rng(11)
    shores = [
        (36.9, -122.0),
        (64.1, -22.0),
        (35.9, 14.4),
        (-41.3, 174.8),
        (68.9, 33.1),
        (25.8, -80.1),
        (1.3, 103.8),
    ]
    points = np.concatenate([np.array(shore) + rng.uniform(-0.4, 0.4, (60, 2)) for shore in shores])
    found = list(climate_at(points[:, 0], points[:, 1]))
    assert found == [by_hand(*point) for point in points.tolist()]
    grid = load_climate()
    row = np.floor((90.0 - points[:, 0]) * grid.rows / 180.0).astype(int)
    column = np.floor((points[:, 1] + 180.0) * grid.columns / 360.0).astype(int)
    sea = grid.codes(row, column) == 0
    assert 20 < sum(bool(name) for name, wet in zip(found, sea.tolist(), strict=True) if wet) < sea.sum()


def test_letters_and_what_they_count() -> None:
    pairs = [
        ("Csb", "Csb"),
        ("Csb", "Csa"),
        ("Csb", "Cfb"),
        ("Csb", "Dsb"),
        ("ET", "EF"),
        ("Af", "Am"),
        ("Af", "Aw"),
    ]
    assert [letters_in_common(*pair) for pair in pairs] == [3.0, 2.0, 1.0, 0.0, 1.0, 1.0, 1.0]
    assert letters_in_common("BWh", "BW") == 2.0 and math.isnan(letters_in_common("", "Csb"))
    some = pd.DataFrame({"climate": ["Csb", "Csa", "Cfb", "Dsb"]})
    own = Climate(second=0.6, group=0.1).similarity({"climate": "Csb"}, some)
    assert own.tolist() == pytest.approx([1.0, 0.6, 0.1, 0.0])
    told = Climate().reason
    assert told({"climate": "Csb", "name": "Pinole"}, {"climate": "Csb"}) == (
        "a mild climate with warm, dry summers, as Pinole has"
    )
    assert (
        told({"climate": "Csb"}, {"climate": "BWh"})
        == "a hot desert climate; the seeker has a mild climate with warm, dry summers"
    )
    assert told({"climate": ""}, {"climate": "Af"}) == "a tropical climate with rain all year"
    assert told({}, {"climate": "Dfb"}) == "a cold climate with warm summers and no dry season" and told(
        {}, {"climate": "ET"}
    ) == ("a polar climate with a short thaw")
    assert told({"climate": "Csb"}, {"climate": ""}) == "its climate is unknown"


def test_metres_of_elevation_at_the_edge() -> None:
    """1 within 100 m, a half in the middle of 100 and 1,000, nothing from there on."""
    some = pd.DataFrame({"elevation_m": [600.0, 400.0, 1050.0, 1500.0, 1600.0]})
    assert Elevation().similarity({"elevation_m": 500.0}, some).tolist() == [1.0, 1.0, 0.5, 0.0, 0.0]
    own = Elevation(core=0, edge=100).similarity({"elevation_m": 500.0}, some)
    assert own.tolist() == [0.0, 0.0, 0.0, 0.0, 0.0]
    assert Elevation(core=200, edge=200).parameter_problems() == [
        "edge must be more than core (200 m), not 200"
    ]
    told = Elevation().reason
    assert (
        told({"elevation_m": 5.0}, {"elevation_m": 1636.4}) == "1,636 m above the sea; the seeker is at 5 m"
    )
    assert told({"name": "Nowhere"}, {"elevation_m": 7.0}) == "7 m above the sea"
    assert told({"elevation_m": 5.0}, {"elevation_m": None}) == "its elevation is unknown"
    made = Elevation().transform(some)
    assert made["elevation_m"].tolist() == some["elevation_m"].tolist()
