"""Scale: that a small town is not sent to a giant, nor a large city to a hamlet."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Place
from .population import PopulationSize
from .unit import people_of_unit


class Scale(PopulationSize):
    """Within the scale of the seeker: the smaller it is, the more that counts.

    1 within `core` times the seeker's people either way, declining smoothly to 0 at `edge` times. Up to `small` people
    a seeker has all of that; the share falls with the logarithm of its people to `least` at `large`, since large
    cities have partners of every size. Of the known partners of US communities with fewer than 25,000 people, half are
    within 3.7 times.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"population": [40_000.0, 1_000_000.0, float("nan")]})
    >>> Scale().similarity({"population": 20_000}, towns).tolist()
    [1.0, 0.0, nan]
    >>> float(Scale(least=0.25).similarity({"population": 500_000}, towns)[1])
    0.25
    """

    name = "scale"
    symmetric = False
    label = "within the seeker's scale"
    offered = False
    bounds: ClassVar[dict[str, Bound]] = {
        "core": Bound("within how many times all counts", 1, 100, "times"),
        "edge": Bound("from how many times nothing is left", 1.01, 1000, "times"),
        "small": Bound("up to how many people of the seeker scale counts in full", 1, 1e7, "people"),
        "large": Bound("from how many people of the seeker it counts least", 2, 1e8, "people"),
        "least": Bound("what it counts for a large seeker", 0, 1),
    }

    def __init__(
        self,
        core: float = 2.5,
        edge: float = 10.0,
        small: float = 25_000.0,
        large: float = 250_000.0,
        least: float = 0.2,
        curve: Curve | None = None,
    ):
        self.core = core
        self.edge = edge
        self.small = small
        self.large = large
        self.least = least
        self.curve = curve

    def share(self, seeker: Place) -> float:
        """How much of it counts for a seeker, from `least` to 1."""
        people = people_of_unit(seeker)
        if math.isnan(people) or people <= self.small:
            return 1.0
        above = math.log(people / self.small) / math.log(self.large / self.small)
        return 1.0 - (1.0 - self.least) * min(above, 1.0)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(self.share(seeker) * log_plateau(measure, self.core, self.edge), np.float64)
