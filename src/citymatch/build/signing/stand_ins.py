"""Whose point stands for a unit without a seat: a neighbour's, that of its largest place or part, or its division's."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .nearness import nearest_place
from .pairs import Rows


def stand_ins(places: pd.DataFrame, units: pd.DataFrame, lying: Rows) -> Rows:
    """For each unit without a seat the geonameid of the place whose point stands for its own; 0 for the others.

    It is the place nearest to the unit's point; where that is unknown or no place is near, the largest place that lies
    in it, the seat of the largest of its parts, or the seat of the largest unit of its division. `lying` is the row of
    the unit in which each place lies, -1 unknown.
    """
    near = nearest_place(places, units)
    place = pd.DataFrame({"unit": lying, "id": places["geonameid"], "people": places["population"].fillna(0)})
    largest = _last_id(place[place["unit"] >= 0].sort_values("people"), "unit")
    seated = units[units["seat"] > 0]
    own = seated[["above", "division"]].assign(id=seated["seat"], people=seated["people"].fillna(0))
    own = own.sort_values("people")
    of_parts, of_division = (_last_id(own[own[word] != ""], word) for word in ("above", "division"))
    codes, divisions = units["code"].tolist(), units["division"].tolist()
    for row in np.flatnonzero((units["seat"] == 0).to_numpy() & (near == 0)).tolist():
        near[row] = largest.get(row, 0) or of_parts.get(codes[row], 0) or of_division.get(divisions[row], 0)
    return near


def _last_id(frame: pd.DataFrame, by: str) -> dict[object, int]:
    """The last id of each group."""
    return dict(zip(frame[by].tolist(), frame["id"].tolist(), strict=True))
