"""Mountain towns: by their elevation and by the relief around them, from a grid of altitudes."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

STEP_M, LOWEST_M, NOTHING = 28.0, -450.0, 255
"""The grid keeps altitudes in steps of 28 m from 450 m below the sea; this step stands for the sea."""

AROUND_KM = 15.0
KM_OF_DEGREE = 111.195

ENOUGH = ((900.0, 380.0), (500.0, 600.0), (400.0, 1300.0), (250.0, 1600.0))
"""From which elevation on how much relief makes a mountain town: the lower it lies, the more (metres)."""
METROPOLIS = 1_500_000
"""Where so many people live within 50 km, a place is a part of a metropolis and no mountain town."""


def load_altitudes() -> FloatArray:
    """Altitudes in metres, 0 at sea, on a grid of 5 minutes of arc from the north-west corner, shape (2160, 4320).

    Source: the package pvlib, from the open terrain tiles that Mapzen put together.
    """
    import h5py

    found = find_spec("pvlib")  # which is not imported: only its data are read
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package pvlib is needed to rebuild the table of common ground")
    with h5py.File(Path(found.submodule_search_locations[0]) / "data" / "Altitude.h5") as file:
        steps = np.asarray(file["Altitude"])
    return np.where(steps == NOTHING, 0.0, np.maximum(steps * STEP_M + LOWEST_M, 0.0))


def around(
    altitudes: FloatArray, latitude: FloatArray, longitude: FloatArray
) -> tuple[FloatArray, FloatArray]:
    """The lowest and the highest altitude (m) of the cells whose centre lies within 15 km, and of the own cell.

    >>> grid = np.zeros((2160, 4320))
    >>> grid[1080, 2160] = 900.0
    >>> [bound.tolist() for bound in around(grid, np.array([-0.1, -1.0]), np.array([0.1, 0.1]))]
    [[0.0, 0.0], [900.0, 0.0]]
    """
    rows, columns = altitudes.shape
    cell = 180.0 / rows
    row = np.clip(np.floor((90.0 - latitude) / cell).astype(np.int64), 0, rows - 1)
    column = np.floor((longitude + 180.0) / cell).astype(np.int64)
    squeeze = np.cos(np.radians(latitude))
    reach = AROUND_KM / KM_OF_DEGREE / cell
    aside = int(np.ceil(reach / max(float(squeeze.min(initial=1.0)), 0.1)))
    low = high = altitudes[row, column % columns]
    for down in range(-int(np.ceil(reach)), int(np.ceil(reach)) + 1):
        for right in range(-aside, aside + 1):
            north = 90.0 - (row + down + 0.5) * cell - latitude
            east = ((column + right + 0.5) * cell - 180.0 - longitude) * squeeze
            near = np.hypot(north, east) * KM_OF_DEGREE <= AROUND_KM
            there = altitudes[np.clip(row + down, 0, rows - 1), (column + right) % columns]
            low = np.where(near, np.minimum(low, there), low)
            high = np.where(near, np.maximum(high, there), high)
    return low, high


def is_mountain_town(elevation: FloatArray, low: FloatArray, high: FloatArray) -> BoolArray:
    """Whether the relief around is enough for the elevation (all in m): see `ENOUGH`.

    >>> is_mountain_town(np.array([1774.0, 1636.0]), np.array([1818.0, 1594.0]), np.array([2294.0, 1902.0])).tolist()
    [True, False]
    """
    relief = high - np.minimum(low, elevation)
    found = np.zeros(len(relief), bool)
    for least, enough in ENOUGH:
        found |= (elevation >= least) & (relief >= enough)
    return found


def mountain_towns(
    elevation: FloatArray, low: FloatArray, high: FloatArray, people: FloatArray
) -> FloatArray:
    """1 for a mountain town, 0 for none, NaN where it is unknown; `people` is how many live within 50 km.

    In a metropolis none is one, however high it lies: see `METROPOLIS`.

    A town without an elevation of its own lies somewhere between the lowest and the highest around it: where both
    would make it a mountain town it is one, where neither would it is none.

    >>> nan = float("nan")
    >>> low, high = np.array([950.0, 10.0, 100.0]), np.array([1900.0, 60.0, 1200.0])
    >>> mountain_towns(np.array([nan, nan, nan]), low, high, np.full(3, 9_000.0)).tolist()
    [1.0, 0.0, nan]
    """
    known = ~np.isnan(elevation)
    one = is_mountain_town(np.where(known, elevation, low), low, high)
    other = is_mountain_town(np.where(known, elevation, high), low, high)
    told = np.where(one == other, one.astype(np.float64), np.nan)
    return np.where(people >= METROPOLIS, 0.0, told)
