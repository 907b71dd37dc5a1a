"""Names of the divisions of ISO 3166-2 in many languages, from the npm package cldr-subdivisions-full.

It is needed only to renew the committed table: `python -m citymatch.build.subdivision_names DIRECTORY`, where the
unpacked package lies.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

from .country_terms import languages
from .standing.registers import SOURCE
from .tables import write_csv

TABLE = "subdivision_names.csv.gz"


def names_of_divisions(package: Path) -> list[dict[str, str]]:
    """A row per division and language: code (FR-80), language and name.

    Kept are English, the languages of the division's country, those that are official in several countries, and
    those of many speakers.
    """
    own, widespread, shared = languages()
    found: dict[tuple[str, str], str] = defaultdict(str)
    for path in sorted((package / "subdivisions").glob("*/*.json")):
        tag = path.stem
        language = tag.split("-")[0]
        names = json.loads(path.read_text("utf-8"))["subdivisions"]["localeDisplayNames"]["subdivisions"]
        for division, name in names.items():
            country = division[:2].upper()
            if country in own and language in own[country] | shared | widespread:
                found[f"{country}-{division[2:].upper()}", tag] = name
    return [{"code": code, "language": tag, "name": name} for (code, tag), name in sorted(found.items())]


if __name__ == "__main__":
    write_csv(SOURCE / TABLE, names_of_divisions(Path(sys.argv[1])))
