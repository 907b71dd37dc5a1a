"""The blocks of a list: a county or a state sees its own kind first, then all other communities."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

OWN_KIND, OTHER_KIND = "own kind", "other kind"
"""What a line is called in the column `block`."""


class Block(NamedTuple):
    """A part of a list: what its lines are called in the column `block`, its heading, and how many lines it has.

    `of` is how many of its kind were ranked.
    """

    name: str
    heading: str
    lines: int
    of: int


HEADINGS = {
    ("sister_county", OWN_KIND): "Its own kind: counties, districts like them, states and provinces",
    ("sister_county", OTHER_KIND): "Municipalities",
    ("sister_state", OWN_KIND): "Its own kind: states, provinces and other first-order divisions",
    ("sister_state", OTHER_KIND): "Municipalities and counties",
}
"""The heading of each block by the seeker's own kind."""


def blocks_of(kind: str, own: int, others: int, of_own: int, ranked: int) -> tuple[Block, ...]:
    """The blocks of a list for a seeker of a kind: how many lines each has, and of how many.

    >>> [(block.name, block.lines) for block in blocks_of("sister_county", 5, 5, 3200, 100000)]
    [('own kind', 5), ('other kind', 5)]
    """
    numbers = ((OWN_KIND, own, of_own), (OTHER_KIND, others, ranked - of_own))
    return tuple(Block(name, HEADINGS[kind, name], lines, of) for name, lines, of in numbers if lines)


def block_names(own: Iterable[bool]) -> list[str]:
    """What each of some candidates is called in the column `block`, by whether it is of the seeker's own kind.

    >>> block_names([True, False])
    ['own kind', 'other kind']
    """
    return [OWN_KIND if each else OTHER_KIND for each in own]


def headings_of(kind: str) -> tuple[str, str]:
    """The headings of the two blocks for a seeker of a kind.

    >>> headings_of("sister_county")[1]
    'Municipalities'
    """
    return HEADINGS[kind, OWN_KIND], HEADINGS[kind, OTHER_KIND]
