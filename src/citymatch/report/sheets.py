"""The sheets of a workbook as Excel takes them, to look at and to print. Needs openpyxl."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from errno import EINVAL
from math import ceil
from typing import Any

import numpy as np

from citymatch.extras import extra
from citymatch.results.plain import CONTROLS, harmless

from .files import unknown

LONGEST_TITLE = 31
"""Excel takes no longer name of a sheet."""
RESERVED = ("History",)
"""Names of sheets that Excel keeps for itself."""
LONGEST_CELL = 32_767
MOST_ROWS = 1_048_576
"""So many letters a cell of Excel holds, and so many rows a sheet."""

COUNT = "#,##0"
"""How whole numbers are written."""

LETTER = 1
"""US letter paper, by Excel's number."""
FONT = "Arial"
"""Every system has it, or one whose letters are as wide."""
LINE, TALLEST = 1.28, 409.0
"""The height of a line of text by the size of its letters, and that of the tallest row of Excel in points."""
UNIT = 5.25
"""The width of a column is told in digits of so many points."""
NARROW, WIDE = frozenset("iIjl.,:;'|!ftr()[]/- "), frozenset("mwMWABCDEGHKNOPQRSUVXYZ%&@")
SHADE, RULE = "FFE3EAF2", "FFB4BCC6"
"""The colours behind the heads of columns and of the rules between rows."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its head, its width in letters, and how its numbers are written."""

    head: str
    width: float = 14
    form: str = ""


def sheet_titles(labels: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    r"""A name for each sheet: what Excel forbids left out, not too long, no two the same, none of those `taken`.

    >>> sheet_titles(["Oxford, Ohio", "oxford, Ohio", "A/B [x]", "Over\x07view", "", "History"], ["Overview"])
    ['Oxford, Ohio', 'oxford, Ohio 2', 'A B x', 'Overview 2', 'seeker', 'History 2']
    """
    titles: list[str] = []
    used = {name.casefold() for name in (*taken, *RESERVED)}
    for label in labels:
        plain = " ".join(re.sub(r"[\\/*?:\[\]]", " ", printable(label)).split()).strip("' ") or "seeker"
        title, number = _cut(plain, LONGEST_TITLE), 1
        while title.casefold() in used:
            number += 1
            title = f"{_cut(plain, LONGEST_TITLE - len(str(number)) - 1)} {number}"
        used.add(title.casefold())
        titles.append(title)
    return titles


def _cut(text: str, longest: int) -> str:
    """The beginning of a text. Excel counts a character beyond the first plane of Unicode as two."""
    while len(text.encode("utf-16-le")) > 2 * longest:
        text = text[:-1]
    return text.rstrip(" '")


def lines_of(text: str, width: float, size: float = 10) -> int:
    r"""How many lines a text takes in a column of a width, in Arial, broken between words as a cell breaks it.

    >>> lines_of("", 10), lines_of("Pinole", 10), lines_of("a" * 95, 10), lines_of("one\ntwo", 10)
    (1, 1, 11, 2)
    """
    room = (width - 1) * UNIT / size
    number = 0
    for part in text.split("\n"):
        number, at = number + 1, 0.0
        for word in part.split(" "):
            long = sum(map(_wide, word))
            if at and at + long > room:
                number, at = number + 1, 0.0
            number += max(ceil(long / room) - 1, 0)
            at += long % room + _wide(" ")
    return number


def _wide(letter: str) -> float:
    """The width of a letter by its height."""
    if letter in NARROW:
        return 0.3
    return 0.72 if letter in WIDE else 0.53 if ord(letter) < 0x1100 else 1.0


def printable(text: str) -> str:
    """A text without what Excel's format forbids: control characters, and halves of a character."""
    return CONTROLS.sub("", text.encode("utf-8", "replace").decode("utf-8"))


def plain(value: Any) -> Any:
    """A value as a cell takes it: an unknown number is empty, a text is no formula and not too long."""
    given = value.item() if isinstance(value, np.generic) else value
    if unknown(given):
        return None
    if not isinstance(given, str):
        return given
    text = printable(harmless(given))
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1] + "…"


class Book:
    """A workbook that is written sheet by sheet."""

    def __init__(self) -> None:
        self._book = extra("openpyxl", "excel", "Excel files").Workbook(write_only=True)
        from openpyxl.styles import Font
        from openpyxl.utils.indexed_list import IndexedList

        # The width of a column is told in digits of the first font; figures and feet of pages are written in it.
        self._book._fonts = IndexedList([Font(name=FONT, size=10)])
        self._book._named_styles["Normal"].font = Font(name=FONT, size=10)

    def sheet(self, title: str, columns: Sequence[Column], above: Sequence[str] = ()) -> Sheet:
        """Begin a sheet with lines of text, the first of them its heading, and the heads of its columns."""
        return Sheet(self._book.create_sheet(title), columns, above)

    def to_bytes(self) -> bytes:
        """The content of the file. Raises OSError that names the folder where there is no room to make it."""
        out = io.BytesIO()
        try:
            self._book.save(out)
        except OSError as error:
            where = error.filename or tempfile.gettempdir()
            raise OSError(error.errno or EINVAL, error.strerror or str(error), str(where)) from error
        return out.getvalue()


