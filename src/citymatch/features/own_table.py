"""The user's own table of attributes: any table, a row for each community or for a whole country."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import CommunityId, InputError, Labels, Table
from citymatch.places import resolve
from citymatch.places.countries import country_of
from citymatch.places.errors import together
from citymatch.places.headers import meaning_of
from citymatch.places.known import is_id
from citymatch.places.tables import FRAME, read_table

from .base import Place, labels, place_number, place_numbers

if TYPE_CHECKING:
    import pandas as pd

PREFIX = "attribute:"
KEYS = ("community_id", "geonameid", "country")
READINGS = logging.getLogger("citymatch.readings")
"""What was decided in reading a table is told here."""


def attribute(column: str) -> str:
    """The name under which a user's column stands among the columns of places.

    >>> attribute("industries")
    'attribute:industries'
    """
    return PREFIX + column


@dataclass(frozen=True)
class OwnTable:
    """A user's own table: values by column for a community ("geonames:1850147") or a whole country ("JP")."""

    columns: tuple[str, ...]
    rows: Mapping[str, Mapping[str, str]]

    def of(self, place: Place) -> dict[str, str]:
        """The columns of one place: its own row's values, else its country's, else "".

        >>> table = OwnTable(("consulate",), {"JP": {"consulate": "yes"}})
        >>> table.of({"country": "JP", "geonameid": 1850147})
        {'attribute:consulate': 'yes'}
        """
        keys = (place.get("community_id"), f"geonames:{place_number(place)}", place.get("country"))
        found = [self.rows[str(key)] for key in keys if str(key) in self.rows]
        values = {column: next((row[column] for row in found if row[column]), "") for column in self.columns}
        return {attribute(column): value for column, value in values.items()}

    def beside(self, places: Table, find: Callable[[str], int] = lambda _: -1) -> Table:
        """The same places with the user's columns added.

        `find` gives the row of a community that has no geonameid (a unit without a place, a place of the user's own)
        by its id, -1 where it is none of them.
        """
        order = np.argsort(place_numbers(places), kind="stable")
        ids = place_numbers(places)[order]
        country = labels(places, "country")
        added: dict[str, Labels] = {}
        for column in self.columns:
            by_country = [self.rows.get(code, {}).get(column, "") for code in country.values]
            own = [(key, row[column]) for key, row in self.rows.items() if key[2:] and row[column]]
            texts = sorted({"", *by_country, *(text for _, text in own)})
            code_of = {text: code for code, text in enumerate(texts)}
            codes = np.array([code_of[text] for text in by_country] or [0], np.int64)[country.codes]
            for key, text in own:
                if geonameid := CommunityId.geonameid_of(key):
                    begin, end = np.searchsorted(ids, [geonameid, geonameid + 1])
                    codes[order[begin:end]] = code_of[text]
                elif (row := find(key)) >= 0:
                    codes[row] = code_of[text]
            added[attribute(column)] = Labels(codes, tuple(texts))
        return places.with_columns(**added)


