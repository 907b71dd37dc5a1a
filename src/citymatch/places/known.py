"""Communities from what is known of them: a row of a table, an id, or a user's own figures."""

from __future__ import annotations

import functools
import math
import re

import numpy as np

from citymatch.datasets import CommunityId, Table, World
from citymatch.datasets.division_words import load_division_words
from citymatch.datasets.divisions import load_first_divisions
from citymatch.datasets.us import load_us_counties, load_us_county_governments, load_us_states

from .census_places import census_place, state_name
from .communities import Community, Kind
from .errors import PlacesError, UnknownCommunity
from .folding import plain

PARTITION = "the people of its communities, each counted once"
"""Where the people of a division are from."""


def place(world: World, row: int) -> Community:
    """The community in a row of the World."""
    id = world.community_id(row)
    if CommunityId.scheme_of(id) == "us-county":
        return by_fips(CommunityId.parse(id).key)
    population = float(world["population"][row])
    geonameid = int(world["geonameid"][row])
    return Community(
        id=id,
        kind="place",
        name=str(world["name"][row]),
        admin1=str(world["admin1"][row]),
        admin1_name=str(world["admin1_name"][row]),
        country=str(world["country"][row]),
        latitude=float(world["latitude"][row]),
        longitude=float(world["longitude"][row]),
        population=population,
        population_source="" if math.isnan(population) else str(world["population_source"][row]),
        population_year="" if math.isnan(population) else str(world["population_year"][row]),
        geonameid=geonameid or None,
        unit_name=str(world["unit_name"][row]) if "unit_name" in world.columns else "",
    )


def county(row: int) -> Community:
    """The community in a row of the county table."""
    table = load_us_counties()
    fips, state = str(table["fips"][row]), str(table["state"][row])
    return _from_census(table, row, f"us-county:{fips}", "county", state, fips)


def state(code: str) -> Community:
    """A US state by its postal code."""
    table = load_us_states()
    row = list(table["state"]).index(code)
    return _from_census(table, row, f"us-state:{code}", "state", code, str(table["fips"][row]))


def division(country: str, code: str, world: World) -> Community | None:
    """A first-order division by its country and GeoNames' code: a US state, the community that is all of it (Berlin),
    or a community of its own; None where there is none.

    >>> from citymatch.datasets import load_world
    >>> [division(*key, load_world()).id for key in (("DE", "02"), ("DE", "16"), ("US", "CA"))]
    ['division:DE:02', 'geonames:2950159', 'us-state:CA']
    """
    if country == "US":
        return state(code) if code in list(load_us_states()["state"]) else None
    found = load_first_divisions().get((country, code))
    if found is None:
        return None
    row = world.row_of_id(found.same_as) if found.same_as else -1
    if row >= 0:
        return place(world, row)
    known = not math.isnan(found.people)
    words = load_division_words().get((country, code))
    name = (words.itself if words else "") or found.name  # Osaka Prefecture: Osaka is a city too
    return Community(
        id=f"division:{country}:{code}", kind="division", name=name, admin1=code, admin1_name=found.name,
        country=country, latitude=found.latitude, longitude=found.longitude, population=found.people,
        population_source=PARTITION if known else "",
    )  # fmt: skip


def _from_census(table: Table, row: int, id: str, kind: Kind, code: str, fips: str) -> Community:
    return Community(
        id=id,
        kind=kind,
        name=str(table["name"][row]),
        admin1=code,
        admin1_name=state_name(code),
        country="US",
        latitude=float(table["latitude"][row]),
        longitude=float(table["longitude"][row]),
        population=float(table["population"][row]),
        population_source=str(table["population_source"][row]) if kind == "county" else "US Census 2020",
        population_year=str(table["year"][row]),
        fips=fips,
    )


