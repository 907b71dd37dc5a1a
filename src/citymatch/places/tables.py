"""Any file of cells, opened: its bytes become rows, whatever it was written by.

Everything that reads a user's file begins here: lists, `--candidates`, `--exclude`, `--partners`, `--attributes`.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .delimiters import Knows, delimited, header_at, is_delimited, sheet_with_header
from .encoding import decoded, harmless
from .errors import PlacesError
from .notations import is_json, json_grid, markdown_grid
from .sheets import Grid, Row, as_text, sheets_of

if TYPE_CHECKING:
    import pandas as pd

STDIN = "-"
FRAME = "the DataFrame"
_MOST_BYTES = 200_000_000
_TABLES = {".csv": ",", ".tsv": "\t", ".tab": "\t", ".psv": "|"}
_REFUSED = (".ods", ".xlsb", ".numbers", ".docx", ".doc", ".odt", ".pdf")
_FOREIGN = (
    (b"%PDF", "is a PDF; copy its list into a text file or a spreadsheet"),
    (b"{\\rtf", "is a Word document (RTF); copy its list into a text file or a spreadsheet"),
    (b"\x1f\x8b", "is packed (gzip); unpack it first"),
    (b"PAR1", "is a Parquet file; read it with pandas and give the DataFrame, or save it as CSV"),
    (b"\x89PNG", "is a picture; type its list into a text file"),
    (b"\xff\xd8\xff", "is a picture; type its list into a text file"),
)
_PACKAGES = (
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
     "is an OpenDocument sheet (.ods); save it as .xlsx or CSV"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "is an OpenDocument text; copy its list into a text file"),
    (b"word/document.xml", "is a Word document; copy its list into a text file or a spreadsheet"),
    (b"Index/Document.iwa", "is a Numbers or Pages file; export it as .xlsx or CSV"),
)  # fmt: skip


@dataclass(frozen=True)
class Table:
    """A header with the rows below it, each with its line, and what was decided in reading them."""

    file: str
    header_line: int
    header: tuple[str, ...]
    rows: Sequence[Row]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Content:
    """What a file holds: grids of cells (the visible sheets, one table), or else a `text` that is no table."""

    file: str
    grids: tuple[Grid, ...] = ()
    text: str = ""
    remarks: tuple[str, ...] = ()


def content_of(source: str | Path, knows: Knows, table: bool = False) -> Content:
    """Open a file, or standard input for "-".

    `knows` says how many cells of a row are headers that are understood; `table` says that it must be a table.
    Raises PlacesError naming the file, and the line or the sheet where there is one.
    """
    raw, name, suffix = _bytes_of(source)
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in raw
        raise PlacesError("is protected by a password; save it without one" if locked else _OLD, file=name)
    if raw.startswith(b"\x09\x08") or (suffix in (".xls", ".xlt") and b"\0" in raw[:512]):
        raise PlacesError(
            _OLD, file=name
        )  # else what a website exports as .xls: a text with tabs, or a web page
    if suffix in (".ods", ".xlsb", ".numbers", ".docx", ".doc", ".odt", ".pdf") and not raw.startswith(
        (b"PK", b"%PDF")
    ):
        raise PlacesError(f"is named {suffix} and is none; save it as .xlsx or CSV", file=name)
    for start, problem in _FOREIGN:
        if raw.startswith(start):
            raise PlacesError(problem, file=name)
    if raw.startswith(b"PK\x03\x04") or suffix in (".xlsx", ".xlsm", ".xltx", ".xltm"):
        for mark, problem in _PACKAGES:
            if mark in raw:
                raise PlacesError(problem, file=name)
        if suffix in (".zip",):
            raise PlacesError("is packed (zip); unpack it first", file=name)
        return Content(name, tuple(sheets_of(raw, name)))
    text, remark = decoded(raw, name)
    return _text_content(text, name, suffix, knows, table, (remark,) if remark else ())


_OLD = "is an old Excel file; save it as .xlsx or CSV"


def _bytes_of(source: str | Path) -> tuple[bytes, str, str]:
    """The bytes of a file, its name, and the ending of that in lower case."""
    if str(source) == STDIN:
        return sys.stdin.buffer.read(_MOST_BYTES), "standard input", ""
    path, name = Path(source), str(source)
    try:
        if path.is_dir():
            raise PlacesError("is a directory, not a list", file=name)
        if not path.exists():
            raise PlacesError("there is no such file", file=name)
        if path.stat().st_size > _MOST_BYTES:
            raise PlacesError(f"is larger than {_MOST_BYTES // 1_000_000} MB", file=name)
        raw = path.read_bytes()
    except (OSError, ValueError) as problem:
        if isinstance(problem, PlacesError):
            raise
        raise PlacesError(f"cannot be read: {problem}", file=name) from problem
    if not raw.strip():
        raise PlacesError("is empty", file=name)
    return raw, name, path.suffix.lower()


def _text_content(
    text: str, file: str, suffix: str, knows: Knows, table: bool, remarks: tuple[str, ...]
) -> Content:
    """A text as a table, if it is one."""
    start = text[:2000].lstrip().lower()
    if start.startswith(("<!doctype html", "<html", "<table", "<?xml", "<head", "<body", "<div")):
        raise PlacesError(
            "is a web page or XML, which is not read; open it in a spreadsheet and save it as .xlsx or CSV",
            file=file,
        )
    if is_json(text, file):
        return Content(file, (json_grid(text, file),), "", remarks)
    if grid := markdown_grid(text):
        return Content(file, (grid,), "", remarks)
    if suffix in _TABLES:
        return Content(file, (delimited(text, file, knows, _TABLES[suffix]),), "", remarks)
    if table or (sign := is_delimited(text, knows)):
        return Content(file, (delimited(text, file, knows, "," if table else sign),), "", remarks)
    return Content(file, (), text, remarks)


def frame_grid(frame: pd.DataFrame) -> Grid:
    """A DataFrame as rows of text under its columns' names; the header is row 0."""
    header: Row = (0, [str(name) for name in frame.columns])
    values = frame.itertuples(index=False, name=None)
    rows = [(line, [harmless(as_text(v)).strip() for v in row]) for line, row in enumerate(values, 1)]
    return Grid("", [header, *(row for row in rows if any(row[1]))])


