"""The user's own list of places and countries to leave out, each with its reason."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import InputError, World
from citymatch.datasets.geography import country_name, country_names
from citymatch.datasets.us import load_country_names
from citymatch.places import Community, Resolution, accepted, resolve
from citymatch.places.errors import PlacesError
from citymatch.places.saying import how_read

from .pool import Pool

PLACE = ("community_id", "geonameid", "place", "community", "name", "city")
COLUMNS = (*PLACE, "country", "reason")


@dataclass(frozen=True)
class Excluded:
    """One entry: a country (its code) or a place (an id, or a name with its country), and why."""

    country: str
    place: str
    reason: str
    where: str

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

    def _read(self, world: World) -> Resolution:
        return _reading(self.place, world)


def read_excluded(source: Any) -> tuple[Excluded, ...]:
    """The entries of a list of names, a mapping of names to reasons, or a CSV file.

    A CSV file either has a header with some of the columns of `COLUMNS` (a row that has a country and no place
    leaves out the whole country), or a place or country in its first column and the reason in its second.
    Raises InputError naming file and line.

    >>> [(e.country, e.place) for e in read_excluded(["SE", "Japan", "Vence, France"])]
    [('SE', ''), ('JP', ''), ('', 'Vence, France')]
    """
    if source is None:
        return ()
    if isinstance(source, Mapping):
        return tuple(_entry(str(key), "", str(reason), "exclude") for key, reason in source.items())
    if not isinstance(source, str | Path):
        return tuple(_entry(str(key), "", "", "exclude") for key in source)
    return tuple(_rows(Path(source)))


def _rows(path: Path) -> Iterable[Excluded]:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    rows = [(number, [cell.strip() for cell in row]) for number, row in enumerate(csv.reader(lines), 1)]
    rows = [(number, row) for number, row in rows if any(row)]
    header = [cell.casefold() for cell in rows[0][1]] if rows else []
    if set(header) & set(COLUMNS) and set(header) <= {*COLUMNS, ""}:
        rows = rows[1:]
    else:
        header = ["place", "reason"]
    if not rows:
        raise InputError(f"{path}: the file names nothing to exclude")
    for number, row in rows:
        where = f"{path}, line {number}"
        if len(row) > len(header):
            raise InputError(
                f"{where}: {len(row)} fields where {len(header)} are known ({', '.join(header)})"
            )
        values = dict(zip(header, row, strict=False))
        place = next((values[column] for column in PLACE if values.get(column)), "")
        reason = values.get("reason", "") or f"on the list {path.name}"
        yield _entry(place, values.get("country", ""), reason, where)


def _entry(place: str, country: str, reason: str, where: str) -> Excluded:
    why = reason or "on the exclusion list"
    if place and not country and (code := _countries().get(place.casefold())):
        return Excluded(code, "", why, where)
    if not place:
        code = _countries().get(country.casefold(), "")
        if not code:
            raise InputError(f"{where}: {country!r} is no country" if country else f"{where}: names no place")
        return Excluded(code, "", why, where)
    named = f"{place}, {country}" if country and ":" not in place and not place.isdecimal() else place
    return Excluded("", named, why, where)


@lru_cache(maxsize=1024)
def _reading(place: str, world: World) -> Resolution:
    """How a name was read, once for all seekers of a list."""
    return resolve(place, world=world)


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
