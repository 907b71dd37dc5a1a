"""Reading the three Census files from which the register of the United States is made, and refusing bad ones."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from citymatch.datasets import InputError

Row = dict[str, str]

PLACES = "us_places_2020"
SUBDIVISIONS = "us_subdivisions"
COUNTIES = "us_counties_2020"

_SHARED = ("geoid", "state", "name", "population", "year", "source", "lat", "lon")
COLUMNS: Mapping[str, Sequence[str]] = {
    PLACES: (*_SHARED, "lsad", "funcstat", "counties_2020", "land_sqmi"),
    SUBDIVISIONS: (*_SHARED, "county_2020", "funcstat", "government", "same_code_place", "land_sqmi"),
    COUNTIES: (*_SHARED, "layer", "pop_census2020", "government", "fips_class"),
}
"""The columns that the register reads from each file."""

DIGITS = {PLACES: 7, SUBDIVISIONS: 10, COUNTIES: 5}
_LIMITS = {
    "population": (0, 2e7), "pop_census2020": (0, 2e7), "land_sqmi": (0, 2e5), "lat": (-90, 90), "lon": (-180, 180),
}  # fmt: skip


class RegisterError(InputError):
    """A file of the register cannot be used; the message names file, line and field."""


SOURCES = {
    "census2020": "census2020", "pep_v2022_base2020": "base2020", "pep_v2021": "estimate2021",
    "pep_v2024": "estimate2024", "govunits2025": "govunits2023", "acs5_2023": "acs2023", "": "",
}  # fmt: skip
"""The project's short tags of the sources of a figure by those of the files, which end at the colon."""


@dataclass(frozen=True)
class Facts:
    """The rows of the three files."""

    places: list[Row]
    subdivisions: list[Row]
    counties: list[Row]


def read_facts(folder: Path) -> Facts:
    """The three files of a folder, each as CSV or gzipped CSV.

    Raises RegisterError for a file or a column that is missing, an identifier that is malformed or stands twice,
    a figure that is negative or cannot be read, and a source that is not known.
    """
    return Facts(*(read_table(folder, name) for name in (PLACES, SUBDIVISIONS, COUNTIES)))


def read_table(folder: Path, name: str) -> list[Row]:
    """The rows of one of the three files, checked; see `read_facts`."""
    path = next((path for end in (".csv.gz", ".csv") if (path := folder / f"{name}{end}").is_file()), None)
    if path is None:
        raise RegisterError(f"{folder}: there is no {name}.csv or {name}.csv.gz")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    reader = csv.DictReader(io.StringIO(text, newline=""))
    missing = [column for column in COLUMNS[name] if column not in (reader.fieldnames or ())]
    if missing:
        raise RegisterError(f"{path}, line 1, {missing[0]}: the column is missing")
    seen: dict[str, int] = {}
    rows = []
    for row in reader:
        line = reader.line_num
        _check_identifier(f"{path}, line {line}, geoid", row["geoid"], DIGITS[name], seen, line)
        for column in COLUMNS[name]:
            if row[column] is None:
                raise RegisterError(f"{path}, line {line}, {column}: the line is too short")
            if column in _LIMITS:
                _check_number(f"{path}, line {line}, {column}", row[column], *_LIMITS[column])
        if row["source"].split(":")[0] not in SOURCES:
            raise RegisterError(f"{path}, line {line}, source: {row['source']!r} is no source that is known")
        rows.append(row)
    return rows


def _check_identifier(where: str, geoid: str, digits: int, seen: dict[str, int], line: int) -> None:
    if not (geoid.isascii() and geoid.isdigit() and len(geoid) == digits):
        raise RegisterError(f"{where}: {geoid!r} is not a code of {digits} digits")
    if geoid in seen:
        raise RegisterError(f"{where}: {geoid} stands on line {seen[geoid]} already")
    seen[geoid] = line


def _check_number(where: str, text: str, least: float, most: float) -> None:
    """An empty figure is unknown; any other has to be a number within its limits."""
    if not text:
        return
    try:
        value = float(text)
    except ValueError:
        raise RegisterError(f"{where}: {text!r} is not a number") from None
    if not least <= value <= most:
        raise RegisterError(f"{where}: {text} does not lie between {least:g} and {most:g}")
