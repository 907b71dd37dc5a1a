"""Alike in setting: as many people around, and the same distance from the equator."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from citymatch.datasets.signing import is_well_counted
from citymatch.scoring.values import FloatArray, log_plateau, plateau

from .base import Curve, Derived, Extractor, Key, Place, Places, numbers
from .words import rounded

FROM_EQUATOR = Derived(
    "degrees from the equator", lambda places: np.abs(numbers(places, "latitude")).round(2)
)


class Agglomeration(Extractor):
    """As many people within 50 km: the candidate's number divided by the seeker's.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"people_50km": [9.0e6, 4.0e4]})
    >>> Agglomeration().measure({"people_50km": 4.5e6}, towns).round(3).tolist()
    [2.0, 0.009]
    """

    name = "agglomeration"
    is_setting = True
    symmetric = True
    label = "as many people around"
    unit = "times the seeker's people within 50 km"
    source = "GeoNames (CC BY 4.0)"
    reads = ("people_50km",)
    makes: ClassVar[dict[str, str]] = {}
    log_curve = True

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return numbers(candidates, "people_50km") / max(float(seeker["people_50km"]), 1.0)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("people_50km",)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return log_plateau(measure, 2.0, 50.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        theirs, own = float(candidate.get("people_50km", np.nan)), float(seeker["people_50km"])
        if theirs != theirs:
            return "the people around it are unknown"
        if not is_well_counted(str(candidate.get("country") or "")):
            return "how many people live around it is not well known"
        around = f"around {seeker.get('name', 'the seeker')} there are {rounded(own)}"
        return f"{rounded(theirs)} people within 50 km; {around}"


class Latitude(Extractor):
    """As far from the equator, whichever side of it: the difference in degrees.

    Latitudes are taken to a hundredth of a degree (about 1 km): a place is no more exact than that.

    >>> import pandas as pd
    >>> Latitude().measure({"latitude": 38.0}, pd.DataFrame({"latitude": [-37.0, 60.0]})).tolist()
    [1.0, 22.0]
    """

    name = "latitude"
    is_setting = True
    label = "as far from the equator"
    unit = "degrees of latitude apart"
    source = "GeoNames (CC BY 4.0)"
    reads = ("latitude",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        own = np.abs(np.float64(seeker["latitude"])).round(2)
        return np.asarray(np.abs(FROM_EQUATOR.of(candidates) - own), np.float64)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (FROM_EQUATOR,)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return plateau(measure, 3.0, 30.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        theirs, own = float(candidate.get("latitude", np.nan)), float(seeker["latitude"])
        if theirs != theirs:
            return "its latitude is unknown"
        name = seeker.get("name", "the seeker")
        return f"{abs(theirs):.0f} degrees from the equator; {name} is {abs(own):.0f} degrees from it"
