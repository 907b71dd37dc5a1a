"""Words that state what kind of municipality a name is, in the languages of the countries that use them."""

from __future__ import annotations

import csv
import functools
from typing import NamedTuple

from .packaged import packaged
from .world import HERE


class MunicipalWord(NamedTuple):
    """A word, whether it stands "before" or "after" the name or is its "ending", and the countries (empty: all) of it.

    `kinds` are the kinds of units that it names, by rank: those of a later set are meant where there is none of an
    earlier one, and "PL:*" is any Polish unit. A country without a kind here tells no governments apart by the
    word. `above` says what it names where that is no municipality but something above several ("" if it is one).
    """

    word: str
    stands: str
    countries: frozenset[str]
    kinds: tuple[frozenset[str], ...] = ()
    above: str = ""

    def ranks(self, country: str) -> list[frozenset[str]]:
        """The kinds of units of one country, by rank; empty if the word tells nothing there.

        >>> word = MunicipalWord("kota", "before", frozenset(["ID"]), (frozenset(["ID:city"]), frozenset(["ID:*"])))
        >>> [sorted(rank) for rank in word.ranks("ID")], word.ranks("MY")
        ([['ID:city'], ['ID:*']], [])
        """
        own = (frozenset(kind for kind in rank if kind.startswith(f"{country}:")) for rank in self.kinds)
        return [rank for rank in own if rank]


@functools.cache
@packaged
def load_municipal_words() -> tuple[MunicipalWord, ...]:
    """The words, the longest first.

    >>> next(each for each in load_municipal_words() if each.word == "gmina").countries
    frozenset({'PL'})
    """
    with (HERE / "municipal_words.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(sorted(map(_word, rows), key=lambda each: -len(each.word)))


def _word(row: dict[str, str]) -> MunicipalWord:
    ranks = (frozenset(kind.strip() for kind in rank.split("|")) for rank in row["kinds"].split(";"))
    kinds = tuple(rank for rank in ranks if rank != {""})
    countries = frozenset(row["countries"].replace("*", "").split())
    return MunicipalWord(row["word"], row["stands"], countries, kinds, row["above"])
