"""The user's own list of places and countries to leave out, each with its reason."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import InputError, World
from citymatch.datasets.geography import country_name, country_names
from citymatch.datasets.us import load_country_names
from citymatch.places import Community, Entry, Resolution, accepted, resolve
from citymatch.places.columns import confirmed, text_of
from citymatch.places.countries import country_of
from citymatch.places.decoration import is_region, undecorated
from citymatch.places.delimiters import header_at, sheet_with_header
from citymatch.places.errors import PlacesError, together
from citymatch.places.headers import header_fields, remarks_of_header
from citymatch.places.known import is_id
from citymatch.places.saying import how_read
from citymatch.places.sheets import Row
from citymatch.places.tables import content_of, frame_grid

from .pool import Pool

READINGS = logging.getLogger("citymatch.readings")
"""What was decided in reading a list is told here."""
_REASONS = frozenset(
    [
        "reason",
        "reasons",
        "why",
        "note",
        "notes",
        "remark",
        "remarks",
        "comment",
        "grund",
        "motivo",
        "raison",
        "motif",
    ]
)


@dataclass(frozen=True)
class Excluded:
    """One entry: a country (its code) or a place (an id, or a name with its country), and why."""

    country: str
    place: str
    reason: str
    where: str
    named: str = ""
    """The name that stands beside an id."""

    def mask(self, pool: Pool) -> npt.NDArray[np.bool_]:
        """The candidates that it means. Raises InputError for a name that is unknown or ambiguous."""
        if self.country:
            return np.asarray(pool.table.labels("country") == self.country)
        row = pool.find(self.place if self.place in pool.own_ids else self.meant(pool.world).id)
        mask = np.zeros(len(pool), bool)
        if row >= 0:
            mask[row] = True
        return mask

    def meant(self, world: World) -> Community:
        """The community that is named. Raises InputError for a name that is unknown or ambiguous."""
        try:
            return accepted(self._read(world), world=world)
        except PlacesError as error:
            raise InputError(f"{self.where}: {error}") from error

    def told(self, world: World) -> str:
        """What is left out, as it was understood, with its id and the reason.

        >>> from citymatch.datasets import load_world
        >>> Excluded("", "Vence, France", "asked by nobody", "").told(load_world())
        'Vence, France (geonames:2970148; asked by nobody)'
        """
        if self.country:
            return f"{country_name(self.country)} ({self.reason})"
        found = self._read(world)
        if found.community is None:  # a candidate of the user's own, by its id
            return f"{self.place} ({self.reason})"
        named = f"{found.community.label} ({found.community.id}"
        return f"{how_read(found)} ({self.reason})" if found.note else f"{named}; {self.reason})"

    def corrected(self, world: World) -> bool:
        """Whether it was not read as it is written."""
        return not self.country and bool((found := self._read(world)).community and found.note)

    def _read(self, world: World) -> Resolution:
        return _reading(self.place, self.named, world)


def masks(entries: Sequence[Excluded], pool: Pool) -> list[npt.NDArray[np.bool_]]:
    """The candidates that each entry means. Raises one InputError that names all entries that mean none: what is not
    read is not left out, which nobody would see."""
    found, problems = [], []
    for entry in entries:
        try:
            found.append(entry.mask(pool))
        except InputError as problem:
            problems.append(problem)
    if problems:
        raise together(problems)
    return found


def read_excluded(source: Any) -> tuple[Excluded, ...]:
    """The entries of a list of names, a mapping of names to reasons, a DataFrame, or a file of any kind of table.

    A table either has a header with a place (an id, or a name with its state and country), a country and a reason, or
    some of them (a row that has a country and no place leaves out the whole country); or it has a place or country in
    its first column, maybe its region in the next, and the reason in the last. Raises InputError naming file and line.

    >>> [(e.country, e.place) for e in read_excluded(["SE", "Japan", "Vence, France"])]
    [('SE', ''), ('JP', ''), ('', 'Vence, France')]
    """
    if source is None:
        return ()
    if isinstance(source, Mapping):
        return tuple(_entry(str(key), "", str(reason), "exclude") for key, reason in source.items())
    if hasattr(source, "itertuples"):
        rows = frame_grid(source).rows
        if not _knows(rows[0][1]):
            raise InputError(f"exclude: the DataFrame needs a column name, country, geonameid or community_id; it has "
                             f"{', '.join(rows[0][1]) or 'none'}")  # fmt: skip
        return tuple(_rows(rows, "exclude", "the exclusion list", ()))
    if not isinstance(source, str | Path | Iterable):
        raise InputError(f"exclude: must be a file, a DataFrame or a list of places, not {source!r:.80}")
    if not isinstance(source, str | Path):
        return tuple(_entry(str(key), "", "", "exclude") for key in source)
    content = content_of(source, _knows, table=True)
    filled = [grid for grid in content.grids if grid.rows]
    grid = sheet_with_header(filled, _knows) or (filled[0] if filled else None)
    if grid is None:
        raise InputError(f"{source}: the file names nothing to exclude")
    return tuple(
        _rows(grid.rows, str(source), f"the list {Path(source).name}", (*content.remarks, *grid.remarks))
    )


def columns_of(header: Sequence[str], body: Sequence[Row] = ()) -> dict[str, int]:
    """The position of each column of a list of exclusions; `body` are its rows, which tell what a misprint means.

    >>> columns_of(["Stadt", "Land", "Reason"])
    {'name': 0, 'country': 1, 'reason': 2}
    """
    found = {
        field: at
        for field, at in (confirmed(header, body) if body else header_fields(header)).items()
        if field in ("name", "county", "state", "country", "geonameid", "id")
    }
    for at, title in enumerate(header):
        if title.strip().casefold() in _REASONS:
            found.setdefault("reason", at)
        elif title.strip().casefold() == "community_id":
            found["community_id"] = at
    return found


def _knows(row: Sequence[str]) -> int:
    """How many columns of a row are understood; 0 where it names no place, or is a place and no header."""
    columns = columns_of(row)
    if not any(each in columns for each in ("name", "country", "geonameid", "community_id")):
        return 0
    others = [cell for at, cell in enumerate(row) if cell and at not in columns.values()]
    return 0 if any(country_of(cell) or "," in cell for cell in others) else len(columns)


def _rows(rows: Sequence[Row], file: str, why: str, remarks: Sequence[str]) -> Iterable[Excluded]:
    at = header_at(rows, _knows)
    columns = columns_of(rows[at][1], rows[at + 1 :]) if at is not None else {}
    for remark in (*remarks, *(remarks_of_header(rows[at][1], columns) if at is not None else ())):
        if "not used" not in remark or at is not None:
            READINGS.info("%s: %s", file, remark)
    body = rows[at + 1 :] if at is not None else rows
    if not body:
        raise InputError(f"{file}: the file names nothing to exclude")
    header, problems = rows[at][1] if at is not None else None, []
    for line, row in body:
        where = f"{file}, {'row' if file == 'exclude' else 'line'} {line}"
        if header is None and row[0].startswith("#"):
            remark = ", ".join(filter(None, row))[:80]
            READINGS.info("%s: a remark, which leaves nothing out: %r", where, remark)
            continue
        try:
            yield _excluded(row, header, columns, why, where)
        except InputError as problem:
            problems.append(problem)
    if problems:
        raise together(problems)


def _excluded(
    row: Sequence[str], header: Sequence[str] | None, columns: Mapping[str, int], why: str, where: str
) -> Excluded:
    """The entry of a row. Raises InputError where it names nothing that can be left out."""
    if header is None:
        place, country, reason = _without_header(row, where)
        return _entry(place, country, reason or f"on {why}", where)
    if len(row) > len(header):
        raise InputError(f"{where}: {len(row)} fields where {len(header)} are known ({', '.join(header)})")
    if beside := _named_and_numbered(row, columns, _reason(row, columns) or f"on {why}", where):
        return beside
    place, country, reason = _with_header(row, columns)
    if not place and _cell(row, columns, "state"):
        raise InputError(
            f"{where}: names a state and no place in it; a place or a whole country can be left out"
        )
    return _entry(place, country, reason or f"on {why}", where)


def _reason(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The reason that a row gives."""
    return _cell(row, columns, "reason")


