"""What is said when two parts of a line cannot both be true, or when the line holds several communities."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from citymatch.datasets.geography import country_name

from . import divisions, known
from .choosing import SHOWN
from .communities import Community
from .coordinates import agree, nearest, nearest_named
from .countries import country_of
from .decoration import undecorated
from .divisions import division_index
from .entry import Entry
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .merged import one_government
from .parting import several
from .regions import state_keys
from .resolution import Resolution

Read = Callable[[str, Gazetteer], Resolution]
FAR_KM = 100.0
"""So near to a point a community tells in which country it lies."""


def many_or_opposed(text: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """A line that holds several communities, or a state and a country of which only one can be: ambiguous, with each.

    None for a line that is neither, which is nearly every one.
    """
    if texts := several(text):
        found = [read(each, gazetteer) for each in texts]
        known_ones = [each.community for each in found if each.community]
        if known_ones:
            note = f"the line holds {len(texts)} communities: {'; '.join(texts[:SHOWN])}; give each a line of its own"
            return Resolution(text, "ambiguous", None, tuple(dict.fromkeys(known_ones))[:SHOWN], note)
    return _opposed(text, gazetteer, read)


def _opposed(text: str, gazetteer: Gazetteer, read: Read) -> Resolution | None:
    """A name before a US state (or a country) and another country, with a community in each: Paris, TX, France."""
    if len(re.findall(r"[,;(/—–-]", text)) < 2:
        return None
    pieces = re.split(r"[,;()]", undecorated(text, region=True))
    name, *parts = [part.strip() for part in pieces if part.strip()] or [""]
    last_state = fold(parts[-1]) in state_keys() if parts else False
    if len(parts) < 2 or not (
        country := "US" if last_state and len(parts[-1]) > 2 else country_of(parts[-1])
    ):
        return None
    for part in parts[:-1]:
        if _is_division(part, country, gazetteer):
            continue
        key = fold(part)
        other = (
            key in state_keys() or country_of(part) or divisions.named(part, division_index(gazetteer.world))
        )
        if not other or country_of(part) == country:
            continue
        both = [read(f"{name}, {each}", gazetteer) for each in (part, parts[-1])]
        places = [each.community for each in both if each.status == "matched" and each.community]
        if len(places) == 2 and places[0].country != places[1].country:
            note = (
                f"{part!r} is not in {country_name(country)}: there is one in each, and only one can be meant"
            )
            return Resolution(text, "ambiguous", None, tuple(places), note)
    return None


def _is_division(part: str, country: str, gazetteer: Gazetteer) -> bool:
    if country == "US":
        return fold(part) in state_keys()
    index = division_index(gazetteer.world)
    found = (*divisions.named(part, index), *divisions.by_short_form(part, index))
    return any(scope.country == country for scope in found)


def named_and_numbered(text: str, id: str, found: Community, gazetteer: Gazetteer, read: Read) -> Resolution:
    """A line with an id and a name: what the id says, unless the name is that of another community.

    Then the line contradicts itself: it is ambiguous, with both. A name that nobody bears is left to the id, which is
    said.
    """
    note = one_government(id, found)
    name, *parts = [part.strip() for part in text.split(",")]
    country = country_of(parts[-1]) if parts else ""
    elsewhere = bool(country) and country != found.country and fold(parts[-1]) not in state_keys()
    if _bears(found, name, gazetteer) and not elsewhere:
        return Resolution(id, "matched", found, note=note)
    named = read(text, gazetteer)
    other = named.community
    if not elsewhere and other is None and named.status == "not_found":
        told = f"{text!r} is no name that is known of it; read by its id {id}"
        return Resolution(id, "matched", found, note="; ".join(filter(None, [told, note])))
    same = other is not None and (other.id == found.id or agree(other, found.latitude, found.longitude))
    if same or (not elsewhere and found.id in [each.id for each in named.candidates]):
        return Resolution(id, "matched", found, note=note)
    candidates = tuple(dict.fromkeys([each for each in (found, other) if each]))
    said = f"{text!r} and the id {id} contradict each other: that is {found.label}"
    return Resolution(text, "ambiguous", None, candidates, said)


def _bears(community: Community, name: str, gazetteer: Gazetteer) -> bool:
    """Whether a community bears a name, with or without the word for its kind (Placer, Placer County)."""
    key, own = (
        fold(name),
        [fold(each) for each in (community.name, community.unit_name, community.label) if each],
    )
    if not key or any(each == key or each.startswith(key) or key.startswith(each) for each in own):
        return bool(key)
    row = gazetteer.world.row_of_id(community.id)
    return row >= 0 and row in [*gazetteer.named(spellings(name)), *gazetteer.also_named(spellings(name))]


def at_point(entry: Entry, gazetteer: Gazetteer, read: Read) -> Resolution:
    """A line with a name and a point: the place of that name there, else a place of the user's own.

    Where the region or the place that the line names lies elsewhere, the line contradicts itself: it is reported
    with both, and nothing is made of it.
    """
    point = entry.latitude, entry.longitude
    found = read(entry.text, gazetteer)
    if found.community and agree(found.community, *point):
        return found
    name, *parts = [part.strip() for part in entry.text.split(",")]
    there = nearest_named(name, *point, gazetteer)
    if there and (not parts or _lies_in(there, parts)):
        return Resolution(entry.text, "matched", there, note="the one at the point given")
    closest = nearest(*point, gazetteer)
    near = there or closest.community
    where = (
        f"the point {point[0]:g}, {point[1]:g} lies {'at' if there else 'near'} {near.label}"
        if near
        else closest.note
    )
    meant = _of_name(found, parts, near)
    if (there and parts) or (meant and near):
        candidates = tuple(dict.fromkeys([each for each in (found.community, near) if each]))
        note = f"{entry.text!r} and its coordinates contradict each other: {where}"
        return Resolution(entry.text, "ambiguous" if candidates else "not_found", None, candidates, note)
    country = country_of(parts[-1]) if parts else ""
    if country and not (near and near.country == country) and not _near_country(country, point, gazetteer):
        note = f"{parts[-1]!r} and the coordinates contradict each other: {where}"
        return Resolution(entry.text, "not_found", None, (near,) if near else closest.candidates, note)
    own = known.community(
        name=name, latitude=point[0], longitude=point[1], population=entry.population,
        population_source=entry.population_source, country=country,
    )  # fmt: skip
    return Resolution(
        entry.text, "matched", own, note="taken as a place of the user's own, from the coordinates given"
    )


def _of_name(found: Resolution, parts: Sequence[str], near: Community | None) -> bool:
    """Whether the line names, with its region, a community that lies in another country than the point."""
    return bool(found.community and parts and near and found.community.country != near.country)


def _lies_in(place: Community, parts: Sequence[str]) -> bool:
    """Whether a place may lie in the regions named: the country is its own, or no country is named."""
    last = parts[-1]
    code = country_of(last)
    state = state_keys().get(fold(last), ("",))[0]
    if place.country == "US" and state:
        return state == place.admin1
    return code == place.country if code else not state


def _near_country(country: str, point: tuple[float, float], gazetteer: Gazetteer) -> bool:
    """Whether a community of a country lies within `FAR_KM` of a point."""
    import numpy as np

    from .distance import kilometres

    rows = gazetteer.rows_in(country, "")
    world = gazetteer.world
    if not len(rows):
        return True
    distance = kilometres(*point, np.asarray(world["latitude"])[rows], np.asarray(world["longitude"])[rows])
    return bool(np.nanmin(distance) <= FAR_KM)
