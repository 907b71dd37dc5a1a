"""Look at the partnerships that a community has: fit, what has changed, whom to revive first."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, console, print_json, ranking_options, tell_written


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community", help='such as "Oakland, California", or a list of partnerships (a file)')
    add_ranking_options(parser)
    parser.add_argument("--format", choices=("table", "json", "csv", "paper"), default="table")
    parser.add_argument(
        "--output", type=Path,
        help="a .csv, .json or .xlsx file, or a paper as .docx, .pdf, .html or .md; without it, on the screen",
    )  # fmt: skip
    parser.add_argument(
        "--paper", choices=("letter", "a4"), default="letter", help="the paper of .docx and .pdf"
    )


def run(options: argparse.Namespace) -> int:
    """Print the review, or write it."""
    import citymatch
    from citymatch.report.review import table
    from citymatch.report.review_files import as_csv, as_json

    found = citymatch.review(options.community, options.policy, **ranking_options(options))
    if options.output is not None:
        tell_written(found.save(options.output, options.paper))
    elif options.format == "json":
        return print_json(as_json(found.reviews))
    elif options.format == "csv":
        sys.stdout.write(as_csv(found.reviews))
    elif options.format == "paper":
        sys.stdout.write(found.paper().to_markdown())
    else:
        screen = console()
        for each in found.reviews:
            table(each, screen)
    return DONE
