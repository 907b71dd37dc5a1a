"""Known choices: which communities of a nation have chosen which partners abroad.

The ground on which the extractors of precedent stand. A `Book` is a table of known ties made ready for
counting; `Book.choices(nation)` are the ties that communities of one nation have abroad. A seeker's own
ties never count for it: they are left out whenever choices are weighed for it.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, World, load_world
from citymatch.datasets.ended import counting
from citymatch.datasets.partnership_ends import ids_of
from citymatch.datasets.partnerships import Columns, partnership_table
from citymatch.datasets.us import load_us_counties
from citymatch.scoring.values import FloatArray

from .base import is_unknown, labels, numbers
from .keeping import Store
from .of_world import divisions, vectors_of
from .sphere import chord_km, unit_vectors
from .weighing import BoolArray, Chosen, IntArray

Made = TypeVar("Made")
FAR_KM = 3000.0
MOST = 160_000_000
"""A book keeps so many bytes of what follows from it: that of some ten nations."""
CLUB, CLUB_SHARE = 5, 0.5
"""Two partners are fellows of a club where they share at least so many partners, and so much of the smaller one's."""


class Book:
    """A table of known ties, made ready for counting on the facts of a World (the one that ships).

    `Book.of(world)` holds the ties that citymatch knows. `hidden` are ids of communities whose ties are treated
    as not known: an evaluation hides those that it asks about. Ties that have ended or are only proposed
    (`datasets.ended`) do not count, nor does an end that is a region count for a place. A book never changes;
    `number` tells it from every other.

    >>> book = Book.of()
    >>> len(book.choices("US")) > 3000
    True
    """

    _numbers = itertools.count()

    def __init__(self, ties: Columns, world: World | None = None, hidden: Collection[str] = ()):
        self.world = world if world is not None else load_world()
        self.number = next(self._numbers)
        self._made = Store(MOST)
        self._ties, self._hidden, away = ties, hidden, frozenset(hidden)
        columns = {name: np.asarray(ties[name], dtype=object) for name in _READ}
        keep = counting(columns)
        for end in "ab" if away else "":
            keep &= ~_marks(columns[f"community_{end}"], away.__contains__)
        ours = ties is partnership_table()
        located = [self.world.rows_of(found)[keep] for found in ids_of(None if ours else ties, self.world)]
        self._columns = {name: column[keep] for name, column in columns.items()}
        self._rows = dict(zip("ab", located, strict=True))
        if not ours:
            self._fill()

    @staticmethod
    def of(world: World | None = None) -> Book:
        """The ties that citymatch knows, on the facts of a World (None: the one that ships)."""
        return _shipped(world if world is not None else load_world())

    def __reduce__(self) -> tuple[Callable[..., Book], tuple[Any, ...]]:
        if not self._hidden and self._ties is partnership_table():
            return Book.of, (self.world,)
        return Book, (self._ties, self.world, self._hidden)

    def __deepcopy__(self, memo: object) -> Book:
        return self  # it never changes, and scikit-learn copies the parameters of what it clones

    def __repr__(self) -> str:
        return f"<Book {self.number} of {len(self._columns['status'])} ties>"

    def _fill(self) -> None:
        """Country and division of ends that the table names by their ids alone."""
        for end, rows in self._rows.items():
            for field in ("country", "admin1"):
                column, facts = self._columns[f"{field}_{end}"], labels(self.world, field)
                bare = np.flatnonzero((rows >= 0) & ((column == "") | (column != column)))
                column[bare] = np.asarray(facts.take(rows[bare]), dtype=object)

    def kept(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """Something that follows from the book, kept as long as there is room."""
        return self._made.kept(what, make)

    def choices(self, nation: str) -> Chosen:
        """The ties that communities of a nation (ISO code) have abroad."""
        return self.kept(("choices", nation), lambda: self._chosen(nation))

    def partners(self, nation: str, far: bool = False) -> FloatArray:
        """For each row of the World, its known partners abroad outside a nation (with "": in all nations).

        `far` counts only those more than 3,000 km away, as far as both places are known. A partner that is in
        no gazetteer counts as one. The members of a club, all partnered with each other, count as one together: who
        joined the Douzelage has made one choice and not thirty.
        """
        return self.kept(("partners", nation, far), lambda: self._counted(nation, far))

    def partner_sizes(self, nation: str) -> tuple[FloatArray, FloatArray]:
        """For each row of the World, how many partners of known population it has abroad outside a nation, and
        the sum of the natural logarithms of their populations."""
        return self.kept(("partner sizes", nation), lambda: self._sizes(nation))

    def partners_of_countries(self, nation: str) -> Mapping[str, float]:
        """For each country, the known ties of its communities with other nations than `nation` (and itself)."""
        return self.kept(("partners of countries", nation), lambda: self._abroad(nation))

    def partners_of_divisions(self, nation: str) -> Mapping[str, float]:
        """The known partners, outside a nation, of the places of each division ("JP.13")."""

        def make() -> dict[str, float]:
            codes = divisions(self.world)
            sums = np.bincount(codes.codes, self.partners(nation), len(codes.values))
            return dict(zip(codes.values, sums.tolist(), strict=True))

        return self.kept(("partners of divisions", nation), make)

    def _sides(self, nation: str) -> Iterable[tuple[str, str, BoolArray]]:
        """Both ends of each tie, as the one that counts and the other, and where the other lies outside a nation."""
        for own, other in ("ab", "ba"):
            own_country, country = self._columns[f"country_{own}"], self._columns[f"country_{other}"]
            yield own, other, np.asarray((country != own_country) & (country != nation), bool)

    def _counted(self, nation: str, far: bool) -> FloatArray:
        counts = np.zeros(len(self.world))
        near = self._distance() <= FAR_KM if far else False
        for own, _, abroad in self._sides(nation):
            here = abroad & ~np.asarray(near) & (self._rows[own] >= 0)
            counts += np.bincount(self._rows[own][here], self._in_clubs(nation)[own][here], len(counts))
        return np.round(counts, 6)  # the parts of a whole are whole again

    def _in_clubs(self, nation: str) -> Mapping[str, FloatArray]:
        """What each tie counts for its either end: 1, or the part of one that falls to it where the two are fellows of
        a club; by the ties outside a nation alone, so that no seeker's own enter."""
        return self.kept(("clubs", nation), lambda: self._clubs(nation))

    def _clubs(self, nation: str) -> dict[str, FloatArray]:
        from scipy.sparse import coo_matrix

        first, second = self._rows["a"], self._rows["b"]
        outside = (self._columns["country_a"] != nation) & (self._columns["country_b"] != nation)
        known = np.flatnonzero(np.asarray(outside, bool) & (first >= 0) & (second >= 0) & (first != second))
        if not len(known):
            return {end: np.ones(len(rows)) for end, rows in self._rows.items()}
        ends = np.concatenate([first[known], second[known]]), np.concatenate([second[known], first[known]])
        size = len(self.world)
        linked = coo_matrix((np.ones(len(ends[0]), np.int32), ends), shape=(size, size)).tocsr()
        linked.data[:] = 1
        shared = (linked @ linked).multiply(linked).tocsr()
        degree = np.asarray(linked.sum(axis=1)).ravel()
        common = np.asarray(shared[first[known], second[known]]).ravel()
        fewer = np.minimum(degree[first[known]], degree[second[known]]) - 1
        fellows = (common >= CLUB) & (common >= CLUB_SHARE * fewer)
        both = np.concatenate([first[known][fellows], second[known][fellows]])
        number = np.bincount(both, minlength=size)
        found = {}
        for end, rows in self._rows.items():
            counts = np.ones(len(rows))
            counts[known[fellows]] = 1.0 / number[rows[known][fellows]]
            found[end] = counts
        return found

    def _sizes(self, nation: str) -> tuple[FloatArray, FloatArray]:
        with np.errstate(divide="ignore"):
            size = np.log(numbers(self.world, "population"))
        number, total = np.zeros(len(size)), np.zeros(len(size))
        for own, other, _ in self._sides(nation):
            mine, theirs = self._rows[own], self._rows[other]
            keep = (mine >= 0) & (theirs >= 0) & (self._columns[f"country_{other}"] != nation)
            keep &= np.isfinite(size[theirs])
            number += np.bincount(mine[keep], minlength=len(size))
            total += np.bincount(mine[keep], size[theirs[keep]], len(size))
        return number, total

    def _abroad(self, nation: str) -> dict[str, float]:
        first, second = self._columns["country_a"], self._columns["country_b"]
        outside = (first != second) & (first != nation) & (second != nation)
        ends = np.concatenate([first[outside], second[outside]]).astype(str)
        names, sums = np.unique(ends, return_counts=True)
        return dict(zip(names.tolist(), sums.astype(float).tolist(), strict=True))

    def _distance(self) -> FloatArray:
        """Kilometres between the two ends of each tie, 0 where one of them is unknown."""
        at, first, second = vectors_of(self.world), self._rows["a"], self._rows["b"]
        km = chord_km(np.linalg.norm(at[first] - at[second], axis=1))
        return np.where((first >= 0) & (second >= 0), km, 0.0)

    def _chosen(self, nation: str) -> Chosen:
        sides = []
        for own, other in ("ab", "ba"):
            here = self._columns[f"country_{own}"] == nation
            abroad = self._columns[f"country_{other}"] != nation
            rows = np.flatnonzero(here & abroad & (self._named(own) | self._stated(own)))
            sides.append((self._ends(own, rows), self._ends(other, rows)))
        own_side, other_side = (
            {name: np.concatenate([side[i][name] for side in sides]) for name in sides[0][i]} for i in (0, 1)
        )
        named = own_side["named"].astype(bool)
        ids = np.where(named, own_side["community"], _told_apart(own_side))
        _, first, who = np.unique(ids.astype(str), return_index=True, return_inverse=True)
        latitude, longitude, people = self._facts({k: v[first] for k, v in own_side.items()})
        divisions = zip(other_side["country"].tolist(), other_side["admin1"].tolist(), strict=True)
        return Chosen(
            book=self.number,
            nation=nation,
            communities=tuple(ids[first].tolist()),
            numbers=np.where(own_side["row"] >= 0, np.asarray(self.world["number"])[own_side["row"]], 0)[
                first
            ],
            named=named[first],
            state=Labels.of([str(s) for s in own_side["admin1"][first].tolist()]),
            people=people,
            at=unit_vectors(latitude, longitude),
            who=who.reshape(-1).astype(np.int64),
            seeker_name=own_side["name"],
            partner=other_side["row"].astype(np.int64),
            partner_name=other_side["name"],
            country=Labels.of(other_side["country"].tolist()),
            division=Labels.of([f"{c}.{a}" for c, a in divisions]),
        )

    def _ends(self, end: str, rows: IntArray) -> dict[str, npt.NDArray[Any]]:
        side = {field: self._columns[f"{field}_{end}"][rows] for field in _FIELDS}
        return side | {"row": self._rows[end][rows], "named": self._named(end)[rows]}

    def _named(self, end: str) -> BoolArray:
        """Where an end is a community with an id: that of a region is a namesake's, which signed nothing."""
        regions = _marks(self._columns["region"], lambda mark: end in mark)
        return np.asarray(self._columns[f"community_{end}"] != "", bool) & ~regions

    def _stated(self, end: str) -> BoolArray:
        """Where the table itself says where an end lies."""
        return _marks(self._columns[f"latitude_{end}"], lambda degrees: not is_unknown(degrees))

    def _facts(self, side: Mapping[str, npt.NDArray[Any]]) -> tuple[FloatArray, ...]:
        """Latitude, longitude and people of communities: the World's, a county's own, or what the table states."""
        rows, known = side["row"], []
        counties = [_county_facts().get(str(each)) for each in side["community"].tolist()]
        for position, name in enumerate(("latitude", "longitude", "population")):
            stated = side[name].tolist() if name in side else itertools.repeat("")
            own = [c[position] if c else _degrees(s) for c, s in zip(counties, stated, strict=False)]
            facts = numbers(self.world, name)
            known.append(np.where(rows >= 0, facts[rows], np.array(own, np.float64)))
        return tuple(known)


_FIELDS = ("community", "name", "admin1", "country", "latitude", "longitude")
_READ = (*(f"{field}_{end}" for end in "ab" for field in _FIELDS), "region", "status")


@functools.lru_cache(maxsize=4)
def _shipped(world: World) -> Book:
    return Book(partnership_table(), world)


def _marks(values: npt.NDArray[np.object_], holds: Callable[[Any], bool]) -> BoolArray:
    """Where something holds of the objects of a column; asked once for each distinct one."""
    known: dict[object, bool] = {}
    listed: Sequence[object] = values.tolist()
    return np.array([known[v] if v in known else known.setdefault(v, bool(holds(v))) for v in listed], bool)


def _told_apart(side: Mapping[str, npt.NDArray[Any]]) -> npt.NDArray[np.object_]:
    """A text for each community without an id, so that two of them are not taken for one."""
    texts = np.empty(len(side["name"]), object)
    columns = (side[name].tolist() for name in ("country", "admin1", "name"))
    texts[:] = ["|".join(map(str, each)) for each in zip(*columns, strict=True)]
    return texts


def _degrees(stated: object) -> float:
    return float("nan") if is_unknown(stated) else float(str(stated))


@functools.cache
def _county_facts() -> dict[str, tuple[float, float, float]]:
    table = load_us_counties()
    facts = (table.numbers(name).tolist() for name in ("latitude", "longitude", "population"))
    return dict(zip((f"us-county:{fips}" for fips in table["fips"]), zip(*facts, strict=True), strict=True))
