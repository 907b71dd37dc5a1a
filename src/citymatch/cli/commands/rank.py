"""Rank every community abroad for one seeker."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, console, ranking_options, tell_written


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    from citymatch.report.formats import FORMATS

    parser.add_argument("community", help='such as "Pinole, California", an id, or coordinates')
    add_ranking_options(parser, top=20)
    parser.add_argument("--format", choices=tuple(FORMATS), help="default: by the file's ending, else table")
    parser.add_argument("--why", action="store_true", help="print every reason under each candidate")
    parser.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    parser.add_argument("--output", type=Path, help="write to this file instead of the screen")
    parser.add_argument("--population", type=people, help="the seeker's population, if it knows better")
    parser.add_argument("--population-source", default="", help="where that population comes from")


def run(options: argparse.Namespace) -> int:
    """Print the ranking, or write it to a file."""
    import citymatch
    from citymatch.datasets import InputError
    from citymatch.report import terminal
    from citymatch.report.formats import form_of, format_named

    ranking = citymatch.rank(
        options.community, options.policy, options.top, population=options.population,
        population_source=options.population_source, **ranking_options(options),
    )  # fmt: skip
    form = format_named(
        options.format or (form_of(options.output) if options.output is not None else "table")
    )
    if options.output is not None:
        tell_written(ranking.save(options.output, form.name, bom=options.bom))
    elif form.name == "table":
        show = terminal.ranking_in_full if options.why else terminal.ranking_table
        show(ranking.result, console())
    elif form.text:
        sys.stdout.write(form.content(ranking.result).decode())
    else:
        raise InputError(f"--format {form.name} needs --output FILE{form.ending}")
    return DONE


def people(text: str) -> float:
    """A number of people, with or without thousands separators."""
    digits = text.replace(",", "").replace(" ", "")
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"must be a number of people, not {text!r}")
    return float(digits)
