"""Rebuilds, checks or describes the data files.

    python -m citymatch.build            rebuild the World snapshot and the tables it is drawn from
    python -m citymatch.build --check    rebuild in a temporary folder and compare with the committed files
    python -m citymatch.build --card     write datasets/README.md from datasets/card.toml, and docs/who_signs.md

It needs the packages of the extra `build`, and the source tables of a checkout or of the source distribution.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from .card import write_card
from .check import differences, out_of_balance
from .rebuild import SOURCE, rebuild
from .signing.page import write_page


def main() -> int:
    """Run one of the three: exit code 0 if all is well, 1 if the check found a difference, 2 if it cannot."""
    parser = argparse.ArgumentParser(prog="python -m citymatch.build", description="Rebuild the data files.")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="compare a rebuild with the committed files")
    what.add_argument("--card", action="store_true", help="write the data card from datasets/card.toml")
    options = parser.parse_args()
    if options.card:
        _write_pages()
        return 0
    if not SOURCE.is_dir():
        print(f"the source tables are not at {SOURCE}: run this from a checkout", file=sys.stderr)
        return 2
    if not options.check:
        rebuild(SOURCE.parent)
        _write_pages()
        return 0
    with tempfile.TemporaryDirectory() as folder:
        rebuild(Path(folder))
        found = differences(SOURCE.parent, Path(folder)) + out_of_balance(
            Path(folder) / "population_sums.csv"
        )
    return 1 if found else 0


def _write_pages() -> None:
    write_card(SOURCE.parent)
    write_page(SOURCE.resolve().parents[1] / "docs")


if __name__ == "__main__":
    sys.exit(main())
