"""Places of the United States: their legal kind and their county."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.features.sphere import great_circle_km

from .names import folded
from .tables import read_csv

SAME_PLACE_KM = 15.0
_FILLER = re.compile(r"\b(?:city of|town of|village of|township of|borough of)\b|\(.*?\)|\b(?:township|borough)$", re.I)


def legal_kinds(places: pd.DataFrame, source: Path) -> list[str]:
    """The Census's legal kind of each place in the US by state, name and distance; "" elsewhere or unknown."""
    census: dict[tuple[str, str], list[dict[str, str]]] = {}
    for row in read_csv(source / "us_places.csv.gz"):
        census.setdefault((row["state"], place_key(row["name"])), []).append(row)
    kinds = [""] * len(places)
    for i in np.flatnonzero(places["country"] == "US").tolist():
        place = places.iloc[i]
        rows = census.get((place["admin1"], place_key(place["name"])), [])
        kinds[i] = _nearest_kind(float(place["latitude"]), float(place["longitude"]), rows)
    return kinds


def place_key(name: str) -> str:
    """A US place name for comparing: Saint for St., no words that state the legal kind.

    >>> place_key("St. Louis Park") == place_key("Saint Louis Park"), place_key("Village of Oak Park")
    (True, 'oakpark')
    """
    plain = _FILLER.sub(" ", name).strip()
    plain = re.sub(r"^st\.? ", "saint ", plain, flags=re.I)
    plain = re.sub(r"^ste\.? ", "sainte ", plain, flags=re.I)
    plain = re.sub(r"^(ft|mt)\.? ", lambda m: {"ft": "fort ", "mt": "mount "}[m[1].lower()], plain, flags=re.I)
    return folded(plain)


def _nearest_kind(latitude: float, longitude: float, rows: list[dict[str, str]]) -> str:
    """The kind of the nearest namesake; a government is preferred to a census place of the same name."""
    best, best_key = "", (True, SAME_PLACE_KM)
    for row in rows:
        km = float(great_circle_km(latitude, longitude, float(row["latitude"]), float(row["longitude"])))
        key = (row["kind"] == "CDP", km)
        if km <= SAME_PLACE_KM and key < best_key:
            best, best_key = row["kind"], key
    return best


def counties(places: pd.DataFrame, source: Path) -> npt.NDArray[np.object_]:
    """The county FIPS code of each place in the US; "" elsewhere and where it is not known."""
    known = {int(row["geonameid"]): row["county_fips"] for row in read_csv(source / "us_place_counties.csv.gz")}
    return np.array([known.get(each, "") for each in places["geonameid"].tolist()], object)
