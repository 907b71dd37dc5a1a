"""Where the people of a community in the United States come from: an estimate by country, from what is known nearest.

For each country the strongest of these counts:

- who founded or settled the place, where that is well known (`datasets/founders.csv`);
- figures of the place itself: people by country of birth (Massachusetts, New York City), refugees (the city);
- ancestry of the county (72 groups, ACS 2011-2015), birthplaces of the county (76 counties), detailed Asian and
  Hispanic origins of the county or the congressional district, spread over the place by its own make-up;
- the state's people from a country (migrants in the nation by the state's share of new residents and citizens), spread
  likewise. This is the weakest, and weighs half.

Spreading multiplies the share by (place + 1 %) / (county + 1 %) of the group that the origin belongs to: white without
Hispanics for European ancestries, Asian, Hispanic, black for the others. For recent immigrants (Arabs, Armenians,
Africans ...) it is also multiplied by how many more of the place's people are foreign-born than its make-up alone would
give, against the county, to the power 0.75. No origin has more people than its group has.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

import numpy as np

from citymatch.datasets.origins import (
    DETAIL,
    AncestryGroup,
    Founders,
    MakeUp,
    load_ancestry_groups,
    load_birthplace_groups,
    load_consulates,
    load_county_ancestry,
    load_county_hispanic,
    load_detail,
    load_district_of,
    load_founders,
    load_make_up,
    load_national_ancestry,
    load_national_detail,
    load_regions_of_origin,
    load_state_ancestry,
)
from citymatch.datasets.ties import (
    UNITED_STATES,
    load_city_refugees,
    load_county_birthplace,
    load_migrants_in,
    load_place_birthplace,
    load_state_origins,
)
from citymatch.datasets.us import load_us_states

from .base import Place, place_number
from .sphere import great_circle_km
from .ties import counties, nation, possessive, state_name, state_people, state_told, us_people
from .words import count

THIS_STATE, THIS_TOWN = "this Mexican state", "this municipality"
"""What a state and a municipality are called where their names are not at hand."""
LEAST = 0.0005
"""A share of the people below which an estimate says nothing."""
MANY = 0.04
"""From this part of a consulate's people on a state is told to be theirs."""
FOUNDED = 0.25
"""The least strength of a tie to those who founded or settled a place: a tie in full."""
HISTORY = "general history of the place"
SLIGHT = 0.004
"""Up to this strength an origin is no tie."""
MOST = 8.0
"""No place is estimated to have more than so many times its county's share of an origin."""
DAMPED = 0.75
DESCENDED = 1.6
"""So many people of a Hispanic origin there are in the nation for each who was born there."""
SMOOTHING = 0.01
CONSULATE_KM = 500.0

_COUNTRY_OF_DETAIL = {
    "asian_indian": "IN", "chinese": "CN", "filipino": "PH", "japanese": "JP", "korean": "KR", "vietnamese": "VN",
    "mexican": "MX", "cuban": "CU",
}  # fmt: skip
_NAMED = frozenset(_COUNTRY_OF_DETAIL.values())


class Origin(NamedTuple):
    """People of a community who come from a country or descend from there.

    `share` is theirs of all its people (0 to 1), `national` that in the nation; `level` says where the figure was
    found ("place", "county", "district", "state", "country" or "profile"), `source` what it is from. `weight` is what
    an estimate of that level weighs against a figure of the place itself; `at_least` is the least strength of a tie
    that does not rest on figures.
    """

    country: str
    share: float
    national: float
    level: str
    source: str
    tell: Callable[[], str]
    weight: float = 1.0
    people: float = math.nan
    at_least: float = 0.0

    @property
    def told(self) -> str:
        """The fact in a sentence."""
        return self.tell()

    @property
    def strength(self) -> float:
        """How many and how unusual: the share times the binary logarithm of how many times the nation's it is, by the
        weight of its level; 0 at the nation's share and below.

        >>> Origin("DE", 0.4, 0.1, "county", "", str).strength
        0.8
        """
        if not self.share > self.national > 0:
            return self.at_least
        return max(self.weight * self.share * math.log2(self.share / self.national), self.at_least)


Origins = Mapping[str, Origin]


