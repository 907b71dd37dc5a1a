"""Population size: how many times larger the one community is than the other."""

from __future__ import annotations

from .base import Bound, Curve, Extractor, Place, Places, numbers
from .values import FloatArray, log_plateau
from .words import count, times


class PopulationSize(Extractor):
    """Similar size: 1 within `core` times either way, declining smoothly to 0 at `edge` times.

    The measure is the candidate's population divided by the seeker's. The defaults: 1.5 times is the
    plateau, and beyond 10 times lie only 6 % of 285 known partnerships between the EU and the US.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"population": [18504.0, 192690.0, float("nan")]})
    >>> PopulationSize().similarity({"population": 19269}, towns).tolist()
    [1.0, 0.0, nan]
    """

    name = "population"
    label = "similar size"
    unit = "times the seeker's population"
    source = "GeoNames (CC BY 4.0); US counties: Census 2010"
    reads = ("population",)
    makes = {"population": "people"}
    bounds = {
        "core": Bound("within how many times counts as similar", 1, 20, "times"),
        "edge": Bound("from how many times nothing is left", 1.01, 1000, "times"),
    }
    log_curve = True

    def __init__(self, core: float = 1.5, edge: float = 10.0, curve: Curve | None = None):
        self.core = core
        self.edge = edge
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return numbers(candidates, "population") / float(seeker["population"])

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return log_plateau(measure, self.core, self.edge)

    def reason(self, seeker: Place, candidate: Place) -> str:
        people, own = float(candidate["population"]), float(seeker["population"])
        if people != people:
            return f"its population is unknown; {seeker['name']} has {count(own)}"
        return f"{count(people)} people against {seeker['name']}'s {count(own)}, {times(people / own)}"
