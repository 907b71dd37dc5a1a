"""What a reader must know about a place that may not govern itself."""

from __future__ import annotations

import re

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.datasets.signing import load_who_signs

from .census_places import census_place_note
from .choosing import governs, people_in
from .communities import Community
from .divisions import second_division
from .folding import fold
from .gazetteer import gazetteer_of
from .merged import county_note


def standing_note(community: Community, world: World) -> str:
    """What a reader must know about a place that may not govern itself, or ""."""
    if community.kind == "county":
        return county_note(community, world)
    row = world.row_of_id(community.id)
    if row < 0:
        return census_place_note(community)
    reason = str(world["not_candidate"][row])
    if reason in ("", "population unknown"):
        return ""
    if world["legal_kind"][row] == "CDP":
        governor = _governor(row, world)
        return census_place_told(community.name, world.texts("name")[governor] if governor >= 0 else "")
    governor = _governor(row, world)
    if elsewhere := _division_instead(row, governor, world):
        return f"{community.name} is part of another community: it lies in {elsewhere}"
    if governor >= 0 and _may_govern(governor, row, world):
        alone = ": it has no government of its own" if community.country == "US" else ""
        return f"{community.name} is part of {world['name'][governor]}{alone}"
    if reason == "part of another community":
        return f"{community.name} {_governed_elsewhere(str(world['country'][row]))}"
    return f"{community.name} is no candidate for a partnership: {reason}"


def _governor(row: int, world: World) -> int:
    """The row of the community that governs a place, -1 where none is known."""
    return world.row_of(int(np.asarray(world["governed_by"])[row]))


def census_place_told(name: str, governor: str) -> str:
    """That a census place has no government, and whose governs it, where that is known.

    >>> census_place_told("Hilo", "Hawaii County")
    'Hilo is a census-designated place: it has no government of its own, and Hawaii County signs for it'
    """
    signs = f", and {governor} signs for it" if governor else ""
    return f"{name} is a census-designated place: it has no government of its own{signs}"


def _division_instead(row: int, governor: int, world: World) -> str:
    """The second-order division in which a place lies, where the community nearest to it bears the name of another.

    Distance alone puts Hamilton into North Lanarkshire; its division is South Lanarkshire.
    """
    if governor < 0 or "standing_reason" not in world.columns:
        return ""
    if "by its distance" not in str(world["standing_reason"][row]):
        return ""
    own = second_division(row, world)
    named = gazetteer_of(world).named([fold(each) for each in own], str(world["country"][row]))
    if governor in named or set(own) & set(second_division(governor, world)):
        return ""
    return next((world.texts("name")[each] for each in named if governs(each, world)), "")


def _may_govern(governor: int, row: int, world: World) -> bool:
    """Whether one place can govern another: none does that has fewer people, and in the US none across a state line."""
    ruling, ruled = people_in([governor, row], world)
    if 0 < ruling < ruled:
        return False
    across = world["admin1"][governor] != world["admin1"][row] and world["country"][row] == "US"
    return bool(world["country"][governor] == world["country"][row] and not across)


def _governed_elsewhere(country: str) -> str:
    """What is known of the government of a place that is part of a community without a name here."""
    signs = load_who_signs().get(country)
    if signs and "none" in signs.unit.replace(":", "").split():
        clauses = [each for each in re.split(r"[;.] ", signs.why.rstrip(".")) if "gazetteer" not in each]
        return f"has no municipality of its own that signs: {'; '.join(clauses)}"
    told = f"; in {country_name(country)} the {signs.unit} signs" if signs and country != "US" else ""
    return f"is part of another community, which is not known by name here{told}"
