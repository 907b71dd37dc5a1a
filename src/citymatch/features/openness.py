"""Openness: how many foreign partners a candidate is known to have."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import Table
from citymatch.datasets.partnerships import degree, partners_of
from citymatch.scoring.values import FloatArray, interpolate

from .base import Bound, Curve, Extractor, Place, Places, numbers, place_number, place_numbers

if TYPE_CHECKING:
    import pandas as pd

Pairs = Iterable[tuple[int, int]]


class Openness(Extractor):
    """Known foreign partnerships of the candidate, capped: none counts 0, one a half, `full` and more all.

    The cap keeps a city with thirty partners from being thirty times as open as a city with one. None on
    record is not none: the tables hold a part of all partnerships. A partnership with the seeker itself does
    not count, and those of `leave_out` (pairs of geonameids, in either order) are treated as not known, so
    that an evaluation can hold ties back. A column `partnerships` is used where the candidates have one.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"geonameid": [9634762, 4013516, 6]})
    >>> Openness().measure({"geonameid": 5383187}, towns).tolist()
    [1.0, 3.0, 0.0]
    >>> Openness().measure({"geonameid": 4543762}, towns).tolist()  # Norman is the partner that counted
    [0.0, 2.0, 0.0]
    """

    name = "openness"
    label = "openness to partnerships"
    unit = "known foreign partnerships"
    source = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
    reads = ("number",)
    makes = {"partnerships": "known foreign partnerships"}
    bounds = {"full": Bound("from how many known partnerships all counts", 1.5, 100, "partnerships")}

    def __init__(self, full: float = 3.0, leave_out: Pairs = (), curve: Curve | None = None):
        self.full = full
        self.leave_out = leave_out
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        return pd.DataFrame({"partnerships": self._count(X)}, index=getattr(X, "index", None))

    def _count(self, places: Places) -> FloatArray:
        if "partnerships" in places:
            return numbers(places, "partnerships")
        known = place_numbers(places)
        return np.where(known > 0, degree({"number": known}, self.leave_out), np.nan)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        counts = self._count(candidates)
        own = place_number(seeker) or seeker.get("community_id")
        partners = [p.number for p in partners_of(own) if not p.region] if own else []
        if partners:
            counts = counts - np.isin(place_numbers(candidates), partners)
        return np.maximum(counts, 0.0)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return interpolate(measure, ((0.0, 0.0), (1.0, 0.5), (self.full, 1.0)))

    def knows(self, seeker: Place) -> bool:
        return True

    def reason(self, seeker: Place, candidate: Place) -> str:
        known = {c: np.array([candidate[c]]) for c in ("partnerships",) if c in candidate}
        known["number"] = np.array([place_number(candidate)])
        number = self.measure(seeker, Table(known, 1))[0]
        if np.isnan(number):
            return "its partnerships are unknown"
        if number == 0:
            return "no foreign partnership on record, which does not mean that it has none"
        more = "1 foreign partnership is" if number == 1 else f"{number:.0f} foreign partnerships are"
        return f"{more} on record, not counting any with {seeker.get('name', 'the seeker')}"
