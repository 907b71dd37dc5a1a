"""Namesakes beyond the same name: one letter apart, another name of the candidate, a part of the seeker's name."""

from __future__ import annotations

import functools
import re
from typing import ClassVar

import numpy as np

from citymatch.datasets import Labels, Table, Text, load_world
from citymatch.scoring.values import FloatArray

from .base import Curve, Extractor, Place, Places, is_unknown, place_number
from .book import world_rows
from .shared_name import SharedName

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
        own = str(seeker.get("name") or "")
        shared = SharedName().measure(seeker, candidates)
        found = np.where(np.isnan(shared), np.nan, np.where(shared == 1.0, SAME, 0.0))
        rows = world_rows(candidates)
        levels = [(SPELLED, _spelled_alike(own)), (OTHER_NAME, _bearers(own))]
        for level, bearers in [*levels, *((PART, _bearers(name)) for name in parts(own))]:
            if len(bearers):
                here = np.isin(rows, bearers)
                found[here] = np.fmax(found[here], level)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return measure / SAME

    def reason(self, seeker: Place, candidate: Place) -> str:
        name = candidate.get("name")
        if is_unknown(name):
            return "its name is unknown"
        row = Table({"number": np.array([place_number(candidate)]), "name": Labels.of([str(name)])}, 1)
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


@functools.lru_cache(maxsize=4096)
def _spelled_alike(name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rows of the World whose own name is one letter away from this one, or equal but for St. and Saint."""
    from rapidfuzz.distance import DamerauLevenshtein
    from rapidfuzz.process import cdist

    own, near = _spelling(name), [np.zeros(0, np.int64)]
    for length in range(max(len(own) - 1, LETTERS), len(own) + 2 if len(own) >= LETTERS else 0):
        rows, spelled = _by_length().get(length, (near[0], []))
        apart = cdist([own], spelled, scorer=DamerauLevenshtein.distance, score_cutoff=1, dtype=np.uint8)[0]
        near.append(rows[apart <= 1])
    return np.sort(np.concatenate(near))


@functools.cache
def _by_length() -> dict[int, tuple[np.ndarray[tuple[int], np.dtype[np.int64]], list[str]]]:
    """The rows of the World and the spelling of their names, by the number of its letters."""
    spelled = _spelling("\n".join(np.asarray(load_world()["ascii_name"], dtype=object).tolist())).split("\n")
    length = np.array([len(each) for each in spelled])
    groups = {int(number): np.flatnonzero(length == number) for number in np.unique(length)}
    return {number: (rows, [spelled[row] for row in rows.tolist()]) for number, rows in groups.items()}


def _spelling(names: str) -> str:
    """The letters of a name, with St for Saint; of several names, one a line, those of each.

    >>> _spelling("Saint-Cloud\\nSt. Cloud")
    'stcloud\\nstcloud'
    """
    from anyascii import anyascii

    letters = names if names.isascii() else anyascii(names)
    return re.sub(r"[^a-z\n]+", "", re.sub(r"\bsaint\b", "st", letters.lower()))


@functools.lru_cache(maxsize=4096)
def _bearers(name: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The rows of the World that bear exactly this name, as their own or as another."""
    world = load_world()
    own = world["ascii_name"]
    assert isinstance(own, Text)
    rows = np.concatenate([_entries(own, name), world.alternate_row[_entries(world.alternate_name, name)]])
    return np.unique(rows).astype(np.int64)


def _entries(texts: Text, wanted: str) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The positions of the texts that are exactly `wanted`."""
    key, at, found = wanted.encode(), 0, []
    starts = texts.start
    while key and (at := texts.blob.find(key, at)) >= 0:
        entry = int(np.searchsorted(starts, at, side="right")) - 1
        if starts[entry] == at and texts.length[entry] == len(key):
            found.append(entry)
        at += len(key)
    return np.array(found, np.int64)
