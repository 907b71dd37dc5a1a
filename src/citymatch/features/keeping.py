"""What is worked out once and kept, up to a number of bytes: what has not been asked for longest goes first."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from citymatch.datasets import Labels, Text

Made = TypeVar("Made")

MOST = 384_000_000
"""So many bytes are kept for a table: what ranking for seekers of a dozen nations needs."""
SMALL = 64_000
"""What is smaller than this is not counted, and kept for good."""
ROOM = 0.9
"""When there is too much, it is cut down to this share, so that not every new one has to look for room."""
_DEEP = 3


@dataclass(slots=True)
class _Entry:
    made: Any
    size: int
    asked: int


class Store:
    """Things by a name for each, made when they are first asked for. One that has gone is made anew.

    Threads may share it: whoever holds a thing goes on holding it.

    >>> store = Store(most=300_000)
    >>> for name in "abcd":
    ...     _ = store.kept(name, lambda: np.zeros(12_500))
    >>> [name in store for name in "abcd"]
    [False, False, True, True]
    """

    def __init__(self, most: int = MOST):
        self.most = most
        self._entries: dict[Hashable, _Entry] = {}
        self._count = itertools.count()

    def __contains__(self, what: object) -> bool:
        return what in self._entries

    def kept(self, what: Hashable, make: Callable[[], Made]) -> Made:
        """The thing of this name."""
        entry = self._entries.get(what)
        if entry is None:
            made = make()
            size = bytes_of(made)
            entry = self._entries[what] = _Entry(made, size if size >= SMALL else 0, 0)
            entry.asked = next(self._count)
            if entry.size:
                self._make_room(what)
        else:
            entry.asked = next(self._count)
        found: Made = entry.made
        return found

    def _make_room(self, newest: Hashable) -> None:
        """Let go of what has not been asked for longest, where there is too much."""
        entries = list(self._entries.items())
        held = sum(entry.size for _, entry in entries)
        if held <= self.most:
            return
        for what, entry in sorted(entries, key=lambda item: item[1].asked):
            if held <= ROOM * self.most:
                return
            if entry.size and what != newest:
                self._entries.pop(what, None)
                held -= entry.size


def bytes_of(thing: object, deep: int = _DEEP) -> int:
    """About how many bytes a thing holds in its arrays.

    >>> bytes_of((np.zeros(10), Labels.of(["US", "JP"])))
    82
    """
    if isinstance(thing, np.ndarray):
        return thing.nbytes
    if isinstance(thing, Labels):
        return thing.codes.nbytes
    if isinstance(thing, Text):  # whose letters are the table's
        return thing.start.nbytes + thing.length.nbytes
    if not deep or isinstance(thing, str | bytes | int | float | type):
        return 0
    if isinstance(thing, dict):
        return sum(bytes_of(part, deep - 1) for part in itertools.islice(thing.values(), 100))
    if isinstance(thing, list | tuple):
        return sum(bytes_of(part, deep - 1) for part in thing[:100])
    return sum(bytes_of(part, deep - 1) for part in getattr(thing, "__dict__", {}).values())
