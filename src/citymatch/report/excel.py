"""A ranking or a batch as an Excel workbook: one sheet per seeker, numbers as numbers. Needs openpyxl."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from citymatch.extras import extra
from citymatch.results.plain import harmless
from citymatch.whole import write_bytes

from .files import seeker_columns, unknown
from .sources import tables

if TYPE_CHECKING:
    from citymatch.results import Result

LONGEST_TITLE = 31
"""Excel takes no longer name of a sheet."""

FORMATS = {
    "score": "0.0", "best_case": "0.0", "coverage": "0%", "population": "#,##0", "latitude": "0.0000",
    "longitude": "0.0000", "geonameid": "0", "rank": "0", "tied": "#,##0",
}  # fmt: skip
WIDTHS = {"name": 26, "admin1": 22, "reasons": 110, "geonames": 34, "community_id": 20}


def save_workbook(results: Sequence[Result], path: str | Path) -> Path:
    """Write the results of a batch as an .xlsx file, whole or not at all: see `workbook`.

    Raises OSError where the file cannot be written.
    """
    return write_bytes(Path(path), workbook(results))


def workbook(results: Sequence[Result]) -> bytes:
    """Results as the content of an .xlsx file.

    One sheet per seeker with the columns of `to_frame(detail=True)` and the reasons; numbers are numbers and
    an unknown one is an empty cell; a text that a spreadsheet would run as a formula is kept a text. A sheet
    "sources" says what the figures rest on. Raises MissingExtra where openpyxl is not installed, ValueError
    where there is no ranking.
    """
    openpyxl = extra("openpyxl", "excel", "Excel files")
    if not results:
        raise ValueError("there is no ranking to write")
    book = openpyxl.Workbook(write_only=True)
    titles = sheet_titles([str(result.seeker["label"]) for result in results])
    for result, title in zip(results, titles, strict=True):
        columns = result.columns(detail=True)
        columns["geonameid"] = [number or None for number in np.asarray(columns["geonameid"]).tolist()]
        columns["reasons"] = ["; ".join(explained.reasons) for explained in result.told]
        columns |= seeker_columns(result, columns)
        _sheet(book, title, columns)
    _sources(book, results[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_titles(labels: Sequence[str]) -> list[str]:
    """A name for each sheet: what Excel forbids left out, not too long, no two the same.

    >>> sheet_titles(["Oxford, Ohio", "Oxford, Ohio", "A/B [x]", ""])
    ['Oxford, Ohio', 'Oxford, Ohio 2', 'A B x', 'seeker']
    """
    titles: list[str] = []
    taken = {"sources"}
    for label in labels:
        plain = " ".join(re.sub(r"[\\/*?:\[\]]", " ", label).split()).strip("'") or "seeker"
        title, number = plain[:LONGEST_TITLE].rstrip(" '"), 1
        while title.casefold() in taken:
            number += 1
            title = f"{plain[: LONGEST_TITLE - len(str(number)) - 1].rstrip()} {number}"
        taken.add(title.casefold())
        titles.append(title)
    return titles


def _sheet(book: Any, title: str, columns: Mapping[str, Any]) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(column, 14)
    sheet.append([_cell(sheet, harmless(column), font=Font(bold=True)) for column in columns])
    rows = list(zip(*columns.values(), strict=True))
    for row in rows:
        sheet.append([_cell(sheet, _plain(v), FORMATS.get(c)) for c, v in zip(columns, row, strict=True)])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"


def _cell(sheet: Any, value: Any, number_format: str | None = None, font: Any = None) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif number_format is not None:
        cell.number_format = number_format
    if font is not None:
        cell.font = font
    return cell


def _plain(value: Any) -> Any:
    """A value as a cell takes it: an unknown number is empty, a text is kept from being a formula."""
    plain = value.item() if isinstance(value, np.generic) else value
    if unknown(plain):
        return None
    return _printable(harmless(plain)) if isinstance(plain, str) else plain


def _printable(text: str) -> str:
    """A text without the control characters that Excel's format forbids."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def _sources(book: Any, result: Result) -> None:
    sheet = book.create_sheet("sources")
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = 110
    for key, value in result.provenance.items():
        sheet.append([key, _plain(value)])
    for table in tables():
        sheet.append(
            [_plain(table["title"]), _plain(f"{table['source']} ({table['year']}); {table['terms']}")]
        )
