"""What a page's figures rest on: the tables of the data card, with their years and terms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from citymatch import datasets
from citymatch.features import Extractor
from citymatch.policy import Criterion


@cache
def card() -> tuple[dict[str, Any], ...]:
    """The tables of the data card, as they stand in `datasets/card.toml`.

    >>> any(table["file"] == "world.zip" for table in card())
    True
    """
    path = Path(datasets.__file__).parent / "card.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["table"])


def used(criteria: Iterable[tuple[Criterion, Extractor]]) -> dict[str, Any]:
    """The sources of the criteria in use, and every table of the card: title, source, year, terms and limits."""
    return {
        "criteria": [{"label": c.label or e.label, "source": e.source} for c, e in criteria],
        "tables": [{key: str(table.get(key, "")) for key in ("title", "source", "year", "terms", "limits")}
                   for table in card() if not table["file"].startswith("source/")],
    }  # fmt: skip
