"""Estimates of a place's people from the figures of its county, its district and its state.

What is told is the figure that was published, of the area that it is of; what weighs is an estimate for the place.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from typing import NamedTuple

from citymatch.datasets.origins import (
    MakeUp,
    load_ancestry_groups,
    load_county_hispanic,
    load_national_ancestry,
    load_national_detail,
)
from citymatch.datasets.ties import load_county_birthplace

from ..ties import counties, state_name
from .ancestries import COUNTRY_OF_DETAIL, PUBLISHED_WHOLE, named_in_all, only_of, parts_by_country
from .areas import Area, counties_of, county_area, detail_area, detail_of, district_area, state_area
from .founders import known_for
from .make_up import GROUP, bound_factor, countries_of, make_up_of, make_up_of_place, spread_factor
from .origin import MORE, Origin, part_beyond
from .states import born_in_nation, born_in_state
from .telling import born_told, figure_told, group_told, no_own_figure, rooted_told, roots_told
from .wholes import ancestry_told, others_told

DESCENDED = 1.6
"""So many people of a Hispanic origin there are in the nation for each who was born there."""
CONCENTRATED = 4.0
"""A guess by the state's people born in a country gives a district at most so many times their share in the state."""
BESIDE = 0.5
"""What the figures around a town weigh of others of the group of a people for which it is known (the mix around it is
not its own), and what an ancestry of many countries weighs for those that are not its first three in the state."""
_NOT_COVERED = frozenset({"CN", "HK", "TW"})
_SURVEY_BORN = "Census survey 2020-2024, by birthplace"
_STATE_SOURCE = "Homeland Security 2004-2013, UN DESA 2019"


class _Part(NamedTuple):
    """What one ancestry adds to an origin: shares in the area and in the nation, its weight, its name."""

    share: float
    national: float
    weight: float
    group: str
    whole: float
    """The share of the whole ancestry in the area, of which an origin may be a part."""


