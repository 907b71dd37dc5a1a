"""What each measure depends on, its values at points worked by hand, and the World that it is on."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.datasets import Labels, Table, Text, World, load_world
from citymatch.features import Extractor, make_extractor
from citymatch.features.agglomeration import FROM_EQUATOR, Latitude
from citymatch.features.ancestry import AncestralTies, people_from
from citymatch.features.attributes import OwnAttribute
from citymatch.features.base import Derived
from citymatch.features.climate import SHORE_CELLS, Elevation, climate_at, letters_in_common
from citymatch.features.history import HistoricalTies
from citymatch.features.lookup import NAMED, rows_with
from citymatch.features.metropolis import NearbyMetropolis
from citymatch.features.namesake import Namesake, names_of
from citymatch.features.openness import Openness, counted
from citymatch.features.origins.regions import REGION as ROOTS
from citymatch.features.population import PopulationSize
from citymatch.features.profile import profile
from citymatch.features.role import SHARE, RegionalRole
from citymatch.features.ties import REGION
from citymatch.features.travel import TravelAccess
from citymatch.features.unit import PEOPLE
from citymatch.features.volumes import TieVolume
from citymatch.features.water import WaterProximity, distance_to
from citymatch.places import Community

CURVE = [(1.0, 0.0), (9.0, 1.0)]
CALIFORNIA = {"country": "US", "admin1": "CA", "name": "Pinole"}
NORWICH = {"country": "GB", "admin1": "ENG", "name": "Norwich"}
BAY, LAKE, INLAND, BETWEEN = (
    {"coast_km": coast, "lake_km": lake}
    for coast, lake in ((1.0, 90.0), (90.0, 2.0), (90.0, 90.0), (30.0, 90.0))
)


def to_water(kind: str, scales: tuple[float, float] = (1.0, 0.4)) -> Derived:
    return distance_to(kind, ("coast", "lake"), scales, 10.0, 50.0)


@pytest.mark.parametrize(
    ("extractor", "seeker", "keys", "scope"),
    [
        (PopulationSize(), PINOLE, (PEOPLE,), None),
        (WaterProximity(), BAY, (to_water("coast"),), ("coast", 1.0)),
        (WaterProximity(), LAKE, (to_water("lake"),), ("lake", 1.0)),
        (WaterProximity(), INLAND, (to_water(""),), ("", 0.0)),
        (WaterProximity(), BETWEEN, (to_water("coast"),), None),
        (WaterProximity("coast"), BETWEEN, ("coast_km",), None),
        (WaterProximity("lake"), LAKE, ("lake_km",), ("lake", 1.0)),
        (WaterProximity(curve=CURVE), BETWEEN, (to_water("coast"),), ("coast", 1.0)),
        (WaterProximity(mode="absolute"), {}, (to_water("", (1.0, 1.0)),), ("absolute", 1.0)),
        (NearbyMetropolis(), {"people_50km": 4e6}, ("people_50km",), (1_000_000,)),
        (NearbyMetropolis(), {"people_50km": 4e3}, ("people_50km",), (50_000,)),
        (NearbyMetropolis(), {"people_50km": 4e5}, ("people_50km",), None),
        (NearbyMetropolis(curve=CURVE), {"people_50km": 4e5}, ("people_50km",), ()),
        (NearbyMetropolis("absolute"), {}, ("people_50km",), ()),
        (RegionalRole(), PINOLE, (SHARE,), None),
        (RegionalRole(curve=CURVE), PINOLE, (SHARE,), ()),
        (make_extractor("climate"), PINOLE, ("climate",), "Csb"),
        (Elevation(), PINOLE, ("elevation_m",), None),
        (TravelAccess(), {}, ("large_airport_km",), ()),
        (TravelAccess("scheduled"), {}, ("airport_km",), ()),
        (make_extractor("agglomeration"), PINOLE, ("people_50km",), None),
        (Latitude(), PINOLE, (FROM_EQUATOR,), None),
        (make_extractor("self_governing"), {}, ("standing_probability",), ()),
        (make_extractor("ancestry"), CALIFORNIA, (ROOTS,), ("CA", "", "", "", 0, 0.0, None)),
        (make_extractor("ancestry"), {**CALIFORNIA, "county_fips": "06013", "population": 5.0}, (ROOTS,),
         ("CA", "06013", "", "", 0, 0.0, 5.0)),
        (make_extractor("ancestry"), {"country": "US", "admin1": "NY", "geonameid": 5140405, "population": 9.0},
         (ROOTS,), ("NY", "", "", "", 5140405, 9.0, 9.0)),
        (make_extractor("ancestry"), {**CALIFORNIA, "unit_code": "0657288", "name": "Pinole"}, (ROOTS,),
         ("CA", "", "0657288", "Pinole", 0, 0.0, None)),
        (make_extractor("ancestry"), NORWICH, (ROOTS, people_from("GB.ENG", 0.004, 0.25)), "GB.ENG"),
        (make_extractor("ancestry"), {**NORWICH, "stated_origins": {"PL": 0.1}}, (ROOTS,), None),
        (make_extractor("trade"), CALIFORNIA, ("country",), ("US", "CA")),
        (make_extractor("language"), NORWICH, ("country",), ("GB", "")),
        (make_extractor("history"), {"country": "ES"}, (REGION, "county_fips"), ("ES", "")),
        (make_extractor("history"), PINOLE | {"admin1": "CA", "county_fips": "06013"}, ("country",),
         ("US", "CA", "06013")),
        (make_extractor("history"), {"country": "CH"}, ("country",), ("CH", "")),
        (TieVolume(), CALIFORNIA, ("country",), ("US", "CA")),
        (TieVolume(), NORWICH, ("country",), ("GB", "")),
        (make_extractor("shared_name"), PINOLE, (NAMED,), None),
        (make_extractor("namesake"), PINOLE, (NAMED,), None),
        (Openness(), {"geonameid": 4543762}, (counted(load_world()),), None),
        (Openness(), {"geonameid": 5383187}, (counted(load_world()),), ()),
        (Openness(leave_out=((1, 2),)), {"geonameid": 5383187}, None, ()),
        (OwnAttribute("x", "yes"), {}, ("attribute:x",), ()),
        (OwnAttribute("x", "same"), {"attribute:x": "1"}, ("attribute:x",), None),
    ],
)  # fmt: skip
def test_what_a_measure_depends_on(
    extractor: Extractor, seeker: dict[str, Any], keys: object, scope: object
) -> None:
    assert extractor.keys(seeker) == keys
    assert extractor.scope(seeker) == scope


VALUES: list[tuple[Extractor, dict[str, Any], list[float], list[float]]] = [
    (Elevation(), {}, [0, 100, 550, 1000], [1, 1, 0.5, 0]),
    (TravelAccess(), {}, [60, 180, 300], [1, 0.5, 0]),
    (TravelAccess(core=0, edge=90), {}, [0, 30, 60], [1, 0.75, 0.25]),
    (Latitude(), {}, [3, 16.5, 30], [1, 0.5, 0]),
    (make_extractor("agglomeration"), {}, [2, 0.5, 10, 0.1, 50, 0.02], [1, 1, 0.5, 0.5, 0, 0]),
    (PopulationSize(core=2, edge=8), {}, [2, 0.5, 4, 0.25, 8], [1, 1, 0.5, 0.5, 0]),
    (WaterProximity(), BAY, [10, 30, 50], [1, 0.5, 0]),
    (WaterProximity(), BETWEEN, [10, 30, 50], [1, 1, 0]),
    (WaterProximity(), LAKE, [4, 12, 20], [1, 0.5, 0]),
    (WaterProximity(), INLAND, [10, 30, 50], [0, 0.5, 1]),
    (WaterProximity(mode="absolute"), INLAND, [10, 30, 50], [1, 0.5, 0]),
    (NearbyMetropolis(), {"people_50km": 4e5}, [4e5, 6e5, 4e5 * 6**0.5, 1.6e6, 1e5], [1, 1, 0.5, 0.4673, 0]),
    (RegionalRole(), {"population": 100.0, "people_50km": 1e4}, [0.01, 0.02, 0.01 * 40**0.5, 0.2], [1, 1, 0.5, 0]),
    (make_extractor("climate"), {}, [0, 1, 2, 3], [0, 0.4, 0.7, 1]),
    (make_extractor("climate", {"second": 0.9, "group": 0.1}), {}, [0.5, 1, 2], [0.05, 0.1, 0.9]),
    (AncestralTies(floor=0.01, full=1.0), {}, [0, 0.01, 0.1, 1, 9], [0, 0, 0.5, 1, 1]),
    (make_extractor("trade", {"none": 0.1, "full": 10.0}), {}, [0.1, 1, 10], [0, 0.5, 1]),
    (HistoricalTies(), {}, [0, 1, 2, 3], [0, 0.1, 0.2, 1]),
    (HistoricalTies(nation=0.3, treaty=0.5), {}, [0, 1, 1.5], [0, 0.3, 0.4]),
    (TieVolume(), {}, [0, 99_999, 1e9], [0, 1, 1]),
    (TieVolume(), {}, [10**2.5 - 1], [0.5]),
    (Openness(full=5.0), {}, [0, 1, 3, 5, 8], [0, 0.5, 0.75, 1, 1]),
    (make_extractor("shared_name"), {}, [0, 0.8, 1], [0, 0.8, 1]),
    (make_extractor("shared_name", {"new": 0.2}), {}, [0, 0.8, 1], [0, 0.2, 1]),
    (Namesake(), {}, [0, 1, 2, 4], [0, 0.25, 0.5, 1]),
    (make_extractor("self_governing"), {}, [-0.5, 0.25, 1.5], [0, 0.25, 1]),
    (OwnAttribute("x", "overlap", core=4), {}, [0, 1, 4, 5], [0, 0.25, 1, 1]),
    (OwnAttribute("x", "overlap", core=0), {}, [0, 1], [0, 1]),
    (OwnAttribute("x", "near", core=10, edge=20), {}, [10, 15, 20], [1, 0.5, 0]),
    (OwnAttribute("x", "yes"), {}, [0, 1], [0, 1]),
]  # fmt: skip


@pytest.mark.parametrize(("extractor", "seeker", "measure", "expected"), VALUES)
def test_values_at_points_worked_by_hand(
    extractor: Extractor, seeker: dict[str, Any], measure: list[float], expected: list[float]
) -> None:
    found = extractor.value_of(np.array(measure, np.float64), seeker)
    np.testing.assert_allclose(found, expected, atol=1e-4)


@pytest.mark.parametrize(
    ("name", "half"),
    [("size", 3.0), ("metropolis", 3.0), ("role", 3.0), ("agglomeration", 3.0), ("ancestry", 3.0),
     ("trade", 3.0), ("language", 3.0), ("tie_volume", 3.0), ("water", 5.0), ("climate", 5.0), ("elevation", 5.0),
     ("travel", 5.0), ("latitude", 5.0), ("history", 5.0), ("openness", 5.0), ("shared_name", 5.0)],
)  # fmt: skip
def test_a_learned_curve_given_to_the_constructor_is_used(name: str, half: float) -> None:
    """Ratios are interpolated by their logarithms (halfway from 1 to 9 is 3), other measures as they stand."""
    found = make_extractor(name, {"curve": CURVE}).value_of(np.array([0.5, 1.0, half, 9.0, 99.0]), PINOLE)
    assert found.tolist() == [0.0, 0.0, 0.5, 1.0, 1.0]


@pytest.mark.parametrize(
    ("name", "parameters", "words"),
    [
        ("elevation", {"core": 500.0, "edge": 400.0}, r"edge must be more than core \(500 m\), not 400"),
        ("elevation", {"core": 500.0, "edge": 500.0}, "edge must be more than core"),
        ("travel", {"core": 300.0, "edge": 300.0}, r"edge must be more than core \(300 km\), not 300"),
        ("water", {"core": 50.0}, r"edge must be more than core \(50 km\), not 50"),
        ("role", {"core": 20.0}, r"edge must be more than core \(20 times\), not 20"),
        (
            "metropolis",
            {"remote": 1e6},
            r"remote must be less than large \(1,000,000 people\), not 1,000,000",
        ),
        ("attributes", {"column": 3}, "column must be the name of a column, not 3"),
        ("attributes", {"compare": "near", "core": 2.0}, r"edge must be more than core \(2\), not 2"),
        ("water", {"kinds": ()}, r"kinds must be some of coast, lake, river, not \(\)"),
        ("water", {"kinds": ("coast", "bog")}, "kinds must be some of"),
    ],
)
def test_parameters_that_contradict_each_other_are_refused(
    name: str, parameters: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=f"^[A-Za-z]+: {words}"):
        make_extractor(name, parameters)


def test_shares_are_taken_to_three_figures() -> None:
    towns = pd.DataFrame(
        {
            "population": [19_269.0, 12_345.0, 2e6, 7.0, 0.0, 5.0],
            "people_50km": [4.5e6, 1e6, 1e6, 9e6, 1e6, 0.0],
        }
    )
    shares = RegionalRole().measure(PINOLE, towns)
    np.testing.assert_allclose(shares, [0.00428, 0.0123, 1.0, 7.78e-7, 0.0, np.nan], rtol=1e-12)
    assert RegionalRole().transform(towns)["region_share"].tolist()[:2] == [0.00428, 0.0123]


def test_latitudes_are_taken_to_a_hundredth_of_a_degree() -> None:
    places = pd.DataFrame({"latitude": [-38.004, 38.0149, 37.0]})
    assert Latitude().measure({"latitude": 38.0}, places).round(9).tolist() == [0.0, 0.01, 1.0]
    assert Latitude().measure({"latitude": -38.004}, places).round(9).tolist() == [0.0, 0.01, 1.0]


def test_region_is_the_country_and_in_the_united_states_the_state() -> None:
    places = Table(
        {"country": Labels.of(["US", "FR", "US", ""]), "admin1": Labels.of(["CA", "11", "", "CA"])}
    )
    assert list(REGION.of(places)) == ["US.CA", "FR", "US.", ""]
    assert list(REGION.of({"country": ["FR"], "admin1": ["11"]})) == ["FR"]


def test_the_measure_of_a_tie_abroad_is_that_of_the_state_where_it_has_one() -> None:
    places = pd.DataFrame({"country": ["US", "US", "MX", "ZZ"], "admin1": ["FL", "OH", "FL", ""]})
    found = HistoricalTies().measure({"country": "ES"}, places)
    np.testing.assert_array_equal(found, [2.0, 1.0, 1.0, np.nan])
    assert HistoricalTies().measure({"country": "CH"}, places).tolist()[:2] == [0.0, 0.0]


def test_the_strongest_tie_of_each_place_is_a_feature() -> None:
    places = pd.DataFrame({"country": ["US", "US", "ZZ"], "admin1": ["TX", "CA", ""]}, index=[5, 7, 9])
    made = make_extractor("history").transform(places)
    assert made.index.tolist() == [5, 7, 9]
    assert made["strongest_past"].tolist() == ["ES", "ES", ""]
    assert made["strongest_past_level"].tolist()[:2] == [3.0, 3.0] and np.isnan(
        made["strongest_past_level"][9]
    )


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("Csb", "Csa", 2), ("Csb", "Cfb", 1), ("Csb", "Dsb", 0), ("Af", "Af", 3), ("Af", "Afx", 2), ("", "Af", None)],
)  # fmt: skip
def test_letters_in_common(one: str, other: str, letters: float | None) -> None:
    found = letters_in_common(one, other)
    assert found == letters if letters is not None else np.isnan(found)


def test_a_place_in_the_sea_takes_the_climate_of_the_nearest_land_within_three_cells(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One cell of Af and one of BWh in a sea of cells of one degree, on the equator."""
    from citymatch.features import climate

    class Sea:
        rows, columns, classes = 180, 360, ("", "Af", "BWh")

        @staticmethod
        def codes(row: Any, column: Any) -> Any:
            row, column = np.asarray(row), np.asarray(column) % 360
            return np.where(
                (row == 90) & (column == 180), 1, np.where((row == 90) & (column == 186), 2, 0)
            ).astype(np.uint8)

    monkeypatch.setattr(climate, "load_climate", lambda: Sea)
    assert SHORE_CELLS == 3  # of the real grid: about 9 km
    east = [0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 9.5, 10.5, -2.5, -3.5]
    found = list(climate_at([-0.5] * len(east), east))
    assert found[:4] == ["Af"] * 4 and found[4:8] == ["BWh"] * 4
    assert found[8:] == ["", "Af", ""]
    north = [-0.5, 0.5, 2.5, 3.5, -3.5, -4.5]
    assert list(climate_at(north, [0.5] * 6)) == ["Af", "Af", "Af", "", "Af", ""]
    # On the 60th parallel a cell is half as wide as high, but here the land is on the equator alone.
    assert list(climate_at([np.nan], [0.5])) == [""]


