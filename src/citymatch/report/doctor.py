"""What the data say of themselves: which snapshot this is, what it knows, and how well standing was judged."""

from __future__ import annotations

import numpy as np

from citymatch import datasets
from citymatch.datasets.geography import country_name
from citymatch.datasets.packaged import altered, compared
from citymatch.datasets.partnerships import partnership_table
from citymatch.datasets.signing import load_population_sums


def files() -> list[dict[str, str]]:
    """The packaged files that are not those of the data card, and how many are.

    >>> len(files())
    1
    """
    wrong, number = altered(), len(compared())
    rows = [{"what": f"file {file}", "found": what} for file, what in wrong]
    found = f"{number - len(wrong)} of {number} are those of the data card"
    return [*rows, {"what": "files", "found": found if rows else f"all {number} are those of the data card"}]


def data() -> list[dict[str, str]]:
    """The snapshot, its places by standing, and how many of the candidates each figure is known for.

    >>> data()[0]["what"]
    'snapshot'
    """
    world = datasets.load_world()
    candidates = world.take(np.flatnonzero(world["not_candidate"] == ""))
    rows = [("snapshot", world.fingerprint[:12]), ("places", f"{len(world):,}")]
    standing = np.asarray(world["standing"])
    rows += [(f"places: {name}", f"{int((standing == name).sum()):,}") for name in sorted(set(standing))]
    rows.append(("candidates", f"{len(candidates):,}"))
    for column in ("population", "elevation_m", "coast_km", "people_50km"):
        known = ~np.isnan(np.asarray(candidates[column], np.float64))
        rows.append((f"candidates with known {column}", f"{known.mean():.1%}"))
    rows.append(("candidates with known climate", f"{(np.asarray(candidates['climate']) != '').mean():.1%}"))
    rows.append(("partnerships on record", f"{len(partnership_table()):,}"))
    return [{"what": what, "found": found} for what, found in rows]


REGISTERS = {"complete": "complete register", "partial": "register of a part", "none": "no register"}
COUNTS = {"unit": "the unit that signs", "town": "the main town", "built_up": "the built-up area",
          "mixed": "now the unit, now the town", "": "not stated"}  # fmt: skip


def populations() -> list[dict[str, str]]:
    """For each country the people of its candidates, over one layer that divides it, against the nation.

    Where a register is complete, both figures are of one year and the share tells what is missing or counted twice;
    elsewhere it tells how much of the country the candidates' figures cover.

    >>> next(row for row in populations() if row["country"] == "Sweden")["figures count"]
    'the unit that signs'
    """
    return [
        {
            "country": country_name(each.country), "who says who signs": REGISTERS[each.register],
            "figures count": COUNTS[each.figure], "candidates": f"{each.candidates:,}",
            "their people": f"{each.people:,.0f}", "the nation": f"{each.nation:,.0f} ({each.nation_year})",
            "share": "" if each.share != each.share else f"{each.share:.3f}",
        }
        for each in sorted(load_population_sums(), key=lambda each: country_name(each.country))
    ]  # fmt: skip
