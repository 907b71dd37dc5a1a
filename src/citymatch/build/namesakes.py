"""The communities that bear one name in one first-order division, and the second-order division of each."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.divisions import SecondDivisions
from citymatch.datasets.us import load_us_counties
from citymatch.places.folding import plain
from citymatch.places.naming import unit_first

from .second_divisions import read_divisions, world_in
from .standing.registers import SOURCE
from .tables import write_csv


def build_namesakes(path: Path) -> None:
    """Write a row for each community that another division tells from those of its name."""
    write_csv(path, rows_of(world_in(path.parent), read_divisions(SOURCE)))


def rows_of(world: World, names: dict[tuple[str, str, str], str]) -> list[dict[str, object]]:
    """The id of each, and the name of its second-order division; none where two of a name lie in the same."""
    found: list[dict[str, object]] = []
    divisions, counties = SecondDivisions(world), _counties()
    for rows in _alike(world):
        where = [_second(world, row, names, divisions, counties) for row in rows]
        found += [
            {"community_id": world.community_id(row), "apart": apart}
            for row, apart in zip(rows, where, strict=True)
            if apart and where.count(apart) == 1
        ]
    return sorted(found, key=lambda row: str(row["community_id"]))


def _alike(world: World) -> list[list[int]]:
    """The rows of the communities that are called alike in one division of a country."""
    governing = (world.labels("standing") == "self_governing") & (world.labels("not_candidate") == "")
    rows = np.flatnonzero(governing & ~(world.labels("layer") == "county")).tolist()
    name, unit = world.texts("name"), world.texts("unit_name")
    country, division = world.labels("country"), world.labels("admin1")
    alike: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row in rows:
        alike[plain(unit_first(name[row], unit[row])), country[row], division[row]].append(row)
    return [each for each in alike.values() if len(each) > 1]


def _second(
    world: World,
    row: int,
    names: dict[tuple[str, str, str], str],
    divisions: SecondDivisions,
    counties: dict[str, str],
) -> str:
    """The name of the second-order division of a row, in the United States of the county; "" where none is known."""
    country, division = str(world["country"][row]), str(world["admin1"][row])
    if country == "US":
        return counties.get(str(world["county_fips"][row]), "")
    code = divisions.of(country).get(row, "")
    told = names.get((country, division, code), "") if code else ""
    return f"{told.removeprefix('Okres ')} District" if told.startswith("Okres ") else told


def _counties() -> dict[str, str]:
    table = load_us_counties()
    return {str(fips): str(name) for fips, name in zip(table["fips"], table["name"], strict=True)}
