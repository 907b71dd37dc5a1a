"""What is published of many countries as one is told whole: how many of its people are from one of these is a guess by
those of the state, good enough to weigh a tie and not to be told as a figure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from ..ties import nation, possessive, state_told
from .ancestries import parts_by_country
from .areas import Area
from .telling import figure_told

_Whole = tuple[Area, float, float]
"""An area and the shares there and in the nation of what is published as one."""
_WHOLE = {"arab": "Arab", "african": "sub-Saharan African", "caribbean": "West Indian"}
_BORN_IN = {"arab": "Arab countries", "african": "Africa", "caribbean": "the Caribbean"}
"""Ancestries of many countries, of which the Census publishes one total for a county."""
_OTHERS = {
    "other_asian": "are Asian and not Indian, Chinese, Filipino, Japanese, Korean or Vietnamese",
    "other_hispanic": "are Hispanic and not Mexican, Puerto Rican or Cuban",
}
"""Those who are left of a group of which the Census names some origins."""


def ancestry_told(
    whole: _Whole, kind: str, country: str, name: str, state: str, rest: Callable[[], str]
) -> str:
    """An ancestry of many countries as a tie of a place to one of them."""
    told = figure_told(*whole, partial(str, f"have {_WHOLE[kind]} roots"))
    here = list(parts_by_country(state, kind))[:3]
    if country in here and len(here) > 1:
        names = _joined([nation(each) for each in here])
        born = f"in {state_told(state)} the largest groups born in {_BORN_IN[kind]} are those from {names}"
        return f"{told}; {born}{rest()}"
    return _some(told, country, name, state) + rest()


def others_told(
    whole: _Whole, others: str, country: str, name: str, state: str, rest: Callable[[], str]
) -> str:
    """Those of no named origin as a tie of a place to a country of some of them."""
    return _some(figure_told(*whole, partial(str, _OTHERS[others])), country, name, state) + rest()


def _some(told: str, country: str, name: str, state: str) -> str:
    some = f"some of {possessive(name)} residents are likely to have roots in {nation(country)}"
    return f"{some}: {told}, and in {state_told(state)} some of these are from {nation(country)}"


def _joined(names: list[str]) -> str:
    """Names in a row.

    >>> _joined(["Iraq", "Lebanon", "Yemen"]), _joined(["Iraq"])
    ('Iraq, Lebanon and Yemen', 'Iraq')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
