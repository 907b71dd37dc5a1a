"""Distances on the sphere: points as unit vectors, great-circle kilometres, points against lines of arcs.

The mean radius of the earth (IUGG) is used throughout; against the ellipsoid a distance is off by at most
0.56 %. Everything is done on unit vectors, so that poles and the antimeridian are places like any other.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.scoring.values import FloatArray

from .base import Places, numbers

if TYPE_CHECKING:
    from scipy.spatial import cKDTree

RADIUS_KM = 6371.0088


def unit_vectors(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> FloatArray:
    """Degrees to points on the unit sphere, shape (n, 3).

    >>> unit_vectors([0.0, 90.0], [0.0, 0.0]).round(3).tolist()
    [[1.0, 0.0, 0.0], [0.0, 0.0, 1.0]]
    """
    phi = np.radians(np.asarray(latitude, np.float64))
    lam = np.radians(np.asarray(longitude, np.float64))
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def chord(km: float) -> float:
    """The straight line through the unit sphere that belongs to a distance along the ground.

    >>> round(chord(math.pi * RADIUS_KM), 6)
    2.0
    """
    return 2.0 * math.sin(min(km / RADIUS_KM, math.pi) / 2.0)


def chord_km(length: npt.ArrayLike) -> FloatArray:
    """The distance along the ground, in km, that belongs to a straight line through the unit sphere.

    >>> chord_km(chord(951.0)).round(6).tolist()
    951.0
    """
    half = np.clip(np.asarray(length, np.float64) / 2.0, 0.0, 1.0)
    return np.asarray(2.0 * RADIUS_KM * np.arcsin(half), np.float64)


def great_circle_km(
    latitude: npt.ArrayLike,
    longitude: npt.ArrayLike,
    other_latitude: npt.ArrayLike,
    other_longitude: npt.ArrayLike,
) -> FloatArray:
    """Kilometres between points given in degrees; the arguments broadcast.

    >>> great_circle_km(37.774, -122.419, 40.713, -74.006).round().tolist()
    4129.0
    """
    here, there = unit_vectors(latitude, longitude), unit_vectors(other_latitude, other_longitude)
    return chord_km(np.linalg.norm(here - there, axis=-1))


class PointIndex:
    """Points that can be asked for the nearest one.

    >>> index = PointIndex([37.62, 40.64], [-122.38, -73.78])
    >>> row, distance = index.nearest([38.0], [-122.3])
    >>> row.tolist(), distance.round().tolist()
    ([0], [43.0])
    """

    def __init__(self, latitude: npt.ArrayLike, longitude: npt.ArrayLike):
        self.tree = tree_of(unit_vectors(latitude, longitude))

    def nearest(
        self, latitude: npt.ArrayLike, longitude: npt.ArrayLike
    ) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """The row and the distance in km of the nearest point; -1 and NaN where there is none, or a coordinate is
        unknown."""
        known, points = known_points(latitude, longitude)
        row, distance = np.full(len(known), -1, np.int64), np.full(len(known), np.nan)
        if len(points) and self.tree.n:
            length, found = self.tree.query(points)
            row[known], distance[known] = found, chord_km(length)
        return row, distance


class ArcIndex:
    """Arcs of great circles (a coastline, rivers) that can be asked how far away the nearest one is.

    The arcs run between unit vectors `begin` and `end`, shape (n, 3). Long arcs are cut, so that the
    midpoint of each says well where it is; a search over midpoints is widened until no arc outside it can
    be nearer. For a few points the midpoints are simply gone through; for many a tree of them is grown.

    >>> equator = ArcIndex(unit_vectors([0.0], [0.0]), unit_vectors([0.0], [10.0]))
    >>> equator.distance_km([1.0, 0.0, float("nan")], [5.0, 12.0, 0.0]).round(1).tolist()
    [111.2, 222.4, nan]
    """

    LONGEST_KM = 5.0
    FEW = 16

    def __init__(self, begin: FloatArray, end: FloatArray):
        self.begin, self.end = cut_arcs(begin, end, chord(self.LONGEST_KM))
        self.middle = _on_sphere(self.begin + self.end)
        self.reach = float(np.linalg.norm(self.middle - self.begin, axis=1).max(initial=0.0))

    @cached_property
    def tree(self) -> cKDTree:
        """The midpoints of the arcs."""
        return tree_of(self.middle)

    def distance_km(self, latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> FloatArray:
        """The distance to the nearest arc, in km, shape (n,); NaN where a coordinate is unknown."""
        known, points = known_points(latitude, longitude)
        result = np.full(len(known), np.nan)
        result[known] = chord_km(self._few(points) if len(points) <= self.FEW else self._many(points))
        return result

    def _few(self, points: FloatArray) -> FloatArray:
        best = np.empty(len(points))
        for i, point in enumerate(points):
            length = np.sqrt(np.maximum(2.0 - 2.0 * (self.middle @ point), 0.0))
            near = np.flatnonzero(length <= length.min() + 2.0 * self.reach + 1e-7)
            best[i] = self._chord_to_arcs(point[None, :], near[None, :]).min()
        return best

    def _many(self, points: FloatArray) -> FloatArray:
        best = np.full(len(points), np.inf)
        rows, width = np.arange(len(points)), min(8, len(self.begin))
        while len(rows):
            length, arc = self.tree.query(points[rows], k=[*range(1, width + 1)])
            best[rows] = found = self._chord_to_arcs(points[rows], arc).min(axis=1)
            sure = (length[:, -1] >= found + self.reach) | (width == len(self.begin))
            rows, width = rows[~sure], min(width * 4, len(self.begin))
        return best

    def _chord_to_arcs(self, points: FloatArray, arcs: npt.NDArray[np.int64]) -> FloatArray:
        """Straight-line distances of n points to k arcs each, shape (n, k)."""
        a, b, p = self.begin[arcs], self.end[arcs], points[:, None, :]
        along = b - a
        squared = np.maximum((along * along).sum(-1), 1e-30)
        share = np.clip(((p - a) * along).sum(-1) / squared, 0.0, 1.0)
        return np.asarray(np.linalg.norm(p - _on_sphere(a + share[..., None] * along), axis=-1), np.float64)


def cut_arcs(begin: FloatArray, end: FloatArray, longest: float) -> tuple[FloatArray, FloatArray]:
    """Cut arcs into equal pieces no longer than the chord `longest`."""
    pieces = np.maximum(np.ceil(np.linalg.norm(end - begin, axis=1) / longest), 1).astype(np.int64)
    arc = np.repeat(np.arange(len(begin)), pieces)
    step = np.arange(len(arc)) - np.repeat(np.cumsum(pieces) - pieces, pieces)

    def at(share: FloatArray) -> FloatArray:
        return _on_sphere(begin[arc] + (end[arc] - begin[arc]) * share[:, None])

    return at(step / pieces[arc]), at((step + 1) / pieces[arc])


def tree_of(points: FloatArray) -> cKDTree:
    """A search tree of unit vectors."""
    from scipy.spatial import cKDTree

    return cKDTree(points)


def coordinates(places: Places) -> tuple[FloatArray, FloatArray]:
    """The latitudes and longitudes of places, in degrees; NaN where unknown.

    Raises ValueError for a table without these columns, and for a latitude or longitude that cannot be.
    """
    for column, limit in (("latitude", 90.0), ("longitude", 180.0)):
        if column not in places:
            raise ValueError(f"the places have no column {column!r}")
        wrong = np.abs(numbers(places, column)) > limit
        if wrong.any():
            value = numbers(places, column)[wrong][0]
            raise ValueError(f"{column} must be from -{limit:g} to {limit:g} degrees, not {value:g}")
    return numbers(places, "latitude"), numbers(places, "longitude")


def known_points(
    latitude: npt.ArrayLike, longitude: npt.ArrayLike
) -> tuple[npt.NDArray[np.bool_], FloatArray]:
    """Which rows have both coordinates, and the unit vectors of those rows."""
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    known = np.isfinite(lat) & np.isfinite(lon)
    return known, unit_vectors(lat[known], lon[known])


def _on_sphere(points: FloatArray) -> FloatArray:
    return np.asarray(points / np.linalg.norm(points, axis=-1, keepdims=True), np.float64)
