"""Finding the rows of the World that bear a name, without building a dictionary of 700,000 names.

Every folded name gets a 64-bit hash, worked out for whole blobs of UTF-8 at once with numpy, for one country
at a time where the country is known. A hit is checked against the name itself, so a collision does no harm.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from citymatch.datasets import FIRST_UNIT, Text, World, load_world

from .folding import fold

Rows = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_LONGEST = 512
_CHUNK = 50_000
_MOST_SIMILAR = 10
_MOST_CONTAINING = 5
_GOLDEN = 0x9E3779B97F4A7C15
_POWERS = np.cumprod(np.full(_LONGEST, _GOLDEN, np.uint64), dtype=np.uint64)


def _mixed(numbers: Hashes) -> Hashes:
    """Numbers scattered over 64 bits (the finaliser of SplitMix64); numpy's own generators are slow to import."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB), (31, 1)):
        numbers = (numbers ^ (numbers >> np.uint64(shift))) * np.uint64(factor)
    return numbers


_MIXED = _mixed(np.arange(256, dtype=np.uint64) * np.uint64(_GOLDEN))


def _letter_codes() -> npt.NDArray[np.uint8]:
    """For each byte the lower-case letter or digit that it stands for, or 0 for one that folding drops."""
    codes = np.zeros(256, np.uint8)
    for byte in b"abcdefghijklmnopqrstuvwxyz0123456789":
        codes[byte] = byte
        codes[ord(chr(byte).upper())] = byte
    return codes


LETTERS = _letter_codes()
"""The lower-case letter or digit that a byte of a name stands for, 0 for one that folding drops or changes."""


def hash_key(key: str) -> np.uint64:
    """The hash of a folded name."""
    codes = np.frombuffer(key.encode("ascii", "ignore")[:_LONGEST], np.uint8)
    return np.uint64((_MIXED[codes] * _POWERS[: len(codes)]).sum(dtype=np.uint64))


def hash_names(names: Text) -> Hashes:
    """The hash of each folded name, shape (n,)."""
    parts = [
        _hash_chunk(names.take(np.arange(low, min(low + _CHUNK, len(names)))))
        for low in range(0, len(names), _CHUNK)
    ]
    return np.concatenate(parts) if parts else np.zeros(0, np.uint64)


def _hash_chunk(names: Text) -> Hashes:
    length = np.minimum(names.length, _LONGEST)
    begin = np.concatenate([[0], np.cumsum(length)])
    within = np.arange(begin[-1]) - np.repeat(begin[:-1], length)
    raw = np.frombuffer(names.blob, np.uint8)[within + np.repeat(names.start, length)]
    letters = LETTERS[raw]
    kept = np.concatenate([[0], np.cumsum(letters > 0)])
    position = kept[:-1] - np.repeat(kept[begin[:-1]], length)
    terms = np.where(letters > 0, _MIXED[letters] * _POWERS[position], np.uint64(0))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)])
    hashes: Hashes = sums[begin[1:]] - sums[begin[:-1]]
    odd = np.concatenate([[0], np.cumsum((raw > 127) | (raw == ord("&")))])
    rows = np.flatnonzero(odd[begin[1:]] > odd[begin[:-1]])
    if len(rows):
        hashes[rows] = _hash_accented([names[row] for row in rows])
    return hashes


def _hash_accented(names: list[str]) -> Hashes:
    """The hashes of names that the byte table cannot fold: put into ASCII first, all of them in one go."""
    joined = "\n".join(name.replace("\n", " ") for name in names)
    letters = {ord(letter): _in_ascii(letter) for letter in set(joined) if letter != "\n"}
    return hash_names(Text.of(joined.translate(letters).split("\n")))


@functools.cache
def _in_ascii(letter: str) -> str:
    """What folding makes of one character: a letter of any script, a quotation mark, "&"."""
    return fold(letter)


class NameIndex:
    """The names of some rows, by hash. `find` gives the rows that bear a folded name."""

    def __init__(self, *columns: tuple[Text, Rows]):
        self._columns = columns
        self._sorted = [_sort(names) for names, _ in columns]

    def find(self, key: str) -> set[int]:
        """The rows of the World with a name that folds to `key`."""
        wanted = hash_key(key)
        found: set[int] = set()
        for (names, rows), (hashes, order) in zip(self._columns, self._sorted, strict=True):
            low, high = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
            found.update(int(rows[i]) for i in order[low:high] if fold(names[i]) == key)
        return found