def origins_of(seeker: Place) -> Origins:
    """The origins of a community's people by country or, where that is known, by division ("GB.SCT") or municipality.

    A community outside the United States has none here. What its profile states (`stated_origins`) comes first.

    >>> from citymatch.places import find
    >>> from citymatch.datasets import load_world
    >>> from citymatch.features.profile import profile
    >>> madelia = profile(find("Madelia, Minnesota"), load_world())
    >>> max(origins_of(madelia).values(), key=lambda origin: origin.strength).told.partition(",")[0]
    "about 20 % of Madelia's residents have Norwegian roots"
    """
    found = dict(_estimated(*key_of(seeker))) if seeker.get("country") == "US" else {}
    for country, share in (seeker.get("stated_origins") or {}).items():
        for label in [label for label in found if label.partition(".")[0] == country]:
            del found[label]
        if share > 0:
            found[country] = _stated(country, float(share))
    return found


def key_of(seeker: Place) -> tuple[str, str, str, str, int, float]:
    """What an estimate depends on: state, county, the code and the name of the place, its number and its people where
    there are figures of its own."""
    state, county = str(seeker.get("admin1") or ""), str(seeker.get("county_fips") or "")
    number, people = place_number(seeker), seeker.get("population")
    known = float(people) if isinstance(people, int | float) and people == people else 0.0
    own = _has_figures(number)
    code = str(seeker.get("unit_code") or "")
    if _make_up(code) is None and code not in load_founders():
        code = ""
    name = str(seeker.get("name") or "the seeker") if code else ""
    return state, county, code, name, number if own and known else 0, known if own else 0.0


def from_region(seeker: Place, label: str) -> Origins:
    """`origins_of` as far as one country goes, or a region of it and what it lies in; it takes a tenth of the time.

    >>> madelia = {"country": "US", "admin1": "MN", "county_fips": "27165", "name": "Madelia"}
    >>> {**from_region(madelia, "NO")}.keys() == {"NO"}
    True
    """
    if seeker.get("country") != "US" or seeker.get("stated_origins"):
        found = origins_of(seeker)
    else:
        found = _worked_out(*key_of(seeker), label)
    return {each: origin for each, origin in found.items() if f"{label}.".startswith(f"{each}.")}


@functools.lru_cache(maxsize=4096)
def _estimated(state: str, county: str, code: str, name: str, number: int, people: float) -> Origins:
    """The strongest origin by country or division of one place."""
    return _worked_out(state, county, code, name, number, people)


def _worked_out(
    state: str, county: str, code: str, name: str, number: int, people: float, label: str = ""
) -> Origins:
    """The same, with `label` as far as one country or region goes; what is found of others is then not all of it."""
    only = label[:2]
    if state not in state_people():
        return {}
    place = _where(state, county, code, name) if only else _Where(state, county, code, name)
    best: dict[str, Origin] = {}
    for origin in (*place.ancestries(only), *place.birthplaces(only), *place.detailed(only)):
        known = best.get(origin.country)
        if origin.share >= LEAST and (known is None or _weightier(origin, known)):
            best[origin.country] = origin
    for origin in _born_in_place(number, people, name):
        known = best.get(origin.country)
        if known is None or make_up_of(origin.country) != "white" or _weightier(origin, known):
            best[origin.country] = origin  # of recent immigrants the place's own figure comes first
    for origin in _refugees(number, people, name):
        known = best.get(origin.country)
        if known is None or _weightier(origin, known):
            best[origin.country] = origin
    best.pop("US", None)
    for founders in load_founders().get(code, ()):
        for label in filter(None, (founders.country, founders.division)):
            best[label] = _founded(best.get(label) or best.get(label[:2]), label, founders, place.name)
    return {**best, **_mexican_regions(best.get("MX") if only in ("", "MX") else None, county, label)}


def _founded(known: Origin | None, label: str, founders: Founders, name: str) -> Origin:
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


def _weightier(one: Origin, other: Origin) -> bool:
    """Whether one estimate says more than another: by strength, and by how many people where neither is a tie."""
    return (max(one.strength, SLIGHT), one.share) > (max(other.strength, SLIGHT), other.share)


class _Part(NamedTuple):
    """What one ancestry adds to an origin: shares here and in the nation, its weight, its name."""

    share: float
    national: float
    weight: float
    group: str
    whole: float
    """The share of the whole ancestry here, of which an origin may be a part."""


