"""List, show, check or begin policies."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from citymatch.cli.codes import DONE
from citymatch.cli.shared import console


def add(parser: argparse.ArgumentParser) -> None:
    """Its commands and their arguments."""
    what = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _below(what, "list", list_all, "the built-in policies")
    _below(what, "show", show, "a policy in plain words").add_argument("policy")
    _below(what, "check", check, "say what is wrong with a policy file").add_argument("file")
    begin = _below(what, "new", new, "begin a policy file; asks where no flag answers")
    begin.add_argument("file", type=Path)
    begin.add_argument("--title", default="")
    begin.add_argument("--community", default="", help="the id of the community whose policy it is")
    begin.add_argument("--weight", action="append", default=[], metavar="EXTRACTOR=NUMBER")
    begin.add_argument("--evidence", action="append", default=[], metavar="TEXT")
    begin.add_argument("--stage", action="append", default=[], metavar="TEXT")
    pairs = _below(what, "weigh", weigh, "weights from comparing criteria in pairs (AHP)")
    pairs.add_argument("comparison", nargs="+", help="such as size:water=3 or size:water=1/3")


def _below(
    what: Any, name: str, run: Callable[[argparse.Namespace], int], words: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = what.add_parser(name, help=words, description=words)
    parser.set_defaults(run=run)
    return parser


def list_all(options: argparse.Namespace) -> int:
    """`policy list`."""
    from citymatch.policy.authoring import listing
    from citymatch.report import terminal

    terminal.rows_table(listing(), console())
    return DONE


def show(options: argparse.Namespace) -> int:
    """`policy show`."""
    import citymatch
    from citymatch.policy.authoring import told

    print(told(citymatch.load_policy(options.policy)))
    return DONE


def check(options: argparse.Namespace) -> int:
    """`policy check`."""
    from citymatch.features.catalogue import Catalogue
    from citymatch.policy.authoring import checked

    print(checked(options.file, Catalogue()))
    return DONE


def new(options: argparse.Namespace) -> int:
    """`policy new`."""
    from citymatch.features.catalogue import Catalogue
    from citymatch.policy.authoring import asked, new, write_new

    name = options.file.stem
    if options.title or options.weight:
        weights = {pair.partition("=")[0]: _number(pair.partition("=")[2]) for pair in options.weight}
        text = new(
            Catalogue(), name, options.title, options.community, weights, options.evidence, options.stage
        )
    else:
        text = asked(Catalogue(), input, name)
    print(
        f"{write_new(options.file, text)}: written; change it, then run citymatch policy check {options.file}"
    )
    return DONE


def weigh(options: argparse.Namespace) -> int:
    """`policy weigh`."""
    from citymatch.policy.pairwise import compare, read_judgements

    judgements = read_judgements(options.comparison)
    criteria = list(dict.fromkeys(name for pair in judgements for name in pair))
    print(compare(criteria, judgements).text)
    return DONE


def _number(text: str) -> float:
    from citymatch.datasets import InputError

    try:
        return float(text)
    except ValueError:
        raise InputError(f"--weight is written as EXTRACTOR=NUMBER, not ...={text!r}") from None
