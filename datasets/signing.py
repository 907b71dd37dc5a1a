"""Which unit of local government signs in each country, the kinds of units, and the check of their people's sums."""

from __future__ import annotations

import csv
import functools
from typing import NamedTuple

from .packaged import packaged
from .world import HERE


class Signs(NamedTuple):
    """Who signs in a country: the unit, the reason in a sentence, whether a register decides (complete, partial, none)
    and what other figures of people count (unit, town, built_up, mixed or "")."""

    unit: str
    why: str
    register: str
    figure: str


class Sum(NamedTuple):
    """The check of one country: the people of its candidates over one layer that divides it, against the nation's.

    `share` is the first over the second. Where a register is complete that is of one and the same year.
    """

    country: str
    register: str
    figure: str
    candidates: int
    counted: int
    people: float
    nation: float
    nation_year: str
    nation_source: str
    share: float


@functools.cache
@packaged
def load_unit_kinds() -> dict[str, str]:
    """What each kind of unit is, in plain words, by country and kind.

    >>> load_unit_kinds()["PT:concelho"]
    'a Portuguese municipality (concelho)'
    """
    with (HERE / "unit_kinds.csv").open(encoding="utf-8", newline="") as file:
        return {row["kind"]: row["gloss"] for row in csv.DictReader(file)}


@functools.cache
@packaged
def load_who_signs() -> dict[str, Signs]:
    """Which unit signs in each country, by ISO code.

    >>> load_who_signs()["PL"].unit
    'gmina'
    """
    with (HERE / "who_signs.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["country"]: Signs(row["unit"], row["why"], row["register"], row["figure"]) for row in rows}


@functools.cache
@packaged
def load_population_sums() -> tuple[Sum, ...]:
    """The check of every country with candidates, by ISO code.

    >>> sweden = next(each for each in load_population_sums() if each.country == "SE")
    >>> 0.95 < sweden.share < 1.03
    True
    """
    with (HERE / "population_sums.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return tuple(
        Sum(
            row["country"], row["register"], row["figure"], int(row["candidates"]), int(row["counted"]),
            float(row["people"]), float(row["nation"]), row["nation_year"], row["nation_source"],
            float(row["share"] or "nan"),
        )
        for row in rows
    )  # fmt: skip


WELL_COUNTED = (0.9, 1.3)
"""Of which shares of a nation's people the places of a country hold enough, and not too many, to tell how many people
live around a place where no register divides the country."""


@functools.cache
def _badly_counted() -> frozenset[str]:
    least, most = WELL_COUNTED
    rest = [each for each in load_population_sums() if each.register in ("none", "partial")]
    return frozenset(each.country for each in rest if not least <= each.share <= most)


def is_well_counted(country: str) -> bool:
    """Whether it is known where the people of a country live: a register divides it, or its places hold them.

    Elsewhere (Ghana, Nigeria, China, Argentina) the gazetteer holds a part of the people, and what it adds up to
    around a place is far from the truth.

    >>> [is_well_counted(country) for country in ("US", "DE", "SG", "GH", "CN", "AR")]
    [True, True, True, False, False, False]
    """
    return country not in _badly_counted()
