"""How prominent a candidate is: other names, seat of government, rank among the places of its country or division.

These are priors: they say nothing of the seeker. Known partnerships are full of places that are known.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import FIRST_UNIT, Table, load_world
from citymatch.scoring.values import FloatArray

from .base import Bound, Curve, Extractor, Place, Places, labels, numbers, place_number
from .book import Book, divisions, of_world
from .ties import nation
from .words import count

if TYPE_CHECKING:
    import pandas as pd

SEATS = {"PPLC": 5.0, "PPLG": 5.0, "PPLA": 4.0, "PPLA2": 3.0, "PPLA3": 2.0, "PPLA4": 1.0, "PPLA5": 1.0}
_SEAT_WORDS = {
    5: "the capital of its country",
    4: "a seat of a first-order division",
    3: "a seat of a second-order division",
    2: "a seat of a third-order division",
    1: "a seat of a fourth-order division",
    0: "no seat of a division",
}


class PlaceFact(Extractor):
    """Base of the extractors whose measure is a fact of the candidate alone: it is the feature too."""

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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return of_world(candidates, other_names())

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(np.log1p(measure) / np.log(21.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        number = self.measure(seeker, single(candidate, "number"))[0]
        if np.isnan(number):
            return "how widely it is written about is unknown"
        return f"the gazetteer has {count(number)} other names for it"


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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return labels(candidates, "feature_code").map(lambda code: SEATS.get(code, 0.0) if code else np.nan)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / 5.0

    def reason(self, seeker: Place, candidate: Place) -> str:
        code = str(candidate.get("feature_code") or "")
        return (
            _SEAT_WORDS[int(SEATS.get(code, 0))] if code else "whether it is a seat of government is unknown"
        )


class Rank(PlaceFact):
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        if self.by == "people":
            return of_world(candidates, people_ranks(self.within))
        return of_world(
            candidates,
            _partner_ranks(self.book or Book.ours(), str(seeker.get("country") or ""), self.within),
        )

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
        rank = float(of_world(single(seeker, "number"), people_ranks(self.within))[0])
        if rank == rank:
            return rank
        division = str(seeker.get("admin1") or "") if self.within == "division" else None
        people = _people_of(str(seeker.get("country") or ""), division)
        own = float(seeker.get("population") or np.nan)
        return float(1 + (people > own).sum()) if own == own and len(people) else np.nan

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return of_world(candidates, people_ranks(self.within)) / self._own(seeker)

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return np.asarray(np.clip(1.0 - np.abs(np.log(measure)) / np.log(1000.0), 0.0, 1.0), np.float64)

    def reason(self, seeker: Place, candidate: Place) -> str:
        theirs = float(of_world(single(candidate, "number"), people_ranks(self.within))[0])
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

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        seat = Seat().measure(seeker, candidates)
        return seat if SEATS.get(str(seeker.get("feature_code")), 0.0) >= SEATS["PPLA"] else seat * 0.0

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / 5.0

    def reason(self, seeker: Place, candidate: Place) -> str:
        own = SEATS.get(str(seeker.get("feature_code")), 0.0) >= SEATS["PPLA"]
        name = seeker.get("name", "the seeker")
        return f"{Seat().reason(seeker, candidate)}; {name} is " + (
            "a capital too" if own else "no capital of a state"
        )


def single(place: Place, *columns: str) -> Places:
    """One place as a table of one row."""
    values = {name: place.get(name) or 0 for name in columns} | {"number": place_number(place)}
    return Table({name: np.array([value], np.float64) for name, value in values.items()}, 1)


@functools.cache
def other_names() -> FloatArray:
    """How many other names the gazetteer has for each row of the World."""
    world = load_world()
    return np.bincount(world.alternate_row, minlength=len(world)).astype(np.float64)


@functools.cache
def people_ranks(within: str) -> FloatArray:
    """The rank by population of each row of the World in its country or division; NaN for a section of a city."""
    people = np.nan_to_num(numbers(load_world(), "population"))
    return _ranks(people, within)


@functools.lru_cache(maxsize=16)
def _partner_ranks(book: Book, nation_code: str, within: str) -> FloatArray:
    people = np.nan_to_num(numbers(load_world(), "population"))
    return _ranks(book.partners(nation_code) + people / 1e10, within)


def _ranks(key: FloatArray, within: str) -> FloatArray:
    world = load_world()
    section = np.asarray(labels(world, "feature_code").codes) == _section_code()
    counties = np.asarray(labels(world, "layer") == "county") & (np.asarray(world["number"]) >= FIRST_UNIT)
    places = np.flatnonzero(~section & ~counties)
    group = np.asarray((labels(world, "country") if within == "country" else divisions(world)).codes)[places]
    order = np.lexsort((-key[places], group))
    starts = np.append(True, np.diff(group[order].astype(np.int64)) != 0)
    position = np.arange(len(places))
    rank = position - np.maximum.accumulate(np.where(starts, position, 0)) + 1
    ranks = np.full(len(world), np.nan)
    ranks[places[order]] = rank
    return ranks


def _section_code() -> int:
    values = labels(load_world(), "feature_code").values
    return values.index("PPLX") if "PPLX" in values else -1


@functools.lru_cache(maxsize=64)
def _people_of(country: str, division: str | None) -> npt.NDArray[np.float64]:
    world = load_world()
    codes = labels(world, "country") if division is None else divisions(world)
    wanted = country if division is None else f"{country}.{division}"
    return np.nan_to_num(numbers(world, "population")[np.asarray(codes == wanted)])
