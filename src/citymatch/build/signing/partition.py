"""Where the people of the world live, each counted once: a partition of every country into points.

In a country whose register (or, in the US, whose county subdivisions) divides the whole of it, a unit's people stand at
the places that lie in it, by what the gazetteer knows of those, and the rest at its seat. Elsewhere the gazetteer's
places are counted as `citymatch.features.metropolis.counted_people` does.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from citymatch.datasets.people import CELL, STEPS
from citymatch.features.metropolis import CITY_PEOPLE, counted_people

from .pairs import AXES, Floats, Rows
from .register import SURE, Register

NOBODY = ("PPLX", "PPLQ", "PPLH", "PPLW")
"""Sections of a city, whose people are in its figure, and places where nobody lives any more."""


def people_points(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Columns latitude, longitude (degrees), people: everybody once. `judged` is the judgement without registers."""
    units, partial = register.units, _partial(register)
    base = units[(units["layer"] == "base") & (units["people"] > 0) & ~units["country"].isin(partial)]
    counted = counted_people(places.assign(**judged[["population", "standing", "governed_by"]]))
    rest = ~places["country"].isin(set(base["country"])).to_numpy() & (counted > 0)
    loose = places.loc[rest, list(AXES)].assign(people=counted[rest])
    return _in_cells(pd.concat([loose, _spread(places, judged, base, register.inside)], ignore_index=True))


def _partial(register: Register) -> set[str]:
    """Countries whose register does not divide the whole of them."""
    return {code for code, each in register.rules.items() if not each.complete and not each.partition}


class _Inside(NamedTuple):
    """Places that are known to lie in a unit: their rows, and the unit of each."""

    place: Rows
    unit: Rows


def _spread(
    places: pd.DataFrame, judged: pd.DataFrame, base: pd.DataFrame, inside: pd.DataFrame
) -> pd.DataFrame:
    """The people of each unit at the places that lie in it, the rest at its seat, or at its own point."""
    row_of = pd.Series(np.arange(len(places)), index=places["geonameid"])
    lying = _lying(row_of, base, inside)
    own = np.nan_to_num(judged["population"].to_numpy(np.float64))
    people = base["people"].to_numpy(np.float64)
    seat = base["seat"].to_numpy(np.int64)[lying.unit] == places["geonameid"].to_numpy(np.int64)[lying.place]
    nobody = places["feature_code"].isin(NOBODY).to_numpy()[lying.place]
    weight = np.where(nobody | seat, 0.0, own[lying.place])
    others = np.bincount(lying.unit, weights=weight, minlength=len(base))
    centre = row_of.reindex(base["seat"].where(base["seat"] > 0, base["near"])).to_numpy(np.float64)
    unknown, at = np.isnan(centre), np.nan_to_num(centre).astype(np.int64)
    town = np.where(unknown, 0.0, own[at])
    # The town has its own figure at least where that is known and fits; what is left over goes to it too.
    room = people - np.minimum(town, people)
    share = np.clip(np.divide(room, others, out=np.zeros(len(base)), where=others > 0), 0, 1)
    spread = {axis: places[axis].to_numpy(np.float64)[lying.place] for axis in AXES}
    seats = {axis: np.where(unknown, base[axis], places[axis].to_numpy(np.float64)[at]) for axis in AXES}
    points = pd.concat(
        [
            pd.DataFrame({**spread, "people": weight * share[lying.unit]}),
            pd.DataFrame({**seats, "people": people - others * share}),
        ],
        ignore_index=True,
    )
    return points[(points["people"] > 0) & points["latitude"].notna()]


def _lying(row_of: pd.Series[int], base: pd.DataFrame, inside: pd.DataFrame) -> _Inside:
    """The places of the gazetteer that are known for sure to lie in a unit of the base."""
    unit_of = {pair: row for row, pair in enumerate(zip(base["country"], base["code"], strict=True))}
    sure = inside[inside["how"].isin(SURE)]
    pairs = zip(sure["country"], sure["code"], strict=True)
    unit = np.array([unit_of.get(pair, -1) for pair in pairs], np.int64)
    row = row_of.reindex(sure["geonameid"]).to_numpy(np.float64)
    known = (unit >= 0) & ~np.isnan(row)
    return _Inside(row[known].astype(np.int64), unit[known])


def _in_cells(points: pd.DataFrame) -> pd.DataFrame:
    """The points of each small cell as one, at the centre of their people."""
    cell = [np.floor(points[axis] / (CELL / STEPS)).astype(np.int64) for axis in AXES]
    moments = points[list(AXES)].mul(points["people"], axis=0).assign(people=points["people"])
    summed = moments.groupby(cell, sort=True).sum().reset_index(drop=True)
    centres = {axis: summed[axis] / summed["people"] for axis in AXES}
    return pd.DataFrame({**centres, "people": summed["people"]})


def cities(places: pd.DataFrame, alone: pd.DataFrame, judged: pd.DataFrame) -> Rows:
    """The rows of the gazetteer's cities of 500,000 people and more, by the figure of the city itself.

    `alone` has that figure, `judged` (with the registers' word) who is part of whom; both begin with the rows of
    `places`.
    """
    standing = judged[["standing", "governed_by"]].iloc[: len(places)]
    counted: Floats = counted_people(places.assign(population=alone["population"], **standing))
    return np.flatnonzero(counted >= CITY_PEOPLE)
