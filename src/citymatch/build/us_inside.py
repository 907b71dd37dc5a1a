"""In which county, subdivision and government of the United States each place of the gazetteer lies."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.spatial import cKDTree

from citymatch.features.sphere import chord_km, unit_vectors

from .county_map import county_at
from .tables import read_csv
from .us_register import GENERAL
from .us_tables import STATE_FIPS

RENAMED = {"02270": "02158", "46113": "46102", "51515": "51019"}
"""Counties that have another code since: Kusilvak, Oglala Lakota, and Bedford city, which joined its county."""
DIVIDED = "02261"
"""Valdez-Cordova, which is two census areas since 2019: the county of the nearest subdivision counts."""
SECTION_RATIO, OTHER_RATIO = 1.2, 0.6
"""How far from a city's point, in radii of its land, a section and another place are taken to be in it."""

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]


def counties(dots: pd.DataFrame, units: pd.DataFrame, source: Path) -> Texts:
    """The county code (of 2020) of each dot, "" where it is not known.

    The county that GeoNames names for the place comes first; a place without one takes the county in whose
    polygon it lies.
    """
    named = {
        int(row["geonameid"]): row["county_fips"] for row in read_csv(source / "us_place_counties.csv.gz")
    }
    fips = np.array([named.get(each, "") for each in dots["geonameid"].tolist()], object)
    open_rows = np.flatnonzero(fips == "")
    fips[open_rows] = county_at(
        *(dots[axis].to_numpy(np.float64)[open_rows] for axis in ("latitude", "longitude"))
    )
    fips = np.array([RENAMED.get(code, code) for code in fips.tolist()], object)
    split = np.flatnonzero(fips == DIVIDED)
    base = np.flatnonzero(((units["layer"] == "subdivision") & (units["state"] == "AK")).to_numpy())
    if len(split):
        fips[split] = units["county_fips"].to_numpy(object)[base[nearest(dots.iloc[split], units.iloc[base])]]
    return fips


def subdivisions(dots: pd.DataFrame, units: pd.DataFrame, county: Texts) -> Ints:
    """The row of the county subdivision in which each dot lies, -1 unknown.

    GeoNames names it in most states that have towns or townships. Where towns are general governments a dot without
    one takes the nearest of its county, by distance in radii of its land.
    """
    base = np.flatnonzero((units["layer"] == "subdivision").to_numpy())
    codes = units["county_fips"].iloc[base] + units["geoid"].iloc[base].str[5:]
    row_of = dict(zip(codes.tolist(), base.tolist(), strict=True))
    told = dots["admin1"].map(STATE_FIPS).fillna("") + dots["admin2"] + dots["admin3"]
    answer = np.array([row_of.get(code, -1) for code in told.tolist()], np.int64)
    open_rows = np.flatnonzero((answer < 0) & dots["admin1"].isin(GENERAL).to_numpy())
    members = units.iloc[base].assign(row=base).groupby("county_fips")
    for code in sorted({str(county[row]) for row in open_rows} & set(members.groups)):
        rows = open_rows[county[open_rows] == code]
        own = members.get_group(code)
        answer[rows] = own["row"].to_numpy()[_closest(dots.iloc[rows], own)]
    return answer


def _closest(dots: pd.DataFrame, units: pd.DataFrame) -> Ints:
    """For each dot the unit whose point is nearest in radii of the unit's land."""
    here, there = (unit_vectors(frame["latitude"], frame["longitude"]) for frame in (dots, units))
    km = chord_km(np.linalg.norm(here[:, None] - there[None], axis=-1))
    return np.asarray((km / (1 + _radius(units))).argmin(axis=1), np.int64)


def nearest(dots: pd.DataFrame, units: pd.DataFrame) -> Ints:
    """For each row of the first frame the row of the second whose point is nearest."""
    tree = cKDTree(unit_vectors(units["latitude"], units["longitude"]))
    return np.asarray(tree.query(unit_vectors(dots["latitude"], dots["longitude"]))[1], np.int64)


def _radius(units: pd.DataFrame) -> npt.NDArray[np.float64]:
    return np.asarray(np.sqrt(units["land_km2"].fillna(0).to_numpy(np.float64) / np.pi), np.float64)


def governments(
    dots: pd.DataFrame, units: pd.DataFrame, county: Texts, lying: Ints, census: Ints
) -> tuple[Texts, Bools]:
    """The code of the general government in which each dot lies, "" for none or unknown, and whether it is a guess.

    First the town, township or city that its subdivision is or belongs to, then the county; a county that has merged
    into a city stands for the city. A dot that is no census place is guessed to be in the one city around it.
    """
    row_of = {code: row for row, code in enumerate(units["geoid"])}
    own = _of_rows(units, lying)
    around = _city_around(dots, units, county)
    guessed = (own == "") & (census < 0) & (around != "")
    own = np.where(guessed, around, own)
    at = np.array([row_of.get(code, -1) for code in county.tolist()], np.int64)
    return np.asarray(np.where(own == "", _of_rows(units, at), own), object), np.asarray(guessed, bool)


def _of_rows(units: pd.DataFrame, rows: Ints) -> Texts:
    """The code of the government of each unit, its own or the one that it belongs to; "" for the row -1."""
    candidate = (units["candidate"] == "yes").to_numpy()
    code = np.where(candidate, units["geoid"].to_numpy(object), units["governed_by"].to_numpy(object))
    return np.asarray(np.where(rows >= 0, code[rows], ""), object)


def _city_around(dots: pd.DataFrame, units: pd.DataFrame, county: Texts) -> Texts:
    """The code of the only city of its county in which a dot can lie by its distance from the city's point, or ""."""
    cities = units[(units["layer"] == "place") & (units["candidate"] == "yes")]
    tree = cKDTree(unit_vectors(cities["latitude"], cities["longitude"]))
    length, near = tree.query(unit_vectors(dots["latitude"], dots["longitude"]), k=12)
    ratio = chord_km(length) / np.maximum(_radius(cities)[near], 0.5)
    limit = np.where((dots["feature_code"] == "PPLX").to_numpy(), SECTION_RATIO, OTHER_RATIO)
    able = (ratio <= limit[:, None]) & (cities["county_fips"].to_numpy(object)[near] == county[:, None])
    code = cities["geoid"].to_numpy(object)[near[np.arange(len(dots)), able.argmax(axis=1)]]
    return np.asarray(np.where(able.sum(axis=1) == 1, code, ""), object)
