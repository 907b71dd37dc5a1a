"""Pairs of a place and a unit that a name makes, and how strong each name is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.neighbours import EARTH_KM, on_sphere

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Found = tuple[int, int, float]
"""The row of a place, that of a unit, and the strength of the name."""

AXES = ("latitude", "longitude")

OWN, OTHER = 4.0, 2.0
"""The unit's name is the place's own, or another of its names."""
SOUNDS, SPELT, BEGINS = 1.5, 1.0, 1.0
"""The names sound alike, are one letter apart, or one begins with the other."""


def as_pairs(found: Sequence[Found], places: pd.DataFrame, units: pd.DataFrame) -> pd.DataFrame:
    """Columns place, unit (rows), strength, and km (between their points, NaN unknown)."""
    pairs = pd.DataFrame(list(found), columns=["place", "unit", "strength"])
    pairs = pairs.astype({"place": np.int64, "unit": np.int64, "strength": np.float64})
    return pairs.assign(km=kilometres(places, units, pairs["place"].to_numpy(), pairs["unit"].to_numpy()))


def kilometres(places: pd.DataFrame, units: pd.DataFrame, place: Rows, unit: Rows) -> Floats:
    """How far each of some places lies from the unit beside it, NaN where a point is unknown."""
    if not len(place):
        return np.zeros(0)
    chord = np.linalg.norm(points(places, place) - points(units, unit), axis=1)
    return surface_km(np.asarray(chord, np.float64))


def points(frame: pd.DataFrame, rows: Rows | slice = slice(None)) -> Floats:
    """Unit vectors of the points of some rows, shape (n, 3)."""
    latitude, longitude = (frame[axis].to_numpy(np.float64)[rows] for axis in AXES)
    return on_sphere(latitude, longitude)


def surface_km(chord: Floats) -> Floats:
    """The kilometres along the surface between points that are so far apart on the unit sphere."""
    return np.asarray(2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)), np.float64)
