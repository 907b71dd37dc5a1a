"""Known partnerships between communities of different countries, with the evidence for each.

Two tables of one form: partners of US communities, and partners elsewhere. They hold a part of all
partnerships that exist: "none on record" is not "none". A row's ends are communities (`geonames:...`,
`us-county:...`, or "" where the place is in no gazetteer). Where an end is a region (`region` names it:
`a`, `b` or `ab`) its gazetteer place is a namesake that signed nothing; such an end counts for no place.
`partnership_ends` says which communities these are, `partners` who has whom, `degree` how many.
"""

from __future__ import annotations

import csv
import functools
import gzip
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import numpy.typing as npt

from .packaged import packaged
from .table import Table

if TYPE_CHECKING:
    import pandas as pd

HERE = Path(__file__).parent
TABLES = {"us": HERE / "partnerships_us.csv.gz", "world": HERE / "partnerships_world.csv.gz"}
_END = ("name", "admin1", "country", "latitude", "longitude")
# Plain words that are never quoted stand first, so that a line can be split at its commas up to there.
_PLAIN = ("community_a", "community_b", "kind", "status", "evidence", "region")
COLUMNS = _PLAIN + tuple(f"{field}_{end}" for end in "ab" for field in _END)
KINDS = ("sister_city", "sister_county", "sister_state")
STATUSES = ("proposed", "friendship", "active", "dormant", "terminated", "unknown")
EVIDENCE = ("strong", "moderate", "weak")
READ_IN = {"strong": "in a recent list", "moderate": "in an older list", "weak": "in a single old source"}
"""Where a partnership of each evidence was read, in words."""


class Columns(Protocol):
    """A table of partnerships: ours, or a pandas DataFrame of the same columns."""

    def __getitem__(self, column: str, /) -> object: ...
    def __len__(self) -> int: ...


def load_partnerships(
    evidence: str | None = None, scope: Literal["all", "us", "world"] = "all"
) -> pd.DataFrame:
    """Known partnerships as a DataFrame with the columns of `COLUMNS`.

    `evidence` is the least that is asked for: "strong" (in a recent list, both ends located; outside the US:
    in two lists or more), "moderate" adds older ones, None or "weak" adds single old sources. Coordinates
    (degrees) are given only where no gazetteer place is known. Source: Wikipedia's lists of sister cities
    (CC BY-SA), Wikidata (CC0) and the RGRE register, gathered 2009-2026.

    Raises ValueError for an unknown level of evidence.

    >>> norman = load_partnerships("strong", "us").query("name_a == 'Norman' and admin1_a == 'OK'")
    >>> sorted(norman["name_b"])
    ['Arezzo', 'Clermont-Ferrand', 'Colima', 'Seika']
    """
    frame = partnership_table(scope).to_frame(list(COLUMNS))
    wanted = _levels(evidence)
    return frame[frame["evidence"].isin(wanted)].reset_index(drop=True)


@functools.cache
def partnership_table(scope: Literal["all", "us", "world"] = "all") -> Table:
    """The same partnerships as a `Table` of string columns, read once and without pandas."""
    return parsed(lines_of(scope))


def _levels(evidence: str | None) -> tuple[str, ...]:
    if evidence is None:
        return EVIDENCE
    if evidence not in EVIDENCE:
        raise ValueError(f"evidence must be one of {', '.join(EVIDENCE)}, not {evidence!r}")
    return EVIDENCE[: EVIDENCE.index(evidence) + 1]


def _texts(values: Sequence[str]) -> npt.NDArray[np.object_]:
    out = np.empty(len(values), object)
    out[:] = values
    return out


def column_of(ties: Columns, name: str) -> npt.NDArray[np.object_]:
    """A column of any table of partnerships, as objects."""
    return np.asarray(ties[name], dtype=object)


@functools.cache
@packaged
def lines_of(scope: str) -> list[str]:
    """The rows of the tables as text: most callers need the ids of all and the names of a few."""
    lines: list[str] = []
    for path in TABLES.values() if scope == "all" else [TABLES[scope]]:
        with gzip.open(path, "rb") as packed:
            header, *rows = packed.read().decode().splitlines()
        if tuple(header.split(",")) != COLUMNS:
            raise ValueError(f"{path.name}: its columns are not those of this version")
        lines.extend(rows)
    return lines


@packaged
def parsed(lines: Sequence[str]) -> Table:
    """Rows of the tables, given as text, as a `Table`."""
    columns = zip(*csv.reader(lines), strict=True) if lines else ((),) * len(COLUMNS)
    return Table({name: _texts(c) for name, c in zip(COLUMNS, columns, strict=True)}, len(lines))
