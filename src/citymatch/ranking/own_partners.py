"""The user's own list of partnerships: any table, its ends by their ids or by their names."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from citymatch.datasets import World
from citymatch.datasets.partnerships import COLUMNS
from citymatch.datasets.registers import PartnershipsError, checked_row, status_of
from citymatch.places import Community, Entry, Resolution, resolve
from citymatch.places.countries import country_of
from citymatch.places.errors import PlacesError
from citymatch.places.folding import fold
from citymatch.places.headers import Meaning, meaning_of
from citymatch.places.known import is_id
from citymatch.places.tables import FRAME, Table, read_table

if TYPE_CHECKING:
    import pandas as pd

READINGS = logging.getLogger("citymatch.readings")
"""What was decided in reading a list is told here; a row that could not be read at level WARNING."""
NEEDS = (
    "needs columns name_a, country_a, name_b and country_b (or geonameid_a and geonameid_b, or community_a and "
    "community_b)"
)
NEEDS_ONE = "needs a column of the partners' names, such as Partner City, or of their ids"
_PLAIN = ("kind", "status", "evidence", "region")
_FIELDS = {"name": "name", "state": "admin1", "country": "country", "latitude": "latitude", "longitude": "longitude",
           "geonameid": "geonameid", "id": "community", "county": "county"}  # fmt: skip
_OF_STATUS = (
    "partnerstatus",
    "partnershipstatus",
    "sistercitystatus",
    "currentstatus",
    "statusofpartnership",
)
_SHOWN = 10


@dataclass(frozen=True)
class OwnPartners:
    """A list as a table of the columns of ours, with what was decided and which rows could not be read."""

    ties: pd.DataFrame
    remarks: tuple[str, ...] = ()
    unread: tuple[str, ...] = field(default=())
    beside: tuple[Mapping[str, str], ...] = field(default=())
    """For each row of `ties` the cells of the other columns by their headers, and the status as it is written."""
    places: tuple[str, ...] = field(default=())
    """For each row of `ties` its file and line, with which every remark on it begins."""


def columns_of(header: Sequence[str]) -> dict[str, int]:
    """The position of each column that a list of partnerships may have, the ends "a" and "b".

    >>> columns_of(["City A", "country_a", "name_b", "Country B", "since"])
    {'name_a': 0, 'country_a': 1, 'name_b': 2, 'country_b': 3}
    >>> columns_of(["City", "Country", "Sister City", "Sister Country"])
    {'name_a': 0, 'country_a': 1, 'name_b': 2, 'country_b': 3}

    A column without a side is that of the name before it, also one whose header is a misprint.

    >>> columns_of(["City", "St.", "Sister City", "Country"])
    {'name_a': 0, 'name_b': 2, 'country_b': 3, 'admin1_a': 1}
    """
    found: dict[str, int] = {}
    begun = len(header)  # where the columns of the partner begin
    names: list[str] = []
    for at, title in sorted(enumerate(header), key=lambda each: _is_near(each[1])):
        key = title.strip().casefold()
        if key in (*COLUMNS, "geonameid_a", "geonameid_b"):
            found.setdefault(key, at)
            continue
        if fold(title) in _OF_STATUS:
            found.setdefault("status", at)
            continue
        side, meaning = _side_and_meaning(title)
        if not meaning or meaning.field not in _FIELDS:
            continue
        again = not side and meaning.field == "name" and fold(title) in names  # City, State, City, Country
        names += [fold(title)] if meaning.field == "name" else []
        if again or (meaning.theirs and meaning.field == "name"):
            begun = min(begun, at)
        theirs = side in "b2" if side else again or meaning.theirs or (at > begun and meaning.field != "name")
        found.setdefault(f"{_FIELDS[meaning.field]}_{'b' if theirs else 'a'}", at)
    return found


def _side_and_meaning(title: str) -> tuple[str, Meaning | None]:
    """Whose end a header names by a letter or a number behind it, "" without one, and what it means."""
    side = re.search(r"[\s_(-]([ab12])\)?$", title.strip().casefold())
    return (side[1] if side else "", meaning_of(title[: side.start()] if side else title))


def _is_near(title: str) -> bool:
    """Whether a header is a misprint of one that is known."""
    meaning = _side_and_meaning(title)[1]
    return bool(meaning and meaning.near)


def _knows(row: Sequence[str]) -> int:
    columns = columns_of(row)
    ends = [any(f"{each}_{end}" in columns for each in ("name", "geonameid", "community")) for end in "ab"]
    return len(columns) if all(ends) else 0


def _knows_one(row: Sequence[str]) -> int:
    columns = columns_of(row)
    named = any(f"{each}_{end}" in columns for each in ("name", "geonameid", "community") for end in "ab")
    return len(columns) if named else 0


def own_partners(
    source: str | Path | pd.DataFrame, world: World | None = None, of: Community | None = None
) -> OwnPartners:
    """Read a list of partnerships: a file of any kind that lists may have, or a DataFrame.

    Each end has an id, or a name and a country (by name or code), and a state or division if that is needed. A row
    whose end is no community that is known is kept without its id, and reported with its line. A list of partners alone
    is one of the partners `of` a community. Raises PartnershipsError naming file, line and field.

    >>> import pandas as pd
    >>> rows = [["Los Angeles", "US", "Taipei", "Taiwan"]]
    >>> own = own_partners(pd.DataFrame(rows, columns=["name_a", "country_a", "name_b", "country_b"]))
    >>> own.ties[["community_a", "community_b"]].iloc[0].tolist()
    ['geonames:5368361', 'geonames:1668341']
    """
    import pandas as pd

    if hasattr(source, "itertuples") and set(COLUMNS) <= set(cast("pd.DataFrame", source).columns):
        return OwnPartners(cast("pd.DataFrame", source))  # a table of our own form
    try:
        table = read_table(source, _knows if of is None else _knows_one, NEEDS if of is None else NEEDS_ONE)
    except PlacesError as problem:
        raise PartnershipsError(str(problem)) from problem
    columns = columns_of(table.header)
    alone = of is not None and not _knows(table.header)
    columns = _partners_alone(columns) if alone else columns
    told = [f"{table.file}: {remark}" for remark in table.remarks]
    rows, beside, places, unread = [], [], [], []
    for line, cells in table.rows:
        where = f"{table.file}, {'row' if table.file == FRAME else 'line'} {line}"
        if any(cells[len(table.header) :]):
            raise PartnershipsError(f"{where}: more fields than the header has")
        row = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
        stated = _beside(table.header, cells, columns) | {"status": row.get("status", "")}
        if of is not None and alone:
            row |= {"community_a": of.id, "country_a": of.country}
        checked, notes, lost = _row(row, where, world)
        if checked:
            rows.append(checked)
            beside.append(stated)
            places.append(where)
        told += notes
        unread += lost
    if not table.rows:
        raise PartnershipsError(f"{table.file}: no partnership after the header")
    if unread and not any(row["community_a"] or row["community_b"] for row in rows):
        raise PartnershipsError("; ".join(unread[:_SHOWN]))
    told += _unused(table, columns)
    return OwnPartners(
        pd.DataFrame(rows, columns=list(COLUMNS)), tuple(told), tuple(unread), tuple(beside), tuple(places)
    )


def _partners_alone(columns: Mapping[str, int]) -> dict[str, int]:
    """The columns of a list that has one end alone, which is the partner's whatever its headers say."""
    theirs = {f"{name[:-2]}_b": at for name, at in columns.items() if name.endswith(("_a", "_b"))}
    plain = {name: at for name, at in columns.items() if not name.endswith(("_a", "_b"))}
    return plain | theirs | {name: at for name, at in columns.items() if name.endswith("_b")}


