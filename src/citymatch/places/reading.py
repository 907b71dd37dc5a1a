"""Reading lists of communities: text, CSV, TSV, Excel, Python lists, DataFrames, standard input."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from citymatch.datasets.us import load_seeking_partners

from .columns import entries_of_rows, knows
from .communities import Community
from .delimiters import sheet_with_header
from .encoding import harmless
from .entry import Entry
from .errors import PlacesError
from .leaflet import entries_of_text
from .sheets import as_text
from .tables import FRAME, content_of, frame_grid

if TYPE_CHECKING:
    import pandas as pd

    Source = str | Path | Iterable[str | int | Community | Entry] | pd.DataFrame | None
else:
    Source = Any


def read(source: Source = None) -> list[Entry]:
    """The entries of a list, in order, with the line each stands on.

    `source` is a path (text, CSV, Excel, JSON, a Markdown table), "-" for standard input, a list of texts, a pandas
    DataFrame, or None for the built-in seeking-partners list. A table needs a column of names (name, city, community,
    place, or a word like these), geonameid, fips, or latitude and longitude; its header may stand below a title and
    on a second sheet. What was decided stands in the `remarks` of each entry, the cells of columns that are none of
    ours in its `extra`. Raises PlacesError naming file, line and field.

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
    if isinstance(source, bool | bytes | dict) or not isinstance(source, Iterable):
        raise PlacesError(f"a list is a path, a list of texts or a DataFrame, not {source!r:.80}")
    entries = [item if isinstance(item, Entry) else _item(item, at) for at, item in enumerate(source, 1)]
    if not entries:
        raise PlacesError("the list is empty")
    return entries


def _item(item: str | int | Community, line: int) -> Entry:
    return Entry(item.id if isinstance(item, Community) else harmless(as_text(item)), line)


def _seeking_partners() -> list[Entry]:
    table = load_seeking_partners()
    rows = zip(table["text"], table["line"], table["note"], strict=True)
    return [Entry(text, int(line), "the seeking-partners list", note=note) for text, line, note in rows]


def _file(source: str | Path) -> list[Entry]:
    content = content_of(source, knows)
    if not content.grids:
        return entries_of_text(content.text, content.file, content.remarks)
    filled = [grid for grid in content.grids if grid.rows]
    if not filled:
        raise PlacesError("is empty", file=content.file)
    grid = sheet_with_header(filled, knows)
    others = [each.name for each in content.grids if each is not (grid or filled[0])]
    remarks = [*content.remarks, *(grid or filled[0]).remarks]
    if others:
        remarks.append(f"sheet {(grid or filled[0]).name!r} is read, not {', '.join(map(repr, others[:5]))}")
    try:
        return entries_of_rows((grid or filled[0]).rows, content.file, remarks=remarks)
    except PlacesError as problem:
        if grid or not others:
            raise
        raise PlacesError(f"{problem}; nor has another of its sheets: {', '.join(others[:5])}") from problem


def _frame(frame: pd.DataFrame) -> list[Entry]:
    grid = frame_grid(frame)
    if len(grid.rows) < 2:
        raise PlacesError("has no rows", file=FRAME)
    return entries_of_rows(grid.rows, FRAME, bare=False)
