"""Reading a register: one row a unit, checked line by line, with the country's rules applied."""

from __future__ import annotations

import csv
import gzip
import io
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from citymatch.build.standing.names import plain
from citymatch.datasets import InputError

from . import decisions
from .naming import romanised
from .rules import Rules

NEEDED = ("code", "name", "name_en", "division", "latitude", "longitude", "population", "year")


def read_units(folder: Path, rules: Rules) -> pd.DataFrame:
    """The units of one country, one row each, indexed from 0.

    Columns: code (text), name (as the register has it), name_en, division, latitude, longitude (degrees, NaN
    unknown), people (NaN unknown), year, unit (the register's own word for its kind, ""), file, kind, candidate
    ("" or why it is none), layer (base: of the partition; over: has the people of others; part: inside a unit of the
    base; in:CODE: went into that one), above (the code of the city above it, ""), seatless (whether it is a dropped
    unit whose town is another unit's seat).
    Raises InputError naming the file, the line and the field for a missing column, a code that stands twice, and a
    figure that is negative or no number.
    """
    rows = [row for name in rules.files for row in _read(folder / f"{name}.csv.gz", name)]
    units = pd.DataFrame([row for row in rows if re.match(rules.only, row["code"])])
    for pattern, instead in rules.respell:
        units["name"] = units["name"].str.replace(pattern, instead, regex=True)
    if rules.year:
        units["year"] = rules.year
    units["name_en"] = romanised(units, rules.country)
    return decisions.decided(units, rules)


def _read(path: Path, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a register file, as far as they are used, with numbers as such."""
    if not path.is_file():
        raise InputError(f"{path}: no such register")
    text = gzip.decompress(path.read_bytes()).decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in NEEDED if column not in (reader.fieldnames or ())]
    if missing:
        raise InputError(f"{path.name}, line 1: has no column {missing[0]!r}")
    seen: dict[str, int] = {}
    for row in reader:
        where = f"{path.name}, line {reader.line_num}"
        code = row["code"].strip() or slug(row["division"], row["name"])
        if code in seen:
            raise InputError(f"{where}, code: {code!r} stands in line {seen[code]} too")
        seen[code] = reader.line_num
        yield {
            "code": code, "name": _legible(row["name"]), "name_en": row["name_en"].strip(),
            "division": row["division"].strip(), "unit": row.get("unit") or "", "file": name,
            "latitude": _number(row["latitude"], f"{where}, latitude", -90),
            "longitude": _number(row["longitude"], f"{where}, longitude", -180),
            "people": _number(row["population"], f"{where}, population", 0), "year": row["year"].strip(),
        }  # fmt: skip


def _legible(name: str) -> str:
    """A name without the marks of a wrong decoding, and with a space before a bracket.

    >>> _legible("Devin Nabre\x9eina"), _legible("Château-Chinon(Ville)")
    ('Devin Nabrežina', 'Château-Chinon (Ville)')
    """
    if any("\x80" <= letter <= "\x9f" for letter in name):
        name = name.encode("latin-1").decode("cp1252")
    return re.sub(r"(?<=\w)\(", " (", name.strip())


def slug(*names: str) -> str:
    """A code for a unit whose register has none.

    >>> slug("Loja", "Chaguarpamba")
    'loja-chaguarpamba'
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(" ".join(names))).strip("-")


def _number(text: str, where: str, least: float) -> float:
    if not text.strip():
        return math.nan
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < least:
        raise InputError(f"{where}: must be a number of at least {least:g}, not {text!r}")
    return value