def read_attributes(source: str | Path | pd.DataFrame) -> OwnTable:
    """A user's own table: a file of any kind that lists may have, or a DataFrame.

    Each row names its place in a column `community_id` or `geonameid`, by its name (with a state or a country), or has
    a `country` (its name or its code) for all communities there. Every other column is the user's own. A row with a
    name counts for the community of that name and never for its country; one whose place cannot be read counts for
    nobody, which is said with its line. Raises InputError naming file, line and field where the table is none, or no
    row could be read.

    >>> import pandas as pd
    >>> own = read_attributes(pd.DataFrame([["Seika", "Japan", "yes"]], columns=["name", "country", "consulate"]))
    >>> dict(own.rows)
    {'geonames:9634762': {'consulate': 'yes'}}
    """
    table = read_table(source, _knows, f"needs a column {', '.join(KEYS)} or name")
    name = "attributes" if table.file == FRAME else table.file
    header = [title.strip() for title in table.header]
    if len(set(header)) < len(header) or "" in header:
        raise InputError(f"{name}, line {table.header_line or 1}: every column needs a name of its own")
    keys = _keys(header)
    columns = tuple(title for title in header if title not in keys.values())
    for remark in table.remarks:
        READINGS.info("%s: %s", name, remark)
    rows: dict[str, dict[str, str]] = {}
    unread: list[InputError] = []
    for number, line in table.rows:
        number += table.file == FRAME  # as if the columns' names stood in a line
        if len(line) != len(header):
            raise InputError(f"{name}, line {number}: has {len(line)} fields, the header {len(header)}")
        values = dict(zip(header, (value.strip() for value in line), strict=True))
        try:
            key = _key({each: values[title] for each, title in keys.items()}, f"{name}, line {number}")
        except InputError as problem:
            unread.append(problem)
            continue
        if key in rows:
            raise InputError(f"{name}, line {number}: {key} stands there twice")
        rows[key] = {column: values[column] for column in columns}
    if unread and not rows:
        raise together(unread)
    for lost in unread:
        READINGS.warning("%s; this row counts for nobody", lost)
    return OwnTable(columns, rows)


def _keys(header: Sequence[str]) -> dict[str, str]:
    """The columns that say whom a row is about, by what they hold; a state counts beside a name alone."""
    keys = {each: title for title in header if (each := title.casefold()) in KEYS}
    for title in header:
        meaning = (
            None if (known := meaning_of(title)) and known.near else known
        )  # an own column's word is its own
        if meaning and not meaning.theirs and meaning.field == "country":
            keys.setdefault("country", title)
        if title.casefold() == "name" or (meaning and meaning.field == "name" and not _has_id(keys)):
            keys.setdefault("name", title)
    if "name" in keys and not _has_id(keys):
        states = [
            title
            for title in header
            if (meaning := meaning_of(title)) and meaning.field == "state" and not meaning.near
        ]
        keys |= {"state": states[0]} if states else {}
    return keys


def _has_id(keys: Mapping[str, str]) -> bool:
    return "community_id" in keys or "geonameid" in keys


def _knows(row: Sequence[str]) -> int:
    keys = _keys([cell for cell in row if cell])
    return len(keys) if keys else 0


def _key(values: Mapping[str, str], where: str) -> str:
    """The community or the country that a row is about."""
    if value := values.get("community_id", ""):
        if ":" not in value:
            raise InputError(f"{where}, community_id: must be an id such as geonames:5383187, not {value!r}")
        if value.startswith("geonames:") and not is_id(value):
            READINGS.warning("%s: %r is no id of a community; this row counts for nobody", where, value)
        return value
    if value := values.get("geonameid", "").removeprefix("geonames:"):
        if not (value.removesuffix(".0").isdecimal() and value.isascii()):
            raise InputError(f"{where}, geonameid: must be a whole number, not {value!r}")
        return f"geonames:{value.removesuffix('.0')}"
    name, country = values.get("name", ""), values.get("country", "")
    code = country_of(country)
    if country and not code:
        raise InputError(
            f"{where}, country: {country!r} is no country; write its name or a two-letter code such as JP"
        )
    if name and not (code and country_of(name) == code):
        return _named(", ".join(filter(None, [name, values.get("state", ""), country])), where)
    if code:
        return code
    raise InputError(f"{where}: names no place; fill in {' or '.join(k for k in values if k != 'state')}")


def _named(text: str, where: str) -> str:
    """The id of the community of a name; a row that means none is refused, since it would count for nobody."""
    found = resolve(text)
    if found.community is None:
        choice = "; ".join(each.id for each in found.candidates[:5])
        raise InputError(f"{where}: {text!r}: {found.note or found.status}; give its geonameid"
                         + (f" ({choice})" if choice else ""))  # fmt: skip
    if found.note:
        READINGS.info(
            "%s: %r read as %s (%s): %s", where, text, found.community.label, found.community.id, found.note
        )
    return found.community.id
