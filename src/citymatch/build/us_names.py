"""Names of the US Census: the legal word taken off, and the keys under which a place and a unit meet."""

from __future__ import annotations

import re
from typing import NamedTuple

from citymatch.places.folding import fold

_PREFIX = re.compile(r"^(?:city|town|village|township|borough|municipality) of ", re.I)
_SUFFIX = re.compile(r" (?:charter township|township|city|town|village|borough|plantation|cdp)$", re.I)
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "twp": "township"}
_GOVERNMENT = re.compile(r" (?:city|urban county|(?:unified|consolidated|metro|metropolitan) government)$")

LSAD = {
    "21": "borough", "25": "city", "37": "municipality", "43": "town", "47": "village", "53": "city and borough",
    "55": "comunidad", "57": "CDP", "62": "zona urbana", "CN": "corporation",
}  # fmt: skip
"""The kind that the Census's code for the legal word of a place stands for."""

SUBDIVISIONS = {
    "charter township": "charter township", "township": "township", "town": "town", "plantation": "plantation",
    "city": "city", "village": "village", "borough": "borough", "CCD": "CCD", "UT": "unorganized territory",
    "census subarea": "census subarea", "barrio-pueblo": "barrio", "barrio": "barrio", "gore": "gore",
    "grant": "grant", "location": "location", "purchase": "purchase",
}  # fmt: skip
"""Words at the end of the name of a county subdivision and the kind that they mean."""

COUNTIES = {
    "Planning Region": "planning region", "City and Borough": "city and borough", "Census Area": "census area",
    "County": "county", "Parish": "parish", "Borough": "borough", "Municipality": "municipality",
    "Municipio": "municipio", "city": "independent city", "Carson City": "independent city",
    "District of Columbia": "district",
}  # fmt: skip
"""Words at the end of the name of a county equivalent and the kind that they mean."""


class Named(NamedTuple):
    """A unit's name as people say it, its official form where that differs ("" if not), and its kind."""

    name: str
    long_name: str
    kind: str


def place_name(official: str, lsad: str, state: str) -> Named:
    """The name and kind of a Census place from its name and the code of its legal word.

    >>> place_name("Boyne City city", "25", "MI")
    Named(name='Boyne City', long_name='', kind='city')
    >>> place_name("San Buenaventura (Ventura) city", "25", "CA")
    Named(name='Ventura', long_name='San Buenaventura', kind='city')
    >>> place_name("Nashville-Davidson metropolitan government (balance)", "00", "TN")
    Named(name='Nashville', long_name='Nashville-Davidson metropolitan government', kind='consolidated city')
    """
    kind = LSAD.get(lsad, "")
    if not kind:
        return _merged_name(official)
    bare = official.removesuffix(f" {kind}")
    if state == "MA" and kind == "city":
        bare = bare.removesuffix(" Town")
    two = re.fullmatch(r"(.+) \((.+)\)", bare)
    return Named(two[2], two[1], kind) if two else Named(bare, "", kind)


def _merged_name(official: str) -> Named:
    """The city of a city that has merged with its county; a name without a legal word stays."""
    official = official.removesuffix(" (balance)")
    bare = _GOVERNMENT.sub("", official)
    short = re.split(r"[-/]|, ", bare)[0]
    if bare == short == official:
        return Named(official, "", "city" if official.endswith("City") else "municipality")
    plain_city = bare == short and official == f"{short} city"
    return Named(short, "" if plain_city else official, "consolidated city")


def subdivision_name(official: str) -> Named:
    """The name and kind of a county subdivision.

    >>> subdivision_name("Norwich town"), subdivision_name("District 6")
    (Named(name='Norwich', long_name='', kind='town'), Named(name='District 6', long_name='', kind='district'))
    """
    for word, kind in SUBDIVISIONS.items():
        if official.endswith(f" {word}"):
            return Named(official.removesuffix(f" {word}"), "", kind)
    return Named(official, "", "district")


def county_name(official: str) -> Named:
    """The name and kind of a county equivalent; its name keeps the legal word, which people say.

    >>> county_name("Orleans Parish"), county_name("Juneau City and Borough").kind
    (Named(name='Orleans Parish', long_name='', kind='parish'), 'city and borough')
    """
    if official == "Honolulu County":
        return Named("Honolulu", "City and County of Honolulu", "city and county")
    kind = next((kind for word, kind in COUNTIES.items() if official.endswith(word)), "")
    return Named(official, "", kind)


def place_keys(name: str) -> list[str]:
    """The keys under which a US place may stand: as written, then without the words that state its kind.

    >>> place_keys("St. Louis Park"), place_keys("New York City"), place_keys("Village of Oak Park")
    (['saintlouispark'], ['newyorkcity', 'newyork'], ['villageofoakpark', 'oakpark'])
    """
    plain = " ".join(_SHORT.get(word.lower().rstrip("."), word) for word in name.split())
    bare = _SUFFIX.sub("", _PREFIX.sub("", plain))
    return list(dict.fromkeys(key for key in (fold(plain), fold(bare)) if key))


def unit_keys(name: str, long_name: str = "") -> list[str]:
    """The keys of a unit of the register: of its name and of its official form.

    >>> unit_keys("Ventura", "San Buenaventura")
    ['ventura', 'sanbuenaventura']
    """
    return list(dict.fromkeys(key for each in (name, long_name) if each for key in place_keys(each)))
