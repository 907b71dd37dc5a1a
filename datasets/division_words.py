"""How first-order divisions are called before people: in English, and with their kind where a town has the name too."""

from __future__ import annotations

import csv
import functools
from typing import NamedTuple

from .packaged import HERE, packaged


class DivisionWords(NamedTuple):
    """A division: its English name where GeoNames has another ("" for none), and what it is called by itself."""

    english: str
    itself: str


@functools.cache
@packaged
def load_division_words() -> dict[tuple[str, str], DivisionWords]:
    """The divisions that need words of their own, by country and GeoNames' code.

    >>> load_division_words()["JP", "37"].itself, load_division_words()["CZ", "85"].english
    ('Shizuoka Prefecture', 'Moravian-Silesian Region')
    """
    return {(row["country"], row["admin1"]): DivisionWords(row["english"], row["itself"]) for row in _rows()}


def _rows() -> list[dict[str, str]]:
    with (HERE / "division_words.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
