"""From the rows of a user's table to the lines of a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .cells import people_in, point_in, sides_of
from .countries import country_of
from .decoration import flag_of, is_region, undecorated
from .delimiters import header_at
from .entry import Entry
from .errors import PlacesError
from .folding import fold
from .headers import header_fields, meaning_of, remarks_of_header, second_columns
from .known import is_id
from .missing import is_unnamed, nameless, without_formulas
from .parting import several
from .regions import region_keys, state_keys

_ENOUGH = ("name", "geonameid", "id", "fips", "latitude", "county", "state")
_LONGEST = 300
_TRIED = 50
"""So many rows tell whether a column is what its header may mean."""
"""A cell that names a community is no longer."""
NEEDS = "name (or city, community, place), geonameid, fips, or latitude and longitude"

Row = tuple[int, Sequence[str]]


def knows(row: Sequence[str]) -> int:
    """How many cells of a row are headers that are understood; 0 if they do not make a list.

    >>> knows(["City Name", "State Name", "Contact"]), knows(["Contact", "Country"])
    (2, 0)
    """
    fields = header_fields(row)
    near = [each for each, at in fields.items() if (meaning := meaning_of(row[at])) and meaning.near]
    if len(near) == len(fields):
        return 0  # Statte is a town of its own, not a misprint of "state"
    if not any(field in fields for field in _ENOUGH) or ("latitude" in fields) != ("longitude" in fields):
        return 0
    return len(fields)


def entries_of_rows(
    rows: Sequence[Row], file: str, bare: bool = True, remarks: Sequence[str] = ()
) -> list[Entry]:
    """The entries of a table with a header, or (if `bare`) of a table that has just names and regions.

    The header may stand below a title. Raises PlacesError where no column is understood.
    """
    at = header_at([(line, list(row)) for line, row in rows[:40]], knows)
    if at is None:
        unnumbered = _without_numbers(rows)
        if bare and _is_bare_list(unnumbered):
            return [each for line, row in unnumbered for each in _bare(row, line, file, tuple(remarks))]
        raise PlacesError(_refusal(rows), file=file, line=rows[0][0] or None)
    (line, header), body = rows[at], [row for row in rows[at + 1 :] if list(row[1]) != list(rows[at][1])]
    fields = confirmed(header, body)
    if len(header) == 1:  # a comma within the one column parts nothing
        body = [(number, [_bare_text(row)]) for number, row in body]
    if "id" in fields and not _are_ids(body, fields):
        if not any(field in fields for field in _ENOUGH if field != "id"):
            raise PlacesError(
                f"column {header[fields['id']]!r} holds no ids such as geonames:5383187; no column of names was found, "
                f"only {_found(header)}", file=file, line=line or None,
            )  # fmt: skip
        fields = {field: column for field, column in fields.items() if field != "id"}
    if not body:
        raise PlacesError("has a header and no rows", file=file)
    where = [f"the header stands in row {line}"] if at else []
    blank = _blank(header, body)
    said = tuple(dict.fromkeys([*remarks, *where, *remarks_of_header(header, fields, blank, kept=True)]))
    titles = {at: title for at, title in _titles(header, fields).items() if at not in blank}
    twice = second_columns(header, fields)
    return [
        _with_beyond(
            replace(_entry_or_problem(row, at, fields, file, twice), extra=_extra(row, titles), remarks=said),
            row,
            len(header),
        )
        for at, row in body
    ]


def _blank(header: Sequence[str], body: Sequence[Row]) -> set[int]:
    """The columns without a header and without a cell, as a comma or a stroke at the end of each row makes them."""
    return {
        at
        for at, title in enumerate(header)
        if not title and not any(row[at] for _, row in body if at < len(row))
    }


def confirmed(header: Sequence[str], body: Sequence[Row]) -> dict[str, int]:
    """The columns that are understood. One whose header is a misprint, or "ST", counts if its cells are of its kind.

    >>> confirmed(["City", "Contry"], [(2, ["Seika", "Japan"])])
    {'name': 0, 'country': 1}
    >>> confirmed(["City", "ST"], [(2, ["Pinole", "closed"])])
    {'name': 0}
    """
    fields = header_fields(header)
    for field in ("state", "country"):
        at = fields.get(field, 0)
        if field in fields and (meaning := meaning_of(header[at])) and meaning.near:
            cells = [row[at] for _, row in body[:_TRIED] if at < len(row) and row[at]]
            fits = sum(bool(country_of(cell)) if field == "country" else is_region(cell) for cell in cells)
            if 2 * fits < len(cells) or not cells:
                del fields[field]
    return fields


def _found(header: Sequence[str]) -> str:
    return (", ".join(filter(None, header[:12])) or "nothing")[:200]


def _refusal(rows: Sequence[Row]) -> str:
    """Why a table cannot be read: no header at all, or one in which no column is understood."""
    header = rows[0][1]
    found = _found(header)
    if len(rows) > 1 and sum(bool(cell) for cell in header) > 1 and not _may_be_header(header):
        return (
            f"its columns cannot be told: the first row ({found}) is no header; put a line such as "
            "name,state,country above it"
        )
    return f"no usable column: found {found}; one of them must be {NEEDS}"


def _may_be_header(row: Sequence[str]) -> bool:
    """Whether a row looks like a header: words, none of them empty, a number, or a code in capital letters."""
    return all(cell and not re.search(r"\d", cell) and fold(cell) not in region_keys() for cell in row)


def _are_ids(rows: Sequence[Row], fields: Mapping[str, int]) -> bool:
    """Whether the column "id" holds ids of ours and not running numbers."""
    cells = [row[fields["id"]] for _, row in rows if fields["id"] < len(row) and row[fields["id"]]]
    return any(":" in cell and is_id(cell) for cell in cells) or not any(cell.isdecimal() for cell in cells)


def _is_bare_list(rows: Sequence[Row]) -> bool:
    """A list of "City, State" lines under the name of a CSV file: no header, the regions readable."""
    from .leaflet import is_entry

    if any(sum(bool(cell) for cell in row) > 3 or not row or not row[0] for _, row in rows):
        return False
    texts = [_bare_text(row) for _, row in rows]
    return is_entry(texts[0]) and sum(map(is_entry, texts)) * 2 >= len(texts)


def _without_numbers(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows without a first column of running numbers."""
    if all(len(row) > 1 and row[0].rstrip(".").isdecimal() and len(row[0]) < 5 for _, row in rows):
        return [(line, row[1:]) for line, row in rows]
    return rows


