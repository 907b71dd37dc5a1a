"""The universities of the United States by the community in which they lie."""

from __future__ import annotations

from pathlib import Path

import citymatch.datasets
from citymatch.datasets import load_world

from .common_ground.towns import Towns
from .tables import read_csv, write_csv

SOURCE = Path(citymatch.datasets.__file__).parent / "source"


def build_us_universities(path: Path) -> None:
    """Write each university with its community: the one of its city's name within 35 km, else the weightiest near."""
    beside = path.with_name("world.zip")
    world = load_world(beside if beside.is_file() else None)
    towns, rows = Towns(world), []
    for each in read_csv(SOURCE / "us_universities.csv.gz"):
        row = towns.of([each["city"]], "US", float(each["latitude"]), float(each["longitude"]))
        if row >= 0:
            rows.append({"community_id": world.community_id(row), "name": each["name"], "size": each["size"]})
    write_csv(path, sorted(rows, key=lambda row: (row["community_id"], row["name"])))
