"""How prominent a candidate is: how many other names it has."""

from __future__ import annotations

import numpy as np

from citymatch.datasets import World
from citymatch.scoring.values import FloatArray

from .base import Curve, Derived, Key, Place, Places
from .of_world import fact_of_world
from .place_fact import PlaceFact, single
from .words import count


class Prominence(PlaceFact):
    """How many other names the gazetteer has for the candidate: a sign of how widely it is written about.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"geonameid": [756135, 6930414, 0]})  # Warsaw, a quarter, an own place
    >>> warsaw, part, own = Prominence().similarity({}, towns)
    >>> bool(warsaw > part), bool(np.isnan(own))
    (True, True)
    """

    name = "prominence"
    label = "prominence of the place"
    unit = "other names in the gazetteer"
    source = "GeoNames (CC BY 4.0)"
    reads = ("number",)
    makes = {"other_names": "other names in the gazetteer"}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (names_of(self.world),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found: FloatArray = names_of(self.world).of(candidates)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(np.log1p(measure) / np.log(21.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        number = self.measure(seeker, single(candidate, "number"))[0]
        if np.isnan(number):
            return "how widely it is written about is unknown"
        many = (
            "no other name"
            if number == 0
            else "1 other name"
            if number == 1
            else f"{count(number)} other names"
        )
        return f"GeoNames, a list of the world's places, has {many} for it"


def names_of(world: World) -> Derived:
    """How many other names the gazetteer has for a place."""

    def count_names() -> FloatArray:
        return np.bincount(world.alternate_row, minlength=len(world)).astype(np.float64)

    return fact_of_world("other names", world, count_names)
