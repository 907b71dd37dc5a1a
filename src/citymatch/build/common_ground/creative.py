"""UNESCO Creative Cities: which community each of them is."""

from __future__ import annotations

from pathlib import Path

from citymatch.build.tables import read_csv
from citymatch.datasets import InputError, World


def creative_cities(world: World, path: Path) -> dict[int, tuple[str, str]]:
    """The field and the year of joining ("" where it is unknown) of each creative city, by its row.

    The table names each city's community by its id. Raises InputError for an id that the World does not have.
    """
    found: dict[int, tuple[str, str]] = {}
    for line, city in enumerate(read_csv(path), start=2):
        if not city["community_id"]:
            continue
        row = world.row_of_id(city["community_id"])
        if row < 0:
            raise InputError(f"{path}, line {line}, community_id: no community {city['community_id']}")
        found[row] = city["field"], city["since"]
    return found
