"""Namesakes beyond the same name: one letter apart, another name of the candidate, a part of the seeker's name."""

from __future__ import annotations

import functools
import re
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, Table, World
from citymatch.places.folding import fold
from citymatch.scoring.values import FloatArray

from .base import Curve, Extractor, IntArray, Key, Place, Places, is_unknown, kept, place_number
from .lookup import NAMED, index_of, rows_named, rows_with
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
SAME, SPELLED, OTHER_NAME, PART = 4.0, 3.0, 2.0, 1.0
LETTERS = 7
"""Names of fewer letters are one letter apart by chance too often to mean anything."""
_WORDS = {
    SAME: "bears the same name as",
    SPELLED: "is spelled almost like",
    OTHER_NAME: "is also known by the name of",
    PART: "bears a name that is in that of",
}


class Namesake(Extractor):
    """How the candidate's names meet the seeker's: 4 the same name, 3 one letter apart in names of seven letters
    or more, or St. for Saint, 2 one of its other names is the seeker's, 1 a name of it is the seeker's without
    words such as New, Lake, Beach or Springs, 0 not at all.

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> towns = world.take(world.rows_of([2510409, 2910831]))  # Toledo, Hannover
    >>> Namesake().measure({"name": "Toledo"}, towns).tolist()
    [4.0, 0.0]
    >>> Namesake().measure({"name": "Hanover Park"}, towns).tolist()
    [0.0, 1.0]
    >>> Namesake().measure({"name": "Cupertino"}, world.take(world.rows_of([3178141]))).tolist()  # Copertino
    [3.0]
    """

    name = "namesake"
    label = "namesakes"
    unit = (
        "4 the same name, 3 one letter apart, 2 another of its names, 1 a part of the seeker's name, 0 none"
    )
    source = "GeoNames (CC BY 4.0)"
    reads = ("name",)
    makes: ClassVar[dict[str, str]] = {}

    def __init__(self, curve: Curve | None = None):
        self.curve = curve

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found = self.keyed(seeker, candidates)
        rows, levels = self.patches(seeker, candidates)
        found[rows] = levels
        return found

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (NAMED,)

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.where(NAMED.of(candidates), 0.0, np.nan)

    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        """The candidates with a name that meets the seeker's, each at its highest level."""
        own = str(seeker.get("name") or "")
        found = [
            (level, rows_with(candidates, numbers)) for level, numbers in _met(names_of(self.world), own)
        ]
        found.append((SAME, rows_named(candidates, seeker_key(own))))
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
    """The names of a World, indexed: those that a place bears, and those that are spelled almost alike.

    Names that are one letter apart agree in their first half or in their last (a letter is changed, left out, put
    in or swapped in one place), so only those are compared that begin alike or end alike.
    """

    def __init__(self, world: World):
        self._number = np.asarray(world["number"], np.int64)
        self._own, self._other, self._owner = (
            world.texts("ascii_name"),
            world.alternate_name,
            world.alternate_row,
        )
        self._index = [index_of(texts) for texts in (self._own, self._other)]
        self._letters = _spelling("\n".join([*self._own, ""])).encode()
        ends = np.flatnonzero(np.frombuffer(self._letters, np.uint8) == ord("\n"))
        starts = np.append(0, ends[:-1] + 1)
        self._used = (
            np.bitwise_or.reduceat(_bits(self._letters), starts) if len(ends) else np.zeros(0, np.uint32)
        )
        self._start, self._length = starts, ends - starts
        long = np.flatnonzero(self._length >= LETTERS)
        self._halves = [self._ordered(long, turned) for turned in (False, True)]

    def bearers(self, name: str) -> IntArray:
        """The numbers of the places that bear exactly this name, as their own or as another."""
        own, other = (
            [entry for entry in index.find(fold(name)) if texts[entry] == name]
            for index, texts in zip(self._index, (self._own, self._other), strict=True)
        )
        return self._number[[*own, *self._owner[other].tolist()]]

    def spelled_alike(self, name: str) -> IntArray:
        """The numbers of the places whose own name is one letter away from this one, or equal but for St. and Saint."""
        from rapidfuzz.distance import DamerauLevenshtein
        from rapidfuzz.process import cdist

        own = _spelling(name)
        if len(own) < LETTERS:
            return np.zeros(0, np.int64)
        rows = self._nearly(own)
        spelled = [self._spelled(row) for row in rows.tolist()]
        apart = cdist([own], spelled, scorer=DamerauLevenshtein.distance, score_cutoff=1, dtype=np.uint8)[0]
        return np.asarray(self._number[rows[apart <= 1]], np.int64)

    def _nearly(self, own: str) -> IntArray:
        """The rows of names that begin or end as this one, are as long, and have about the same letters."""
        half = min((max(len(own) - 1, LETTERS) - 1) // 2, WIDTH)
        halves = zip(self._halves, (own[:half], own[::-1][:half]), strict=True)
        rows = np.concatenate([_beginning(packed, rows, text) for (packed, rows), text in halves])
        differ = np.bitwise_count(self._used[rows] ^ np.bitwise_or.reduce(_bits(own.encode())))
        near = (np.abs(self._length[rows] - len(own)) <= 1) & (differ <= 2)
        return np.unique(rows[near]).astype(np.int64)

    def _spelled(self, row: int) -> str:
        begin = self._start[row]
        return self._letters[begin : begin + self._length[row]].decode()

    def _ordered(self, rows: IntArray, turned: bool) -> tuple[npt.NDArray[np.uint64], IntArray]:
        """The first letters of names packed into one number each, in order, with the rows; of the names turned round
        for `turned`."""
        step = np.arange(WIDTH)[None, :]
        start, length = self._start[rows, None], self._length[rows, None]
        at = np.where(step < length, start + (length - 1 - step if turned else step), 0)
        letters = np.where(step < length, np.frombuffer(self._letters, np.uint8)[at], 0).astype(np.uint8)
        packed = letters.view(">u8").ravel().astype(np.uint64)
        order = np.argsort(packed)
        return packed[order], rows[order]


WIDTH = 8
"""So many letters of a name fit into a number of 64 bits."""


def _beginning(packed: npt.NDArray[np.uint64], rows: IntArray, prefix: str) -> IntArray:
    """The rows of the names that begin so."""
    low, high = (
        np.uint64(int.from_bytes(prefix.encode().ljust(WIDTH, filled), "big")) for filled in (b"\0", b"\xff")
    )
    return rows[np.searchsorted(packed, low) : np.searchsorted(packed, high, "right")]


def _bits(letters: bytes) -> npt.NDArray[np.uint32]:
    """A bit for each letter, so that those of a name can be gathered in one number; none for the end of a line."""
    table = np.zeros(256, np.uint32)
    table[ord("a") : ord("z") + 1] = 1 << np.arange(26, dtype=np.uint32)
    return table[np.frombuffer(letters, np.uint8)]


def names_of(world: World) -> Names:
    """The names of a World, indexed when they are first asked for."""
    return kept(world, "namesakes", lambda: Names(world))


@functools.lru_cache(maxsize=1024)
def _met(names: Names, own: str) -> tuple[tuple[float, IntArray], ...]:
    """The numbers of the places of which a name meets this one, by how it does."""
    levels = [(SPELLED, names.spelled_alike(own)), (OTHER_NAME, names.bearers(own))]
    return (*levels, *((PART, names.bearers(part)) for part in parts(own)))


def _spelling(names: str) -> str:
    """The letters of a name, with St for Saint; of several names, one a line, those of each.

    >>> _spelling("Saint-Cloud\\nSt. Cloud")
    'stcloud\\nstcloud'
    """
    from anyascii import anyascii

    letters = names if names.isascii() else anyascii(names)
    return re.sub(r"[^a-z\n]+", "", re.sub(r"\bsaint\b", "st", letters.lower()))
