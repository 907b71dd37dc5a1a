"""Guesses by nearness: the unit nearest to a place, and the place nearest to a unit."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .decisions import WENT_INTO, holders
from .pairs import Rows, points, surface_km

GUESS_KM = 15.0
NEIGHBOUR_KM = 30.0
MOST = 75
"""Percent of some units beside one that lie as near as it is said to."""


def nearest_unit(places: pd.DataFrame, units: pd.DataFrame, lost: Rows) -> Rows:
    """For some places the row of the unit whose point is nearest, within `GUESS_KM`; -1 without one."""
    layer = units["layer"]
    pointed = np.flatnonzero(
        ((layer == "base") | layer.str.startswith(WENT_INTO)) & units["latitude"].notna()
    )
    at = _nearest(units, pointed, places, lost, GUESS_KM)
    return np.asarray(holders(units)[at], np.int64)


def nearest_place(places: pd.DataFrame, units: pd.DataFrame) -> Rows:
    """For a unit without a seat the geonameid of the place nearest to its point, whose point stands for it; else 0."""
    near = np.zeros(len(units), np.int64)
    lone = np.flatnonzero((units["seat"] == 0) & units["latitude"].notna())
    at = _nearest(places, np.arange(len(places)), units, lone, NEIGHBOUR_KM)
    near[lone] = np.where(at >= 0, places["geonameid"].to_numpy(np.int64)[at], 0) if len(places) else 0
    return near


def _nearest(to: pd.DataFrame, among: Rows, of: pd.DataFrame, rows: Rows, km: float) -> Rows:
    """For some rows of one frame the nearest row of another `among` those allowed, -1 where none is within `km`."""
    from scipy.spatial import cKDTree

    if not len(among) or not len(rows):
        return np.full(len(rows), -1, np.int64)
    chord, at = cKDTree(points(to, among)).query(points(of, rows))
    return np.where(surface_km(np.asarray(chord, np.float64)) <= km, among[at], -1)