def _bare(row: Sequence[str], line: int, file: str, remarks: tuple[str, ...]) -> list[Entry]:
    """The one community of a row without a header, or each of several."""
    text = _bare_text(row)
    parts = several(text)
    note = f"one of {len(parts)} in the line {text[:80]!r}" if parts else ""
    return [Entry(part, line, file, note=note, remarks=remarks) for part in parts or [text]]


def _bare_text(row: Sequence[str]) -> str:
    return ", ".join(cell for cell in row if cell)


def _titles(header: Sequence[str], fields: Mapping[str, int]) -> dict[int, str]:
    """The columns that are none of ours by position, each under a name of its own."""
    titles: dict[int, str] = {}
    for at, title in enumerate(header):
        if at not in fields.values():
            name, number = title or f"column {at + 1}", 2
            while name in titles.values():
                name, number = f"{title} ({number})", number + 1
            titles[at] = name
    return titles


def _extra(row: Sequence[str], titles: Mapping[int, str]) -> dict[str, str]:
    return {title: row[at] if at < len(row) else "" for at, title in titles.items()}


def _with_beyond(entry: Entry, row: Sequence[str], width: int) -> Entry:
    """An entry that says which cells stand beyond the header."""
    beyond = [cell for cell in row[width:] if cell]
    if not beyond:
        return entry
    said = f"{', '.join(map(repr, beyond[:3]))} stands beyond the header and is left out"
    return replace(entry, note="; ".join(filter(None, [entry.note, said])))


def _entry_or_problem(
    row: Sequence[str], line: int, fields: Mapping[str, int], file: str, twice: Mapping[int, int]
) -> Entry:
    try:
        if why := nameless(row, fields):
            cells = [row[at] for at in sorted(fields.values()) if at < len(row)]
            return Entry((_bare_text(cells) or _bare_text(row))[:_LONGEST], line, file, problem=why)
        row, said = without_formulas(row, fields)
        entry = _entry(row, line, fields, file)
        if opposed := _two_regions(row, twice, fields):
            return Entry(entry.text, line, file, problem=opposed)
        entry = replace(entry, text=entry.id) if is_unnamed(row, fields) else entry
        return replace(entry, note="; ".join(filter(None, [entry.note, said])))
    except PlacesError as problem:
        return Entry(_bare_text(row)[:_LONGEST], line, file, problem=str(problem))


