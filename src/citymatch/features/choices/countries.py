"""Which countries a circle of communities chose."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from citymatch.scoring.values import FloatArray

from ..base import Curve, Key, Place, Places, kept, labels
from ..book import Book
from ..ties import nation
from ..weighing import BoolArray, looked_up
from .circle import COUNTRIES, CircleChoices, ties_told

PRIOR = {"near": 3.0, "region": 5.0, "state": 8.0, "size": 30.0, "size_in_state": 5.0}
"""So many choices as the nation's are added to what a circle of communities chose."""


class CountryChoices(CircleChoices):
    """How much oftener than the nation a circle of communities chose the candidate's country.

    1 is as often as the nation, 2 twice as often. With `among` "nation" the measure is how many of the
    nation's communities chose the country per known partnership that its communities have with others: the
    country's openness to the nation; with "places", per place of the country.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "DE", ""]})
    >>> seattle = {"country": "US", "admin1": "WA", "latitude": 47.6, "longitude": -122.3, "population": 7e5}
    >>> japan, germany, nowhere = CountryChoices("region").measure(seattle, towns)
    >>> bool(japan > 1 > germany), bool(np.isnan(nowhere))
    (True, True)
    """

    name = "country_choices"
    label = "choices of the country by others"
    unit = "times as often as the nation (nation: per known partnership of the country; places: per place)"
    reads = ("country",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, among: str = "region", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("country",)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        country = labels(candidates, "country")
        unknown = np.array([not value for value in country.values], bool)
        rate = np.where(unknown, np.nan, self._rate(seeker, candidates))
        return rate[country.codes]

    def _rate(self, seeker: Place, candidates: Places) -> FloatArray:
        """The measure of each country among the candidates."""
        ties, chosen = self.ties, self.choices(seeker)
        weighed, at = chosen.weighed(seeker), chosen.countries_in(candidates)
        overall, total = weighed.countries("nation")[at], weighed.total("nation")
        if self.among == "places":
            return (overall + 0.3) / (self._places(candidates) + 10.0)
        if self.among == "nation":
            return (overall + 1.0) / (_elsewhere(candidates, ties, chosen.nation) + 30.0)
        share = (overall + 0.5) / (total + 0.5 * COUNTRIES)
        prior, here = PRIOR[self.among], weighed.countries(self.among)[at]
        return (here + prior * share) / ((weighed.total(self.among) + prior) * share)

    def _places(self, candidates: Places) -> FloatArray:
        """How many places of the World each country among the candidates has, sections of cities left out."""
        world, values = self.ties.world, labels(candidates, "country").values

        def make() -> FloatArray:
            country = labels(world, "country")
            counted = ~np.asarray(labels(world, "feature_code") == "PPLX")
            sums = np.bincount(country.codes[counted], minlength=len(country.values)).astype(np.float64)
            return looked_up(values, dict(zip(country.values, sums.tolist(), strict=True)))

        return kept(candidates, ("places of countries", world.fingerprint), make)

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        if not country:
            return "others' choices are unknown, as the country is"
        chosen = self.choices(seeker)
        mask = chosen.country == country
        if self.among in ("nation", "places"):
            number = int((chosen.others(seeker) * mask).sum())
            others = f"other communities of {nation(str(seeker['country']))}"
            return ties_told(number, others, nation(country))
        return self.told(seeker, mask, f"in {nation(country)}")

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        country = str(candidate.get("country") or "")
        return np.asarray(self.choices(seeker).country == country, bool) if country else None

    def in_short(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        return self.chose(seeker, self.choices(seeker).country == country, f"in {nation(country)}")


def _elsewhere(candidates: Places, ties: Book, own: str) -> FloatArray:
    """The known partners of each country among the candidates with other nations."""
    values = labels(candidates, "country").values
    return kept(
        candidates,
        ("partners of countries", own, ties.number),
        lambda: looked_up(values, ties.partners_of_countries(own)),
    )
