"""Namesakes beyond the same name: another name of the candidate, or a part of the seeker's name."""

from __future__ import annotations

import functools
import re
from typing import ClassVar

import numpy as np

from citymatch.datasets import Labels, Table, World
from citymatch.places.folding import fold
from citymatch.places.hashing import NameIndex
from citymatch.scoring.values import FloatArray

from .base import Curve, IntArray, Place, Places, is_unknown, kept, place_number
from .lookup import index_of, rows_named, rows_spelled, rows_with
from .name_tie import NameTie
from .shared_name import seeker_key

BEFORE = frozenset(
    (
        "New", "North", "South", "East", "West", "Saint", "St.", "Fort", "Port", "Mount", "Lake",
        "Upper", "Lower", "Old", "Grand",
    )
)  # fmt: skip
AFTER = frozenset(
    (
        "City", "Beach", "Park", "Springs", "Heights", "Hills", "Falls", "Township", "Village",
        "Center", "Island", "Grove", "Lake", "Creek", "Harbor", "Valley", "Junction", "Bay",
        "Point", "County",
    )
)  # fmt: skip
SAME, OTHER_NAME, PART = 4.0, 2.0, 1.0
UNINDEXED = 200
"""For so many names all names of a World are looked through before they are indexed, which takes as long as that."""
_WORDS = {
    SAME: "has the same name as",
    OTHER_NAME: "is also known by the name of",
    PART: "has a name that is also in the name of",
}


class Namesake(NameTie):
    """How the candidate's names meet the seeker's: 4 the same name (St. is Saint), 2 one of its other names is the
    seeker's, 1 a name of it is the seeker's without words such as New, Lake, Beach or Springs, 0 not at all.

    A name that is merely spelled almost alike is another name: Horwich has nothing to do with Norwich.

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> towns = world.take(world.rows_of([2510409, 2910831]))  # Toledo, Hannover
    >>> Namesake().measure({"name": "Toledo"}, towns).tolist()
    [4.0, 0.0]
    >>> Namesake().measure({"name": "Hanover Park"}, towns).tolist()
    [0.0, 1.0]
    >>> Namesake().measure({"name": "Norwich"}, world.take(world.rows_of([2646542]))).tolist()  # Horwich
    [0.0]
    """

    name = "namesake"
    label = "namesakes"
    unit = "4 the same name, 2 another of its names, 1 a part of the seeker's name, 0 none"
    source = "GeoNames (CC BY 4.0)"
    reads = ("name",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        """The candidates with a name that meets the seeker's, each at its highest level."""
        own = str(seeker.get("name") or "")
        found = [
            (level, rows_with(candidates, numbers)) for level, numbers in _met(names_of(self.world), own)
        ]
        found += [(SAME, rows_named(candidates, key)) for key in same_keys(own)]
        rows = np.concatenate([rows for _, rows in found])
        levels = np.concatenate([np.full(len(rows), level) for level, rows in found])
        order = np.lexsort((-levels, rows))
        rows, levels = rows[order], levels[order]
        first = np.append(True, np.diff(rows) > 0)[: len(rows)]
        return rows[first], levels[first]

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / SAME

    def reason(self, seeker: Place, candidate: Place) -> str:
        name = candidate.get("name")
        if is_unknown(name):
            return "its name is unknown"
        compared = Labels.of([str(candidate.get("ascii_name") or name)])
        row = Table({"number": np.array([place_number(candidate)]), "name": compared}, 1)
        level = float(self.measure(seeker, row)[0])
        if level == 0:
            return f"{name} and {seeker['name']} have no name in common"
        return f"{name} {_WORDS[level]} {seeker['name']}"


def parts(name: str) -> tuple[str, ...]:
    """What is left of a name without the words that American names put before or after another.

    >>> parts("New Bern"), parts("Santa Fe Springs"), parts("Pinole"), parts("Lake Forest Park")
    (('Bern',), ('Santa Fe',), (), ('Forest Park', 'Lake Forest', 'Forest'))
    """
    words = name.split()
    first = words[1:] if len(words) > 1 and words[0] in BEFORE else None
    last = words[:-1] if len(words) > 1 and words[-1] in AFTER else None
    both = words[1:-1] if first and last and len(words) > 2 else None
    return tuple(" ".join(left) for left in (first, last, both) if left)


class Names:
    """The names of a World: those that a place bears as its own, and those that it has besides.

    They are indexed for whoever asks for many: for one seeker it takes far less to look them all through.
    """

    def __init__(self, world: World):
        self._number = np.asarray(world["number"], np.int64)
        self._owner = world.alternate_row
        self._texts = world.texts("ascii_name"), world.alternate_name
        self._asked = 0

    @functools.cached_property
    def _index(self) -> list[NameIndex]:
        return [index_of(texts) for texts in self._texts]

    def bearers(self, name: str) -> IntArray:
        """The numbers of the places that bear exactly this name, as their own or as another."""
        self._asked += 1
        if self._asked <= UNINDEXED:
            own, other = (rows_spelled(texts, name).tolist() for texts in self._texts)
        else:
            own, other = (
                [entry for entry in index.find(fold(name)) if texts[entry] == name]
                for index, texts in zip(self._index, self._texts, strict=True)
            )
        return self._number[[*own, *self._owner[other].tolist()]]


def names_of(world: World) -> Names:
    """The names of a World, indexed when they are first asked for."""
    return kept(world, "namesakes", lambda: Names(world))


@functools.lru_cache(maxsize=1024)
def _met(names: Names, own: str) -> tuple[tuple[float, IntArray], ...]:
    """The numbers of the places of which a name meets this one, by how it does."""
    return (OTHER_NAME, names.bearers(own)), *((PART, names.bearers(part)) for part in parts(own))


def same_keys(name: str) -> tuple[str, ...]:
    """A seeker's name folded, and once more where Saint can be written St. in it or the other way round.

    >>> same_keys("St. Cloud"), same_keys("Port Saint Lucie"), same_keys("Stanton")
    (('stcloud', 'saintcloud'), ('portsaintlucie', 'portstlucie'), ('stanton',))
    """
    long = re.sub(r"\b[Ss]t\b\.?(?=.)", "Saint", name)
    short = re.sub(r"\b[Ss]aint\b(?=.)", "St.", name)
    return tuple(dict.fromkeys(seeker_key(each) for each in (name, long, short)))
