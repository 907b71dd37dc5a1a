"""The choices of a nation's communities, weighed for one seeker: by nearness, by state, by size."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.scoring.values import FloatArray

from .base import Place, Places, is_unknown, kept, labels, place_number
from .sphere import chord_km, unit_vectors

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Positions = npt.NDArray[np.intp]

NEAR_KM, REGION_KM = 60.0, 250.0
SIZE_STEP = 0.8
"""A community e**0.8 (2.2) times as large as the seeker counts as far off as one at one standard deviation."""
UNKNOWN_SIZE = 0.3
"""What a community counts whose population, or the seeker's, is unknown."""


class Who(NamedTuple):
    """What choices are weighed by: the ids and the number under which the seeker may be on record, where it lies,
    its people."""

    ids: frozenset[str | int]
    latitude: float | None
    longitude: float | None
    state: str
    people: float | None

    @classmethod
    def of(cls, seeker: Place) -> Who:
        """Of a seeker's profile; what is unknown is None."""
        number = place_number(seeker)
        ids: set[str | int] = {str(seeker.get("community_id")), f"geonames:{number}", number}
        if seeker.get("kind") == "county":
            ids.add(f"us-county:{seeker.get('county_fips')}")
        state = str(seeker.get("admin1") or "?")
        latitude, longitude = _known(seeker.get("latitude")), _known(seeker.get("longitude"))
        return cls(frozenset(ids), latitude, longitude, state, _known(seeker.get("population")) or None)


def _known(value: object) -> float | None:
    return None if is_unknown(value) else float(str(value))


@dataclass(frozen=True, eq=False)
class Chosen:
    """The ties that communities of one nation have abroad.

    Communities: their ids in `communities`, the `numbers` of their World rows (0 for none), whether they are `named`
    by an id (one that is not counts as somebody's neighbour alone), state, people and unit vectors, unknown ones NaN.
    Ties, arrays of shape (n,): `who` is the position of the community that chose, `partner` the World row of the place
    that it chose, or -1 where that is in no gazetteer or a region; `country` and `division` ("JP.13"; "JP." where
    unknown) are those of the partner.
    """

    book: int
    nation: str
    communities: tuple[str, ...]
    numbers: IntArray
    named: BoolArray
    state: Labels
    people: FloatArray
    at: FloatArray
    who: IntArray
    seeker_name: npt.NDArray[np.object_]
    partner: IntArray
    partner_name: npt.NDArray[np.object_]
    country: Labels
    division: Labels

    def __len__(self) -> int:
        return len(self.who)

    @property
    def seeker(self) -> npt.NDArray[np.object_]:
        """The id of the community that chose, for each tie."""
        return np.array([*self.communities, ""], dtype=object)[self.who]

    def weighed(self, seeker: Place) -> Weighed:
        """The choices as they count for one seeker; kept for the seekers that were asked about last."""
        asked, found = self._last.get("asked", (None, None))
        if found is not None and asked is seeker and isinstance(seeker, MappingProxyType):
            return found  # a profile never changes, so that it need not be looked through again
        found = self._weighed(Who.of(seeker))
        self._last["asked"] = seeker, found
        return found

    def others(self, seeker: Place) -> FloatArray:
        """1 for each tie, 0 for those of the seeker itself."""
        return self.weighed(seeker).circle("nation")

    def per_country(self, weight: FloatArray) -> dict[str, float]:
        """The sum of the weights of the ties with each country."""
        sums = np.bincount(self.country.codes, weight, len(self.country.values))
        return dict(zip(self.country.values, sums.tolist(), strict=True))

    @functools.cached_property
    def located(self) -> BoolArray:
        """Whether it is known where a community lies."""
        return ~np.isnan(self.at[:, 0])

    @functools.cached_property
    def places(self) -> IntArray:
        """The World rows of the places that were chosen, each once, in order."""
        return np.unique(self.partner[self.partner >= 0])

    @functools.cached_property
    def place(self) -> IntArray:
        """The position of each tie's partner in `places`; one beyond the last for a partner outside."""
        found = np.searchsorted(self.places, self.partner)
        return np.where(self.partner >= 0, found, len(self.places)).astype(np.int64)

    @functools.cached_property
    def community_country(self) -> tuple[IntArray, IntArray]:
        """Each community with each country that it chose, once: positions and codes."""
        return _pairs(self.who, self.country)

    @functools.cached_property
    def community_division(self) -> tuple[IntArray, IntArray]:
        """Each community with each division that it chose, once: positions and codes."""
        return _pairs(self.who, self.division)

    def countries_in(self, places: Places) -> Positions:
        """For each label of the places' country, its position in `country.values`, or one beyond the last."""
        values = labels(places, "country").values
        return kept(places, self.mark("countries"), lambda: positions(values, self.country.values))

    def mark(self, what: str) -> tuple[str, str, int]:
        """A name for what is derived from these choices."""
        return what, self.nation, self.book

    @functools.cached_property
    def _position(self) -> dict[str | int, int]:
        found: dict[str | int, int] = {
            number: at for at, number in enumerate(self.numbers.tolist()) if number
        }
        return found | {community: at for at, community in enumerate(self.communities)}

    @functools.cached_property
    def _last(self) -> dict[str, tuple[Place, Weighed]]:
        return {}

    @functools.cached_property
    def _weighed(self) -> functools._lru_cache_wrapper[Weighed]:
        return functools.lru_cache(maxsize=8)(functools.partial(Weighed, self))

    def own(self, ids: frozenset[str | int]) -> list[int]:
        """The positions of the communities with some ids or numbers."""
        return sorted({self._position[each] for each in ids if each in self._position})


