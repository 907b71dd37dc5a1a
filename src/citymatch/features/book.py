"""Known choices: which communities of a nation have chosen which partners abroad.

The ground on which the extractors of precedent stand. A `Book` is a table of known ties made ready for
counting; `Book.choices(nation)` are the ties that communities of one nation have abroad. A seeker's own
ties never count for it: they are left out whenever choices are weighed for it.
"""

from __future__ import annotations

import functools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, load_world
from citymatch.datasets.partnerships import Columns, partnership_table
from citymatch.datasets.us import load_us_counties
from citymatch.scoring.values import FloatArray

from .base import Place, Places, kept, labels, numbers, place_number, place_numbers
from .sphere import unit_vectors

IntArray = npt.NDArray[np.int64]

EARTH_KM = 6371.0
FAR_KM = 3000.0


def world_rows(places: Places) -> IntArray:
    """The row of each place in the World, -1 where the gazetteer does not know it."""

    def make() -> IntArray:
        return load_world().rows_of(place_numbers(places))

    return kept(places, "world rows", make)


def of_world(places: Places, facts: npt.NDArray[Any]) -> FloatArray:
    """A fact of each place from an array over the rows of the World; NaN where the gazetteer has no such place."""
    rows = world_rows(places)
    return np.where(rows >= 0, facts[rows], np.nan).astype(np.float64)


def divisions(places: Places) -> Labels:
    """Country and first-order division of each place as one label, such as "JP.13"."""

    def make() -> Labels:
        country, division = labels(places, "country"), labels(places, "admin1")
        code = country.codes.astype(np.int64) * len(division.values) + division.codes
        distinct, at = np.unique(code, return_inverse=True)
        size = len(division.values)
        return Labels(
            at, tuple(f"{country.values[c // size]}.{division.values[c % size]}" for c in distinct.tolist())
        )

    return kept(places, "divisions", make)


def vectors_of(places: Places) -> FloatArray:
    """Unit vectors of places, shape (n, 3); NaN where coordinates are unknown."""
    return kept(places, "vectors", lambda: vectors(numbers(places, "latitude"), numbers(places, "longitude")))


def vectors(latitude: npt.ArrayLike, longitude: npt.ArrayLike) -> FloatArray:
    """Unit vectors of coordinates in degrees, shape (n, 3)."""
    return np.asarray(
        unit_vectors(np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)), np.float64
    )


def km_between(a: FloatArray, b: FloatArray) -> FloatArray:
    """Great-circle kilometres between unit vectors (broadcast).

    >>> paris, rome = vectors([48.86], [2.35]), vectors([41.89], [12.51])
    >>> km_between(paris, rome).round(-1).tolist()
    [1110.0]
    """
    half = np.linalg.norm(a - b, axis=-1) / 2
    return np.asarray(EARTH_KM * 2 * np.arcsin(np.minimum(half, 1.0)), np.float64)


@dataclass(frozen=True, eq=False)
class Chosen:
    """The ties that communities of one nation have abroad, one row each; all arrays have shape (n,).

    `seeker` is the community that chose (its state, people and unit vector beside it, unknown people NaN),
    `partner` the World row of the place that it chose, or -1 where it is in no gazetteer or a region.
    `country` and `division` ("JP.13"; "JP." where unknown) are those of the partner.
    """

    seeker: npt.NDArray[np.object_]
    seeker_name: npt.NDArray[np.object_]
    state: npt.NDArray[np.object_]
    people: FloatArray
    at: FloatArray
    partner: IntArray
    partner_name: npt.NDArray[np.object_]
    country: Labels
    division: Labels

    def __len__(self) -> int:
        return len(self.seeker)

    def others(self, seeker: Place) -> FloatArray:
        """1 for each tie, 0 for those of the seeker itself."""
        own = {seeker.get("community_id"), f"geonames:{place_number(seeker)}"}
        return np.array([who not in own for who in self.seeker.tolist()], np.float64)

    def km(self, seeker: Place) -> FloatArray:
        """Kilometres from the seeker to each community that chose; infinite where unknown."""
        here = vectors([seeker.get("latitude", np.nan)], [seeker.get("longitude", np.nan)])
        return np.nan_to_num(km_between(self.at, here), nan=np.inf)

    def per_country(self, weight: FloatArray) -> dict[str, float]:
        """The sum of the weights of the ties with each country."""
        sums = np.bincount(self.country.codes, weight, len(self.country.values))
        return dict(zip(self.country.values, sums.tolist(), strict=True))

    def per_division(self, weight: FloatArray) -> dict[str, float]:
        """The sum of the weights of the ties with each division."""
        sums = np.bincount(self.division.codes, weight, len(self.division.values))
        return dict(zip(self.division.values, sums.tolist(), strict=True))