class Sheet:
    """A sheet that is written from its top: the heads stand still, its rows can be filtered, it prints on letter paper.

    It is one page wide; its heads stand on every page.
    """

    def __init__(self, sheet: Any, columns: Sequence[Column], above: Sequence[str]):
        from openpyxl.utils import get_column_letter

        self._sheet, self._columns, self._row = sheet, tuple(columns), 0
        self._last = get_column_letter(len(columns))
        self._head = len(above) + 1
        self._rows = 0
        for number, column in enumerate(columns, 1):
            sheet.column_dimensions[get_column_letter(number)].width = column.width
        sheet.freeze_panes = f"A{self._head + 1}"
        self._print()
        for number, text in enumerate(above):
            self.text(text, bold=not number, size=14 if not number else 10)

    def _begin(self) -> None:
        """The heads of the columns before the first row: a table without rows has none."""
        if not self._rows:
            self.heads([column.head for column in self._columns])
            self._rows = self._row

    def heads(self, heads: Sequence[str]) -> None:
        """A line of heads."""
        cells = [self._cell(plain(head), bold=True, shade=True) for head in heads]
        self._append(cells, most_lines=3)

    def rows(self, rows: Iterable[Sequence[Any]]) -> None:
        """Rows of the table, their texts wrapped in their cells."""
        for values in rows:
            forms = (column.form for column in self._columns)
            self.row([self.cell(value, form) for value, form in zip(values, forms, strict=True)])

    def row(self, cells: Sequence[Any]) -> None:
        """A row of the table, made of cells."""
        self._begin()
        self._append(cells)
        self._rows = self._row

    def figures(self, rows: Iterable[Sequence[Any]]) -> None:
        """Rows of the table as they are, for programs: many, and each on one line."""
        forms = [column.form for column in self._columns]
        for values in rows:
            self._begin()
            self._sheet.append([self._bare(plain(v), form) for v, form in zip(values, forms, strict=True)])
            self._row += 1
            self._rows = self._row

    def cell(self, value: Any, form: str = "") -> Any:
        """A cell of the table."""
        return self._cell(plain(value), form, ruled=True)

    def text(self, text: str, bold: bool = False, size: int = 10) -> None:
        """A line of text across the sheet, as high as it has to be."""
        self.across({0: (text, len(self._columns))}, bold, size)

    def across(self, texts: Mapping[int, tuple[Any, int]], bold: bool = False, size: int = 10) -> None:
        """A line of texts, each from a column (counted from 0) over a number of columns."""
        from openpyxl.utils import get_column_letter

        cells: list[Any] = [None] * len(self._columns)
        for first, (value, number) in texts.items():
            cells[first] = self._cell(plain(value), bold=bold, size=size)
            if number > 1:
                begin, end = get_column_letter(first + 1), get_column_letter(first + number)
                self._sheet.merged_cells.add(f"{begin}{self._row + 1}:{end}{self._row + 1}")
        self._append(cells, {first: number for first, (_, number) in texts.items()})

    def gap(self) -> None:
        """An empty row."""
        self._append([])

    def finish(self, most_pages: int = 0, printed: int = 0) -> None:
        """End the sheet. It is printed on at most so many pages (0: on as many as it takes), its first columns alone
        where so many are named."""
        from openpyxl.utils import get_column_letter

        if not self._row:  # a sheet with nothing on it is left out
            self._sheet.parent.remove(self._sheet)
            return
        if self._rows:
            self._sheet.auto_filter.ref = f"A{self._head}:{self._last}{self._rows}"
        else:
            self._sheet.print_title_rows = None
        self._sheet.page_setup.fitToHeight = most_pages
        if printed:
            self._sheet.print_area = f"A1:{get_column_letter(min(printed, len(self._columns)))}{self._row}"

    def _print(self) -> None:
        from openpyxl.worksheet.page import PageMargins
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", LETTER
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.4, bottom=0.6, header=0.3, footer=0.3)
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "Page &P of &N"
        sheet.print_title_rows = f"{self._head}:{self._head}"

    def _append(
        self, cells: Sequence[Any], over: Mapping[int, int] | None = None, most_lines: int = 100
    ) -> None:
        """A row as high as its highest cell; `over` says how many columns a cell is wide, where it is not one."""
        high = 0.0
        for first, cell in enumerate(cells):
            if cell is not None and cell.value != "":
                some = self._columns[first : first + (over or {}).get(first, 1)]
                text = cell.value if isinstance(cell.value, str) else ""
                size = float(cell.font.size)
                lines = lines_of(text, sum(column.width for column in some), size)
                high = max(high, min(lines, most_lines) * size * LINE)
        if high:
            self._sheet.row_dimensions[self._row + 1].height = min(round(high + 3, 1), TALLEST)
        self._sheet.append(cells)
        self._row += 1

    def _bare(self, value: Any, form: str) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if value is None:
            return None
        cell = WriteOnlyCell(self._sheet, value)
        if isinstance(value, str):
            cell.data_type = "s"
        elif form:
            cell.number_format = form
        return cell

    def _cell(
        self, value: Any, form: str = "", bold: bool = False, size: int = 10, shade: bool = False,
        ruled: bool = False,
    ) -> Any:  # fmt: skip
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = self._bare("" if value is None else value, form)
        cell.font = Font(name=FONT, size=size, bold=bold)
        number = not isinstance(value, str) and value is not None
        side: dict[str, Any] = {"horizontal": "left"}
        if number:
            side = {"horizontal": "right", "indent": 1} if "#" in form else {"horizontal": "center"}
        cell.alignment = Alignment(wrap_text=not number, vertical="top", **side)
        if shade:
            cell.fill = PatternFill("solid", fgColor=SHADE)
        if ruled:
            cell.border = Border(bottom=Side("thin", color=RULE))
        return cell