def _beside(header: Sequence[str], cells: Sequence[str], columns: Mapping[str, int]) -> dict[str, str]:
    """The cells of a row that stand in none of our columns."""
    used = set(columns.values())
    rest = enumerate(zip(header, cells, strict=False))
    return {title: cell.strip() for at, (title, cell) in rest if title and at not in used}


def _unused(table: Table, columns: Mapping[str, int]) -> list[str]:
    unused = [title for at, title in enumerate(table.header) if at not in columns.values() and title]
    near = [f"{table.file}: column {table.header[at]!r} read as {_in_words(field)}" for field, at in columns.items()
            if _is_near(table.header[at])]  # fmt: skip
    return near + _not_used(table.file, unused)


def _in_words(field: str) -> str:
    """What a column holds, as people say it.

    >>> _in_words("admin1_a"), _in_words("name_b"), _in_words("status")
    ("the town's state", "the partner's name", 'the status')
    """
    what, _, end = field.rpartition("_")
    if end not in ("a", "b") or not what:
        return f"the {field.replace('_', ' ')}"
    said = {"admin1": "state", "geonameid": "GeoNames number", "community": "id"}.get(what, what)
    return f"{'the town' if end == 'a' else 'the partner'}'s {said}"


def _not_used(file: str, unused: Sequence[str]) -> list[str]:
    return [f"{file}: columns not used: {', '.join(unused[:20])}"] if unused else []


