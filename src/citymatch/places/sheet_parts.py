"""What openpyxl does not tell of a sheet: merged cells, hidden rows and columns, formulas without a value."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

_LINK = re.compile(r'=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*"((?:[^"]|"")*)"\s*)?\)\s*', re.I)
"""A formula that makes a link of two texts: the address, and what is shown."""
_UNVALUED = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f\b[^<>]*/>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A formula at the end of its cell, with nothing stored beside it."""
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell ref="([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})"')
_HIDDEN = re.compile(
    rb'<(?:\w+:)?(row|col)\s(?=[^<>]*\bhidden="(?:1|true)")[^<>]*?\b(?:r|min)="(\d{1,7})"[^<>]*>'
)
_PIECE = 1 << 20
_LONGEST_TAG = 400

Texts = dict[tuple[int, int], str]


def link_text(formula: object) -> str:
    """What a cell with a link shows, of which a program stored the formula alone; "" for any other formula.

    >>> link_text('=HYPERLINK("https://astoria.gov","Astoria, Oregon")')
    'Astoria, Oregon'
    """
    found = _LINK.fullmatch(str(formula))
    if not found:
        return ""
    return (found[1] if found[2] is None else found[2]).replace('""', '"')


def unvalued(openpyxl: Any, raw: bytes, most_rows: int, most_columns: int) -> dict[str, Texts]:
    """The formulas of a workbook beside which no value is stored, by sheet, row and column, which would be read as
    empty cells: what a link shows, else the formula itself.

    A formula whose stored value is an empty text is an empty cell.
    """
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        named = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        if not any(_UNVALUED.search(package.read(name)) for name in named):
            return {}
    books = [
        openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=each) for each in (False, True)
    ]
    found: dict[str, Texts] = {}
    for formulas, values in zip(*(book.worksheets for book in books), strict=True):
        for sheet in (formulas, values):
            sheet.reset_dimensions()
        texts = found.setdefault(str(formulas.title), {})
        both = (sheet.iter_rows(max_row=most_rows, max_col=most_columns) for sheet in (formulas, values))
        for line, (cells, stored) in enumerate(zip(*both, strict=True), 1):
            for at, (cell, value) in enumerate(zip(cells, stored, strict=True)):
                if (
                    cell.data_type == "f"
                    and value.value is None
                    and (text := _shown(cell.value, value.data_type))
                ):
                    texts[line, at] = text
    for book in books:
        book.close()
    return found


def _shown(formula: Any, stored: str) -> str:
    """What stands for a formula without a value: the text of a link, else the formula if none was ever stored."""
    text = str(getattr(formula, "text", formula) or "=")
    return link_text(text) or ("" if stored == "str" else text)


def merged(raw: bytes, path: str) -> Iterator[tuple[int, int, int]]:
    """Column, first row and last row of each merged block that goes over several rows."""
    for found in _tags(raw, path, _MERGED):
        if found[2] != found[3]:
            yield _column(found[1].decode()), int(found[2]), int(found[3])


def hidden(raw: bytes, path: str) -> tuple[list[int], list[int]]:
    """The hidden rows of a sheet by their numbers, and the first column of each hidden block by its number."""
    rows: list[int] = []
    columns: list[int] = []
    for found in _tags(raw, path, _HIDDEN):
        (rows if found[1] == b"row" else columns).append(int(found[2]))
    return rows, columns


def _tags(raw: bytes, path: str, tag: re.Pattern[bytes]) -> Iterator[re.Match[bytes]]:
    """Where a tag stands in the text of a sheet, which is read piece by piece."""
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        if path.lstrip("/") not in package.namelist():
            return
        with package.open(path.lstrip("/")) as part:
            before = b""
            while piece := part.read(_PIECE):
                text, end = before + piece, 0
                for found in tag.finditer(text):
                    end = found.end()
                    yield found
                before = text[max(end, len(text) - _LONGEST_TAG) :]


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def letters_of(number: int) -> str:
    """The letters of a column.

    >>> letters_of(1), letters_of(28)
    ('A', 'AB')
    """
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
