"""Offer communities to every member of a list at once, none to more of them than it takes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE, PARTLY
from citymatch.cli.shared import (
    add_ranking_options,
    console,
    positive,
    ranking_options,
    refuse_ending,
    tell_remarks,
)

DEFAULT_DIRECTORY = "citymatch-offers"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", nargs="?", help="a list; without it, the members that seek a partner")
    add_ranking_options(parser)
    parser.add_argument(
        "--leads", type=positive, metavar="N",
        help="how many communities each member is offered (default 3; 1 with --foreign)",
    )  # fmt: skip
    parser.add_argument(
        "--seeks", type=positive, default=1, metavar="N",
        help="how many partners each member seeks: one whom so many have accepted is offered nobody new (default 1)",
    )  # fmt: skip
    parser.add_argument(
        "--capacity",
        type=positive,
        default=1,
        metavar="N",
        help="how many members a community takes (default 1)",
    )
    parser.add_argument(
        "--country-capacity",
        type=positive,
        metavar="N",
        help="how many places each country has on the whole list",
    )
    parser.add_argument(
        "--foreign", metavar="FILE",
        help="a list of communities abroad that ask themselves, with columns policy, prefers and capacity if they have "
        "wishes",
    )  # fmt: skip
    parser.add_argument(
        "--previous", type=Path, metavar="DIR",
        help="an earlier assignment's directory or offers.csv: of equally good ways, keep most of its offers",
    )  # fmt: skip
    parser.add_argument(
        "--tolerance", type=float, default=0.0, metavar="POINTS",
        help="how many points of the total may be lost to keep earlier offers (default 0)",
    )  # fmt: skip
    parser.add_argument(
        "--limit", type=float, default=600.0, metavar="SECONDS",
        help="end the search for the best way after so much processor time, and say how far off it may be (default "
        "600); mostly it ends before, by a number of steps",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, default=Path(DEFAULT_DIRECTORY), help="the directory to write to"
    )
    parser.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")


def run(options: argparse.Namespace) -> int:
    """Write the offers into a directory, and print them."""
    from rich.markup import escape

    import citymatch
    from citymatch.datasets import InputError
    from citymatch.places.saying import how_read
    from citymatch.report.offers_table import counted, offers_table
    from citymatch.report.terminal import problems

    if options.output.exists() and not options.output.is_dir():
        raise InputError(f"{options.output}: is a file; --output names a directory")
    refuse_ending(options.output)
    if options.ledger and options.ledger != "-" and not Path(options.ledger).exists():
        said = (
            "there is no such ledger yet: it is taken for one without offers (citymatch offers add begins it)"
        )
        print(f"citymatch: {options.ledger}: {said}", file=sys.stderr)
        options.ledger = None
    found = citymatch.assign(
        options.file, options.policy, options.leads, options.capacity, foreign=options.foreign,
        previous=options.previous, tolerance=options.tolerance, country_capacity=options.country_capacity,
        limit=options.limit, seeks=options.seeks,
        **ranking_options(options),
    )  # fmt: skip
    written = found.save(options.output, bom=options.bom)
    tell_remarks((*found.resolutions, *found.asking))
    screen = console()
    offers_table(found.offers, screen)
    for line in found.repeated:
        screen.print(
            escape(f"line {line.line}: {line.input}: named before; it has its offers once"), soft_wrap=True
        )
    for line in filter(how_read, found.asking):
        screen.print(escape(f"line {line.line}: {how_read(line)}"), soft_wrap=True)
    problems(found.unresolved, screen)
    screen.print(f"{' for '.join(counted(found.offers))}; {len(written)} files in {options.output}")
    return PARTLY if any(found.unresolved) and not (found.builtin and not options.foreign) else DONE
