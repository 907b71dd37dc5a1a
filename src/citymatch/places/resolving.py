"""From a messy line of text to a community, saying what was corrected and never guessing silently."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from citymatch.datasets import World

from . import known
from .communities import Community
from .contradicting import at_point, many_or_opposed, named_and_numbered
from .coordinates import looks_like_point, nearest
from .entry import Entry
from .errors import AmbiguousCommunity, PlacesError, UnknownCommunity
from .folding import plain
from .gazetteer import Gazetteer, gazetteer_of
from .interpreting import by_text
from .merged import one_government
from .reading import Source, read
from .resolution import Resolution, Status
from .saying import how_read, open_question, say
from .sheets import as_text
from .standing import standing_note

if TYPE_CHECKING:
    from geopy.point import Point

    from .online import Geocoder

_TOWNSHIP = re.compile(r"\b(?:township|twp)\b", re.IGNORECASE)
_LIKE_ID = re.compile(r"(?:geonames|us-county|us-state|division|unit|user):\S*")
_NO_TOWNSHIP = re.compile(r"\bno (?:charter )?(?:township|twp) named ")


def resolve(
    community: str | int | Point | Community | Entry | Resolution,
    *,
    online: bool = False,
    geocoder: Geocoder | None = None,
    world: World | None = None,
) -> Resolution:
    """Find the community that a text, a geonameid, an id, a geopy Point or a line of a list means.

    It is looked for in `world`, or in the World that is shipped. With `online`, a text that the gazetteer does
    not know is looked up with geopy (Nominatim, or the `geocoder` given).

    Raises PlacesError only for an online look-up that fails.

    >>> resolve("Havanna, Illionois").note
    "'Illionois' read as Illinois; 'Havanna' read as Havana"
    >>> resolve("Pinole, California").community.id
    'geonames:5383187'
    >>> resolve("Springfield").status
    'ambiguous'
    """
    if isinstance(community, Resolution):
        return community
    if community is None or isinstance(community, bool | bytes | dict):
        raise PlacesError(f"a community is a text, an id or a point, not {community!r}")
    if isinstance(community, list | tuple | Path) or hasattr(community, "itertuples"):
        raise PlacesError("resolve reads one line; resolve_many reads lists, tables and files")
    if isinstance(community, Community):
        return Resolution(community.label, "matched", community)
    entry = community if isinstance(community, Entry) else Entry(_text_of(community))
    gazetteer = gazetteer_of(world)
    found = _resolve_entry(entry, gazetteer)
    if online and found.status == "not_found" and plain(entry.text) and not entry.problem:
        from .online import look_up

        found = look_up(replace(found, input=entry.text), gazetteer, geocoder)
    standing = standing_note(found.community, gazetteer.world) if found.community else ""
    said = _NO_TOWNSHIP.search(found.note)
    township = "" if said else _not_the_township(entry.text, found.community, gazetteer.world)
    note = "; ".join(filter(None, [entry.note, found.note, township, standing]))
    changed = (entry.note or township) and found.status == "matched"
    status: Status = "corrected" if changed else found.status
    return replace(
        found,
        input=entry.text,
        status=status,
        note=note,
        line=entry.line,
        source=entry.source,
        policy=entry.policy,
        extra=entry.extra,
        remarks=entry.remarks,
    )


def _not_the_township(text: str, community: Community | None, world: World) -> str:
    """That a township was asked for and another municipality of its name is given; empty if that is not so."""
    if community is None or community.kind != "place" or not _TOWNSHIP.search(text):
        return ""
    row = world.row_of_id(community.id)
    kind = world.labels("legal_kind")[row] if row >= 0 else ""
    if kind in ("", "township") or _TOWNSHIP.search(community.name):
        return ""
    return f"{text!r} read as the {kind} {community.name}; a township of that name is another government"


def _text_of(community: str | int | Point) -> str:
    """A text, a geonameid, or a geopy Point as text."""
    if isinstance(community, str | int) or not hasattr(community, "latitude"):
        return as_text(community)
    return f"{community.latitude}, {community.longitude}"


def resolve_many(
    source: Source, *, online: bool = False, geocoder: Geocoder | None = None, world: World | None = None
) -> list[Resolution]:
    """Resolve every line of a source, in order, each as `resolve` does.

    `source` is what `read` takes: a path, a list, a DataFrame, or None for the built-in list of seekers.

    >>> [r.status for r in resolve_many(["Pinole, California", "Lynwood, Washington"])]
    ['matched', 'corrected']
    """
    items = source if isinstance(source, Sequence) and not isinstance(source, str) else ()
    given = {line: item for line, item in enumerate(items, 1) if isinstance(item, Community)}
    return [
        resolve(given.get(entry.line or 0, entry), online=online, geocoder=geocoder, world=world)
        for entry in read(source)
    ]


def find(
    community: str | int | Point | Community | Entry | Resolution, *, world: World | None = None
) -> Community:
    """The community that is meant; a correction is accepted, a guess is not made.

    Raises AmbiguousCommunity with the ids to choose from, or UnknownCommunity, both of them ValueErrors.

    >>> find("Seika, Japan").country
    'JP'
    """
    return accepted(resolve(community, world=world), world=world)


def accepted(found: Resolution, *, world: World | None = None) -> Community:
    """The community of a resolution. What was corrected or guessed is told to whoever listens (`places.saying`).

    Raises AmbiguousCommunity with the ids to choose from, or UnknownCommunity.

    >>> accepted(resolve("Seika, Japan")).country
    'JP'
    """
    if found.community is not None:
        say(how_read(found))
        return found.community
    message = open_question(found, world)
    kind = AmbiguousCommunity if found.status == "ambiguous" else UnknownCommunity
    raise kind(message, found.candidates)


def _resolve_entry(entry: Entry, gazetteer: Gazetteer) -> Resolution:
    """By id, else by the figures of the line, else by its text."""
    if entry.problem:
        return Resolution(entry.text, "not_found", note=entry.problem)
    try:
        if entry.id:
            return _by_id(entry.id, entry, gazetteer)
        if entry.geonameid is not None:
            return _by_id(f"geonames:{entry.geonameid}", entry, gazetteer)
        if entry.fips:
            return _by_id(f"us-county:{entry.fips}", entry, gazetteer)
        if known.is_id(entry.text.strip()):
            return _by_id(entry.text.strip(), entry, gazetteer)
        if entry.has_point:
            return _by_point(entry, gazetteer)
        if _LIKE_ID.fullmatch(entry.text.strip()):
            note = f"{entry.text.strip()[:80]!r} is no id of a community; one looks like geonames:5383187"
            return Resolution(entry.text, "not_found", note=note)
        found = many_or_opposed(entry.text, gazetteer, by_text) or by_text(entry.text, gazetteer)
        return _with_population(found, entry)
    except PlacesError as problem:
        return Resolution(entry.text, "not_found", note=str(problem))


def _by_id(id: str, entry: Entry, gazetteer: Gazetteer) -> Resolution:
    named = entry.text.strip() not in (id, id.rpartition(":")[2]) and bool(plain(entry.text))
    try:
        found = known.by_id(id, gazetteer.world)
    except UnknownCommunity as problem:
        if not named:
            raise
        by_name = by_text(entry.text, gazetteer)
        note = "; ".join(filter(None, [f"{problem}; read by its name", by_name.note]))
        status: Status = "corrected" if by_name.community else by_name.status
        return _with_population(replace(by_name, status=status, note=note), entry)
    if named:
        return _with_population(named_and_numbered(entry.text, id, found, gazetteer, by_text), entry)
    return _with_population(Resolution(id, "matched", found, note=one_government(id, found)), entry)


def _with_population(found: Resolution, entry: Entry) -> Resolution:
    """The population that the line itself gives takes the place of the gazetteer's."""
    if found.community is None or entry.population != entry.population:
        return found
    source = entry.population_source or "given by the user"
    return replace(
        found,
        community=replace(
            found.community, population=entry.population, population_source=source, population_year=""
        ),
    )


def _by_point(entry: Entry, gazetteer: Gazetteer) -> Resolution:
    """A line with coordinates: the place of that name if near, else the user's own place, or the nearest."""
    if not plain(entry.text) or looks_like_point(entry.text):
        return _with_population(nearest(entry.latitude, entry.longitude, gazetteer), entry)
    return _with_population(at_point(entry, gazetteer, by_text), entry)
