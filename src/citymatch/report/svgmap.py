"""The world as one SVG path: Equal Earth, thinned to what a screen shows."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import Lines, load_water

FloatArray = npt.NDArray[np.float64]

WIDTH = 4000
"""The map is this many units wide, 180 degrees west to 180 degrees east."""

NORTH, SOUTH = 83.7, -56.5
"""The parallels that the map is cut at: no community lies beyond them."""

MARK, APART = 44, 94
"""The radius of a number on the map, and how far two of them are kept apart, in map units: as in page/map.js."""

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT3 = 3.0**0.5
HALF_WIDTH = 2 * np.pi / (ROOT3 * A1)
"""Half the length of the equator in the units of the projection."""


def equal_earth(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Degrees to map units: x from 0 to `WIDTH`, y downward from the northern edge of the map.

    Areas keep their proportions. Source: Savric, Patterson and Jenny (2018), "The Equal Earth map projection".

    >>> x, y = equal_earth([0.0, 83.7], [0.0, 0.0])
    >>> x.round(6).tolist(), float(y[1])
    ([2000.0, 2000.0], 0.0)
    """
    both = np.broadcast_arrays(np.asarray(latitude, np.float64), np.asarray(longitude, np.float64))
    x, y = _project(*both)
    top = _project(np.array(NORTH), np.array(0.0))[1]
    scale = WIDTH / 2 / HALF_WIDTH
    return WIDTH / 2 + scale * x, scale * (top - y)


def _project(latitude: FloatArray, longitude: FloatArray) -> tuple[FloatArray, FloatArray]:
    theta = np.arcsin(ROOT3 / 2 * np.sin(np.radians(latitude)))
    square = theta**2
    sixth = square**3
    x = 2 * ROOT3 * np.radians(longitude) * np.cos(theta)
    x /= 3 * (9 * A4 * sixth * square + 7 * A3 * sixth + 3 * A2 * square + A1)
    return x, theta * (A1 + A2 * square + sixth * (A3 + A4 * square))


def height() -> int:
    """The height of the map in its units."""
    return round(float(equal_earth(SOUTH, 0.0)[1]))


@dataclass(frozen=True)
class Basemap:
    """The parts of the map that never change, as the `d` of SVG paths."""

    land: str
    lakes: str
    frame: str
    graticule: str

    def slots(self) -> dict[str, str]:
        """What a page's template takes of it, by the names there: the four parts, and how large the map is."""
        return {"map_width": str(WIDTH), "map_height": str(height()), **vars(self)}


@functools.cache
def basemap(detail: float = 1.0) -> Basemap:
    """Land, large lakes, the edge of the map and its 30-degree net.

    `detail` is the smallest triangle, in square map units, that still shows: 1 gives about 100 kB of land,
    6 gives 40 kB.

    >>> len(basemap(6.0).land) < len(basemap().land) < 160_000
    True
    """
    return Basemap(
        land=_shapes(load_water("coast"), detail, smallest=detail),
        lakes=_shapes(load_water("lake"), detail, smallest=4 * detail),
        frame=_frame(),
        graticule=_graticule(),
    )


def _shapes(lines: Lines, detail: float, smallest: float) -> str:
    return "".join(_path(x, y) for x, y in shapes(lines, detail, smallest))


def shapes(lines: Lines, detail: float, smallest: float) -> list[tuple[FloatArray, FloatArray]]:
    """Closed shapes in map units, thinned, without those smaller than `smallest` square units and those
    outside the map."""
    x, y = equal_earth(np.clip(lines.latitude, SOUTH, None), lines.longitude)
    begin, end = lines.first, np.append(lines.first[1:], len(x))
    area = np.abs(_areas(x, y, begin, end))
    wanted = (area >= smallest) & (np.minimum.reduceat(y, begin) < height())
    return thinned_each(x, y, begin[wanted], end[wanted], detail)


def _areas(
    x: FloatArray, y: FloatArray, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64]
) -> FloatArray:
    """The area of each ring in square units (shoelace), closed from its last point to its first."""
    following = np.arange(1, len(x) + 1)
    following[end - 1] = begin
    return np.asarray(np.add.reduceat(x * y[following] - x[following] * y, begin) / 2, np.float64)


def thinned(x: FloatArray, y: FloatArray, detail: float) -> tuple[FloatArray, FloatArray]:
    """A line without the points that make the least difference (Visvalingam and Whyatt 1993, many at a time).

    A point goes when the triangle with its neighbours is smaller than `detail` and than those beside it.

    >>> thinned(np.array([0.0, 1, 2, 3, 4]), np.array([0.0, 0.01, 0, 5, 0]), 1.0)[0].tolist()
    [0.0, 2.0, 3.0, 4.0]
    """
    return thinned_each(x, y, np.array([0]), np.array([len(x)]), detail)[0]


