"""From a messy line of text to a community, saying what was corrected and never guessing silently."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from citymatch.datasets.geography import country_name

from . import known, searching
from .choosing import SHOWN, dominant, living, standing_note
from .community import Community
from .coordinates import agree, looks_like_point, nearest, read_point
from .entry import Entry
from .errors import AmbiguousCommunity, PlacesError, UnknownCommunity
from .folding import fold, plain, spellings
from .gazetteer import Gazetteer, gazetteer
from .reading import Source, as_text, read
from .regions import Scope, county_base, read_region
from .resolution import Resolution, Status

if TYPE_CHECKING:
    from geopy.point import Point

    from .online import Geocoder

_MARK = re.compile(r"^\s*(?:[-*•·–]\s+|\(?\d{1,3}[.)]\s+)")
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?$")

_TOWNSHIP = re.compile(r"\b(?:township|twp)\b", re.IGNORECASE)


def resolve(
    community: str | int | Point | Community | Entry | Resolution,
    *,
    online: bool = False,
    geocoder: Geocoder | None = None,
) -> Resolution:
    """Find the community that a text, a geonameid, an id, a geopy Point or a line of a list means.

    With `online`, a text that the gazetteer does not know is looked up with geopy (Nominatim, or the
    `geocoder` given). Raises PlacesError only for an online look-up that fails.

    >>> resolve("Havanna, Illionois").note
    "'Illionois' read as Illinois; 'Havanna' read as Havana"
    >>> resolve("Pinole, California").community.id
    'geonames:5383187'
    >>> resolve("Springfield").status
    'ambiguous'
    """
    if isinstance(community, Resolution):
        return community
    if isinstance(community, list | tuple | Path) or hasattr(community, "itertuples"):
        raise PlacesError("resolve reads one line; resolve_many reads lists, tables and files")
    if isinstance(community, Community):
        return Resolution(community.label, "matched", community)
    entry = community if isinstance(community, Entry) else Entry(_text_of(community))
    found = _resolve_entry(entry, gazetteer())
    if online and found.status == "not_found" and plain(entry.text) and not entry.problem:
        from .online import look_up

        found = look_up(replace(found, input=entry.text), gazetteer(), geocoder)
    standing = standing_note(found.community, gazetteer().world) if found.community else ""
    township = _not_the_township(entry.text, found.community)
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
    )


def _not_the_township(text: str, community: Community | None) -> str:
    """That a township was asked for and another municipality of its name is given; empty if that is not so."""
    if community is None or community.kind != "place" or not _TOWNSHIP.search(text):
        return ""
    world = gazetteer().world
    kind = world["legal_kind"][world.row_of_id(community.id)]
    if kind in ("", "township") or _TOWNSHIP.search(community.name):
        return ""
    return f"{text!r} read as the {kind} {community.name}; a township of that name is another government"


def _text_of(community: str | int | Point) -> str:
    """A text, a geonameid, or a geopy Point as text."""
    if isinstance(community, str | int) or not hasattr(community, "latitude"):
        return as_text(community)
    return f"{community.latitude}, {community.longitude}"


def resolve_many(
    source: Source, *, online: bool = False, geocoder: Geocoder | None = None
) -> list[Resolution]:
    """Resolve every line of a source, in order.

    `source` is what `read` takes: a path, a list, a DataFrame, or None for the built-in list of seekers.

    >>> [r.status for r in resolve_many(["Pinole, California", "Lynwood, Washington"])]
    ['matched', 'corrected']
    """
    items = source if isinstance(source, Sequence) and not isinstance(source, str) else ()
    given = {line: item for line, item in enumerate(items, 1) if isinstance(item, Community)}
    return [
        resolve(given.get(entry.line or 0, entry), online=online, geocoder=geocoder) for entry in read(source)
    ]


def find(community: str | int | Point | Community | Entry | Resolution) -> Community:
    """The community that is meant; a correction is accepted, a guess is not made.

    Raises AmbiguousCommunity with the ids to choose from, or UnknownCommunity, both of them ValueErrors.

    >>> find("Seika, Japan").country
    'JP'
    """
    return accepted(resolve(community))


def accepted(found: Resolution) -> Community:
    """The community of a resolution, for those who show its note themselves.

    Raises AmbiguousCommunity with the ids to choose from, or UnknownCommunity.

    >>> accepted(resolve("Seika, Japan")).country
    'JP'
    """
    if found.community is not None:
        return found.community
    listed = "\n".join("  " + describe(each) for each in found.candidates)
    if found.status == "ambiguous":
        message = f"{found.input!r} is ambiguous; choose one by its id:\n{listed}"
        raise AmbiguousCommunity(message, found.candidates)
    message = f"{found.input!r} was not found: {found.note}" + (f"\n{listed}" if listed else "")
    raise UnknownCommunity(message, found.candidates)


def describe(community: Community) -> str:
    """One line about a community: id, label, population.

    >>> describe(find("us-county:06061"))
    'us-county:06061  Placer County, California, population 433,822'
    """
    unknown = community.population != community.population
    people = "population unknown" if unknown else f"population {community.population:,.0f}"
    division = _county_name(community) if community.country == "US" else community.admin1_name
    division = f" ({division})" if division else ""
    return f"{community.id}  {community.label}{division}, {people}"


def _county_name(community: Community) -> str:
    """The county of a US place, which tells two of one name in a state apart; "" where it is not known."""
    world = gazetteer().world
    row = world.row_of_id(community.id) if community.kind == "place" else -1
    fips = str(world["county_fips"][row]) if row >= 0 else ""
    return known.by_fips(fips).name if fips else ""


def _resolve_entry(entry: Entry, names: Gazetteer) -> Resolution:
    """By id, else by the figures of the line, else by its text."""
    if entry.problem:
        return Resolution(entry.text, "not_found", note=entry.problem)
    try:
        if entry.geonameid is not None:
            return _by_id(f"geonames:{entry.geonameid}", entry, names)
        if entry.fips:
            return _by_id(f"us-county:{entry.fips}", entry, names)
        if known.is_id(entry.text.strip()):
            return _by_id(entry.text.strip(), entry, names)
        if entry.has_point:
            return _by_point(entry, names)
        return _with_population(_by_text(entry.text, names), entry)
    except PlacesError as problem:
        return Resolution(entry.text, "not_found", note=str(problem))


def _by_id(id: str, entry: Entry, names: Gazetteer) -> Resolution:
    found = known.by_id(id, names.world)
    return _with_population(Resolution(id, "matched", found), entry)


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


def _by_point(entry: Entry, names: Gazetteer) -> Resolution:
    """A line with coordinates: the place of that name if near, else the user's own place, or the nearest."""
    if not plain(entry.text) or looks_like_point(entry.text):
        return _with_population(nearest(entry.latitude, entry.longitude, names), entry)
    found = _by_text(entry.text, names)
    if found.community and agree(found.community, entry.latitude, entry.longitude):
        return _with_population(found, entry)
    own = known.community(
        name=entry.text.split(",")[0],
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        population_source=entry.population_source,
    )
    return Resolution(
        entry.text, "matched", own, note="taken as a place of the user's own, from the coordinates given"
    )


