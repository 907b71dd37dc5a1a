"""Neighbours' choices: where communities near the seeker, or in its state, already have partners."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Key, Place, Places, is_unknown, kept, labels, numbers, place_numbers
from .book import Book
from .choices.circle import chosen_told
from .counts_ties import CountsTies
from .of_world import DIVISION, country_of, divisions
from .ties import division_and_nation, nation
from .weighing import BoolArray, Chosen, IntArray, Positions, positions

if TYPE_CHECKING:
    import pandas as pd


class NeighbourChoices(CountsTies):
    """How many communities near the seeker have partners in the candidate's division or country.

    A community within `radius` km with a partner in the candidate's first-order division counts 1, with one
    elsewhere in its country `country_share`; a community that is farther off but in the seeker's state counts
    `state_share` of that. The seeker's own ties never count. `half` such communities count a half, twice as
    many three quarters. `book` takes the place of the ties that ship with the package.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "JP", "TD", ""], "admin1": ["19", "40", "01", ""]})
    >>> pinole = {"name": "Pinole", "country": "US", "admin1": "CA", "latitude": 38.0, "longitude": -122.3}
    >>> kanagawa, tokyo, chad, nowhere = NeighbourChoices().measure(pinole, towns)
    >>> bool(kanagawa > 5), float(chad), float(nowhere)
    (True, 0.0, nan)
    """

    name = "neighbours"
    label = "choices of communities nearby"
    unit = "communities nearby with a partner there, those farther off counted in part"
    source = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
    reads = ("country", "latitude", "longitude")
    makes = {"neighbours_with_partners": "communities of the country within the radius that have a partner"}
    bounds = {
        "radius": Bound("how near a neighbour is", 1, 1000, "km"),
        "country_share": Bound("what a partner elsewhere in the country counts", 0, 1),
        "state_share": Bound("what a community farther off in the state counts", 0, 1),
        "half": Bound("how many communities count a half", 0.01, 100, "communities"),
    }

    def __init__(
        self,
        radius: float = 100.0,
        country_share: float = 0.2,
        state_share: float = 0.3,
        half: float = 2.0,
        book: Book | None = None,
        curve: Curve | None = None,
    ):
        self.radius = radius
        self.country_share = country_share
        self.state_share = state_share
        self.half = half
        self.book = book
        self.curve = curve

    def transform(self, X: Places) -> pd.DataFrame:
        import pandas as pd

        columns = (labels(X, "country"), numbers(X, "latitude"), numbers(X, "longitude"), place_numbers(X))
        names = ("country", "latitude", "longitude", "number")
        found = []
        for values in zip(*columns, strict=True):
            near, _ = self._neighbours(dict(zip(names, values, strict=True)))
            found.append(int(near.sum()))
        return pd.DataFrame({"neighbours_with_partners": found}, index=getattr(X, "index", None))

    def counts(self, seeker: Place, candidates: Places) -> dict[str, FloatArray]:
        """How many neighbours chose there: near_division, near_country, state_division, state_country.

        Shape (n,) each. "near" is within the radius, "state" farther off in the same state; a community
        counts once in each, and in `_country` also where its partner is in the candidate's own division.
        An unknown country is NaN.
        """
        out = {}
        for scope, who in zip(("near", "state"), self._neighbours(seeker), strict=True):
            weight = who.astype(np.float64)
            out[f"{scope}_country"] = self._summed(seeker, candidates, weight, 1.0, 0.0)
            out[f"{scope}_division"] = self._summed(seeker, candidates, weight, 0.0, 1.0)
        return out

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (DIVISION,)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        near, in_state = self._neighbours(seeker)
        weight = near + self.state_share * in_state
        return self._summed(seeker, candidates, weight, self.country_share, 1 - self.country_share)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(1.0 - 0.5 ** (measure / self.half), np.float64)

    def knows(self, seeker: Place) -> bool:
        return any(bool(who.any()) for who in self._neighbours(seeker))

    def level(self, seeker: Place, candidate: Place) -> str:
        in_country, in_division = self._there(seeker, candidate)
        if in_division.any():
            return "division"
        return "country" if in_country.any() else "unknown"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if is_unknown(candidate.get("country")):
            return "the choices of communities nearby are unknown, as the country is"
        in_country, in_division = self._there(seeker, candidate)
        chosen, (near, in_state) = self.choices(seeker), self._neighbours(seeker)
        country = nation(str(candidate["country"]))
        here = division_and_nation(candidate)
        for who, where in (
            (near, f"within {self.radius:g} km of {seeker.get('name', 'the seeker')}"),
            (in_state, f"elsewhere in {seeker.get('admin1_name') or seeker.get('admin1')}"),
        ):
            for there, place in ((in_division, here), (in_country, country)):
                ties = who[chosen.who] & there
                if ties.any():
                    return _sentence(chosen, ties, where, place)
        return f"no community nearby has a partner in {country} on record"

    def _neighbours(self, seeker: Place) -> tuple[BoolArray, BoolArray]:
        """The communities of the nation within the radius, and the others of the seeker's state, without itself."""
        weighed = self.choices(seeker).weighed(seeker)
        near = weighed.km <= self.radius
        in_state = weighed.same_state & ~near & weighed.chosen.located
        near[weighed.own], in_state[weighed.own] = False, False
        return near, in_state

    def _summed(
        self, seeker: Place, candidates: Places, weight: FloatArray, of_country: float, of_division: float
    ) -> FloatArray:
        """The weights of the communities that chose each candidate's country and its division, taken together."""
        chosen, division = self.choices(seeker), divisions(candidates)
        known, country_at, division_at = kept(
            candidates, chosen.mark("countries and divisions"), lambda: _places_among(division.values, chosen)
        )
        by_country = _per(chosen.community_country, weight, len(chosen.country.values))
        by_division = _per(chosen.community_division, weight, len(chosen.division.values))
        total = of_country * by_country[country_at] + of_division * by_division[division_at]
        return np.where(known, total, np.nan)[division.codes]

    def _there(self, seeker: Place, candidate: Place) -> tuple[BoolArray, BoolArray]:
        """The neighbours' ties with the candidate's country, and those of them with its division."""
        chosen, (near, in_state) = self.choices(seeker), self._neighbours(seeker)
        country, division = str(candidate.get("country") or ""), str(candidate.get("admin1") or "")
        in_country = (near | in_state)[chosen.who] & (chosen.country == country) & bool(country)
        return in_country, in_country & (chosen.division == f"{country}.{division}") & bool(division)


