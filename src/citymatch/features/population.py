"""Population size: how many times larger the one community is than the other."""

from __future__ import annotations

import math

from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Extractor, Key, Place, Places, is_unknown, one_place
from .ties import possessive
from .unit import NOT_OF_THE_UNIT, PEOPLE, people_counted, people_of_unit, people_of_units, people_told
from .words import as_much, count, ratio_told

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
            told, where = "how many people its government serves is unknown", candidate.get("population_of")
            if where in NOT_OF_THE_UNIT:
                told += f"; {count(float(candidate['population']))} live in the {NOT_OF_THE_UNIT[str(where)]}"
            return f"{told}; {seeker['name']} has {people_counted(seeker)}"
        told = people_counted(candidate)
        if not candidate.get("population_year"):
            told += " (year unknown)"
        return f"{told}{compared(people, own, str(seeker['name']), people_told(seeker))}"

    def in_short(self, seeker: Place, candidate: Place) -> str:
        ratio = people_of_unit(candidate) / people_of_unit(seeker)
        if math.isnan(ratio):
            return "its people are unknown"
        if max(ratio, 1 / ratio) < ABOUT:
            return "about as large"
        return as_much(ratio, "large")

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether the two are at least half alike in size: five times as many people are no reason."""
        people = people_of_unit(candidate)
        alike = not math.isnan(people) and float(self.similarity(seeker, one_place(candidate))[0]) >= 0.5
        return alike and super().speaks(seeker, candidate)

    def why_not(self, seeker: Place) -> str:
        """Why sizes are not compared: the people of a place without a government are no government's."""
        name, of = str(seeker.get("name") or "the seeker"), str(seeker.get("population_of") or "")
        if is_unknown(seeker.get("population")):
            return f"how many people {name} has is not known, so the other criteria count for more"
        whose = f"are those of the {NOT_OF_THE_UNIT.get(of, 'town')} and not of a government"
        if seeker.get("legal_kind") == "CDP":
            whose = "have no government of their own"
        told = f"{possessive(name)} {people_counted(seeker).replace(f' ({NOT_OF_THE_UNIT.get(of)})', '')} {whose}"
        return f"{told}, so sizes are not compared and the other criteria count for more"

    def knows(self, seeker: Place) -> bool:
        return not math.isnan(people_of_unit(seeker))


def compared(people: float, own: float, name: str, told: str) -> str:
    """What follows a number of people, to set it against the seeker's, the larger as so many times the smaller.

    >>> compared(4285, 19022, "Pinole", "19,022 (2020)"), compared(40528, 19022, "Pinole", "19,022 (2020)")
    ('; Pinole has 4.4 times as many, 19,022 (2020)', ', 2.1 times as many as Pinole with 19,022 (2020)')
    """
    if not (people > 0 and own > 0):
        return f"; {name} has {told}"
    ratio = people / own
    if max(ratio, 1 / ratio) < ABOUT:
        return f", about as many as {name} with {told}"
    if ratio < 1:
        return f"; {name} has {ratio_told(1 / ratio)} as many, {told}"
    return f", {ratio_told(ratio)} as many as {name} with {told}"
