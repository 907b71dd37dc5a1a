"""Which divisions of a country (prefectures, states, provinces) a circle of communities chose."""

from __future__ import annotations

from typing import ClassVar, NamedTuple

import numpy as np

from citymatch.scoring.values import FloatArray

from ..base import Curve, Key, Place, Places, kept
from ..book import Book
from ..of_world import DIVISION, country_of, divisions
from ..ties import division_and_nation, nation
from ..weighing import BoolArray, Positions, looked_up, positions
from .circle import COUNTRIES, CircleChoices, ties_told

PRIOR_IN_COUNTRY = {"near": 0.1, "region": 0.2, "state": 0.3, "size": 1.0, "size_in_state": 0.3}


class DivisionChoices(CircleChoices):
    """How much oftener than its country's other divisions a circle chose the candidate's division.

    A division is a first-order one: a prefecture, a state, a province. 1 is as often as the nation's choices
    in that country would show. With `among` "nation": how many of the nation's communities chose the
    division per known partnership that its places have with other nations.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "JP"], "admin1": ["13", "01"]})
    >>> tacoma = {"country": "US", "admin1": "WA", "latitude": 47.3, "longitude": -122.4, "population": 2e5}
    >>> hyogo, hokkaido = DivisionChoices("state").measure(tacoma, towns)
    >>> bool(hyogo > hokkaido)
    True
    """

    name = "division_choices"
    label = "choices of the division by others"
    unit = "times as often as the nation (among the nation: per known partnership of the division)"
    reads = ("country", "admin1")
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, among: str = "state", book: Book | None = None, curve: Curve | None = None):
        self.among = among
        self.book = book
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (DIVISION,)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        division = divisions(candidates)
        facts = kept(
            candidates, self.choices(seeker).mark("divisions"), lambda: self._facts(seeker, division.values)
        )
        return np.where(facts.complete, self._rate(seeker, facts), np.nan)[division.codes]

    def told_of(self, seeker: Place, candidates: Places) -> BoolArray:
        """Whether communities of the circle are told to have partners in the division of each candidate, shape (n,)."""
        chosen, division = self.choices(seeker), divisions(candidates)
        told = set(
            np.asarray(chosen.division.values)[chosen.division.codes[self.told_weight(seeker) > 0]].tolist()
        )
        return np.array([value in told for value in division.values], bool)[division.codes]

    def _rate(self, seeker: Place, facts: _Divisions) -> FloatArray:
        """The measure of each division among the candidates."""
        weighed = self.choices(seeker).weighed(seeker)
        overall = weighed.divisions("nation")[facts.division]
        countries, total = weighed.countries("nation")[facts.country], weighed.total("nation")
        if self.circle == "nation":
            share = (countries + 0.5) / (total + 0.5 * COUNTRIES)
            usual = 8 * share * total / (facts.elsewhere + 30.0)
            return (overall + usual + 0.2) / (facts.partners + 3.0)
        prior = PRIOR_IN_COUNTRY[self.among]
        here, here_country = weighed.divisions(self.among), weighed.countries(self.among)
        expected = overall * here_country[facts.country] / np.where(countries > 0, countries, np.inf)
        return (here[facts.division] + prior) / (expected + prior)

    def _facts(self, seeker: Place, values: tuple[str, ...]) -> _Divisions:
        ties, chosen = self.ties, self.choices(seeker)
        countries = [country_of(division) for division in values]
        complete = [not (division.startswith(".") or division.endswith(".")) for division in values]
        return _Divisions(
            np.array(complete, bool),
            positions(values, chosen.division.values),
            positions(countries, chosen.country.values),
            looked_up(values, ties.partners_of_divisions(chosen.nation)),
            looked_up(countries, ties.partners_of_countries(chosen.nation)),
        )

    def level(self, seeker: Place, candidate: Place) -> str:
        return "division"

    def reason(self, seeker: Place, candidate: Place) -> str:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        if not (country and code):
            return "others' choices are unknown, as the division is"
        chosen = self.choices(seeker)
        mask = chosen.division == f"{country}.{code}"
        here = division_and_nation(candidate)
        if self.circle == "nation":
            number = int((chosen.others(seeker) * mask).sum())
            others = f"other communities of {nation(str(seeker['country']))}"
            return ties_told(number, others, here)
        return self.told(seeker, mask, f"in {here}")

    def where(self, seeker: Place, candidate: Place) -> BoolArray | None:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        if not (country and code):
            return None
        return np.asarray(self.choices(seeker).division == f"{country}.{code}", bool)

    def in_short(self, seeker: Place, candidate: Place) -> str:
        country, code = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        mask = self.choices(seeker).division == f"{country}.{code}"
        return self.chose(seeker, mask, f"in {candidate.get('admin1_name') or nation(country)}")


class _Divisions(NamedTuple):
    """What does not depend on the seeker, for each division among the candidates: whether it is known, where it and
    its country stand among the chosen ones, and the known partners of both with other nations."""

    complete: BoolArray
    division: Positions
    country: Positions
    partners: FloatArray
    elsewhere: FloatArray
