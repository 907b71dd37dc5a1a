"""The water and the people around a community, as staff papers tell them: with what is counted, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.datasets.geography import RIVER_KM
from citymatch.datasets.signing import is_well_counted
from citymatch.features.base import is_unknown, place_number
from citymatch.features.large_cities import WITHIN_KM
from citymatch.features.words import km, rounded

from .blocks import BLANK

Place = Mapping[str, Any]

LAKE = "lake of 100 km² or more"
CITY = "city of 500,000 or more"
WATER_COUNTED = (
    "Water: the sea coast and lakes of 100 km² or more. Many rivers are not in the data: a town can lie on one all the "
    "same."
)
"""What has to be said wherever a town seems to be away from the water."""
CITY_COUNTED = "A large city has 500,000 people or more with its suburbs."
UNCOUNTED = "not well known"


def number(place: Place, column: str) -> float | None:
    """A figure of a place; None where it is unknown."""
    value = place.get(column)
    return None if is_unknown(value) else float(str(value))


def distance_told(place: Place, column: str) -> str:
    """A distance with its unit, or a blank.

    >>> distance_told({"coast_km": 0.6}, "coast_km")
    '0.6 km'
    """
    distance = number(place, column)
    return BLANK if distance is None else km(distance)


def water(place: Place, lake: str = LAKE) -> str:
    """The nearest water of each kind, in a few words; `lake` is what a lake that counts is called.

    >>> water({"coast_km": 0.6, "lake_km": 330.0, "river_km": 40.0})  # Astoria lies on the Columbia River
    'coast 0.6 km, lake of 100 km² or more 330 km, not counting rivers'
    """
    told = [
        f"{name} {distance_told(place, f'{kind}_km')}" for kind, name in (("coast", "coast"), ("lake", lake))
    ]
    return ", ".join([*told, "not counting rivers" if is_no_river_known(place) else f"river {river(place)}"])


def river(place: Place) -> str:
    """The nearest river in the data, or that they hold none near by."""
    if is_no_river_known(place):
        return f"none in the data within {RIVER_KM:.0f} km (many rivers are not)"
    return distance_told(place, "river_km")


def is_no_river_known(place: Place) -> bool:
    """Whether the data hold no river so near that the town can be said to lie by it."""
    distance = number(place, "river_km")
    return distance is not None and distance > RIVER_KM


def setting(place: Place) -> str:
    """How many people live around it, and which large city is near."""
    told = people_around(place)
    around = (
        "how many people live around it is not well known"
        if told == UNCOUNTED
        else f"{told} people within 50 km"
    )
    return f"{around}; {metropolis(place)}"


def people_around(place: Place) -> str:
    """How many people live within 50 km; a blank where nobody knows."""
    people = number(place, "people_50km")
    if people is None:
        return BLANK
    return rounded(people) if is_well_counted(str(place.get("country") or "")) else UNCOUNTED


def metropolis(place: Place) -> str:
    """The large city near by and how far it is; that there is none is said with what counts as one.

    >>> metropolis({"metropolis_id": 0.0, "people_50km": 64_400.0})
    'no city of 500,000 or more within 100 km'
    """
    distance, row = number(place, "metropolis_km"), number(place, "metropolis_id")
    if row == 0:
        known = "" if is_well_counted(str(place.get("country") or "")) else "known "
        return f"no {CITY} {known}within {WITHIN_KM:.0f} km"
    if distance is None or row is None:
        return BLANK
    if row == place_number(place):
        return "it is a large city itself"
    return ", ".join(part for part in (str(place.get("metropolis") or ""), km(distance)) if part)
