"""The rules by which the workshop says what a community has, on small worlds worked by hand."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from citymatch.build.common_ground import shores
from citymatch.build.common_ground.mountains import around, is_mountain_town, mountain_towns
from citymatch.build.common_ground.shores import Lands, is_inside, on_islands
from citymatch.build.common_ground.towns import Towns, port_names
from citymatch.datasets import World, load_world
from citymatch.datasets.common_ground import judged, load_common_ground

NAN = float("nan")


def square(west: float, south: float, size: float) -> npt.NDArray[np.float32]:
    corners = [(0, 0), (size, 0), (size, size), (0, size), (0, 0)]
    return np.array([(west + x, south + y) for x, y in corners], np.float32)


def test_the_relief_of_a_place_is_that_of_the_cells_within_15_km() -> None:
    """A peak of 2,000 m in one cell of 5 minutes; 0.2 degrees of latitude are 22 km."""
    grid = np.full((2160, 4320), 500.0)
    row, column = int((90 - 46.04) * 12), int((180 + 7.04) * 12)
    grid[row, column] = 2000.0
    low, high = around(grid, np.array([46.04, 46.14, 46.30]), np.array([7.04, 7.04, 7.04]))
    assert low.tolist() == [500.0, 500.0, 500.0]
    assert high.tolist() == [2000.0, 2000.0, 500.0]


def test_the_grid_goes_on_across_180_degrees() -> None:
    grid = np.zeros((2160, 4320))
    grid[1080, 0] = 700.0  # just south of the equator, just east of 180 degrees
    assert around(grid, np.array([-0.04]), np.array([179.99]))[1].tolist() == [700.0]


@pytest.mark.parametrize(
    ("elevation", "low", "high", "mountain"),
    [(1774, 1818, 2294, True), (1636, 1594, 1902, False), (1124, 1062, 1146, False), (702, 642, 1706, True),
     (874, 838, 1286, False), (587, 978, 2070, True), (35, 0, 1200, False), (310, 782, 2014, True),
     (570, 810, 2210, True), (257, 334, 1342, False), (284, 474, 1314, False), (279, 362, 1258, False),
     (439, 670, 1622, False)],
)  # fmt: skip
def test_the_lower_a_town_lies_the_more_relief_makes_it_a_mountain_town(
    elevation: float, low: float, high: float, mountain: bool
) -> None:
    """Truckee, Denver, Amarillo, Hakuba, Ankara, Innsbruck, a town by the sea under a mountain, Merano,
    Interlaken; Bolzano, Lugano and Chambéry, which lie low in broad valleys; Chínipas in its canyon."""
    assert is_mountain_town(*(np.array([float(m)]) for m in (elevation, low, high))).tolist() == [mountain]


def test_without_an_elevation_a_town_is_told_only_where_it_makes_no_difference() -> None:
    low, high = np.array([950.0, 10.0, 100.0]), np.array([1900.0, 60.0, 1200.0])
    np.testing.assert_array_equal(
        mountain_towns(np.full(3, NAN), low, high, np.full(3, NAN)), [1.0, 0.0, NAN]
    )


def test_no_suburb_of_a_metropolis_is_a_mountain_town() -> None:
    """Edgewater and Golden beside Denver, Lehi beside Salt Lake City; Truckee has nobody around it."""
    elevation, low = np.array([1632.0, 1733.0, 1397.0, 1774.0]), np.array([1594.0, 1762.0, 1370.0, 1818.0])
    high, people = np.array([2294.0, 2630.0, 1790.0, 2294.0]), np.array([2.9e6, 2.9e6, 1.92e6, 5.8e5])
    assert mountain_towns(elevation, low, high, people).tolist() == [0.0, 0.0, 0.0, 1.0]


def test_a_place_off_the_drawn_shore_belongs_to_the_nearer_land() -> None:
    lands = Lands(islands=[square(10, 10, 1)], mainlands=[square(20, 10, 5)])
    latitude = np.array([10.5, 10.5, 9.99, 9.99, 9.5, 12.0])
    longitude = np.array([10.5, 11.01, 10.5, 22.0, 10.5, 22.0])
    # inside it; 1.1 km east of it; 1.1 km south of it; 1.1 km south of the mainland; 55 km off; on the mainland
    assert on_islands(lands, latitude, longitude).tolist() == [True, True, True, False, False, False]


def test_an_island_across_180_degrees_holds_places_of_both_signs() -> None:
    lands = Lands(islands=[square(179, -18, 2)], mainlands=[square(20, 10, 5)])
    assert on_islands(lands, np.array([-17.0, -17.0, -17.0]), np.array([179.5, -179.5, -178.0])).tolist() == [
        True, True, False,
    ]  # fmt: skip


def test_a_bay_of_a_ring_is_outside() -> None:
    horseshoe = np.array([(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (1, 1), (1, 3), (0, 3), (0, 0)], np.float32)
    x, y = np.array([0.5, 1.5, 2.5, 1.5]), np.array([2.0, 2.0, 2.0, 0.5])
    assert is_inside(x, y, horseshoe).tolist() == [True, False, True, True]


def test_a_border_town_has_the_country_of_the_nearest_place_abroad(monkeypatch: pytest.MonkeyPatch) -> None:
    line = np.array([(0.0, 45.0), (0.0, 47.0)], np.float32)
    monkeypatch.setattr(shores, "read_shapes", lambda name: iter([(-1, -1.0, line)]))
    latitude, longitude = (
        np.full(4, 46.0),
        np.array([-0.05, 0.05, 0.3, 3.0]),
    )  # 4 km, 4 km, 23 km, 230 km away
    country = np.array(["FR", "DE", "CH", "DE"])
    assert shores.borders(latitude, longitude, country).tolist() == ["DE", "FR", "", ""]


@pytest.mark.parametrize(
    ("port", "town"), [("Chiba Ko", "Chiba"), ("Puerto del Callao", "Callao"), ("Port Of Memphis", "Memphis")]
)
def test_a_port_bears_its_towns_name(port: str, town: str) -> None:
    assert port_names(port) & port_names(town)


def test_a_port_belongs_to_the_town_of_its_name_and_else_to_the_one_that_can_bear_it() -> None:
    world = load_world()
    towns = Towns(world)
    named = towns.of(["Los Angeles"], "US", 33.75, -118.267)  # the harbour lies in Long Beach's sight
    assert world["name"][named] == "Los Angeles"
    assert world["name"][towns.of(["Port Everglades"], "US", 26.083, -80.117)] == "Fort Lauderdale"
    assert towns.of(["Nowhere"], "US", 0.0, -150.0) == -1


def test_the_table_was_drawn_from_the_snapshot_that_ships(world: World) -> None:
    """Every community that it names is there and is judged; if not: python -m citymatch.build.common_ground."""
    table = load_common_ground()
    with_place = len(table.geonameid) - len(table.unit_ids)
    rows = np.append(world.rows_of(table.geonameid[:with_place]), world.rows_of_ids(table.unit_ids))
    assert (rows >= 0).all()
    assert judged(world)[rows].all()
