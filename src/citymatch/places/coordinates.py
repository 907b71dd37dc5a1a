"""Coordinates as people write them, and the community nearest to a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from . import known
from .choosing import Floats, kilometres, standing_note
from .errors import PlacesError
from .folding import spellings
from .resolution import Resolution

if TYPE_CHECKING:
    from .community import Community
    from .gazetteer import Gazetteer

NEAR_KM = 15.0
"""A point means the nearest community within this distance, and none beyond it."""
SAME_PLACE_KM = 50.0
"""A name and a point given together agree if they are within this distance of each other."""

_POINT = re.compile(r"[\sNSEWnsew\d.,;:+\-−°º'′’\"″”/]+")


def looks_like_point(text: str) -> bool:
    """Whether a text is a pair of coordinates.

    >>> looks_like_point("38.0, -122.3"), looks_like_point("38 0 16 N, 122 17 56 W"), looks_like_point("Essen")
    (True, True, False)
    """
    return bool(_POINT.fullmatch(text)) and len(re.findall(r"\d+(?:\.\d+)?", text)) >= 2


def read_point(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees of a text that geopy's Point understands; raises PlacesError otherwise.

    >>> read_point("38.0,-122.3")
    (38.0, -122.3)
    """
    from geopy.point import Point

    try:
        point = Point(text.replace("−", "-"))
    except ValueError as problem:
        raise PlacesError(f"{text!r} is no point: {problem}") from problem
    return float(point.latitude), float(point.longitude)


def nearest(latitude: float, longitude: float, names: Gazetteer) -> Resolution:
    """The nearest community that may govern itself within `NEAR_KM`, else the nearest place of any kind."""
    text = f"{latitude:g}, {longitude:g}"
    world = names.world
    distance = _distances(latitude, longitude, names)
    free = np.asarray(world["not_candidate"] == "", bool)
    row = int(np.argmin(np.where(free, distance, np.inf)))
    if distance[row] > NEAR_KM:
        row = int(np.argmin(distance))
    found, km = known.place(world, row), float(distance[row])
    if km > NEAR_KM:
        note = f"no community within {NEAR_KM:g} km; the nearest is {found.label}, {km:,.0f} km away"
        return Resolution(text, "not_found", None, (found,), note)
    note = f"the nearest community, {km:.1f} km from the point"
    return Resolution(text, "matched", found, note="; ".join(filter(None, [note, standing_note(world, row)])))


def nearest_named(name: str, latitude: float, longitude: float, names: Gazetteer) -> Community | None:
    """The nearest place of this name within `SAME_PLACE_KM` of a point, or None."""
    rows = names.named(spellings(name)) or names.also_named(spellings(name))
    distance = _distances(latitude, longitude, names)
    near = [row for row in rows if distance[row] <= SAME_PLACE_KM]
    return known.place(names.world, min(near, key=lambda row: float(distance[row]))) if near else None


def agree(community: Community, latitude: float, longitude: float) -> bool:
    """Whether a community lies within `SAME_PLACE_KM` of a point."""
    own = np.array([community.latitude]), np.array([community.longitude])
    return bool(kilometres(latitude, longitude, *own)[0] <= SAME_PLACE_KM)


def _distances(latitude: float, longitude: float, names: Gazetteer) -> Floats:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PlacesError("no point of the Earth: latitude is within ±90 and longitude within ±180 degrees")
    world = names.world
    return kilometres(latitude, longitude, np.asarray(world["latitude"]), np.asarray(world["longitude"]))
