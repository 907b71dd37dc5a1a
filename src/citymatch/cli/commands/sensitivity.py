"""Say how far the first ten depend on the weights."""

from __future__ import annotations

import argparse

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, from_profile, positive, print_json, ranked
from citymatch.cli.waiting import waiting


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    add_ranking_options(parser, top=10)
    parser.add_argument(
        "--draws", type=positive, default=1000, help="how many random weightings (default 1000)"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--concentration", type=float, default=50.0, help="larger keeps nearer to the policy")
    parser.add_argument("--format", choices=("table", "json"), default="table")


def run(options: argparse.Namespace) -> int:
    """Print how often each of the first stays there."""
    from citymatch.datasets import InputError

    if not options.concentration > 0:
        raise InputError(f"--concentration must be above 0, not {options.concentration}")
    with waiting("ranking", 2) as bar:
        ranking = ranked(options)
        bar.count(1, 2)
        found = ranking.sensitivity(options.draws, options.top, options.seed, options.concentration)
        bar.count(2, 2)
    if options.format == "json":
        return print_json({**found.to_dict(), **from_profile(ranking)})
    if ranking.seeker.get("profile_told"):
        print(ranking.seeker["profile_told"])
    print(found.text)
    return DONE
