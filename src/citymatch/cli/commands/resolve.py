"""Read a messy list and say which communities it means."""

from __future__ import annotations

import argparse
import sys

from citymatch.cli.codes import DONE, PARTLY
from citymatch.cli.shared import console, print_json


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", help="a text, CSV or Excel file; - for standard input")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--online", action="store_true", help="look up what no gazetteer knows with geopy")


def run(options: argparse.Namespace) -> int:
    """Print what became of each line."""
    from citymatch.places import resolve_many
    from citymatch.report import files, terminal

    resolutions = resolve_many(options.file, online=options.online)
    if options.format == "json":
        print_json([resolution.to_dict() for resolution in resolutions])
    elif options.format == "csv":
        rows = [{**r.to_dict(), "candidates": "; ".join(c.id for c in r.candidates)} for r in resolutions]
        columns = list(rows[0]) if rows else []
        sys.stdout.write(files.csv_text(columns, [list(row.values()) for row in rows]))
    else:
        terminal.resolutions_table(resolutions, console())
    return DONE if all(resolution.community for resolution in resolutions) else PARTLY
