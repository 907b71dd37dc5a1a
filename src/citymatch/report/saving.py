"""A whole batch as files in a directory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citymatch.assignment import assigned
from citymatch.places import Resolution
from citymatch.results import Result
from citymatch.results.asked import REMARKS, own_name
from citymatch.whole import make_folder, write_whole

from .files import csv_text, overview_columns, stems
from .formats import FORMATS
from .lines import named_again, same_as

WORKBOOK = "shortlists.xlsx"


def save_batch(
    results: Sequence[Result],
    resolutions: Sequence[Resolution],
    directory: Path,
    bom: bool = False,
    excel: bool = False,
    builtin: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> list[Path]:
    """See `BatchResult.save`. `bom` begins each CSV with a byte order mark, by which Excel knows UTF-8."""
    encoding = "utf-8-sig" if bom else "utf-8"
    make_folder(directory)
    written = []
    each = [form for form in FORMATS.values() if form.each]
    tell, total = progress or (lambda done, total: None), len(results) + excel
    for done, (result, stem) in enumerate(zip(results, stems(results), strict=True), 1):
        written += [form.write(result, directory / f"{stem}{form.ending}", bom) for form in each]
        tell(done, total)
    written.append(write_whole(directory / "overview.csv", _csv(_overview(results)), encoding))
    written.append(write_whole(directory / "assignment.csv", _csv(assigned(results)), encoding))
    if excel and (results or resolutions):
        from .excel import save_workbook

        written.append(save_workbook(results, directory / WORKBOOK, resolutions, builtin))
        tell(total, total)
    written.append(save_lines(resolutions, directory, encoding, results))
    file = directory / "unresolved.csv"
    unresolved = [each for each in resolutions if each.community is None]
    if unresolved:
        written.append(write_whole(file, _csv([_unresolved(each) for each in unresolved]), encoding))
    else:
        file.unlink(missing_ok=True)
    return written


def save_lines(
    resolutions: Sequence[Resolution],
    directory: Path,
    encoding: str = "utf-8",
    results: Sequence[Result] | None = None,
) -> Path:
    """Write what became of every line of a list, with its columns that are none of ours, into a directory."""
    again = {id(each): same_as(first) for each, first in named_again(resolutions, results)}
    rows = [_line(each, again.get(id(each), "")) for each in resolutions]
    return write_whole(directory / "lines.csv", _csv(rows), encoding)


def _line(found: Resolution, again: str) -> dict[str, Any]:
    """What became of a line of the list, with the columns that are none of ours."""
    row = {"line": found.line, "input": found.input, "status": found.status}
    row |= {"seeker_id": found.community.id, "seeker": found.community.label} if found.community else {}
    row |= {name: "" for name in ("seeker_id", "seeker") if name not in row}
    return _with_own(row | {"note": "; ".join(filter(None, [found.note, again]))}, found)


def _unresolved(found: Resolution) -> dict[str, Any]:
    """A line that could not be ranked, with the ids to choose from."""
    candidates = "; ".join(f"{each.id} {each.label}" for each in found.candidates)
    row = {"line": found.line, "input": found.input, "status": found.status, "note": found.note}
    return _with_own(row | {"candidates": candidates}, found)


def _with_own(row: dict[str, Any], found: Resolution) -> dict[str, Any]:
    row |= {REMARKS: "; ".join(found.remarks)} if found.remarks else {}
    return row | {own_name(name, row): text for name, text in found.extra.items()}


def _overview(results: Sequence[Result]) -> list[dict[str, Any]]:
    """Every candidate of every list, one row each."""
    rows: list[dict[str, Any]] = []
    for result in results:
        columns = overview_columns(result)
        columns["geonameid"] = [number or None for number in np.asarray(columns["geonameid"]).tolist()]
        values = zip(*(np.asarray(column, object).tolist() for column in columns.values()), strict=True)
        rows += [dict(zip(columns, row, strict=True)) for row in values]
    return rows


def _csv(rows: Sequence[dict[str, Any]]) -> str:
    """Rows as CSV; a column that a row lacks is empty there."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    return csv_text(columns, [[row.get(name, "") for name in columns] for row in rows])
