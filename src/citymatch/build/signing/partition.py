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
from citymatch.features.people_around import RADIUS_KM, counted_people, people_within
from citymatch.features.sphere import great_circle_km

from .pairs import AXES, Floats, Rows
from .register import SURE, Register

NOBODY = ("PPLX", "PPLQ", "PPLH", "PPLW")
"""Sections of a city, whose people are in its figure, and places where nobody lives any more."""


def people_points(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> pd.DataFrame:
    """Columns latitude, longitude (degrees), people, country: everybody once, a point per place or unit.

    `judged` is the judgement without registers.
    """
    base = _base(register)
    counted = counted_people(places.assign(**judged[["population", "standing", "governed_by"]]))
    rest = ~places["country"].isin(set(base["country"])).to_numpy() & (counted > 0)
    loose = places.loc[rest, [*AXES, "country"]].assign(people=counted[rest])
    return pd.concat([loose, _spread(places, judged, base, register.inside)], ignore_index=True)


def _base(register: Register) -> pd.DataFrame:
    """The units that divide the whole of their country, with people."""
    units = register.units
    partial = units["country"].isin(_partial(register))
    return units[(units["layer"] == "base") & (units["people"] > 0) & ~partial]


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
    country = base["country"].to_numpy(object)
    spread = {axis: places[axis].to_numpy(np.float64)[lying.place] for axis in AXES}
    seats = {axis: np.where(unknown, base[axis], places[axis].to_numpy(np.float64)[at]) for axis in AXES}
    points = pd.concat(
        [
            pd.DataFrame({**spread, "people": weight * share[lying.unit], "country": country[lying.unit]}),
            pd.DataFrame({**seats, "people": people - others * share, "country": country}),
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


def in_cells(points: pd.DataFrame) -> pd.DataFrame:
    """Columns latitude, longitude, people: the points of each small cell as one, at the centre of their people."""
    cell = [np.floor(points[axis] / (CELL / STEPS)).astype(np.int64) for axis in AXES]
    moments = points[list(AXES)].mul(points["people"], axis=0).assign(people=points["people"])
    summed = moments.groupby(cell, sort=True).sum().reset_index(drop=True)
    centres = {axis: summed[axis] / summed["people"] for axis in AXES}
    return pd.DataFrame({**centres, "people": summed["people"]})


def town_figures(places: pd.DataFrame, alone: pd.DataFrame, judged: pd.DataFrame) -> Floats:
    """The people of each place of the gazetteer by the figure of the town itself, 0 for a part of another.

    `alone` has that figure, `judged` (with the registers' word) who is part of whom; both begin with the rows of
    `places`.
    """
    standing = judged[["standing", "governed_by"]].iloc[: len(places)]
    return counted_people(places.assign(population=alone["population"], **standing))


def with_own_people(
    points: pd.DataFrame, places: pd.DataFrame, judged: pd.DataFrame, register: Register
) -> pd.DataFrame:
    """The points, with people moved to those candidates around which fewer are counted than live in the town itself.

    The people of a unit of which no place is known stand at one point, far from many of its towns in Alaska or
    Cornwall. What a town lacks within 50 km comes from the nearest points of its country beyond that, at most half
    of each, so that a country that its register divides keeps its sum; elsewhere, where the people of many units are in
    no place of the gazetteer, it is added. `judged` has the registers' word; counties, regions and other units above
    those of the base are left as they are.
    """
    rows, lack = _short(points, places, judged)
    people, country = points["people"].to_numpy(np.float64).copy(), points["country"].to_numpy(object)
    divided = places["country"].isin(set(_base(register)["country"])).to_numpy()[rows]
    for row, need in zip(rows[divided].tolist(), lack[divided].tolist(), strict=True):
        own = np.flatnonzero(country == places["country"].iat[row])
        away = great_circle_km(
            *(points[axis].to_numpy(np.float64)[own] for axis in AXES),
            *(places[axis].iat[row] for axis in AXES),
        )
        own = own[np.argsort(away, kind="stable")][np.count_nonzero(away <= RADIUS_KM) :]
        spare = people[own] / 2
        before = np.cumsum(spare) - spare
        people[own] -= np.clip(need - before, 0.0, spare)
    moved = places.iloc[rows][[*AXES, "country"]].assign(people=lack)
    return pd.concat([points.assign(people=people), moved], ignore_index=True)


def _short(points: pd.DataFrame, places: pd.DataFrame, judged: pd.DataFrame) -> tuple[Rows, Floats]:
    """The candidates around which fewer are counted than live in their town, and how many fewer."""
    able = (judged["not_candidate"] == "") & judged["layer"].isin(["", "base", "place"])
    town = judged[["population", "town_population"]].min(axis=1).to_numpy(np.float64)
    rows = np.flatnonzero(able.to_numpy() & (town > 0) & places["latitude"].notna().to_numpy())
    latitude, longitude = (places[axis].to_numpy(np.float64)[rows] for axis in AXES)
    of_latitude, of_longitude, people = (points[axis].to_numpy(np.float64) for axis in (*AXES, "people"))
    lack = town[rows] - people_within(latitude, longitude, of_latitude, of_longitude, people)
    return rows[lack > 0], lack[lack > 0]
