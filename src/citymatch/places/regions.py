"""What stands after the comma: a US state, a country, a division of a country, a county."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import replace

from citymatch.datasets import World
from citymatch.datasets.divisions import load_country_codes, load_division_terms
from citymatch.datasets.geography import country_name, load_countries
from citymatch.datasets.us import load_us_counties, load_us_states

from . import country_names, divisions
from .counties import COUNTY_WORDS, counties_by_base, counties_named, county_base, state_keys
from .countries import CountryReading, by_own_initials, is_own_name, read_country
from .divisions import division_index, division_key
from .folding import fold
from .misspelt import close_region, near_division, near_region
from .scopes import Scope
from .scripts import is_latin, own_key

__all__ = [
    "COUNTY_WORDS",
    "Scope",
    "close_region",
    "counties_by_base",
    "counties_named",
    "county_base",
    "division_key",
    "read_region",
    "region_keys",
    "state_keys",
    "territories_of",
]

_USUAL_SHORT = ("CA", "AU", "GB")
"""Countries whose addresses have short forms of divisions that are letters of a US state or of a country too."""
_OCCUPIED = {
    "RU": (
        ("UA", "11", "Crimea, Ukraine", "found in Crimea, Ukraine, which Russia has occupied since 2014"),
        (
            "UA",
            "20",
            "Sevastopol, Ukraine",
            "found in Sevastopol, Ukraine, which Russia has occupied since 2014",
        ),
    ),
}
"""Divisions under occupation, which lists name with the country that occupies them (UN General Assembly 68/262)."""
_SHORT = 4
"""The head of a name has more letters."""
_LAST = 2
"""The turn of short forms that are read as divisions abroad only where nothing else has a place of the name."""


def read_region(parts: Sequence[str], world: World) -> list[Scope]:
    """The scopes that the parts after a place's name may mean, the likeliest first; empty if there are none.

    >>> from citymatch.datasets import load_world
    >>> [scope.admin1 for scope in read_region(["Illionois"], load_world())]
    ['IL']
    >>> [(s.country, s.name) for s in read_region(["Ontario", "Canada"], load_world())]
    [('CA', 'Ontario, Canada')]
    """
    *before, last = _without_what_is_above(_joined(parts))
    if read_country(last).codes == ("US",) and fold(last) not in state_keys():
        return _in_us(before, world)
    scopes: Sequence[Scope] = (
        _exact(last, world) or near_region(last) or near_division(last, world) or _cut_short(last, world)
    )
    for part in reversed(before[-2:]):
        scopes = [narrow for scope in scopes for narrow in _narrowed(scope, part, world)]
    scopes = [each for each in scopes if not (each.dropped and each.turn)] or scopes
    scopes = sorted(scopes, key=lambda scope: bool(scope.dropped))
    return [*scopes, *_against(before, last, scopes, world)]


def _joined(parts: Sequence[str]) -> list[str]:
    """The parts, with the last two put together where they are one name: "Korea", "Republic of"."""
    if len(parts) > 1 and is_latin("".join(parts)):
        both = f"{parts[-2]} {parts[-1]}"
        found = read_country(both)
        if found.codes and found.codes != read_country(parts[-1]).codes:
            return [*parts[:-2], both]
    return list(parts)


def _without_what_is_above(parts: Sequence[str]) -> list[str]:
    """The parts without a continent at their end, and without the sovereign of a territory that stands before it."""
    *before, last = parts
    if before and own_key(last) in _continents():
        return _without_what_is_above(before)
    codes = read_country(last).codes
    under = [load_country_codes().get(code) for code in (read_country(before[-1]).codes if before else ())]
    if any(each and each.sovereign and each.sovereign in codes for each in under):
        return before
    return list(parts)


@functools.cache
def _continents() -> frozenset[str]:
    return frozenset(own_key(name) for name in load_countries()["continent"])


def _in_us(parts: Sequence[str], world: World) -> list[Scope]:
    whole = Scope("US", name="the United States")
    if not parts or read_country(parts[-1]).codes == ("US",):
        return [whole]
    states = [scope for scope in read_region(parts, world) if scope.country == "US"]
    return states or [replace(whole, dropped=", ".join(parts))]


def _exact(text: str, world: World) -> list[Scope]:
    """Every region of that name: US states first, then countries, divisions, and what short forms may mean."""
    index = division_index(world)
    states = [*_states(text), *_by_number(text)]
    countries = _countries(text, read_country(text))
    known = bool(states or countries)
    called = divisions.named(text, index)
    if states and not countries and len(own_key(text)) > 3 and own_key(text) != own_key(states[0].name):
        # A short form of a state that is the name of a division in full: Kent is a county, Kent. Kentucky.
        return list(dict.fromkeys((*states, *called) if "." in text else (*called, *states)))
    scopes = [*states, *countries]
    later = _turn_of_divisions(text, states, countries)
    if len(own_key(text)) <= 3:
        called = tuple(replace(each, turn=each.turn or int(known and bool(each.second))) for each in called)
    scopes += [replace(each, turn=max(later, each.turn)) for each in called]
    if len(own_key(text)) <= 4 or "." in text:
        short = divisions.by_short_form(text, index)
        usual = [each for each in short if each.country in _USUAL_SHORT or (not known and not each.second)]
        scopes += usual
        scopes += [replace(each, turn=_LAST) for each in short if each not in usual]
        scopes += _by_initials(text, countries)
        cut = [each for each in divisions.abbreviated(text, world) if each not in scopes]
        scopes += [replace(each, turn=1 if scopes else 0) for each in cut]
    return list(dict.fromkeys(scopes)) or _foreign_states(text)


def _cut_short(text: str, world: World) -> list[Scope]:
    """The divisions whose name begins with a text that lost its point at the end of a line: Oberösterr."""
    found = divisions.abbreviated(f"{text}.", world) if len(own_key(text)) > _SHORT else ()
    return [replace(each, corrected=f"{text!r} read as {each.name}") for each in found]


def _turn_of_divisions(text: str, states: Sequence[Scope], countries: Sequence[Scope]) -> int:
    """When divisions of a name are looked at: after a US state or a country that is called so."""
    if len(own_key(text)) <= 3:
        return 0
    return _LAST if states else int(bool(countries) and is_own_name(text))


def _by_initials(text: str, known: Sequence[Scope]) -> list[Scope]:
    """Countries by the initials of a name of their own, which are the code of another: SR for Slovenská republika."""
    codes = [code for code in by_own_initials(text) if code not in [each.country for each in known]]
    return [
        Scope(code, name=country_name(code), note=f"{text!r} read as {country_name(code)}", turn=_LAST + 1)
        for code in dict.fromkeys(codes)
    ]


def _states(text: str) -> Iterable[Scope]:
    if is_latin(text):
        for key in dict.fromkeys((fold(text), division_key(text))):
            if state := state_keys().get(key):
                yield Scope("US", *state)


def _foreign_states(text: str) -> list[Scope]:
    """The US state with this name in another language: Kalifornien."""
    code = _names_of_states().get(own_key(text), "")
    names = dict(state_keys().values())
    return [Scope("US", code, names[code])] if code in names else []


@functools.cache
def _names_of_states() -> dict[str, str]:
    terms = [each for each in load_division_terms() if each.country == "US" and not each.admin2]
    return {name.replace(" ", ""): each.admin1 for each in terms for name in each.names}


def _countries(text: str, reading: CountryReading) -> list[Scope]:
    """A scope for each country that is meant, with what is to be said where it is not plainly that one's name."""
    scopes = []
    for code in reading.codes:
        name = country_name(code)
        note = ""
        if reading.former:
            note = f"{text!r} read as {name} of today"
        elif len(reading.codes) > 1:
            note = f"{text!r} read as {name}"
        scopes.append(Scope(code, name=name, note=note))
    return scopes