def _row(
    row: dict[str, str], where: str, world: World | None
) -> tuple[dict[str, str] | None, list[str], list[str]]:
    """A row in the columns of ours (None for one without a country), what was corrected, and what could not be read."""
    told: list[str] = []
    lost: list[str] = []
    if (stated := row.get("status", "")) and not status_of(stated):
        row["status"] = "unknown"
        told.append(
            f"{where}: status {stated!r} is no word for how a partnership stands, and counts as not known"
        )
    for end in "ab":
        if row.get(f"geonameid_{end}") or row.get(f"community_{end}"):
            id = row.get(f"community_{end}", "")
            if id.startswith("geonames:") and not is_id(id):
                lost.append(f"{where}: {id!r} is no id of a community")
            elif opposed := _opposed(row, end, world):
                lost.append(f"{where}: {opposed}")
                return None, told, lost
            _code(row, end, where)
            continue
        if not row.get(f"name_{end}"):
            raise PartnershipsError(f"{where}, community_{end}: needs an id, or a name and a country")
        found = _resolved(row, end, world)
        if found.community is None:
            choice = "; ".join(each.id for each in found.candidates[:5])
            problem = found.note or found.status
            lost.append(f"{where}: {found.input!r}: {problem}" + (f" (may be {choice})" if choice else ""))
            if not country_of(row.get(f"country_{end}", "")):
                return None, told, lost
            _code(row, end, where)
            continue
        community = found.community
        row[f"community_{end}"] = community.id
        row[f"country_{end}"], row[f"admin1_{end}"] = community.country, community.admin1
        row[f"name_{end}"] = row[f"name_{end}"].split(",")[0].strip()
        if found.note:
            told.append(f"{where}: {found.input!r} read as {community.label} ({community.id}): {found.note}")
    row.pop("county_a", None), row.pop("county_b", None)
    return checked_row(row, where), told, lost


def _opposed(row: Mapping[str, str], end: str, world: World | None) -> str:
    """That the id and the name of one end are those of two communities; "" where they are not."""
    id = row.get(f"community_{end}") or f"geonames:{row.get(f'geonameid_{end}', '')}"
    if not row.get(f"name_{end}") or not is_id(id):
        return ""
    found = resolve(Entry(row[f"name_{end}"], id=id), world=world)
    return found.note if found.status == "ambiguous" else ""


def _resolved(row: Mapping[str, str], end: str, world: World | None) -> Resolution:
    """What the name, the division and the country of one end mean."""
    parts = [row[f"name_{end}"]]
    for each in ("county", "admin1", "country"):
        part = row.get(f"{each}_{end}", "")
        if part and fold(part) not in [fold(piece) for piece in ", ".join(parts).split(",")[1:]]:
            parts.append(part)
    return resolve(", ".join(parts), world=world)


def _code(row: dict[str, str], end: str, where: str) -> None:
    """Put the code in the place of the name of a country."""
    country = row.get(f"country_{end}", "")
    if country and not (code := country_of(country)):
        raise PartnershipsError(
            f"{where}, country_{end}: {country!r} is no country; write its name or a two-letter code such as JP"
        )
    row[f"country_{end}"] = code if country else ""


def tell(own: OwnPartners) -> None:
    """Tell whoever listens what was decided, and which rows count for nobody."""
    for remark in own.remarks:
        READINGS.info("%s", remark)
    for problem in own.unread:
        READINGS.warning("%s; this row counts for nobody", problem)
