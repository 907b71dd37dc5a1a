"""The offers of an earlier assignment, as they are read back."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from citymatch.datasets import InputError

NEEDED = ("seeker_id", "community_id")
FILE = "offers.csv"


def earlier_offers(source: Any) -> dict[str, tuple[str, ...]]:
    """The ids of the communities that each seeker was offered, by its id.

    `source` is an Assignment, the directory that one was saved in, or its `offers.csv`. Raises InputError for a file
    without the ids.

    >>> earlier_offers([{"seeker_id": "geonames:1", "community_id": "geonames:7"}])
    {'geonames:1': ('geonames:7',)}
    """
    if hasattr(source, "offers"):
        rows = source.offers.rows()
    elif isinstance(source, str | Path):
        rows = _read(Path(source))
    else:
        rows = list(source)
    found: dict[str, list[str]] = {}
    for row in rows:
        if row["community_id"]:
            found.setdefault(str(row["seeker_id"]), []).append(str(row["community_id"]))
    return {seeker: tuple(dict.fromkeys(ids)) for seeker, ids in found.items()}


def _read(path: Path) -> list[dict[str, str]]:
    file = path / FILE if path.is_dir() else path
    try:
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.DictReader(text)
            missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"{file}: has no column {missing[0]}: it is no offers.csv of an assignment")
            return list(reader)
    except UnicodeDecodeError as error:
        raise InputError(f"{file}: is no text in UTF-8") from error