def _two_regions(row: Sequence[str], twice: Mapping[int, int], fields: Mapping[str, int]) -> str:
    """That two columns of countries, or of US states, say different things; "" where they do not."""
    for second, first in twice.items():
        cells = [undecorated(row[at]) if at < len(row) else "" for at in (first, second)]
        countries = fields.get("country") == first
        known = [country_of(each) if countries else state_keys().get(fold(each), "") for each in cells]
        if all(known) and known[0] != known[1]:
            return f"two columns contradict each other: {cells[0]!r} and {cells[1]!r}"
    return ""


def _entry(row: Sequence[str], line: int, fields: Mapping[str, int], file: str) -> Entry:
    def cell(field: str) -> str:
        at = fields.get(field, len(row))
        return row[at] if at < len(row) else ""

    def wrong(field: str, problem: str) -> PlacesError:
        return PlacesError(problem, file=file, line=line, field=field)

    name = undecorated(cell("name")) or cell("name")
    if len(name) > _LONGEST:
        raise wrong("name", f"is longer than {_LONGEST} letters")
    text = text_of(cell("name"), cell("county"), cell("state"), cell("country"))
    id, left_out = cell("id"), []
    id = id if ":" in id and is_id(id) else ""
    geonameid, fips = (cell(each).rpartition(":")[2].removesuffix(".0") for each in ("geonameid", "fips"))
    if geonameid and not re.fullmatch(r"\d{1,12}", geonameid, re.A):
        if not name:
            raise wrong("geonameid", f"must be a whole number, not {geonameid!r}")
        left_out.append(f"geonameid {geonameid!r} is no whole number")
        geonameid = ""
    if geonameid.strip("0") == "":
        geonameid = ""  # as programs write an id that there is none
    if fips and not re.fullmatch(r"\d{4,5}", fips, re.A):
        if not text:
            raise wrong("fips", f"must be a county's five digits, not {fips!r}")
        left_out.append(f"fips {fips!r} is no county's five digits")
        fips = ""
    if (point := cell("point")) and not cell("latitude"):
        sides = sides_of(point)
    else:
        sides = cell("latitude"), cell("longitude")
    people, problem = people_in(cell("population"))
    left_out += [problem] if problem else []
    latitude, longitude, problem = point_in(*sides)
    if problem and not (text or geonameid or fips):
        field, words = problem.split(" ", 1)
        raise wrong(field, words)
    left_out += [problem] if problem else []
    values: dict[str, Any] = {
        "geonameid": int(geonameid) if geonameid else None,
        "fips": fips.zfill(5) if fips else "",
        "latitude": latitude,
        "longitude": longitude,
        "population": people,
        "population_source": cell("population_source"),
        "policy": cell("policy"),
        "note": f"{' and '.join(left_out)}; left out" if left_out else "",
    }
    return Entry(text or id or cell("id"), line, file, id=id, **values)


def _county(county: str, country: str) -> str:
    """A county with that word in the US, as it stands elsewhere."""
    abroad = bool(country) and country_of(country) not in ("US", "")
    return (
        county if abroad or not county or fold(county).endswith(("county", "parish")) else f"{county} County"
    )


def text_of(name: str, county: str, state: str, country: str) -> str:
    """One line of text from the cells of a row, without what stands around them.

    >>> text_of("Pinole", "Contra Costa", "CA", "USA")
    'Pinole, Contra Costa County, CA, USA'
    """
    country = undecorated(country) or flag_of(country) or ("" if country else flag_of(name))
    return _text(undecorated(name) or name, _county(county, country), undecorated(state), country)


def _text(name: str, county: str, state: str, country: str) -> str:
    """One line of text from the columns; a column does not repeat what the name already says."""
    parts = [name or county]
    if name and county:
        parts.append(county)
    for part in (state, country):
        if part and fold(part) not in [fold(each) for each in re.split(",", ", ".join(parts))[1:]]:
            parts.append(part)
    return ", ".join(part for part in parts if part)
