"""Write one page that shows the ranking and re-ranks it."""

from __future__ import annotations

import argparse
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import add_ranking_options, ranked, refuse_other_endings, tell_written
from citymatch.cli.waiting import waiting


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community")
    add_ranking_options(parser, top=20)
    parser.add_argument(
        "--compare", action="append", metavar="POLICY",
        help="a policy (name or file) whose first ten stand beside those of --policy; may stand several times",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, required=True, help="the HTML file to write")


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    from citymatch.whole import write_whole

    refuse_other_endings(options.output, (".html", ".htm"), "a page")
    with waiting("ranking", 3) as bar:
        ranking = ranked(options)
        bar.count(1, 3)
        html = ranking.page(compare=options.compare)
        bar.count(2, 3)
        written = write_whole(options.output, html)
    tell_written(written, f"{len(html.encode()) / 1e6:.1f} MB, opens in any browser without a network")
    return DONE
