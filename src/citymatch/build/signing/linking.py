"""In which unit each place of the gazetteer lies: by the code of its division, by name, by nearness."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from .codes import unit_by_code
from .name_pairs import name_pairs
from .nearness import nearest_unit
from .pairs import OWN, Rows
from .rules import Rules

HERE_KM = 3.0
"""A place that bears a unit's name so near its point is in it, whatever its code says."""


@dataclass
class Linked:
    """For each place the row of the unit in which it lies (-1 unknown) and how that is known.

    `how`: code, name, near (a guess). `pairs` holds what names say: rows of places, of units, strength, km.
    """

    unit: Rows
    how: npt.NDArray[np.object_]
    pairs: pd.DataFrame


def link(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> Linked:
    """The unit of each place of one country, among those of layer base.

    `places` has the columns of `read_gazetteer`, `units` those of `read_units`; both are indexed from 0.
    """
    pairs = name_pairs(places, units, rules)
    named = pairs[(units["layer"] == "base").to_numpy()[pairs["unit"]]]
    unit = unit_by_code(places, units, named, rules)
    how = np.where(unit >= 0, "code", "").astype(object)
    best = named.sort_values(["strength", "km"], ascending=[False, True])
    for place, row in best.drop_duplicates("place")[["place", "unit"]].itertuples(index=False):
        if unit[place] < 0:
            unit[place], how[place] = row, "name"
    _follow_names(best, unit, how)
    lost = np.flatnonzero(unit < 0)
    near = nearest_unit(places, units, lost)
    unit[lost] = near
    how[lost[near >= 0]] = "near"
    return Linked(unit, how, pairs)


def _follow_names(pairs: pd.DataFrame, unit: Rows, how: npt.NDArray[np.object_]) -> None:
    """A place that bears the name of a unit whose point is at hand lies there, whatever another unit's code says."""
    known = set(zip(pairs["place"], pairs["unit"], strict=True))
    here = pairs[(pairs["strength"] >= OWN) & (pairs["km"] <= HERE_KM)]
    for place, row in here.drop_duplicates("place")[["place", "unit"]].itertuples(index=False):
        if how[place] == "code" and (place, unit[place]) not in known:
            unit[place], how[place] = row, "name"
