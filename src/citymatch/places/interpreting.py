"""What a text means: a name and its region, each read in every way that it can be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from citymatch.datasets.divisions import load_country_codes

from . import alone, known, searching
from .abbreviations import initialled_anywhere
from .additions import told_apart, with_bracket, with_comma
from .american_namesakes import labelled
from .american_words import unbracketed
from .anywhere import anywhere, settle
from .choosing import SHOWN
from .communities import Community
from .coordinates import looks_like_point, nearest, read_point
from .decoration import undecorated
from .describing import describe
from .eastern import from_large_to_small, is_eastern
from .folding import plain
from .gazetteer import Gazetteer
from .line import parted
from .municipal import is_kind, is_word, readings
from .regions import Scope, is_under, read_region
from .resolution import Resolution
from .second_look import look_again
from .telling import in_full, listed, not_found, noted, told, unique
from .turns import found_in_turns
from .units_named import worded

LONGEST = 250
"""A line of more letters is no name of a community."""
_LONGEST_CODE = 3
"""The code of a division has at most so many letters."""
_DEPARTMENT = re.compile(r"(?P<name>.*[^\W\d_])\s*\((?P<number>\d\d|2[ABab]|9[78]\d)\)\s*$")
_ZIP = re.compile(r"\s+\d{5}(?:-\d{4})?$")


def by_text(text: str, gazetteer: Gazetteer) -> Resolution:
    """What a text means: a point, a name in a region, or a name alone; if none of these is known, a shorter way."""
    return look_again(text, _as_it_stands(text, gazetteer), gazetteer, _as_it_stands)


def _as_it_stands(text: str, gazetteer: Gazetteer) -> Resolution:
    if found := _by_department(text, gazetteer):
        return found
    clean = undecorated(text, region=True)
    if not plain(clean):
        return Resolution(text, "not_found", note="no name to look for")
    if len(clean) > LONGEST:
        note = f"a line of {len(clean):,} letters is too long for the name of a community (at most {LONGEST})"
        return Resolution(text, "not_found", note=note)
    if looks_like_point(clean):
        latitude, longitude = read_point(clean)
        return nearest(latitude, longitude, gazetteer)
    if own := labelled(clean, gazetteer):
        return Resolution(text, "matched", own)
    clean = unbracketed(clean)
    if is_eastern(clean) and (found := _from_large_to_small(clean, gazetteer)):
        return found
    line = parted(clean)
    parts = [_ZIP.sub("", " " + part).strip() for part in line.parts]
    parts = [part for part in parts if plain(part)]
    found = with_comma(line, parts, gazetteer) or with_bracket(line, parts, gazetteer)
    if found:
        return found
    if line.bracket and not is_kind(line.bracket):
        inner = [part.strip() for part in re.split(r"[,;]", line.bracket) if plain(part)]
        found = told_apart(line, parts, _in_region(line.name, [*inner, *parts], gazetteer), gazetteer)
        everyone = anywhere(line.name, gazetteer) if len(plain(line.bracket)) == 1 and not parts else ()
        if found.status == "not_found" and everyone:  # Lindau (B) is short for Lindau (Bodensee)
            note = f"{line.bracket!r} does not tell which is meant: {found.note}"
            return Resolution(line.whole, "ambiguous", None, everyone[:SHOWN], note)
        return found
    name = worded(line.name, line.bracket) if line.bracket else line.name
    if parts and is_word(parts[0]) and not read_region(parts[:1], gazetteer.world):
        name, parts = worded(name, parts[0]), parts[1:]
    if parts:
        found = _in_region(name, parts, gazetteer)
        lower = not any(map(str.isupper, parts[-1]))  # Celle, NI is meant so
        stray = lower and _is_stray(parts[-1], read_region(parts, gazetteer.world), found)
        return _no_region(clean) if stray and found.status == "not_found" else found
    return _bare(name, gazetteer)


def _by_department(text: str, gazetteer: Gazetteer) -> Resolution | None:
    """The community of a name with the number of its French department in brackets: Bayonne (64)."""
    found = _DEPARTMENT.match(text)
    name = undecorated(found["name"]) if found else ""
    if not found or not name or "," in name:
        return None
    scopes = [each for each in read_region([found["number"]], gazetteer.world) if each.country == "FR"]
    for scope in scopes:
        if within := searching.search(name, scope, gazetteer):
            return told(name, replace(scope, note=f"{found['number']!r} read as {scope.name}"), within)
    return None


def _from_large_to_small(text: str, gazetteer: Gazetteer) -> Resolution | None:
    """The community of a line that names its region first and is not parted: 浙江省杭州市."""
    for name, parts in from_large_to_small(text, gazetteer.world):
        found = _in_region(name, parts, gazetteer)
        if found.status in ("matched", "ambiguous"):
            return found
    return None


def _in_region(name: str, parts: Sequence[str], gazetteer: Gazetteer) -> Resolution:
    scopes = read_region(parts, gazetteer.world)
    if not scopes:
        if both := _in_two_regions(name, parts, gazetteer):
            return both
        where = ", ".join(part.strip() for part in parts)
        return not_found(
            name, Scope(""), gazetteer, f"{where!r} cannot be read as a state, a division or a country"
        )
    state = searching.state_named(name) if plain(name).startswith("state of ") else None
    if state and any(scope.country == "US" and scope.admin1 in ("", state.admin1) for scope in scopes):
        return Resolution(name, "matched", state)
    found = _found(name, scopes, gazetteer)
    places = [place for _, each in found for place in (each.chosen, *each.choice.others) if place]
    said = alone.in_country(name, scopes, places, gazetteer.world)
    if said and (found or said.status != "not_found"):
        return said
    if not found and (tail := _region_in_name(name, parts, gazetteer)):
        return _in_region(*tail, gazetteer)
    if not found:
        found = [
            (scope, each) for scope in scopes if (each := searching.search_similar(name, scope, gazetteer))
        ]
    if not found:
        return said or not_found(name, scopes[0], gazetteer, "")
    return _of_readings(name, parts[-1], scopes, found, gazetteer)


def _found(name: str, scopes: Sequence[Scope], gazetteer: Gazetteer) -> list[tuple[Scope, searching.Finding]]:
    """What each way to read the region gives, a part of another community last."""
    found = found_in_turns(name, scopes, gazetteer)
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
    chosen = unique(each.chosen for each in found if each.chosen)
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
    said = told(name, scope, finding)
    others = tuple(each.chosen for _, each in found[1:] if each.chosen not in (None, finding.chosen))
    if others and scope.dropped:
        both = (*filter(None, [finding.chosen]), *others)
        note = f"{scope.dropped!r} and {scope.name} do not go together: only one can be meant"
        return Resolution(name, "ambiguous", None, both, note)
    if finding.corrected and any(each.population >= searching.WELL_KNOWN for each in others):
        both = (*filter(None, [finding.chosen]), *others)
        return Resolution(name, "ambiguous", None, both, f"{region!r} can be read in several ways")
    if finding.chosen is None:
        listed_too = [place for _, each in found[1:] if not each.chosen for place in each.choice.others]
        return replace(said, candidates=_largest_first([*others, *listed_too], said.candidates))
    if others and not (scope.country == "US" and scope.admin1):
        every = sorted((finding.chosen, *others), key=lambda each: -np.nan_to_num(each.population))
        which = settle(name, every, _several_ways(region, found), gazetteer.world)
        claim = load_country_codes().get(which.community.country) if which.community else None
        if claim and claim.claimed_by == scope.country:  # China is not read as Taiwan
            note = f"{region!r} may take in {every[0].label.rpartition(', ')[2]}: choose one"
            which = Resolution(name, "ambiguous", None, tuple(every)[:SHOWN], note)
        return replace(which, candidates=tuple(unique([*which.candidates, *said.candidates]))[:SHOWN])
    if others:
        rivals = listed([describe(each, world=gazetteer.world) for each in others[:3]])
        note = f"{region!r} read as {scope.name}; there is {rivals} too"
        return replace(noted(said, note), candidates=(*said.candidates, *others)[:SHOWN])
    if scope != scopes[0] and not scope.note and (scopes[0].country == "US" or scope.turn > scopes[0].turn):
        first = f"{scopes[0].name}, US" if scopes[0].country == "US" else in_full(scopes[0])
        return noted(said, f"{region!r} read as {in_full(scope)}: no such place in {first}")
    return said


def _largest_first(some: Sequence[Community], others: Sequence[Community]) -> tuple[Community, ...]:
    """Two lists of candidates as one, that with the largest community first, so many as are shown."""
    both = sorted(
        (some, others), key=lambda each: -max((np.nan_to_num(c.population) for c in each), default=0.0)
    )
    return tuple(unique([*both[0], *both[1]]))[: max(SHOWN, len(others))]


def _several_ways(region: str, found: Sequence[tuple[Scope, searching.Finding]]) -> str:
    """Why what stands after a name leaves several places."""
    scopes = [scope for scope, _ in found]
    under = [each for each in scopes if any(is_under(each, other) for other in scopes)]
    if len(under) == len(scopes) - 1:
        return f"{region!r} may take in {listed([each.name for each in under])}"
    return f"{region!r} can be read in several ways"


def _bare(name: str, gazetteer: Gazetteer) -> Resolution:
    """A name without a region: a state, a county, a place anywhere, or a name with its region unparted."""
    if great := [known.place(gazetteer.world, row) for row in initialled_anywhere(name, gazetteer)]:
        note = f"{name!r} read as {great[0].name}" if len(great) == 1 else "no state or country is given"
        one = great[0] if len(great) == 1 else None
        return Resolution(name, "corrected" if one else "ambiguous", one, () if one else tuple(great), note)
    everyone = anywhere(name, gazetteer)
    american = any(each.kind != "place" for each in everyone)  # Essex County
    if not american and (told_so := _by_word(name, gazetteer)):
        return told_so
    if said := alone.alone(name, everyone, gazetteer.world):
        return said
    if everyone:
        return settle(name, everyone, "no state or country is given", gazetteer.world)
    if tail := _region_in_name(name, (), gazetteer):
        return _in_region(*tail, gazetteer)
    words = name.split()
    for cut in range(1, min(len(words), 5)):
        if words[-1].isdigit():
            break  # Praha 10
        region = [" ".join(words[cut:])]
        for parts in (
            [region[0]],
            *([" ".join(words[cut:-k]), " ".join(words[-k:])] for k in range(1, min(len(words) - cut, 5))),
        ):
            scopes = read_region(parts, gazetteer.world)
            if any(not s.corrected and not s.dropped for s in scopes):
                found = _in_region(" ".join(words[:cut]), parts, gazetteer)
                return _no_region(name) if _is_stray(parts[-1], scopes, found) else found
    return not_found(name, Scope(""), gazetteer, "no community of this name in the gazetteer")


def _is_stray(word: str, scopes: Sequence[Scope], found: Resolution) -> bool:
    """Whether a word is the code of a division by chance, as in "Dear all" and "Total: 3": no place is there."""
    if len(plain(word)) > _LONGEST_CODE or not all(each.admin1 and each.country != "US" for each in scopes):
        return False
    return found.status == "not_found" or (found.status == "corrected" and plain(word).isdecimal())


def _no_region(name: str) -> Resolution:
    return Resolution(name, "not_found", note="not read: no state or country is named")


def _by_word(name: str, gazetteer: Gazetteer) -> Resolution | None:
    """A name without a region whose word for its kind tells which government it is: "Kabupaten Malang"."""
    found = searching.told_by_word(name, gazetteer)
    if len(found) > 1:
        everyone = [each for _, one in found for each in (one.chosen, *one.choice.others) if each]
        return Resolution(
            name, "ambiguous", None, tuple(unique(everyone))[:SHOWN], "no state or country is given"
        )
    if found:
        return told(name, *found[0])
    above = {
        country for each in readings(name) if each.word and each.word.above for country in each.countries
    }
    divided = (alone.in_country(name, [Scope(each)], (), gazetteer.world) for each in sorted(above))
    return next(filter(None, divided), None)
