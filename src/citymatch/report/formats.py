"""The output formats of a ranking: one list of name, ending and writer. A new format is one entry here."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from citymatch.datasets import InputError
from citymatch.results import Result
from citymatch.whole import write_bytes

from .files import ranking_csv, ranking_geojson, to_json


@dataclass(frozen=True)
class Format:
    """One output format. `content` gives the file's bytes for some results; `about` is what it is, in words.

    `text` says that it can stand on a screen; `bom` that it may begin with a byte order mark; `each` that a batch
    writes one file of it per seeker.
    """

    name: str
    ending: str
    about: str
    content: Callable[[Result], bytes]
    text: bool = True
    bom: bool = False
    each: bool = False

    def write(self, result: Result, path: Path, bom: bool = False) -> Path:
        """Write a file, whole or not at all; `bom` begins it with a byte order mark where the format may have one."""
        return write_bytes(path, self.bytes(result, bom))

    def bytes(self, result: Result, bom: bool = False) -> bytes:
        """The file's content."""
        return (b"\xef\xbb\xbf" if bom and self.bom else b"") + self.content(result)


def _table(result: Result) -> bytes:
    from rich.console import Console

    from .terminal import ranking_table

    console = Console(width=120, record=True, file=io.StringIO(), highlight=False)
    ranking_table(result, console)
    return console.export_text().encode()


def _excel(result: Result) -> bytes:
    from .excel import workbook

    return workbook([result])


FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        Format("table", ".txt", "a table to read", _table),
        Format(
            "json", ".json", "everything, for programs", lambda r: to_json(r.to_dict()).encode(), each=True
        ),
        Format(
            "csv", ".csv", "one row per candidate", lambda r: ranking_csv(r).encode(), bom=True, each=True
        ),
        Format("geojson", ".geojson", "points for a map", lambda r: ranking_geojson(r).encode()),
        Format("excel", ".xlsx", "a workbook (needs the extra excel)", _excel, text=False),
    )
}


def form_of(path: Path) -> str:
    """The name of the format that a file's ending says; "table" where it has none.

    Raises InputError for an ending that no format has.

    >>> form_of(Path("ranking.geojson")), form_of(Path("list.TXT")), form_of(Path("list"))
    ('geojson', 'table', 'table')
    """
    ending = path.suffix.lower()
    if not ending:
        return "table"
    for each in FORMATS.values():
        if each.ending == ending:
            return each.name
    *first, last = [each.ending for each in FORMATS.values()]
    raise InputError(f"{path}: a ranking is written as {', '.join(first)} or {last}, not as {path.suffix}")


def format_named(name: str) -> Format:
    """The format of a name. Raises InputError listing those that there are."""
    if name not in FORMATS:
        raise InputError(f"format must be one of {', '.join(FORMATS)}, not {name!r}")
    return FORMATS[name]