class Book:
    """A table of known ties, made ready for counting. `Book.ours()` holds those that citymatch knows.

    `hidden` are ids of communities whose ties are treated as not known: an evaluation hides those that it
    asks about. Rows with status "proposed" do not count.

    >>> book = Book.ours()
    >>> len(book.choices("US")) > 3000
    True
    """

    def __init__(self, ties: Columns, hidden: Collection[str] = ()):
        columns = {name: np.asarray(ties[name], dtype=object) for name in _READ}
        keep = columns["status"] != "proposed"
        if hidden:
            away = frozenset(hidden)
            keep &= [a not in away and b not in away for a, b in zip(*_ends(columns), strict=True)]
        self._columns = {name: column[keep] for name, column in columns.items()}
        self._choices: dict[str, Chosen] = {}
        self._partners: dict[tuple[str, bool], FloatArray] = {}
        self._sizes: dict[str, tuple[FloatArray, FloatArray]] = {}

    @classmethod
    @functools.cache
    def ours(cls) -> Book:
        """The ties that citymatch knows."""
        return cls(partnership_table())

    def __deepcopy__(self, memo: object) -> Book:
        return self  # it never changes, and scikit-learn copies the parameters of what it clones

    def choices(self, nation: str) -> Chosen:
        """The ties that communities of a nation (ISO code) have abroad."""
        if nation not in self._choices:
            self._choices[nation] = self._chosen(nation)
        return self._choices[nation]

    def partners(self, nation: str, far: bool = False) -> FloatArray:
        """For each row of the World, its known partners abroad outside a nation (with "": in all nations).

        `far` counts only those more than 3,000 km away, as far as both places are known.
        """
        key = (nation, far)
        if key not in self._partners:
            self._partners[key] = self._counted(nation, far)
        return self._partners[key]

    def partner_sizes(self, nation: str) -> tuple[FloatArray, FloatArray]:
        """For each row of the World, how many partners of known population it has abroad outside a nation, and
        the sum of the natural logarithms of their populations."""
        if nation not in self._sizes:
            first, second = self._located()
            with np.errstate(divide="ignore"):
                size = np.log(numbers(load_world(), "population"))
            number, total = np.zeros(len(size)), np.zeros(len(size))
            for own, other in ((first, second), (second, first)):
                country = self._columns["country_a" if other is first else "country_b"]
                keep = (own >= 0) & (other >= 0) & (country != nation)
                keep &= np.where(other >= 0, np.isfinite(size[other]), False)
                number += np.bincount(own[keep], minlength=len(size))
                total += np.bincount(own[keep], size[other[keep]], len(size))
            self._sizes[nation] = number, total
        return self._sizes[nation]

    def partners_of_countries(self, nation: str) -> dict[str, float]:
        """For each country, the known ties of its communities with other nations than `nation` (and itself)."""
        first, second = self._columns["country_a"], self._columns["country_b"]
        outside = (first != second) & (first != nation) & (second != nation)
        names, sums = np.unique(
            np.concatenate([first[outside], second[outside]]).astype(str), return_counts=True
        )
        return dict(zip(names.tolist(), sums.astype(float).tolist(), strict=True))

    def _chosen(self, nation: str) -> Chosen:
        sides = []
        for own, other in ("ab", "ba"):
            here = self._columns[f"country_{own}"] == nation
            abroad = self._columns[f"country_{other}"] != nation
            rows = np.flatnonzero(here & abroad & (self._columns[f"community_{own}"] != ""))
            own_side = {field: self._columns[f"{field}_{own}"][rows] for field in _FIELDS}
            other_side = {field: self._columns[f"{field}_{other}"][rows] for field in _FIELDS}
            region = np.array([other in mark for mark in self._columns["region"][rows].tolist()], bool)
            sides.append((own_side, other_side, region))
        joined = [{f: np.concatenate([side[i][f] for side in sides]) for f in _FIELDS} for i in (0, 1)]
        return _choices(joined[0], joined[1], np.concatenate([side[2] for side in sides]))

    def _counted(self, nation: str, far: bool) -> FloatArray:
        ends = self._located()
        counts = np.zeros(len(load_world()))
        distance = self._distance(ends[0], ends[1]) if far else np.full(len(ends[0]), np.inf)
        for own, other in ((0, 1), (1, 0)):
            country = self._columns["country_" + "ab"[other]]
            abroad = (country != self._columns["country_" + "ab"[own]]) & (country != nation)
            keep = (ends[own] >= 0) & abroad & (distance > FAR_KM)
            counts += np.bincount(ends[own][keep], minlength=len(counts))
        return counts

    def _located(self) -> tuple[IntArray, IntArray]:
        """The World rows of both ends of each tie, -1 where an end is in no gazetteer, a county or a region."""
        region = self._columns["region"]
        return _rows_of(self._columns["community_a"], region, "a"), _rows_of(
            self._columns["community_b"], region, "b"
        )

    @staticmethod
    def _distance(first: IntArray, second: IntArray) -> FloatArray:
        at = vectors_of(load_world())
        known = (first >= 0) & (second >= 0)
        return np.where(known, km_between(at[first], at[second]), 0.0)