def _by_number(text: str) -> list[Scope]:
    """The US state with this number in the tables of the Census Bureau."""
    if not (len(text) == 2 and text.isascii() and text.isdigit()):
        return []
    table = load_us_states()
    found = zip(table["fips"], table["state"], table["name"], strict=True)
    return [
        Scope(
            "US",
            code,
            name,
            corrected=f"{text!r} read as {name}, whose number it is in the tables of the Census",
        )
        for fips, code, name in found
        if fips == text
    ]


def _narrowed(scope: Scope, part: str, world: World) -> list[Scope]:
    """A scope with what stands before it: a county of the state, a division of the country or of the division."""
    if scope.country == "US" and scope.admin1 and not scope.county:
        rows = counties_named(county_base(part)[0], scope.admin1)
        if len(rows) == 1:
            return [replace(scope, county=str(load_us_counties()["fips"][rows[0]]))]
    elif not scope.second:
        index = division_index(world)
        inside: list[Scope] = []
        for found in (divisions.named(part, index), divisions.by_short_form(part, index)):
            inside = inside or [
                d for d in found if d.country == scope.country and scope.admin1 in ("", d.admin1)
            ]
        inside = [
            each for each in inside if each.turn == inside[0].turn and (each.second or not scope.admin1)
        ]
        if inside:
            name = scope.name if not scope.admin1 else country_name(scope.country)
            return [
                replace(scope, admin1=d.admin1, second=d.second, name=f"{d.name}, {name}") for d in inside
            ]
    if scope.country in read_country(part).codes:
        return [scope]
    return [replace(scope, dropped=", ".join(filter(None, [part, scope.dropped])))]


