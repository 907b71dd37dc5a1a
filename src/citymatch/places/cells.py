"""The figures in the cells of a list: what can be read of them, and what is said of those that cannot."""

from __future__ import annotations

import math

from .coordinates import read_point
from .errors import PlacesError
from .figures import degrees_of, people_of
from .folding import fold

_MOST_PEOPLE = 1e10
_UNKNOWN = frozenset(["", "na", "nan", "none", "null", "unknown", "tbd", "ka", "nd", "sd"])
"""What people write for a figure that they do not know."""


def sides_of(point: str) -> tuple[str, str]:
    """The two angles of a text that holds both, such as "38.0, -122.3"; the text twice where they cannot be told."""
    try:
        latitude, longitude = read_point(point)
    except PlacesError:
        return point, point
    return f"{latitude:.6f}", f"{longitude:.6f}"


def people_in(text: str) -> tuple[float, str]:
    """A number of people, or NaN and what is wrong with it."""
    people = people_of(text)
    if fold(text) in _UNKNOWN:
        return math.nan, ""
    if not text or 0 < people < _MOST_PEOPLE:
        return people if text else math.nan, ""
    return math.nan, f"population {text[:40]!r} is no positive number of people"


def point_in(latitude: str, longitude: str) -> tuple[float, float, str]:
    """A point, or NaNs and what is wrong with it."""
    if not latitude and not longitude:
        return math.nan, math.nan, ""
    if not latitude or not longitude:
        return math.nan, math.nan, "latitude and longitude belong together"
    degrees = degrees_of(latitude), degrees_of(longitude)
    for field, text, value, most in zip(
        ("latitude", "longitude"), (latitude, longitude), degrees, (90, 180), strict=True
    ):
        if not abs(value) <= most:
            return math.nan, math.nan, f"{field} must be degrees from -{most} to {most}, not {text[:40]!r}"
    return *degrees, ""
