"""Populations that cannot be: corrected in a table with source and reason, or set to unknown by rule."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build import tables
from citymatch.build.standing.neighbours import EARTH_KM, on_sphere
from citymatch.build.standing.registers import SOURCE

CORRECTIONS = SOURCE / "population_corrections.csv"
GAZETTEER = "GeoNames 2025 (the year of the count is not stated)"
REGISTER_YEAR = {"FR": "INSEE, legal population", "IT": "ISTAT, census 2011"}
COPY_KM = 12.0
COPY_PEOPLE = 2_000.0
Floats = npt.NDArray[np.float64]


def corrected(places: pd.DataFrame, source: Path = CORRECTIONS) -> pd.DataFrame:
    """Columns `population` (people, NaN unknown) and `population_source` for each place.

    The table of corrections comes first; a figure that stands for several places near each other at once counts
    for none of them but the one that is a seat or bears the oldest entry.
    """
    people = places["population"].to_numpy(np.float64).copy()
    origin = np.full(len(places), GAZETTEER, object)
    origin[np.isnan(people)] = ""
    position = {int(geonameid): row for row, geonameid in enumerate(places["geonameid"])}
    fixed = set()
    for line in tables.read_csv(source):
        row = position.get(int(line["geonameid"]))
        if row is None:
            raise ValueError(f"{source.name}: no place {line['geonameid']} ({line['name']}) in the gazetteer")
        people[row] = float(line["population"] or "nan")
        origin[row] = f"corrected: {line['source']}" if line["population"] else f"unknown: {line['reason']}"
        fixed.add(row)
    for row in copies(places, people):
        if row not in fixed:
            people[row], origin[row] = np.nan, "unknown: the figure is a neighbour's"
    return pd.DataFrame({"population": people, "population_source": origin}, index=places.index)


def completed(places: pd.DataFrame, facts: pd.DataFrame) -> pd.DataFrame:
    """The same columns, an unknown figure taken from the national register where that gives one for the place.

    `facts` holds the gathered evidence; only a place that bears the only municipality of its name is completed.
    """
    people = places["population"].to_numpy(np.float64).copy()
    origin = places["population_source"].to_numpy(object).copy()
    counted = facts["register_people"].to_numpy(np.float64)
    sure = (facts["register_state"] == 1) & (facts["register_namesakes"] == 1)
    filled = np.isnan(people) & sure.to_numpy() & (counted > 0) & (origin == "")
    people[filled] = counted[filled]
    origin[filled] = places["country"].map(REGISTER_YEAR).fillna("").to_numpy(object)[filled]
    return pd.DataFrame({"population": people, "population_source": origin}, index=places.index)


def copies(places: pd.DataFrame, people: Floats) -> list[int]:
    """Rows that repeat the exact population of a better entry within `COPY_KM` and are therefore not measured.

    Round figures repeat by chance; they count only where the last two digits are not both zero.
    """
    plain = places["feature_code"].isin(("", "PPL", "PPLX")).to_numpy()
    telling = (people >= COPY_PEOPLE) & (np.mod(np.nan_to_num(people), 100) != 0)
    groups = pd.DataFrame({"country": places["country"].to_numpy(object), "people": people})[telling].groupby(
        ["country", "people"]
    )
    points = on_sphere(places["latitude"].to_numpy(), places["longitude"].to_numpy())
    rank = places["feature_code"].map({"PPLC": 4, "PPLA": 3, "PPLA2": 2, "PPLA3": 1, "PPLX": -1}).fillna(0)
    age = places["geonameid"].to_numpy()
    found = []
    telling_rows = np.flatnonzero(telling)
    for members in groups.indices.values():
        if len(members) < 2:
            continue
        rows = sorted(telling_rows[members], key=lambda row: (-rank.iloc[row], age[row]))
        for at, row in enumerate(rows[1:], 1):
            chord = np.linalg.norm(points[rows[:at]] - points[row], axis=1)
            if plain[row] and np.any(2 * EARTH_KM * np.arcsin(np.clip(chord / 2, 0, 1)) <= COPY_KM):
                found.append(int(row))
    return found
