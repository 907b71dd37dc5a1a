"""The names of a country or division side by side, to find those of a similar spelling."""

from __future__ import annotations

import functools
from collections import defaultdict

import numpy as np

from citymatch.datasets import Text

from .folding import fold
from .hashing import Rows

_MOST_CACHED = 4096


class Spelt:
    """Folded names of some rows of the World; what is looked up is compared with names of its first letter only."""

    def __init__(self, rows: Rows, names: Text):
        """`names` are the names of these rows, in their order."""
        self._rows = rows
        self._names = names
        self._near = functools.lru_cache(_MOST_CACHED)(self._look)

    @functools.cached_property
    def folded(self) -> list[str]:
        """The folded name of each row."""
        return [fold(name) for name in self._names]

    def near(self, key: str, distance: int, most: int) -> list[tuple[int, int]]:
        """The rows of names a few letters off: (distance, row), nearest first."""
        return list(self._near(key, distance, most))

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
        places = self._by_letter.get(key[:1], ([], []))
        return [at for at, name in zip(*places, strict=True) if name.startswith(key) and len(name) > len(key)]

    def _look(self, key: str, distance: int, most: int) -> tuple[tuple[int, int], ...]:
        from rapidfuzz.distance import OSA
        from rapidfuzz.process import extract

        found: list[tuple[int, int]] = []
        for letter in dict.fromkeys(key[:2]):
            rows, names = self._by_letter.get(letter, ([], []))
            hits = extract(key, names, scorer=OSA.distance, score_cutoff=distance, limit=most)
            swapped = key[1:2] + key[:1]
            found += [
                (int(score), rows[i])
                for name, score, i in hits
                if letter == key[:1] or name.startswith(swapped)
            ]
        return tuple(sorted(found, key=lambda hit: hit[0])[:most])

    @functools.cached_property
    def _by_letter(self) -> dict[str, tuple[list[int], list[str]]]:
        found: dict[str, tuple[list[int], list[str]]] = defaultdict(lambda: ([], []))
        for row, name in zip(self._rows.tolist(), self.folded, strict=True):
            rows, names = found[name[:1]]
            rows.append(row)
            names.append(name)
        return dict(found)

    @functools.cached_property
    def _joined(self) -> tuple[str, Rows]:
        length = np.fromiter((len(name) + 1 for name in self.folded), np.int64, len(self.folded))
        return "\n".join(self.folded), np.cumsum(length) - length
