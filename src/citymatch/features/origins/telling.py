"""How an estimate is told: shares, multiples, areas and roots in words."""

from __future__ import annotations

import functools
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
    return f"{_about(share)} of {area.residents} {roots()}, {times_told(share, national)} the nation's share"


_GROUPS = {
    "asian": "are Asian", "hispanic": "are Hispanic", "black": "are Black", "white": "are white and not Hispanic",
}  # fmt: skip
_PEOPLE = {"asian": "Asians", "hispanic": "Hispanics"}
FAR = 1.25
"""So many times the share around it a group has in a place where that is told."""


def no_own_figure(name: str, own: MakeUp | None, area: Area, kind: str, raised: bool) -> str:
    """That citymatch has no figure of an origin in a place itself; where the group of which its people are is far
    larger there than around it, and the estimate is higher for that (`raised`), how large it is.

    >>> maywood, county = MakeUp(0.009, 0.0, 0.0, 0.974, 0.46), MakeUp(0.262, 0.08, 0.15, 0.486, 0.35)
    >>> around = Area("county", "Los Angeles County's residents", 9_760_000.0, county)
    >>> no_own_figure("Maywood", maywood, around, "hispanic", True)
    '; citymatch has no figure of Maywood itself, but 97 % of its people are Hispanic, against 49 % in Los Angeles \
County'
    >>> no_own_figure("Solvang", None, around, "white", False)
    '; citymatch has no figure of Solvang itself'
    """
    told = f"; citymatch has no figure of {name} itself"
    if own is None or area.make_up is None or not raised:
        return told
    counted = {GROUP[kind]: _GROUPS[GROUP[kind]]} if GROUP[kind] else {}
    if kind in IMMIGRANT:
        counted = {"foreign_born": "were born abroad", **counted}
    for field, word in counted.items():
        here, there = getattr(own, field), getattr(area.make_up, field)
        if (here + 0.01) / (there + 0.01) > FAR:
            return (
                f"{told}, but {percent(here)} of its people {word}, against {percent(there)} in {area.where}"
            )
    return told


def group_told(name: str, own: MakeUp, area: Area, kind: str, share: float, roots: str) -> str:
    """A tie that rests on the group which the Census counted in the place, and on the part that an origin has of that
    group around it.

    >>> holland, district = MakeUp(0.7, 0.03, 0.03, 0.23, 0.08), MakeUp(0.8, 0.05, 0.02, 0.06, 0.05)
    >>> around = Area("district", "the residents of Holland's congressional district of 2017", 735_000.0, district)
    >>> group_told("Holland", holland, around, "hispanic", 0.048, "have roots in Mexico")
    "23 % of Holland's people are Hispanic, and about 80 % of the Hispanics in its congressional district of 2017 have \
roots in Mexico; citymatch has no figure of Holland's own"
    """
    assert area.make_up is not None
    group = GROUP[kind]
    where = "its congressional district of 2017" if area.where == "that district" else area.where
    counted = f"{percent(getattr(own, group))} of {possessive(name)} people {_GROUPS[group]}"
    part = min(share / getattr(area.make_up, group), 1.0)
    around = f"{_about(part)} of the {_PEOPLE[group]} in {where} {roots}"
    return f"{counted}, and {around}; citymatch has no figure of {possessive(name)} own"


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


def _about(share: float) -> str:
    return about(share) if share < 0.001 else f"about {about(share)}"


def times_told(share: float, national: float) -> str:
    """How many times the nation's share a share is.

    >>> times_told(0.03, 0.02), times_told(0.3, 0.02), times_told(0.3, 0.0)
    ('1.5 times', '15 times', 'many times')
    """
    if national <= 0:
        return "many times"
    ratio = share / national
    return f"{ratio:.0f} times" if ratio >= 9.5 else f"{ratio:.1f} times"


_OF_AREA = re.compile(
    r" of (?:the residents of .+?(?= have| were| are| belong)|(?P<one>.+?)['’]s? residents)(?= )"
)

_GROUPED = re.compile(
    r"(?P<counted>\S+ %) of .+?['’]s? people (?P<group>are (?:Asian|Hispanic)), and (?P<part>(?:about|under) \S+ %) "
    r"of the (?:Asians|Hispanics) in .+? (?P<roots>have roots .*)"
)


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
    >>> briefly("23 % of Holland's people are Hispanic, and about 80 % of the Hispanics in Ottawa County have roots in \
Mexico", "Holland")
    '23 % are Hispanic; most around it have roots in Mexico'
    >>> briefly("about 0.9 % of Contra Costa County's residents have Iranian roots", "Pinole")
    'more than usual around it have Iranian roots'
    """
    grouped = _GROUPED.match(told)
    if grouped:
        of_them = float(re.sub(r"[^0-9.]", "", grouped["part"]) or 0)
        who = "most" if of_them > 55 else "many" if of_them >= 30 else "some"
        return f"{grouped['counted']} {grouped['group']}; {who} around it {grouped['roots']}"
    if not told.startswith(("about ", "under ")):
        return told
    told = re.sub(rf"( %) of {re.escape(possessive(name))} residents ", r"\1 ", told)
    told = _OF_AREA.sub(_around, told, count=1)
    told = re.sub(r"^(?:about |under )?0\.\d+ % ", "more than usual ", told)  # which is what speaks for it
    return told.removeprefix("about ") if " % around it " in told else told


def _around(found: re.Match[str]) -> str:
    return f" of {found['one']}" if found["one"] in _states_told() else " around it"


@functools.cache
def _states_told() -> frozenset[str]:
    return frozenset(state_told(state) for state in state_people())
