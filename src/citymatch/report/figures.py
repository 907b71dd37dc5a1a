"""The last sheet of a workbook: every figure of every list, a line a candidate, for programs and for formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from citymatch.results import Result
from citymatch.scoring.additive import shown

from .files import figures_columns
from .sheets import COUNT, MOST_ROWS, Book, Column

FORMS = {
    "score": "0.0", "best_case": "0.0", "coverage": "0%", "population": COUNT, "latitude": "0.0000",
    "longitude": "0.0000", "geonameid": "0", "rank": "0", "tied": COUNT,
}  # fmt: skip
WIDTHS = {
    "name": 26,
    "admin1": 22,
    "reasons": 110,
    "geonames": 34,
    "community_id": 20,
    "seeker_id": 20,
    "seeker": 28,
}
SCORES = ("score", "best_case")
WIDEST = 60.0
"""No column of the figures that is printed is wider than this."""
PRINTED = 16
"""So many columns of the figures are printed: those up to where a place lies."""


def figures(book: Book, results: Sequence[Result], title: str) -> None:
    """All figures of all lists, a line a candidate; where a sheet of Excel is full, on another one."""
    heads = dict.fromkeys(name for result in results for name in figures_columns(result))
    widths = WIDTHS | _as_wide_as_its_texts(results)
    columns = [Column(head, widths.get(head, 14), FORMS.get(head, "")) for head in heads]
    rows = _rows(results, heads)
    first = next(rows, None)
    number = 1
    while first is not None:
        sheet = book.sheet(title if number == 1 else f"{title} {number}", columns)
        sheet.figures([first])
        sheet.figures(islice(rows, MOST_ROWS - 2))
        sheet.finish(printed=PRINTED)
        first, number = next(rows, None), number + 1
    if number == 1:
        empty = book.sheet(title, columns)
        empty.heads([column.head for column in columns])
        empty.finish(printed=PRINTED)


def _rows(results: Sequence[Result], heads: Mapping[str, None]) -> Iterator[list[Any]]:
    for result in results:
        columns = figures_columns(result)
        columns |= {head: [_cut(score) for score in _plain(columns[head])] for head in SCORES}
        empty = [None] * len(result)
        yield from map(list, zip(*(_plain(columns.get(head, empty)) for head in heads), strict=True))


def _cut(score: float) -> float:
    """A score as it stands on every sheet: cut to a tenth, so that no two numbers are told of one place."""
    return shown(score) if score == score else score


def _as_wide_as_its_texts(results: Sequence[Result]) -> dict[str, float]:
    """The widths of the printed columns of text among the figures: nothing in them is cut."""
    found: dict[str, float] = {}
    for result in results:
        for head, values in list(figures_columns(result).items())[:PRINTED]:
            longest = max((len(text) for text in _plain(values) if isinstance(text, str)), default=0)
            found[head] = max(found.get(head, 0.0), min(longest + 2.0, WIDEST), len(head) + 3.0)
    return found


def _plain(values: Any) -> list[Any]:
    return values.tolist() if isinstance(values, np.ndarray) else list(values)
