"""Estimates of a place's people from the figures of its county, its district and its state."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from citymatch.datasets.origins import (
    DETAIL,
    MakeUp,
    load_ancestry_groups,
    load_birthplace_groups,
    load_county_hispanic,
    load_detail,
    load_district_of,
    load_national_ancestry,
    load_national_detail,
)
from citymatch.datasets.ties import load_county_birthplace

from ..ties import counties, nation, possessive, state_name, state_told
from .ancestries import COUNTRY_OF_DETAIL, PUBLISHED_WHOLE, named_in, only_of, parts_by_country
from .make_up import make_up_of, make_up_of_place, spread_factor
from .origin import LEAST, Origin
from .states import born_in_nation, born_in_state, make_up_of_state
from .telling import BORN_IN, WHOLE, about, area_told, born_told, joined, rooted_told, roots_told, times_told

DESCENDED = 1.6
"""So many people of a Hispanic origin there are in the nation for each who was born there."""


class _Part(NamedTuple):
    """What one ancestry adds to an origin: shares here and in the nation, its weight, its name."""

    share: float
    national: float
    weight: float
    group: str
    whole: float
    """The share of the whole ancestry here, of which an origin may be a part."""


class Estimates:
    """A place in its county and state, and how the people of these are spread over it."""

    def __init__(self, state: str, county: str, code: str, name: str):
        self.state, self.county, self.code = state, county, code
        self.name = name or (counties()[county][0] if county in counties() else state_name(state))
        of_place = make_up_of_place(code) if code else None
        self.of_county = make_up_of_place(county) if county else None
        self.own = of_place or self.of_county
        self.of_itself = bool(code) and code == county
        self.is_county = of_place is None or self.of_itself
        """Whether the county's figures are taken as they are: for the county itself, or where the place's make-up is
        unknown."""
        self._factors: dict[tuple[str, MakeUp], tuple[float, float]] = {}

    def ancestries(self, only: str = "") -> Iterator[Origin]:
        """Ancestries of the county by the country or division that they name."""
        groups, national = load_ancestry_groups(), load_national_ancestry()
        found: dict[str, list[_Part]] = {}
        for group, share, labelled in named_in(self.state, self.county, only):
            here = self._spread(share, self.of_county, groups[group].make_up)
            for label, part, nationwide, weight in labelled:
                found.setdefault(label, []).append(
                    _Part(here * part, national[group] * nationwide, weight, group, here)
                )
        for label, parts in found.items():
            parts.sort(reverse=True)
            first, share = parts[0], sum(part.share for part in parts)
            nationwide = sum(part.national for part in parts)
            named = tuple(part.group for part in parts if part.share >= share / 5)
            if groups[first.group].make_up in PUBLISHED_WHOLE and first.group in national:
                told = partial(self._told_whole, first, national[first.group], label)
                yield self._estimate(
                    label,
                    share,
                    nationwide,
                    "county",
                    str,
                    "Census survey 2011-2015",
                    sure=first.weight,
                    tell=told,
                )
                continue
            roots = partial(roots_told, named)
            yield self._estimate(
                label, share, nationwide, "county", roots, "Census survey 2011-2015", sure=first.weight
            )

    def _told_whole(self, first: _Part, national: float, label: str) -> str:
        """An ancestry of many countries is told whole, as the Census counts it: which part of its people here is from
        one country is a guess by those of the state, good enough to weigh a tie and not to be told as a figure."""
        kind, spread, state = (
            load_ancestry_groups()[first.group].make_up,
            self._is_spread("county"),
            state_told(self.state),
        )
        whole = f"have {WHOLE[kind]} roots"
        told = self._told(first.whole, national, "county", partial(str, whole), "", spread)
        here = list(parts_by_country(self.state, kind))[:3]
        if label in here and len(here) > 1:
            names = joined([nation(country) for country in here])
            return f"{told}; in {state} the largest groups born in {BORN_IN[kind]} are those from {names}"
        some = f"some of {possessive(self.name)} residents are likely to have roots in {nation(label)}"
        return f"{some}: {told}, and in {state} some of these are from {nation(label)}"

    def birthplaces(self, only: str = "") -> Iterator[Origin]:
        """People by country of birth: the county's where they are published, else the state's."""
        known, nationwide = load_county_birthplace(self.county) if self.county else {}, born_in_nation()
        groups = load_birthplace_groups()
        for country, born in only_of(known, only):
            share = self._spread(
                born / counties()[self.county][1], self.of_county, groups.get(country, "white")
            )
            roots = partial(born_told, country)
            yield self._estimate(
                country,
                share,
                nationwide.get(country, 0.0),
                "county",
                roots,
                "Census survey 2020-2024, by birthplace",
            )
        of_state = make_up_of_state(self.state)
        for country, share in only_of(born_in_state(self.state), only):
            if known and country not in _NOT_COVERED:
                continue
            here = self._spread(share, of_state, groups.get(country, "white"))
            if here >= LEAST:
                source = "Homeland Security 2004-2013, UN DESA 2019"
                yield self._estimate(
                    country, here, nationwide.get(country, 0.0), "state", partial(born_told, country), source
                )

    def detailed(self, only: str = "") -> Iterator[Origin]:
        """Asian and Hispanic origins of the county or the congressional district."""
        level = "county" if _detail(self.county) else "district"
        area = self.county if level == "county" else load_district_of(self.code)
        detail, national = _detail(area), load_national_detail()
        if detail:
            groups = {"asian": sum(detail.get(n, 0.0) for n in DETAIL[:7]),
                      "hispanic": sum(detail.get(n, 0.0) for n in DETAIL[7:])}  # fmt: skip
            around = MakeUp(math.nan, math.nan, groups["asian"], groups["hispanic"], math.nan)
            for name, country in COUNTRY_OF_DETAIL.items():
                if only not in ("", country):
                    continue
                share = self._spread(detail.get(name, 0.0), around, make_up_of(country))
                roots = partial(rooted_told, country)
                yield self._estimate(
                    country, share, national[name], level, roots, "Census survey 2012-2017", area
                )
            for name, group in (("other_asian", "asian"), ("other_hispanic", "hispanic")):
                whole = self._spread(detail.get(name, 0.0), around, group)
                for country, part in only_of(parts_by_country(self.state, name), only):
                    nationwide = national[name] * parts_by_country("US", name).get(country, 0.0)
                    if whole * part >= LEAST:
                        roots = partial(rooted_told, country)
                        yield self._estimate(
                            country,
                            whole * part,
                            nationwide,
                            level,
                            roots,
                            "Census survey 2012-2017",
                            area,
                            0.8,
                        )
        hispanic = load_county_hispanic().get(self.county, {})
        people = counties()[self.county][1] if hispanic else 1.0
        for country, number in only_of(hispanic, only):
            share = self._spread(number / people, self.of_county, "hispanic")
            nationwide = max(DESCENDED * born_in_nation().get(country, 0.0), 1e-6)
            roots = partial(rooted_told, country)
            yield self._estimate(country, share, nationwide, "county", roots, "Census survey 2011-2015")

    def _spread(self, share: float, around: MakeUp | None, kind: str) -> float:
        """The share of an origin in the place, from that in the area around it, by the make-up of both."""
        if self.own is None or around is None or (self.is_county and around is self.of_county):
            return share
        key = (kind, around)
        if key not in self._factors:
            self._factors[key] = spread_factor(self.own, around, kind)
        factor, most = self._factors[key]
        return min(share * factor, most)

    def _estimate(
        self, label: str, share: float, nationwide: float, level: str, roots: Callable[[], str], source: str,
        area: str = "", sure: float = 1.0, tell: Callable[[], str] | None = None,
    ) -> Origin:  # fmt: skip
        spread = self._is_spread(level)
        if level == "state":
            weight = 0.5 if spread else 0.25
        else:
            weight = sure * (1.0 if spread or self.of_itself else 0.8)
        tell = tell or partial(self._told, share, nationwide, level, roots, area, spread)
        return Origin(label, share, nationwide, level, source, tell, weight)

    def _is_spread(self, level: str) -> bool:
        """Whether a figure of an area around it is spread over the place by the make-up of its people."""
        return self.own is not None and (level == "state" or not self.is_county)

    def _told(
        self, share: float, nationwide: float, level: str, roots: Callable[[], str], area: str, spread: bool
    ) -> str:
        where = area_told(level, self.state, self.county, area)
        whose = self.name
        if spread and where.removesuffix(" city") == self.name:
            method = f" (estimated from Census figures of {self.name})"
        elif spread:
            method = (
                f" (estimated from the figures of {where} and the make-up of {possessive(self.name)} people)"
            )
        else:
            whose, method = where, ""
        many = about(share) if share < 0.001 else f"about {about(share)}"
        told = f"{many} of {possessive(whose)} residents {roots()}, {times_told(share, nationwide)} the nation's share"
        return told + method


_detail = functools.lru_cache(maxsize=4096)(load_detail)


@functools.lru_cache(maxsize=32768)
def estimates_at(state: str, county: str, code: str, name: str) -> Estimates:
    """A place as it is asked about one country after the other, with what was worked out of it."""
    return Estimates(state, county, code, name)


_NOT_COVERED = frozenset({"CN", "HK", "TW"})