def _cell(row: Sequence[str], columns: Mapping[str, int], field: str) -> str:
    at = columns.get(field, len(row))
    return row[at].strip() if at < len(row) else ""


def _named_and_numbered(
    row: Sequence[str], columns: Mapping[str, int], reason: str, where: str
) -> Excluded | None:
    """A row with an id and a name, which must mean the same; None for one that has not both."""
    id, _, _ = _with_header(row, columns)
    text = _text(row, columns)
    whole = id if ":" in id else f"geonames:{id}"
    if not text or not is_id(whole) or id in text:
        return None
    return Excluded("", whole, reason, where, text)


def _text(row: Sequence[str], columns: Mapping[str, int]) -> str:
    """The name of a row with its regions, as in every list."""
    name, county, state, country = (
        _cell(row, columns, each) for each in ("name", "county", "state", "country")
    )
    return text_of(name, county, state, country) if name else ""


def _with_header(row: Sequence[str], columns: Mapping[str, int]) -> tuple[str, str, str]:
    """Place, country and reason of a row."""
    values = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
    id = values.get("community_id") or values.get("geonameid", "")
    if ":" in values.get("id", ""):  # else it is a running number
        id = values["id"]
    if id:
        return id, "", values.get("reason", "")
    name, county, state = (values.get(each, "") for each in ("name", "county", "state"))
    country = values.get("country", "")
    place = text_of(name, county, state, "") if name or county else ""
    return place, country, values.get("reason", "")


