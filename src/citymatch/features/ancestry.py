"""Ancestral ties: people where the seeker is who come from the candidate's country, or descend from there."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from functools import partial

from citymatch.datasets.ties import (
    UNITED_STATES,
    Ancestry,
    load_city_refugees,
    load_county_ancestry,
    load_county_birthplace,
    load_migrants,
    load_migrants_in,
    load_place_birthplace,
    load_state_origins,
)

from .base import Curve, Place, place_number
from .ties import (
    CountryTies,
    Fact,
    Facts,
    counties,
    nation,
    quotient,
    state_name,
    state_people,
    strongest,
    strongest_of,
    us_people,
)
from .words import count

_LEFT_OUT_BELOW = 100.0
"""In the counties that are covered, a country that is missing has fewer people than this."""
_NOT_COVERED = frozenset({"CN", "HK", "TW"})


class AncestralTies(CountryTies):
    """People with roots in the candidate's country, against their share in the nation as a whole.

    Four kinds of fact, each at the level where it is known: people born there (a Massachusetts place, one of
    75 counties, else the state's new permanent residents and new citizens), refugees from there (the city),
    ancestry (the county's three largest, else the state), and for seekers outside the US migrants in either
    direction. The strongest counts, drawn towards the nation's where numbers are small. So Mexico and Canada,
    strong in the nation, are no stronger than others unless more of their people live here than elsewhere.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["PH", "PL", "AQ"]})
    >>> pinole = {"country": "US", "admin1": "CA", "county_fips": "06013", "name": "Pinole"}
    >>> AncestralTies().similarity(pinole, towns).astype(float).round(2).tolist()
    [0.97, 0.0, nan]
    """

    name = "ancestry"
    label = "ancestral ties"
    source = (
        "ACS 2018 and 2020-2024, Census 2000, Homeland Security 2004-2013, State Department 2005-2015 "
        "(US public domain); UN DESA 2019 (CC BY 3.0 IGO)"
    )
    reads = ("country",)
    offered = True
    tie = "Residents with roots there"
    makes = {
        "strongest_origin": "ISO 3166-1 country",
        "strongest_origin_quotient": "times the nation's share",
    }

    def __init__(self, none: float = 0.5, full: float = 4.0, curve: Curve | None = None):
        self.none = none
        self.full = full
        self.curve = curve

    def facts(self, seeker: Place) -> Facts:
        country = str(seeker.get("country") or "")
        if country != "US":
            return _abroad(country)
        return _in_us(*_where(seeker))

    def facts_of_states(self, seeker: Place) -> Facts:
        return _of_states(str(seeker.get("country") or ""))

    def scope(self, seeker: Place) -> Hashable | None:
        """The seeker's country, and in the United States its state, its county, and a city with figures of its own."""
        return _where(seeker) if seeker.get("country") == "US" else super().scope(seeker)


def _where(seeker: Place) -> tuple[str, str, int, float]:
    """State and county of a place in the United States, and its number and people if it has figures of its own."""
    state, county = str(seeker.get("admin1") or ""), str(seeker.get("county_fips") or "")
    people, number = seeker.get("population"), place_number(seeker)
    known = float(people) if isinstance(people, int | float) and people == people else 0.0
    own = bool(load_city_refugees(number)) or (state == "MA" and bool(load_place_birthplace(number)))
    return (state, county, number, known) if own and known else (state, county, 0, 0.0)


@functools.lru_cache(maxsize=1024)
def _in_us(state: str, county: str, number: int, people: float) -> Facts:
    """The ties of a county, or of the city with this number and so many people (0: of none)."""
    if state not in state_people():
        return {}
    more = (_county_ancestry(county), _refugees(number, people) if people else {})
    if not (county and load_county_birthplace(county)) and not (state == "MA" and people):
        ties = strongest_of(
            dict(of_state(state)), *more
        )  # the state's own, and the few that are known nearer by
    else:
        born = dict(_born_in_state(state))
        if county and load_county_birthplace(county):
            born = _born_in_county(county, born)
        if state == "MA" and people:
            born |= _born_in_place(number, people)
        ties = strongest(born, _state_ancestry(state), *more)
    ties.pop("US", None)
    return ties


@functools.cache
def _of_states(country: str) -> Facts:
    """The ties of US states to a country."""
    ties = {state: of_state(state).get(country) for state in state_people()}
    return {state: fact for state, fact in ties.items() if fact}


@functools.cache
def of_state(state: str) -> Facts:
    """The ties of a US state by country."""
    return strongest(_born_in_state(state), _state_ancestry(state))


@functools.cache
def _born_in_state(state: str) -> Facts:
    share = state_people()[state] / us_people()
    facts = {}
    for country, origins in load_state_origins(state).items():
        nationwide = load_state_origins("US")[country]
        pairs = [(origins[i], nationwide[i]) for i in (0, 1) if origins[i] == origins[i]]
        if not pairs:
            continue
        people, expected = sum(p for p, _ in pairs), share * sum(n for _, n in pairs)
        ratio = quotient(people, expected)
        words = "new residents and citizens from {}, " + f"{state_name(state)} (Homeland Security 2004-2013: "
        facts[country] = Fact(ratio, "state", partial(_sentence, ratio, words, country, people))
    return facts


