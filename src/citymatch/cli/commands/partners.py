"""List the known partnerships of a community."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import console, print_json


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    parser.add_argument("--status", help="only those of this status")
    parser.add_argument("--partners", type=Path, help="a CSV list of partnerships of your own")
    parser.add_argument("--partners-mode", choices=("merge", "replace"), default="merge")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")


def run(options: argparse.Namespace) -> int:
    """Print them."""
    from citymatch.ranking.known import known_partners
    from citymatch.report import files, terminal

    found = known_partners(options.community, options.status, options.partners, options.partners_mode)
    if options.format == "json":
        return print_json(found.to_dict())
    if options.format == "csv":
        sys.stdout.write(files.csv_text(*found.table()))
    else:
        terminal.partners_table(found, console())
    return DONE
