"""Small registers and gazetteers by hand, for the tests of who signs."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.build.signing.rules import Rules

COLUMNS = ("code", "name", "name_en", "division", "latitude", "longitude", "population", "year")
PLACE = {
    "geonameid": 0, "name": "", "country": "PT", "admin1": "", "admin1_name": "", "latitude": np.nan,
    "longitude": np.nan, "population": np.nan, "timezone": "", "feature_code": "PPL", "admin2": "", "admin3": "",
    "admin4": "", "modified": "", "elevation_m": np.nan, "legal_kind": "", "county_fips": "",
}  # fmt: skip
UNIT = {
    "code": "", "name": "", "name_en": "", "division": "", "latitude": np.nan, "longitude": np.nan, "people": 1000.0,
    "year": "2021", "unit": "", "file": "PT", "kind": "municipality", "candidate": "", "layer": "base", "above": "",
    "seatless": False,
}  # fmt: skip


def make_places(*rows: dict[str, Any]) -> pd.DataFrame:
    """Places as `read_gazetteer` gives them, in the order of their numbers."""
    frame = pd.DataFrame([{**PLACE, "other_names": [], **row} for row in rows])
    assert frame["geonameid"].is_monotonic_increasing
    return frame


def make_units(*rows: dict[str, Any]) -> pd.DataFrame:
    """Units as `read_units` gives them."""
    return pd.DataFrame([{**UNIT, **row} for row in rows])


def make_rules(**fields: Any) -> Rules:
    """The rules of Portugal with these fields; a field of the name of a list holds its entries."""
    lists = {name: tuple(fields.pop(name)) for name in list(fields) if name not in Rules.__dataclass_fields__}
    given = {"country": "PT", "files": ("PT",), "unit": "concelho", "why": "Its mayor signs.", **fields}
    return Rules(**given, lists=lists)


@pytest.fixture
def register(tmp_path: Path) -> Callable[..., Path]:
    """Writes a register `PT.csv.gz` with these lines; gives its folder."""

    def write(*lines: str, header: str = ",".join(COLUMNS)) -> Path:
        text = "\n".join([header, *lines]) + "\n"
        (tmp_path / "PT.csv.gz").write_bytes(gzip.compress(text.encode("utf-8")))
        assert len(list(csv.reader(io.StringIO(text)))) == len(lines) + 1
        return tmp_path

    return write


@pytest.fixture
def places_of() -> Callable[..., pd.DataFrame]:
    """Places from dictionaries of what is not as usual."""
    return make_places


@pytest.fixture
def units_of() -> Callable[..., pd.DataFrame]:
    """Units from dictionaries of what is not as usual."""
    return make_units


@pytest.fixture
def rules_of() -> Callable[..., Rules]:
    """Rules from the fields and lists that are not as usual."""
    return make_rules