@functools.cache
def _state_ancestry(state: str) -> Facts:
    share = state_people()[state] / us_people()
    facts = {}
    for country, origins in load_state_origins(state).items():
        if origins.ancestry != origins.ancestry:
            continue
        ratio = quotient(origins.ancestry, share * load_state_origins("US")[country].ancestry)
        words = "people with roots in {}, " + f"{state_name(state)} (ACS 2018: "
        facts[country] = Fact(ratio, "state", partial(_sentence, ratio, words, country, origins.ancestry))
    return facts


def _born_in_county(fips: str, state: Facts) -> dict[str, Fact]:
    """The county's own figures; for countries left out of them the state's, but no more than is possible."""
    name, people = counties()[fips]
    facts = {}
    for country, born in load_county_birthplace(fips).items():
        fact = _born(born, people, country, "county", name)
        if fact:
            facts[country] = fact
    for country, fact in state.items():
        expected = load_migrants_in("US").get(country, 0.0) * people / us_people()
        most = quotient(_LEFT_OUT_BELOW, expected)
        if country not in facts:
            facts[country] = (
                fact if country in _NOT_COVERED else fact._replace(quotient=min(fact.quotient, most))
            )
    return facts


def _born_in_place(geonameid: int, people: float) -> dict[str, Fact]:
    found = {
        country: _born(born, people, country, "place", "the city itself")
        for country, born in load_place_birthplace(geonameid).items()
    }
    return {country: fact for country, fact in found.items() if fact}


def _born(born: float, people: float, country: str, level: str, where: str) -> Fact | None:
    nationwide = load_migrants_in("US").get(country)
    if nationwide is None:
        return None
    ratio = quotient(born, nationwide * people / us_people())
    words = "people born in {}, " + f"{where} (ACS 2020-2024: "
    return Fact(ratio, level, partial(_sentence, ratio, words, country, born))


def _refugees(geonameid: int, people: float) -> Facts:
    facts = {}
    for country, number in load_city_refugees(geonameid).items():
        ratio = quotient(number, load_city_refugees(UNITED_STATES)[country] * people / us_people())
        words = "refugees from {}, the city itself (State Department 2005-2015: "
        facts[country] = Fact(ratio, "place", partial(_sentence, ratio, words, country, number))
    return facts


@functools.lru_cache(maxsize=4096)
def _county_ancestry(fips: str) -> Facts:
    """The three largest ancestries: 1 over the share of Americans in whose county each is one of these."""
    facts: dict[str, Fact] = {}
    if fips not in counties():
        return facts
    for rank, ancestry in zip(_RANKS, load_county_ancestry(fips), strict=False):
        if not ancestry.country:
            continue
        tell = partial(_among_the_largest, ancestry, rank, counties()[fips][0])
        fact = Fact(1 / ancestry.commonness, "county", tell)
        if ancestry.country not in facts or facts[ancestry.country].quotient < fact.quotient:
            facts[ancestry.country] = fact
    return facts


@functools.cache
def _abroad(country: str) -> Facts:
    """Migrants in both directions, against their share among the migrants of the world."""
    if not country:
        return {}
    here = load_migrants().get(country, {})
    there = {other: rows[country] for other, rows in load_migrants().items() if country in rows}
    everyone = sum(_by_origin().values())
    total_here, total_from = sum(here.values()), _by_origin().get(country, 0.0)
    living, gone = {}, {}
    for origin, people in here.items():
        ratio = quotient(people, total_here * _by_origin()[origin] / everyone)
        living[origin] = Fact(ratio, "country", partial(_migrants, ratio, origin, country, people))
    for other, people in there.items():
        ratio = quotient(people, total_from * sum(load_migrants()[other].values()) / everyone)
        gone[other] = Fact(ratio, "country", partial(_migrants, ratio, country, other, people))
    return strongest(living, gone)


@functools.cache
def _by_origin() -> dict[str, float]:
    """The world's migrants by origin."""
    sums: dict[str, float] = {}
    for people in load_migrants().values():
        for origin, number in people.items():
            sums[origin] = sums.get(origin, 0.0) + number
    return sums


def _sentence(ratio: float, words: str, country: str, people: float) -> str:
    return f"{_times(ratio)} the national share of {words.format(nation(country))}{count(people)})"


def _among_the_largest(ancestry: Ancestry, rank: str, county: str) -> str:
    return (
        f"{ancestry.group.split(' (')[0]} is the county's {rank} ancestry, {county} "
        f"(Census 2000); it is among the first three for {_percent(ancestry.commonness)} of Americans"
    )


def _migrants(ratio: float, origin: str, country: str, people: float) -> str:
    told = f"{_times(ratio)} the world's share of migrants from {nation(origin)}, {nation(country)}"
    return f"{told} (UN 2019: {count(people)})"


_RANKS = ("largest", "second largest", "third largest")


def _times(ratio: float) -> str:
    return f"{ratio:.1f} times" if ratio >= 0.095 else "under 0.1 times"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %" if share >= 0.01 else "under 1 %"
