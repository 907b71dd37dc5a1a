"""Agglomerations: which cities are the centre of one, and how many people live around them.

A centre is a city to which no greater city of its country is near. How far a city reaches follows from the people
around it: a town is near a city with a hundred times as many people at 50 km, and near one with four times as many at
28 km. A lesser town beside one in reach goes with it. Greater is the one with more people of its own; a seat of a
division counts for more than its neighbours, and a national capital is greater than all around it, however few live
within its limits (Manila, Kuwait City). A centre counts where its agglomeration has 500,000 people and more: so many
within 20 km of it or of a town in its reach.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.datasets.borders import closed_to
from citymatch.features.large_cities import CENTRE_KM
from citymatch.features.people_around import people_within
from citymatch.features.sphere import great_circle_km

from .signing.pairs import AXES, Floats, Rows

Mask = npt.NDArray[np.bool_]

LARGE = 500_000
"""From how many people an agglomeration is large."""
DENSE_KM = 20.0
"""Within how far so many must live: more than 400 on a km2."""
TOWN, SEAT = 100_000, 50_000
"""How many people a centre has itself at least, and how many where it is the seat of a division."""
SEATS = ("PPLC", "PPLA", "PPLA2")
RANKS = {"PPLC": 20.0, "PPLA": 1.3}
"""By how much a seat counts for more than a town of its size, by feature code."""
REACH_KM, FARTHEST_KM = 14.0, 50.0
"""A city reaches a town of as many people as live around itself within the first of these, and none beyond the last."""
CHAIN_KM = 25.0
"""A town in reach takes lesser ones within this distance along: they are suburbs of the same agglomeration."""


def agglomerations(places: pd.DataFrame, town: Floats, points: pd.DataFrame) -> pd.DataFrame:
    """The centres, one row each: geonameid, people (within 30 km), cut (whether a closed border cuts off others).

    `town` has the people of each place of the gazetteer by the town's own figure; `points` has where people live, with
    their country.
    """
    code = places["feature_code"].to_numpy(object)
    rows = np.flatnonzero(town >= SEAT)
    able = (town[rows] >= TOWN) | np.isin(code[rows], SEATS)
    some = places.iloc[rows]
    near, dense = (_at_home(some, points, km) for km in (CENTRE_KM, DENSE_KM))
    rank = town[rows] * np.array([RANKS.get(each, 1.0) for each in code[rows]])
    centre = _centres(some, town[rows], near, rank, able)
    most = np.maximum(dense, np.where(town[rows] >= LARGE, LARGE, 0))
    large = np.zeros(len(rows))
    np.maximum.at(large, centre[centre >= 0], most[centre >= 0])
    kept = np.flatnonzero((centre == np.arange(len(rows))) & (large >= LARGE))
    people, cut = _around(some.iloc[kept], points)
    return pd.DataFrame(
        {"geonameid": some["geonameid"].to_numpy(np.int64)[kept], "people": people, "cut": cut}
    )


def _centres(places: pd.DataFrame, town: Floats, near: Floats, rank: Floats, able: Mask) -> Rows:
    """For each city the row of the centre in whose reach it lies, itself for a centre, -1 for a town with none.

    The greatest chooses first; only those that are `able` to can be a centre.
    """
    latitude, longitude = (places[axis].to_numpy(np.float64) for axis in AXES)
    country = places["country"].to_numpy(object)
    centre = np.full(len(places), -1, np.int64)
    for row in np.argsort(-rank, kind="stable").tolist():
        if centre[row] < 0 and not able[row]:
            continue
        free = np.flatnonzero((centre < 0) & (country == country[row]))
        away = great_circle_km(latitude[free], longitude[free], latitude[row], longitude[row])
        if centre[row] < 0:
            centre[row] = row
            reach = np.minimum(REACH_KM * np.sqrt(near[row] / town[free]), FARTHEST_KM)
        else:
            reach = np.full(len(free), CHAIN_KM)
        lesser = (away < reach) & (rank[free] <= rank[row])
        centre[free[lesser]] = centre[row]
    return centre


def _at_home(places: pd.DataFrame, points: pd.DataFrame, km: float) -> Floats:
    """The people of its own country within `km` of each place."""
    people = np.zeros(len(places))
    country = places["country"].to_numpy(object)
    for code, theirs in points.groupby("country"):
        rows = np.flatnonzero(country == code)
        if len(rows):
            people[rows] = _within(places.iloc[rows], theirs, km)
    return people


def _around(places: pd.DataFrame, points: pd.DataFrame) -> tuple[Floats, Mask]:
    """The people around each centre that no closed border cuts off, and whether a hundredth and more is cut off."""
    people = _within(places, points, CENTRE_KM)
    beyond = np.zeros(len(places))
    country = places["country"].to_numpy(object)
    for code in sorted(set(country.tolist())):
        barred = points[points["country"].isin(closed_to(code))]
        rows = np.flatnonzero(country == code)
        if len(barred):
            beyond[rows] = _within(places.iloc[rows], barred, CENTRE_KM)
    return people - beyond, beyond > people / 100


def _within(places: pd.DataFrame, points: pd.DataFrame, km: float) -> Floats:
    latitude, longitude = (places[axis].to_numpy(np.float64) for axis in AXES)
    of_latitude, of_longitude, people = (points[axis].to_numpy(np.float64) for axis in (*AXES, "people"))
    return people_within(latitude, longitude, of_latitude, of_longitude, people, km)
