"""How an estimate is told: shares, multiples, areas and roots in words."""

from __future__ import annotations

from ..ties import counties, nation, state_name


def roots_told(groups: tuple[str, ...]) -> str:
    """The roots of people by the names of their ancestries.

    >>> roots_told(("Swiss", "German"))
    'have Swiss or German roots'
    """
    return f"have {' or '.join(group.split(' (')[0] for group in groups)} roots"


WHOLE = {"arab": "Arab", "african": "sub-Saharan African", "caribbean": "West Indian"}
BORN_IN = {"arab": "Arab countries", "african": "Africa", "caribbean": "the Caribbean"}
"""Ancestries of many countries, of which the Census publishes one total for a county."""


def born_told(country: str) -> str:
    """Where people were born.

    >>> born_told("PH")
    'were born in the Philippines'
    """
    return f"were born in {nation(country)}"


def rooted_told(country: str) -> str:
    """The country of people's roots.

    >>> rooted_told("PH")
    'have roots in the Philippines'
    """
    return f"have roots in {nation(country)}"


def area_told(level: str, state: str, county: str, area: str) -> str:
    """The area of which a figure is, by its level.

    >>> area_told("district", "CA", "06013", "0611"), area_told("state", "CA", "06013", "")
    ("California's 11th congressional district", 'California')
    """
    if level == "state":
        return state_name(state)
    if level == "district":
        return f"{state_name(state)}'s {_ordinal(int(area[2:]))} congressional district"
    return counties()[county][0] if county in counties() else "its county"


def _ordinal(number: int) -> str:
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}" if number else "only"


def about(share: float) -> str:
    """A share as precisely as an estimate bears.

    >>> about(0.317), about(0.043), about(0.0062), about(0.0004)
    ('30 %', '4 %', '0.6 %', 'under 0.1 %')
    """
    if share >= 0.095:
        return f"{5 * round(20 * share)} %"
    if share >= 0.0095:
        return f"{round(100 * share)} %"
    return f"{100 * share:.1g} %" if share >= 0.001 else "under 0.1 %"


def times_told(share: float, national: float) -> str:
    """How many times the nation's share a share is.

    >>> times_told(0.03, 0.02), times_told(0.3, 0.02), times_told(0.3, 0.0)
    ('1.5 times', '15 times', 'many times')
    """
    if national <= 0:
        return "many times"
    ratio = share / national
    return f"{ratio:.0f} times" if ratio >= 9.5 else f"{ratio:.1f} times"


def joined(names: list[str]) -> str:
    """Names in a row.

    >>> joined(["Iraq", "Lebanon", "Yemen"]), joined(["Iraq"])
    ('Iraq, Lebanon and Yemen', 'Iraq')
    """
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
