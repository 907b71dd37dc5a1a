"""Climate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.datasets.geography import load_climate

SHORE_CELLS = 3


def climate_at(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> Labels:
    """The Koppen class at each point.

    A cell of the sea takes the class of the nearest land cell up to three cells (about 9 km) away, else it is "".

    >>> list(climate_at([38.0, 0.0], [-122.3, -150.0]))
    ['Csb', '']
    """
    grid = load_climate()
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    known = np.isfinite(lat) & np.isfinite(lon)
    row = np.floor((90.0 - np.where(known, lat, 0.0)) * grid.rows / 180.0).astype(np.int64)
    column = np.floor((np.where(known, lon, 0.0) + 180.0) * grid.columns / 360.0).astype(np.int64)
    code = grid.codes(row, column)
    squeeze = np.cos(np.radians(np.where(known, lat, 0.0)))
    best = np.full(len(code), np.inf)
    sea = np.flatnonzero(code == 0)
    for down in range(-SHORE_CELLS, SHORE_CELLS + 1):
        for right in range(-SHORE_CELLS, SHORE_CELLS + 1):
            near = grid.codes(row[sea] + down, column[sea] + right)
            away = np.hypot(down, right * squeeze[sea])
            better = (near > 0) & (away < best[sea])
            code[sea[better]], best[sea[better]] = near[better], away[better]
    code[~known] = 0
    return Labels(code, grid.classes)
