"""A ranking as tables: what stands beside the wide one with `detail`, the tidy one, and the unit of each column."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from .explained import Explained
from .listed import Applied, Listed

UNIT = ("population_year", "population_source", "population_of", "town_population", "unit_kind", "unit_name",
        "unit_code")  # fmt: skip
"""The columns of a place that say whose the people are."""

OF_A_CRITERION = ("value", "similarity", "weight", "level")
TIDY = ("rank", "community_id", "name", "country", "criterion", "value", "unit", "similarity", "weight", "points",
        "level", "source")  # fmt: skip
"""The columns of the tidy table."""

PLAIN_UNITS = {
    "score": "points of 100", "best_case": "points of 100", "coverage": "share of the weight, 0 to 1",
    "population": "people", "latitude": "degrees north", "longitude": "degrees east",
    "tied": "other candidates", "town_population": "people",
}  # fmt: skip
SHARE, POINTS, SIMILARITY = "share of the whole, 0 to 1", "points of 100", "0 to 1"


def short(name: str) -> str:
    """A name as the beginning of a column's: lower-case letters, digits and underscores.

    >>> short("near-water"), short("Size.2")
    ('near_water', 'size_2')
    """
    return re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_") or "criterion"


def points_columns(criteria: Collection[Applied], taken: Collection[str]) -> list[str]:
    """The column of the points of each criterion: its id, with `_points` after it where a column has that name."""
    return [each.id if each.id not in taken else f"{each.id}_points" for each in criteria]


def detail_columns(criteria: Collection[Applied], taken: Collection[str]) -> list[dict[str, str]]:
    """For each criterion the columns of its value, similarity, weight and level, such as `size_value`; none of them
    is among those `taken`, nor twice."""
    seen, found = set(taken), []
    for criterion in criteria:
        stem, number = short(criterion.id), 1
        while any(f"{stem}_{part}" in seen for part in OF_A_CRITERION):
            number += 1
            stem = f"{short(criterion.id)}_{number}"
        columns = {part: f"{stem}_{part}" for part in OF_A_CRITERION}
        seen |= set(columns.values())
        found.append(columns)
    return found


def details(
    criteria: Sequence[Applied],
    listed: Listed,
    told: Sequence[Explained],
    stamp: Mapping[str, str],
    taken: Collection[str],
) -> dict[str, Any]:
    """The columns that `detail` adds, each an array or a list with one entry per candidate."""
    more: dict[str, Any] = {}
    for number, (criterion, named) in enumerate(zip(criteria, detail_columns(criteria, taken), strict=True)):
        values, levels = _measured(told, criterion.id)
        more[named["value"]] = values
        more[named["similarity"]] = listed.similarity[number]
        more[named["weight"]] = np.full(len(listed), criterion.weight)
        more[named["level"]] = levels
    more |= {f"tie_break_{short(name)}": values for name, values in listed.second_keys.items()}
    more |= {name: listed.columns[name] for name in UNIT if name in listed.columns}
    more |= {name: [text] * len(listed) for name, text in stamp.items()}
    more["geonames"] = [e.facts["geonames"] for e in told]
    more |= {name: [getattr(e, name) for e in told] for name in ("called", "home_partner")}
    if any(e.asked_before for e in told):
        more["asked_before"] = [e.asked_before for e in told]
    more["cautions"] = ["; ".join(e.cautions) for e in told]
    return more


def tidy(criteria: Sequence[Applied], listed: Listed, told: Sequence[Explained]) -> dict[str, Any]:
    """One row for each candidate and criterion: the columns of `TIDY`. What is unknown is NaN, its points too."""
    many, each = len(criteria), len(listed)
    measured = [_measured(told, criterion.id) for criterion in criteria]
    unknown = np.isnan(listed.similarity)
    of_place = {
        "rank": listed.rank, "community_id": listed.community_id, "name": listed.columns["name"],
        "country": listed.columns["country"],
    }  # fmt: skip
    columns: dict[str, Any] = {name: np.repeat(np.asarray(values), many) for name, values in of_place.items()}
    columns["criterion"] = [criterion.id for criterion in criteria] * each
    columns["value"] = _by_place([values for values, _ in measured], each)
    columns["unit"] = [criterion.unit for criterion in criteria] * each
    columns["similarity"] = _by_place(list(listed.similarity), each)
    columns["weight"] = np.tile([criterion.weight for criterion in criteria], each)
    columns["points"] = _by_place(list(np.where(unknown, np.nan, listed.points)), each)
    columns["level"] = [levels[row] for row in range(each) for _, levels in measured]
    columns["source"] = [criterion.source for criterion in criteria] * each
    return {name: columns[name] for name in TIDY}


def units(criteria: Sequence[Applied], columns: Collection[str]) -> dict[str, str]:
    """The unit of each of the columns of the wide table that has one."""
    names = list(columns)
    plain = names[: names.index("longitude") + 1]
    found = {name: unit for name, unit in PLAIN_UNITS.items() if name in names}
    points = points_columns(criteria, plain)
    named = detail_columns(criteria, [*plain, *points])
    for criterion, of_points, parts in zip(criteria, points, named, strict=True):
        found |= {of_points: POINTS, parts["value"]: criterion.unit, parts["similarity"]: SIMILARITY,
                  parts["weight"]: SHARE}  # fmt: skip
    found |= {name: SIMILARITY for name in names if name.startswith("tie_break_")}
    return {name: unit for name, unit in found.items() if name in names}


def _measured(told: Sequence[Explained], criterion: str) -> tuple[Any, list[str]]:
    """The measure of each candidate under a criterion (NaN where unknown), and at which level it was found."""
    records = [next((r for r in each.records if r.criterion == criterion), None) for each in told]
    values = np.array([np.nan if r is None else r.value for r in records], np.float64)
    return values, ["" if r is None else r.level for r in records]


def _by_place(rows: list[Any], each: int) -> Any:
    """Arrays of one value per candidate, one for each criterion, as one in the order of the candidates."""
    return np.asarray(rows, np.float64).reshape(len(rows), each).T.ravel()