def test_rows_by_number_come_in_order_each_as_often_as_it_stands_there() -> None:
    places = Table({"number": np.array([5, 9, 5, 0, 7])})
    assert rows_with(places, [7, 5]).tolist() == [0, 2, 4]
    assert rows_with(places, [0, -1, 8]).tolist() == rows_with(places, []).tolist() == []


def test_partners_of_the_seeker_are_counted_without_it() -> None:
    places = Table({"number": np.array([9634762, 4013516, 6, 0, 9634762])})
    rows, measures = Openness().patches({"geonameid": 4543762}, places)
    assert rows.tolist() == [0, 1, 4] and measures.tolist() == [0.0, 2.0, 0.0]
    np.testing.assert_array_equal(Openness().measure({"geonameid": 4543762}, places), [0, 2, 0, np.nan, 0])
    assert Openness().measure({}, places)[0] == 1.0
    own = Table({"number": np.array([9634762, 1]), "partnerships": np.array([0.0, 8.0])})
    assert Openness().measure({"geonameid": 4543762}, own).tolist() == [0.0, 8.0]  # never fewer than none


def small_world(names: list[str], alternates: dict[str, int], **columns: Any) -> World:
    number = np.arange(1, len(names) + 1) * 10
    texts = Text.of(names)
    owners = np.array(list(alternates.values()), np.int64)
    return World(
        {"number": number, "name": texts, "ascii_name": texts, **columns},
        len(names), lambda: (Text.of(list(alternates)), owners), "a small world",
    )  # fmt: skip


