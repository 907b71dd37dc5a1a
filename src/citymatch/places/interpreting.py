"""What a text means: a name and its region, each read in every way that it can be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from citymatch.datasets import World
from citymatch.datasets.geography import country_name

from . import known, searching
from .choosing import SHOWN, dominant, living
from .communities import Community
from .coordinates import looks_like_point, nearest, read_point
from .describing import describe
from .folding import fold, plain, spellings
from .gazetteer import Gazetteer
from .leaflet import MARK
from .regions import Scope, county_base, read_region
from .resolution import Resolution

_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?$")
_SEAT = re.compile(r"(?P<unit>.+?) \(seat (?P<town>.+?)\)(?:$|,| \()")
"""A label of ours: the unit that signs, then its seat."""


def by_text(text: str, gazetteer: Gazetteer) -> Resolution:
    """What a text means: a point, a name in a region, or a name alone."""
    clean = _ZIP.sub("", MARK.sub("", " ".join(text.split()))).strip(" ,;.\"'")
    if not plain(clean):
        return Resolution(text, "not_found", note="no name to look for")
    if looks_like_point(clean):
        latitude, longitude = read_point(clean)
        return nearest(latitude, longitude, gazetteer)
    if seat := _seat(clean, gazetteer):
        return Resolution(text, "matched", seat)
    name, *parts = [part for part in re.split(r"[,;()\[\]]", clean) if plain(part)]
    parts = [_ZIP.sub("", " " + part).strip() for part in parts]
    parts = [part for part in parts if plain(part)]
    name = name.strip()
    if parts:
        return _in_region(name, parts, gazetteer)
    return _bare(name, gazetteer)


def _seat(text: str, gazetteer: Gazetteer) -> Community | None:
    """The unit that a label of ours means, or the gazetteer's name of its seat: "Prestfoss (Sigdal)"."""
    labelled = _SEAT.match(text)
    name = f"{labelled['town']} ({labelled['unit']})" if labelled else text
    rows = gazetteer.named([fold(name)]) if labelled or text.endswith(")") else []
    found = known.place(gazetteer.world, rows[0]) if len(rows) == 1 else None
    return found if found and found.unit_name else None


def _in_region(name: str, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution:
    scopes = read_region(parts, gazetteer.world)
    if not scopes:
        where = ", ".join(part.strip() for part in parts)
        return _not_found(
            name, Scope(""), gazetteer, f"{where!r} cannot be read as a state, a division or a country"
        )
    found = [(scope, each) for scope in scopes if (each := searching.search(name, scope, gazetteer))]
    if scopes[0].admin1 and found and scopes[0] != found[0][0]:
        # A misprint in a US state comes before a place abroad whose region goes by the same letters.
        first = searching.search_similar(name, scopes[0], gazetteer)
        found = [(scopes[0], first), *found] if first else found
    if not found:
        found = [
            (scope, each) for scope in scopes if (each := searching.search_similar(name, scope, gazetteer))
        ]
    if not found:
        return _not_found(name, scopes[0], gazetteer, "")
    return _of_readings(name, parts[-1], scopes, found, gazetteer)


def _of_readings(
    name: str,
    region: str,
    scopes: Sequence[Scope],
    found: Sequence[tuple[Scope, searching.Finding]],
    gazetteer: Gazetteer,
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
        return _settle(
            name, (finding.chosen, *others), f"{region!r} can be read in several ways", gazetteer.world
        )
    if others:
        rivals = _listed([describe(each, world=gazetteer.world) for each in others[:3]])
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


def _not_found(name: str, scope: Scope, gazetteer: Gazetteer, problem: str) -> Resolution:
    """Not there: say where else the name stands, and offer that and what is similar."""
    similar = searching.suggestions(name, scope, gazetteer)
    others = searching.elsewhere(name, scope, gazetteer)
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


def _bare(name: str, gazetteer: Gazetteer) -> Resolution:
    """A name without a region: a state, a county, a place anywhere, or a name with its region unparted."""
    everyone = _anywhere(name, gazetteer)
    if everyone:
        return _settle(name, everyone, "no state or country is given", gazetteer.world)
    words = name.split()
    for cut in range(1, min(len(words), 5)):
        region = [" ".join(words[cut:])]
        for parts in (
            [region[0]],
            *([" ".join(words[cut:-k]), " ".join(words[-k:])] for k in range(1, len(words) - cut)),
        ):
            if any(not s.corrected and not s.dropped for s in read_region(parts, gazetteer.world)):
                return _in_region(" ".join(words[:cut]), parts, gazetteer)
    return _not_found(name, Scope(""), gazetteer, "no community of this name in the gazetteer")


def _anywhere(name: str, gazetteer: Gazetteer) -> tuple[Community, ...]:
    """Every community of this name, the largest first."""
    found = [state] if (state := searching.state_named(name)) else []
    whole = Scope("US")
    if county_base(name)[1] and (counties := searching.search(name, whole, gazetteer)):
        found += [counties.chosen] if counties.chosen else counties.choice.others
    world = gazetteer.world
    for variant in searching.variants(name):
        keys = spellings(variant)
        rows = searching.with_other_names(gazetteer.named(keys), keys, gazetteer)
        found += [known.place(world, row) for row in living(rows, world)]
        if found:
            break
    return tuple(sorted(_unique(found), key=lambda each: -(each.population if each.population > 0 else 0)))


def _unique(communities: Iterable[Community]) -> list[Community]:
    return list({each.id: each for each in communities}.values())


def _settle(name: str, communities: Sequence[Community], problem: str, world: World) -> Resolution:
    """The only one, the dominant one (said in the note), or a choice for the reader."""
    first = dominant(communities)
    count = len(communities)
    if first is None:
        note = f"{problem}: {count} communities have this name"
        return Resolution(name, "ambiguous", None, tuple(communities)[:SHOWN], note)
    others = tuple(each for each in communities if each != first)[:SHOWN]
    note = ""
    if others:
        note = f"{problem}: read as {describe(first, world=world)}, by far the largest of {count}"
    elif fold(first.name) not in spellings(name):
        note = f"the gazetteer has it as {describe(first, world=world)}"
    return Resolution(name, "matched", first, others, note)
