"""How an estimate is told: shares, multiples, areas and roots in words."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable

from citymatch.datasets.origins import MakeUp

from ..ties import nation, possessive, state_people, state_told
from .areas import Area
from .make_up import GROUP, IMMIGRANT


def roots_told(groups: tuple[str, ...]) -> str:
    """The roots of people by the names of their ancestries.

    >>> roots_told(("Swiss", "German"))
    'have Swiss or German roots'
    """
    return f"have {' or '.join(group.split(' (')[0] for group in groups)} roots"


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


def figure_told(area: Area, share: float, national: float, roots: Callable[[], str]) -> str:
    """A published figure of an area.

    >>> pinellas = Area("county", "Pinellas County's residents", 961_596.0, None)
    >>> figure_told(pinellas, 0.0134, 0.0041, lambda: "have Greek roots")
    "about 1 % of Pinellas County's residents have Greek roots, 3.3 times the nation's share"
    """
    many = about(share) if share < 0.001 else f"about {about(share)}"
    return f"{many} of {area.residents} {roots()}, {times_told(share, national)} the nation's share"


_GROUPS = {
    "asian": "are Asian", "hispanic": "are Hispanic", "black": "are Black", "white": "are white and not Hispanic",
}  # fmt: skip


def no_own_figure(name: str, own: MakeUp | None, around: MakeUp | None, kind: str, few: bool) -> str:
    """That an origin was not counted in a place itself, with what was: the group of which its people are, where that
    is far from the share around it, or where the share around it alone would speak against the tie (`few`).

    >>> maywood, county = MakeUp(0.009, 0.0, 0.0, 0.974, 0.46), MakeUp(0.262, 0.08, 0.15, 0.486, 0.35)
    >>> no_own_figure("Maywood", maywood, county, "hispanic", False)
    '; no figure of Maywood itself is known, but 97 % of its people are Hispanic, against 49 % there'
    >>> no_own_figure("Solvang", None, None, "white", False)
    '; no figure of Solvang itself is known'
    """
    told = f"; no figure of {name} itself is known"
    if own is None or around is None:
        return told
    counted = {GROUP[kind]: _GROUPS[GROUP[kind]]} if GROUP[kind] else {}
    if kind in IMMIGRANT:
        counted = {"foreign_born": "were born abroad", **counted}
    for field, word in counted.items():
        here, there = getattr(own, field), getattr(around, field)
        if math.isnan(here) or math.isnan(there):
            continue
        if few or not 0.8 <= (here + 0.01) / (there + 0.01) <= 1.25:
            return f"{told}, but {percent(here)} of its people {word}, against {percent(there)} there"
    return told


def percent(share: float) -> str:
    """A share that was counted.

    >>> percent(0.974), percent(0.004)
    ('97 %', '0.4 %')
    """
    return f"{round(100 * share)} %" if share >= 0.0095 or share == 0 else f"{100 * share:.1g} %"


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


_OF_AREA = re.compile(r" of (?:the residents of .+?(?= have| were| are)|(?P<one>.+?)['’]s? residents)(?= )")


def briefly(told: str, name: str) -> str:
    """The first statement of a tie of a place in few words, with whether it is of an area around it.

    >>> briefly("about 10 % of the residents of Elko's congressional district of 2017 have roots in Mexico", "Elko")
    '10 % around it have roots in Mexico'
    >>> briefly("about 7 % of Nevada County's residents have Italian roots", "Truckee")
    '7 % around it have Italian roots'
    >>> briefly("about 2 % of Virginia's residents were born in India", "Ashburn")
    'about 2 % of Virginia were born in India'
    >>> briefly("about 30 % of Alexandria's residents have Irish roots", "Alexandria")
    'about 30 % have Irish roots'
    >>> briefly("about 0.9 % of Contra Costa County's residents have Iranian roots", "Pinole")
    'more than usual around it have Iranian roots'
    """
    if not told.startswith(("about ", "under ", "some of ")):
        return told
    told = re.sub(rf"( %|^some) of {re.escape(possessive(name))} residents ", r"\1 ", told)
    told = _OF_AREA.sub(_around, told, count=1)
    told = re.sub(r"^(?:about |under )?0\.\d+ % ", "more than usual ", told)  # which is what speaks for it
    return told.removeprefix("about ") if " % around it " in told else told


def _around(found: re.Match[str]) -> str:
    return f" of {found['one']}" if found["one"] in _states_told() else " around it"


@functools.cache
def _states_told() -> frozenset[str]:
    return frozenset(state_told(state) for state in state_people())