class Weighed:
    """The choices of a nation as they count for one seeker. What several criteria ask for is worked out once.

    A circle is one of "nation" (all others alike), "near" (weights fall by e every 60 km), "region" (every 250 km),
    "state", "size" (weights fall with the logarithm of the ratio of populations) and "size_in_state". The seeker
    itself counts nothing in any of them.
    """

    def __init__(self, chosen: Chosen, who: Who):
        self.chosen = chosen
        self.who = who
        self.own = chosen.own(who.ids)
        self._made: dict[tuple[str, str], FloatArray] = {}

    @functools.cached_property
    def km(self) -> FloatArray:
        """Kilometres from the seeker to each community; infinite where unknown."""
        if self.who.latitude is None or self.who.longitude is None:
            return np.full(len(self.chosen.communities), np.inf)
        gap = self.chosen.at - unit_vectors(self.who.latitude, self.who.longitude)
        return np.nan_to_num(chord_km(np.linalg.norm(gap, axis=1)), nan=np.inf)

    @functools.cached_property
    def same_state(self) -> BoolArray:
        """The communities of the seeker's state."""
        return self.chosen.state == self.who.state

    @functools.cached_property
    def size_steps(self) -> FloatArray:
        """The natural logarithm of each community's people over the seeker's; NaN where unknown."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.log(self.chosen.people / (self.who.people or np.nan))

    def community(self, circle: str) -> FloatArray:
        """How much each community counts in a circle."""
        return self._kept("community", circle, lambda: self._community(circle))

    def circle(self, circle: str) -> FloatArray:
        """How much each tie counts in a circle, shape (ties,)."""
        return self._kept("ties", circle, lambda: self.community(circle)[self.chosen.who])

    def total(self, circle: str) -> float:
        """The sum of a circle."""
        return float(self._kept("total", circle, lambda: self.circle(circle).sum(keepdims=True))[0])

    def countries(self, circle: str) -> FloatArray:
        """The sum of a circle's ties with each of `chosen.country.values`, and 0 at the end for any other country."""
        return self._kept("countries", circle, lambda: _sums(self.chosen.country, self.circle(circle)))

    def divisions(self, circle: str) -> FloatArray:
        """The same for `chosen.division.values`."""
        return self._kept("divisions", circle, lambda: _sums(self.chosen.division, self.circle(circle)))

    def places(self, circle: str, least: float = 0.0) -> FloatArray:
        """The sum of a circle's ties with each of `chosen.places`, and 0 at the end for a place that nobody chose.

        Ties that count no more than `least` are left out.
        """

        def make() -> FloatArray:
            weight, size = self.circle(circle), len(self.chosen.places)
            counted = np.where((weight > least) & (self.chosen.partner >= 0), weight, 0.0)
            return _summed(self.chosen.place, counted, size)

        return self._kept(f"places {least}", circle, make)

    def _kept(self, what: str, circle: str, make: Callable[[], FloatArray]) -> FloatArray:
        if (what, circle) not in self._made:
            self._made[what, circle] = make()
        return self._made[what, circle]

    def _community(self, circle: str) -> FloatArray:
        weight = self.chosen.named.astype(np.float64)
        weight[self.own] = 0.0
        if circle in ("near", "region"):
            weight *= np.exp(-self.km / (NEAR_KM if circle == "near" else REGION_KM))
        if circle in ("state", "size_in_state"):
            weight *= self.same_state
        if circle in ("size", "size_in_state"):
            weight *= bell(self.size_steps / SIZE_STEP)
        return weight


def bell(steps: FloatArray) -> FloatArray:
    """The weight of a community so many standard deviations off; an unknown size counts in part.

    >>> bell(np.array([0.0, 1.0, np.nan])).round(2).tolist()
    [1.0, 0.61, 0.3]
    """
    return np.nan_to_num(np.exp(-0.5 * steps**2), nan=UNKNOWN_SIZE)


def positions(values: Sequence[str], among: Sequence[str]) -> Positions:
    """The position of each value among others, one beyond the last where it is none of them.

    >>> positions(["JP", "TD"], ["DE", "JP"]).tolist()
    [1, 2]
    """
    known = {value: at for at, value in enumerate(among)}
    return np.array([known.get(value, len(known)) for value in values], np.intp)


def looked_up(values: Sequence[str], numbers: Mapping[str, float]) -> FloatArray:
    """The number of each value, 0 where it has none.

    >>> looked_up(["JP", "TD"], {"JP": 5.0}).tolist()
    [5.0, 0.0]
    """
    return np.array([numbers.get(value, 0.0) for value in values], np.float64)


def _sums(column: Labels, weight: FloatArray) -> FloatArray:
    return _summed(column.codes, weight, len(column.values))


def _summed(codes: npt.NDArray[np.integer[Any]], weight: FloatArray, size: int) -> FloatArray:
    return np.asarray(np.bincount(codes, weight, size + 1), np.float64)


def _pairs(who: IntArray, column: Labels) -> tuple[IntArray, IntArray]:
    size = max(len(column.values), 1)
    pairs = np.unique(who * size + column.codes)
    return pairs // size, pairs % size
