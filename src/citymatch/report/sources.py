"""What a page's figures rest on: the tables of the data card, with their years and terms."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from citymatch import datasets


@cache
def tables() -> tuple[dict[str, str], ...]:
    """The tables of the data card that a wheel holds: title, source, year and terms of each.

    >>> any("GeoNames" in table["source"] for table in tables())
    True
    """
    text = (Path(datasets.__file__).parent / "card.toml").read_text(encoding="utf-8")
    return tuple(
        {key: str(table.get(key, "")) for key in ("title", "source", "year", "terms")}
        for table in tomllib.loads(text)["table"]
        if not table["file"].startswith("source/")
    )
