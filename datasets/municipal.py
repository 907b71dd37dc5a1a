"""Words that state what kind of municipality a name is, in the languages of the countries that use them."""

from __future__ import annotations

import csv
import functools
from typing import NamedTuple

from .packaged import packaged
from .world import HERE


class MunicipalWord(NamedTuple):
    """A word, whether it stands "before" or "after" the name, and the countries (empty: all) that use it."""

    word: str
    stands: str
    countries: frozenset[str]


@functools.cache
@packaged
def load_municipal_words() -> tuple[MunicipalWord, ...]:
    """The words, the longest first.

    >>> next(each for each in load_municipal_words() if each.word == "gmina").countries
    frozenset({'PL'})
    """
    with (HERE / "municipal_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    words = [
        MunicipalWord(row["word"], row["stands"], frozenset(row["countries"].replace("*", "").split()))
        for row in rows
    ]
    return tuple(sorted(words, key=lambda each: -len(each.word)))
