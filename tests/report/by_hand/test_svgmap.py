"""The map: its projection keeps areas, its lines are thinned by small triangles, its paths are whole steps."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from citymatch.datasets.geography import Lines
from citymatch.report import svgmap


def lines(*rings: list[tuple[float, float]]) -> Lines:
    """Closed lines of (longitude, latitude)."""
    first = np.cumsum([0, *(len(ring) for ring in rings[:-1])])
    points = np.array([point for ring in rings for point in ring], float)
    return Lines(first=first, latitude=points[:, 1], longitude=points[:, 0])  # type: ignore[call-arg]


@pytest.mark.parametrize("latitude", [-50.0, -20.0, 0.0, 35.0, 60.0, 80.0])
def test_areas_keep_their_proportions(latitude: float) -> None:
    """A small field anywhere has the area that it has on the sphere: the map is WIDTH wide, the equator 2 pi R."""
    d = 0.01
    x, y = svgmap.equal_earth([latitude] * 2 + [latitude + d], [10.0, 10.0 + d, 10.0])
    area = abs((x[1] - x[0]) * (y[2] - y[0]))
    # 4 pi R^2 of the sphere are the same part of the whole map: R in map units by the length of the equator
    radius = 2000 * svgmap.ROOT3 * 1.340264 / (2 * math.pi)
    expected = radius**2 * math.radians(d) ** 2 * math.cos(math.radians(latitude + d / 2))
    assert area == pytest.approx(expected, rel=1e-3)


def test_the_figures_of_the_paper() -> None:
    """Savric, Patterson and Jenny (2018): the map is 2.05 times as wide as high, its poles 0.59 of the equator."""
    x, y = svgmap.equal_earth([90, -90, 0, 90], [180, 0, 180, -180])
    assert 4000 / (y[1] - y[0]) == pytest.approx(2.05458, abs=1e-4)
    assert (x[0] - x[3]) / 4000 == pytest.approx(0.5924, abs=1e-3)
    assert svgmap.WIDTH == 4000 and svgmap.height() == 1733
    north = svgmap.equal_earth(svgmap.NORTH, 0.0)
    assert (float(north[0]), float(north[1])) == (2000.0, 0.0)
    assert (
        svgmap.NORTH == 83.7 and svgmap.SOUTH == -56.5
    )  # the last land with people lies at 83.6 N and 55.9 S
    south = svgmap.equal_earth(svgmap.SOUTH, 0.0)[1]
    assert svgmap.height() == round(float(south))


def test_small_shapes_and_those_below_the_map_are_left_out() -> None:
    large = [(0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0)]
    small = [(20.0, 0.0), (20.1, 0.0), (20.1, 0.1), (20.0, 0.1)]
    south = [(0.0, -80.0), (60.0, -80.0), (60.0, -60.0), (0.0, -60.0)]
    across = [(30.0, -70.0), (50.0, -70.0), (50.0, -40.0), (30.0, -40.0)]
    found = svgmap.shapes(lines(large, small, south, across), detail=1.0, smallest=5.0)
    assert len(found) == 2
    (x, y), (_, cut) = found
    assert x[0] == 2000 and len(x) == 4 and np.ptp(x) == pytest.approx(4000 / 36, rel=1e-3)
    assert y[0] == y[1] and y.min() < y[0]
    assert cut.max() == pytest.approx(float(svgmap.equal_earth(svgmap.SOUTH, 0.0)[1]))
    # R^2 times 10 degrees times sin 10 degrees is 16,547 square units, and its straight sides cut off 20 of them
    assert len(svgmap.shapes(lines(large), 1.0, 16_400)) == 1
    assert not svgmap.shapes(lines(large), 1.0, 16_650)


def test_the_area_of_rings() -> None:
    """A square of side 2 and a triangle of half 3 times 4, one after the other, the second the other way round."""
    x = np.array([0.0, 2, 2, 0, 10, 10, 13])
    y = np.array([0.0, 0, 2, 2, 0, 4, 0])
    got = svgmap._areas(x, y, np.array([0, 4]), np.array([4, 7]))
    assert got.tolist() == [4.0, -6.0]


def test_a_line_loses_the_points_that_make_the_least_difference() -> None:
    """Triangles by hand: the points at 1 and 3 span 0.1 and 0.4, the others more than 1."""
    x, y = np.array([0.0, 1, 2, 3, 4, 5, 6]), np.array([0.0, 0.1, 0, 2.4, 4, 0, 0])
    kept = svgmap.thinned(x, y, 0.2)
    assert kept[0].tolist() == [0, 2, 3, 4, 5, 6] and kept[1].tolist() == [0, 0, 2.4, 4, 0, 0]
    assert svgmap.thinned(x, y, 0.05)[0].tolist() == x.tolist()
    assert len(svgmap.thinned(x, y, 1e9)[0]) in (3, 4)
    four = np.arange(4.0)
    assert svgmap.thinned(four, four * 0, 1.0)[0].tolist() == [0, 1, 2, 3], "four points are a shape"
    five = np.arange(5.0)
    even = svgmap.thinned(five, np.array([0.0, 0.1, 0, 0.1, 0]), 1.0)[0]
    assert even[0] == 0 and even[-1] == 4 and len(even) < 5


def test_points_become_a_path_of_whole_steps() -> None:
    x, y = np.array([10.2, 12.0, 12.4, 9.0, 9.0]), np.array([5.0, 5.6, 6.0, 2.0, 7.0])
    assert svgmap._path(x, y) == "M10 5l2 1-3-4 0 5z"
    assert svgmap._path(x, y, close=False) == "M10 5l2 1-3-4 0 5"
    assert svgmap._path(x[:2], y[:2]) == "" and svgmap._path(x[:2], y[:2], close=False) == "M10 5l2 1"
    assert svgmap._path(x[:1], y[:1], close=False) == ""
    assert svgmap._path(x[1:3], y[1:3], close=False) == "", "both are one point of the map"
    assert svgmap._path(x[[0, 1, 3]], y[[0, 1, 3]]) == "M10 5l2 1-3-4z"
    assert svgmap._signed([[-1, 2], [0, -3], [4, 5]]) == [(-1, 2), (" 0", -3), (" 4", 5)]


def points(path: str) -> list[tuple[int, int]]:
    """The points of one path."""
    start, steps = re.fullmatch(r"M(-?\d+ -?\d+)l(.*?)z?", path).groups()  # type: ignore[union-attr]
    at = [int(n) for n in start.split()]
    numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
    found = [tuple(at)]
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        at = [at[0] + dx, at[1] + dy]
        found.append((at[0], at[1]))
    return found  # type: ignore[return-value]


def test_the_edge_of_the_map_and_its_net() -> None:
    base = svgmap.basemap(6.0)
    edge = points(base.frame)
    assert base.frame.endswith("z") and len(edge) > 100
    assert (
        {y for _, y in edge} >= {0, 1733} and min(x for x, _ in edge) == 0 and max(x for x, _ in edge) == 4000
    )
    middle = min(edge, key=lambda p: abs(p[1] - 972))
    assert middle[0] in range(0, 5) or middle[0] in range(3996, 4001)
    nets = [points(each) for each in re.findall(r"M[^M]+", base.graticule)]
    assert "z" not in base.graticule
    assert len(nets) == 11 + 4  # 150 W to 150 E, and 30 S, the equator, 30 N, 60 N
    assert all(len(net) == 2 and net[0][1] == net[1][1] for net in nets[11:])
    equator = float(svgmap.equal_earth(0.0, 0.0)[1])
    assert [abs(net[0][1] - equator) < 1 for net in nets[11:]] == [False, True, False, False]
    assert nets[12][0][0] == 0 and nets[12][1][0] == 4000
    assert {x for x, _ in nets[5]} == {2000}, "the meridian of Greenwich is straight"
    crossings = [min(net, key=lambda p: abs(p[1] - equator))[0] for net in nets[:11]]
    assert np.allclose(np.diff(crossings), 4000 / 12, atol=4)
    assert len(nets[0]) > 30


def test_the_map_shows_large_lakes_and_all_land() -> None:
    coarse, fine = svgmap.basemap(6.0), svgmap.basemap()
    for base in (coarse, fine):
        assert base.land.startswith("M") and base.lakes.startswith("M") and base.land.endswith("z")
    counted = [base.count("z") for base in (coarse.lakes, fine.lakes, coarse.land, fine.land)]
    assert 5 < counted[0] < counted[1] / 2 and 200 < counted[2] < counted[3]
    assert counted[1] < counted[3] / 3, "a lake shows from four times the size on that an island needs"
    assert len(fine.land) > 2 * len(coarse.land)
    xs = [x for shape in re.findall(r"M[^M]+", coarse.land) for x, _ in points(shape)]
    assert min(xs) >= 0 and max(xs) <= 4000
