"""Reading lists of communities: text, CSV, TSV, Excel, Python lists, DataFrames, standard input."""

from __future__ import annotations

import csv
import io
import sys
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from citymatch.datasets.us import load_seeking_partners

from .columns import entries_of_rows, header_fields
from .communities import Community
from .entry import Entry
from .errors import PlacesError
from .leaflet import entries_of_text

if TYPE_CHECKING:
    import pandas as pd

    Source = str | Path | Iterable[str | int | Community | Entry] | pd.DataFrame | None
else:
    Source = Any

STDIN = "-"
_EXCEL = (".xlsx", ".xlsm")
# What openpyxl raises at a file that is no workbook, or a broken one.
_NO_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    OSError,
    EOFError,
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def read(source: Source = None) -> list[Entry]:
    """The entries of a list, in order, with the line each stands on.

    `source` is a path (text, CSV, TSV, Excel), "-" for standard input, a list of texts, a pandas DataFrame,
    or None for the built-in seeking-partners list. A table needs a column of names (name, city, community,
    place), geonameid, fips, or latitude and longitude. Raises PlacesError naming file, line and field.

    >>> [entry.text for entry in read(["Pinole, California", "Seika, Japan"])]
    ['Pinole, California', 'Seika, Japan']
    >>> len(read())
    68
    """
    if source is None:
        return _seeking_partners()
    if isinstance(source, str | Path):
        return _file(source)
    if hasattr(source, "itertuples"):
        return _frame(cast("pd.DataFrame", source))
    entries = [item if isinstance(item, Entry) else _item(item, at) for at, item in enumerate(source, 1)]
    if not entries:
        raise PlacesError("the list is empty")
    return entries


def _item(item: str | int | Community, line: int) -> Entry:
    return Entry(item.id if isinstance(item, Community) else as_text(item), line)


def _seeking_partners() -> list[Entry]:
    table = load_seeking_partners()
    rows = zip(table["text"], table["line"], table["note"], strict=True)
    return [Entry(text, int(line), "the seeking-partners list", note=note) for text, line, note in rows]


def _file(source: str | Path) -> list[Entry]:
    if str(source) == STDIN:
        return _text(decode(sys.stdin.buffer.read(), "standard input"), "standard input")
    path = Path(source)
    name = str(source)
    try:
        if path.is_dir():
            raise PlacesError("is a directory, not a list", file=name)
        if not path.exists():
            raise PlacesError("there is no such file", file=name)
        raw = path.read_bytes()
    except (OSError, ValueError) as problem:
        if isinstance(problem, PlacesError):
            raise
        raise PlacesError(f"cannot be read: {problem}", file=name) from problem
    if not raw.strip():
        raise PlacesError("is empty", file=name)
    if path.suffix.lower() in _EXCEL:
        return _rows(_excel_rows(raw, name), name)
    if path.suffix.lower() == ".xls":
        raise PlacesError("is an old Excel file; save it as .xlsx or CSV", file=name)
    text = decode(raw, name)
    if path.suffix.lower() in (".csv", ".tsv", ".tab"):
        return _table(text, name, "," if path.suffix.lower() == ".csv" else "\t")
    return _text(text, name)


def decode(raw: bytes, file: str) -> str:
    """The text of a file in UTF-8 or UTF-16, found by its first bytes; raises PlacesError naming the line.

    >>> decode("Köln, Germany".encode("utf-16"), "list.txt")
    'Köln, Germany'
    """
    encoding = (
        next((name for bom, name in _BOMS if raw.startswith(bom)), "") or _utf16_without_bom(raw) or "utf-8"
    )
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as problem:
        line = raw[: problem.start].count(b"\n") + 1
        what = f"is not {encoding.upper().removesuffix('-SIG')} text (byte {raw[problem.start]:#04x})"
        raise PlacesError(f"{what}; save the list as UTF-8", file=file, line=line) from problem
    if "\0" in text:
        raise PlacesError("is not a text file", file=file, line=text[: text.index("\0")].count("\n") + 1)
    if not text.strip():
        raise PlacesError("is empty", file=file)
    return text


def _utf16_without_bom(raw: bytes) -> str:
    """The UTF-16 variety of a text whose every other byte is mostly zero, or ""."""
    head = raw[:2000]
    for encoding, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(raw) % 2 == 0 and len(zeros) > 1 and zeros.count(0) > 0.6 * len(zeros):
            return encoding
    return ""


def _text(text: str, file: str) -> list[Entry]:
    """Standard input and text files: a table if the first line is a header, else a list or a leaflet."""
    first = text.lstrip().split("\n", 1)[0]
    for delimiter in ("\t", ",", ";"):
        names = [name.strip() for name in first.split(delimiter)]
        if len(names) > 1 and len(header_fields(names)) == len(names):
            return _table(text, file, delimiter)
    return entries_of_text(text, file)


def _table(text: str, file: str, delimiter: str) -> list[Entry]:
    first = text.split("\n", 1)[0]
    if delimiter == "," and first.count(";") > first.count(","):
        delimiter = ";"
    return _rows(_csv_rows(text, file, delimiter), file)


def _csv_rows(text: str, file: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the number of the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error as problem:
        raise PlacesError(f"is no proper table: {problem}", file=file, line=line) from problem


def _excel_rows(raw: bytes, file: str) -> list[tuple[int, list[str]]]:
    """The rows of the first sheet, numbered as Excel does."""
    try:
        import openpyxl
    except ImportError as problem:
        raise PlacesError(
            "reading Excel needs openpyxl: pip install 'citymatch[excel]'", file=file
        ) from problem
    try:
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        try:
            rows = enumerate(book.worksheets[0].iter_rows(values_only=True), 1)
            return [(line, [as_text(value) for value in row]) for line, row in rows]
        finally:
            book.close()
    except _NO_WORKBOOK as problem:
        raise PlacesError("is no Excel workbook", file=file) from problem


def as_text(value: object) -> str:
    """A cell as text: a whole number without its decimal point, nothing for an empty or unknown one.

    >>> as_text(5383187.0), as_text(None), as_text(float("nan"))
    ('5383187', '', '')
    """
    if value is None or str(value) in ("nan", "NaT", "<NA>"):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _rows(rows: Iterable[tuple[int, list[str]]], file: str) -> list[Entry]:
    filled = [
        (line, [cell.strip() for cell in row]) for line, row in rows if any(cell.strip() for cell in row)
    ]
    if not filled:
        raise PlacesError("is empty", file=file)
    return entries_of_rows(filled, file)


def _frame(frame: pd.DataFrame) -> list[Entry]:
    header = (0, [str(name) for name in frame.columns])
    rows: Sequence[tuple[int, list[str]]] = [
        (line, [as_text(value) for value in row])
        for line, row in enumerate(frame.itertuples(index=False, name=None), 1)
    ]
    if not rows:
        raise PlacesError("has no rows", file="the DataFrame")
    return entries_of_rows([header, *rows], "the DataFrame", bare=False)
