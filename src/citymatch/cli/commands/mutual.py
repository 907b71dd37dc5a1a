"""Say what two communities are to each other, and where each stands in the other's list."""

from __future__ import annotations

import argparse

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, console, print_json, ranking_options


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community", help='such as "Pinole, California", an id, or coordinates')
    parser.add_argument("candidate", help="the other one")
    add_ranking_options(parser)
    parser.add_argument(
        "--their-policy", help="the policy of the other one: a built-in policy's name or a file"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(options: argparse.Namespace) -> int:
    """Print both views."""
    import citymatch
    from citymatch.report import terminal

    found = citymatch.mutual(
        options.community, options.candidate, options.policy, options.their_policy, **ranking_options(options)
    )
    if options.format == "json":
        return print_json(found.to_dict())
    console().print(terminal.escape(found.text), soft_wrap=True)
    return DONE
