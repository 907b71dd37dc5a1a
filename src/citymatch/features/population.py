"""Population size: how many times larger the one community is than the other."""

from __future__ import annotations

import math

from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Extractor, Key, Place, Places
from .unit import PEOPLE, people_counted, people_of_unit, people_of_units, people_told
from .words import times

ABOUT = 1.15
"""Two communities are told as about as large within so many times."""


class PopulationSize(Extractor):
    """Similar size: 1 within `core` times either way, declining smoothly to 0 at `edge` times.

    The measure is the candidate's population divided by the seeker's. The defaults: 1.5 times is the
    plateau, and beyond 10 times lie only 6 % of 285 known partnerships between the EU and the US.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"population": [18504.0, 192690.0, float("nan")]})
    >>> PopulationSize().similarity({"population": 19269}, towns).tolist()
    [1.0, 0.0, nan]
    """

    name = "size"
    symmetric = True
    label = "similar size"
    unit = "times the seeker's population"
    source = "national registers and censuses of local government; US Census; elsewhere GeoNames (CC BY 4.0)"
    reads = ("population",)
    makes = {"population": "people"}
    bounds = {
        "core": Bound("within how many times counts as similar", 1, 20, "times"),
        "edge": Bound("from how many times nothing is left", 1.01, 1000, "times"),
    }
    log_curve = True
    offered = True

    def __init__(self, core: float = 1.5, edge: float = 10.0, curve: Curve | None = None):
        self.core = core
        self.edge = edge
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return people_of_units(candidates) / people_of_unit(seeker)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (PEOPLE,)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return log_plateau(measure, self.core, self.edge)

    def reason(self, seeker: Place, candidate: Place) -> str:
        people, own = people_of_unit(candidate), people_of_unit(seeker)
        if math.isnan(people):
            told = "the population of the city as a government is unknown"
            if candidate.get("population_of"):
                told += f" (the only figure is {people_told(candidate)})"
            return f"{told}; {seeker['name']} has {people_told(seeker)}"
        own_people = people_told(seeker)
        return f"{people_counted(candidate)} against {seeker['name']}'s {own_people}, {times(people / own)}"

    def in_short(self, seeker: Place, candidate: Place) -> str:
        ratio = people_of_unit(candidate) / people_of_unit(seeker)
        if math.isnan(ratio):
            return "its people are unknown"
        if max(ratio, 1 / ratio) < ABOUT:
            return "about as large"
        return f"{times(ratio)} {'as large' if ratio > 1 else 'smaller'}"

    def knows(self, seeker: Place) -> bool:
        return not math.isnan(people_of_unit(seeker))
