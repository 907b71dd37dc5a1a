"""Name the best-fitting countries, why they fit, and the best communities of each."""

from __future__ import annotations

import argparse
import sys

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, console, positive, print_json, ranked


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    add_ranking_options(parser, top=10)
    parser.add_argument("--each", type=positive, default=3, help="so many communities of each (default 3)")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def run(options: argparse.Namespace) -> int:
    """Print the countries."""
    from citymatch.report import terminal
    from citymatch.report.files import csv_text

    found = ranked(options, top=1).countries(options.top, options.each)
    if options.format == "json":
        return print_json(found.to_dict())
    if options.format == "csv":
        rows = found.rows()
        sys.stdout.write(csv_text(list(rows[0]) if rows else [], [list(row.values()) for row in rows]))
        return DONE
    terminal.countries_table(found, console())
    return DONE
