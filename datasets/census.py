"""The groups that tables of the US Census Bureau name, and the country or the language that each one means."""

from __future__ import annotations

import csv
import functools
from collections.abc import Mapping
from pathlib import Path

from .packaged import packaged

HERE = Path(__file__).parent
KINDS = ("ancestry", "birthplace", "hispanic", "language")


@functools.cache
@packaged
def load_census_groups(kind: str) -> Mapping[str, str]:
    """The ISO 3166-1 code of the country that each group means, or for "language" the CLDR code of the language.

    `kind` is one of `KINDS`: the ancestries of table B04006, the birthplaces of B05006, the Hispanic origins of
    B03001, the languages of B16001. "" stands for a group that is a sum of others or names no one country or language.

    >>> groups = load_census_groups("ancestry")
    >>> groups["Lebanese"], groups["Arab"]
    ('LB', '')
    """
    with (HERE / "census_groups.csv").open(encoding="utf-8", newline="") as file:
        return {row["label"]: row["code"] for row in csv.DictReader(file) if row["kind"] == kind}
