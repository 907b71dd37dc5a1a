"""How well the learned policy recovers real partners."""

from __future__ import annotations

import argparse
import gc
from itertools import count
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import console, positive
from citymatch.cli.waiting import waiting


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--cv", type=positive, default=5, help="folds by community (default 5)")
    parser.add_argument("--table", default="all", help="all, strong, signing, laws or degree")
    parser.add_argument("--sealed", action="store_true", help="the sealed fifth instead of cross-validation")
    parser.add_argument(
        "--everyone", action="store_true", help="the sealed communities take part in the folds"
    )
    parser.add_argument(
        "--no-baselines", dest="baselines", action="store_false", help="the learned policy only"
    )
    parser.add_argument(
        "--output", type=Path, help="also write every table as CSV and JSON to this directory"
    )


def run(options: argparse.Namespace) -> int:
    """Print a table of the evaluation. It runs for half an hour."""
    gc.enable()
    from citymatch.datasets import InputError
    from citymatch.learning import report, shown
    from citymatch.report import terminal

    if options.table not in report.TABLES:
        raise InputError(f"--table must be one of {', '.join(report.TABLES)}, not {options.table!r}")
    if options.cv < 2 and not options.sealed:
        raise InputError(f"--cv must be at least 2 folds, not {options.cv}")
    with waiting("folds", None if options.sealed else options.cv) as bar:
        if options.sealed:
            found = report.run_sealed(options.baselines)
        else:
            folds = count(1)

            def told(words: str) -> None:
                bar.say(words)
                bar.count(next(folds), options.cv)

            found = report.run(options.cv, options.baselines, told, options.everyone)
    header, *rows = shown(found.table(options.table))
    terminal.rows_table([dict(zip(header, row, strict=True)) for row in rows], console())
    if options.output is not None:
        for path in found.write(options.output):
            print(path)
    return DONE
