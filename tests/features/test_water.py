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


def alike(water: WaterProximity, seeker: dict[str, object], *places: dict[str, object]) -> list[float]:
    table = pd.DataFrame(
        [{"coast_km": 900.0, "lake_km": 900.0, "river_km": 90.0, **place} for place in places]
    )
    return [round(float(each), 2) for each in water.similarity(seeker, table)]


def test_a_seeker_at_the_coast_gets_the_coast_first_and_lakes_before_dry_land() -> None:
    assert alike(WaterProximity(), PINOLE, *(row.to_dict() for _, row in TOWNS.iterrows())) == [1.0, 0.7, 0.0]
    water = WaterProximity()
    assert water.reason(PINOLE, TOWNS.iloc[0].to_dict()) == (
        "0.4 km from the sea coast; Pinole is about as near, 1.0 km from it"
    )
    assert water.reason(PINOLE, TOWNS.iloc[1].to_dict()) == (
        "3.6 km from a large lake or wide river; Pinole is by the water as well, 1.0 km from the sea coast"
    )
    assert water.reason(PINOLE, JOHN_DAY) == (
        "140 km from a large lake or wide river, inland; Pinole is 1.0 km from the sea coast"
    )


EVANSTON = {"name": "Evanston", "coast_km": 961.0, "lake_km": 2.0, "river_km": 86.4}
SAINT_TROPEZ = {"name": "Saint-Tropez", "coast_km": 0.3, "lake_km": 315.0, "river_km": 57.1}
HOPKINTON = {"name": "Hopkinton", "coast_km": 39.9, "lake_km": 61.2, "river_km": 49.2}
NAPERVILLE = {"name": "Naperville", "coast_km": 987.0, "lake_km": 44.9, "river_km": 44.6}
GENEVA = {"name": "Geneva", "coast_km": 290.0, "lake_km": 0.5, "river_km": 0.3}


def test_a_lakeside_town_finds_lakes_then_the_sea_then_nothing() -> None:
    assert alike(WaterProximity(), EVANSTON, GENEVA, SAINT_TROPEZ, NAPERVILLE) == [1.0, 0.7, 0.0]
    told = WaterProximity().reason(EVANSTON, SAINT_TROPEZ)
    assert (
        told
        == "0.3 km from the sea coast; Evanston is by the water as well, 2.0 km from a large lake or wide river"
    )


def test_hopkinton_forty_kilometres_from_the_sea_is_inland_and_saint_tropez_is_not() -> None:
    assert alike(WaterProximity(), HOPKINTON, SAINT_TROPEZ, GENEVA, NAPERVILLE, HOPKINTON) == [0, 0, 1, 1]
    told = WaterProximity().reason(HOPKINTON, SAINT_TROPEZ)
    assert told == "0.3 km from the sea coast, by the shore; Hopkinton is 40 km from it"


def test_truckee_gets_inland_partners_and_los_angeles_the_coast(world: World) -> None:
    """Truckee lies 16 km behind Lake Tahoe, Daisen on the Sea of Japan, Hakuba in the Japanese Alps."""
    number = {"Truckee": 5403676, "Los Angeles": 5368361, "Dilijan": 616752, "Chamonix": 3027301}
    truckee, angeles, dilijan, chamonix = (world.row(world.row_of(each)) for each in number.values())
    daisen = next(
        world.row(row)
        for row in np.flatnonzero((world["country"] == "JP") & (np.asarray(world["coast_km"]) < 0.2)).tolist()
        if world["name"][row] == "Daisen"
    )
    assert alike(WaterProximity(), truckee, daisen, chamonix, dilijan) == [0.0, 1.0, 1.0]
    assert alike(WaterProximity(), angeles, daisen, chamonix) == [1.0, 0.0]


def test_an_inland_seeker_gets_inland_partners() -> None:
    inland = WaterProximity(kinds=("coast", "lake"))
    assert inland.similarity(JOHN_DAY, TOWNS).tolist() == [0.0, 0.0, 1.0]
    boise = {"name": "Boise", "coast_km": 640.0, "lake_km": 160.0}
    told = inland.reason(JOHN_DAY, boise)
    assert told == "both lie inland, 160 km and 140 km from the sea or a large lake"


def test_a_river_town_shares_the_river_only_when_rivers_count() -> None:
    assert WaterProximity(kinds=("coast", "lake", "river")).setting(JOHN_DAY) == ("river", 1.0)
    assert WaterProximity(kinds=("coast", "lake")).setting(JOHN_DAY) == ("", 0.0)


DILIJAN = {"name": "Dilijan", "coast_km": 284.0, "lake_km": 16.3, "river_km": 65.9}


