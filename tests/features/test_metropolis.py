from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from places_of_the_world import PINOLE, TOWNS

from citymatch.datasets import World
from citymatch.features.metropolis import NearbyMetropolis
from citymatch.features.people_around import counted_people, people_within
from citymatch.features.role import RegionalRole
from citymatch.testing import ExtractorConformance

JOHN_DAY = TOWNS.iloc[2].to_dict()


class TestSharedMetropolis(ExtractorConformance):
    extractor = NearbyMetropolis()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"people_50km": np.nan}
    unknown_seeker = {"people_50km": np.nan}


class TestAbsoluteMetropolis(ExtractorConformance):
    extractor = NearbyMetropolis(mode="absolute")
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"people_50km": np.nan}
    unknown_seeker = "the candidate alone is measured, whoever asks"


class TestRegionalRole(ExtractorConformance):
    extractor = RegionalRole()
    seeker = PINOLE
    candidates = TOWNS
    unknown_row = {"population": np.nan}
    unknown_seeker = {"population": np.nan}


def test_a_seeker_in_a_metropolis_gets_metropolises_and_a_remote_one_gets_the_remote() -> None:
    assert NearbyMetropolis().similarity(PINOLE, TOWNS).tolist() == [1.0, 1.0, 0.0]
    assert NearbyMetropolis().similarity(JOHN_DAY, TOWNS).tolist() == [0.0, 0.0, 1.0]
    assert NearbyMetropolis(mode="absolute").similarity(JOHN_DAY, TOWNS).tolist() == [1.0, 1.0, 0.0]


def test_similarity_falls_smoothly_below_a_million_to_nothing_at_a_quarter() -> None:
    people = pd.DataFrame({"people_50km": [1e6, 999_000.0, 500_000.0, 251_000.0, 250_000.0]})
    alike = NearbyMetropolis().similarity(PINOLE, people)
    assert alike[0] == 1.0 and 0.999 < alike[1] < 1.0
    assert alike[2] == pytest.approx(0.5)
    assert 0 < alike[3] < 0.001 and alike[4] == pytest.approx(0, abs=1e-7)


def test_people_around_pinole_and_chicago(world: World) -> None:
    people = np.asarray(world["people_50km"])
    assert 4.0e6 < people[world.row_of(5383187)] < 5.0e6
    assert 6.5e6 < people[world.row_of(4887398)] < 9.5e6


def test_nobody_is_counted_twice_in_great_cities(world: World) -> None:
    """Known agglomerations, in millions within about 50 km, to a fifth: Tokyo, Paris, Toronto, Sydney, Berlin."""
    known = {1850147: 32.0, 2988507: 11.7, 6167865: 6.3, 2147714: 5.2, 2950159: 4.4}
    people = np.asarray(world["people_50km"])[world.rows_of(list(known))]
    np.testing.assert_allclose(people / 1e6, list(known.values()), rtol=0.2)


def test_east_orange_has_sixteen_million_around_it(world: World) -> None:
    """New York's five boroughs (8.8 million), north-eastern New Jersey and the near suburbs, each person once."""
    assert 15e6 < np.asarray(world["people_50km"])[world.row_of(5097598)] < 17e6


def test_a_section_of_a_city_adds_nothing_and_a_village_apart_adds_its_people() -> None:
    places = pd.DataFrame(
        [
            (1, 0.0, 0.0, 900_000.0, "self_governing", 0, ""),
            (2, 0.0, 0.05, 30_000.0, "part_of", 1, ""),  # 5.6 km away: the city reaches 9.8 km
            (3, 0.0, 0.20, 700.0, "part_of", 1, ""),  # 22 km away
            (4, 0.0, 0.30, 5_000.0, "part_of", 1, "PPLX"),
            (5, 0.0, 0.40, 800.0, "part_of", 0, ""),  # governed by nobody knows whom
            (6, 0.0, 0.50, float("nan"), "self_governing", 0, ""),
        ],
        columns=[
            "geonameid",
            "latitude",
            "longitude",
            "population",
            "standing",
            "governed_by",
            "feature_code",
        ],
    ).assign(country="ID", legal_kind="")
    assert counted_people(places).tolist() == [900_000.0, 0.0, 700.0, 0.0, 0.0, 0.0]


def test_a_country_does_not_come_to_more_than_its_population() -> None:
    places = pd.DataFrame(
        {
            "geonameid": [1, 2, 3],
            "latitude": [42.5, 42.9, 42.1],
            "longitude": [1.5, 1.5, 1.5],
            "population": [67_006.0, 15_000.0, 5_000.0],
            "country": "AD",  # 77,006 people
            "standing": ["self_governing", "part_of", "part_of"],
            "governed_by": [0, 1, 1],
            "feature_code": "",
            "legal_kind": "",
        }
    )
    assert counted_people(places).tolist() == pytest.approx([67_006.0, 7_500.0, 2_500.0])


def test_computing_for_a_place_of_ones_own_gives_what_the_world_says(world: World) -> None:
    rows = world.rows_of([5383187, 5746545, 2193733])  # Pinole; Portland, Oregon; Auckland
    some = world.take(rows)
    made = NearbyMetropolis().transform(some)
    np.testing.assert_allclose(
        made["people_50km"], np.asarray(some["people_50km"]), rtol=0.005
    )  # three figures
    np.testing.assert_array_equal(made["metropolis_id"], np.asarray(some["metropolis_id"]))
    np.testing.assert_allclose(made["metropolis_km"], np.asarray(some["metropolis_km"]), atol=0.251)