NAMES = [
    "Copertino", "Cupertino", "Cupertin", "Cupretino", "Cupertinos", "Cuperlina", "Saint Anselm", "St. Anselm",
    "Torino", "Turin", "Burin", "Bern", "", "Cupertino",
]  # fmt: skip


def test_namesakes_are_looked_up_in_the_world_that_is_handed_in() -> None:
    world = small_world(NAMES, {"Turin": 8, "Cupertino": 12, "Berne": 11})
    extractor = Namesake().fit(world)
    expected = [0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4]
    assert extractor.measure({"name": "Cupertino"}, world).tolist() == expected
    assert np.flatnonzero(extractor.measure({"name": "Turin"}, world) > 0).tolist() == [8, 9]
    assert np.flatnonzero(extractor.measure({"name": "Saint Anselm"}, world) == 4).tolist() == [6, 7]
    assert np.flatnonzero(extractor.measure({"name": "St. Anselm"}, world) == 4).tolist() == [6, 7]
    assert extractor.measure({"name": "New Bern"}, world)[11] == 1.0
    assert np.isnan(extractor.measure({"name": "New Bern"}, world)[12])
    assert names_of(world) is names_of(world)
    empty = small_world([], {})
    assert Namesake().fit(empty).measure({"name": "Cupertino"}, empty).tolist() == []