def _sentence(chosen: Chosen, ties: BoolArray, where: str, place: str) -> str:
    """Who of the neighbours has which partners there, in words."""
    partners: dict[int, list[str]] = {}
    owner: dict[int, str] = {}
    for row in np.flatnonzero(ties).tolist():
        who = int(chosen.who[row])
        owner.setdefault(who, str(chosen.seeker_name[row]))
        partners.setdefault(who, []).append(str(chosen.partner_name[row]))
    named = sorted((owner[who], sorted(theirs)) for who, theirs in partners.items())
    return chosen_told(named, where, f"in {place}")


def _places_among(values: tuple[str, ...], chosen: Chosen) -> tuple[BoolArray, Positions, Positions]:
    """Whether the country of each division is known, and where the country and the division stand among the chosen
    ones: one beyond the last for an unknown division."""
    countries = [country_of(division) for division in values]
    named = ["" if division.endswith(".") else division for division in values]
    known = np.array([bool(country) for country in countries], bool)
    return known, positions(countries, chosen.country.values), positions(named, chosen.division.values)


def _per(pairs: tuple[IntArray, IntArray], weight: FloatArray, size: int) -> FloatArray:
    """The weights of the communities in some pairs, summed for each of the other side; 0 at the end."""
    who, code = pairs
    return np.asarray(np.bincount(code, weight[who], size + 1), np.float64)