def test_people_are_counted_across_the_antimeridian_and_over_the_pole() -> None:
    found = people_within([0.0, 89.9], [179.9, 0.0], [0.0, 89.9], [-179.9, 180.0], [5.0, 7.0])
    assert found.tolist() == [5.0, 7.0]


def test_the_edge_of_fifty_kilometres() -> None:
    degree = 111.195
    found = people_within([0.0], [0.0], [0.0, 0.0], [49.9 / degree, 50.1 / degree], [1.0, 10.0])
    assert found.tolist() == [1.0]


def test_a_core_city_is_told_from_a_suburb_and_a_town_that_stands_free() -> None:
    role = RegionalRole()
    assert role.role(19_269, 4.5e6) == "one of many in its region"
    assert role.role(700_000, 1.2e6) == "the core city of its region"
    assert role.role(1_705, 5_000) == "a free-standing community"
    told = role.reason(PINOLE, TOWNS.iloc[1].to_dict())
    assert told.startswith(
        "the core city of its region, with 31 % of the people within 50 km; Pinole is one of"
    )


def test_the_wards_of_tokyo_are_in_its_figure_and_towns_beyond_are_not() -> None:
    """Shinjuku is 1 km away and Hachioji 40; Kawasaki, 17 km away, lies in another prefecture."""
    places = pd.DataFrame(
        {
            "geonameid": [1850147, 1850148, 1850149, 1850150],
            "latitude": [35.69, 35.69, 35.66, 35.53],
            "longitude": [139.69, 139.70, 139.25, 139.70],
            "population": [9_700_000.0, 350_000.0, 580_000.0, 1_500_000.0],
            "country": "JP",
            "admin1": ["40", "40", "40", "19"],
            "standing": "self_governing",
            "governed_by": 0,
            "feature_code": "PPL",
            "legal_kind": "",
        }
    )
    assert counted_people(places).tolist() == [9_700_000.0, 0.0, 580_000.0, 1_500_000.0]
    assert counted_people(places.assign(country=["JP", "KR", "JP", "JP"]))[1] == 350_000.0


def test_a_census_place_near_the_city_adds_its_people() -> None:
    places = pd.DataFrame(
        {
            "geonameid": [1, 2, 3],
            "latitude": [40.0, 40.0, 40.0],
            "longitude": [-90.0, -89.99, -89.98],
            "population": [900_000.0, 5_000.0, 4_000.0],
            "country": "US",
            "admin1": "IL",
            "standing": ["self_governing", "part_of", "part_of"],
            "governed_by": [0, 1, 1],
            "feature_code": ["PPL", "PPL", "PPLX"],
            "legal_kind": ["", "CDP", "CDP"],
        }
    )
    assert counted_people(places).tolist() == [900_000.0, 5_000.0, 0.0]


@pytest.mark.parametrize(
    ("population", "people", "words"),
    [
        (20_000, 100_000, "the core city of its region"),
        (19_900, 100_000, "one of many in its region"),
        (99_999, 99_999, "a free-standing community"),
        (1, 99_999, "a free-standing community"),
    ],
)
def test_where_a_role_begins(population: float, people: float, words: str) -> None:
    assert RegionalRole().role(population, people) == words


@pytest.mark.parametrize(
    ("people", "percent"),
    [(9_500.0, "10 %"), (9_400.0, "9.4 %"), (50_000.0, "50 %"), (100_000.0, "nearly all"), (120.0, "0.12 %")],
)
def test_a_share_is_told_in_per_cent(people: float, percent: str) -> None:
    told = RegionalRole().reason(
        {"population": np.nan, "people_50km": 1.0}, {"population": people, "people_50km": 1e5}
    )
    assert told.endswith(f", with {percent} of the people within 50 km")


def test_a_county_or_a_state_has_no_share_of_the_people_around_it() -> None:
    """A county holds the towns within 50 km of its middle, so that its share of their people says nothing."""
    role, town = (
        RegionalRole(),
        {"name": "Vence", "country": "FR", "population": 18_000.0, "people_50km": 1.2e6},
    )
    placer = {
        "name": "Placer County",
        "country": "US",
        "kind": "county",
        "population": 4e5,
        "people_50km": 4e5,
    }
    assert role.reason(placer, town) == "one of many in its region, with 1.5 % of the people within 50 km"
    for layer, words in (("county", "a county"), ("state", "a state")):
        told = role.reason(town, {**placer, "kind": "", "layer": layer})
        assert told.startswith(f"it is {words}, ") and "%" not in told


@pytest.mark.parametrize(
    ("own", "people", "speaks"),
    [
        (599_000, 9_060_000, False), (599_000, 506_000, True), (4_500_000, 9_060_000, True),
        (2_440_000, 8_260_000, False), (8_460, 51_900, False), (37_100, 20_500, True), (251_000, 160_000, True),
    ],
)  # fmt: skip
def test_what_differs_is_no_reason(own: float, people: float, speaks: bool) -> None:
    """Bentonville and Tatebayashi, Sitka and a town of the coast: the figures speak against each other."""
    seeker = {"name": "S", "country": "US", "people_50km": float(own), "population": own / 3}
    there = {"name": "T", "country": "JP", "people_50km": float(people), "population": people / 4}
    assert NearbyMetropolis().speaks(seeker, there) is speaks


def test_that_few_people_live_around_both_is_said_without_figures_that_differ() -> None:
    seeker = {"name": "Aspen", "country": "US", "people_50km": 37_100.0, "population": 7_004.0}
    there = {"name": "Hol", "country": "NO", "people_50km": 20_500.0, "population": 4_552.0}
    assert NearbyMetropolis().reason(seeker, there).startswith("few people live around both")