def thinned_each(
    x: FloatArray, y: FloatArray, begin: npt.NDArray[np.int64], end: npt.NDArray[np.int64], detail: float
) -> list[tuple[FloatArray, FloatArray]]:
    """`thinned` of many lines at once, each from its `begin` to its `end`; one keeps four points at least."""
    inside = np.repeat(np.arange(len(begin)), end - begin)
    at = np.arange(len(inside)) - np.repeat(np.cumsum(end - begin) - end, end - begin)
    x, y = x[at], y[at]
    changing = end - begin > 4
    while changing.any():
        goes = _least(x, y, inside, detail) & changing[inside]
        stay = ~goes
        changing = np.bincount(inside[goes], minlength=len(begin)) > 0
        x, y, inside = x[stay], y[stay], inside[stay]
        changing &= np.bincount(inside, minlength=len(begin)) > 4
    ends = np.searchsorted(inside, np.arange(len(begin)), "right").tolist()
    return [(x[a:b], y[a:b]) for a, b in zip([0, *ends[:-1]], ends, strict=True)] if ends else []


def _least(
    x: FloatArray, y: FloatArray, inside: npt.NDArray[np.int64], detail: float
) -> npt.NDArray[np.bool_]:
    """The points whose triangle is smaller than `detail` and than those beside it; the ends of a line stay."""
    area = np.full(len(x), np.inf)
    ax, ay, bx, by = x[1:-1] - x[:-2], y[1:-1] - y[:-2], x[2:] - x[:-2], y[2:] - y[:-2]
    within = inside[:-2] == inside[2:]
    area[1:-1][within] = np.abs(ax * by - ay * bx)[within] / 2
    goes: npt.NDArray[np.bool_] = (
        (area < detail) & (area <= np.append(np.inf, area[:-1])) & (area < np.append(area[1:], np.inf))
    )
    return goes


def _path(x: FloatArray, y: FloatArray, close: bool = True) -> str:
    """Points as a path of whole units, each step from the point before it."""
    points = np.rint(np.stack([x, y], axis=1)).astype(np.int64)
    points = points[np.append(True, np.any(np.diff(points, axis=0) != 0, axis=1))]
    if len(points) < (3 if close else 2):
        return ""
    steps = np.diff(points, axis=0).tolist()
    text = "".join(f"{dx}{dy}" if dy < 0 else f"{dx} {dy}" for dx, dy in _signed(steps))
    return f"M{points[0, 0]} {points[0, 1]}l{text.lstrip()}" + ("z" if close else "")


def _signed(steps: list[list[int]]) -> list[tuple[str | int, int]]:
    """Steps whose first number brings its own separator: a minus sign, or a space."""
    return [(dx if dx < 0 else f" {dx}", dy) for dx, dy in steps]


def _frame() -> str:
    latitude = np.linspace(SOUTH, NORTH, 60)
    west, east = equal_earth(latitude, -180.0), equal_earth(latitude[::-1], 180.0)
    return _path(np.append(west[0], east[0]), np.append(west[1], east[1]))


def _graticule() -> str:
    along = np.linspace(SOUTH, NORTH, 40)
    meridians = [_path(*equal_earth(along, float(lon)), close=False) for lon in range(-150, 180, 30)]
    ends = np.array([-180.0, 180.0])
    parallels = [_path(*equal_earth(float(lat), ends), close=False) for lat in range(-30, 90, 30)]
    return "".join(meridians + parallels)


Point = tuple[float, float]


def map_at(place: Mapping[str, Any]) -> tuple[int, int]:
    """Where a place lies, in whole map units: from tenths, as the page carries them, and halves upward.

    >>> map_at({"latitude": 0.0, "longitude": 0.0})
    (2000, 965)
    """
    x, y = equal_earth(float(place["latitude"]), float(place["longitude"]))
    return math.floor(round(float(x), 1) + 0.5), math.floor(round(float(y), 1) + 0.5)


def spread(points: Sequence[Point], fixed: Point, apart: float = APART) -> list[Point]:
    """Points moved apart, inside the map, until none is nearer to another than `apart`, nor to one that stays.

    The same steps as those of `spread` in page/map.js.

    >>> spread([(500.0, 500.0), (500.0, 560.0), (900.0, 900.0)], (2000.0, 500.0))
    [(500.0, 483.0), (500.0, 577.0), (900.0, 900.0)]
    """
    at = [fixed, *points]
    for _ in range(400):
        moved = False
        for i in range(1, len(at)):
            for j in range(i):
                moved |= _pushed(at, i, j, apart)
        at[1:] = [(_inside(x, WIDTH), _inside(y, height())) for x, y in at[1:]]
        if not moved:
            break
    return at[1:]


def _pushed(at: list[Point], i: int, j: int, apart: float) -> bool:
    """Push two points apart where they are too near; the first of all stays where it is."""
    dx, dy = at[i][0] - at[j][0], at[i][1] - at[j][1]
    away = math.sqrt(dx * dx + dy * dy)
    if away >= apart - 0.5:
        return False
    if away < 1e-6:
        away = 1e-6
        dx, dy = math.cos(2.4 * i) * away, math.sin(2.4 * i) * away
    push = (apart - away) / away / (2 if j else 1)
    at[i] = at[i][0] + dx * push, at[i][1] + dy * push
    if j:
        at[j] = at[j][0] - dx * push, at[j][1] - dy * push
    return True


def _inside(value: float, most: float) -> float:
    return min(max(value, MARK + 4), most - MARK - 4)
