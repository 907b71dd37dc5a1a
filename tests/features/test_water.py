from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.datasets import World
from citymatch.features.water import WaterProximity
from citymatch.testing import ExtractorConformance

JOHN_DAY = TOWNS.iloc[2].to_dict()


class TestSharedWater(ExtractorConformance):
    extractor = WaterProximity()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"coast_km": np.nan, "lake_km": np.nan}
    unknown_seeker = {"coast_km": np.nan}


class TestAbsoluteWater(ExtractorConformance):
    extractor = WaterProximity(mode="absolute", kinds=("coast", "lake", "river"))
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"coast_km": np.nan, "lake_km": np.nan, "river_km": np.nan}
    unknown_seeker = "the candidate alone is measured, whoever asks"


def test_a_seeker_at_the_coast_gets_the_coast_and_neither_lake_nor_river_stand_in() -> None:
    water = WaterProximity(kinds=("coast", "lake", "river"))
    assert water.similarity(PINOLE, TOWNS).tolist() == [1.0, 0.0, 0.0]
    assert water.reason(PINOLE, TOWNS.iloc[0].to_dict()) == "0.4 km from the sea coast, as Pinole is (1.0 km)"


def test_an_inland_seeker_gets_inland_partners() -> None:
    inland = WaterProximity(kinds=("coast", "lake"))
    assert inland.similarity(JOHN_DAY, TOWNS).tolist() == [0.0, 0.0, 1.0]
    boise = {"name": "Boise", "coast_km": 640.0, "lake_km": 160.0}
    told = inland.reason(JOHN_DAY, boise)
    assert told == "160 km from a large lake, inland as John Day is (140 km from a large lake)"


def test_a_river_town_shares_the_river_only_when_rivers_count() -> None:
    assert WaterProximity(kinds=("coast", "lake", "river")).setting(JOHN_DAY) == ("river", 1.0)
    assert WaterProximity(kinds=("coast", "lake")).setting(JOHN_DAY) == ("", 0.0)


def test_absolute_counts_any_of_the_kinds_whoever_asks() -> None:
    water = WaterProximity(mode="absolute", kinds=("coast", "lake"))
    assert water.similarity(JOHN_DAY, TOWNS).tolist() == [1.0, 1.0, 0.0]
    assert water.reason(JOHN_DAY, TOWNS.iloc[1].to_dict()) == "3.6 km from a large lake"


def test_a_single_kind_may_be_given_as_a_word() -> None:
    word, many = WaterProximity(kinds="coast").fit(), WaterProximity(kinds=["coast"])
    assert (
        word.similarity(PINOLE, TOWNS).tolist() == many.similarity(PINOLE, TOWNS).tolist() == [1.0, 0.0, 0.0]
    )


def test_an_edge_within_the_core_is_refused() -> None:
    with pytest.raises(ValueError, match="edge must be more than core"):
        WaterProximity(core=20, edge=15).fit()


@pytest.mark.parametrize(
    ("place", "latitude", "longitude", "column", "low", "high"),
    [
        ("Chicago to the sea", 41.85003, -87.65005, "coast_km", 945, 957),
        ("Chicago to Lake Michigan", 41.85003, -87.65005, "lake_km", 3.3, 3.9),
        ("Pinole to San Pablo Bay", 38.00437, -122.29886, "coast_km", 0, 2),
        ("Suva, Fiji", -18.14161, 178.44149, "coast_km", 0, 3),
        ("Somosomo on Taveuni, west of the line", -16.7667, -179.9667, "coast_km", 0, 6),
        ("Provideniya, Chukotka", 64.43, -173.23, "coast_km", 0, 3),
        ("inland Chukotka on the 180th meridian", 67.0, 180.0, "coast_km", 60, 120),
        ("South Pole", -90.0, 0.0, "coast_km", 300, 1400),
        ("North Pole", 90.0, 0.0, "coast_km", 690, 720),
        ("Mackinac Island in Lake Huron", 45.8492, -84.6189, "lake_km", 0, 2.5),
        ("Denver to the sea", 39.73915, -104.9847, "coast_km", 1100, 1300),
    ],
)
def test_distances_known_from_the_map(
    place: str, latitude: float, longitude: float, column: str, low: float, high: float
) -> None:
    found = WaterProximity().transform(pd.DataFrame({"latitude": [latitude], "longitude": [longitude]}))
    assert low <= found[column][0] <= high, place


def test_few_and_many_points_give_the_same(world: World) -> None:
    some = world.take(np.arange(0, len(world), 20_000))
    many = world.take(np.arange(0, len(world), 5_000))
    few = WaterProximity().transform(some)
    assert len(some) <= 16 < len(many)
    pd.testing.assert_frame_equal(
        few, WaterProximity().transform(many).iloc[::4].reset_index(drop=True), rtol=1e-6
    )


def test_a_frame_without_coordinates_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="latitude"):
        WaterProximity().transform(pd.DataFrame({"longitude": [3.0]}))
    with pytest.raises(ValueError, match="not 95"):
        WaterProximity().transform(pd.DataFrame({"latitude": [95.0], "longitude": [3.0]}))
