"""Connections: a candidate's partnerships with other nations than the seeker's, and what they mean to whom."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

import numpy as np

from citymatch.datasets import Labels, Table
from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Derived, Key, Place, Places, is_unknown, labels, numbers, place_number
from .book import Book
from .counts_ties import CountsTies, nation_of
from .of_world import fact_of_world, of_world
from .place_fact import PlaceFact, single
from .prominence import names_of
from .rank import rank_of
from .seat import SEATS
from .ties import nation
from .words import count

SOURCE = "Wikipedia (CC BY-SA), Wikidata (CC0) and RGRE lists of partnerships, 2009-2026"
LARGE = 60_000.0
HUNDRED = 100.0
OWN_SHARE = 1.5
"""As so many partners a place's own population counts among those of its partners."""
_STATURE = {
    "partners": "how many partners it has abroad",
    "far": "how many partners it has far away",
    "names": "how many names it has in other languages",
    "capital": "whether it is a national capital",
    "rank": "its rank by population in its country",
}
_COUNTS = ((0.5, "much for it"), (0.2, "somewhat for it"), (1e-6, "a little for it"), (0.0, "nothing for it"))
"""How much a stature counts, by the similarity from which on."""


class Connections(CountsTies, PlaceFact):
    """Known partners of the candidate outside the seeker's nation, all of them or only the `far` ones.

    Far is more than 3,000 km. A prior: the openness of the place. Partners in the seeker's own nation do
    not count, so that no tie of the seeker or of its neighbours enters.

    >>> import pandas as pd
    >>> Connections().measure({"country": "US"}, pd.DataFrame({"geonameid": [3182884, 0]})).tolist()[1]
    nan
    """

    name = "connections"
    label = "partnerships with other nations"
    unit = "known partners outside the seeker's nation"
    source = SOURCE
    reads = ("number",)
    makes = {"connections": "known partners"}
    bounds: ClassVar[dict[str, Bound]] = {"reach": Bound("which partners count", choices=("all", "far"))}

    def __init__(self, reach: str = "all", book: Book | None = None, curve: Curve | None = None):
        self.reach = reach
        self.book = book
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (partners_of(self.ties, nation_of(seeker), self.reach == "far"),)

    def scope(self, seeker: Place) -> Hashable | None:
        return self.of_nation(seeker)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found: FloatArray = partners_of(self.ties, nation_of(seeker), self.reach == "far").of(candidates)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(np.log1p(measure) / np.log(21.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        number = self.measure(seeker, single(candidate, "number"))[0]
        if np.isnan(number):
            return "its partnerships are unknown"
        far = " more than 3,000 km away" if self.reach == "far" else ""
        outside = f"outside {nation(str(seeker.get('country') or ''))}"
        many = "no" if number == 0 else f"{number:.0f}"
        return f"{many} known partner{'' if number in (0, 1) else 's'}{far} {outside}"


class PartnerSize(CountsTies):
    """As large as the partners that the candidate already has in other nations.

    The measure is the seeker's population divided by the usual one of these partners: their geometric mean,
    in which the candidate's own population counts as one and a half partners more.

    >>> import pandas as pd
    >>> town = pd.DataFrame({"geonameid": [0], "population": [20_000.0]})
    >>> PartnerSize().measure({"country": "US", "population": 10_000.0}, town).round(2).tolist()
    [0.5]
    """

    name = "partner_size"
    label = "as large as its other partners"
    unit = "times the usual size of its partners elsewhere"
    source = "GeoNames (CC BY 4.0); " + SOURCE
    reads = ("population",)
    makes: ClassVar[dict[str, str]] = {}
    log_curve = True

    def __init__(self, book: Book | None = None, curve: Curve | None = None):
        self.book = book
        self.curve = curve

    def usual(self, seeker: Place) -> Derived:
        """The usual population of each candidate's partners."""
        ties, nation = self.ties, nation_of(seeker)

        def make(places: Places) -> FloatArray:
            facts = ties.partner_sizes(nation)
            number, total = (np.nan_to_num(of_world(places, fact, ties.world)) for fact in facts)
            with np.errstate(divide="ignore"):
                own = np.log(numbers(places, "population"))
            return np.asarray(np.exp((total + OWN_SHARE * own) / (number + OWN_SHARE)), np.float64)

        return Derived(("usual people of partners", nation, ties.number), make)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (self.usual(seeker),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return float(seeker["population"]) / np.asarray(self.usual(seeker).of(candidates), np.float64)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return log_plateau(measure, 1.5, 10.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        usual = self.usual(seeker).of(single(candidate, "number", "population"))[0]
        if not usual > 0:
            return "the usual size of its partners is unknown"
        own = f"{seeker.get('name', 'the seeker')} has {count(float(seeker['population']))}"
        many = count(round(usual, -2)) if usual >= 1000 else count(round(usual, -1))
        return f"together with its partners elsewhere it comes to about {many} people each; {own}"


class Stature(CountsTies):
    """Large seekers choose places of stature: the product of the seeker's size and the candidate's standing.

    Size is the logarithm of how many times the seeker is larger than 60,000 people (smaller ones have 0), and
    `by` says what is multiplied with it: the logarithm of 1 + known partners (`partners`, or only `far`
    ones), of 1 + other names (`names`), being a country's capital (`capital`), or the logarithm of how far the place
    stands within the first hundred of its country (`rank`).

    >>> import pandas as pd
    >>> capitals = pd.DataFrame({"feature_code": ["PPLC", "PPL"]})
    >>> Stature("capital").measure({"population": 600_000.0}, capitals).round(2).tolist()
    [2.3, 0.0]
    """

    name = "stature"
    label = "stature, for a large seeker"
    unit = "logarithm of the seeker's size x logarithm of the candidate's standing"
    source = "GeoNames (CC BY 4.0); " + SOURCE
    reads = ("population",)
    makes: ClassVar[dict[str, str]] = {}
    bounds: ClassVar[dict[str, Bound]] = {
        "by": Bound("what the stature is", choices=("partners", "far", "names", "capital", "rank"))
    }

    def __init__(self, by: str = "far", book: Book | None = None, curve: Curve | None = None):
        self.by = by
        self.book = book
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        people = seeker.get("population")
        return not is_unknown(people) and float(people or 0) > 0

    def _size(self, seeker: Place) -> float:
        return max(float(np.log(float(seeker["population"]) / LARGE)), 0.0)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        # The column that other criteria read too, unless the standing itself has far fewer distinct values.
        return (self._standing(seeker) if self.by == "rank" else self._fact(seeker),)

    def scope(self, seeker: Place) -> Hashable | None:
        if self._size(seeker):
            return None
        return self.of_nation(seeker) if self.by in ("partners", "far") else ()

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return self._size(seeker) * np.asarray(self._standing(seeker).of(candidates), np.float64)

    def _fact(self, seeker: Place) -> Key:
        if self.by == "capital":
            return "feature_code"
        if self.by in ("partners", "far"):
            return partners_of(self.ties, nation_of(seeker), self.by == "far")
        return names_of(self.world) if self.by == "names" else rank_of(self.world, "country")

    def _standing(self, seeker: Place) -> Derived:
        fact, by = self._fact(seeker), self.by
        if isinstance(fact, str):
            return CAPITAL

        def make(places: Places) -> FloatArray:
            found = np.asarray(fact.of(places), np.float64)
            return np.maximum(np.log(HUNDRED / found), 0.0) if by == "rank" else np.log1p(found)

        return Derived(("standing", by, fact.name), make)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.clip(measure / 10.0, 0.0, 1.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        code = Labels.of([str(candidate.get("feature_code") or "")])
        row = Table({"number": np.array([place_number(candidate)]), "feature_code": code}, 1)
        found, name = self.measure(seeker, row)[0], seeker.get("name", "the seeker")
        if not self._size(seeker):
            return f"{name} is no large city, so how well known a place is makes no difference"
        if np.isnan(found):
            return f"{_STATURE[self.by]} is unknown"
        likeness = float(self.value(np.array([found]), seeker)[0])
        counts = next(words for least, words in _COUNTS if likeness >= least)
        return f"large cities such as {name} choose places that are well known, and {_STATURE[self.by]} counts {counts}"


def partners_of(ties: Book, nation: str, far: bool) -> Derived:
    """A place's known partners outside a nation, all of them or only those far away."""
    return fact_of_world("partners", ties.world, lambda: ties.partners(nation, far), nation, far, ties.number)


CAPITAL = Derived(
    "whether it is a capital",
    lambda places: labels(places, "feature_code").map(
        lambda code: float(SEATS.get(code) == SEATS["PPLC"]) if code else np.nan
    ),
)
