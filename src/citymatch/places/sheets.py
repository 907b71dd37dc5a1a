"""The visible sheets of an Excel workbook as rows of text."""

from __future__ import annotations

import io
import math
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from citymatch.extras import extra

from .encoding import harmless
from .errors import PlacesError
from .sheet_parts import hidden, letters_of, merged, unvalued

MOST_ROWS, MOST_COLUMNS = 200_000, 256
"""What is read of a sheet or a table; that there is more is said."""
_MOST_BYTES = 400_000_000
"""A workbook that unpacks to more is refused."""
_NAMED = 5
"""So many hidden rows are named."""
_MOST_CELLS = 50_000_000
"""So many cells of a sheet are looked at, empty ones too."""

Row = tuple[int, list[str]]


@dataclass(frozen=True)
class Grid:
    """The rows of a sheet or a table that are not empty, with their numbers, and what must be said of them."""

    name: str
    rows: list[Row]
    remarks: tuple[str, ...] = ()


def sheets_of(raw: bytes, file: str) -> list[Grid]:
    """The visible sheets of a workbook; raises PlacesError naming the file and the sheet for what is none."""
    openpyxl = extra("openpyxl", "excel", f"{file}: lists in Excel files")
    _check_package(raw, file)
    sheet = ""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which are not read
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            visible = [each for each in book.worksheets if each.sheet_state == "visible"]
            formulas = unvalued(openpyxl, raw, MOST_ROWS, MOST_COLUMNS)
            grids = []
            for each in visible:
                sheet = str(each.title)
                grids.append(_grid(each, sheet, raw, formulas.get(sheet, {})))
            hidden = [str(each.title) for each in book.worksheets if each not in visible]
            book.close()
    except MemoryError:
        raise
    except Exception as problem:  # a broken workbook ends in nearly every kind of error in openpyxl
        what = (
            f"sheet {sheet!r} cannot be read ({type(problem).__name__})"
            if sheet
            else "is no Excel workbook, or a damaged one"
        )
        raise PlacesError(f"{what}; open it in Excel and save it anew", file=file) from problem
    if hidden and grids:
        said = (
            f"hidden {'sheet' if len(hidden) == 1 else 'sheets'} not read: {', '.join(map(repr, hidden[:5]))}"
        )
        grids = [replace(each, remarks=(*each.remarks, said)) for each in grids]
    if not grids:
        raise PlacesError(
            "has no visible sheet" + (f"; hidden: {', '.join(hidden)}" if hidden else ""), file=file
        )
    return grids


def _check_package(raw: bytes, file: str) -> None:
    """Refuse what is no workbook inside, or would fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise PlacesError("is no Excel workbook, or a damaged one", file=file) from problem
    if any(part.filename.endswith("workbook.bin") for part in parts):
        raise PlacesError("is a binary Excel workbook; save it as .xlsx or CSV", file=file)
    if sum(part.file_size for part in parts) > _MOST_BYTES:
        raise PlacesError("is too large to read; save the list alone as CSV", file=file)


def _grid(sheet: Any, name: str, raw: bytes, formulas: Mapping[tuple[int, int], str]) -> Grid:
    """The rows of one sheet: what the sheet says of its own size is not believed."""
    sheet.reset_dimensions()
    rows: list[Row] = []
    remarks: list[str] = []
    seen = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), 1):
        seen += len(values) + 1
        if len(rows) >= MOST_ROWS or seen > _MOST_CELLS:
            remarks.append(f"sheet {name!r} is read down to row {line - 1:,}")
            break
        if len(values) > MOST_COLUMNS and any(value is not None for value in values[MOST_COLUMNS:]):
            remarks.append(f"of sheet {name!r} the first {MOST_COLUMNS} columns are read")
        if formulas:
            values = [formulas.get((line, at)) if value is None else value for at, value in enumerate(values)]
        if any(value is not None for value in values[:MOST_COLUMNS]):
            row = [harmless(as_text(value)).strip() for value in values[:MOST_COLUMNS]]
            while row and not row[-1]:
                row.pop()
            if row:
                rows.append((line, row))
    path = str(getattr(sheet, "_worksheet_path", ""))
    _fill_merged(rows, merged(raw, path))
    remarks += _of_hidden(raw, path, rows)
    return Grid(name, rows, tuple(dict.fromkeys(remarks)))


def _of_hidden(raw: bytes, path: str, rows: Sequence[Row]) -> Iterator[str]:
    """What is said of hidden rows and columns with something in them, which are read like all others."""
    read, width = {line for line, _ in rows}, max((len(row) for _, row in rows), default=0)
    lines, columns = hidden(raw, path)
    lines, columns = [each for each in lines if each in read], [each for each in columns if each <= width]
    for what, found in (("row", list(map(str, lines))), ("column", list(map(letters_of, columns)))):
        if found:
            more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
            named = f"{what}{'s' if len(found) > 1 else ''} {', '.join(found[:_NAMED])}{more}"
            yield f"{named} {'are' if len(found) > 1 else 'is'} hidden in the workbook and read all the same"


def _fill_merged(rows: list[Row], merged: Iterator[tuple[int, int, int]]) -> None:
    """Let a cell that goes over several rows stand in each of them."""
    at = dict(rows)
    for column, first, last in merged:
        text = at[first][column] if first in at and column < len(at[first]) else ""
        if not text or column >= MOST_COLUMNS:
            continue
        for line in range(first + 1, min(last, first + MOST_ROWS) + 1):
            if line in at and (column >= len(at[line]) or not at[line][column]):
                at[line].extend([""] * (column + 1 - len(at[line])))
                at[line][column] = text


def as_text(value: object) -> str:
    """A cell as text: a whole number without its decimal point, nothing for an empty or unknown one.

    >>> as_text(5383187.0), as_text(None), as_text(float("nan"))
    ('5383187', '', '')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    text = str(value)
    if text in ("nan", "NaT", "<NA>"):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else text
