"""Who is meant: `citymatch.resolve` and `citymatch.community`, for one line or for many."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias, overload

from citymatch.datasets import World
from citymatch.datasets.country_words import NoCountry, country_code
from citymatch.places import Community, Entry, PlacesError, Resolution, known, resolve_many
from citymatch.places.resolving import resolve as resolve_one

if TYPE_CHECKING:
    import pandas as pd
    from geopy.point import Point

    from citymatch.places.online import Geocoder

    One: TypeAlias = str | int | Point | Community | Entry | Resolution
    Many: TypeAlias = Iterable[str | int | Community | Entry] | pd.DataFrame | Path


@overload
def resolve(
    community: One, *, online: bool = ..., geocoder: Geocoder | None = ..., world: World | None = ...
) -> Resolution: ...
@overload
def resolve(
    community: Many, *, online: bool = ..., geocoder: Geocoder | None = ..., world: World | None = ...
) -> list[Resolution]: ...
def resolve(
    community: Any, *, online: bool = False, geocoder: Geocoder | None = None, world: World | None = None
) -> Resolution | list[Resolution]:
    """Find the community that a text, a geonameid, an id, a geopy Point or a line of a list means.

    Of a list of those, a DataFrame or a Path, every line: a list of Resolutions, in order. It is looked for in `world`,
    or in the World that is shipped. With `online`, a text that the gazetteer does not know is looked up with geopy
    (Nominatim, or the `geocoder` given).

    Raises PlacesError for a list that cannot be read, for what is no community at all, and for an online look-up that
    fails.

    >>> resolve("Havanna, Illionois").note
    "'Illionois' read as Illinois; 'Havanna' read as Havana"
    >>> [each.status for each in resolve(["Pinole, California", "Springfield"])]
    ['matched', 'ambiguous']
    """
    if isinstance(community, list | tuple | set | frozenset | Path) or hasattr(community, "itertuples"):
        lines = list(community) if isinstance(community, set | frozenset | tuple) else community
        return resolve_many(lines, online=online, geocoder=geocoder, world=world)
    return resolve_one(community, online=online, geocoder=geocoder, world=world)


def community(
    *,
    name: str,
    latitude: float,
    longitude: float,
    population: float = float("nan"),
    population_source: str = "",
    country: str = "",
    admin1: str = "",
    admin1_name: str = "",
) -> Community:
    """A community that no gazetteer knows, by its coordinates and, if known, its population; `country` by its
    code or any of its names.

    Raises PlacesError, which names the field, if a text is no text or the name is empty, a number is none or out of
    range, or the population is not positive.

    >>> community(name="New Haven Bay", latitude=38.0, longitude=-122.3, population=12000).id
    'user:new-haven-bay'
    """
    texts = {"name": name, "population_source": population_source, "country": country, "admin1": admin1,
             "admin1_name": admin1_name}  # fmt: skip
    for field, text in texts.items():
        if not isinstance(text, str):
            raise PlacesError(f"must be a text, not {text!r}", field=field)
    if country:
        try:
            country = country_code(country)
        except NoCountry as problem:
            raise PlacesError(str(problem), field="country") from None
    return known.community(
        name=name, latitude=_number(latitude, "latitude"), longitude=_number(longitude, "longitude"),
        population=_number(population, "population"), population_source=population_source, country=country,
        admin1=admin1, admin1_name=admin1_name,
    )  # fmt: skip


def _number(value: Any, field: str) -> float:
    """A number, of Python's own or of another library; a text or a truth value is none."""
    try:
        if isinstance(value, bool | str | bytes):
            raise TypeError
        return float(value)
    except (TypeError, ValueError, OverflowError):
        huge = isinstance(value, int) and not isinstance(value, bool)
        shown = "a number that is too large" if huge else repr(value)
        raise PlacesError(f"must be a number, not {shown}", field=field) from None
