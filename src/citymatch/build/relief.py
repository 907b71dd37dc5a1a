"""Elevations where the gazetteer knows none: from a coarse grid of the relief, set right by the places around.

The grid is that of the package pvlib: the mean height of cells of 5 arc minutes (9 km and less) from Mapzen's terrain
tiles, in steps of 28 m. Towns lie in valleys, below their cell's mean; by how much is taken from the known places
nearby. `python -m citymatch.build.relief` measures the error on places that are known: from half of them the others
are told.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.features.sphere import chord_km, tree_of, unit_vectors

from .signing.pairs import AXES, Floats

STEP_M, LOWEST_M, NOTHING = 28.0, -450.0, 255
"""Metres of a step of the grid, the height of its step 0, and the step that stands for the sea."""
CELLS = 12
"""Cells of the grid per degree."""
ROUGH_M = 600.0
"""Where the cell and its neighbours differ by more than this, the grid is of no use."""
SHORE_M = -50.0
"""Told to be lower than the sea by less than this, a place is taken to stand at the sea."""
LARGE_LAYERS = ("county", "over")
ROUNDED_M = 10.0
NEIGHBOURS, NEAR_KM = 8, 10.0
OWN_WEIGHT = 0.02
"""How much the grid itself weighs among the known places nearby, each 1 / (1 + km)^2."""
GRID, GAZETTEER = "relief grid", "GeoNames"


def filled(places: pd.DataFrame, layer: npt.NDArray[np.object_]) -> tuple[Floats, npt.NDArray[np.object_]]:
    """The elevation of each place in metres, and where it is from: the gazetteer's own first, else the grid's.

    A county or region (by its `layer`) has no one elevation, so that none is told where the gazetteer has none.
    """
    own = places["elevation_m"].to_numpy(np.float64)
    here = tuple(places[axis].to_numpy(np.float64) for axis in AXES)
    told, rough = estimated(here, own)
    fills = np.isnan(own) & (rough <= ROUGH_M) & ~np.isin(layer, LARGE_LAYERS)
    told = np.where((told < 0) & (told > SHORE_M), 0.0, told)
    source = np.where(np.isnan(own), "", GAZETTEER).astype(object)
    source[fills & ~np.isnan(told)] = GRID
    return np.where(fills, np.rint(told / ROUNDED_M) * ROUNDED_M, own), source


def estimated(here: tuple[Floats, ...], known: Floats) -> tuple[Floats, Floats]:
    """What the grid and the places of known elevation around tell of each point, and how rough its surroundings are.

    Both in metres, NaN where a coordinate is unknown; a point's own elevation does not count.
    """
    grid = _grid()
    point = np.flatnonzero(np.isfinite(here[0]) & np.isfinite(here[1]))
    row, column = (90.0 - here[0][point]) * CELLS - 0.5, (here[1][point] + 180.0) * CELLS - 0.5
    height, rough = np.full(len(known), np.nan), np.full(len(known), np.nan)
    height[point] = _between(grid, row, column)
    around = [
        _at(grid, np.rint(row) + down, np.rint(column) + right) for down in (-1, 0, 1) for right in (-1, 0, 1)
    ]
    rough[point] = np.ptp(around, axis=0)
    height[point] += _set_right(unit_vectors(here[0][point], here[1][point]), (known - height)[point])
    return height, rough


def _set_right(points: Floats, off: Floats) -> Floats:
    """By how much the grid is off at each point, from the known places nearby: `off` is NaN where it is not known."""
    sure = np.flatnonzero(~np.isnan(off))
    if not len(sure):
        return np.zeros(len(points))
    length, found = tree_of(points[sure]).query(points, k=[*range(1, NEIGHBOURS + 2)])
    found = sure[np.minimum(found, len(sure) - 1)]
    away = chord_km(np.minimum(length, 2.0))
    counts = (away <= NEAR_KM) & (found != np.arange(len(points))[:, None])
    weight = np.where(counts, 1.0 / (1.0 + away) ** 2, 0.0)
    return np.asarray((weight * off[found]).sum(axis=1) / (weight.sum(axis=1) + OWN_WEIGHT), np.float64)


def _between(grid: Floats, row: Floats, column: Floats) -> Floats:
    """The height between the middles of four cells."""
    up, left = np.floor(row), np.floor(column)
    down, right = row - up, column - left
    above = _at(grid, up, left) * (1 - right) + _at(grid, up, left + 1) * right
    below = _at(grid, up + 1, left) * (1 - right) + _at(grid, up + 1, left + 1) * right
    return np.asarray(above * (1 - down) + below * down, np.float64)


def _at(grid: Floats, row: Floats, column: Floats) -> Floats:
    rows, columns = grid.shape
    found = grid[np.clip(row, 0, rows - 1).astype(np.int64), column.astype(np.int64) % columns]
    return np.asarray(found, np.float64)


def _grid() -> Floats:
    """The relief in metres from north to south and from west to east; the sea is at 0."""
    import h5py

    found = importlib.util.find_spec("pvlib")  # the package itself is not imported: only its table is read
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the relief grid is in the package pvlib, of the extra `build`")
    with h5py.File(Path(found.submodule_search_locations[0]) / "data" / "Altitude.h5") as file:
        steps = file["Altitude"][:]
    return np.where(steps == NOTHING, 0.0, steps * STEP_M + LOWEST_M)


def measured(places: pd.DataFrame, seed: int = 1) -> pd.DataFrame:
    """The error by how rough the surroundings are: places known, median and 90th percentile of the difference in m."""
    own = places["elevation_m"].to_numpy(np.float64)
    known = np.flatnonzero(~np.isnan(own))
    asked = np.random.default_rng(seed).choice(known, len(known) // 2, replace=False)
    hidden = own.copy()
    hidden[asked] = np.nan
    told, rough = estimated(tuple(places[axis].to_numpy(np.float64) for axis in AXES), hidden)
    off = np.abs(np.rint(told / ROUNDED_M) * ROUNDED_M - own)[asked]
    rows = []
    for low, high in ((0, 60), (60, 150), (150, 300), (300, 600), (600, 9000), (0, 600)):
        some = off[(rough[asked] >= low) & (rough[asked] < high)]
        rows.append((f"{low}-{high} m", len(some), np.median(some), np.percentile(some, 90)))
    return pd.DataFrame(rows, columns=["rough", "places", "median", "percentile_90"])


if __name__ == "__main__":
    from citymatch.build.gazetteer import read_gazetteer
    from citymatch.datasets.world import HERE

    print(measured(read_gazetteer(HERE / "source")).round(0).to_string(index=False))
