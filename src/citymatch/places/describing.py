"""A community in a line, for people to choose by."""

from __future__ import annotations

from citymatch.datasets import World

from . import known
from .communities import Community
from .gazetteer import gazetteer_of


def describe(community: Community, *, world: World | None = None) -> str:
    """One line about a community: id, label, population.

    >>> describe(known.by_fips("06061"))
    'us-county:06061  Placer County, California, population 433,822'
    """
    unknown = community.population != community.population
    people = "population unknown" if unknown else f"population {community.population:,.0f}"
    division = _county_name(community, world) if community.country == "US" else community.admin1_name
    division = f" ({division})" if division else ""
    return f"{community.id}  {community.label}{division}, {people}"


def _county_name(community: Community, world: World | None) -> str:
    """The county of a US place, which tells two of one name in a state apart; "" where it is not known."""
    world = gazetteer_of(world).world
    row = world.row_of_id(community.id) if community.kind == "place" else -1
    fips = str(world["county_fips"][row]) if row >= 0 else ""
    return known.by_fips(fips).name if fips else ""
