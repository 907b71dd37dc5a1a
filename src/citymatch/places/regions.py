"""What stands after the comma: a US state, a country, a division of a country, a county."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.datasets.us import load_country_names, load_us_counties, load_us_states

from .folding import fold, plain, spellings

_GENERIC = frozenset(
    [
        "state",
        "province",
        "prefecture",
        "region",
        "oblast",
        "department",
        "departement",
        "county",
        "canton",
        "district",
        "governorate",
        "territory",
        "autonomous",
        "community",
        "voivodeship",
        "krai",
        "commonwealth",
        "of",
        "the",
    ]
)
COUNTY_WORDS = (
    "city and borough", "census area", "planning region", "county", "parish", "borough", "municipality", "co"
)  # fmt: skip
# Postal and everyday short forms of divisions: a fact of each country's addresses.
_SHORT_DIVISIONS: Mapping[str, Mapping[str, str]] = {
    "CA": {
        "ab": "alberta", "alta": "alberta", "bc": "britishcolumbia", "mb": "manitoba", "nb": "newbrunswick",
        "nl": "newfoundlandandlabrador", "ns": "novascotia", "nt": "northwestterritories", "nu": "nunavut",
        "on": "ontario", "ont": "ontario", "pe": "princeedwardisland", "pei": "princeedwardisland",
        "qc": "quebec", "que": "quebec", "sk": "saskatchewan", "sask": "saskatchewan", "yt": "yukon",
    },
    "AU": {
        "nsw": "newsouthwales", "vic": "victoria", "qld": "queensland", "wa": "westernaustralia",
        "sa": "southaustralia", "tas": "tasmania", "act": "australiancapital", "nt": "northern",
    },
}  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Where a name is to be looked for: a country, maybe a division of it, maybe a US county.

    `corrected` says what was misspelt, `dropped` what could not be read and was left out.
    """

    country: str
    admin1: str = ""
    name: str = ""
    county: str = ""
    corrected: str = ""
    dropped: str = ""


def county_base(name: str) -> tuple[str, str]:
    """The plain name of a county without its kind, and the kind ("" if none is named).

    >>> county_base("Placer County"), county_base("County of Placer"), county_base("Pinole")
    (('placer', 'county'), ('placer', 'county'), ('pinole', ''))
    """
    words = plain(name)
    for kind in COUNTY_WORDS:
        if words.startswith(f"{kind} of "):
            return words.removeprefix(f"{kind} of "), kind
        if words.endswith(f" {kind}"):
            return words.removesuffix(kind).strip(), kind
    return words, ""


@functools.cache
def counties_by_base() -> dict[tuple[str, str], tuple[int, ...]]:
    """The rows of the county table by state and folded name without the word "County"."""
    table = load_us_counties()
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    for row, (name, others, state) in enumerate(
        zip(table["name"], table["other_names"], table["state"], strict=True)
    ):
        for each in (name, *filter(None, others.split(";"))):
            key = (state, fold(county_base(each)[0]))
            if row not in found.get(key, ()):
                found[key] = (*found.get(key, ()), row)
    return found


def counties_named(base: str, state: str) -> tuple[int, ...]:
    """The rows of the county table with this name (without its kind) in a state, St. or Saint alike."""
    found = (counties_by_base().get((state, key), ()) for key in spellings(base))
    return next((rows for rows in found if rows), ())


@functools.cache
def state_keys() -> dict[str, tuple[str, str]]:
    """Code and name of each US state by every folded name that it goes by."""
    table = load_us_states()
    keys: dict[str, tuple[str, str]] = {}
    for code, name, others in zip(table["state"], table["name"], table["other_names"], strict=True):
        for each in (name, code, *others.split(";")):
            keys.setdefault(fold(each), (code, name))
    return keys


@functools.cache
def country_keys() -> dict[str, tuple[str, str]]:
    """Code and name of each country by every folded name that it goes by."""
    table = load_country_names()
    keys: dict[str, tuple[str, str]] = {}
    for code, iso3, others in zip(table["country"], table["iso3"], table["other_names"], strict=True):
        name = country_name(code)
        for each in (name, code, iso3, *filter(None, others.split(";"))):
            keys.setdefault(fold(each), (code, name))
    return keys


