"""Seats of government: whether the candidate is one, and a capital for a capital."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray

from .base import Curve, Extractor, Key, Place, Places, labels
from .place_fact import PlaceFact

SEATS = {"PPLC": 5.0, "PPLG": 5.0, "PPLA": 4.0, "PPLA2": 3.0, "PPLA3": 2.0, "PPLA4": 1.0, "PPLA5": 1.0}
_SEAT_WORDS = {
    5: "the capital of its country",
    4: "the capital of a state, province or region",
    3: "the seat of a county or district",
    2: "the seat of a small district",
    1: "the seat of one of the smallest districts",
    0: "not a seat of government",
}


class Seat(PlaceFact):
    """Whether the candidate is a seat of government: 5 a country's capital, 4 to 1 a seat of a division of
    first to fourth order, 0 none. Places that the codes of 2023 do not cover are unknown.

    >>> import pandas as pd
    >>> Seat().measure({}, pd.DataFrame({"feature_code": ["PPLC", "PPLA2", "PPL", ""]})).tolist()
    [5.0, 3.0, 0.0, nan]
    """

    name = "seat"
    label = "seat of government"
    unit = "5 capital, 4 to 1 seat of a division of that order, 0 none"
    source = "GeoNames feature codes of 2023 (CC BY 4.0)"
    reads = ("feature_code",)
    makes = {"seat": "5 capital to 0 no seat"}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("feature_code",)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return labels(candidates, "feature_code").map(lambda code: SEATS.get(code, 0.0) if code else np.nan)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / 5.0

    def reason(self, seeker: Place, candidate: Place) -> str:
        code = str(candidate.get("feature_code") or "")
        return (
            _SEAT_WORDS[int(SEATS.get(code, 0))] if code else "whether it is a seat of government is unknown"
        )


class SeatMatch(Extractor):
    """A capital for a capital: the candidate's seat of government, if the seeker is a state's capital.

    5 a country's capital, 4 to 1 a seat of a division of first to fourth order, 0 none; 0 for any candidate
    where the seeker is no capital of a state.

    >>> import pandas as pd
    >>> capital = pd.DataFrame({"feature_code": ["PPLC"]})
    >>> [SeatMatch().measure({"feature_code": code}, capital)[0] for code in ("PPLA", "PPL")]
    [np.float64(5.0), np.float64(0.0)]
    """

    name = "seat_match"
    label = "a capital for a capital"
    unit = "5 capital to 0 no seat; 0 where the seeker is no capital"
    source = "GeoNames feature codes of 2023 (CC BY 4.0)"
    reads = ("feature_code",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("feature_code",)

    def scope(self, seeker: Place) -> Hashable | None:
        return _is_capital(seeker)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        seat = Seat().measure(seeker, candidates)
        return seat if _is_capital(seeker) else seat * 0.0

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / 5.0

    def reason(self, seeker: Place, candidate: Place) -> str:
        name = seeker.get("name", "the seeker")
        return f"{Seat().reason(seeker, candidate)}; {name} is " + (
            "a capital too" if _is_capital(seeker) else "not the capital of a state"
        )


def _is_capital(seeker: Place) -> bool:
    """Whether a place is the capital of a state or a country."""
    return SEATS.get(str(seeker.get("feature_code")), 0.0) >= SEATS["PPLA"]
