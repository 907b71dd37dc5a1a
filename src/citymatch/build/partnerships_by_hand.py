"""Known partnerships that no gathered list has, each written by hand with its source and the day on which it was read.

`source/partnerships_by_hand.csv` names both communities by their ids: `community_a` of the US, `community_b` with the
name by which it is known. `citymatch.build.partnerships` puts them into the table.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from citymatch import datasets
from citymatch.datasets import World
from citymatch.datasets.partnerships import COLUMNS, STATUSES

from .partner_units import Row, end_at

BY_HAND = Path(datasets.__file__).parent / "source" / "partnerships_by_hand.csv"
NEEDED = ("community_a", "community_b", "name_b", "status", "source", "read")


def rows_by_hand(world: World, path: Path = BY_HAND) -> Iterator[Row]:
    """The rows of the table of partnerships that were written by hand.

    Raises ValueError for a line without one of the fields, an unknown community, or a status that there is not.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        for number, line in enumerate(csv.DictReader(lines), 2):
            where = f"{path.name}, line {number}"
            if missing := [field for field in NEEDED if not line.get(field)]:
                raise ValueError(f"{where}: no {missing[0]}")
            if line["status"] not in STATUSES:
                raise ValueError(
                    f"{where}: status must be one of {', '.join(STATUSES)}, not {line['status']!r}"
                )
            row = dict.fromkeys(COLUMNS, "") | {"kind": "sister_city", "status": line["status"]}
            row |= _end(world, line["community_a"], "a", where) | _end(world, line["community_b"], "b", where)
            yield row | {"name_b": line["name_b"], "evidence": "strong"}


def _end(world: World, community: str, end: str, where: str) -> Row:
    at = world.row_of_id(community)
    if at < 0:
        raise ValueError(f"{where}: no community {community}")
    place = end_at(community, str(world["country"][at]), str(world["admin1"][at]), end)
    return place | {f"name_{end}": str(world["name"][at])}
