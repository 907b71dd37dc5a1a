"""Text that parts its cells by commas, semicolons, tabs, strokes or rarer signs, taken apart."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from .errors import PlacesError
from .sheets import MOST_COLUMNS, MOST_ROWS, Grid, Row

Knows = Callable[[Sequence[str]], int]
"""How many cells of a row are headers that are understood; 0 if the row is no header."""

SIGNS = (",", ";", "\t", "|", "^", "~", "¦")
_NAMED = {
    ",": "commas", ";": "semicolons", "\t": "tabs", "|": "strokes (|)", "^": "carets (^)", "~": "tildes (~)",
    "¦": "broken strokes (¦)",
}  # fmt: skip
_SAMPLE = 40
_TOP = 30
"""A header is looked for among so many rows."""


def header_at(rows: Sequence[Row], knows: Knows) -> int | None:
    """The position of the header among the first rows: the row in which most is understood.

    Below the first row it must be wider than the titles above it, or more of it must be understood.

    >>> from .headers import header_fields
    >>> rows = [(1, ["Our friends"]), (3, ["City", "Country"]), (4, ["Seika", "Japan"])]
    >>> header_at(rows, lambda row: len(header_fields(row)))
    1
    """
    best, best_score = None, (0, 0)
    widest = 0
    for at, (_, row) in enumerate(rows[:_TOP]):
        filled = sum(bool(cell.strip()) for cell in row)
        known = 0 if any(len(cell) > 150 for cell in row) else knows([cell.strip() for cell in row])
        plausible = at == 0 or known >= 2 or filled > widest or (filled == 1 and widest == 1 and at <= 3)
        if known and plausible and (known, filled) > best_score:
            best, best_score = at, (known, filled)
        widest = max(widest, filled)
    return best


def sheet_with_header(grids: Sequence[Grid], knows: Knows) -> Grid | None:
    """The first sheet with a header and rows below it; one of which more than a word is understood goes first.

    >>> from .headers import header_fields
    >>> cover, members = [(1, ["A book"]), (2, ["of our members"])], [(1, ["City", "Country"]), (2, ["Seika", "Japan"])]
    >>> sheet_with_header([Grid("Cover", cover), Grid("List", members)], lambda row: len(header_fields(row))).name
    'List'
    """
    found = []
    for grid in grids:
        at = header_at(grid.rows, knows)
        if at is not None:
            bare, title = at + 1 == len(grid.rows), grid.rows[at][1]
            worded = knows(title) == 1 and " " in next((cell for cell in title if cell), "")
            found.append((bare, worded, grid))
    return min(found, key=lambda each: each[:2])[2] if found else None


def delimited(text: str, file: str, knows: Knows, sign: str = "") -> Grid:
    """The rows of a text, parted by the sign that makes a table of it; `sign` is the usual one of its kind.

    Raises PlacesError where a quotation mark is opened and never closed.
    """
    sign, said, start = _sign(text, knows, sign or ",")
    rows: list[Row] = []
    remarks = [f"parted at {_NAMED[sign]}"] if said else []
    for line, row in _records(text, file, sign, start):
        if len(rows) >= MOST_ROWS:
            remarks.append(f"the first {MOST_ROWS:,} rows are read")
            break
        if len(row) > MOST_COLUMNS:
            remarks.append(f"the first {MOST_COLUMNS} columns are read")
        cells = [cell.strip() for cell in row[:MOST_COLUMNS]]
        if any(cells):
            rows.append((line, cells))
    return Grid("", rows, tuple(dict.fromkeys(remarks)))


def is_delimited(text: str, knows: Knows) -> str:
    """The sign by which a text of no known kind is a table: a header, and as many cells below it; "" if it is none.

    >>> from .headers import header_fields
    >>> is_delimited("City;Country\\nSeika;Japan\\n", lambda row: len(header_fields(row)))
    ';'
    """
    if re.match(r"\s*sep=(.)\s*$", text, re.MULTILINE | re.IGNORECASE):
        return _sign(text, knows, ",")[0]
    lines = [line for line in text.splitlines()[:200] if line.strip()]
    for sign in ("\t", ";", "|", ",", "^", "~", "¦"):
        for at, line in enumerate(lines[:3]):
            header = _cells(line, sign)
            widths = [len(_cells(each, sign)) for each in lines[at + 1 :]]
            like = sum(width == len(header) for width in widths)
            if (
                len(header) > 1
                and knows(header)
                and (at == 0 or knows(header) > 1)
                and 2 * like >= len(widths)
            ):
                return sign
    return ""


def _cells(line: str, sign: str) -> list[str]:
    row = next(csv.reader([line[:10_000]], delimiter=sign), [])
    return [cell.strip() for cell in row]


def _sign(text: str, knows: Knows, usual: str) -> tuple[str, bool, int]:
    """The sign that parts the cells, whether to say so, and how many lines (sep=;) to pass over."""
    stated = re.match(r"\s*?\"?sep=(.)\"?[ \t;,]*\r?\n", text, re.IGNORECASE)
    if stated and stated[1] in SIGNS:
        return stated[1], False, text[: stated.end()].count("\n")
    sample = "\n".join(text.splitlines()[:_SAMPLE])[:100_000]
    best, best_score = usual, (-1, -1, False)
    for sign in SIGNS:
        if sign != usual and sign not in sample:
            continue
        try:
            rows = [
                (0, [cell.strip() for cell in row]) for row in csv.reader(io.StringIO(sample), delimiter=sign)
            ]
        except csv.Error:
            continue
        rows = [row for row in rows if any(row[1])]
        at = header_at(rows, knows)
        known = knows(rows[at][1]) if at is not None else 0
        widths = [len(row) for _, row in rows]
        wide = max((widths.count(width) for width in set(widths) if width > 1), default=0)
        if (score := (known, wide, sign == usual)) > best_score:
            best, best_score = sign, score
    return best, best != usual, 0


def _records(text: str, file: str, sign: str, start: int) -> Iterator[Row]:
    """Each record with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign)
    line = 1
    row: list[str] = []
    try:
        for row in reader:
            if line > start:
                yield line, row
            before, line = line, reader.line_num + 1
            if line - before > 1 and reader.line_num >= text.count("\n") and _never_closed(text, before):
                raise PlacesError("a quotation mark is opened here and never closed", file=file, line=before)
    except csv.Error as problem:
        raise PlacesError(f"is no proper table: {problem}", file=file, line=line) from problem


def _never_closed(text: str, line: int) -> bool:
    """Whether the quotation marks from a line to the end of the text do not come in twos."""
    return "".join(text.splitlines(keepends=True)[line - 1 :]).count('"') % 2 == 1