def community(
    *,
    name: str,
    latitude: float,
    longitude: float,
    population: float = math.nan,
    population_source: str = "",
    country: str = "",
    admin1: str = "",
    admin1_name: str = "",
) -> Community:
    """A community that no gazetteer knows, by its coordinates in degrees and, if known, its population.

    Raises PlacesError if the name is empty, a coordinate is out of range, or the population is not positive.

    >>> community(name="New Haven Bay", latitude=38.0, longitude=-122.3, population=12000).id
    'user:new-haven-bay'
    """
    if not plain(name):
        raise PlacesError("a community needs a name", field="name")
    if not -90 <= latitude <= 90:
        raise PlacesError(f"must be from -90 to 90 degrees, not {latitude!r}", field="latitude")
    if not -180 <= longitude <= 180:
        raise PlacesError(f"must be from -180 to 180 degrees, not {longitude!r}", field="longitude")
    if not (math.isnan(population) or 0 < population < math.inf):
        raise PlacesError(f"must be a positive number of people, not {population!r}", field="population")
    source = population_source or ("" if math.isnan(population) else "given by the user")
    return Community(
        id="user:" + plain(name).replace(" ", "-"),
        kind="place",
        name=" ".join(name.split()),
        admin1=admin1,
        admin1_name=admin1_name,
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        population=float(population),
        population_source=source,
    )


def is_id(text: str) -> bool:
    """Whether a text is the id of a community, or a bare GeoNames id.

    >>> is_id("geonames:5383187"), is_id("unit:PT:1105"), is_id("5383187"), is_id("Pinole")
    (True, True, True, False)
    """
    if re.fullmatch(r"(?:geonames:|us-county:)?\d{1,18}|us-state:[A-Za-z]{2}", text, re.A):
        return True
    return CommunityId.is_one(text) and not text.startswith("user:")


def by_id(text: str, world: World) -> Community:
    """The community with this id; raises UnknownCommunity where there is none.

    A county that is one government with a city is that city, which is one record under all its ids.

    >>> from citymatch.datasets import load_world
    >>> by_id("us-county:06061", load_world()).label
    'Placer County, California'
    """
    if CommunityId.scheme_of(text) == "unit":
        row = world.row_of_id(text)
        found = place(world, row) if row >= 0 else census_place(text)
        if found is None:
            raise UnknownCommunity(f"no community has the id {text}")
        return found
    kind, _, value = text.rpartition(":")
    if CommunityId.scheme_of(text) == "division":
        country, _, code = text.removeprefix("division:").partition(":")
        of_it = division(country, code, world)
        if of_it is None:
            raise UnknownCommunity(f"no first-order division has the id {text}")
        return of_it
    if kind == "us-state":
        if value.upper() in list(load_us_states()["state"]):
            return state(value.upper())
        raise UnknownCommunity(f"there is no US state with the postal code {value!r}")
    if kind == "us-county":
        alone = by_fips(value)
        row = world.row_of_id(_merged_into(alone.fips or ""))
        return place(world, row) if row >= 0 else alone
    row = world.row_of(int(value))
    if row < 0:
        raise UnknownCommunity(f"the gazetteer has no place with the geonameid {value}")
    return place(world, row)


def county_standing(fips: str) -> tuple[str, str]:
    """What a county is that is no record of its own (merged, part, none), and the id of what governs it.

    >>> county_standing("36047"), county_standing("06061")
    (('part', 'geonames:5128581'), ('', ''))
    """
    return _county_standings().get(fips, ("", ""))


def _merged_into(fips: str) -> str:
    standing, id = county_standing(fips)
    return id if standing == "merged" else ""


@functools.cache
def _county_standings() -> dict[str, tuple[str, str]]:
    table = load_us_county_governments()
    columns = (table[name] for name in ("fips", "standing", "community_id"))
    return {fips: (standing, id) for fips, standing, id in zip(*columns, strict=True)}


def by_fips(fips: str) -> Community:
    """The county or equivalent with this five-digit FIPS code; raises UnknownCommunity without one."""
    rows = np.flatnonzero(np.asarray(load_us_counties()["fips"]) == fips.zfill(5))
    if not len(rows):
        raise UnknownCommunity(f"there is no US county with the FIPS code {fips!r}")
    return county(int(rows[0]))
