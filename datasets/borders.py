"""Borders that people cannot cross: a small, dated table of pairs of countries."""

from __future__ import annotations

import csv
import functools
from pathlib import Path

from .packaged import packaged

HERE = Path(__file__).parent


@functools.cache
@packaged
def closed_borders() -> dict[frozenset[str], str]:
    """Why each closed border is closed, with its year and source, by the two countries' ISO codes.

    Closed is a border without a crossing that ordinary travellers of both sides may use, by the sources and the day of
    `closed_borders.csv`. A pair that is not in it is taken to be open, with or without a visa.

    >>> closed_borders()[frozenset({"KP", "KR"})]
    'closed along the line of the armistice (since 1953; US Department of State: travel advisory on North Korea, 2025)'
    """
    with (HERE / "closed_borders.csv").open(encoding="utf-8", newline="") as file:
        return {
            frozenset({row["one"], row["other"]}): (
                f"{row['why']} (since {row['since']}; {row['source']}, {row['as_of']})"
            )
            for row in csv.DictReader(file)
        }


@functools.cache
def closed_to(country: str) -> frozenset[str]:
    """The countries across whose border with `country` people cannot go.

    >>> sorted(closed_to("AM")), sorted(closed_to("FR"))
    (['AZ', 'TR'], [])
    """
    return frozenset(other for pair in closed_borders() if country in pair for other in pair - {country})