def test_a_river_far_away_is_neither_told_nor_held_against_anyone() -> None:
    """Dilijan stands on the Aghstev, which the data do not hold: the nearest river that they hold is 66 km away."""
    every = WaterProximity(kinds=("coast", "lake", "river"))
    got = every.similarity(EVANSTON, pd.DataFrame([DILIJAN, GENEVA, JOHN_DAY]))
    assert np.isnan(got[0]) and got[1:].round(2).tolist() == pytest.approx([1.0, 0.7])
    told = every.reason(EVANSTON, DILIJAN)
    assert told == "16 km from a large lake or wide river; whether it lies on a river is unknown"
    assert alike(every, DILIJAN, NAPERVILLE, JOHN_DAY, SAINT_TROPEZ) == [1.0, 1.0, 0.0]
    river = WaterProximity(kinds="river")
    assert river.knows(JOHN_DAY) and not river.knows(DILIJAN)
    assert np.isnan(WaterProximity(kinds="river", mode="absolute").similarity({}, pd.DataFrame([DILIJAN]))[0])


def test_how_far_a_lake_is_felt_can_be_set() -> None:
    twelve = {"name": "Twelve", "coast_km": 900.0, "lake_km": 12.5}
    assert WaterProximity().setting(twelve)[0] == ""
    assert WaterProximity(reach=1).setting(twelve)[0] == "lake"


def test_absolute_counts_any_of_the_kinds_whoever_asks() -> None:
    water = WaterProximity(mode="absolute", kinds=("coast", "lake"))
    assert water.similarity(JOHN_DAY, TOWNS).tolist() == [1.0, 1.0, 0.0]
    assert water.reason(JOHN_DAY, TOWNS.iloc[1].to_dict()) == "3.6 km from a large lake or wide river"


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
        ("Provo to Utah Lake", 40.23384, -111.65853, "lake_km", 1, 8),
        ("Lehi to Utah Lake", 40.39162, -111.85077, "lake_km", 1, 7),
        ("Cokeville to Bear Lake", 42.0849, -110.9557, "lake_km", 20, 30),
        (
            "Chambéry, whose lake has 44 km2, to the Lake of Geneva or of Annecy",
            45.56628,
            5.92079,
            "lake_km",
            60,
            100,
        ),
        ("Kalgoorlie among salt pans", -30.74614, 121.4742, "lake_km", 100, 2000),
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


def test_the_distance_to_a_lake_is_never_compared_with_that_to_the_sea(world: World) -> None:
    """Truckee is 16 km from Lake Tahoe: a town 30 km from the sea is not nearer to "it", and each has its own water."""
    truckee = {"name": "Truckee", "coast_km": 229.0, "lake_km": 15.6}
    for coast in (0.5, 31.0, 104.0):
        told = WaterProximity().reason(truckee, {"coast_km": coast, "lake_km": 400.0})
        assert told.endswith("Truckee is 16 km from a large lake or wide river")
        assert " it" not in told.partition(";")[2] and "farther" not in told
    assert (
        WaterProximity()
        .reason(truckee, {"coast_km": 400.0, "lake_km": 14.0})
        .endswith("Truckee is 16 km from one")
    )
    placer = {**truckee, "name": "Placer County", "kind": "county"}
    told = WaterProximity().reason(placer, {"coast_km": 0.5, "lake_km": 400.0})
    assert told.endswith("the centre of Placer County's people is 16 km from a large lake or wide river"), (
        "its shore is in it"
    )


def test_a_town_far_from_sea_and_lakes_is_inland_and_nothing_is_said_of_its_river() -> None:
    """Eagle Pass lies on the Rio Grande and Svishtov on the Danube: neither may be called away from the shore."""
    eagle_pass = {"name": "Eagle Pass", "coast_km": 420.0, "lake_km": 95.0}
    svishtov = {"name": "Svishtov", "coast_km": 209.0, "lake_km": 400.0}
    assert WaterProximity().reason(eagle_pass, svishtov) == (
        "both lie inland, 209 km and 95 km from the sea or a large lake"
    )
    assert WaterProximity().in_short(eagle_pass, svishtov) == "both lie inland"


def test_where_lakes_alone_count_a_town_far_from_them_may_lie_by_the_sea() -> None:
    boise, nice = {"name": "Boise", "lake_km": 160.0}, {"name": "Nice", "coast_km": 0.5, "lake_km": 140.0}
    told = WaterProximity(kinds=("lake",)).reason(boise, nice)
    assert told == "neither lies by a large lake or wide river, 140 km and 160 km from the nearest"


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (4.0, "is by the water as well, 4.0 km"), (14.0, "is near the water as well, 14 km"),
        (25.0, "is not far from the water either, 25 km"),
    ],
)  # fmt: skip
def test_the_words_fit_the_distance_from_the_water(km: float, words: str) -> None:
    solvang = {"name": "Solvang", "coast_km": km, "lake_km": 400.0}
    told = WaterProximity().reason(solvang, {"coast_km": 300.0, "lake_km": 1.0})
    assert told == f"1.0 km from a large lake or wide river; Solvang {words} from the sea coast"


def test_that_both_lie_inland_speaks_only_where_nothing_else_does() -> None:
    gallup, guerrero = {"coast_km": 600.0, "lake_km": 251.0}, {"coast_km": 280.0, "lake_km": 300.0}
    water = WaterProximity()
    assert not water.speaks({"name": "Gallup", **gallup}, guerrero)
    assert water.in_short({"name": "Gallup", **gallup}, guerrero) == "both lie inland"
    assert water.speaks(PINOLE, TOWNS.iloc[0].to_dict())
