"""A seeker's profile: the same features that candidates have, for any community."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.divisions import load_divisions_without_government, load_first_divisions
from citymatch.datasets.us import load_us_county_features
from citymatch.places.communities import Community

from .base import Place, is_unknown
from .registry import EXTRACTORS, extractor_class


def profile(community: Community, world: World) -> Place:
    """The features of a community under the World's column names, and who it is.

    A place of the gazetteer has its row; a county, a state or a place of the user's own gets the same
    columns from its coordinates, by the same extractors that built the World. A population that the
    community states itself takes the place of the gazetteer's.

    >>> from citymatch.datasets import load_world
    >>> town = Community("user:x", "place", "Testville", "CA", "California", "US", 38.0, -122.3, 5000)
    >>> round(profile(town, load_world())["coast_km"]) < 5
    True
    """
    facts: dict[str, Any] = _identity(community)
    row = world.row_of_id(community.id)
    if row >= 0:
        facts = _beside(world.row(row), facts)
    elif community.kind in ("state", "division"):
        facts = of_division(community, world) or facts | _computed(facts, world)
    else:
        facts |= _of_county(community) or _computed(facts, world)
    return MappingProxyType(facts)


def _beside(own: dict[str, Any], stated: dict[str, Any]) -> dict[str, Any]:
    """A row of the World, with what the community states of itself in its place."""
    facts = {**own, **{key: value for key, value in stated.items() if not is_unknown(value)}}
    if (
        facts["population"] != own["population"]
    ):  # the user's own figure has neither the register's year nor its scope
        scope = {"population_of": "", "town_population": float("nan")}
        facts |= {"population_year": stated["population_year"], **scope}
    return facts


OF_THE_TOWN = (
    "coast_km", "lake_km", "river_km", "climate", "airport", "airport_km", "large_airport", "large_airport_km",
    "people_50km", "metropolis_id", "metropolis_km", "elevation_m", "elevation_source", "continent", "timezone",
)  # fmt: skip
"""What is told of a division as it is at its largest town: its centre may lie where nobody lives."""


def of_division(community: Community, world: World) -> dict[str, Any]:
    """The facts of a first-order division: its own people and centre, and its largest town's setting.

    Empty where no town of it is known.
    """
    row = town_of_division(community, world)
    if row < 0:
        return {}
    town = world.row(row)
    return {**bare_division(community), **{name: town[name] for name in OF_THE_TOWN if name in town}}


def bare_division(community: Community) -> dict[str, Any]:
    """What is told of a first-order division without a look at its largest town."""
    own = load_first_divisions().get((community.country, community.admin1))
    name = own.name if own is not None else community.name
    without = load_divisions_without_government()
    return {**_identity(community), "ascii_name": name, "admin1_name": name, "layer": "division", "number": 0,
            "population_of": "unit", "feature_code": "ADM1",
            "not_candidate": without.get((community.country, community.admin1), "")}  # fmt: skip


def town_of_division(community: Community, world: World) -> int:
    """The row of the largest town of a first-order division, -1 where none is known."""
    own = load_first_divisions().get((community.country, community.admin1))
    return world.row_of_id(own.main) if own is not None and own.main else -1


def where_it_lies(known: Place, latitude: float, longitude: float, world: World) -> dict[str, Any]:
    """The facts of a place that follow from its coordinates, worked out anew for others.

    Elevation is not among them: the package ships no relief.
    """
    made_of_it = {column for name in EXTRACTORS for column in extractor_class(name).makes}
    made_of_it -= {"population", "elevation_m"}  # facts of their own, which these extractors only hand on
    there = {"latitude": latitude, "longitude": longitude}
    bare = {key: value for key, value in known.items() if key not in made_of_it} | there
    made = {k: v for k, v in _computed(bare, world).items() if k in world.columns and k not in bare}
    return {**made, **there, "elevation_m": known.get("elevation_m", float("nan"))}


def _identity(community: Community) -> dict[str, Any]:
    return {
        "community_id": community.id,
        "kind": community.kind,
        "name": community.name,
        "label": community.label,
        "country": community.country,
        "admin1": community.admin1,
        "admin1_name": community.admin1_name,
        "latitude": community.latitude,
        "longitude": community.longitude,
        "population": float(community.population),
        "population_source": community.population_source,
        "population_year": community.population_year,
        "geonameid": community.geonameid,
        "county_fips": community.fips or "",
    }


def _of_county(community: Community) -> dict[str, Any]:
    """The features of a county, computed when the data were built; none for any other community."""
    if community.kind != "county":
        return {}
    known = load_us_county_features()
    rows = np.flatnonzero(known["fips"] == community.fips)
    return {k: v for k, v in known.row(int(rows[0])).items() if k != "fips"} if len(rows) else {}


def _computed(facts: dict[str, Any], world: World) -> dict[str, Any]:
    """The World's columns that extractors can make from what is known of one place."""
    import pandas as pd

    frame = pd.DataFrame([facts])
    made: dict[str, Any] = {}
    for name in EXTRACTORS:
        kind = extractor_class(name)
        if (set(kind.makes) & set(world.columns)) - set(facts):
            features = kind().fit(world).transform(frame).iloc[0]
            made |= {column: features[column] for column in kind.makes}
    return made
