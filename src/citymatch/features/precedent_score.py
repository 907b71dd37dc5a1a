"""Precedent as one criterion: what the learned policy says of a pair."""

from __future__ import annotations

import functools
from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray, rise

from .base import Bound, Curve, Extractor, Place, Places
from .registry import make_extractor


class PrecedentScore(Extractor):
    """The score of the learned policy `precedent`, so that a written policy can give it a weight.

    The measure is that score, 0 to 100; similarity is 0 up to `low`, 1 from `high`, with a smooth rise in
    between. Half of all places score below 34, the first hundred of a seeker above 41 to 49.

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> towns = world.take(world.rows_of([1853909, 3039604]))  # Osaka, Pas de la Casa
    >>> from citymatch.features.profile import profile
    >>> from citymatch.places import find
    >>> chicago = profile(find("Chicago, Illinois"), world)
    >>> osaka, village = PrecedentScore().measure(chicago, towns)
    >>> bool(osaka > village)
    True
    """

    name = "precedent"
    label = "precedent in known partnerships"
    unit = "points of the learned policy"
    source = "the built-in policy precedent, fitted on known partnerships (docs/evaluation.md)"
    reads = ("country",)
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {
        "low": Bound("up to which score nothing counts", 0, 99, "points"),
        "high": Bound("from which score all counts", 1, 100, "points"),
    }

    def __init__(self, low: float = 35.0, high: float = 46.0, curve: Curve | None = None):
        self.low = low
        self.high = high
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return any(extractor.knows(seeker) for _, _, extractor in _parts())

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        total = np.zeros(len(candidates))
        whole = 0.0
        for _, weight, extractor in _parts():
            if extractor.knows(seeker):
                whole += weight
                total += weight * np.nan_to_num(
                    extractor.similarity(seeker, candidates).astype(np.float64), nan=0.0
                )
        return np.asarray(100.0 * total / whole, np.float64)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return rise(measure, self.low, self.high)

    def reason(self, seeker: Place, candidate: Place) -> str:
        import pandas as pd

        row = pd.DataFrame([dict(candidate)])
        known = [(label, weight, each) for label, weight, each in _parts() if each.knows(seeker)]
        points = {label: weight * float(each.similarity(seeker, row)[0]) for label, weight, each in known}
        whole = sum(weight for _, weight, _ in known)
        known_points = {label: value for label, value in points.items() if value == value}
        best = sorted(known_points, key=lambda label: -known_points[label])[:3]
        score = 100.0 * sum(known_points.values()) / whole
        return f"the learned policy gives it {score:.0f} of 100 points, most of them for: {'; '.join(best).lower()}"


@functools.cache
def _parts() -> tuple[tuple[str, float, Extractor], ...]:
    from citymatch.policy import read_policy

    criteria = read_policy("precedent").criteria
    return tuple((c.label, c.weight, make_extractor(c.extractor, dict(c.parameters))) for c in criteria)
