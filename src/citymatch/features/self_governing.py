"""Self-governing: how likely it is that the candidate can sign an agreement under its own name."""

from __future__ import annotations

import numpy as np

from citymatch.scoring.values import FloatArray

from .base import Curve, Key, Place, Places, is_unknown, numbers
from .place_fact import PlaceFact

_LIKELY = (
    (0.95, "it almost certainly governs itself"), (0.8, "it very likely governs itself"),
    (0.6, "it probably governs itself"), (0.4, "it may or may not govern itself"),
    (0.0, "it probably does not govern itself"),
)  # fmt: skip
"""How sure it is that a place governs itself, in words, by the probability from which on."""


class SelfGoverning(PlaceFact):
    """The probability that the candidate governs itself, as the World holds it.

    It was judged without any partnership. A prior: it says nothing of the seeker.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"standing_probability": [0.95, 0.2]})
    >>> SelfGoverning().measure({}, towns).tolist()
    [0.95, 0.2]
    """

    name = "self_governing"
    label = "governs itself"
    unit = "probability"
    source = "GeoNames (CC BY 4.0), with citymatch's judgement of who governs itself"
    reads = ("standing_probability",)
    makes = {"standing_probability": "probability"}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return numbers(candidates, "standing_probability")

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("standing_probability",)

    def scope(self, seeker: Place) -> tuple[()]:
        return ()

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(measure, 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        found = candidate.get("standing_probability")
        if is_unknown(found):
            return "whether it governs itself is unknown"
        return next(words for least, words in _LIKELY if float(str(found)) >= least)
