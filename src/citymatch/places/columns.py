"""What the columns of a user's table mean."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

from .entry import Entry
from .errors import PlacesError
from .folding import fold

_FIELDS = {
    "name": ("name", "city", "community", "place", "town", "municipality", "member", "cityname", "placename"),
    "state": ("state", "admin1", "province", "region", "division"),
    "country": ("country", "countrycode", "nation"),
    "county": ("county",),
    "geonameid": ("geonameid", "geonamesid", "geonames"),
    "id": ("id", "communityid"),
    "fips": ("fips", "countyfips"),
    "latitude": ("latitude", "lat"),
    "longitude": ("longitude", "lon", "lng", "long"),
    "population": ("population", "pop"),
    "population_source": ("populationsource",),
    "policy": ("policy",),
}
_MEANING = {alias: field for field, aliases in _FIELDS.items() for alias in aliases}
_ENOUGH = ("name", "geonameid", "id", "fips", "latitude", "county", "state")

Row = tuple[int, Sequence[str]]


def header_fields(header: Sequence[str]) -> dict[str, int]:
    """The position of each column whose name is understood; the first one of a meaning counts.

    >>> header_fields(["City", "State", "Pop.", "remarks"])
    {'name': 0, 'state': 1, 'population': 2}
    """
    fields: dict[str, int] = {}
    for at, name in enumerate(header):
        if meaning := _MEANING.get(fold(name)):
            fields.setdefault(meaning, at)
    return fields


def entries_of_rows(rows: Sequence[Row], file: str, bare: bool = True) -> list[Entry]:
    """The entries of a table with a header, or (if `bare`) of a table that has just one column of names."""
    (line, header), *body = rows
    fields = header_fields(header)
    if not any(field in fields for field in _ENOUGH) or ("latitude" in fields) != ("longitude" in fields):
        if bare and _is_bare_list(rows):
            return [Entry(_bare_text(row), line, file) for line, row in rows]
        found = ", ".join(filter(None, header)) or "nothing"
        needs = "name (or city, community, place), geonameid, fips, or latitude and longitude"
        raise PlacesError(
            f"no usable column: found {found}; one of them must be {needs}", file=file, line=line or None
        )
    if not body:
        raise PlacesError("has a header and no rows", file=file)
    return [_entry_or_problem(row, line, fields, file) for line, row in body]


def _is_bare_list(rows: Sequence[Row]) -> bool:
    """A list of "City, State" lines under the name of a CSV file: no header, the regions readable."""
    from .leaflet import is_entry

    texts = [_bare_text(row) for _, row in rows]
    return is_entry(texts[0]) and sum(map(is_entry, texts)) * 2 >= len(texts)


def _bare_text(row: Sequence[str]) -> str:
    return ", ".join(cell for cell in row if cell)


def _entry_or_problem(row: Sequence[str], line: int, fields: dict[str, int], file: str) -> Entry:
    try:
        return _entry(row, line, fields, file)
    except PlacesError as problem:
        return Entry(_bare_text(row), line, file, problem=str(problem))


def _entry(row: Sequence[str], line: int, fields: dict[str, int], file: str) -> Entry:
    def cell(field: str) -> str:
        at = fields.get(field, len(row))
        return row[at] if at < len(row) else ""

    def number(field: str) -> float:
        return _number(cell(field), file, line, field)

    geonameid = cell("geonameid").rpartition(":")[2]
    if geonameid and not re.fullmatch(r"\d{1,12}", geonameid, re.A):
        raise PlacesError(
            f"must be a whole number, not {geonameid!r}", file=file, line=line, field="geonameid"
        )
    fips = cell("fips").rpartition(":")[2]
    if fips and not re.fullmatch(r"\d{4,5}", fips, re.A):
        raise PlacesError(f"must be a county's five digits, not {fips!r}", file=file, line=line, field="fips")
    text = _text(cell("name"), cell("county"), cell("state"), cell("country"))
    values: dict[str, Any] = {
        "geonameid": int(geonameid) if geonameid else None,
        "fips": fips.zfill(5) if fips else "",
        "latitude": number("latitude"),
        "longitude": number("longitude"),
        "population": number("population"),
        "population_source": cell("population_source"),
        "policy": cell("policy"),
    }
    if not (math.isnan(values["population"]) or values["population"] > 0):
        raise PlacesError("must be a positive number of people", file=file, line=line, field="population")
    if math.isnan(values["latitude"]) != math.isnan(values["longitude"]):
        raise PlacesError("latitude and longitude belong together", file=file, line=line, field="latitude")
    return Entry(text or cell("id"), line, file, **values)


def _text(name: str, county: str, state: str, country: str) -> str:
    """One line of text from the columns; a column does not repeat what the name already says."""
    parts = [name or county]
    if name and county:
        parts.append(county if fold(county).endswith(("county", "parish")) else f"{county} County")
    for part in (state, country):
        if part and fold(part) not in [fold(each) for each in re.split(",", ", ".join(parts))[1:]]:
            parts.append(part)
    return ", ".join(part for part in parts if part)


def _number(text: str, file: str, line: int, field: str) -> float:
    """A number as people write it (12,345.6), NaN for an empty cell."""
    if not text:
        return math.nan
    try:
        value = float(text.replace(",", "").replace(" ", "").replace("\u00a0", ""))
    except ValueError as problem:
        raise PlacesError(f"must be a number, not {text!r}", file=file, line=line, field=field) from problem
    if not math.isfinite(value):
        raise PlacesError(f"must be a number, not {text!r}", file=file, line=line, field=field)
    return value
