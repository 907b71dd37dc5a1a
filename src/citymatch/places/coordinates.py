"""Coordinates as people write them, and the community nearest to a point."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from . import known
from .distance import Floats, kilometres
from .errors import PlacesError
from .folding import spellings
from .resolution import Resolution

if TYPE_CHECKING:
    from .communities import Community
    from .gazetteer import Gazetteer

NEAR_KM = 15.0
"""A point means the nearest community within this distance, and none beyond it."""
SAME_PLACE_KM = 50.0
"""A name and a point given together agree if they are within this distance of each other."""

_NUMBER = re.compile(r"[-−]?\d+(?:\.\d+)?")
_POINT = re.compile(r"[\sNSEWnsew\d.,;:+\-−°º'′’\"″”/]+")


def looks_like_point(text: str) -> bool:
    """Whether a text is a pair of coordinates.

    >>> [looks_like_point(text) for text in ("38.0, -122.3", "38 0 16 N, 122 17 56 W", "Essen")]
    [True, True, False]
    """
    return bool(_POINT.fullmatch(text)) and len(re.findall(r"\d+(?:\.\d+)?", text)) >= 2


def read_point(text: str) -> tuple[float, float]:
    """Latitude and longitude of a text in degrees, or in degrees, minutes and seconds.

    Raises PlacesError if the text is anything else; geopy's Point reads its plain form.

    >>> read_point("38.0,-122.3")
    (38.0, -122.3)
    >>> [round(degrees, 3) for degrees in read_point("38 0 16 N, 122 17 56 W")]
    [38.004, -122.299]
    """
    if ";" in text and text.count(",") == 2:
        text = text.replace(",", ".")
    numbers = list(_NUMBER.finditer(text))
    half = len(numbers) // 2
    sides = re.findall("[NSEW]", text.upper())
    if len(numbers) not in (2, 4, 6) or len(sides) not in (0, 2):
        raise PlacesError(f"{text!r} is no point: give latitude and longitude, such as 38.0, -122.3")
    latitude = _angle([each[0] for each in numbers[:half]], sides[0] if sides else "N", "NS", 90, text)
    longitude = _angle([each[0] for each in numbers[half:]], sides[1] if sides else "E", "EW", 180, text)
    from geopy.point import Point

    point = Point(f"{latitude} {longitude}")
    return float(point.latitude), float(point.longitude)


def _angle(numbers: list[str], side: str, sides: str, limit: int, text: str) -> str:
    """One of the two angles, in the writing that geopy reads, its range checked."""
    degrees, minutes, seconds = (abs(float(each.replace("−", "-"))) for each in (*numbers, "0", "0")[:3])
    size = degrees + minutes / 60 + seconds / 3600
    if side not in sides or size > limit or minutes >= 60 or seconds >= 60:
        raise PlacesError(f"{text!r} is no point: latitude is within ±90 and longitude within ±180 degrees")
    negative = numbers[0].startswith(("-", "−")) != (side == sides[1])
    return f"{'-' if negative else ''}{size:.9f}"


def nearest(latitude: float, longitude: float, gazetteer: Gazetteer) -> Resolution:
    """The nearest community that may govern itself within `NEAR_KM`, else the nearest place of any kind."""
    text = f"{latitude:g}, {longitude:g}"
    world = gazetteer.world
    distance = _distances(latitude, longitude, gazetteer)
    free = np.asarray(world["not_candidate"] == "", bool)
    row = int(np.argmin(np.where(free, distance, np.inf)))
    if distance[row] > NEAR_KM:
        row = int(np.argmin(distance))
    found, km = known.place(world, row), float(distance[row])
    if km > NEAR_KM:
        note = f"no community within {NEAR_KM:g} km; the nearest is {found.label}, {km:,.0f} km away"
        return Resolution(text, "not_found", None, (found,), note)
    note = f"the nearest community, {km:.1f} km from the point"
    return Resolution(text, "matched", found, note=note)


def nearest_named(name: str, latitude: float, longitude: float, gazetteer: Gazetteer) -> Community | None:
    """The nearest place of this name within `SAME_PLACE_KM` of a point, or None."""
    rows = gazetteer.named(spellings(name)) or gazetteer.also_named(spellings(name))
    distance = _distances(latitude, longitude, gazetteer)
    near = [row for row in rows if distance[row] <= SAME_PLACE_KM]
    return known.place(gazetteer.world, min(near, key=lambda row: float(distance[row]))) if near else None


def agree(community: Community, latitude: float, longitude: float) -> bool:
    """Whether a community lies within `SAME_PLACE_KM` of a point."""
    own = np.array([community.latitude]), np.array([community.longitude])
    return bool(kilometres(latitude, longitude, *own)[0] <= SAME_PLACE_KM)


def _distances(latitude: float, longitude: float, gazetteer: Gazetteer) -> Floats:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise PlacesError("no point of the Earth: latitude is within ±90 and longitude within ±180 degrees")
    world = gazetteer.world
    distance = kilometres(latitude, longitude, np.asarray(world["latitude"]), np.asarray(world["longitude"]))
    return np.where(np.isnan(distance) | gazetteer.counties, np.inf, distance)
