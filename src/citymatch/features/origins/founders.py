"""Who founded or settled a place, where that is well known, as a tie."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from functools import partial

from citymatch.datasets.origins import Founders, load_founders

from .origin import SLIGHT, Origin

FOUNDED = 1.0
"""The least strength of a tie to those who founded or settled a place: what a town is known for is a tie in full, more
than a quarter of its people from a country of which the nation has a tenth."""
ELSEWHERE = 0.15
"""The same for the rest of a country of which it is known from which region they came: nearly a tie in full, so that
the region itself comes first."""
HISTORY = "general history of the place"


@functools.lru_cache(maxsize=4096)
def known_for(code: str) -> frozenset[str]:
    """The countries for whose people a place is known.

    >>> sorted(known_for("2545000"))  # New Bedford
    ['CV', 'PT']
    """
    labels = (label for each in load_founders().get(code, ()) for label in (each.country, *each.divisions))
    return frozenset(label[:2] for label in labels if label)


def ties_of(founders: Founders) -> Iterator[tuple[str, str, float]]:
    """The labels of the country and the regions of some founders, each with the sentence and the least strength."""
    if founders.country:
        regional = bool(founders.divisions or founders.of_country)
        told = founders.of_country or founders.told
        yield founders.country, told, ELSEWHERE if regional else FOUNDED
    for division in founders.divisions:
        yield division, founders.told, FOUNDED


def founded(known: Origin | None, label: str, told: str, least: float, name: str) -> Origin:
    """The tie of a place to the people who founded or settled it."""
    if known is None:
        tell = partial(_sentence, told, name, None)
        return Origin(label, 0.0, math.inf, "place", HISTORY, tell, at_least=least)
    tell = partial(_sentence, told, name, known.tell if known.strength > SLIGHT else None)
    return known._replace(country=label, level="place", tell=tell, at_least=least)


def _sentence(told: str, name: str, more: Callable[[], str] | None) -> str:
    told = f"{name} {_was(told)}"
    return f"{told}; {more()}" if more is not None else told


def _was(told: str) -> str:
    """What the list of founders tells of a town, with its verb.

    >>> _was("home of Armenians since 1881"), _was("home of Cambodia Town"), _was("founded by Italians in 1898")
    ('has been home to Armenians since 1881', 'became home to Cambodia Town', 'was founded by Italians in 1898')
    """
    home = told.removeprefix("home of ")
    if home == told:
        return f"was {told}"
    return f"{'has been' if ' since ' in home else 'became'} home to {home}"
