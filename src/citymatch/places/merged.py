"""US counties that are no record of their own: one with a city, a part of one, or without a government."""

from __future__ import annotations

import functools
import re

from citymatch.datasets import World
from citymatch.datasets.us import (
    load_us_counties,
    load_us_county_governments,
    load_us_official_names,
)

from . import known
from .communities import Community
from .folding import fold, plain
from .regions import county_base

_SAYS_SO = re.compile(
    r"\b(?:metropolitan|metro|consolidated|unified|urban county|government|(?:city|town|village) and (?:county|borough|parish))\b"
)
_FILLING = frozenset(
    ["metropolitan", "metro", "consolidated", "unified", "urban", "county", "parish", "government", "city", "and", "of", "the", "borough", "town", "village"]
)

Key = tuple[str, frozenset[str]]


def one_government(county: str, community: Community) -> str:
    """The sentence that a county and a community are one, "" where the community is the county's own record.

    >>> from citymatch.datasets import load_world
    >>> one_government("us-county:08031", known.by_id("us-county:08031", load_world()))
    'Denver County and Denver are one government'
    """
    if not county.startswith("us-county:") or community.id == county or community.kind != "place":
        return ""
    name = known.by_fips(county.partition(":")[2]).name
    if plain(name) == plain(community.unit_name or community.name):
        return ""
    return f"{name} and {community.name} are one government"


def renamed(name: str, county: Community) -> str:
    """That a county is asked for by a former name, "" if it is not.

    >>> renamed("Dade County", known.by_fips("12086")), renamed("Miami-Dade County", known.by_fips("12086"))
    ('Dade County is a former name of Miami-Dade County', '')
    """
    former = load_us_counties()
    row = list(former["fips"]).index(county.fips)
    others = [each for each in former["other_names"][row].split(";") if each]
    bases = {fold(county_base(each)[0]) for each in others} - {fold(county_base(county.name)[0])}
    return f"{name} is a former name of {county.name}" if fold(county_base(name)[0]) in bases else ""


def county_note(community: Community, world: World) -> str:
    """What a reader must know of a county that does not govern itself, or "".

    >>> from citymatch.datasets import load_world
    >>> county_note(known.by_fips("36047"), load_world())
    'Kings County is part of New York City: it has no government of its own'
    """
    standing, governor = known.county_standing(community.fips or "")
    if community.kind != "county" or not standing:
        return ""
    row = world.row_of_id(governor)
    if standing == "part" and row >= 0:
        return f"{community.name} is part of {world['name'][row]}: it has no government of its own"
    return f"{community.name} has no government of its own" if standing == "none" else ""


def merged_by_name(name: str, state: str, world: World) -> Community | None:
    """The government of a city and its county by a name of both, or by a name that says that it is of both.

    Without a state the name must be that of one such government alone.

    >>> from citymatch.datasets import load_world
    >>> [merged_by_name(name, "TN", load_world()).name for name in ("Nashville-Davidson", "Metro Nashville")]
    ['Nashville', 'Nashville']
    """
    words = plain(name)
    tokens = frozenset(words.split()) - _FILLING
    joint, single = _names(world)
    found = joint.get((state, tokens), "")
    if not found and _SAYS_SO.search(words):
        found = single.get((state, tokens), "")
    return known.by_id(found, world) if found else None


@functools.lru_cache(maxsize=2)
def _names(world: World) -> tuple[dict[Key, str], dict[Key, str]]:
    """The ids of merged governments by the words of the city's and the county's name together, and of either."""
    official = load_us_official_names()
    longer: dict[str, list[str]] = {}
    for id, name, kind in zip(*(official[c] for c in ("community_id", "name", "kind")), strict=True):
        if kind:
            continue
        longer.setdefault(id, []).append(name)
    table, counties = load_us_county_governments(), load_us_counties()
    named = {
        fips: (name, code)
        for fips, name, code in zip(counties["fips"], counties["name"], counties["state"], strict=True)
    }
    joint: dict[Key, str] = {}
    single: dict[Key, str] = {}
    for fips, standing, id in zip(table["fips"], table["standing"], table["community_id"], strict=True):
        row = world.row_of_id(id)
        if standing != "merged" or row < 0:
            continue
        county, state = named[fips]
        city = _tokens(re.sub(r" \(.*\)$", "", str(world["name"][row])))
        own = _tokens(county_base(county)[0])
        for where in (state, ""):
            if own - city:
                _put(joint, (where, city | own), id)
            for each in dict.fromkeys((city, own, *map(_tokens, longer.get(id, ())))):
                _put(single, (where, each), id)
    return joint, single


def _put(names: dict[Key, str], key: Key, id: str) -> None:
    """A name of two governments of the country is the name of neither of them without a state."""
    names[key] = id if names.get(key, id) == id else ""


def _tokens(name: str) -> frozenset[str]:
    return frozenset(plain(name).split()) - _FILLING
