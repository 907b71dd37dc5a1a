"""Pairs of a place and a unit whose names are nearly one: a letter apart, one beginning the other, of one sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.build.standing.neighbours import EARTH_KM

from .naming import names_of
from .pairs import BEGINS, SOUNDS, SPELT, Found, as_pairs, points
from .rules import Rules
from .spelling import sound

SPELT_LETTERS, BEGUN_LETTERS = 6, 4
"""Names shorter than this say nothing when a letter differs, or when another begins with them."""
ALIKE = 70.0
"""How alike (of 100) the letters of two names must be that have the same consonants."""


def near_names(places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Pairs by nearly one name within reach, for the units with a point that are in none of `pairs`."""
    from scipy.spatial import cKDTree

    lone = np.setdiff1d(np.flatnonzero(units["latitude"].notna()), pairs["unit"])
    if not len(lone):
        return pairs.iloc[:0]
    tree = cKDTree(points(places))
    keys = [key(name) for name in places["name"]]
    own, english = units["name"].tolist(), units["name_en"].tolist()
    found: list[Found] = []
    for row, point in zip(lone.tolist(), points(units, lone), strict=True):
        near = tree.query_ball_point(point, rules.reach_km / EARTH_KM)
        names = names_of(own[row], english[row], rules.strip)
        found += [(place, row, strength) for place, strength in _spelt(names, near, keys)]
        if rules.spelling:
            found += [(place, row, SOUNDS) for place in _sounding(names, near, places, rules.spelling)]
    pairs = as_pairs(found, places, units)
    pairs = pairs.sort_values("strength", ascending=False, kind="stable")
    return pairs.drop_duplicates(["place", "unit"])


def _spelt(names: Sequence[str], near: Sequence[int], keys: Sequence[str]) -> Iterator[tuple[int, float]]:
    """The places one letter away from a name, or of which one begins with the other's whole word."""
    from rapidfuzz.distance import OSA

    wanted = [key(name) for name in names]
    for place in near:
        for name in wanted:
            short, long = sorted((name, keys[place]), key=len)
            if len(short) >= SPELT_LETTERS and OSA.distance(name, keys[place], score_cutoff=1) <= 1:
                yield place, SPELT
            elif len(short) >= BEGUN_LETTERS and long.startswith(short):
                yield place, BEGINS


def _sounding(
    names: Sequence[str], near: Sequence[int], places: pd.DataFrame, spelling: str
) -> Iterator[int]:
    """The places whose name sounds like one of these: the same consonants, and letters that are mostly the same."""
    from rapidfuzz.fuzz import ratio

    own = {(sound(each, spelling), key(each)) for each in names}
    called, others = places["name"].to_numpy(object), places["other_names"].to_numpy(object)
    for place in near:
        for name in (called[place], *(each for each in others[place] if each[:1].isupper())):
            said = sound(name, spelling)
            if said and any(said == heard and ratio(key(name), spelt) >= ALIKE for heard, spelt in own):
                yield place
                break