class Estimates:
    """A place in its county and state, and how the people of these are spread over it."""

    def __init__(self, state: str, county: str, code: str, name: str, people: float = 0.0):
        self.state, self.code, self.people = state, code, people
        self.name = name or (counties()[county][0] if county in counties() else state_name(state))
        self.fips = counties_of(code, county, people)
        itself = bool(code) and code == county
        self.county = county_area(self.fips, self.name if code else "", people, itself) if self.fips else None
        of_place = make_up_of_place(code) if code else None
        self.own = of_place or (self.county.make_up if self.county else None)
        self.is_county = of_place is None
        """Whether the make-up of the place is unknown, so that the county's figures are taken as they are."""
        self.has_ancestries = bool(named_in_all(state, self.fips, ""))
        self.known_for = known_for(code)
        self._kept: dict[tuple[str, MakeUp], tuple[float, float]] = {}

    def ancestries(self, only: str = "") -> Iterator[Origin]:
        """Ancestries of the county by the country or division that they name."""
        groups, national = load_ancestry_groups(), load_national_ancestry()
        found: dict[str, list[_Part]] = {}
        for group, share, labelled in named_in_all(self.state, self.fips, only):
            for label, part, nationwide, weight in labelled:
                found.setdefault(label, []).append(
                    _Part(share * part, national[group] * nationwide, weight, group, share)
                )
        for label, parts in found.items():
            assert self.county is not None
            parts.sort(reverse=True)
            first, share = parts[0], sum(part.share for part in parts)
            nationwide, kind = sum(part.national for part in parts), groups[parts[0].group].make_up
            named = tuple(part.group for part in parts if part.share >= share / 5)
            tell, figure, sure = None, None, first.weight
            if kind in PUBLISHED_WHOLE and label not in list(parts_by_country(self.state, kind))[:3]:
                sure *= BESIDE  # of some of an ancestry, and not of its largest parts
            if kind in PUBLISHED_WHOLE and first.group in national:
                rest = partial(self._unmeasured, self.county, kind, True)
                whole = (self.county, first.whole, national[first.group])
                tell = partial(ancestry_told, whole, kind, label, self.state, rest)
                figure = whole[1:]
            yield self._estimate(
                self.county, label, share, nationwide, kind, partial(roots_told, named), "Census survey 2011-2015",
                sure=sure, tell=tell, figure=figure,
            )  # fmt: skip

    def birthplaces(self, only: str = "") -> Iterator[Origin]:
        """People of the county by country of birth, where that is published."""
        known = self._born_in_counties
        if not known:
            return
        fips = tuple(each for each in self.fips if load_county_birthplace(each))
        area = county_area(fips, self.name if self.code else "", self.people, self.is_itself)
        nationwide = born_in_nation()
        for country, share in only_of(known, only):
            yield self._estimate(
                area, country, share, nationwide.get(country, 0.0), make_up_of(country), partial(born_told, country),
                _SURVEY_BORN, bound=self._bound(known, area, country),
            )  # fmt: skip

    def of_state(self, only: str = "") -> Iterator[Origin]:
        """People of the state by country of birth, where the county's are not published."""
        of_state, area, nationwide = born_in_state(self.state), state_area(self.state), born_in_nation()
        for country, share in only_of(of_state, only):
            if not self._born_in_counties or country in _NOT_COVERED:
                yield self._estimate(
                    area, country, share, nationwide.get(country, 0.0), make_up_of(country),
                    partial(born_told, country), _STATE_SOURCE, bound=self._bound(of_state, area, country),
                )  # fmt: skip

    def detailed(self, only: str = "") -> Iterator[Origin]:
        """Asian and Hispanic origins that are published by name, of the county or the congressional district."""
        if self._detail is not None:
            detail, area = self._detail
            for name, country in COUNTRY_OF_DETAIL.items():
                if only in ("", country):
                    yield self._estimate(
                        area, country, detail.get(name, 0.0), load_national_detail()[name], make_up_of(country),
                        partial(rooted_told, country), "Census survey 2012-2017", exact=True,
                    )  # fmt: skip

    def hispanic(self, only: str = "") -> Iterator[Origin]:
        """Hispanic origins of a county of New York State."""
        hispanic = load_county_hispanic().get(self.fips[0], {}) if self.fips else {}
        if not hispanic:
            return
        area = county_area(self.fips[:1], self.name if self.code else "", self.people, self.is_itself)
        for country, number in only_of(hispanic, only):
            nationwide = max(DESCENDED * born_in_nation().get(country, 0.0), 1e-6)
            yield self._estimate(
                area, country, number / area.people, nationwide, "hispanic", partial(rooted_told, country),
                "Census survey 2011-2015",
            )  # fmt: skip

    def guessed(self, only: str = "") -> Iterator[Origin]:
        """The parts of other Asians and Hispanics by country, as those born there are of the state's people."""
        if self._detail is None:
            return
        detail, area = self._detail
        national, born = load_national_detail(), born_in_state(self.state)
        for name in ("other_asian", "other_hispanic"):
            for country, part in only_of(parts_by_country(self.state, name), only):
                share = min(
                    detail.get(name, 0.0) * part, CONCENTRATED * DESCENDED * born.get(country, 0.0)
                )  # in New Mexico most other Hispanics are of families of before 1848
                nationwide = national[name] * parts_by_country("US", name).get(country, 0.0)
                counted = born.get(country, 0.0) * state_area(self.state).people
                whole = (area, detail.get(name, 0.0), national[name])
                rest = partial(self._unmeasured, area, make_up_of(country), True)
                tell = partial(others_told, whole, name, country, rest)
                yield self._estimate(
                    area, country, share, nationwide, make_up_of(country), partial(rooted_told, country),
                    "Census survey 2012-2017", sure=0.8, exact=True, counted=counted, tell=tell, figure=whole[1:],
                )  # fmt: skip

    @functools.cached_property
    def is_itself(self) -> bool:
        """Whether the place is a county."""
        return self.county is not None and self.county.itself

    @functools.cached_property
    def _born_in_counties(self) -> Mapping[str, float]:
        """The share of those born in each country in the counties of which that is published."""
        known = [each for each in self.fips if load_county_birthplace(each)]
        people = sum(counties()[each][1] for each in known)
        found: dict[str, float] = {}
        for each in known:
            for country, born in load_county_birthplace(each).items():
                found[country] = found.get(country, 0.0) + born / people
        return found

    @functools.cached_property
    def _detail(self) -> tuple[Mapping[str, float], Area] | None:
        """The detailed origins of the smaller of county and district of which they are known."""
        district = district_area(self.state, self.code, self.name)
        if district is not None and self.people > district[1].people:
            district = None  # a city of several districts
        if self.county is not None and detail_of(self.fips[0]):
            area = county_area(self.fips[:1], self.name if self.code else "", self.people, self.county.itself)
            if district is None or area.people <= district[1].people:
                return detail_of(self.fips[0]), detail_area(area, self.fips)
        return (detail_of(district[0]), district[1]) if district is not None else None

    def _bound(self, born: Mapping[str, float], area: Area, country: str) -> float:
        """By what the estimates for the countries of a group are multiplied so that their sum is not more than the
        town's own people of the group, as the Census counted them."""
        kind = make_up_of(country)
        group = GROUP[kind]
        if group not in ("asian", "hispanic") or self._as_it_is(area):
            return 1.0
        most = getattr(self.own, group)
        if self._detail is not None and country not in COUNTRY_OF_DETAIL.values():
            detail, around = self._detail
            most = min(most, self._spread(detail.get(f"other_{group}", 0.0), around, kind))
        members = [
            each
            for each in countries_of(group)
            if each in born and (self._detail is None or each not in COUNTRY_OF_DETAIL.values())
        ]
        total = sum(self._spread(born[each], area, kind) for each in members)
        return min(1.0, most / total) if total > 0 and most == most else 1.0

    def _as_it_is(self, area: Area) -> bool:
        """Whether the figures of an area are taken as they are."""
        return (
            area.itself
            or self.own is None
            or area.make_up is None
            or (self.is_county and area.level == "county")
        )

    def _spread(self, share: float, area: Area, kind: str) -> float:
        """The share of an origin in the place, from that in the area around it, by the make-up of both."""
        if self._as_it_is(area):
            return share
        assert self.own is not None and area.make_up is not None
        key = (kind, area.make_up)
        if key not in self._kept:
            self._kept[key] = spread_factor(self.own, area.make_up, kind)
        factor, most = self._kept[key]
        return min(share * factor, most)

    def _estimate(
        self, area: Area, label: str, share: float, national: float, kind: str, roots: Callable[[], str], source: str,
        *, sure: float = 1.0, bound: float = 1.0, counted: float = math.nan, exact: bool = False,
        tell: Callable[[], str] | None = None, figure: tuple[float, float] | None = None,
    ) -> Origin:  # fmt: skip
        """The estimate for the place; `figure` is what is told, here and in the nation, where that is not `share`."""
        here = bound * self._spread(share, area, kind)
        if exact and not self._as_it_is(area):  # all origins of the group are published: they sum to it
            assert self.own is not None and area.make_up is not None
            here = min(here, share * bound_factor(self.own, area.make_up, kind))
        weight = sure * self._weight(area)
        if self._is_known_for_others(label, kind) and not self._as_it_is(area):
            here = min(here, share)  # the town has more of the group for the people that it is known for
            weight *= BESIDE
        counted = share * area.people if counted != counted else counted
        part = part_beyond(*(figure or (share, national)))
        if not part and exact and tell is None and here > share and here > MORE * national:
            part = part_beyond(
                here, national
            )  # by what was counted in the place itself, which is told instead
            tell = partial(self._told_by_group, area, kind, share, roots)
        tell = tell or partial(self._told, area, share, national, roots, kind, here > share)
        return Origin(
            label, here, national, area.level, source, tell, weight * part, counted=counted, speaks=part > 0
        )

    def _is_known_for_others(self, label: str, kind: str) -> bool:
        """Whether the place is known for another people of the same group of the Census. Arabs, Africans and West
        Indians are one ancestry there: where some of them are known to be, others may well be."""
        if not self.known_for or label[:2] in self.known_for or kind in PUBLISHED_WHOLE:
            return False
        return bool(GROUP[kind]) and any(GROUP[make_up_of(each)] == GROUP[kind] for each in self.known_for)

    def _weight(self, area: Area) -> float:
        """What a figure weighs by its area: that of the place itself whole, one of ten times as many people four
        fifths of it, one of a hundred times two thirds; a state's half."""
        spread = not self._as_it_is(area)
        if area.level == "state":
            return 0.5 if spread else 0.25
        if area.itself:
            return 1.0
        if not spread:
            return 0.8
        times = area.people / self.people if self.people > 0 else 1.0
        return 4 / (4 + math.log10(max(times, 1.0)))

    def _told(
        self, area: Area, share: float, national: float, roots: Callable[[], str], kind: str, raised: bool
    ) -> str:
        return figure_told(area, share, national, roots) + self._unmeasured(area, kind, raised)

    def _told_by_group(self, area: Area, kind: str, share: float, roots: Callable[[], str]) -> str:
        assert self.own is not None
        return group_told(self.name, self.own, area, kind, share, roots())

    def _unmeasured(self, area: Area, kind: str, raised: bool) -> str:
        """That there is no figure of the place itself, and what the Census counted in it."""
        if area.itself or not self.code:
            return ""
        own = None if self._as_it_is(area) else self.own
        return no_own_figure(self.name, own, area, kind, raised)


def in_order(place: Estimates, only: str = "") -> Iterable[Iterator[Origin]]:
    """All estimates of a place in three lots: what an earlier lot knows of a country a later one does not better.

    Of the origins that the Census names for a district that figure counts, of the others what the county's people
    reported; only of countries for which neither is known the parts of a group and the figures of the state.
    """
    yield place.detailed(only)
    yield chain(place.ancestries(only), place.birthplaces(only), place.hispanic(only))
    yield chain(place.guessed(only), place.of_state(only))


@functools.lru_cache(maxsize=32768)
def estimates_at(state: str, county: str, code: str, name: str, people: float) -> Estimates:
    """A place as it is asked about one country after the other, with what was worked out of it."""
    return Estimates(state, county, code, name, people)
