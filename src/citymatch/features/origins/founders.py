"""Who founded or settled a place, where that is well known, as a tie."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial

from citymatch.datasets.origins import Founders

from .origin import SLIGHT, Origin

FOUNDED = 0.25
"""The least strength of a tie to those who founded or settled a place: a tie in full."""
HISTORY = "general history of the place"


def founded(known: Origin | None, label: str, founders: Founders, name: str) -> Origin:
    """The tie of a place to the people who founded or settled it: whole to the region that they came from."""
    least = FOUNDED if "." in label or not founders.division else FOUNDED / 2
    if known is None:
        tell = partial(_sentence, founders, name, None)
        return Origin(label, 0.0, math.inf, "place", HISTORY, tell, at_least=least)
    tell = partial(_sentence, founders, name, known.tell if known.strength > SLIGHT else None)
    return known._replace(country=label, level="place", tell=tell, at_least=least)


def _sentence(founders: Founders, name: str, more: Callable[[], str] | None) -> str:
    told = f"{name} {_was(founders.told)}"
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
