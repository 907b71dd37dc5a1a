"""Names with a bracket, taken apart: the seat of a unit, a kind of government, or what tells two towns apart."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import Text, World

from .folding import fold
from .hashing import Rows


@dataclass(frozen=True)
class Bracketed:
    """The names with a bracket of a World, by row.

    `own` are names of their own: the town and the unit of "Vire (Vire Normandie)". `head` is what stands before a
    bracket that is an addition: "Aken (Elbe)", "Lubaczów (rural gmina)".
    """

    own: Text
    own_rows: Rows
    head: Text
    head_rows: Rows

    def seats(self, rows: Rows) -> tuple[Text, Rows]:
        """The towns and units in some rows, each name with its row."""
        at = np.flatnonzero(np.isin(self.own_rows, rows))
        return self.own.take(at), self.own_rows[at]

    def heads(self, rows: Rows) -> tuple[Text, Rows]:
        """What stands before an addition in some rows, each name with its row."""
        at = np.flatnonzero(np.isin(self.head_rows, rows))
        return self.head.take(at), self.head_rows[at]


def bracketed(world: World) -> Bracketed:
    """The names of a World that have a bracket, or a unit of another name, taken apart.

    >>> from citymatch.datasets import load_world
    >>> len(bracketed(load_world()).own) > 4_000
    True
    """
    names = world.texts("name")
    units = world.texts("unit_name") if "unit_name" in world.columns else None
    own: list[tuple[str, int]] = []
    head: list[tuple[str, int]] = []
    for row in rows_with(names, "(").tolist():
        before, _, _ = names[row].rpartition(" (")
        unit = units[row] if units is not None else ""
        if unit:
            own += [(each, row) for each in (names[row].removesuffix(f" ({unit})"), unit)]
        elif before:
            head.append((before, row))
    if units is not None:
        with_unit = np.flatnonzero(units.length > 0).tolist()
        own += [(units[row], row) for row in with_unit if "(" not in names[row]]
    return Bracketed(*_parted(own), *_parted(head))


def names_with_comma(world: World) -> dict[str, list[int]]:
    """The rows whose own name has a comma in it, by folded name: "Las Vegas, Santa Barbara"."""
    found: dict[str, list[int]] = defaultdict(list)
    for column in ("name", "unit_name"):
        names = world.texts(column) if column in world.columns else Text.of([])
        for row in rows_with(names, ",").tolist():
            found[fold(names[row])].append(row)
    return dict(found)


def rows_with(names: Text, letter: str) -> Rows:
    """The rows whose name holds an ASCII letter or sign.

    >>> rows_with(Text.of(["Vire", "Aken (Elbe)"]), "(").tolist()
    [1]
    """
    order = np.argsort(names.start, kind="stable")
    at = np.flatnonzero(np.frombuffer(names.blob, np.uint8) == ord(letter))
    if not len(at) or not len(order):
        return np.zeros(0, np.int64)
    rows = order[np.maximum(np.searchsorted(names.start[order], at, "right") - 1, 0)]
    held = (at >= names.start[rows]) & (at < names.start[rows] + names.length[rows])
    return np.unique(rows[held]).astype(np.int64)


def _parted(pairs: list[tuple[str, int]]) -> tuple[Text, Rows]:
    return Text.of([name for name, _ in pairs]), np.array([row for _, row in pairs], np.int64)
