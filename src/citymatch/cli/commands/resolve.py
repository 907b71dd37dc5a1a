"""Read a messy list and say which communities it means."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING, Any

from citymatch.cli.codes import DONE, PARTLY
from citymatch.cli.shared import console, print_json, tell_remarks

if TYPE_CHECKING:
    from citymatch.places import Resolution


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", help="a text, CSV or Excel file; - for standard input")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--online", action="store_true", help="look up what no gazetteer knows with geopy")


def run(options: argparse.Namespace) -> int:
    """Print what became of each line."""
    from citymatch.places import resolve_many
    from citymatch.places.abroad import with_those_abroad_noted
    from citymatch.report import files, terminal

    resolutions = with_those_abroad_noted(resolve_many(options.file, online=options.online))
    tell_remarks(resolutions)
    if options.format == "json":
        print_json([_with_own(resolution) for resolution in resolutions])
    elif options.format == "csv":
        rows = [_row(resolution) for resolution in resolutions]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        sys.stdout.write(files.csv_text(columns, [[row.get(name, "") for name in columns] for row in rows]))
    else:
        terminal.resolutions_table(resolutions, console())
    return DONE if all(resolution.community for resolution in resolutions) else PARTLY


def _with_own(found: Resolution) -> dict[str, Any]:
    """A line as plain values, with the columns of the list that are none of ours where it has any."""
    plain = found.to_dict() | ({"extra": dict(found.extra)} if found.extra else {})
    return plain | ({"remarks": list(found.remarks)} if found.remarks else {})


def _row(found: Resolution) -> dict[str, Any]:
    """A line as a row of a table, with the same columns beside ours."""
    from citymatch.results.asked import REMARKS, own_name

    row = found.to_dict() | {"candidates": "; ".join(each.id for each in found.candidates)}
    row |= {REMARKS: "; ".join(found.remarks)} if found.remarks else {}
    return row | {own_name(name, row): text for name, text in found.extra.items()}
