"""Whose point stands for a unit without a seat: a neighbour's, that of its largest place or part, or its division's."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from .nearness import MOST, nearest_place
from .pairs import Floats, Rows, points, surface_km
from .rules import Rules

GROUP = 3
"""From how many units with a seat on, those of one division tell how far apart its units lie."""
FAR_KM = 50.0
"""A unit that may lie farther than this from the place that could stand in for it lies nobody knows where."""


class StandIns(NamedTuple):
    """For each unit the geonameid of the place whose point stands for its own (0 for a unit with a seat, or where
    there is none), and how many kilometres off its own point may lie: NaN where nobody knows."""

    near: Rows
    km: Floats


def stand_ins(places: pd.DataFrame, units: pd.DataFrame, lying: Rows, rules: Rules) -> StandIns:
    """The places whose points stand for those of units without a seat.

    It is the place nearest to its point, and so far off; where that is unknown or no place is near, the largest place
    that lies in it or the seat of the largest of its parts, which are its own; else the seat of the largest unit of its
    district or division, where that is small: most others with a seat lie within `FAR_KM` of it, and the unit is said
    to be as far off as they are. A division as large as a province tells nothing of where a unit lies: the seat of its
    largest is a point for the map alone. `lying` is the row of the unit in which each place lies, -1 unknown.
    """
    group = (
        units["code"].str.extract(f"({rules.district})")[0].fillna("")
        if rules.district
        else units["division"]
    )
    units = units.assign(group=group)
    near = nearest_place(places, units)
    row_of = pd.Series(np.arange(len(places)), index=places["geonameid"])
    km = np.fmax(
        _apart(places, row_of.reindex(near).to_numpy(np.float64), units),
        units["guess_km"].to_numpy(np.float64),
    )
    km[km > FAR_KM] = np.nan
    place = pd.DataFrame({"unit": lying, "id": places["geonameid"], "people": places["population"].fillna(0)})
    largest = _last_id(place[place["unit"] >= 0].sort_values("people", kind="stable"), "unit")
    seated = units[units["seat"] > 0]
    own = seated[["above", "group", "division"]].assign(id=seated["seat"], people=seated["people"].fillna(0))
    own = own.sort_values("people", kind="stable")
    of_parts, of_group, of_division = (
        _last_id(own[own[word] != ""], word) for word in ("above", "group", "division")
    )
    others = {name: row_of[ids["id"]].to_numpy(np.int64) for name, ids in own.groupby("group")}
    codes, groups, divisions = (units[word].tolist() for word in ("code", "group", "division"))
    for row in np.flatnonzero((units["seat"] == 0).to_numpy() & (near == 0)).tolist():
        if within := largest.get(row, 0) or of_parts.get(codes[row], 0):
            near[row], km[row] = within, 0.0
        else:
            middle = of_group.get(groups[row], 0)
            near[row] = middle or of_division.get(divisions[row], 0)
            km[row] = _reach(places, row_of[middle], others[groups[row]]) if middle else np.nan
    return StandIns(near, km)


def _apart(places: pd.DataFrame, at: Floats, units: pd.DataFrame) -> Floats:
    """Kilometres between the point of each unit and the place in a row; NaN where one is missing."""
    km = np.full(len(units), np.nan)
    known = np.flatnonzero(~np.isnan(at) & units["latitude"].notna().to_numpy())
    ends = points(places, at[known].astype(np.int64)), points(units, known)
    km[known] = surface_km(np.linalg.norm(ends[0] - ends[1], axis=1))
    return km


def _reach(places: pd.DataFrame, centre: int, others: Rows) -> float:
    """Within how many kilometres of a place most of some others lie; NaN for few, and farther than a neighbour."""
    others = others[others != centre]
    if len(others) < GROUP:
        return float("nan")
    apart = points(places, others) - points(places, np.array([centre]))
    most = float(np.percentile(surface_km(np.linalg.norm(apart, axis=1)), MOST))
    return most if most <= FAR_KM else float("nan")


def _last_id(frame: pd.DataFrame, by: str) -> dict[object, int]:
    """The last id of each group."""
    return dict(zip(frame[by].tolist(), frame["id"].tolist(), strict=True))
