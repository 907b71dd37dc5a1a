"""Draft a memo that compares three to six candidates."""

from __future__ import annotations

import argparse

from citymatch.cli.shared import add_paper_options, add_ranking_options, positive, print_paper, ranked
from citymatch.cli.waiting import waiting
from citymatch.datasets import InputError


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    parser.add_argument(
        "compared",
        nargs="*",
        metavar="candidate",
        help="three to six; without them, the first of the shortlist",
    )
    parser.add_argument(
        "--top",
        type=positive,
        metavar="N",
        help="how many of the shortlist, 3 to 6, where no candidates are named: 3",
    )
    add_ranking_options(parser, once=("restrict",))
    add_paper_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print or write the memo."""
    if options.compared and options.top is not None:
        raise InputError("--top takes the first of the shortlist: leave it out where candidates are named")
    top = options.top or 3
    with waiting("ranking", 2) as bar:
        ranking = ranked(options, top=1 if options.compared else top)
        bar.count(1, 2)
        memo = ranking.memo(options.compared or None, top)
        bar.count(2, 2)
    return print_paper(memo, options)