@functools.lru_cache(maxsize=2)
def division_keys(world: World) -> dict[str, tuple[Scope, ...]]:
    """First-order divisions outside the US by folded name, generic words ("Prefecture") left out."""
    country, code, name = (world.labels(column) for column in ("country", "admin1", "admin1_name"))
    joint = (np.int64(1) * country.codes * len(code.values) + code.codes) * len(name.values) + name.codes
    found: dict[str, tuple[Scope, ...]] = {}
    for row in np.unique(joint, return_index=True)[1]:
        scope = Scope(country[row], code[row], name[row])
        if scope.name and scope.country != "US":
            for key in dict.fromkeys((fold(scope.name), division_key(scope.name))):
                found[key] = (*found.get(key, ()), scope)
    for short_country, short in _SHORT_DIVISIONS.items():
        for key, full in short.items():
            own = tuple(scope for scope in found.get(full, ()) if scope.country == short_country)
            found[key] = (*found.get(key, ()), *own)
    return found


def division_key(name: str) -> str:
    """The folded name of a division without words such as Province.

    >>> division_key("Kyoto Prefecture"), division_key("Province of Cádiz")
    ('kyoto', 'cadiz')
    """
    words = plain(name).split()
    return "".join(word for word in words if word not in _GENERIC) or "".join(words)


def read_region(parts: Sequence[str], world: World) -> list[Scope]:
    """The scopes that the parts after a place's name may mean, the likeliest first; empty if there are none.

    >>> from citymatch.datasets import load_world
    >>> [scope.admin1 for scope in read_region(["Illionois"], load_world())]
    ['IL']
    >>> [(s.country, s.name) for s in read_region(["Ontario", "Canada"], load_world())]
    [('CA', 'Ontario, Canada')]
    """
    *before, last = parts
    if country_keys().get(fold(last), ("",))[0] == "US":
        return _in_us(before, world)
    scopes = _exact(last, world) or _close(last)
    for part in reversed(before[-2:]):
        scopes = [_narrowed(scope, part, world) for scope in scopes]
    return sorted(scopes, key=lambda scope: bool(scope.dropped))


def _in_us(parts: Sequence[str], world: World) -> list[Scope]:
    whole = Scope("US", name="the United States")
    if not parts:
        return [whole]
    states = [scope for scope in read_region(parts, world) if scope.country == "US"]
    return states or [replace(whole, dropped=", ".join(parts))]


def _exact(text: str, world: World) -> list[Scope]:
    """Every region of that name. One written with points (N.C.) is a US state and nothing else."""
    scopes = []
    if "." in text and (state := state_keys().get(fold(text))):
        return [Scope("US", *state)]
    for key in dict.fromkeys((fold(text), division_key(text))):
        if state := state_keys().get(key):
            scopes.append(Scope("US", *state))
        if country := country_keys().get(key):
            scopes.append(Scope(country[0], name=country[1]))
        if not ((state or country) and len(key) > 3):
            scopes.extend(division_keys(world).get(key, ()))
    return list(dict.fromkeys(scopes))


def _close(text: str) -> list[Scope]:
    """The one state or else the one country whose name is a letter or two away."""
    key = fold(text)
    for names, is_state in ((state_keys(), True), (country_keys(), False)):
        if hit := _nearest(key, names):
            code, name = names[hit]
            note = f"{text!r} read as {name}"
            return [
                Scope("US", code, name, corrected=note)
                if is_state
                else Scope(code, name=name, corrected=note)
            ]
    return []


def _nearest(key: str, names: Mapping[str, tuple[str, str]]) -> str:
    """The name nearest to `key` if it is near enough and no other is as near, else ""."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if len(key) < 4:
        return ""
    long = [name for name in names if len(name) > 3]
    hits = extract(key, long, scorer=OSA.distance, score_cutoff=1 if len(key) < 8 else 2, limit=2)
    unique = len(hits) == 1 or (len(hits) == 2 and hits[0][1] < hits[1][1])
    return str(hits[0][0]) if unique else ""


def _narrowed(scope: Scope, part: str, world: World) -> Scope:
    """A scope with what stands before it: a county of the state, a division of the country."""
    if scope.country == "US" and scope.admin1 and not scope.county:
        rows = counties_named(county_base(part)[0], scope.admin1)
        if len(rows) == 1:
            fips = load_us_counties()["fips"]
            return replace(scope, county=str(fips[rows[0]]))
    elif not scope.admin1:
        for key in dict.fromkeys((fold(part), division_key(part))):
            own_first = sorted(
                division_keys(world).get(key, ()), key=lambda each: fold(each.name) != fold(part)
            )
            for division in own_first:
                if division.country == scope.country:
                    return replace(scope, admin1=division.admin1, name=f"{division.name}, {scope.name}")
    return replace(scope, dropped=", ".join(filter(None, [part, scope.dropped])))


@functools.cache
def region_keys() -> frozenset[str]:
    """Every folded name of a US state or a country."""
    return frozenset(state_keys()) | frozenset(country_keys())


def close_region(text: str) -> bool:
    """Whether a text is a US state or a country but for a misprint."""
    return bool(_close(text))
