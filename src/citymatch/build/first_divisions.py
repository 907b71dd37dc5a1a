"""The people of each first-order division of the world, and where they live on the average."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from citymatch.datasets import World
from citymatch.datasets.people import load_people
from citymatch.datasets.signing import is_well_counted
from citymatch.features.sphere import unit_vectors

from .second_divisions import world_in
from .tables import write_csv

WHOLE = 0.9
"""A community of so large a part of a division's people is the division: Berlin, the counties of Kenya."""
FEWEST = 1.0
"""A division in which the partition has nobody is left out."""


def build_first_divisions(path: Path) -> None:
    """Write a row for each division in which a community may sign: its people and their centre."""
    write_csv(path, rows_of(world_in(path.parent)))


def rows_of(world: World) -> list[dict[str, object]]:
    """Country, code, name, people and centre of each division.

    Each point of the partition of the world's people counts in the division of the community nearest to it, so that
    everybody counts once whatever governments lie above each other.
    """
    keep = np.flatnonzero(
        np.asarray(world["not_candidate"] == "") & ~np.asarray(world.labels("admin1") == "")
    )
    where = unit_vectors(world.numbers("latitude")[keep], world.numbers("longitude")[keep])
    people = load_people()
    points = unit_vectors(people.latitude, people.longitude)
    nearest = keep[cKDTree(where).query(points)[1]]
    country, division = world.labels("country"), world.labels("admin1")
    size = len(division.values)
    code = country.codes[nearest].astype(np.int64) * size + division.codes[nearest]
    distinct, at = np.unique(code, return_inverse=True)
    total = np.bincount(at, people.people)
    centre = np.stack([np.bincount(at, people.people * points[:, axis]) for axis in range(3)], axis=1)
    names = {
        each: str(world["admin1_name"][row])
        for each, row in zip(code.tolist(), nearest.tolist(), strict=True)
    }
    main, same = _cities(world, keep)
    rows: list[dict[str, object]] = []
    for number, key in enumerate(distinct.tolist()):
        if total[number] < FEWEST or not names[key]:
            continue
        latitude, longitude = degrees(centre[number])
        nation, own = country.values[key // size], division.values[key % size]
        first = main.get((nation, own), -1)
        rows.append({
            "country": nation, "admin1": own, "name": names[key],
            "people": f"{total[number]:.0f}" if is_well_counted(nation) else "",
            "latitude": f"{latitude:.3f}", "longitude": f"{longitude:.3f}",
            "main": world.community_id(first) if first >= 0 else "",
            "same_as": _same(world, same.get((nation, own), []), float(total[number])),
        })  # fmt: skip
    return sorted(rows, key=lambda row: (str(row["country"]), str(row["admin1"])))


def _cities(
    world: World, keep: npt.NDArray[np.int64]
) -> tuple[dict[tuple[str, str], int], dict[tuple[str, str], list[int]]]:
    """The row of the largest town of each division, and those of all its communities, the largest first."""
    people = np.nan_to_num(world.numbers("population"))
    ordered = keep[np.argsort(-people[keep], kind="stable")]
    country, division = world.labels("country"), world.labels("admin1")
    counties = np.asarray(world.labels("layer") == "county")
    main: dict[tuple[str, str], int] = {}
    every: dict[tuple[str, str], list[int]] = {}
    for row in ordered.tolist():
        key = (country[row], division[row])
        every.setdefault(key, []).append(row)
        if not counties[row]:
            main.setdefault(key, row)
    return main, every


def _same(world: World, rows: list[int], people: float) -> str:
    """The id of the community that is the whole division: the only one in it, or one of nearly all its people."""
    if not rows or world.labels("country")[rows[0]] == "US":
        return ""
    own = float(world["population"][rows[0]])
    whole = is_well_counted(world.labels("country")[rows[0]]) and own >= WHOLE * people
    return world.community_id(rows[0]) if len(rows) == 1 or whole else ""


def degrees(vector: npt.NDArray[np.float64]) -> tuple[float, float]:
    """Latitude and longitude of the direction of a vector.

    >>> degrees(np.array([0.0, 2.0, 0.0]))
    (0.0, 90.0)
    """
    x, y, z = vector.tolist()
    return float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
