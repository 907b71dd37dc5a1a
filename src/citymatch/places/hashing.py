"""Folded names as 64-bit hashes, worked out for whole blobs of UTF-8 at once with numpy.

A hit is checked against the name itself, so a collision does no harm.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Text

from .folding import fold

Rows = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

_LONGEST = 512
_CHUNK = 50_000
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


def found_in(index: NameIndex, keys: Iterable[str]) -> set[int]:
    return {row for key in keys for row in index.find(key)}


def _sort(names: Text) -> tuple[Hashes, Rows]:
    hashes = hash_names(names)
    order = np.argsort(hashes)
    return hashes[order], order
