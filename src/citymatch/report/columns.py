"""How wide the columns of a table are, by what stands in them, so that no word is cut."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

ROOM = 0.6
"""How much the amount of text counts: 1 would give a column of twice the text twice the width."""
LONGEST = 24
"""A word longer than this (an address, a row of blanks) may be broken, and claims no more room than this."""


def shares(rows: Sequence[Sequence[str]], kind: str = "") -> list[float]:
    """The share of each column in the width of a table, summing to 1.

    `kind` "room" and "wide" have columns of one width beside the first. Elsewhere a column is as wide as its text
    asks for, and at least as its longest word.

    >>> shares([("subject", "Ash", "Bo"), ("people", "9", "8")], "wide")
    [0.2, 0.4, 0.4]
    >>> narrow, wide = shares([("item", "entry"), ("a", "a sentence of several words, and then some more of it")])
    >>> narrow < 0.25 < wide
    True
    """
    columns = max(map(len, rows), default=1)
    if kind in ("wide", "room") and columns > 1:
        first = 0.34 if kind == "room" else max(0.17, 0.2 - 0.01 * max(columns - 3, 0))
        rest = round((1 - first) / (columns - 1), 6)
        return [first, *[rest] * (columns - 1)]
    cells = [[row[n] if n < len(row) else "" for row in rows] for n in range(columns)]
    asked = [max(sum(map(breadth, column)) / len(column), 1.0) ** ROOM for column in cells]
    least = [
        max(max((breadth(word) for cell in column for word in cell.split()), default=1), 4)
        for column in cells
    ]
    least = [min(width, LONGEST) for width in least]
    scale = max(sum(least), 100.0)
    free = scale - sum(least)
    widths = [low + free * ask / sum(asked) for low, ask in zip(least, asked, strict=True)]
    return [width / sum(widths) for width in widths]


def breadth(text: str) -> int:
    """How many letters wide a text is: those of East Asia are two.

    >>> breadth("Seika"), breadth("精華町")
    (5, 6)
    """
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
