"""Distances on the sphere: points as unit vectors, great-circle kilometres, points against lines of arcs.

The mean radius of the earth (IUGG) is used throughout; against the ellipsoid a distance is off by at most
0.56 %. Everything is done on unit vectors, so that poles and the antimeridian are places like any other.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .values import FloatArray

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
        self.tree = cKDTree(unit_vectors(latitude, longitude))

    def nearest(self, latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> tuple[npt.NDArray[np.int64], FloatArray]:
        """The row and the distance in km of the nearest point; -1 and NaN where a coordinate is unknown."""
        known, points = known_points(latitude, longitude)
        row, distance = np.full(len(known), -1, np.int64), np.full(len(known), np.nan)
        if len(points):
            length, found = self.tree.query(points)
            row[known], distance[known] = found, chord_km(length)
        return row, distance


def known_points(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> tuple[npt.NDArray[np.bool_], FloatArray]:
    """Which rows have both coordinates, and the unit vectors of those rows."""
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    known = np.isfinite(lat) & np.isfinite(lon)
    return known, unit_vectors(lat[known], lon[known])


@dataclass(frozen=True, eq=False)
class ArcIndex:
    """Arcs of great circles (a coastline, rivers) that can be asked how far away the nearest one is.

    `begin` and `end` are unit vectors, shape (n, 3). Long arcs are cut, so that the midpoint of each says
    well where it is; a search over midpoints is widened until no arc outside it can be nearer.
    """

    begin: FloatArray
    end: FloatArray
    tree: cKDTree
    reach: float

    LONGEST_KM = 5.0

    @classmethod
    def of(cls, begin: FloatArray, end: FloatArray) -> ArcIndex:
        """Index arcs given by the unit vectors of their ends.

        >>> equator = ArcIndex.of(unit_vectors([0.0], [0.0]), unit_vectors([0.0], [10.0]))
        >>> equator.distance_km([1.0, 0.0], [5.0, 12.0]).round(1).tolist()
        [111.2, 222.4]
        """
        begin, end = cut_arcs(begin, end, chord(cls.LONGEST_KM))
        middle = begin + end
        middle /= np.linalg.norm(middle, axis=1, keepdims=True)
        reach = float(np.linalg.norm(middle - begin, axis=1).max(initial=0.0))
        return cls(begin, end, cKDTree(middle), reach)

    def distance_km(self, latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> FloatArray:
        """The distance to the nearest arc, in km, shape (n,); NaN where a coordinate is unknown."""
        known, points = known_points(latitude, longitude)
        result = np.full(len(known), np.nan)
        best = np.full(len(points), np.inf)
        open_rows, nearest = np.arange(len(points)), min(8, len(self.begin))
        while len(open_rows):
            length, arc = self.tree.query(points[open_rows], k=[*range(1, nearest + 1)])
            found = self._chord_to_arcs(points[open_rows], arc).min(axis=1)
            best[open_rows] = found
            sure = (length[:, -1] >= found + self.reach) | (nearest == len(self.begin))
            open_rows, nearest = open_rows[~sure], min(nearest * 4, len(self.begin))
        result[known] = chord_km(best)
        return result

    def _chord_to_arcs(self, points: FloatArray, arcs: npt.NDArray[np.int64]) -> FloatArray:
        """Straight-line distances of n points to k arcs each, shape (n, k)."""
        a, b, p = self.begin[arcs], self.end[arcs], points[:, None, :]
        along = b - a
        squared = np.maximum((along * along).sum(-1), 1e-30)
        share = np.clip(((p - a) * along).sum(-1) / squared, 0.0, 1.0)
        foot = a + share[..., None] * along
        foot /= np.linalg.norm(foot, axis=-1, keepdims=True)
        return np.asarray(np.linalg.norm(p - foot, axis=-1), np.float64)


def cut_arcs(begin: FloatArray, end: FloatArray, longest: float) -> tuple[FloatArray, FloatArray]:
    """Cut arcs into equal pieces no longer than the chord `longest`."""
    pieces = np.maximum(np.ceil(np.linalg.norm(end - begin, axis=1) / longest), 1).astype(np.int64)
    arc = np.repeat(np.arange(len(begin)), pieces)
    step = np.arange(len(arc)) - np.repeat(np.cumsum(pieces) - pieces, pieces)

    def at(share: FloatArray) -> FloatArray:
        point = begin[arc] + (end[arc] - begin[arc]) * share[:, None]
        return np.asarray(point / np.linalg.norm(point, axis=1, keepdims=True), np.float64)

    return at(step / pieces[arc]), at((step + 1) / pieces[arc])
