"""Say why one place stands where it stands."""

from __future__ import annotations

import argparse

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, console, from_profile, print_json, ranked


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    parser.add_argument("candidate")
    add_ranking_options(parser)
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(options: argparse.Namespace) -> int:
    """Print the explanation."""
    from citymatch.report import terminal

    ranking = ranked(options, top=1)
    explanation = ranking.explain(options.candidate)
    if options.format == "json":
        return print_json({**explanation.to_dict(), **from_profile(ranking)})
    terminal.explanation_text(explanation, console())
    return DONE
