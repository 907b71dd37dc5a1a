"""Renews `units.csv.gz`, `place_units.csv.gz`, `registers.csv` and `unmatched.csv` from a folder of registers.

    python -m citymatch.build.signing FOLDER [CC ...] [--list FOLDER]

With countries named, it only prints their figures (and with --list writes what matches on neither side).
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from citymatch.build.standing.registers import SOURCE
from citymatch.build.tables import write_csv
from citymatch.datasets import InputError

from .renewal import renew, write_registers
from .rules import SIGNING
from .unmatched import figures, unmatched_rows, write_unmatched


def main() -> int:
    """Exit code 0 done, 2 a register or a rule is wrong (one line says which)."""
    parser = argparse.ArgumentParser(prog="python -m citymatch.build.signing", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("country", nargs="*")
    parser.add_argument("--list", type=Path, help="write what matches on neither side into this folder")
    options = parser.parse_args()
    try:
        matched = renew(options.folder, SIGNING, options.country)
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    print(figures(matched))
    if options.list:
        write_unmatched(matched, options.list)
    if not options.country:
        matched.save()
        write_csv(SOURCE / "unmatched.csv", unmatched_rows(matched))
        write_registers(options.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
