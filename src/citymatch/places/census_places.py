"""US census places that the gazetteer does not have: named by the Census, without a government."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable

from citymatch.datasets.us import load_us_census_places, load_us_states

from .communities import Community
from .folding import fold

PREFIX = "unit:US:"


def census_place(id: str) -> Community | None:
    """The census place with an id, None if it is not one of them.

    >>> census_place("unit:US:0621810").label, census_place("unit:US:0621796")
    ('El Cerrito, California', None)
    """
    row = _rows_by_code().get(id.removeprefix(PREFIX)) if id.startswith(PREFIX) else None
    return None if row is None else _community(row)


def census_places_named(keys: Iterable[str], state: str, county: str = "") -> list[Community]:
    """The census places of a state, or of a county of it, whose name folds to one of some keys.

    >>> [each.id for each in census_places_named(["elcerrito"], "CA")]
    ['unit:US:0621810']
    """
    table = load_us_census_places()
    rows = dict.fromkeys(row for key in keys for row in _rows_by_name().get((state, key), ()))
    return [_community(row) for row in rows if not county or table["county_fips"][row] == county]


def census_place_note(community: Community) -> str:
    """That a census place has no government, "" if the community is none of them."""
    if census_place(community.id) is None:
        return ""
    return f"{community.name} is a census-designated place: it has no government of its own"


@functools.cache
def state_name(code: str) -> str:
    """The name of a US state by its postal code."""
    table = load_us_states()
    return str(table["name"][list(table["state"]).index(code)])


@functools.cache
def _rows_by_code() -> dict[str, int]:
    return {code: row for row, code in enumerate(load_us_census_places()["geoid"])}


@functools.cache
def _rows_by_name() -> dict[tuple[str, str], list[int]]:
    table = load_us_census_places()
    found: dict[tuple[str, str], list[int]] = {}
    for row, (state, name) in enumerate(zip(table["state"], table["name"], strict=True)):
        found.setdefault((state, fold(name)), []).append(row)
    return found


def _community(row: int) -> Community:
    each = load_us_census_places().row(row)
    people = float(each["population"])
    unknown = math.isnan(people)
    return Community(
        id=f"{PREFIX}{each['geoid']}",
        kind="place",
        name=str(each["name"]),
        admin1=str(each["state"]),
        admin1_name=state_name(str(each["state"])),
        country="US",
        latitude=float(each["latitude"]),
        longitude=float(each["longitude"]),
        population=people,
        population_source="" if unknown else str(each["source"]),
        population_year="" if unknown else str(each["year"]),
    )
