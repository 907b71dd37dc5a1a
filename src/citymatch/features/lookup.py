"""Finding places in a table by number or by name, without going through them all for each seeker."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Text
from citymatch.places.hashing import LETTERS, NameIndex

from .base import Derived, IntArray, Places, is_unknown, kept, place_numbers


def rows_with(places: Places, numbers: npt.ArrayLike) -> IntArray:
    """The positions of the places that have one of these numbers (`place_number`); an unknown number, 0, has none.

    >>> import pandas as pd
    >>> rows_with(pd.DataFrame({"geonameid": [7, 9, 7, 0]}), [7, 0, 5]).tolist()
    [0, 2]
    """
    wanted = np.unique(np.asarray(numbers, np.int64))
    wanted = wanted[wanted > 0]
    if not len(wanted):
        return np.zeros(0, np.int64)
    known, order = kept(places, "rows by number", lambda: _by_number(places))
    begin, end = np.searchsorted(known, wanted, "left"), np.searchsorted(known, wanted, "right")
    slices = [order[low:high] for low, high in zip(begin.tolist(), end.tolist(), strict=True) if low < high]
    return np.sort(np.concatenate(slices)) if slices else np.zeros(0, np.int64)


def _by_number(places: Places) -> tuple[IntArray, IntArray]:
    number = place_numbers(places)
    order = np.argsort(number, kind="stable")
    return number[order], order


def name_column(places: Places) -> str:
    """The column with the names that are compared: those in ASCII where there are any."""
    return "ascii_name" if "ascii_name" in places else "name"


def names(places: Places) -> Text:
    """The names of places; unknown ones are empty."""

    def make() -> Text:
        values = places[name_column(places)]
        if isinstance(values, Text):
            return values
        texts = np.asarray(values, dtype=object).tolist()
        return Text.of(["" if is_unknown(text) else str(text) for text in texts])

    return kept(places, "names", make)


NAMED = Derived("whether the name is known", lambda places: np.asarray(names(places).length > 0))


def rows_named(places: Places, key: str) -> IntArray:
    """The positions of the places whose name folds to `key`, ascending.

    >>> import pandas as pd
    >>> rows_named(pd.DataFrame({"name": ["Tole Do", "Talavera", "TOLEDO", ""]}), "toledo").tolist()
    [0, 2]
    """
    if not key:
        return np.zeros(0, np.int64)

    def make() -> NameIndex:
        texts = names(places)
        rows = np.flatnonzero(np.isin(_first_letters(places), (0, ord(key[0]))))
        return NameIndex((texts.take(rows), rows))

    index = kept(places, ("names by hash", key[0]), make)
    return np.array(sorted(index.find(key)), np.int64)


def rows_spelled(texts: Text, text: str) -> IntArray:
    """The positions of the texts that are exactly this one, ascending.

    >>> rows_spelled(Text.of(["Toledo", "toledo", "Tolède", "Toledo"]), "Toledo").tolist()
    [0, 3]
    """
    wanted = np.frombuffer(text.encode(), np.uint8)
    raw = np.frombuffer(texts.blob, np.uint8)
    (rows,) = (texts.length == len(wanted)).nonzero()
    for at, byte in enumerate(wanted):
        rows = rows[raw[texts.start[rows] + at] == byte]
    return np.asarray(rows, np.int64)


def _first_letters(places: Places) -> npt.NDArray[np.uint8]:
    """The letter or digit with which each folded name begins; 0 where its first byte does not tell.

    One index holds the names of one letter: a single seeker asks for the names of two.
    """

    def make() -> npt.NDArray[np.uint8]:
        texts = names(places)
        raw = np.append(np.frombuffer(texts.blob, np.uint8), np.uint8(0))
        return np.where(texts.length > 0, LETTERS[raw[np.minimum(texts.start, len(raw) - 1)]], 0).astype(
            np.uint8
        )

    return kept(places, "first letters", make)


def index_of(texts: Text) -> NameIndex:
    """An index of names that gives their positions."""
    return NameIndex((texts, np.arange(len(texts))))
