"""Which large city a place is told to belong to: agglomerations, borders and distances known from the world."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import World
from citymatch.datasets.borders import closed_borders, closed_to
from citymatch.datasets.geography import load_airports, load_countries
from citymatch.datasets.people import load_people
from citymatch.features.large_cities import Cities, city_of
from citymatch.features.metropolis import NearbyMetropolis
from citymatch.features.role import RegionalRole

TEL_AVIV, JERUSALEM, HAIFA, NICE, GUADALAJARA = 293397, 281184, 294801, 2990440, 4005539
TORONTO, HAMILTON, NEW_YORK, TOKYO, MANILA = 6167865, 5969782, 5128581, 1850147, 1701668


def place(world: World, name: str, country: str) -> int:
    """The row of the most populous candidate of a name in a country."""
    able = np.asarray(world["not_candidate"] == "") & np.asarray(world["country"] == country)
    rows = [row for row in np.flatnonzero(able).tolist() if str(world["name"][row]).split(" (")[0] == name]
    assert rows, name
    return max(rows, key=lambda row: np.nan_to_num(world.numbers("population")[row]))


@pytest.mark.parametrize(
    ("name", "country", "city"),
    [
        ("Giv'at Shmuel", "IL", TEL_AVIV), ("Herzliya", "IL", TEL_AVIV), ("Rishon LeZion", "IL", TEL_AVIV),
        ("Tirat Carmel", "IL", HAIFA), ("Nazareth", "IL", HAIFA), ("Bet Shemesh", "IL", JERUSALEM),
        ("Vence", "FR", NICE), ("Cannes", "FR", NICE), ("Antibes", "FR", NICE), ("Monaco", "MC", NICE),
        ("Zapopan", "MX", GUADALAJARA), ("Chapala", "MX", GUADALAJARA), ("Tequila", "MX", GUADALAJARA),
        ("Tonalá", "MX", GUADALAJARA),
        ("Mississauga", "CA", TORONTO), ("Oakville", "CA", TORONTO), ("Vaughan", "CA", TORONTO),
        ("Oshawa", "CA", TORONTO), ("Milton", "CA", TORONTO), ("Hamilton", "CA", HAMILTON),
        ("Yokohama", "JP", TOKYO), ("Quezon City", "PH", MANILA), ("Yonkers", "US", NEW_YORK),
    ],
)  # fmt: skip
def test_a_place_belongs_to_the_agglomeration_that_people_think_of(
    world: World, name: str, country: str, city: int
) -> None:
    row = place(world, name, country)
    told = int(np.asarray(world["metropolis_id"])[row])
    assert told == city, f"{name}: {world['name'][world.row_of(told)]}"


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Ushuaia", "AR"),
        ("Key West", "US"),
        ("John Day", "US"),
        ("Anchorage", "US"),
        ("Truckee", "US"),
        ("Kars", "TR"),
    ],
)
def test_far_from_all_of_them_there_is_none(world: World, name: str, country: str) -> None:
    """It is told, save of Anchorage, which is a city itself, and of Truckee, with Reno beside it."""
    row = place(world, name, country)
    assert np.asarray(world["metropolis_id"])[row] == 0 and np.isnan(np.asarray(world["metropolis_km"])[row])
    told = (
        NearbyMetropolis()
        .reason({}, world.row(row))
        .endswith("; no large city (of half a million people or more) within 100 km")
    )
    assert told == (name not in ("Anchorage", "Truckee"))


@pytest.mark.parametrize(
    ("name", "country"), [("Toruń", "PL"), ("Rostock", "DE"), ("Regensburg", "DE"), ("Saint-Étienne", "FR")]
)
def test_near_cities_short_of_an_agglomeration_it_is_not_told_that_none_is_near(
    world: World, name: str, country: str
) -> None:
    told = NearbyMetropolis().reason({}, world.row(place(world, name, country)))
    assert "no large city" not in told and "people within 50 km" in told


@pytest.mark.parametrize(
    ("name", "country", "told"),
    [
        ("Accra", "GH", "it is the centre of a large built-up area"),
        ("Tema", "GH", "24 km from the centre of Accra"),
        ("Windhoek", "NA", "how many people live around it is not well known"),
        ("Quilmes", "AR", "16 km from the centre of Ciudad Autónoma de Buenos Aires"),
        ("Pudong", "CN", "4.5 km from the centre of Shanghai"),
        (
            "Ushuaia",
            "AR",
            "how many people live around it is not well known; no large city "
            "(of half a million people or more) within 100 km",
        ),
    ],
)
def test_where_the_people_are_not_well_known_no_figure_is_told(
    world: World, name: str, country: str, told: str
) -> None:
    """Some five million live around Accra and fourteen around Buenos Aires; the gazetteer has a third of them."""
    row = world.row(place(world, name, country))
    reason = NearbyMetropolis().reason(world.row(place(world, "Pinole", "US")), row)
    assert reason.startswith(told) and "people within" not in reason
    assert "not well known" in RegionalRole().reason({"population": np.nan, "people_50km": np.nan}, row)


@pytest.mark.parametrize(("name", "country"), [("Barrhead", "CA"), ("Berwick-upon-Tweed", "GB")])
def test_a_town_with_little_but_itself_has_few_people_around_it(
    world: World, name: str, country: str
) -> None:
    told = NearbyMetropolis().reason({}, world.row(place(world, name, country)))
    assert told.startswith("few people live around it")


@pytest.mark.parametrize(
    ("city", "low", "high"),
    # Published: Demographia's and national agglomerations, with room for the circle of 30 km around each centre.
    [
        (TEL_AVIV, 3.3e6, 4.2e6), (NICE, 0.9e6, 1.2e6), (HAIFA, 1.0e6, 1.5e6), (GUADALAJARA, 4.8e6, 5.5e6),
        (TORONTO, 5.0e6, 6.3e6), (HAMILTON, 0.75e6, 1.3e6), (2988507, 9.5e6, 11.5e6), (TOKYO, 22e6, 30e6),
    ],
)  # fmt: skip
def test_the_people_of_an_agglomeration_are_as_many_as_is_known(city: int, low: float, high: float) -> None:
    known = load_people()
    assert low < known.city_people[known.city.tolist().index(city)] < high


def test_suburbs_are_no_centres() -> None:
    """Each has more than 500,000 people within its limits or around it, and a greater city beside it."""
    suburbs = {
        "Mississauga": 6075357,
        "Zapopan": 3979770,
        "Yokohama": 1848354,
        "Long Beach": 5367929,
        "Bnei Brak": 295514,
    }
    assert not set(suburbs.values()) & set(load_people().city.tolist())


def test_nobody_is_told_a_city_or_an_airport_over_a_closed_border(world: World) -> None:
    country = np.asarray(world["country"], object)
    number = np.asarray(world["metropolis_id"])
    some = np.flatnonzero(number > 0)
    theirs = country[world.rows_of(number[some])]
    assert not [pair for pair in zip(country[some], theirs, strict=True) if pair[1] in closed_to(pair[0])]
    airports = load_airports()
    at = dict(zip(airports["ident"], airports["country"], strict=True))
    for column in ("airport", "large_airport"):
        pairs = set(zip(country.tolist(), (at.get(ident, "") for ident in world[column]), strict=True))
        assert not [pair for pair in pairs if pair[1] in closed_to(pair[0])]
    assert not {at[ident] for ident in set(np.asarray(world["airport"], object)[country == "AM"])} - {
        "AM",
        "GE",
        "IR",
    }


def test_a_city_abroad_counts_as_twice_as_far_and_not_at_all_over_a_closed_border() -> None:
    """Two cities of a million on the equator, 40 km and 60 km from the place: the nearer one is abroad."""
    degree = 111.195
    number = np.array([1, 2])
    east, people = np.array([40.0, -60.0]) / degree, np.array([1e6, 1e6])
    for home, abroad, at, expected in (
        ("FR", "DE", 40.0, 1),  # at 60 km the one at home is nearer than 80 km
        ("FR", "DE", 25.0, 0),  # and farther than 50 km
        ("AM", "TR", 25.0, 1),
    ):
        east[0] = at / degree
        cities = Cities(
            number, np.zeros(2), east, np.array([abroad, home], object), people, np.zeros(2, bool)
        )
        towns = pd.DataFrame({"latitude": [0.0], "longitude": [0.0], "country": [home]})
        row, distance = city_of(towns, cities)
        assert row.tolist() == [expected] and distance[0] == pytest.approx([at, 60.0][expected], abs=0.1)


def test_the_larger_pulls_from_farther_and_the_centre_belongs_to_itself() -> None:
    """Pull is people over the square of the distance: 4 million at 60 km are as many as one million at 30 km."""
    degree = 111.195
    cities = Cities(
        np.array([1, 2]), np.zeros(2), np.array([0.0, 90.0]) / degree, np.array(["", ""], object),
        np.array([4e6, 1e6]), np.zeros(2, bool),
    )  # fmt: skip
    towns = pd.DataFrame({"latitude": 0.0, "longitude": np.array([59.0, 61.0, 90.0, -99.0, -101.0]) / degree})
    assert city_of(towns, cities)[0].tolist() == [0, 1, 1, 0, -1]


def test_closed_borders_are_between_countries_that_are_known() -> None:
    known = set(load_countries()["country"])
    assert all(len(pair) == 2 and pair <= known for pair in closed_borders())
    for pair in ("IL LB", "IL SY", "KP KR", "AM AZ", "AM TR", "IN PK", "DZ MA", "RU UA", "BY UA", "CU US"):
        one, other = pair.split()
        assert other in closed_to(one) and one in closed_to(other)


def test_a_candidate_has_its_own_people_around_it(world: World) -> None:
    able = np.asarray(world["not_candidate"] == "")
    people, around = world.numbers("population")[able], world.numbers("people_50km")[able]
    assert not (people > around).any() and not np.isnan(around).any()


@pytest.mark.parametrize(
    ("name", "country", "low", "high"),
    # The county says: Berwick has 13,000, with Eyemouth and Tweedmouth; the borough of Fairbanks North Star 95,000.
    [
        ("Berwick-upon-Tweed", "GB", 12_000, 60_000),
        ("Penzance", "GB", 20_000, 200_000),
        ("Fairbanks", "US", 32_000, 100_000),
    ],
)
def test_towns_far_from_the_centre_of_their_county_are_counted(
    world: World, name: str, country: str, low: float, high: float
) -> None:
    assert low < np.asarray(world["people_50km"])[place(world, name, country)] < high


@pytest.mark.parametrize(
    ("name", "country", "metres"),
    [
        ("Truckee", "US", 1_773),
        ("Chamonix-Mont-Blanc", "FR", 1_035),
        ("Banff", "CA", 1_383),
        ("Toluca", "MX", 2_660),
    ],
)
def test_the_elevation_of_towns_is_as_known(world: World, name: str, country: str, metres: float) -> None:
    row = place(world, name, country)
    assert np.asarray(world["elevation_m"])[row] == pytest.approx(metres, abs=40)


def test_elevations_from_the_relief_grid_are_told_to_ten_metres_and_marked(world: World) -> None:
    height, source = world.numbers("elevation_m"), world["elevation_source"]
    grid = np.asarray(source == "relief grid")
    assert 30_000 < grid.sum() < 70_000 and np.all(height[grid] % 10 == 0)
    assert np.all(np.isnan(height) == np.asarray(source == ""))
    able = np.asarray(world["not_candidate"] == "")
    for country in ("CA", "BR", "IN", "HU", "JP"):
        assert np.isfinite(height[able & np.asarray(world["country"] == country)]).mean() > 0.9, country