def _by_text(text: str, names: Gazetteer) -> Resolution:
    clean = _ZIP.sub("", _MARK.sub("", " ".join(text.split()))).strip(" ,;.\"'")
    if not plain(clean):
        return Resolution(text, "not_found", note="no name to look for")
    if looks_like_point(clean):
        latitude, longitude = read_point(clean)
        return nearest(latitude, longitude, names)
    name, *parts = [part for part in re.split(r"[,;()\[\]]", clean) if plain(part)]
    parts = [_ZIP.sub("", " " + part).strip() for part in parts]
    parts = [part for part in parts if plain(part)]
    name = name.strip()
    if parts:
        return _in_region(name, parts, names)
    return _bare(name, names)


def _in_region(name: str, parts: Sequence[str], names: Gazetteer) -> Resolution:
    scopes = read_region(parts, names.world)
    if not scopes:
        where = ", ".join(part.strip() for part in parts)
        return _not_found(
            name, Scope(""), names, f"{where!r} cannot be read as a state, a division or a country"
        )
    found = [(scope, each) for scope in scopes if (each := searching.search(name, scope, names))]
    if scopes[0].admin1 and found and scopes[0] != found[0][0]:
        # A misprint in a US state comes before a place abroad whose region goes by the same letters.
        first = searching.search_similar(name, scopes[0], names)
        found = [(scopes[0], first), *found] if first else found
    if not found:
        found = [(scope, each) for scope in scopes if (each := searching.search_similar(name, scope, names))]
    if not found:
        return _not_found(name, scopes[0], names, "")
    return _of_readings(name, parts[-1], scopes, found)


def _of_readings(
    name: str, region: str, scopes: Sequence[Scope], found: Sequence[tuple[Scope, searching.Finding]]
) -> Resolution:
    """One finding for each way to read the region: a US state goes first, and the other readings are said."""
    scope, finding = found[0]
    told = _told(name, scope, finding)
    others = tuple(each.chosen for _, each in found[1:] if each.chosen not in (None, finding.chosen))
    if finding.corrected and any(each.population >= searching.WELL_KNOWN for each in others):
        both = (*filter(None, [finding.chosen]), *others)
        return Resolution(name, "ambiguous", None, both, f"{region!r} can be read in several ways")
    if finding.chosen is None:
        return replace(told, candidates=(*others, *told.candidates)[:SHOWN])
    if others and scope.country != "US":
        return _settle(name, (finding.chosen, *others), f"{region!r} can be read in several ways")
    if others:
        rivals = _listed([describe(each) for each in others[:3]])
        note = f"{region!r} read as {scope.name}; there is {rivals} too"
        return replace(_noted(told, note), candidates=(*told.candidates, *others)[:SHOWN])
    if scope != scopes[0] and scopes[0].country == "US":
        return _noted(told, f"{region!r} read as {_in_full(scope)}: no such place in {scopes[0].name}, US")
    return told


