"""The rank of a place among those of its country or division, and the same rank at both ends."""

from __future__ import annotations

from collections.abc import Hashable
from typing import ClassVar

import numpy as np

from citymatch.datasets import FIRST_UNIT, World
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Derived, Extractor, Key, Place, Places, kept, labels, numbers, place_number
from .book import Book
from .counts_ties import CountsTies, nation_of
from .of_world import divisions, fact_of_world
from .place_fact import PlaceFact, single
from .ties import nation


class Rank(CountsTies, PlaceFact):
    """The candidate's rank among the places of its country or first-order division (1 is the first).

    `by` "people" ranks by population, "partners" by known partnerships outside the seeker's nation (and by
    population where these are equal). All places of the World are ranked, sections of cities left out.

    >>> import pandas as pd
    >>> Rank().measure({}, pd.DataFrame({"geonameid": [1850147, 1853909]})).tolist()
    [1.0, 3.0]
    """

    name = "rank"
    label = "rank in its country"
    unit = "rank, 1 the first"
    source = "GeoNames (CC BY 4.0); lists of partnerships for the rank by partners"
    reads = ("number",)
    makes = {"rank": "rank, 1 the first"}
    bounds = {
        "within": Bound("among which places", choices=("country", "division")),
        "by": Bound("ranked by what", choices=("people", "partners")),
    }
    log_curve = True

    def __init__(
        self,
        within: str = "country",
        by: str = "people",
        book: Book | None = None,
        curve: Curve | None = None,
    ):
        self.within = within
        self.by = by
        self.book = book
        self.curve = curve

    def _rank(self, seeker: Place) -> Derived:
        if self.by == "people":
            return rank_of(self.world, self.within)
        ties, nation_code = self.ties, nation_of(seeker)

        def ranks() -> FloatArray:
            people = np.nan_to_num(numbers(ties.world, "population"))
            return ranked(ties.world, ties.partners(nation_code) + people / 1e10, self.within)

        of = (self.within, nation_code, ties.number)
        return fact_of_world("rank by partners", ties.world, lambda: ties.kept(("ranks", *of), ranks), *of)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (self._rank(seeker),)

    def scope(self, seeker: Place) -> Hashable | None:
        return () if self.by == "people" else self.of_nation(seeker)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found: FloatArray = self._rank(seeker).of(candidates)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(1.0 - np.log(measure) / np.log(1000.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        rank = self.measure(seeker, single(candidate, "number"))[0]
        where = candidate.get("admin1_name") if self.within == "division" else None
        among = str(where or nation(str(candidate.get("country") or "")))
        what = "population" if self.by == "people" else "known partnerships"
        return f"its rank by {what} in {among} is " + (f"{rank:,.0f}" if rank == rank else "unknown")


class RankMatch(Extractor):
    """The same rank by population: the largest city of a state and the largest of a province.

    The measure is the candidate's rank in its first-order division, or in its country, divided by the
    seeker's in its own.

    >>> import pandas as pd
    >>> chicago = {"geonameid": 4887398}
    >>> RankMatch().similarity(chicago, pd.DataFrame({"geonameid": [756135, 3083826]})).astype(float).round(1).tolist()
    [1.0, 0.7]
    """

    name = "rank_match"
    symmetric = True
    label = "same rank in its division"
    unit = "times the seeker's rank"
    source = "GeoNames (CC BY 4.0)"
    reads = ("number",)
    makes: ClassVar[dict[str, str]] = {}
    bounds = {"within": Bound("among which places", choices=("country", "division"))}
    log_curve = True

    def __init__(self, within: str = "division", curve: Curve | None = None):
        self.within = within
        self.curve = curve

    def knows(self, seeker: Place) -> bool:
        return bool(self._own(seeker) > 0)

    def _own(self, seeker: Place) -> float:
        """The seeker's rank; a county's is that of a place of its population."""
        row = self.world.row_of(place_number(seeker))
        rank = float(people_ranks(self.world, self.within)[row]) if row >= 0 else np.nan
        if rank == rank:
            return rank
        division = str(seeker.get("admin1") or "") if self.within == "division" else None
        people = _people_of(self.world, nation_of(seeker), division)
        own = float(seeker.get("population") or np.nan)
        larger = len(people) - np.searchsorted(people, own, side="right")
        return float(1 + larger) if own == own and len(people) else np.nan

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (rank_of(self.world, self.within),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        theirs: FloatArray = rank_of(self.world, self.within).of(candidates)
        return theirs / self._own(seeker)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(1.0 - np.abs(np.log(measure)) / np.log(1000.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        theirs = float(rank_of(self.world, self.within).of(single(candidate, "number"))[0])
        if theirs != theirs:
            return f"its rank in its {self.within} is unknown"
        own = f"{seeker.get('name', 'the seeker')}'s is {self._own(seeker):,.0f}"
        where = candidate.get("admin1_name") if self.within == "division" else None
        among = where or nation(str(candidate.get("country") or ""))
        return f"its rank by population in {among} is {theirs:,.0f}; {own}"


def rank_of(world: World, within: str) -> Derived:
    """The rank by population of a place in its country or division."""
    return fact_of_world("rank by people", world, lambda: people_ranks(world, within), within)


def people_ranks(world: World, within: str) -> FloatArray:
    """The rank by population of each row of a World in its country or division; NaN for a section of a city."""

    def make() -> FloatArray:
        return ranked(world, np.nan_to_num(numbers(world, "population")), within)

    return kept(world, ("ranks by people", within), make)


def ranked(world: World, key: FloatArray, within: str) -> FloatArray:
    """The rank of each row of a World by a key, the highest first, in its country or division.

    NaN for a section of a city and for a county, which are no places.
    """
    section = labels(world, "feature_code") == "PPLX"
    counties = np.asarray(labels(world, "layer") == "county") & (np.asarray(world["number"]) >= FIRST_UNIT)
    places = np.flatnonzero(~section & ~counties)
    group = (labels(world, "country") if within == "country" else divisions(world)).codes[places]
    order = np.lexsort((-key[places], group))
    starts = np.append(True, np.diff(group[order].astype(np.int64)) != 0)
    position = np.arange(len(places))
    rank = position - np.maximum.accumulate(np.where(starts[: len(places)], position, 0)) + 1
    ranks = np.full(len(world), np.nan)
    ranks[places[order]] = rank
    return ranks


def _people_of(world: World, country: str, division: str | None) -> FloatArray:
    """The populations of the World's rows in a country or one of its divisions, in rising order."""

    def make() -> FloatArray:
        codes = labels(world, "country") if division is None else divisions(world)
        wanted = country if division is None else f"{country}.{division}"
        return np.sort(np.nan_to_num(numbers(world, "population")[codes == wanted]))

    return kept(world, ("people of", country, division), make)
