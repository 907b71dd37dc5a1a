"""What tells communities apart that bear one name in one first-order division of a country."""

from __future__ import annotations

import csv
import functools

from .packaged import HERE, packaged


@functools.cache
@packaged
def load_namesakes() -> dict[str, str]:
    """The second-order division of each community that shares its name and its first-order division with another.

    >>> load_namesakes()["geonames:2638778"], load_namesakes()["geonames:2638776"]  # two towns called St Ives
    ('Cornwall', 'Cambridgeshire')
    """
    with (HERE / "namesakes.csv").open(encoding="utf-8", newline="") as file:
        return {row["community_id"]: row["apart"] for row in csv.DictReader(file)}
