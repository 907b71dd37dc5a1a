"""Safety: whether a strong caution stands against a candidate's country or division, for seekers of a nation."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from citymatch.policy.caution import Caution, cautions, last_read
from citymatch.policy.nations import nation as nation_with_its_territories
from citymatch.scoring.values import FloatArray

from .base import Curve, Extractor, Key, Place, Places
from .of_world import DIVISION, divisions
from .ties import division_and_nation, nation

if TYPE_CHECKING:
    import pandas as pd


class Safety(Extractor):
    """No war, embargo or advice against all travel: 1 where no strong caution stands against the candidate's country or
    first-order division, 0 where one does, for seekers of the seeker's nation.

    The cautions are those of `policy/cautions.toml` and `pairs.toml` as they were read last, whatever the day of the
    ranking. Cautions about single places and about parts of divisions are told with a candidate and not counted here.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["MX", "MX", "HT", "JP", ""], "admin1": ["16", "14", "11", "26", ""]})
    >>> Safety().similarity({"country": "US"}, towns).tolist()
    [0.0, 1.0, 0.0, 1.0, nan]
    """

    name = "safety"
    label = "no war, embargo or advice against travel"
    unit = "1 no strong caution, 0 one"
    source = "the cautions of citymatch, each with its own source and day (docs/policies.md)"
    reads = ("country",)
    makes = {"safety": "1 no strong caution for Americans, 0 one"}
    offered = True
    commonplace = True

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        """The measure of each place for seekers in the United States."""
        import pandas as pd

        return pd.DataFrame({"safety": self.measure({"country": "US"}, X)}, index=getattr(X, "index", None))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (DIVISION,)

    def scope(self, seeker: Place) -> Hashable | None:
        return nation_with_its_territories(str(seeker.get("country") or ""))

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        against = _against(nation_with_its_territories(str(seeker.get("country") or "")))
        found = divisions(candidates)
        return found.map(
            lambda label: (
                np.nan
                if label.startswith(".")
                else float(label not in against and label.partition(".")[0] not in against)
            )
        )

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(measure, np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "division" if self._caution(seeker, candidate, whole=False) else "country"

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        if not country:
            return "whether there is a caution about it is unknown, as its country is"
        if self._caution(seeker, candidate, whole=False):
            return f"there is a strong caution about {division_and_nation(candidate)}"
        if self._caution(seeker, candidate, whole=True):
            return f"there is a strong caution about {nation(country)}"
        return f"no war, embargo or advice against travel is known of {nation(country)}"

    def _caution(self, seeker: Place, candidate: Place, whole: bool) -> Caution | None:
        against = _against(nation_with_its_territories(str(seeker.get("country") or "")))
        country = str(candidate.get("country") or "")
        return against.get(country if whole else f"{country}.{candidate.get('admin1') or ''}")


@functools.cache
def _against(seekers: str) -> dict[str, Caution]:
    """The strong cautions and bars for seekers of a nation, by country or division."""
    found: dict[str, Caution] = {}
    for caution in cautions(_day(), seekers):
        if caution.level in ("barred", "strong") and not caution.parameters.get("area"):
            for country in caution.countries:
                found.setdefault(country, caution)
            for country, division in caution.divisions:
                found.setdefault(f"{country}.{division}", caution)
    return found


@functools.cache
def _day() -> datetime.date:
    return last_read()