_Named = tuple[str, float, float, float]
"""A country or division that an ancestry names, the part of its people that is theirs, here and in the nation, and
what the tie weighs."""


class _Where:
    """A place in its county and state, and how the people of these are spread over it."""

    def __init__(self, state: str, county: str, code: str, name: str):
        self.state, self.county, self.code = state, county, code
        self.name = name or (counties()[county][0] if county in counties() else state_name(state))
        of_place = _make_up(code) if code else None
        self.of_county = _make_up(county) if county else None
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
        for group, share, labelled in _named_in(self.state, self.county, only):
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
            if groups[first.group].make_up in _SPLIT and first.group in national:
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
            roots = partial(_roots, named)
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
        whole = f"have {_WHOLE[kind]} roots"
        told = self._told(first.whole, national, "county", partial(str, whole), "", spread)
        here = list(_split(self.state, kind))[:3]
        if label in here and len(here) > 1:
            names = _and([nation(country) for country in here])
            return f"{told}; in {state} the largest groups born in {_BORN_IN[kind]} are those from {names}"
        some = f"some of {possessive(self.name)} residents are likely to have roots in {nation(label)}"
        return f"{some}: {told}, and in {state} some of these are from {nation(label)}"

    def birthplaces(self, only: str = "") -> Iterator[Origin]:
        """People by country of birth: the county's where they are published, else the state's."""
        known, nationwide = load_county_birthplace(self.county) if self.county else {}, _born_in_nation()
        groups = load_birthplace_groups()
        for country, born in _only(known, only):
            share = self._spread(
                born / counties()[self.county][1], self.of_county, groups.get(country, "white")
            )
            roots = partial(_born, country)
            yield self._estimate(
                country,
                share,
                nationwide.get(country, 0.0),
                "county",
                roots,
                "Census survey 2020-2024, by birthplace",
            )
        of_state = _make_up_of_state(self.state)
        for country, share in _only(born_in_state(self.state), only):
            if known and country not in _NOT_COVERED:
                continue
            here = self._spread(share, of_state, groups.get(country, "white"))
            if here >= LEAST:
                source = "Homeland Security 2004-2013, UN DESA 2019"
                yield self._estimate(
                    country, here, nationwide.get(country, 0.0), "state", partial(_born, country), source
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
            for name, country in _COUNTRY_OF_DETAIL.items():
                if only not in ("", country):
                    continue
                share = self._spread(detail.get(name, 0.0), around, make_up_of(country))
                roots = partial(_rooted, country)
                yield self._estimate(
                    country, share, national[name], level, roots, "Census survey 2012-2017", area
                )
            for name, group in (("other_asian", "asian"), ("other_hispanic", "hispanic")):
                whole = self._spread(detail.get(name, 0.0), around, group)
                for country, part in _only(_split(self.state, name), only):
                    nationwide = national[name] * _split("US", name).get(country, 0.0)
                    if whole * part >= LEAST:
                        roots = partial(_rooted, country)
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
        for country, number in _only(hispanic, only):
            share = self._spread(number / people, self.of_county, "hispanic")
            nationwide = max(DESCENDED * _born_in_nation().get(country, 0.0), 1e-6)
            roots = partial(_rooted, country)
            yield self._estimate(country, share, nationwide, "county", roots, "Census survey 2011-2015")

    def _spread(self, share: float, around: MakeUp | None, kind: str) -> float:
        """The share of an origin in the place, from that in the area around it, by the make-up of both."""
        if self.own is None or around is None or (self.is_county and around is self.of_county):
            return share
        key = (kind, around)
        if key not in self._factors:
            self._factors[key] = _factor(self.own, around, kind)
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
        where = _area(level, self.state, self.county, area)
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
        told = f"{many} of {possessive(whose)} residents {roots()}, {_times(share, nationwide)} the nation's share"
        return told + method


def _roots(groups: tuple[str, ...]) -> str:
    return f"have {' or '.join(group.split(' (')[0] for group in groups)} roots"


_WHOLE = {"arab": "Arab", "african": "sub-Saharan African", "caribbean": "West Indian"}
_BORN_IN = {"arab": "Arab countries", "african": "Africa", "caribbean": "the Caribbean"}
"""Ancestries of many countries, of which the Census publishes one total for a county."""


@functools.lru_cache(maxsize=65536)
def _has_figures(number: int) -> bool:
    """Whether there are figures of a place itself."""
    return bool(load_city_refugees(number)) or bool(load_place_birthplace(number))


_make_up = functools.lru_cache(maxsize=65536)(load_make_up)
_detail = functools.lru_cache(maxsize=4096)(load_detail)


@functools.lru_cache(maxsize=32768)
def _where(state: str, county: str, code: str, name: str) -> _Where:
    """A place as it is asked about one country after the other, with what was worked out of it."""
    return _Where(state, county, code, name)


def _only(by_country: Mapping[str, float], only: str) -> Iterable[tuple[str, float]]:
    """Figures by country; with `only` that of one country alone."""
    if not only:
        return by_country.items()
    return [(only, by_country[only])] if only in by_country else ()


@functools.lru_cache(maxsize=16384)
def _named_in(state: str, county: str, only: str) -> tuple[tuple[str, float, tuple[_Named, ...]], ...]:
    """The ancestries of a county with their shares and what each names here; with `only` those of one country."""
    found = []
    for group, share in load_county_ancestry(county).items():
        named = tuple(_named_by(state, county, group, load_ancestry_groups()[group]))
        if only:
            named = tuple(each for each in named if each[0][:2] == only)
        if named:
            found.append((group, share, named))
    return tuple(found)


def _named_by(state: str, county: str, group: str, kind: AncestryGroup) -> Iterator[_Named]:
    """The countries and divisions that an ancestry names here: the part of its people that is theirs, here and in
    the nation, and what the tie weighs."""
    region = next((r for r in load_regions_of_origin().get(group, ()) if r.area & {state, county}), None)
    nation_parts = _split("US", kind.make_up) if kind.make_up in _SPLIT else {}
    if region is not None:
        for label in (*region.countries, *region.divisions):
            yield label, 1.0, nation_parts.get(label, 1.0), region.here
    for label in (*kind.countries, *kind.divisions):
        yield label, 1.0, 1.0, region.elsewhere if region is not None else 1.0
    parts = _split(state, kind.make_up) if nation_parts and region is None else {}
    for country, part in parts.items():
        yield country, part, nation_parts.get(country, part), 1.0


def make_up_of(country: str) -> str:
    """The part of the people by which an origin is spread over the places of a county.

    >>> make_up_of("PL"), make_up_of("VN"), make_up_of("LB"), make_up_of("JM")
    ('white', 'asian', 'arab', 'caribbean')
    """
    return load_birthplace_groups().get(country, "white")


def _members(kind: str) -> frozenset[str]:
    return frozenset(country for country, name in load_birthplace_groups().items() if name == kind)


_GROUP = {
    "white": "white", "recent": "white", "arab": "white", "asian": "asian", "hispanic": "hispanic", "african": "black",
    "caribbean": "black", "immigrant": "",
}  # fmt: skip
"""The group in whose share an origin is spread; "" for one that belongs to none."""
_IMMIGRANT = frozenset(("recent", "arab", "african", "caribbean", "immigrant"))
_SPLIT = frozenset(("arab", "african", "caribbean"))
_NOT_COVERED = frozenset({"CN", "HK", "TW"})
_BORN_ABROAD = {"hispanic": 0.35, "asian": 0.65, "black": 0.09, "white": 0.04}
"""The share of the foreign-born in each group, nationwide (ACS 2016, rounded)."""
_OTHER_ASIAN = ("PK", "BD", "KH", "LA", "TH", "NP", "BT", "MM", "ID", "LK", "MY", "TW", "MN")


def _factor(own: MakeUp, around: MakeUp, kind: str) -> tuple[float, float]:
    """By what an origin's share around a place is multiplied to give that in the place, and its most."""
    group = _GROUP[kind]
    factor = _ratio(getattr(own, group), getattr(around, group)) if group else 1.0
    if kind in _IMMIGRANT:
        factor *= _ratio(_excess(own), _excess(around), 0.0) ** DAMPED
    most = getattr(own, group) if group else own.foreign_born
    return min(factor, MOST), most if most == most and kind != "white" else math.inf


def _born(country: str) -> str:
    return f"were born in {nation(country)}"


def _rooted(country: str) -> str:
    return f"have roots in {nation(country)}"


def _excess(make_up: MakeUp) -> float:
    """How many times as many of a place's people are foreign-born as its make-up alone would give."""
    expected = sum(share * getattr(make_up, group) for group, share in _BORN_ABROAD.items())
    return make_up.foreign_born / expected if expected > 0 else math.nan


def _ratio(own: float, around: float, smoothing: float = SMOOTHING) -> float:
    if own != own or around != around or around + smoothing <= 0:
        return 1.0
    return (own + smoothing) / (around + smoothing)


@functools.cache
def _split(state: str, kind: str) -> Mapping[str, float]:
    """The parts of an ancestry that is published as one total, by country, from the state's people of these countries;
    the largest first. "US" is the nation."""
    members: frozenset[str] = _members(kind)
    if kind == "other_asian":
        members = frozenset(_OTHER_ASIAN)
    if kind == "other_hispanic":
        members = _members("hispanic") - _NAMED
    born = born_in_state(state) if state != "US" else _born_in_nation()
    people = {c: born[c] for c in sorted(members) if born.get(c)}
    total = sum(people.values())
    if (
        kind == "african"
    ):  # most who report it name no country: the state's own Africans and their children count
        reported = load_state_ancestry(_fips(state)).get("Subsaharan African", 0.0) if state != "US" else 0.0
        total = max(reported / 1.5, total)
    if kind == "other_asian":  # the new residents of few years tell the larger groups alone
        people = {country: number for country, number in people.items() if number >= 0.12 * total}
    ordered = sorted(people.items(), key=lambda item: -item[1])
    return {country: number / total for country, number in ordered} if total else {}


@functools.cache
def _fips(state: str) -> str:
    table = load_us_states()
    codes: dict[str, str] = dict(zip(table["state"], table["fips"], strict=True))
    return codes[state]


@functools.cache
def _born_in_nation() -> Mapping[str, float]:
    return {country: people / us_people() for country, people in load_migrants_in("US").items()}


@functools.cache
def born_in_state(state: str) -> Mapping[str, float]:
    """The share of a state's people who were born in each country: the nation's migrants of 2019 by the state's part of
    the new residents and citizens of 2004-2013."""
    found = {}
    for country, origins in load_state_origins(state).items():
        nationwide = load_state_origins("US")[country]
        pairs = [
            (origins[i], nationwide[i]) for i in (0, 1) if origins[i] == origins[i] and nationwide[i] > 0
        ]
        people = load_migrants_in("US").get(country)
        if pairs and people:
            part = sum(p for p, _ in pairs) / sum(n for _, n in pairs)
            found[country] = people * part / state_people()[state]
    return found


@functools.cache
def _make_up_of_state(state: str) -> MakeUp | None:
    """The make-up of a state: that of its counties, weighted by their people."""
    digits = _fips(state)
    known = [
        (load_make_up(fips), people) for fips, (_, people) in counties().items() if fips.startswith(digits)
    ]
    rows = [(made, people) for made, people in known if made is not None and people == people]
    total = sum(people for _, people in rows)
    if not total:
        return None
    return MakeUp(
        *(sum(made[at] * people for made, people in rows) / total for at in range(len(MakeUp._fields)))
    )


def _born_in_place(number: int, people: float, name: str) -> Iterator[Origin]:
    """People by country of birth of the place itself, which the table has for Massachusetts and New York City."""
    if not people:
        return
    for country, born in load_place_birthplace(number).items():
        nationwide = load_migrants_in("US").get(country, 0.0) / us_people()
        tell = partial(
            _of_the_place,
            name,
            born,
            people,
            nationwide,
            f"were born in {nation(country)}",
            "Census survey 2020-2024",
        )
        yield Origin(
            country, born / people, nationwide, "place", "Census survey 2020-2024", tell, people=born
        )


def _refugees(number: int, people: float, name: str) -> Iterator[Origin]:
    if not people:
        return
    for country, arrived in load_city_refugees(number).items():
        nationwide = load_city_refugees(UNITED_STATES)[country] / us_people()
        words = f"came as refugees from {nation(country)}"
        tell = partial(_of_the_place, name, arrived, people, nationwide, words, "State Department 2005-2015")
        source = "State Department 2005-2015"
        yield Origin(country, arrived / people, nationwide, "place", source, tell, people=arrived)


def _of_the_place(name: str, number: float, people: float, nationwide: float, who: str, source: str) -> str:
    share, whose = about(number / people), f"{possessive(name)} residents" if name else "the residents"
    times = _times(number / people, nationwide)
    return f"{count(number)} people ({share} of {whose}) {who}, {times} the nation's share ({source})"


def _stated(country: str, share: float) -> Origin:
    national = max(
        load_migrants_in("US").get(country, 0.0) / us_people(), _national_ancestry_of(country), 1e-6
    )
    tell = partial(_stated_told, country, share)
    return Origin(
        country,
        share,
        min(national, 0.5 * share) if share > 0.02 else national,
        "profile",
        "your profile",
        tell,
    )


def _stated_told(country: str, share: float) -> str:
    return f"{about(share)} of residents have roots in {nation(country)} (your profile)"


@functools.cache
def _national_ancestry_of(country: str) -> float:
    groups = load_ancestry_groups()
    return sum(
        share for group, share in load_national_ancestry().items() if country in groups[group].countries
    )


def _mexican_regions(mexican: Origin | None, county: str, label: str = "") -> dict[str, Origin]:
    """The states and municipalities from which the Mexicans of a consulate's surroundings came: the tie to these is
    whole, that to the others less by how few came from there."""
    place = _consulate_near(county) if mexican is not None and county else None
    if mexican is None or place is None:
        return {}
    where, people = place
    states, most, everyone = _states_of(county)
    found = {}
    for region, n in states.items():
        if not f"{label or region}.".startswith(f"{region}."):
            continue
        part = n / most
        found[region] = mexican._replace(
            country=region, weight=mexican.weight * (0.3 + 0.7 * math.sqrt(part)),
            tell=partial(_from_state, mexican.tell, where, n / everyone) if n >= MANY * everyone else mexican.tell,
        )  # fmt: skip
    for region, n in people.items():
        if region.count(".") == 2 and label in ("", region):
            found[region] = mexican._replace(
                country=region, tell=partial(_from_municipality, mexican.tell, where, n)
            )
    return found


@functools.lru_cache(maxsize=4096)
def _states_of(county: str) -> tuple[dict[str, float], float, float]:
    """The Mexican states of those known to the consulate near a county, the most of one, and all."""
    place = _consulate_near(county)
    people = place[1] if place else {}
    states = {region: n for region, n in people.items() if region.count(".") == 1}
    return states, max(states.values(), default=0.0), sum(states.values())


@functools.lru_cache(maxsize=4096)
def _consulate_near(county: str) -> tuple[str, Mapping[str, float]] | None:
    """The Mexican consulate nearest to a county, with the regions of those who came to it."""
    latitude, longitude = _centres().get(county, (math.nan, math.nan))
    consulates = load_consulates()
    there = [np.array([getattr(each, axis) for each in consulates]) for axis in ("latitude", "longitude")]
    distance = great_circle_km(latitude, longitude, *there)
    near = np.flatnonzero(distance <= CONSULATE_KM)
    if not len(near):
        return None
    consulate = consulates[near[np.argmin(distance[near])]]
    return consulate.name, consulate.people


@functools.cache
def _centres() -> dict[str, tuple[float, float]]:
    from citymatch.datasets.us import load_us_counties

    table = load_us_counties()
    columns = (table["fips"], table.numbers("latitude").tolist(), table.numbers("longitude").tolist())
    return {fips: (latitude, longitude) for fips, latitude, longitude in zip(*columns, strict=True)}


def _from_state(mexican: Callable[[], str], consulate: str, part: float) -> str:
    many = f"{about(part)} of those known to Mexico's consulate in {consulate} came from {THIS_STATE} (2011)"
    return f"{mexican()}; {many}"


def _from_municipality(mexican: Callable[[], str], consulate: str, people: float) -> str:
    many = f"{count(people)} people known to Mexico's consulate in {consulate} came from {THIS_TOWN} (2011)"
    return f"{mexican()}; {many}"


def _area(level: str, state: str, county: str, area: str) -> str:
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


def _times(share: float, national: float) -> str:
    if national <= 0:
        return "many times"
    ratio = share / national
    return f"{ratio:.0f} times" if ratio >= 9.5 else f"{ratio:.1f} times"


def _and(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
