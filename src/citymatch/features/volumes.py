"""How much of a tie there is in the seeker's state, whatever the nation shows: people, and trade in dollars."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import ClassVar

import numpy as np

from citymatch.datasets.ties import load_migrants_in, load_state_origins, load_state_trade
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Key, Place, Places, labels
from .ties import nation, state_told
from .words import rounded


class TieVolume(Extractor):
    """The size of the tie between the seeker's state and the candidate's country, not set against the nation.

    `of` "people": new permanent residents and new citizens born there, for a seeker abroad the migrants from
    there who live in its country. `of` "trade": exports and imports in millions of US dollars, for seekers in
    the United States alone.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["MX", "BT"]})
    >>> mexico, bhutan = TieVolume("people").measure({"country": "US", "admin1": "CA"}, towns)
    >>> bool(mexico > 100_000 > bhutan)
    True
    """

    name = "tie_volume"
    label = "size of the tie"
    unit = "people, or millions of US dollars a year"
    source = "Homeland Security 2004-2013, Census Bureau 2020-2024 (US public domain); UN DESA 2019 (CC BY 3.0 IGO)"
    reads = ("country",)
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {"of": Bound("what is counted", choices=("people", "trade"))}
    log_curve = True

    def __init__(self, of: str = "people", curve: Curve | None = None):
        self.of = of
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return bool(self._volumes(seeker))

    def _volumes(self, seeker: Place) -> Mapping[str, float]:
        return _volumes(self.of, *self.scope(seeker))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("country",)

    def scope(self, seeker: Place) -> tuple[str, str]:
        """The seeker's country, and in the United States its state."""
        country = str(seeker.get("country") or "")
        return country, str(seeker.get("admin1") or "") if country == "US" else ""

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        volumes = self._volumes(seeker)
        return labels(candidates, "country").map(lambda country: volumes.get(country, np.nan))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(np.log1p(measure) / np.log(100_000.0), 0.0, 1.0), np.float64)

    def level(self, seeker: Place, candidate: Place) -> str:
        return "state" if seeker.get("country") == "US" else "country"

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        found = self._volumes(seeker).get(country)
        home = str(seeker.get("country") or "")
        where = state_told(str(seeker.get("admin1") or "")) if home == "US" else nation(home)
        there = nation(country)
        if found is None and self.of == "trade":
            return f"how much {where} and {there} trade is unknown"
        if found is None:
            return f"how many people came from {there} to {where} is unknown"
        if self.of == "trade":
            return f"{where} and {there} trade goods for {rounded(found * 1e6)} US dollars a year"
        who = "new residents and new citizens of {}" if home == "US" else "migrants in {}"
        return f"{rounded(found)} {who.format(where)} came from {there}"


@functools.cache
def _volumes(of: str, country: str, state: str) -> Mapping[str, float]:
    """The size of the ties of a state, or of a country, by the other country."""
    if country != "US":
        return load_migrants_in(country) if of == "people" and country else {}
    if of == "trade":
        return {c: float(np.nansum([t.exports, t.imports])) for c, t in load_state_trade(state).items()}
    origins = load_state_origins(state)
    people = {c: (o.permanent_residents, o.naturalized) for c, o in origins.items()}
    return {c: float(np.nansum(both)) for c, both in people.items() if not np.all(np.isnan(both))}
