"""Metropolis."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from .sphere import PointIndex, chord, unit_vectors
from .values import FloatArray

RADIUS_KM = 50.0
CITY_PEOPLE = 500_000


def people_within(
    latitude: npt.ArrayLike,
    longitude: npt.ArrayLike,
    of_latitude: npt.ArrayLike,
    of_longitude: npt.ArrayLike,
    of_population: npt.ArrayLike,
    km: float = RADIUS_KM,
) -> FloatArray:
    """The people within `km` of each point, counting the places given by `of_...`, shape (n,).

    A place of unknown population counts nobody; a point with an unknown coordinate gives NaN.

    >>> people_within([0.0], [180.0], [0.0, 0.1, 5.0], [180.0, -179.9, 180.0], [10.0, 20.0, 40.0]).tolist()
    [30.0]
    """
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    people = np.nan_to_num(np.asarray(of_population, np.float64))
    counted = people > 0
    tree = cKDTree(unit_vectors(np.asarray(of_latitude)[counted], np.asarray(of_longitude)[counted]))
    weight = people[counted]
    result = np.full(len(lat), np.nan)
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    for rows in np.array_split(known, max(len(known) // 4000, 1)):
        here = cKDTree(unit_vectors(lat[rows], lon[rows]))
        pairs = here.sparse_distance_matrix(tree, chord(km), output_type="ndarray")
        result[rows] = np.bincount(pairs["i"], weights=weight[pairs["j"]], minlength=len(rows))
    return result


def nearest_city(
    latitude: npt.ArrayLike,
    longitude: npt.ArrayLike,
    of_latitude: npt.ArrayLike,
    of_longitude: npt.ArrayLike,
    of_population: npt.ArrayLike,
) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """The row (among the places given) and the distance in km of the nearest city of 500,000 or more."""
    city = np.flatnonzero(np.nan_to_num(np.asarray(of_population, np.float64)) >= CITY_PEOPLE)
    index = PointIndex(np.asarray(of_latitude)[city], np.asarray(of_longitude)[city])
    row, distance = index.nearest(latitude, longitude)
    return np.where(row >= 0, city[row], -1), distance
