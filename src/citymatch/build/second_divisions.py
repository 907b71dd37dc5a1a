"""Which second-order division each place lies in, where a country has such that hold several places."""

from __future__ import annotations

import functools
from collections import Counter
from pathlib import Path

import numpy as np
import pandas as pd

from citymatch.datasets import World, load_world
from citymatch.datasets.divisions import check, in_order

from .standing.registers import SOURCE
from .tables import read_csv

FEWEST_PLACES = 10.0
"""Countries whose second-order divisions hold fewer places on the average have municipalities for them."""
PURE = 0.99
"""A part of a unit's code tells its division where so large a share of the places with that part agree."""
LONGEST = 5
GERMAN = "DE"
"""Germany's second order in GeoNames are the Regierungsbezirke; people name the Kreis, which is its third."""

Division = tuple[str, str, str]


@functools.cache
def read_divisions(folder: Path) -> dict[Division, str]:
    """The names of the second-order divisions that places lie in, by country, first-order and second-order code."""
    return _read(folder)[1]


def world_in(folder: Path) -> World:
    """The snapshot that was built into a folder, or the one that ships."""
    return load_world(folder / "world.zip" if (folder / "world.zip").exists() else None)


def build_second_divisions(path: Path) -> None:
    """Write the divisions in order, and for each row of the World the number of its division.

    The rows of each country are in the order of `citymatch.datasets.divisions.in_order`, which makes neighbours alike;
    `check` tells whether a World has the rows that the table was made for.
    """
    frame, names = _read(path.parent)
    world = world_in(path.parent)
    divisions = sorted(names)
    position = {division: at for at, division in enumerate(divisions, 1)}
    countries = sorted({country for country, _, _ in divisions})
    rows = [in_order(world, country) for country in countries]
    value = np.array([position.get(each, 0) for each in frame["division"].iloc[np.concatenate(rows)]], "<u2")
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            divisions=np.array(["|".join(each) for each in divisions]),
            value=value.view(np.uint8).reshape(-1, 2).T.copy(),
            country=np.array(countries),
            count=np.array([len(each) for each in rows], np.int64),
            check=np.array([check(world, each) for each in rows], np.int64),
        )


@functools.cache
def _read(folder: Path) -> tuple[pd.DataFrame, dict[Division, str]]:
    """Number, country, first-order code and division of each row of the World; the names of the divisions."""
    world = world_in(folder)
    known = {(r["country"], r["admin1"], r["admin2"]): r["name"] for r in read_csv(SOURCE / "admin2.csv.gz")}
    german = {row["code"]: row["name"] for row in read_csv(SOURCE / "german_districts.csv")}
    attributes = {int(row["geonameid"]): row for row in read_csv(SOURCE / "attributes.csv.gz")}
    columns = {name: np.asarray(world[name]) for name in ("number", "country", "admin1", "unit_code")}
    frame = pd.DataFrame({name: np.asarray(values, object) for name, values in columns.items()})
    frame["number"] = columns["number"].astype(np.int64)
    found: list[Division | None] = []
    for number, country, first, code in frame.itertuples(index=False):
        row = attributes.get(number, {})
        division = (country, first, row.get("admin2", ""))
        if country == GERMAN:
            district = code[:5] or row.get("admin3", "")
            division = (country, first, district)
            known[division] = german.get(district, "")
        found.append(division if known.get(division) else None)
    frame["division"] = pd.Series(found, index=frame.index, dtype=object)
    _filled_by_code(frame)
    places, parts = (
        frame.groupby("country")["division"].count(),
        frame.groupby("country")["division"].nunique(),
    )
    kept = set(places.index[places >= FEWEST_PLACES * parts.clip(lower=1)]) - {"US"}
    frame.loc[~frame["country"].isin(kept), "division"] = None
    used = set(frame["division"].dropna())
    return frame, {division: known[division] for division in used}


def _filled_by_code(frame: pd.DataFrame) -> None:
    """Give rows without a division that of the others whose unit's code begins alike."""
    for country, rows in frame.groupby("country"):
        coded = rows[(rows["unit_code"] != "") & rows["division"].notna()]
        missing = rows[(rows["unit_code"] != "") & rows["division"].isna()]
        if len(coded) < 50 or missing.empty or country == GERMAN:
            continue
        for length in range(1, LONGEST + 1):
            votes: dict[str, Counter[Division]] = {}
            for code, division in zip(coded["unit_code"], coded["division"], strict=True):
                votes.setdefault(code[:length], Counter())[division] += 1
            if sum(max(each.values()) for each in votes.values()) >= PURE * len(coded):
                told = {prefix: each.most_common(1)[0][0] for prefix, each in votes.items() if len(each) < 3}
                at = [told.get(code[:length]) for code in missing["unit_code"]]
                frame.loc[missing.index, "division"] = pd.Series(at, index=missing.index, dtype=object)
                break
