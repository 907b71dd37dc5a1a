"""Put the lists of two policies or more side by side."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, print_json, ranking_options


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community", help='such as "Pinole, California", an id, or coordinates')
    parser.add_argument(
        "--policy", action="append", default=[], dest="policies", metavar="NAME|FILE",
        help="a built-in policy's name or a file; stands once for each, and one alone is held against the "
        "community's own or default",
    )  # fmt: skip
    add_ranking_options(parser, top=10, policy=False)
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    parser.add_argument("--output", type=Path, help="write to this file instead of the screen")


def run(options: argparse.Namespace) -> int:
    """Print the comparison, or write it to a file."""
    import citymatch
    from citymatch.report.files import csv_text, to_json
    from citymatch.whole import write_whole

    policies = options.policies if len(options.policies) > 1 else [None, *(options.policies or ["default"])]
    found = citymatch.compare(options.community, policies, options.top, **ranking_options(options))
    if options.format == "json" and options.output is None:
        return print_json(found.to_dict())
    seeker = {"seeker": found.seeker, "seeker_note": found.read}
    rows = [row | seeker | found.stamp for row in found.rows()]
    text = {
        "json": lambda: to_json(found.to_dict()),
        "csv": lambda: csv_text(list(rows[0]) if rows else [], [list(row.values()) for row in rows]),
        "table": lambda: found.text + "\n",
    }[options.format]()
    if options.output is not None:
        print(f"{write_whole(options.output, text)}: written")
    else:
        sys.stdout.write(text)
    return DONE
