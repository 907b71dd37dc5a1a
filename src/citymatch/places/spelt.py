"""The names of a country side by side, to find those of a similar spelling."""

from __future__ import annotations

import bisect
import functools
from collections import defaultdict

import numpy as np

from citymatch.datasets import Text

from .folding import fold
from .hashing import LETTERS, Rows

_MOST_CACHED = 4096

Group = dict[tuple[str, int], tuple[list[int], list[str]]]


class Spelt:
    """Folded names of some rows of the World; what is looked up is compared with names of its first letter only."""

    def __init__(self, rows: Rows, names: Text):
        """`names` are the names of these rows, in their order."""
        self._rows = rows
        self._names = names
        self._groups: dict[str, Group] = {}
        self._near = functools.lru_cache(_MOST_CACHED)(self._look)

    @functools.cached_property
    def folded(self) -> list[str]:
        """The folded name of each row."""
        return [fold(name) for name in self._names]

    def near(self, key: str, distance: int) -> tuple[tuple[int, int], ...]:
        """The rows of names a few letters off: (distance, row), nearest first."""
        return self._near(key, distance)

    def containing(self, key: str) -> list[int]:
        """The rows whose folded name contains `key`."""
        text, begins = self._joined
        found: list[int] = []
        at = text.find(key) if key else -1
        while at >= 0:
            nth = int(np.searchsorted(begins, at, "right")) - 1
            found.append(int(self._rows[nth]))
            at = text.find(key, int(begins[nth]) + len(self.folded[nth]))
        return found

    def beginning(self, key: str) -> list[int]:
        """The rows whose folded name begins with `key` and goes on."""
        names, rows = self._sorted
        low, high = bisect.bisect_right(names, key), bisect.bisect_left(names, key + "~")
        return rows[low:high]

    def _look(self, key: str, distance: int) -> tuple[tuple[int, int], ...]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found: list[tuple[int, int]] = []
        for begins in (key[:1], key[1:2] + key[:1]):
            for length in range(len(key) - distance, len(key) + distance + 1):
                rows, names = self._group(begins[:1]).get((begins, length), ((), ()))
                hits = extract(key, names, scorer=OSA.distance, score_cutoff=distance, limit=None)
                found += [(int(score), rows[i]) for _, score, i in hits]
        return tuple(sorted(dict.fromkeys(found)))

    def _group(self, letter: str) -> Group:
        """The rows and names that begin with a letter, by this or the first two letters, and by length."""
        if letter not in self._groups:
            found: Group = defaultdict(lambda: ([], []))
            # A name that begins with an accent or a sign may begin with any letter once it is folded.
            at = np.flatnonzero((self._first == ord(letter or " ")) | (self._first == 0))
            for row, name in zip(self._rows[at].tolist(), map(fold, self._names.take(at)), strict=True):
                for begins in dict.fromkeys((name[:1], name[:2])) if name.startswith(letter) else ():
                    rows, names = found[begins, len(name)]
                    rows.append(row)
                    names.append(name)
            self._groups[letter] = dict(found)
        return self._groups[letter]

    @functools.cached_property
    def _first(self) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
        """The first letter of each name where it is one of ASCII, else 0."""
        blob = np.frombuffer(self._names.blob + b" ", np.uint8)
        return np.where(
            self._names.length > 0, LETTERS[blob[np.minimum(self._names.start, len(blob) - 1)]], 0
        )

    @functools.cached_property
    def _sorted(self) -> tuple[list[str], list[int]]:
        both = sorted(zip(self.folded, self._rows.tolist(), strict=True))
        return [name for name, _ in both], [row for _, row in both]

    @functools.cached_property
    def _joined(self) -> tuple[str, Rows]:
        length = np.fromiter((len(name) + 1 for name in self.folded), np.int64, len(self.folded))
        return "\n".join(self.folded), np.cumsum(length) - length
