"""A ledger's file as it was written: what is added stands at its end, and every byte before stays.

Only where a column is missing does the line of the header change, to which its name is added.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from citymatch.places import PlacesError
from citymatch.places.encoding import decoded, encoding_of
from citymatch.places.saying import say
from citymatch.places.tables import Table, read_table
from citymatch.results.plain import harmless

from .columns import COLUMNS, NEEDS, columns_of, knows
from .reading import LedgerError

_MARKED = {"utf-8-sig": "utf-8", "utf-16": "utf-16-be", "utf-32": "utf-32-be"}
"""How more is written behind what begins with a mark, where the mark is not that of the other order of bytes."""
_SIGNS = (",", ";", "\t", "|")


@dataclass(frozen=True)
class Sheet:
    """The bytes of a ledger, how they are written (`encoding`, the `sign` between cells, the `end` of a line), and
    the table that they hold. A file that does not exist is an empty one."""

    path: Path
    raw: bytes
    encoding: str
    sign: str
    end: str
    table: Table | None

    @classmethod
    def of(cls, path: Path) -> Sheet:
        """The sheet of a file. Raises LedgerError for one that is no text table."""
        try:
            raw = path.read_bytes()
        except FileNotFoundError:
            raw = b""
        if not raw.strip():
            return cls(path, b"", "utf-8", ",", "\r\n", None)
        if path.suffix.lower() not in ("", ".csv", ".txt", ".tsv", ".tab"):
            raise LedgerError(f"{path}: only a CSV file is changed; save the ledger as CSV, such as "
                              f"{path.with_suffix('.csv').name}")  # fmt: skip
        try:
            text, _ = decoded(raw, str(path))
            table = read_table(path, knows, NEEDS)
        except PlacesError as problem:
            raise LedgerError(str(problem)) from problem
        line = text.splitlines()[table.header_line - 1]
        sign = max(_SIGNS, key=lambda each: len(columns_of(_cells(line, each))))
        return cls(path, raw, _encoding(raw), sign, "\r\n" if "\r\n" in text else "\n", table)

    def with_lines(self, lines: Sequence[Mapping[str, str]]) -> bytes:
        """The content with more lines, whose cells stand under the columns of their meaning.

        A column that is missing is put at the end of the header, where a line has something to put there.
        """
        try:
            "".join(text for cells in lines for text in cells.values()).encode(self.encoding)
        except UnicodeEncodeError as problem:
            say(f"{self.path}: was written in {self.encoding}, which has no {problem.object[problem.start]!r}; it is "
                "UTF-8 from now on, which Excel reads too")  # fmt: skip
            turned = codecs.BOM_UTF8 + self.raw.decode(self.encoding).encode()
            return replace(self, raw=turned, encoding="utf-8").with_lines(lines)
        if self.table is None:
            rows = [[*COLUMNS], *([cells.get(each, "") for each in COLUMNS] for cells in lines)]
            text = "".join(_line(row, self.sign, self.end) for row in rows)
            return codecs.BOM_UTF8 + self._bytes(
                text
            )  # Excel would take it for another encoding without the mark
        columns = columns_of(self.table.header)
        missing = [name for name in COLUMNS if name not in columns and any(each.get(name) for each in lines)]
        raw = self._with_columns(missing) if missing else self.raw
        width = len(self.table.header)
        places = columns | {name: width + number for number, name in enumerate(missing)}
        gap = b"" if raw.endswith(self._bytes("\n")) else self._bytes(self.end)
        written = [self._written(cells, places, width + len(missing)) for cells in lines]
        return raw + gap + self._bytes("".join(written))

    def _written(self, cells: Mapping[str, str], places: Mapping[str, int], width: int) -> str:
        """A line of so many cells, each at its place."""
        line = [""] * width
        for name, text in cells.items():
            if name in places:
                line[places[name]] = text
        return _line(line, self.sign, self.end)

    def _with_columns(self, names: Sequence[str]) -> bytes:
        """The content with columns added to the end of its header, all other bytes as they are."""
        assert self.table is not None
        newline = self._bytes("\n")
        at = 0
        for _ in range(self.table.header_line + sum(title.count("\n") for title in self.table.header)):
            found = self.raw.find(newline, at)
            while found >= 0 and found % len(newline):  # half a letter of UTF-16 looks like it
                found = self.raw.find(newline, found + 1)
            at = found + len(newline) if found >= 0 else len(self.raw)
        head, rest = self.raw[:at], self.raw[at:]
        body = head.removesuffix(newline).removesuffix(self._bytes("\r"))
        return body + self._bytes("".join(self.sign + name for name in names)) + head[len(body) :] + rest

    def _bytes(self, text: str) -> bytes:
        """A text as the file writes it."""
        return text.encode(self.encoding)


def _encoding(raw: bytes) -> str:
    """The encoding in which more can be written behind what stands there: the mark at the beginning stays one."""
    name = encoding_of(raw)
    turned = {"utf-16": codecs.BOM_UTF16_LE, "utf-32": codecs.BOM_UTF32_LE}
    if name in turned and raw.startswith(turned[name]):
        return f"{name}-le"
    return _MARKED.get(name, name)


def _cells(line: str, sign: str) -> list[str]:
    return [cell.strip() for cell in next(csv.reader([line], delimiter=sign), [])]


def _line(cells: Sequence[str], sign: str, end: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=sign, lineterminator=end).writerow(
        [harmless(" ".join(cell.split())) for cell in cells]
    )
    return out.getvalue()
