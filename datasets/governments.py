"""Which ids name one and the same government: a county that is merged with a city is that city."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from .packaged import packaged

FILE = Path(__file__).parent / "us_county_governments.csv"


def ids_of_one(community: str) -> tuple[str, ...]:
    """Every id of the government that an id names, the one of its record first.

    >>> ids_of_one("us-county:15003"), ids_of_one("geonames:5856195")
    (('geonames:5856195', 'us-county:15003'), ('geonames:5856195', 'us-county:15003'))
    >>> ids_of_one("geonames:5383187")
    ('geonames:5383187',)
    """
    record = record_of(community)
    return (record, *_counties().get(record, ()))


def record_of(community: str) -> str:
    """The id of the record under which a government stands.

    >>> record_of("us-county:08031"), record_of("us-county:06061")
    ('geonames:5419384', 'us-county:06061')
    """
    return _merged().get(community, community)


@functools.cache
@packaged
def _merged() -> dict[str, str]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["standing"] == "merged"]
    return {f"us-county:{row['fips']}": row["community_id"] for row in rows}


@functools.cache
def _counties() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for county, community in _merged().items():
        if county != community:
            found[community] = (*found.get(community, ()), county)
    return found