def _found(index: NameIndex, keys: Iterable[str]) -> set[int]:
    return {row for key in keys for row in index.find(key)}


def _sort(names: Text) -> tuple[Hashes, Rows]:
    hashes = hash_names(names)
    order = np.argsort(hashes)
    return hashes[order], order


class Gazetteer:
    """The names of a World: exact (folded) ones, other names, and similar ones within a country or state."""

    def __init__(self, world: World):
        self.world = world
        self._indexes: dict[tuple[str, str, bool], NameIndex] = {}
        self._folded: dict[tuple[str, str], tuple[Rows, list[str]]] = {}

    def named(self, keys: Iterable[str], country: str = "", admin1: str = "") -> list[int]:
        """The rows whose own name (local and ASCII names included) folds to one of `keys`."""
        return sorted(_found(self._own_names(country, admin1), keys))

    def also_named(self, keys: Iterable[str], country: str = "", admin1: str = "") -> list[int]:
        """The rows of which one of the other names folds to one of `keys`."""
        division = self.world.labels("admin1")
        found = _found(self._other_names(country), keys)
        return sorted(row for row in found if not admin1 or division[row] == admin1)

    def similar(self, key: str, country: str, admin1: str = "", distance: int = 2) -> list[tuple[int, int]]:
        """Rows in a country or division with a name a few letters off `key`: (distance, row), nearest first.

        The distance counts letters added, dropped, changed or swapped with the next one.
        """
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        rows, folded = self._names_in(country, admin1)
        hits = extract(key, folded, scorer=OSA.distance, score_cutoff=distance, limit=_MOST_SIMILAR)
        return [(int(score), int(rows[i])) for _, score, i in hits]

    def containing(self, key: str, country: str, admin1: str = "") -> list[int]:
        """Rows in a country or division whose name contains `key`, the largest first."""
        rows, folded = self._names_in(country, admin1)
        hits = np.array([int(rows[i]) for i, name in enumerate(folded) if key in name], np.int64)
        population = np.nan_to_num(self.world.numbers("population")[hits])
        return [int(row) for row in hits[np.argsort(-population, kind="stable")][:_MOST_CONTAINING]]

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

    def _own_names(self, country: str, admin1: str) -> NameIndex:
        if (country, admin1, False) not in self._indexes:
            rows = self.rows_in(country, admin1)
            # Both fold to the same keys: of a country's names the plain ones are there already, and over all
            # countries those in ASCII are hashed faster.
            own = "name" if country else "ascii_name"
            columns = [(self.world.texts(column).take(rows), rows) for column in (own, "local_name")]
            self._indexes[country, admin1, False] = NameIndex(*columns)
        return self._indexes[country, admin1, False]

    def _other_names(self, country: str) -> NameIndex:
        if (country, "", True) not in self._indexes:
            owner = self.world.alternate_row
            inside = np.zeros(len(self.world), bool)
            inside[self.rows_in(country)] = True
            at = np.flatnonzero(inside[owner])
            self._indexes[country, "", True] = NameIndex((self.world.alternate_name.take(at), owner[at]))
        return self._indexes[country, "", True]

    def _names_in(self, country: str, admin1: str) -> tuple[Rows, list[str]]:
        if (country, admin1) not in self._folded:
            rows = self.rows_in(country, admin1)
            names = self.world.texts("name")
            self._folded[country, admin1] = rows, [fold(names[row]) for row in rows]
        return self._folded[country, admin1]


def gazetteer_of(world: World | None = None) -> Gazetteer:
    """The gazetteer of a World, the shipped one where none is given; the names of the last two are kept.

    >>> gazetteer_of() is gazetteer_of(load_world())
    True
    """
    return _gazetteer(load_world() if world is None else world)


@functools.lru_cache(maxsize=2)
def _gazetteer(world: World) -> Gazetteer:
    return Gazetteer(world)
