"""Finding the rows of the World that bear a name, without building a dictionary of 700,000 names.

The names are hashed (`hashing`), for one country at a time where the country is known.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from citymatch.datasets import FIRST_UNIT, World, load_world

from .bracketed import Bracketed, bracketed, names_with_comma
from .hashing import NameIndex, Rows, found_in
from .spelt import Spelt

_MOST_SIMILAR = 10


class Gazetteer:
    """The names of a World: exact (folded) ones, other names, and similar ones within a country or state."""

    def __init__(self, world: World):
        self.world = world
        self._indexes: dict[tuple[str, str], NameIndex] = {}
        self._spelt: dict[str, Spelt] = {}
        self._also_spelt: dict[str, tuple[Rows, Spelt]] = {}

    def named(self, keys: Iterable[str], country: str = "", admin1: str = "") -> list[int]:
        """The rows whose own name folds to one of `keys`: local and ASCII names are own names, and so are the town
        and the unit of a name such as "Vire (Vire Normandie)"."""
        return self._inside(found_in(self._own_names(country), keys), admin1)

    def headed(self, keys: Iterable[str], country: str = "", admin1: str = "") -> list[int]:
        """The rows whose name folds to one of `keys` but for an addition: "Aken (Elbe)", "Lubaczów (rural gmina)"."""
        return self._inside(found_in(self._heads(country), keys), admin1)

    def also_named(self, keys: Iterable[str], country: str = "", admin1: str = "") -> list[int]:
        """The rows of which one of the other names folds to one of `keys`."""
        return self._inside(found_in(self._other_names(country), keys), admin1)

    def _inside(self, rows: Iterable[int], admin1: str) -> list[int]:
        division = self.world.labels("admin1")
        return sorted(row for row in rows if not admin1 or division[row] == admin1)

    def similar(self, key: str, country: str, admin1: str = "", distance: int = 2) -> list[tuple[int, int]]:
        """Rows in a country or division with a name a few letters off `key`: (distance, row), nearest first.

        The distance counts letters added, dropped, changed or swapped with the next one. The first letter has to be
        the same, or the second one where the first two are swapped.
        """
        division = self.world.labels("admin1")
        near = self._names_in(country).near(key, distance)
        return [hit for hit in near if not admin1 or division[hit[1]] == admin1][:_MOST_SIMILAR]

    def containing(self, key: str, country: str, admin1: str = "") -> list[int]:
        """Rows in a country or division whose name contains `key`, the largest first."""
        hits = np.array(self._inside(self._names_in(country).containing(key), admin1), np.int64)
        population = np.nan_to_num(self.world.numbers("population")[hits])
        return [int(row) for row in hits[np.argsort(-population, kind="stable")]]

    def beginning(self, key: str, country: str, admin1: str = "") -> list[int]:
        """Rows in a country or division whose name begins with `key` and goes on."""
        return self._inside(self._names_in(country).beginning(key), admin1)

    def _names_in(self, country: str) -> Spelt:
        if country not in self._spelt:
            rows = self.rows_in(country)
            names = self.world.texts("name" if country else "ascii_name")
            self._spelt[country] = Spelt(rows, names.take(rows))
        return self._spelt[country]

    def other_names_containing(self, key: str, country: str) -> list[tuple[int, str]]:
        """The rows of a country of which another name contains `key`, each with that name."""
        if country not in self._also_spelt:
            at = self._others_in(country)
            self._also_spelt[country] = at, Spelt(np.arange(len(at)), self.world.alternate_name.take(at))
        at, spelt = self._also_spelt[country]
        found = at[spelt.containing(key)]
        return [(int(self.world.alternate_row[i]), self.world.alternate_name[i]) for i in found]

    def rows_in(self, country: str, admin1: str = "") -> Rows:
        """The rows of a country or of one of its first-order divisions; all rows without a country."""
        if not country:
            return np.flatnonzero(~self.counties)
        inside = (self.world.labels("country") == country) & ~self.counties
        if admin1:
            inside = inside & (self.world.labels("admin1") == admin1)
        return np.flatnonzero(inside)

    @functools.cached_property
    def counties(self) -> npt.NDArray[np.bool_]:
        """The rows of US counties, which are found by names of their own (`regions.counties_named`)."""
        alone = np.asarray(self.world["number"]) >= FIRST_UNIT
        return alone & np.asarray(self.world.labels("layer") == "county")

    @functools.cached_property
    def bracketed(self) -> Bracketed:
        """The names with a bracket, taken apart."""
        return bracketed(self.world)

    @functools.cached_property
    def with_comma(self) -> dict[str, list[int]]:
        """The rows whose own name has a comma in it, by folded name."""
        return names_with_comma(self.world)

    def _own_names(self, country: str) -> NameIndex:
        if (country, "own") not in self._indexes:
            rows = self.rows_in(country)
            # Both fold to the same keys: of a country's names the plain ones are there already, and over all
            # countries those in ASCII are hashed faster.
            own = "name" if country else "ascii_name"
            columns = [(self.world.texts(column).take(rows), rows) for column in (own, "local_name")]
            self._indexes[country, "own"] = NameIndex(*columns, self.bracketed.seats(rows))
        return self._indexes[country, "own"]

    def _heads(self, country: str) -> NameIndex:
        if (country, "head") not in self._indexes:
            heads = self.bracketed.heads(self.rows_in(country))
            self._indexes[country, "head"] = NameIndex(heads)
        return self._indexes[country, "head"]

    def _other_names(self, country: str) -> NameIndex:
        if (country, "other") not in self._indexes:
            at = self._others_in(country)
            names = self.world.alternate_name.take(at), self.world.alternate_row[at]
            self._indexes[country, "other"] = NameIndex(names)
        return self._indexes[country, "other"]

    def _others_in(self, country: str) -> Rows:
        """Where among all the other names those of a country stand."""
        inside = np.zeros(len(self.world), bool)
        inside[self.rows_in(country)] = True
        return np.flatnonzero(inside[self.world.alternate_row])


def gazetteer_of(world: World | None = None) -> Gazetteer:
    """The gazetteer of a World, the shipped one where none is given; the names of the last two are kept.

    >>> gazetteer_of() is gazetteer_of(load_world())
    True
    """
    return _gazetteer(load_world() if world is None else world)


@functools.lru_cache(maxsize=2)
def _gazetteer(world: World) -> Gazetteer:
    return Gazetteer(world)
