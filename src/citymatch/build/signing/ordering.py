"""Where units lie whose register gives no points, but whose codes run along the districts of the country."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

from citymatch.build.standing.neighbours import on_sphere

from .name_pairs import name_pairs
from .nearness import MOST
from .pairs import OTHER, Floats, surface_km
from .rules import Rules

BESIDE = 7
"""How many of the units next in the order of codes say where a unit lies."""
KM_PER_STEP = 50.0
"""A unit's own place is trusted within `reach_km` of the others, a degree for so many kilometres."""


def placed(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The units with a point for those without one, where the rules say that the codes run along the districts.

    A unit's point is the middle of those of the units beside it, in the order of codes within its `ordered` group,
    that share their name with one place of their division, or that of the place of its own name not far from there.
    It serves to match names, and is never shipped. `guess_km` is how far off it may lie: within so many kilometres lie
    three quarters of the units beside it; NaN for the units that have a point of their own, or none.
    """
    units = units.assign(guess_km=np.nan)
    if not rules.ordered:
        return units
    told = _told(places, units, rules)
    code = units["code"].to_numpy(object)
    parts = [re.search(rules.ordered, each) for each in code]
    group = np.array([part.group() if part else "" for part in parts], object)
    own = units[["latitude", "longitude"]].to_numpy(np.float64).copy()
    off = np.full(len(units), np.nan)
    for each in dict.fromkeys(group):
        rows = np.flatnonzero(group == each)
        rows = rows[np.argsort(code[rows], kind="stable")]
        known = np.flatnonzero(~np.isnan(told[rows, 0]))
        for at, row in enumerate(rows.tolist()) if len(known) else ():
            if np.isnan(own[row, 0]):
                beside = known[np.argsort(np.abs(known - at), kind="stable")][:BESIDE]
                own[row], off[row] = _between(told[row], told[rows[beside]], rules.reach_km)
    return units.assign(latitude=own[:, 0], longitude=own[:, 1], guess_km=off)


def _between(own: Floats, beside: Floats, reach_km: float) -> tuple[Floats, float]:
    """The middle of some points with how far most of them lie from it, or the point told for the unit itself where that
    is not far from it."""
    middle = np.median(beside, axis=0)
    if np.abs(own - middle).max() <= reach_km / KM_PER_STEP:  # no where its own place is unknown (NaN)
        return np.asarray(own, np.float64), 0.0
    away = surface_km(np.linalg.norm(on_sphere(*beside.T) - on_sphere(*middle), axis=1))
    return np.asarray(middle, np.float64), float(np.percentile(away, MOST))


def _told(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> Floats:
    """The points (latitude, longitude) of units whose place is sure: by a unique name, or by hand; NaN for others."""
    where = places[["latitude", "longitude"]].to_numpy(np.float64)
    point = np.full((len(units), 2), np.nan)
    pairs = name_pairs(places, units, rules)
    base = (units["layer"] == "base").to_numpy()[pairs["unit"]]
    pairs = pairs[base & (pairs["strength"] >= OTHER).to_numpy()]
    sure = pairs[~pairs["unit"].duplicated(keep=False) & ~pairs["place"].duplicated(keep=False)]
    point[sure["unit"].to_numpy()] = where[sure["place"].to_numpy()]
    place_of = {int(number): row for row, number in enumerate(places["geonameid"])}
    row_of = {code: row for row, code in enumerate(units["code"])}
    for entry in rules.of("seat"):
        if entry["code"] in row_of and int(entry["geonameid"]) in place_of:
            point[row_of[entry["code"]]] = where[place_of[int(entry["geonameid"])]]
    return point