def _against(before: Sequence[str], last: str, scopes: Sequence[Scope], world: World) -> list[Scope]:
    """Where the part before a country is a region of another one, the place may be there: Paris, TX, France."""
    if not before or not scopes or not all(scope.dropped for scope in scopes):
        return []
    countries = {scope.country for scope in scopes}
    others = [each for each in _exact(before[-1], world) if each.country not in countries and each.admin1]
    return [replace(each, dropped=last) for each in others if not each.turn]


@functools.lru_cache(maxsize=1000)
def territories_of(scope: Scope) -> tuple[Scope, ...]:
    """What lies under a country and has a code of its own, or is claimed by it: looked at after the country itself.

    >>> [each.name for each in territories_of(Scope("DK"))]
    ['Faroe Islands', 'Greenland']
    """
    if scope.admin1:
        return ()
    occupied = [
        replace(
            scope, country=country, admin1=code, name=name, note="; ".join(filter(None, [scope.note, told]))
        )
        for country, code, name, told in _OCCUPIED.get(scope.country, ())
    ]
    known = load_country_codes().items()
    codes = [code for code, each in known if scope.country in (each.sovereign, each.claimed_by)]
    named = [(code, country_name(code)) for code in codes]
    return tuple(occupied) + tuple(
        replace(
            scope, country=code, name=name, note="; ".join(filter(None, [scope.note, f"found in {name}"]))
        )
        for code, name in named
        if name != code
    )


def is_under(territory: Scope, country: Scope) -> bool:
    """Whether a territory with a code of its own belongs to a country, and is not merely claimed by it."""
    codes = load_country_codes().get(territory.country)
    return bool(codes and not territory.admin1 and codes.sovereign == country.country)


@functools.cache
def region_keys() -> frozenset[str]:
    """Every folded name of a US state or a country, in English and in the country's own languages."""
    codes = {*country_names.by_iso(), *country_names.aliases(), *map(fold, country_names.by_sign())}
    return frozenset(state_keys()) | frozenset(country_names.latin_keys()) | frozenset(codes - {""})