_FIELDS = ("community", "name", "admin1", "country")
_READ = (*(f"{field}_{end}" for end in "ab" for field in _FIELDS), "region", "status")


def _ends(columns: dict[str, npt.NDArray[np.object_]]) -> tuple[list[str], list[str]]:
    return columns["community_a"].tolist(), columns["community_b"].tolist()


def _rows_of(communities: npt.NDArray[np.object_], region: npt.NDArray[np.object_], end: str) -> IntArray:
    """World rows of places; -1 for a county, a region, and a place that is in no gazetteer."""
    ids = [
        community if not community.startswith("us-county:") and end not in mark else ""
        for community, mark in zip(communities.tolist(), region.tolist(), strict=True)
    ]
    return load_world().rows_of_ids(ids)


@functools.cache
def _county_facts() -> dict[str, tuple[float, float, float]]:
    table = load_us_counties()
    facts = (np.asarray(table[name], np.float64).tolist() for name in ("latitude", "longitude", "population"))
    return dict(zip((f"us-county:{fips}" for fips in table["fips"]), zip(*facts, strict=True), strict=True))


def _choices(
    own: dict[str, npt.NDArray[np.object_]],
    other: dict[str, npt.NDArray[np.object_]],
    region: npt.NDArray[np.bool_],
) -> Chosen:
    world, unknown = load_world(), (np.nan, np.nan, np.nan)
    none = np.full(len(region), "", dtype=object)
    seekers = _rows_of(own["community"], none, "a")
    facts = np.array([_county_facts().get(c, unknown) for c in own["community"].tolist()]).reshape(-1, 3)
    for column, name in enumerate(("latitude", "longitude", "population")):
        facts[:, column] = np.where(
            seekers >= 0, np.asarray(world[name], np.float64)[seekers], facts[:, column]
        )
    marks = np.where(region, "b", "").astype(object)
    partner = _rows_of(other["community"], marks, "b")
    codes = [f"{c}.{a}" for c, a in zip(other["country"].tolist(), other["admin1"].tolist(), strict=True)]
    return Chosen(
        seeker=own["community"],
        seeker_name=own["name"],
        state=own["admin1"],
        people=facts[:, 2],
        at=vectors(facts[:, 0], facts[:, 1]),
        partner=partner,
        partner_name=other["name"],
        country=Labels.of(other["country"].tolist()),
        division=Labels.of(codes),
    )