def test_the_bearers_of_a_name_are_those_that_a_search_through_all_finds(world: World) -> None:
    every = list(world.texts("ascii_name"))
    number, index = np.asarray(world["number"]), names_of(world)
    bearers = {row for row, other in enumerate(every) if other == "Vernon"}
    bearers |= {
        int(r) for n, r in zip(world.alternate_name, world.alternate_row, strict=True) if n == "Vernon"
    }
    assert set(index.bearers("Vernon").tolist()) == set(number[sorted(bearers)].tolist())


def test_the_large_city_is_sought_and_named_in_the_world_that_is_handed_in(world: World) -> None:
    alone = World(
        {"number": np.array([7, 2988507]), "name": Text.of(["Auteuil", "Lutetia"]),
         "latitude": np.array([48.0, 48.85]), "longitude": np.array([2.0, 2.35])},
        2, lambda: (Text.of([]), np.array([], np.int64)), "two places",
    )  # fmt: skip
    extractor = NearbyMetropolis().fit(alone)
    towns = pd.DataFrame({"latitude": [48.85, 40.7, np.nan], "longitude": [2.0, -74.0, 0.0]})
    made = extractor.transform(towns)
    assert made["metropolis_id"].tolist() == [2988507, 0, 0]
    assert 25 < made["metropolis_km"][0] < 26.5 and made["metropolis_km"].isna().tolist() == [
        False,
        True,
        True,
    ]
    candidate = {"people_50km": 9.0, "metropolis_id": 2988507, "metropolis_km": 12.0}
    told = "12 km from the centre of {} (about 11 million people within 30 km)"
    assert extractor.reason(PINOLE, candidate).endswith(told.format("Lutetia"))
    assert NearbyMetropolis().reason(PINOLE, candidate).endswith(told.format("Paris"))
    none = small_world(["Bern"], {}, latitude=np.array([47.0]), longitude=np.array([7.4]))
    assert NearbyMetropolis().fit(none).transform(TOWNS)["metropolis_id"].tolist() == [0, 0, 0]


def test_a_profile_is_computed_on_the_world_that_is_handed_in(world: World) -> None:
    columns = {name: np.zeros(1) for name in ("people_50km", "metropolis_km", "coast_km")}
    none = small_world(["Bern"], {}, latitude=np.array([47.0]), longitude=np.array([7.4]), **columns)
    town = Community("user:x", "place", "Testville", "CA", "California", "US", 38.0, -122.3, 5000)
    assert profile(town, none)["metropolis_id"] == 0 and profile(town, world)["metropolis_id"] > 0