def read_table(source: Any, knows: Knows, needs: str) -> Table:
    """The first table of a file or a DataFrame with a header that is understood.

    Raises PlacesError where there is none: `needs` says which columns it must have.
    """
    if hasattr(source, "itertuples"):
        content = Content(FRAME, (frame_grid(cast("pd.DataFrame", source)),))
    else:
        content = content_of(source, knows, table=True)
    if grid := sheet_with_header(content.grids, knows):
        return table_at(content, grid, cast("int", header_at(grid.rows, knows)))
    return _refused(content, needs)


def table_at(content: Content, grid: Grid, at: int) -> Table:
    """The table whose header is a row of a grid, with what must be said of where it stands."""
    line, header = grid.rows[at]
    rows = [row for row in grid.rows[at + 1 :] if row[1] != header]
    if grid.name:  # a sheet leaves out the empty cells at the end of a row
        rows = [(number, [*row, *[""] * (len(header) - len(row))]) for number, row in rows]
    remarks = [*content.remarks, *grid.remarks]
    if at:
        remarks.append(f"the header stands in row {line}")
    others = [each.name for each in content.grids if each is not grid and each.rows]
    if others:
        remarks.append(f"sheet {grid.name!r} is read, not {', '.join(map(repr, others[:5]))}")
    return Table(content.file, line, tuple(header), rows, tuple(remarks))


def _refused(content: Content, needs: str) -> Table:
    rows = next((grid.rows for grid in content.grids if grid.rows), [])
    if not rows:
        raise PlacesError("the file is empty", file=content.file)
    line, header = rows[0]
    found = ", ".join(filter(None, header[:12])) or "nothing"
    raise PlacesError(f"{needs}; found {found[:200]}", file=content.file, line=line or None)
