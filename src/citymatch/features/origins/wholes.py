"""What is published of many countries as one is told whole: how many of its people are from one of these is a guess by
those of the state, good enough to weigh a tie and not to be told as a figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..ties import nation, state_told
from .ancestries import parts_by_country
from .areas import Area
from .telling import figure_told

_Whole = tuple[Area, float, float]
"""An area and the shares there and in the nation of what is published as one."""
_WHOLE = {"arab": "Arab", "african": "sub-Saharan African", "caribbean": "West Indian"}
_BORN_IN = {"arab": "Arab countries", "african": "Africa", "caribbean": "the Caribbean"}
"""Ancestries of many countries, of which the Census publishes one total for a county."""
_OTHERS = {
    "other_asian": "belong to smaller Asian groups",
    "other_hispanic": "belong to smaller Hispanic groups",
}
"""Those who are left of a group of which the Census names the largest origins."""


def ancestry_told(whole: _Whole, kind: str, country: str, state: str, rest: Callable[[], str]) -> str:
    """An ancestry of many countries as a tie of a place to one of them."""
    roots = f"have {_WHOLE[kind]} roots"
    here = list(parts_by_country(state, kind))[:3]
    if country in here and len(here) > 1:
        names = _joined([nation(each) for each in here])
        born = f"in {state_told(state)} the largest groups born in {_BORN_IN[kind]} are those from {names}"
        return f"{figure_told(*whole, partial(str, roots))}; {born}{rest()}"
    some = f"{roots}, some of them likely in {nation(country)}"
    return figure_told(*whole, partial(str, some)) + rest()


def others_told(whole: _Whole, others: str, country: str, rest: Callable[[], str]) -> str:
    """Those of no named origin as a tie of a place to a country of some of them."""
    some = f"{_OTHERS[others]}, some of them likely with roots in {nation(country)}"
    return figure_told(*whole, partial(str, some)) + rest()


def _joined(names: list[str]) -> str:
    """Names in a row.

    >>> _joined(["Iraq", "Lebanon", "Yemen"]), _joined(["Iraq"])
    ('Iraq, Lebanon and Yemen', 'Iraq')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
