"""A name without a region: every community that bears it, and which of them is meant."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from citymatch.datasets import World

from . import american, known, searching
from .bearing import unless_common
from .choosing import SHOWN, Choice, dominant, living
from .communities import Community
from .describing import describe
from .folding import fold, spellings
from .gazetteer import Gazetteer, gazetteer_of
from .municipal import Reading, district_keys, readings
from .naming import town_in
from .native import is_native, native_rows
from .regions import Scope, county_base
from .resolution import Resolution
from .telling import unique
from .units_named import of_the_kind

FAMOUS, TIMES_A_BEARER = 500_000, 100.0
"""A place of so many people, so many times those of a place that bears the name, is meant by another name too."""


def anywhere(name: str, gazetteer: Gazetteer) -> tuple[Community, ...]:
    """Every community of this name, the largest first."""
    found = [state] if (state := searching.state_named(name)) else []
    whole = Scope("US")
    if county_base(name)[1] and (counties := searching.search(name, whole, gazetteer)):
        found += [counties.chosen] if counties.chosen else counties.choice.others
    found += (governments := american.anywhere(name, gazetteer.world))
    places = [known.place(gazetteer.world, row) for row in _rows_anywhere(name, gazetteer)]
    found += [each for each in places if not (governments and each.country == "US")]
    return tuple(sorted(unique(found), key=lambda each: -(each.population if each.population > 0 else 0)))


def _rows_anywhere(name: str, gazetteer: Gazetteer) -> list[int]:
    """The rows of a name in any country; a word for its kind counts in the countries that use it."""
    world = gazetteer.world
    if is_native(name) and (rows := native_rows(name, world)):
        return living(rows, world)
    for reading in (Reading(name, frozenset()), *readings(name)):
        keys, countries = spellings(reading.name), reading.countries
        rows = searching.with_other_names(gazetteer.named(keys) or gazetteer.headed(keys), keys, gazetteer)
        rows = [row for row in rows if not countries or str(world["country"][row]) in countries]
        if rows:
            return living(of_the_kind(rows, reading, world), world)
    return gazetteer.named(district_keys(name))


def settle(name: str, communities: Sequence[Community], problem: str, world: World) -> Resolution:
    """The only one, the dominant one (said in the note), or a choice for the reader."""
    first = dominant(communities)
    count = len(communities)
    if first is None:
        note = f"{problem}: {count} communities have this name"
        return Resolution(name, "ambiguous", None, tuple(communities)[:SHOWN], note)
    others = tuple(each for each in communities if each != first)[:SHOWN]
    if others and _is_merely_another_name(name, first, others, world):
        note = f"{problem}: it is another name of {first.label}, and the name of {others[0].label}"
        return Resolution(name, "ambiguous", None, (first, *others)[:SHOWN], note)
    note = ""
    if others:
        note = f"{problem}: read as {describe(first, world=world)}, by far the largest of {count}"
    elif not _bears(first, _keys_of(name, first.country)):
        note = f"the gazetteer has it as {first.name}"
    return Resolution(name, "matched", first, others, note)


def _is_merely_another_name(name: str, first: Community, others: Sequence[Community], world: World) -> bool:
    """Whether the largest is only also called so, others bear the name itself, and it is not famous beside them."""
    keys = _keys_of(name)
    if first.kind != "place" or is_native(name) or _bears(first, keys):
        return False
    if unless_common(name, Choice(first), Scope(first.country), gazetteer_of(world)).community is None:
        return True
    bearers = [each.population for each in others if _bears(each, keys) and each.population > 0]
    return bool(bearers) and not (
        first.population >= FAMOUS and first.population >= TIMES_A_BEARER * max(bearers)
    )


def _keys_of(name: str, country: str = "") -> set[str]:
    return {key for variant in searching.variants(name, country) for key in spellings(variant)}


def _bears(community: Community, keys: Collection[str]) -> bool:
    own = [community.name, community.unit_name, town_in(community.name, community.unit_name)]
    own += searching.variants(community.name, community.country)
    return any(fold(each) in keys or fold(each.partition(" (")[0]) in keys for each in own if each)
