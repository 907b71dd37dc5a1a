"""Regions that do not share their country's tie in full: those who left it for the United States came from others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from .origin import SLIGHT, Origin


class Apart(NamedTuple):
    """A region by its label, the states whose people did come from there, and why it is told apart."""

    label: str
    theirs: frozenset[str]
    why: str


APART = (
    Apart(
        "IT.17.021", frozenset(), "most people of South Tyrol speak German, and few Italians came from there"
    ),
    Apart(
        "CH.TI",
        frozenset({"CA"}),
        "Ticino speaks Italian, and most Swiss outside California came from elsewhere",
    ),
)
"""By general history: South Tyrol was Austria's until 1919; the Italian-speaking Swiss went above all to California."""


def apart(best: Mapping[str, Origin], state: str) -> dict[str, Origin]:
    """The ties of a place to these regions, where it has one to their country: they never earn more than half.

    >>> italian = Origin("IT", 0.3, 0.05, "county", "", lambda: "about 30 % have Italian roots")
    >>> apart({"IT": italian}, "NJ")["IT.17.021"].told
    'about 30 % have Italian roots; but most people of South Tyrol speak German, and few Italians came from there'
    """
    found = {}
    for each in APART:
        known = best.get(each.label[:2])
        if known is None or known.strength <= SLIGHT or each.label in best or state in each.theirs:
            continue
        tell = partial(_with_why, known.tell, each.why)
        found[each.label] = known._replace(country=each.label, half=True, tell=tell)
    return found


def _with_why(tell: Callable[[], str], why: str) -> str:
    return f"{tell()}; but {why}"
