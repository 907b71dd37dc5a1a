"""Small Worlds made for a test."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from citymatch.datasets import FIRST_UNIT, Labels, Text, World

TEXTS = {"name": "", "ascii_name": "", "local_name": "", "unit_code": ""}
LABELS = {
    "layer": "place", "country": "US", "admin1": "CA", "admin1_name": "California", "county_fips": "",
    "legal_kind": "", "population_source": "a test", "population_year": "2020", "standing": "unknown",
    "not_candidate": "",
}  # fmt: skip
NUMBERS = {"number": 0.0, "governed_by": 0.0, "population": np.nan, "latitude": 0.0, "longitude": 0.0}


def made_world(places: Sequence[dict[str, Any]], other_names: Sequence[tuple[str, int]] = ()) -> World:
    """A World of these places, numbered from 1, and their other names by row (in order)."""
    rows = [
        {**TEXTS, **LABELS, **NUMBERS, "ascii_name": place["name"], "number": number, **place}
        for number, place in zip(itertools.count(1), places)
    ]
    columns: dict[str, Any] = {name: Text.of([row[name] for row in rows]) for name in TEXTS}
    columns |= {name: Labels.of([row[name] for row in rows]) for name in LABELS}
    columns |= {name: np.array([row[name] for row in rows], np.float64) for name in NUMBERS}
    for name in ("number", "governed_by"):
        columns[name] = columns[name].astype(np.int64)
    columns["geonameid"] = np.where(columns["number"] < FIRST_UNIT, columns["number"], 0)
    names = Text.of([name for name, _ in other_names])
    owners = np.array([row for _, row in other_names], np.int64)
    return World(columns, len(rows), lambda: (names, owners), "made for a test")


@pytest.fixture
def made() -> Callable[..., World]:
    """The maker of Worlds."""
    return made_world
