"""How prominent a candidate is: other names, seat of government, rank among the places of its country or division.

These are priors: they say nothing of the seeker. Known partnerships are full of places that are known.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from citymatch.datasets import FIRST_UNIT, Table, World
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Derived, Extractor, Key, Place, Places, kept, labels, numbers, place_number
from .book import Book, CountsTies, divisions, fact_of_world, nation_of
from .ties import nation
from .words import count

if TYPE_CHECKING:
    import pandas as pd

SEATS = {"PPLC": 5.0, "PPLG": 5.0, "PPLA": 4.0, "PPLA2": 3.0, "PPLA3": 2.0, "PPLA4": 1.0, "PPLA5": 1.0}
_SEAT_WORDS = {
    5: "the capital of its country",
    4: "the capital of a state, province or region",
    3: "the seat of a county or district",
    2: "the seat of a small district",
    1: "the seat of one of the smallest districts",
    0: "not a seat of government",
}


class PlaceFact(Extractor):
    """Base of the extractors whose measure is a fact of the candidate alone: it is the feature too."""

    def scope(self, seeker: Place) -> Hashable | None:
        return ()

    def knows(self, seeker: Place) -> bool:
        return True

    def transform(self, X: Places) -> pd.DataFrame:
        """The measure of each place, as its one column."""
        import pandas as pd

        return pd.DataFrame(dict.fromkeys(self.makes, self.measure({}, X)), index=range(len(X)))


class Prominence(PlaceFact):
    """How many other names the gazetteer has for the candidate: a sign of how widely it is written about.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"geonameid": [756135, 6930414, 0]})  # Warsaw, a quarter, an own place
    >>> warsaw, part, own = Prominence().similarity({}, towns)
    >>> bool(warsaw > part), bool(np.isnan(own))
    (True, True)
    """

    name = "prominence"
    label = "prominence of the place"
    unit = "other names in the gazetteer"
    source = "GeoNames (CC BY 4.0)"
    reads = ("number",)
    makes = {"other_names": "other names in the gazetteer"}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (names_of(self.world),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found: FloatArray = names_of(self.world).of(candidates)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(np.log1p(measure) / np.log(21.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        number = self.measure(seeker, single(candidate, "number"))[0]
        if np.isnan(number):
            return "how widely it is written about is unknown"
        many = (
            "no other name"
            if number == 0
            else "1 other name"
            if number == 1
            else f"{count(number)} other names"
        )
        return f"GeoNames, a list of the world's places, has {many} for it"


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


def single(place: Place, *columns: str) -> Places:
    """One place as a table of one row."""
    values = {name: place.get(name) or 0 for name in columns} | {"number": place_number(place)}
    return Table({name: np.array([value], np.float64) for name, value in values.items()}, 1)


def names_of(world: World) -> Derived:
    """How many other names the gazetteer has for a place."""

    def count_names() -> FloatArray:
        return np.bincount(world.alternate_row, minlength=len(world)).astype(np.float64)

    return fact_of_world("other names", world, count_names)


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