def _without_header(row: Sequence[str], where: str) -> tuple[str, str, str]:
    """Place, country and reason of a row without a header: the second cell is a region or the reason."""
    cells = [cell for cell in row if cell]
    place, *rest = cells
    place = undecorated(place, region=True)
    regions: list[str] = []
    while rest and len(regions) < 2 and is_region(rest[0]):
        regions.append(rest.pop(0))
    if len(rest) > 1:
        raise InputError(f"{where}: {len(row)} fields where 2 are known (place, reason)")
    return ", ".join([place, *regions]), "", rest[0] if rest else ""


def _entry(place: str, country: str, reason: str, where: str) -> Excluded:
    why = reason or "on the exclusion list"
    if place and not country and (code := _countries().get(place.casefold())):
        return Excluded(code, "", why, where)
    if not place:
        code = _countries().get(country.casefold()) or country_of(country)
        if not code:
            raise InputError(f"{where}: {country!r} is no country" if country else f"{where}: names no place")
        return Excluded(code, "", why, where)
    named = f"{place}, {country}" if country and ":" not in place and not place.isdecimal() else place
    return Excluded("", named, why, where)


@lru_cache(maxsize=1024)
def _reading(place: str, named: str, world: World) -> Resolution:
    """How a name, or an id with a name beside it, was read, once for all seekers of a list."""
    id = place if ":" in place else f"geonames:{place}"
    return resolve(Entry(named, id=id) if named and is_id(id) else place, world=world)


@cache
def _countries() -> dict[str, str]:
    """The codes of countries by code and by every name in use, in lower case."""
    table, names = load_country_names(), country_names()
    codes: dict[str, str] = {}
    for code, others in zip(table["country"], table["other_names"], strict=True):
        for word in (code, names.get(code, ""), *others.split(";")):
            if word.strip():
                codes.setdefault(word.strip().casefold(), code)
    return codes
