"""Historical ties: countries that once held the seeker's county, and colonial ties of the two countries."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Mapping
from functools import partial
from itertools import groupby

import numpy as np

from citymatch.datasets.ties import Past, load_country_ties, load_past
from citymatch.scoring.values import FloatArray, interpolate

from .base import Bound, Curve, Key, Place, Places, labels
from .ties import CountryTies, Fact, Facts, counties, nation, state_name

_NONE, _NATION, _TREATY, _HELD = 0.0, 1.0, 2.0, 3.0
_UNION = 1707
"""The year in which England and Scotland became Great Britain."""


class HistoricalTies(CountryTies):
    """A shared past: 3 where the candidate's country once held the land of the seeker's county (it was settled or
    garrisoned there), 2 where the land was its own by treaty alone, 1 for a colonial tie of the two nations, 0 where
    none is on record.

    Land held counts fully, land by treaty `treaty`, and a tie of the nations `nation`, which is little: it says
    nothing of the town. A seeker that is a whole state, or whose county is unknown, has the past of all counties of
    its state. Language is no part of it.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["MX", "PH", "SE", "XK"]})
    >>> pinole = {"country": "US", "admin1": "CA", "county_fips": "06013", "name": "Pinole"}
    >>> HistoricalTies().measure(pinole, towns).tolist()
    [3.0, 1.0, 0.0, nan]
    >>> [f"{alike:.1f}" for alike in HistoricalTies().similarity(pinole, towns)]
    ['1.0', '0.1', '0.0', 'nan']
    """

    name = "history"
    symmetric = True
    label = "historical ties"
    unit = (
        "0 none on record, 1 a colonial tie of the nations, 2 the land was theirs by treaty, 3 they held it"
    )
    source = (
        "general history, with the treaties of the United States; CEPII GeoDist, Mayer and Zignago 2011 "
        "(Etalab open licence)"
    )
    reads = ("country", "admin1", "county_fips")
    offered = True
    tie = "History"
    untold = "whether there is a past in common with {there} is unknown"
    rare = True
    makes = {"strongest_past": "ISO 3166-1 country", "strongest_past_level": "0 to 3"}
    bounds = {
        "nation": Bound("what a colonial tie of the nations counts", 0, 1),
        "treaty": Bound("what land that was theirs by treaty alone counts", 0, 1),
    }
    log_curve = False

    def __init__(self, nation: float = 0.1, treaty: float = 0.2, curve: Curve | None = None):
        self.nation = nation
        self.treaty = treaty
        self.curve = curve

    def facts(self, seeker: Place) -> Facts:
        country = str(seeker.get("country") or "")
        if country == "US":
            return _past(country, str(seeker.get("admin1") or ""), str(seeker.get("county_fips") or ""))
        land = country if state_name(country) == country else "?"  # DE is Germany here, and no Delaware
        return {**_past(country, land, ""), **_territories_under(country)}

    def facts_of_states(self, seeker: Place) -> Facts:
        return _states_under(str(seeker.get("country") or ""))

    def scope(self, seeker: Place) -> Hashable | None:
        if not _at_home(seeker):
            return super().scope(seeker)
        return tuple(str(seeker.get(column) or "") for column in ("country", "admin1", "county_fips"))

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (*super().keys(seeker), *(("county_fips",) if self._counties(seeker) else ()))

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found, own = super().measure(seeker, candidates), self._counties(seeker)
        if not own:
            return found
        fips = labels(candidates, "county_fips")
        return np.fmax(found, fips.map(lambda code: own[code].quotient if code in own else np.nan))

    def fact(self, seeker: Place, candidate: Place) -> Fact | None:
        found = super().fact(seeker, candidate)
        own = self._counties(seeker).get(str(candidate.get("county_fips") or ""))
        return own if own and (found is None or own.quotient > found.quotient) else found

    def _counties(self, seeker: Place) -> Facts:
        """For a seeker abroad the US counties that its country once had."""
        return {} if _at_home(seeker) else _counties_under(str(seeker.get("country") or ""))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        points = ((_NONE, 0.0), (_NATION, self.nation), (_TREATY, self.treaty), (_HELD, 1.0))
        return interpolate(np.asarray(measure), points)


def _at_home(seeker: Place) -> bool:
    return seeker.get("country") == "US"


@functools.lru_cache(maxsize=4096)
def _past(country: str, state: str, county: str) -> Facts:
    nations = _of_nation(country)
    if not nations and country == "US":
        return {}
    return {**nations, **_of_land(state, county)}


@functools.cache
def _of_nation(country: str) -> Facts:
    facts: dict[str, Fact] = {}
    own = load_country_ties().get(country, {})
    for other in load_country_ties() if own else ():
        if other != country:
            colonial = other in own and own[other].colonial
            strength = _NATION if colonial else _NONE
            facts[other] = Fact(strength, "country", partial(_on_record, country, other, colonial))
    return facts


def _on_record(country: str, other: str, colonial: bool) -> str:
    names = f"{nation(country)} and {nation(other)}"
    if colonial:
        return f"{names} once had a colonial tie, one of the two countries and not of the town"
    return f"no colonial tie between {names} is on record"


@functools.cache
def _of_land(state: str, county: str) -> Facts:
    """The countries that once had the land of a county, or with "" any land of the state."""
    here = [past for past in load_past() if past.state == state and _covers(past, county)]
    return _facts(here, partial(_named, state, county))


def _covers(past: Past, county: str) -> bool:
    return not past.counties or not county or county in past.counties


def _facts(pasts: Iterable[Past], place: partial[str]) -> Facts:
    """The best past with each country: land that it held before land that was its own by treaty alone."""
    facts: dict[str, Fact] = {}
    for country, own in groupby(sorted(pasts, key=lambda past: past.country), key=lambda past: past.country):
        each = list(own)
        held = [past for past in each if past.held]
        level = "county" if any(past.counties for past in held) else "state"
        tell = partial(_told, tuple(held or each), place)
        facts[country] = Fact(_HELD if held else _TREATY, level, tell)
    return facts


def _named(state: str, county: str, part: bool) -> str:
    """The land in a sentence: the county, the state, or a part of the state."""
    whole = state_name(state) if state_name(state) != state else nation(state)
    if part and not county:
        return f"a part of {whole}"
    if part:
        return counties()[county][0] if county in counties() else whole
    return whole


def _told(pasts: tuple[Past, ...], place: partial[str]) -> str:
    """What is on record of the land: of what was claimed and not settled, that no settlement is known in the county, or
    that the state was settled in part, where the whole of it is meant."""
    code = pasts[0].country
    where = place(any(past.counties for past in pasts))
    ordered = sorted(pasts, key=lambda past: past.since)
    country = _at_the_time(code, int(ordered[0].since))
    years = " and ".join(dict.fromkeys(f"from {past.since} to {past.until}" for past in ordered))
    acts = "; ".join(dict.fromkeys(past.ended_by for past in ordered)).replace(" (", "; ").replace(")", "")
    if pasts[0].held:
        return f"{country} held what is now {where} {years} ({acts})"
    county = str(place.args[1])
    if county or not _settled_in_part(code, pasts[0].state):
        there = f"in {counties()[county][0]}" if county in counties() else "there"
        known = f"but no lasting settlement or post of {country} is known {there}"
    else:
        known = "and settled only a part of it"
    return f"{country} claimed what is now {where} {years}, {known} ({acts})"


def _at_the_time(code: str, since: int) -> str:
    """What a country is called where its rule is older than its name: England's colonies became those of Britain.

    >>> _at_the_time("GB", 1620), _at_the_time("GB", 1763), _at_the_time("FR", 1620)
    ('England and later Great Britain', 'Great Britain', 'France')
    """
    if code != "GB":
        return nation(code)
    return "England and later Great Britain" if since < _UNION else "Great Britain"


@functools.cache
def _settled_in_part(country: str, state: str) -> bool:
    """Whether a settlement or post of a country is known in some county of a state."""
    return any(past.held for past in load_past() if past.country == country and past.state == state)


@functools.cache
def _counties_under(country: str) -> Facts:
    """Each US county of which the land was once a country's own, with the fact about it."""
    own = [past for past in load_past() if past.country == country]
    fips = dict.fromkeys((code, past.state) for past in own for code in past.counties)
    return {code: _of_land(state, code)[country] for code, state in fips}


@functools.cache
def _states_under(country: str) -> Mapping[str, Fact]:
    """Each US state of which all the land was once a country's own, with the fact about it."""
    whole = dict.fromkeys(past.state for past in load_past() if past.country == country and not past.counties)
    return {state: _whole(state)[country] for state in whole}


@functools.cache
def _territories_under(country: str) -> Facts:
    """The same for the territories of the United States that are countries of the gazetteer: Puerto Rico, Guam."""
    return {code: fact for code, fact in _states_under(country).items() if state_name(code) == code}


@functools.cache
def _whole(state: str) -> Facts:
    here = [past for past in load_past() if past.state == state and not past.counties]
    return _facts(here, partial(_named, state, ""))
