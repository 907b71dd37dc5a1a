"""What a text means: a name and its region, each read in every way that it can be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from citymatch.datasets import World
from citymatch.datasets.geography import country_name

from . import known, searching
from .choosing import SHOWN, choose, dominant, living
from .communities import Community
from .coordinates import looks_like_point, nearest, read_point
from .describing import describe
from .folding import fold, plain, spellings
from .gazetteer import Gazetteer
from .leaflet import MARK
from .line import Line, parted
from .municipal import Reading, district_keys, is_kind, readings
from .naming import town_in
from .native import is_native, native_rows
from .regions import Scope, county_base, read_region
from .resolution import Resolution

FAMOUS, TIMES_A_BEARER = 500_000, 200.0
"""A place of so many people, so many times those of a place that bears the name, is meant by another name too."""
LONGEST = 250
"""A line of more letters is no name of a community."""
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?$")


def by_text(text: str, gazetteer: Gazetteer) -> Resolution:
    """What a text means: a point, a name in a region, or a name alone."""
    clean = _ZIP.sub("", MARK.sub("", " ".join(text.split()))).strip(" ,;.\"'")
    if not plain(clean):
        return Resolution(text, "not_found", note="no name to look for")
    if len(clean) > LONGEST:
        note = f"a line of {len(clean):,} letters is too long for the name of a community (at most {LONGEST})"
        return Resolution(text, "not_found", note=note)
    if looks_like_point(clean):
        latitude, longitude = read_point(clean)
        return nearest(latitude, longitude, gazetteer)
    line = parted(clean)
    parts = [_ZIP.sub("", " " + part).strip() for part in line.parts]
    parts = [part for part in parts if plain(part)]
    if line.bracket and (found := _with_bracket(line, parts, gazetteer)):
        return found
    if line.bracket and not is_kind(line.bracket):
        parts = [*(part.strip() for part in re.split(r"[,;]", line.bracket) if plain(part)), *parts]
    if parts:
        return _in_region(line.name, parts, gazetteer)
    return _bare(line.name, gazetteer)


def _with_bracket(line: Line, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution | None:
    """A name that the gazetteer has with its very bracket: "Frankfurt (Oder)", "Sigdal (seat Prestfoss)"."""
    for scope in (read_region(parts, gazetteer.world) if parts else [Scope("")]) or ():
        if scope.dropped:
            continue
        rows = gazetteer.named([fold(line.whole)], scope.country, scope.admin1)
        rows = [row for row in rows if "(" in str(gazetteer.world["name"][row])]
        if rows:
            finding = searching.Finding(choose(rows, gazetteer.world, scope.county, division=True))
            return _told(line.whole, scope, finding)
    return None


def _in_region(name: str, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution:
    scopes = read_region(parts, gazetteer.world)
    if not scopes:
        if both := _in_two_regions(name, parts, gazetteer):
            return both
        where = ", ".join(part.strip() for part in parts)
        return _not_found(
            name, Scope(""), gazetteer, f"{where!r} cannot be read as a state, a division or a country"
        )
    if plain(name).startswith("state of ") and (state := searching.state_named(name)):
        if any(scope.country == "US" and scope.admin1 in ("", state.admin1) for scope in scopes):
            return Resolution(name, "matched", state)
    found = _found(name, scopes, gazetteer)
    if not found and (tail := _region_in_name(name, parts, gazetteer)):
        return _in_region(*tail, gazetteer)
    if not found:
        found = [
            (scope, each) for scope in scopes if (each := searching.search_similar(name, scope, gazetteer))
        ]
    if not found:
        return _not_found(name, scopes[0], gazetteer, "")
    return _of_readings(name, parts[-1], scopes, found, gazetteer)


def _found(
    name: str, scopes: Sequence[Scope], gazetteer: Gazetteer
) -> list[tuple[Scope, searching.Finding]]:
    """What each way to read the region gives, a part of another community last."""
    found = [(scope, each) for scope in scopes if (each := searching.search(name, scope, gazetteer))]
    found.sort(key=lambda each: each[1].weak)
    if scopes[0].admin1 and found and scopes[0] != found[0][0]:
        # A misprint in a US state comes before a place abroad whose region goes by the same letters.
        first = searching.search_similar(name, scopes[0], gazetteer)
        found = [(scopes[0], first), *found] if first else found
    return found


def _in_two_regions(name: str, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution | None:
    """A name with two regions and a stroke between them ("MO/KS"): what it is in each."""
    *before, last = parts
    both = [read_region([*before, each], gazetteer.world) for each in re.split(r"[/&-]", last) if plain(each)]
    if len(both) < 2 or not all(both):
        return None
    found = [each for scopes in both for _, each in _found(name, scopes[:1], gazetteer)]
    chosen = _unique(each.chosen for each in found if each.chosen)
    if not chosen:
        return None
    note = f"{last!r} names {len(both)} regions"
    if len(chosen) == 1:
        return Resolution(name, "corrected", chosen[0], (), note)
    return Resolution(name, "ambiguous", None, tuple(chosen), note)


def _region_in_name(name: str, parts: Sequence[str], gazetteer: Gazetteer) -> tuple[str, list[str]] | None:
    """A name whose end is its region: "Curitiba-PR", "Rio de Janeiro/RJ", "Mühlhausen/Thüringen"."""
    for sign in ("/", " - ", " – ", "-"):
        head, found, tail = name.rpartition(sign)
        if not (found and plain(head) and plain(tail)):
            continue
        where = [tail.strip(), *parts]
        scopes = [
            each for each in read_region(where, gazetteer.world) if not each.corrected and not each.dropped
        ]
        if any(searching.search(head.strip(), scope, gazetteer) for scope in scopes):
            return head.strip(), where
    return None


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
    if tail := _region_in_name(name, (), gazetteer):
        return _in_region(*tail, gazetteer)
    words = name.split()
    for cut in range(1, min(len(words), 5)):
        region = [" ".join(words[cut:])]
        for parts in (
            [region[0]],
            *([" ".join(words[cut:-k]), " ".join(words[-k:])] for k in range(1, min(len(words) - cut, 5))),
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
    found += [known.place(gazetteer.world, row) for row in _rows_anywhere(name, gazetteer)]
    return tuple(sorted(_unique(found), key=lambda each: -(each.population if each.population > 0 else 0)))


def _rows_anywhere(name: str, gazetteer: Gazetteer) -> list[int]:
    """The rows of a name in any country; a word for its kind counts in the countries that use it."""
    world = gazetteer.world
    if is_native(name) and (rows := native_rows(name, world)):
        return living(rows, world)
    for variant, countries in (Reading(name, frozenset()), *readings(name)):
        keys = spellings(variant)
        rows = searching.with_other_names(gazetteer.named(keys) or gazetteer.headed(keys), keys, gazetteer)
        rows = [row for row in rows if not countries or str(world["country"][row]) in countries]
        if rows:
            return living(rows, world)
    return gazetteer.named(district_keys(name))


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
    if others and _is_merely_another_name(name, first, others):
        note = f"{problem}: it is another name of {first.label}, and the name of {others[0].label}"
        return Resolution(name, "ambiguous", None, (first, *others)[:SHOWN], note)
    note = ""
    if others:
        note = f"{problem}: read as {describe(first, world=world)}, by far the largest of {count}"
    elif fold(first.name) not in spellings(name):
        note = f"the gazetteer has it as {describe(first, world=world)}"
    return Resolution(name, "matched", first, others, note)


def _is_merely_another_name(name: str, first: Community, others: Sequence[Community]) -> bool:
    """Whether the largest is only also called so, others bear the name itself, and it is not famous beside them."""
    keys = {key for variant in searching.variants(name) for key in spellings(variant)}
    if first.kind != "place" or is_native(name) or _bears(first, keys):
        return False
    bearers = [each.population for each in others if _bears(each, keys) and each.population > 0]
    return bool(bearers) and not (
        first.population >= FAMOUS and first.population >= TIMES_A_BEARER * max(bearers)
    )


def _bears(community: Community, keys: Collection[str]) -> bool:
    own = (community.name, community.unit_name, town_in(community.name, community.unit_name))
    return any(fold(each) in keys or fold(each.partition(" (")[0]) in keys for each in own if each)
