"""A table that somebody exported from data.census.gov, in either of the two layouts that the site writes.

One layout has a line a group: the first column is "Label (Grouping)", indented by no-break spaces, and each place has
a column "Pinole city, California!!Estimate" and one "...!!Margin of Error". The other, of the zip that the site sends,
has a line a place: codes such as B04006_001E in the first row, what they mean in the second.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from citymatch.datasets import InputError

EXPECTED = {
    "B04006": "ancestry",
    "B05006": "birthplace of the foreign-born",
    "B03001": "Hispanic origin",
    "B16001": "language at home",
    "C16001": "language at home",
    "DP02": "social profile",
}
"""The tables that can be read, and what each is about."""

_SIGNS = {
    "B04006": ("Lithuanian", "Subsaharan African"),
    "B05006": ("Eastern Asia", "South Central Asia"),
    "B03001": ("Not Hispanic or Latino", "Salvadoran"),
    "B16001": ("Speak only English", "Gujarati"),
    "C16001": ("Speak only English", "Other Indo-European languages"),
    "DP02": ("ANCESTRY", "LANGUAGE SPOKEN AT HOME"),
}
"""Labels by which a table is known where the file bears no codes; the first table that has both is meant."""

_CODE = re.compile(r"([A-Z]+\d+)_(\d+)E\Z")
_UNKNOWN = frozenset(
    ["", "null", "N", "-", "**", "***", "(X)", "X", "-888888888", "-666666666", "-222222222"]
)
_NBSP = "\u00a0"


class Line(NamedTuple):
    """One group of a table: its label under those above it, the people, and the margin of error; NaN is unknown."""

    path: tuple[str, ...]
    people: float
    margin: float


@dataclass(frozen=True)
class CensusTable:
    """What a table says of one place, which bears the name that the Census Bureau gives it."""

    table: str
    place: str
    file: str
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        """Where its figures are from, in words."""
        return f"US Census Bureau, table {self.table}, your file {Path(self.file).name}"


def read_census(path: str | Path) -> tuple[CensusTable, ...]:
    """The table in a file, once for each place that it has.

    Raises InputError naming the file, and the line and field where it is one: for a file that cannot be read, that is
    none of the tables `EXPECTED`, or that holds something else where a number belongs.
    """
    rows = list(csv.reader(io.StringIO(_text(Path(path)), newline="")))
    rows = [row for row in rows if any(cell.strip() for cell in row)]
    head = [cell.strip() for cell in rows[0]] if rows else []
    if head and head[0].startswith("Label"):
        return tuple(_by_label(rows, str(path)))
    if any(_CODE.match(cell) for cell in head):
        return tuple(_by_code(rows, str(path)))
    raise _not_such(str(path))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise InputError(f"{path}: is not UTF-8 text; export the table as CSV") from None
    except (OSError, ValueError) as problem:
        raise InputError(f"{path}: {getattr(problem, 'strerror', None) or problem}") from None


def _not_such(file: str) -> InputError:
    tables = ", ".join(f"{table} ({about})" for table, about in EXPECTED.items())
    return InputError(
        f"{file}: is none of the Census tables that can be read, as CSV from data.census.gov: {tables}"
    )


def _by_label(rows: Sequence[Sequence[str]], file: str) -> Iterator[CensusTable]:
    """The layout with a line a group."""
    head = [cell.strip() for cell in rows[0]]
    paths = list(_paths([row[0] for row in rows[1:]]))
    labels = {label for path in paths for label in path}
    table = next((table for table, signs in _SIGNS.items() if labels.issuperset(signs)), None)
    columns = {column: n for n, column in enumerate(head)}
    places = [column.removesuffix("!!Estimate") for column in head if column.endswith("!!Estimate")]
    if table is None or not places:
        raise _not_such(file)
    for place in places:
        estimate, margin = columns[f"{place}!!Estimate"], columns.get(f"{place}!!Margin of Error")
        lines = []
        for number, (path, row) in enumerate(zip(paths, rows[1:], strict=True), start=2):
            people = _number(row, estimate, head, file, number)
            lines.append(Line(path, people, _number(row, margin, head, file, number)))
        yield CensusTable(table, place, file, tuple(lines))


def _paths(labels: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Each label under those above it, by its indentation."""
    above: list[tuple[int, str]] = []
    for label in labels:
        bare = label.replace(_NBSP, " ")
        depth = len(bare) - len(bare.lstrip())
        above = [(d, name) for d, name in above if d < depth]
        above.append((depth, _plain(bare)))
        yield tuple(name for _, name in above)


def _plain(label: str) -> str:
    """A label without the colon that says that others follow below it."""
    return " ".join(label.split()).removesuffix(":")


def _by_code(rows: Sequence[Sequence[str]], file: str) -> Iterator[CensusTable]:
    """The layout with a line a place."""
    head = [cell.strip() for cell in rows[0]]
    columns = {column: n for n, column in enumerate(head)}
    codes = [(code[0], code[1], n) for n, column in enumerate(head) if (code := _CODE.match(column))]
    table = codes[0][1] if codes else ""
    if table not in EXPECTED or "NAME" not in columns or len(rows) < 2:
        raise _not_such(file)
    told = rows[1]
    if not any(cell.startswith("Estimate") for cell in told):
        raise InputError(
            f"{file}, line 2: the row with what each column means (Estimate!!Total:!!...) is missing; "
            "take the file as the site writes it"
        )
    for number, row in enumerate(rows[2:], start=3):
        lines = []
        for base, _, n in codes:
            path = tuple(_plain(part) for part in told[n].replace(_NBSP, " ").split("!!")[1:])
            margin = columns.get(f"{base[:-1]}M")
            lines.append(
                Line(path, _number(row, n, head, file, number), _number(row, margin, head, file, number))
            )
        yield CensusTable(table, row[columns["NAME"]].strip(), file, tuple(lines))


def _number(row: Sequence[str], column: int | None, head: Sequence[str], file: str, line: int) -> float:
    """A figure of the table; NaN where the site says that there is none. A margin of ***** is none at all: 0."""
    cell = row[column].replace(_NBSP, " ").strip() if column is not None and column < len(row) else ""
    if cell == "*****" or cell == "-555555555":
        return 0.0
    if cell in _UNKNOWN:
        return float("nan")
    try:
        return float(cell.replace(",", "").removeprefix("±").removesuffix("%"))
    except ValueError:
        name = head[column] if column is not None else ""
        raise InputError(f"{file}, line {line}, field {name}: must be a number, not {cell!r}") from None
