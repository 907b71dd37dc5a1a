"""Rank for every community of a list."""

from __future__ import annotations

import argparse
from pathlib import Path

from citymatch.cli.codes import DONE, PARTLY
from citymatch.cli.shared import add_ranking_options, console, ranking_options

DEFAULT_DIRECTORY = "citymatch-results"


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("file", nargs="?", help="a list; without it, the members that seek a partner")
    add_ranking_options(parser, top=10)
    parser.add_argument(
        "--output", type=Path, default=Path(DEFAULT_DIRECTORY), help="the directory to write to"
    )
    parser.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")
    parser.add_argument("--excel", action="store_true", help="also a workbook with a sheet per seeker")
    parser.add_argument(
        "--html", action="store_true", help="also a page per seeker, and one of the whole list"
    )


def run(options: argparse.Namespace) -> int:
    """Write a ranking per seeker into a directory, and print the first three of each."""
    from rich.console import Console
    from rich.progress import Progress

    import citymatch
    from citymatch.datasets import InputError
    from citymatch.report import terminal

    if options.output.exists() and not options.output.is_dir():
        raise InputError(f"{options.output}: is a file; --output names a directory")
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("ranking", total=None)
        result = citymatch.batch(
            options.file, options.policy, options.top, **ranking_options(options),
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )  # fmt: skip
        written = result.save(options.output, bom=options.bom, excel=options.excel)
        if options.html:
            bar.update(task, description="pages", completed=0)
            written += result.save_pages(
                options.output, lambda done, total: bar.update(task, completed=done, total=total)
            )
    screen = console()
    terminal.batch_table(result.results, result.repeated, result.unresolved, screen)
    screen.print(f"{len(result.rankings)} communities ranked; {len(written)} files in {options.output}")
    return PARTLY if result.unresolved and not result.builtin else DONE
