"""What a line may mean that means nothing as a name with its region: two names of one place, a short form, a district.

These are looked for last, over the whole world, so that no name or region goes by them that is known as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Literal

from . import known, searching
from .abbreviations import meant_by, stands_for, tokens, words_of
from .anywhere import settle
from .choosing import SHOWN, dominant, governs
from .communities import Community
from .decoration import undecorated
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .genitive import in_genitive
from .municipal import city_of_district, readings
from .regions import Scope, read_region
from .resolution import Resolution
from .telling import told

Read = Callable[[str, Gazetteer], Resolution]
_SIGN = re.compile(r"\s*[/|=]\s*|\s+[-–—]\s+")
_NUMBER = re.compile(r"\d|\b[IVX]+\b")
LARGE = 100_000
"""A city has so many people whose districts go by its name and a number."""


def look_again(text: str, found: Resolution, gazetteer: Gazetteer, read: Read) -> Resolution:
    """What was found, or what the text means in another way if nothing was."""
    if found.status == "not_found":
        clean = undecorated(text)
        ways = [_of_two_names, _of_genitive, _of_short_form, _of_district]
        ways += [_of_nothing] * (" a division of " not in found.note)
        return next(filter(None, (way(text, clean, gazetteer, read) for way in ways)), found)
    if "/" in text and "was left out" in found.note:
        return _with_stroke(text, gazetteer) or found
    return found


def _of_two_names(text: str, clean: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """One place by two of its names: "Helsinki/Helsingfors", "Donostia/San Sebastián"."""
    names = _SIGN.split(re.sub(r"\s*\(([^()]*)\)", r"/\1", clean))
    if len(names) < 2 or "," in text or not all(map(fold, names)):
        return None
    each = [set(_bearing(name, gazetteer)) for name in names]
    rows = set.intersection(*each)
    if not rows:
        return None
    governing = [row for row in sorted(rows) if governs(row, gazetteer.world)] or sorted(rows)
    places = sorted((known.place(gazetteer.world, row) for row in governing), key=lambda one: -_people(one))
    return settle(text, places, "no state or country is given", gazetteer.world)


def _bearing(name: str, gazetteer: Gazetteer) -> list[int]:
    keys = spellings(name)
    return [*gazetteer.named(keys), *gazetteer.headed(keys), *gazetteer.also_named(keys)]


def _of_short_form(text: str, clean: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """A short form without its country: "Gorzów Wlkp.", "Halle/S.", "Ludwigshafen a. Rh."."""
    name = clean + "." * (text.rstrip().endswith(".") and not clean.endswith("."))
    if "," in name or not re.search(r"\w\.|\w/\w", name):
        return None
    rows = meant_by(name, Scope(""), gazetteer)
    own = [row for row in rows if stands_for(tokens(name), words_of(gazetteer.world.texts("name")[row]))]
    most = dominant([known.place(gazetteer.world, row) for row in rows]) if rows else None
    if own and (most is None or most.id in map(gazetteer.world.community_id, own)):
        rows = own
    return _one_of(text, f"{name!r} is short for several names", rows, gazetteer)


def _of_genitive(text: str, clean: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """A municipality by its official name: "Δήμος Πατρέων", "Jelgavas novads, Latvia"."""
    name, *parts = (part.strip() for part in clean.split(","))
    scopes = read_region(parts, gazetteer.world) if parts else [Scope("")]
    rows = [row for scope in scopes if not scope.dropped for row in in_genitive(name, scope, gazetteer)]
    return _one_of(text, f"{name!r} may be several municipalities", rows, gazetteer)


def _of_nothing(text: str, clean: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """What stands above several municipalities and has the name of none: "Regional Municipality of Peel"."""
    name = clean.partition(",")[0]
    above = [each.word.above for each in readings(name) if each.word and each.word.above]
    if not above or gazetteer.named(spellings(name)):
        return None
    note = f"{name!r} names {above[0]}, and no municipality of its name is known: add a place in it"
    return Resolution(text, "not_found", None, (), note)


def _one_of(text: str, several: str, rows: Sequence[int], gazetteer: Gazetteer) -> Resolution | None:
    """The only one or the dominant one of some rows, as a correction; else they are listed."""
    governing = [row for row in rows if governs(row, gazetteer.world)]
    places = sorted(
        (known.place(gazetteer.world, row) for row in governing or rows), key=lambda one: -_people(one)
    )
    if not places:
        return None
    first = places[0] if len(places) == 1 else dominant(places)
    if first is None:
        return Resolution(text, "ambiguous", None, tuple(places[:SHOWN]), several)
    others = tuple(one for one in places if one != first)[:SHOWN]
    more = f", by far the largest of {len(places)} so called" if others else ""
    return Resolution(text, "corrected", first, others, f"{text!r} read as {first.name}{more}")


def _of_district(text: str, clean: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """The city of a district that has a number and no place of its own: "Wien, 10. Bezirk"."""
    name = clean
    city = city_of_district(name) if _NUMBER.search(name) else ""
    found = read(city, gazetteer) if city else None
    if found is None or found.community is None or not found.community.population >= LARGE:
        return None
    status: Literal["corrected"] = "corrected"
    note = f"{name!r} names a district of {found.community.name}: the city is taken"
    return replace(found, input=text, status=status, note="; ".join(filter(None, [note, found.note])))


def _with_stroke(text: str, gazetteer: Gazetteer) -> Resolution | None:
    """A short form behind a stroke that was taken for a region: "Halle/S., Germany"."""
    name, *parts = (part.strip() for part in text.split(","))
    for scope in read_region(parts, gazetteer.world) if parts else ():
        found = searching.in_other_form(name, scope, gazetteer)
        if found and found.chosen and not scope.dropped and scope.country != "US":
            return told(name, scope, found)
    return None


def _people(community: Community) -> float:
    return community.population if community.population > 0 else 0.0
