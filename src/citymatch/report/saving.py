"""A whole batch as files in a directory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from citymatch.assignment import assigned
from citymatch.places import Resolution
from citymatch.results import Result
from citymatch.whole import write_whole

from .files import csv_text, overview_columns, stems
from .formats import FORMATS


def save_batch(
    results: Sequence[Result],
    unresolved: Sequence[Resolution],
    directory: Path,
    bom: bool = False,
    excel: bool = False,
) -> list[Path]:
    """See `BatchResult.save`. `bom` begins each CSV with a byte order mark, by which Excel knows UTF-8."""
    encoding = "utf-8-sig" if bom else "utf-8"
    directory.mkdir(parents=True, exist_ok=True)
    written = []
    each = [form for form in FORMATS.values() if form.each]
    for result, stem in zip(results, stems(results), strict=True):
        written += [form.write(result, directory / f"{stem}{form.ending}", bom) for form in each]
    written.append(write_whole(directory / "overview.csv", _csv(_overview(results)), encoding))
    written.append(write_whole(directory / "assignment.csv", _csv(assigned(results)), encoding))
    if excel and results:
        from .excel import save_workbook

        written.append(save_workbook(results, directory / "citymatch.xlsx"))
    file = directory / "unresolved.csv"
    if unresolved:
        columns = ["line", "input", "status", "note", "candidates"]
        rows = [
            (r.line, r.input, r.status, r.note, "; ".join(f"{c.id} {c.label}" for c in r.candidates))
            for r in unresolved
        ]
        written.append(write_whole(file, csv_text(columns, rows), encoding))
    else:
        file.unlink(missing_ok=True)
    return written


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
    return csv_text(list(rows[0]) if rows else [], [list(row.values()) for row in rows])
