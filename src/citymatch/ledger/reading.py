"""A ledger read: any table with a seeker, a candidate, a day and a status, its names resolved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from citymatch.datasets import InputError, World, load_world
from citymatch.places import Community, Entry, PlacesError, Resolution, accepted, resolve
from citymatch.places.columns import text_of
from citymatch.places.known import is_id
from citymatch.places.saying import heard
from citymatch.places.tables import FRAME, Table, read_table

from .book import DAYS, Ledger, id_of_one
from .columns import NEEDS, PLACES, columns_of, knows
from .days import month_first, read_day
from .offer import STATUSES, Offer, status_of

if TYPE_CHECKING:
    import pandas as pd


class LedgerError(InputError):
    """A ledger cannot be read or changed; the message names file, line and field."""


def read_ledger(
    source: str | Path | pd.DataFrame | Ledger | None, days: int | None = None, world: World | None = None
) -> Ledger:
    """Read a ledger: a CSV file or a sheet of Excel, or a DataFrame. A file that does not exist is an error.

    `days` is after how many days without an answer an offer is free (None: 90, or what a Ledger says). Each end is an
    id or a name; where both stand they must mean the same. Raises LedgerError naming file, line and field.

    >>> import pandas as pd
    >>> row = ["Pinole, California", "Bergen, Norway", "3 May 2026", "Declined"]
    >>> ledger = read_ledger(pd.DataFrame([row], columns=["Seeker", "Candidate", "Date", "Answer"]))
    >>> ledger.offers[0].candidate_id, ledger.offers[0].status
    ('geonames:3161732', 'declined')
    """
    if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 1):
        raise LedgerError(f"days must be a whole number of at least 1, not {days!r}")
    if isinstance(source, Ledger):
        return source if days is None else replace(source, days=days)
    if source is None:
        return Ledger((), days or DAYS)
    if not isinstance(source, str | Path) and not hasattr(source, "itertuples"):
        raise LedgerError(f"ledger must be a file, a DataFrame or a Ledger, not {source!r:.80}")
    try:
        table = read_table(source, knows, NEEDS)
    except PlacesError as problem:
        raise LedgerError(str(problem)) from problem
    offers, remarks = offers_of(table, world)
    return Ledger(offers, days or DAYS, table.file, remarks)


def offers_of(table: Table, world: World | None = None) -> tuple[tuple[Offer, ...], tuple[str, ...]]:
    """The lines of a table, and what was decided in reading them. Raises LedgerError."""
    columns = columns_of(table.header)
    at = columns["date"]
    try:
        months_first, said = month_first([row[at] if at < len(row) else "" for _, row in table.rows])
    except ValueError as problem:
        raise LedgerError(f"{table.file}, date: {problem}") from problem
    remarks = [*table.remarks, *([said] if said else [])]
    own = {at: title for at, title in enumerate(table.header) if title and at not in columns.values()}
    offers = []
    for line, row in table.rows:
        where = f"{table.file}, {'row' if table.file == FRAME else 'line'} {line}"
        if any(row[len(table.header) :]):
            raise LedgerError(f"{where}: {len(row)} fields where the header has {len(table.header)}")
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in columns.items()}
        extra = {title: row[at] for at, title in own.items() if at < len(row) and row[at]}
        offer, notes = _offer(cells, where, months_first, world)
        offers.append(replace(offer, line=line, extra=extra))
        remarks += notes
    return tuple(offers), tuple(
        f"{table.file}: {each}" if table.file not in each else each for each in remarks
    )


def _offer(
    cells: Mapping[str, str], where: str, months_first: bool, world: World | None
) -> tuple[Offer, Sequence[str]]:
    ends = {each: _end(cells, each, where, world) for each in PLACES}
    day = read_day(cells["date"], months_first)
    if day is None:
        raise LedgerError(f"{where}, date: must be a day such as 2026-05-03, not {cells['date']!r}")
    status = status_of(cells["status"])
    if not status:
        raise LedgerError(f"{where}, status: must be one of {', '.join(STATUSES)}, not {cells['status']!r}")
    seeker, candidate = ends["seeker"].community, ends["candidate"].community
    assert seeker is not None and candidate is not None
    if id_of_one(seeker.id) == id_of_one(candidate.id):
        raise LedgerError(f"{where}, candidate: {candidate.label} is the seeker itself")
    told = [
        f"{where}, {each}: {found.input!r} read as {_named(found)}"
        for each, found in ends.items()
        if found.note
    ]
    return made(seeker, candidate, day, status, cells.get("note", "")), told


def made(seeker: Community, candidate: Community, day: date, status: str, note: str) -> Offer:
    """A line about two communities."""
    return Offer(
        id_of_one(seeker.id), seeker.label, id_of_one(candidate.id), candidate.label,
        candidate.unit_name or candidate.name, day, status, note,
    )  # fmt: skip


def _named(found: Resolution) -> str:
    assert found.community is not None
    return f"{found.community.label} ({found.community.id}): {found.note}"


def _end(cells: Mapping[str, str], end: str, where: str, world: World | None) -> Resolution:
    """The community at one end of a line."""
    name, id_ = cells.get(end, ""), cells.get(f"{end}_id", "")
    if is_id(name) and not id_:
        name, id_ = "", name
    if not name and not id_:
        raise LedgerError(f"{where}, {end}: names no community")
    if id_ and not is_id(id_):
        raise LedgerError(f"{where}, {end}_id: {id_!r} is no id such as geonames:5383187")
    state, country = cells.get(f"{end}_state", ""), cells.get(f"{end}_country", "")
    found = _read(text_of(name, "", state, country) if name else "", id_, world or load_world())
    if found.community is None:
        field = f"{end}_id" if id_ else end
        raise LedgerError(f"{where}, {field}: {_problem(found, world)}")
    return found


def _problem(found: Resolution, world: World | None) -> str:
    try:
        accepted(found, world=world)
    except PlacesError as problem:
        return str(problem)
    return found.note


@lru_cache(maxsize=16384)
def _read(text: str, id_: str, world: World) -> Resolution:
    """How a name, an id, or both were read: once for all lines that say the same."""
    with heard():  # what is to be said of it is said with its line
        return resolve(Entry(text, id=id_) if text and id_ else id_ or text, world=world)
