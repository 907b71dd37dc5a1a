"""Compares rebuilt data files with the committed ones, column by column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, Text, World, load_world

from .tables import read_csv

FLOAT_STEPS = 1e-6
"""Relative tolerance of a float, besides one step of the decimals that its column is kept to."""

STEP = {"people_50km": 100.0, "latitude": 0.0, "longitude": 0.0, "population": 0.0, "metropolis_km": 0.5}
IN_FIGURES = ("people_50km", "coast_km", "lake_km", "river_km")
"""Columns that are kept to three figures: one step of the last is up to a hundredth."""
STEP |= {"airport_km": 0.5, "large_airport_km": 0.5, "elevation_m": 0.0}
STEP_ELSE = 0.1

BALANCE = 0.95, 1.03
"""Between which shares of the nation the people of a complete register's candidates lie."""

Column = npt.NDArray[Any] | Text | Labels


def differences(committed: Path, rebuilt: Path) -> int:
    """Print one line per column of every derived file; return how many differ."""
    found = 0
    for file, column, one, other in _pairs(committed, rebuilt):
        wrong = unequal(column, one, other)
        print(f"{file:14} {column:22} {'same' if not wrong else f'{wrong:,} rows differ'}")
        found += bool(wrong)
    return found


def out_of_balance(path: Path) -> int:
    """Print a line for each country with a complete register whose candidates' people are not the nation's.

    `path` is the table of the sums; returns how many are outside `BALANCE`.
    """
    found = 0
    for row in read_csv(path):
        if row["register"] == "complete" and not BALANCE[0] <= float(row["share"] or "nan") <= BALANCE[1]:
            print(f"{path.name:14} {row['country']}: candidates have {row['share']} of the nation's people")
            found += 1
    return found


def unequal(column: str, one: Column, other: Column) -> int:
    """In how many rows two columns differ: text and whole numbers exactly, floats beyond a step.

    >>> unequal("coast_km", np.array([1.0, 2.0, np.nan]), np.array([1.1, 2.5, np.nan]))
    1
    """
    if len(one) != len(other):
        return max(len(one), len(other))
    a, b = np.asarray(one), np.asarray(other)
    if a.dtype.kind == "f" and b.dtype.kind == "f":
        step = STEP.get(column, STEP_ELSE) * 1.001
        share = 0.0101 if column in IN_FIGURES else FLOAT_STEPS
        return int((~np.isclose(a, b, rtol=share, atol=step, equal_nan=True)).sum())
    return int((a != b).sum())


def _pairs(committed: Path, rebuilt: Path) -> Iterator[tuple[str, str, Column, Column]]:
    """File, column, committed and rebuilt values of everything that is derived."""
    for path in sorted(rebuilt.iterdir()):
        old, new = committed / path.name, path
        if path.suffix == ".zip":
            yield from _world_pairs(path.name, load_world(old), load_world(new))
        elif path.suffix == ".npz":
            with np.load(old) as one, np.load(new) as other:
                for name in sorted({*one.files, *other.files}):
                    empty = np.zeros(0)
                    yield path.name, name, one.get(name, empty).ravel(), other.get(name, empty).ravel()
        else:
            rows, again = read_csv(old), read_csv(new)
            for name in dict.fromkeys([*rows[0], *again[0]]):
                yield path.name, name, _text(rows, name), _text(again, name)


def _world_pairs(file: str, one: World, other: World) -> Iterator[tuple[str, str, Column, Column]]:
    for name in dict.fromkeys([*one.columns, *other.columns]):
        old, new = (world[name] if name in world else Text.of([]) for world in (one, other))
        yield file, name, old, new
    yield file, "alternate_name", one.alternate_name, other.alternate_name
    yield file, "alternate_row", one.alternate_row, other.alternate_row


def _text(rows: list[dict[str, str]], name: str) -> Text:
    return Text.of([row.get(name, "\0") for row in rows])
