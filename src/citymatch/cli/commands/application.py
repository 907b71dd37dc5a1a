"""Draft the application and staff report."""

from __future__ import annotations

import argparse

from citymatch.cli.shared import add_paper_options, add_ranking_options, print_paper, ranked
from citymatch.cli.waiting import waiting


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    parser.add_argument("candidate")
    add_ranking_options(parser, once=("restrict",))
    add_paper_options(parser)


def run(options: argparse.Namespace) -> int:
    """Print or write the draft."""
    with waiting("ranking", 2) as bar:
        ranking = ranked(options, top=1)
        bar.count(1, 2)
        paper = ranking.application(options.candidate)
        bar.count(2, 2)
    return print_paper(paper, options)