def _in_full(scope: Scope) -> str:
    return scope.name if scope.admin1 else f"the country {scope.name}"


def _noted(resolution: Resolution, note: str) -> Resolution:
    return replace(resolution, note="; ".join(filter(None, [resolution.note, note])))


def _told(name: str, scope: Scope, finding: searching.Finding) -> Resolution:
    """A finding as a resolution, with everything that was changed on the way to it."""
    dropped = f"{scope.dropped!r} is not known in {scope.name} and was left out" if scope.dropped else ""
    corrections = [note for note in (scope.corrected, dropped, finding.corrected) if note]
    if finding.chosen is None:
        note = "; ".join([*corrections, f"several places of this name in {scope.name}"])
        return Resolution(name, "ambiguous", None, finding.choice.others, note)
    note = "; ".join([*corrections, *finding.choice.notes])
    return Resolution(
        name, "corrected" if corrections else "matched", finding.chosen, finding.choice.others, note
    )


def _not_found(name: str, scope: Scope, names: Gazetteer, problem: str) -> Resolution:
    """Not there: say where else the name stands, and offer that and what is similar."""
    similar = searching.suggestions(name, scope, names)
    others = searching.elsewhere(name, scope, names)
    counties = [each for each in similar if each.kind == "county"]
    what = "municipality" if scope.country == "US" else "place"
    notes = [problem or f"no {what} named {name} in {scope.name}"]
    if scope.corrected:
        notes.insert(0, scope.corrected)
    if counties:
        notes.append(f"there is {counties[0].label}, a county")
    if others:
        where = dict.fromkeys(_division(each) for each in others)
        notes.append(f"there is {others[0].name} in {_listed(list(where)[:4])}")
    candidates = tuple(_unique([*counties, *others[:4], *similar, *others]))[:SHOWN]
    return Resolution(name, "not_found", None, candidates, "; ".join(notes))


def _division(community: Community) -> str:
    return community.admin1_name if community.country == "US" else country_name(community.country)


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _bare(name: str, names: Gazetteer) -> Resolution:
    """A name without a region: a state, a county, a place anywhere, or a name with its region unparted."""
    everyone = _anywhere(name, names)
    if everyone:
        return _settle(name, everyone, "no state or country is given")
    words = name.split()
    for cut in range(1, min(len(words), 5)):
        region = [" ".join(words[cut:])]
        for parts in (
            [region[0]],
            *([" ".join(words[cut:-k]), " ".join(words[-k:])] for k in range(1, len(words) - cut)),
        ):
            if any(not s.corrected and not s.dropped for s in read_region(parts, names.world)):
                return _in_region(" ".join(words[:cut]), parts, names)
    return _not_found(name, Scope(""), names, "no community of this name in the gazetteer")


def _anywhere(name: str, names: Gazetteer) -> tuple[Community, ...]:
    """Every community of this name, the largest first."""
    found = [state] if (state := searching.state_named(name)) else []
    whole = Scope("US")
    if county_base(name)[1] and (counties := searching.search(name, whole, names)):
        found += [counties.chosen] if counties.chosen else counties.choice.others
    world = names.world
    for variant in searching.variants(name):
        keys = spellings(variant)
        rows = searching.with_other_names(names.named(keys), keys, names)
        found += [known.place(world, row) for row in living(rows, world)]
        if found:
            break
    return tuple(sorted(_unique(found), key=lambda each: -(each.population if each.population > 0 else 0)))


def _unique(communities: Iterable[Community]) -> list[Community]:
    return list({each.id: each for each in communities}.values())


def _settle(name: str, communities: Sequence[Community], problem: str) -> Resolution:
    """The only one, the dominant one (said in the note), or a choice for the reader."""
    first = dominant(communities)
    if first is None:
        shown = tuple(communities)[:SHOWN]
        note = f"{problem}: {len(communities)} communities have this name"
        return Resolution(name, "ambiguous", None, shown, note)
    others = tuple(each for each in communities if each != first)[:SHOWN]
    notes = (
        [f"{problem}: read as {describe(first)}, by far the largest of {len(others) + 1}"] if others else []
    )
    if not others and fold(first.name) not in spellings(name):
        notes.append(f"the gazetteer has it as {describe(first)}")
    return Resolution(name, "matched", first, others, "; ".join(notes))
