"""The areas around a place of which figures were published: its counties, its district of Congress, its state."""

from __future__ import annotations

import functools
import math
from typing import NamedTuple

from citymatch.datasets.origins import (
    DETAIL,
    MakeUp,
    load_detail,
    load_district_of,
    load_place_counties,
)

from ..ties import counties, possessive, state_people, state_told
from .make_up import make_up_of_place
from .states import make_up_of_state

DISTRICT = 735_000.0
"""The people of a congressional district in 2013-2017: a 435th of the nation."""
LARGE = 100_000.0
"""A town of more people in several counties has the figures of its main one: the others hold its outskirts."""


class Area(NamedTuple):
    """An area of which figures were published: its level, its residents in words, how many they are, their make-up,
    and whether it is the place itself."""

    level: str
    residents: str
    people: float
    make_up: MakeUp | None
    itself: bool = False

    @property
    def where(self) -> str:
        """The area by its name, after what is told of its residents.

        >>> Area("county", "Wayne County's residents", 1_790_000.0, None).where
        'Wayne County'
        >>> Area("district", "the residents of Holland's congressional district of 2017", 735_000.0, None).where
        'that district'
        """
        if self.level == "district" and "district" in self.residents:
            return "that district"
        name = self.residents.removeprefix("the residents of ").removesuffix(" residents")
        return name.removesuffix("'s").removesuffix("'") if name != self.residents else name


@functools.lru_cache(maxsize=32768)
def counties_of(code: str, county: str, people: float) -> tuple[str, ...]:
    """The counties in which a place lies, that of its point first.

    >>> counties_of("2638640", "26005", 34378)  # Holland, Michigan
    ('26005', '26139')
    """
    others = load_place_counties().get(code, ()) if 0 < people <= LARGE else ()
    if county not in others:
        return (county,) if county else ()
    return (county, *(other for other in others if other != county and other in counties()))


@functools.lru_cache(maxsize=32768)
def parts_of(fips: tuple[str, ...]) -> tuple[float, ...]:
    """The part of the people of some counties who live in each."""
    people = [counties()[each][1] if each in counties() else 1.0 for each in fips]
    return tuple(each / sum(people) for each in people)


@functools.lru_cache(maxsize=32768)
def county_area(fips: tuple[str, ...], name: str, people: float, itself: bool) -> Area:
    """Some counties as one area; a city that is nearly all of its county is that."""
    names = [counties()[each][0] if each in counties() else "its county" for each in fips]
    everyone = sum(counties()[each][1] for each in fips if each in counties()) or math.nan
    same = itself or names[0].removesuffix(" city") == name or 0.9 * everyone <= people <= 1.1 * everyone
    told = possessive(name) + " residents" if same and name else _residents(names)
    return Area("county", told, everyone, _mean(fips), same)


def _residents(names: list[str]) -> str:
    """The residents of one county or several.

    >>> _residents(["Allegan County", "Ottawa County"]), _residents(["Pinellas County"])
    ('the residents of Allegan and Ottawa Counties', "Pinellas County's residents")
    """
    if len(names) == 1:
        return f"{possessive(names[0])} residents"
    if all(name.endswith(" County") for name in names):
        plain = [name.removesuffix(" County") for name in names]
        return f"the residents of {_row(plain)} Counties"
    return f"the residents of {_row(names)}"


def _row(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"


def _mean(fips: tuple[str, ...]) -> MakeUp | None:
    known = [(made, part) for each, part in zip(fips, parts_of(fips), strict=True)
             if (made := make_up_of_place(each)) is not None]  # fmt: skip
    if not known:
        return None
    whole = sum(part for _, part in known)
    return MakeUp(
        *(sum(made[at] * part for made, part in known) / whole for at in range(len(MakeUp._fields)))
    )


def district_area(state: str, code: str, name: str) -> tuple[str, Area] | None:
    """The district of the 115th Congress in which a place lay, by its number and as an area.

    Its number says nothing to those who live in the district of today, so it is told by the place and the year.
    """
    district = load_district_of(code) if code else ""
    detail = detail_of(district) if district else {}
    if not detail:
        return None
    whose = f"the residents of {possessive(name)} congressional district of 2017"
    if district.endswith("00"):  # the whole state is one
        whose = f"{possessive(state_told(state))} residents"
    return district, Area("district", whose, DISTRICT, _of_detail(tuple(sorted(detail.items()))))


@functools.lru_cache(maxsize=1024)
def _of_detail(detail: tuple[tuple[str, float], ...]) -> MakeUp:
    shares = dict(detail)
    asian = sum(shares.get(name, 0.0) for name in DETAIL[:7])
    hispanic = sum(shares.get(name, 0.0) for name in DETAIL[7:])
    return MakeUp(math.nan, math.nan, asian, hispanic, math.nan)


def detail_area(county: Area, fips: tuple[str, ...]) -> Area:
    """A county whose detailed origins are known."""
    return county._replace(make_up=_of_detail(tuple(sorted(detail_of(fips[0]).items()))))


@functools.cache
def state_area(state: str) -> Area:
    """A state as an area."""
    return Area(
        "state", f"{possessive(state_told(state))} residents", state_people()[state], make_up_of_state(state)
    )


detail_of = functools.lru_cache(maxsize=4096)(load_detail)
"""`load_detail`, kept."""
