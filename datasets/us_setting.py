"""What a US place lives from and is known for: universities, the leading industry of its county, wine."""

from __future__ import annotations

import csv
import functools
import gzip
from typing import NamedTuple

from .packaged import packaged
from .world import HERE

STUDENTS = {2: 1_000, 3: 5_000, 4: 10_000, 5: 20_000}
"""From how many students on a university is of a class of size."""


class University(NamedTuple):
    """A university or four-year college: its name, and from how many students on its class of size is."""

    name: str
    students: int


class CountyTrade(NamedTuple):
    """What a county depends on ("" for nothing in particular) and how many wine areas lie in it or reach into it."""

    industry: str
    wine_areas: int


@functools.cache
@packaged
def load_us_universities() -> dict[str, tuple[University, ...]]:
    """The public and non-profit universities of 1,000 students and more by the id of their community, largest first.

    Source: IPEDS 2022 (public domain).

    >>> load_us_universities()["geonames:4862034"][0]  # Iowa City
    University(name='University of Iowa', students=20000)
    """
    found: dict[str, list[University]] = {}
    for row in _rows("us_universities.csv.gz"):
        found.setdefault(row["community_id"], []).append(University(row["name"], STUDENTS[int(row["size"])]))
    return {key: tuple(sorted(all_, key=lambda each: -each.students)) for key, all_ in found.items()}


@functools.cache
@packaged
def load_us_industries() -> dict[str, CountyTrade]:
    """The trade of each US county by its FIPS code.

    Source: USDA ERS county typology of 2015 (farming, mining, manufacturing, government, recreation), American
    Viticultural Areas of the TTB by way of UC Davis (2026).

    >>> load_us_industries()["06055"].wine_areas > 10  # Napa
    True
    """
    return {
        row["fips"]: CountyTrade(row["industry"], int(row["wine_areas"] or 0))
        for row in _rows("us_industries.csv.gz")
    }


@packaged
def _rows(file: str) -> list[dict[str, str]]:
    with gzip.open(HERE / file, "rt", encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
