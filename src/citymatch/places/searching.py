"""Looking for a name within a scope: as written, by usual variants, by other names, by similar spelling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from citymatch.datasets.us import load_us_counties

from . import known
from .abbreviations import initialled, meant_by
from .american import official
from .bearing import WELL_KNOWN, bearer, unless_common, with_other_names
from .choosing import SHOWN, Choice, choose
from .communities import Community
from .county_search import find_county, find_similar_county
from .finding import Finding
from .folding import fold, plain, spellings
from .gazetteer import Gazetteer
from .here import Here
from .longforms import long_forms, short_forms
from .municipal import district_keys, variants
from .native import is_native, native_key
from .regions import Scope, counties_named, county_base, state_keys
from .similar import allowed, search_similar_place, written_out
from .units_named import by_its_word, by_its_word_anywhere

__all__ = [
    "WELL_KNOWN", "Finding", "elsewhere", "in_other_form", "search", "search_similar", "state_named", "suggestions",
    "told_by_word", "variants", "with_other_names",
]  # fmt: skip


_MOST_CONTAINING = 5


def search(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The community of a name in a scope, spelt as usual; None if there is none of that name."""
    if governed := official(name, scope, gazetteer):
        return Finding(*governed)
    return (
        find_county(name, scope, gazetteer)
        or _place(name, scope, gazetteer)
        or ("/" in name and scope.country != "US" and in_other_form(name, scope, gazetteer))
        or _joined(name, scope, gazetteer)
    )


