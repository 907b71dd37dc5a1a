"""Which places bear the name of which unit, and lie where that unit can be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.names import key

from .naming import names_of
from .near_names import near_names
from .pairs import OTHER, OWN, Found, as_pairs
from .rules import Rules

SAME_PEOPLE, FURTHER = 0.005, 4.0
"""Where points are only guessed, a place with the unit's people (to this share) may lie so many times farther."""
UNIQUE = 10
"""Fewer unique names than this say too little of the divisions; all names are asked then."""
SOME, MOST = 0.15, 0.5
"""A division of the register stands for one of the gazetteer with this share of its names: from two on, or from one."""


def name_pairs(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Places and units of one name that lie near each other, or in one division where the register has no points.

    Columns place, unit (rows), strength (see `pairs`), km.
    """
    named = _named(units, rules)
    found: list[Found] = []
    for row, (name, others) in enumerate(zip(places["name"], places["other_names"], strict=True)):
        told: dict[int, float] = {}
        for strength, each in _borne(name, others):
            for unit in named.get(key(each), ()):
                told[unit] = max(told.get(unit, 0.0), strength)
        found += [(row, unit, strength) for unit, strength in told.items()]
    pairs = as_pairs(found, places, units)
    pairs = pairs[_possible(places, units, pairs, rules)].reset_index(drop=True)
    near = near_names(places, units, pairs, rules)
    return pd.concat([pairs, near], ignore_index=True) if len(near) else pairs


def _named(units: pd.DataFrame, rules: Rules) -> dict[str, list[int]]:
    """The rows of the units of each name, with and without the word for the kind, which a place's name may tell too."""
    named: dict[str, list[int]] = defaultdict(list)
    for row, (name, english) in enumerate(zip(units["name"], units["name_en"], strict=True)):
        names = names_of(name, english, rules.strip) + names_of(name, english)
        for own in dict.fromkeys(key(each) for each in names):
            if own:
                named[own].append(row)
    return named


def _borne(name: str, others: list[str]) -> Iterator[tuple[float, str]]:
    """The names that a place bears, with their strength: its own and its parts, and its other names as written."""
    yield OWN, name
    for part in name.split("/") if "/" in name else ():
        yield OWN, part
    for other in others:
        if other[:1].isupper() or not other.isascii():
            yield OTHER, other


def _possible(
    places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, rules: Rules
) -> npt.NDArray[np.bool_]:
    """The pairs that can be: within reach, or in the division that the register's division stands for."""
    km = pairs["km"].to_numpy(np.float64)
    near, pointless = km <= rules.reach_km, np.isnan(km)
    if not pointless.any() and not rules.ordered:
        return np.asarray(near, bool)
    divisions = _divisions(places, units, pairs)
    own = units["division"].to_numpy(object)[pairs["unit"]]
    there = places["admin1"].to_numpy(object)[pairs["place"]]
    fits = np.array(
        [not divisions.get(a) or b in divisions[a] for a, b in zip(own, there, strict=True)], bool
    )
    if not rules.ordered:
        return np.where(pointless, fits, near)
    # The points are only guessed: the figure of the unit's own people makes up for some distance.
    theirs = units["people"].to_numpy(np.float64)[pairs["unit"]]
    alike = np.isclose(places["population"].to_numpy(np.float64)[pairs["place"]], theirs, rtol=SAME_PEOPLE)
    return np.asarray(fits & (np.where(pointless, fits, near) | alike & (km <= FURTHER * rules.reach_km)))


def _divisions(places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame) -> dict[str, set[str]]:
    """Which of the gazetteer's first-order divisions each division of the register stands for, by unique names."""
    once = pairs[~pairs["unit"].duplicated(keep=False) & ~pairs["place"].duplicated(keep=False)]
    if len(once) < UNIQUE:
        once = pairs
    table = pd.crosstab(
        units["division"].to_numpy(object)[once["unit"]], places["admin1"].to_numpy(object)[once["place"]]
    )
    votes = table.to_numpy(np.float64)
    share = votes / votes.sum(axis=1, keepdims=True)
    stands = (share >= SOME) & (votes > 1) | (share > MOST)
    codes = [str(code) for code in table.columns]
    return {
        str(division): {code for code, yes in zip(codes, row, strict=True) if yes}
        for division, row in zip(table.index, stands.tolist(), strict=True)
    }
