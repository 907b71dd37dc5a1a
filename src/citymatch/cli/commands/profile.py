"""Print what is believed of a community, to be corrected by hand."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.cli.codes import DONE
from citymatch.cli.shared import refuse_other_endings, tell_written


def add(parser: argparse.ArgumentParser) -> None:
    """Its arguments."""
    parser.add_argument("community", help='such as "Pinole, California", an id, or coordinates')
    parser.add_argument(
        "--census", action="append", default=[], metavar="FILE",
        help="a table exported from data.census.gov as CSV for this one place: B04006, B05006, B03001, B16001, C16001 "
        "or DP02; may stand several times",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, help="a new .toml file; without it, on the screen")


def run(options: argparse.Namespace) -> int:
    """Print the profile, or write it to a file."""
    import citymatch
    from citymatch.datasets import InputError
    from citymatch.places import accepted, resolve
    from citymatch.places.saying import how_read
    from citymatch.report.visible import visible
    from citymatch.whole import is_device, write_whole

    if options.output is not None:
        refuse_other_endings(options.output, (".toml",), "a profile")
    if options.output is not None and options.output.exists() and not is_device(options.output):
        raise InputError(
            f"{options.output}: exists, and may hold corrections; name another file, or remove it"
        )
    found = resolve(options.community)
    text = citymatch.profile(accepted(found), census=options.census).to_toml()
    if found.note:
        text = f"# {' '.join(visible(how_read(found)).split())}\n{text}"
    if options.output is None:
        sys.stdout.write(text)
    else:
        tell_written(write_whole(options.output, text), "written; correct it, then give it with --profile")
    return DONE