def search_similar(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The community of a short, long or near spelling in a scope, with what was corrected; None if none is near."""
    return (
        in_other_form(name, scope, gazetteer)
        or find_similar_county(name, scope)
        or search_similar_place(name, scope, gazetteer)
    )


def suggestions(name: str, scope: Scope, gazetteer: Gazetteer) -> list[Community]:
    """What may be meant within a scope: a county of that name, similar names, names that contain it."""
    found = [known.county(row) for row in counties_named(county_base(name)[0], scope.admin1)]
    key = fold(name)
    if len(key) >= 4:
        here = Here(scope, gazetteer)
        rows = [
            row for each in (key, *written_out(name)) for row in here.similar(each, max(allowed(each), 1))
        ]
        if scope.country:
            rows += here.containing(key)[:_MOST_CONTAINING]
        found += [known.place(gazetteer.world, row) for row in dict.fromkeys(rows)]
    return found[:SHOWN]


def _place(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    if is_native(name):
        return _native(name, scope, gazetteer)
    if told := by_its_word(name, scope, gazetteer, _place):
        return told
    for variant in variants(name, scope.country):
        choice = bearer(variant, spellings(variant), scope, gazetteer)
        if choice != Choice(None):
            return Finding(choice, weak=_is_part(choice, gazetteer))
    keys = district_keys(name) or district_keys(f"{name} of {scope.name.partition(',')[0]}")
    rows = Here(scope, gazetteer).named(keys) if scope.country else []
    if rows:
        return Finding(choose(rows, gazetteer.world, scope.county))
    return _american_with_kind(name, scope, gazetteer) or _american_by_other_name(name, scope, gazetteer)


def told_by_word(name: str, gazetteer: Gazetteer) -> list[tuple[Scope, Finding]]:
    """What a name without a region means whose word for its kind tells which government it is."""
    return by_its_word_anywhere(name, gazetteer, _place)


def _native(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The place that bears a name in its own letters, else one that sounds like it in Latin letters, which is said."""
    rows = Here(scope, gazetteer).native(name)
    if rows:
        choice = choose(rows, gazetteer.world, scope.county)
        known_as = (f"the gazetteer has it as {choice.community.name}",) if choice.community else ()
        return Finding(replace(choice, notes=(*known_as, *choice.notes)), weak=_is_part(choice, gazetteer))
    choice = bearer(name, spellings(name), scope, gazetteer)
    if choice == Choice(None):
        return None
    read_as = f"{name!r} read by its sound as {choice.community.name}" if choice.community else ""
    return Finding(choice, "" if _bears(name, choice, gazetteer) else read_as)


def _bears(name: str, choice: Choice, gazetteer: Gazetteer) -> bool:
    """Whether the local name of the place chosen is this one."""
    row = gazetteer.world.row_of_id(choice.community.id) if choice.community else -1
    return row >= 0 and native_key(str(gazetteer.world["local_name"][row])) == native_key(name)


def _is_part(choice: Choice, gazetteer: Gazetteer) -> bool:
    """Whether what was chosen is a part of another community."""
    row = gazetteer.world.row_of_id(choice.community.id) if choice.community else -1
    return row >= 0 and str(gazetteer.world["standing"][row]) == "part_of"


def in_other_form(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The community of a name in another form: short forms written out, long ones cut, short ones that are in full."""
    ways: tuple[Callable[[str, Scope, Gazetteer], list[int]], ...] = (
        meant_by, initialled, short_forms, long_forms,
    )  # fmt: skip
    for variant in variants(name, scope.country):
        for way in ways:
            rows = way(variant, scope, gazetteer)
            choice = choose(rows, gazetteer.world, scope.county)
            if way is long_forms:
                choice = unless_common(variant, choice, scope, gazetteer)
            if choice != Choice(None):
                return _in_full(name, choice, way is short_forms and len(rows) > 1, gazetteer)
    return None


def _in_full(name: str, choice: Choice, doubtful: bool, gazetteer: Gazetteer) -> Finding:
    found = choice.community
    if found is None:
        return Finding(choice)
    if doubtful:
        return Finding(Choice(None, (found, *choice.others)))
    return Finding(replace(choice, notes=()), f"{name!r} read as {found.name}", _is_part(choice, gazetteer))


def _american_with_kind(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """A municipality in the US that the gazetteer has with a legal kind in its name: Heber City."""
    if scope.country != "US":
        return None
    keys = [kind.format(key) for key in spellings(name) for kind in ("{}city", "{}village", "villageof{}")]
    rows = Here(scope, gazetteer).named(keys)
    choice = choose([row for row in rows if _is_municipal(row, gazetteer)], gazetteer.world, scope.county)
    return Finding(choice, f"{name!r} read as {choice.community.name}") if choice.community else None


def _is_municipal(row: int, gazetteer: Gazetteer) -> bool:
    return str(gazetteer.world["legal_kind"][row]) not in ("", "CDP")


def _american_by_other_name(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """A municipality in the US of which this is another name; that counts as a correction.

    Census-designated places and settlements do not: their other names are too loose (Miami for Miamitown).
    """
    if scope.country != "US":
        return None
    world = gazetteer.world
    rows = Here(scope, gazetteer).also_named(spellings(name))
    people = np.asarray(world["population"])
    known_as = [row for row in rows if _is_municipal(row, gazetteer) or people[row] >= WELL_KNOWN]
    choice = choose(known_as, world, scope.county)
    if choice.community is None:
        return None
    read_as = f"{name!r} read as {choice.community.name}"
    near = _differing(fold(name), fold(choice.community.name)) <= 2
    return Finding(choice, read_as if near else f"{read_as}, of which it is another name")


def _differing(key: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(key, other))


def _joined(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """Two names with a stroke between them: a place and its county, or two names of which one is known."""
    first, stroke, second = (part.strip() for part in name.partition("/"))
    if not (first and stroke and second) or scope.county:
        return None
    rows = counties_named(county_base(second)[0], scope.admin1) if scope.country == "US" else ()
    if len(rows) == 1:
        county = known.county(rows[0])
        found = _place(first, replace(scope, county=str(load_us_counties()["fips"][rows[0]])), gazetteer)
        if found and found.chosen:
            return replace(found, corrected=f"{name!r} read as {found.chosen.name} in {county.name}")
    both = [
        each.chosen for part in (first, second) if (each := _place(part, scope, gazetteer)) and each.chosen
    ]
    if len({each.id for each in both}) > 1:
        return Finding(Choice(None, tuple(both)))
    return Finding(Choice(both[0]), f"{name!r} read as {both[0].name}") if both else None


def elsewhere(name: str, scope: Scope, gazetteer: Gazetteer) -> list[Community]:
    """Places of exactly this name outside the scope: in its country, else anywhere; the largest first."""
    keys = spellings(name)
    rows = gazetteer.named(keys, scope.country) or gazetteer.named(keys)
    found = [known.place(gazetteer.world, row) for row in rows]
    found = [each for each in found if not _inside(each, scope)]
    return sorted(found, key=lambda each: -np.nan_to_num(each.population))[:SHOWN]


def _inside(community: Community, scope: Scope) -> bool:
    return community.country == scope.country and scope.admin1 in ("", community.admin1)


def state_named(name: str) -> Community | None:
    """The US state of this full name, also as "State of Ohio" or "Washington State"."""
    key = fold(plain(name).removeprefix("state of ").removesuffix(" state"))
    code, full = state_keys().get(key, ("", ""))
    return known.state(code) if code and fold(full) == key else None
