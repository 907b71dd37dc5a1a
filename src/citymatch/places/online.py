"""Looking a community up online with geopy, only when the user asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from . import known
from .coordinates import nearest_named
from .errors import PlacesError
from .resolution import Resolution

if TYPE_CHECKING:
    from .gazetteer import Gazetteer


class Geocoder(Protocol):
    """What a geopy geocoder does: a query in, a location with its raw answer out, or None."""

    def geocode(self, query: str, **options: Any) -> Any: ...


def look_up(unknown: Resolution, gazetteer: Gazetteer, geocoder: Geocoder | None = None) -> Resolution:
    """Ask the geocoder (Nominatim by default) for what the gazetteer does not know.

    A gazetteer place of the name that the geocoder gives, near its point, is taken; else the answer is a
    place of the user's own, its population unknown. Raises PlacesError if the service fails or refuses.
    """
    from geopy.exc import GeopyError

    try:
        location = (geocoder or _nominatim()).geocode(
            unknown.input, exactly_one=True, language="en", addressdetails=True
        )
    except GeopyError as problem:
        raise PlacesError(f"the online look-up of {unknown.input!r} failed: {problem}") from problem
    if location is None:
        return replace(unknown, note=f"{unknown.note}; nor is it known online (OpenStreetMap)")
    answer = location.raw if isinstance(location.raw, dict) else {}
    address = answer.get("address", {})
    name = str(answer.get("name") or unknown.input.split(",")[0])
    note = f"found online (OpenStreetMap): {location.address}"
    place = nearest_named(name, location.latitude, location.longitude, gazetteer)
    if place is None:
        place = known.community(
            name=name,
            latitude=location.latitude,
            longitude=location.longitude,
            country=str(address.get("country_code", "")).upper(),
            admin1_name=str(address.get("state", "")),
        )
        note += "; its population is not known"
    return Resolution(unknown.input, "corrected", place, note=note)


def _nominatim() -> Geocoder:
    from geopy.geocoders import Nominatim

    geocoder: Geocoder = Nominatim(user_agent="citymatch", timeout=10)
    return geocoder
