"""Places of the United States: their legal kind and their county."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.features.sphere import great_circle_km
from citymatch.places.folding import fold

from .county_map import county_at
from .tables import read_csv

NEAR_KM = 15.0
FAR_KM = 60.0
"""Up to here a namesake of about the same population is the same place: some coordinates are far off."""

_PREFIX = re.compile(r"^(?:city|town|village|township|borough) of ", re.I)
_SUFFIX = re.compile(r" (?:township|city|town|village|borough)$", re.I)
_SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}

MERGED = "consolidated government;metro government;metropolitan government;unified government;urban county"
CITIES = dict.fromkeys(["", "corporation", *MERGED.split(";")], "city")
"""Names that states give to what is a city, mostly one that has merged with its county."""

Row = Mapping[str, str]


def legal_kinds(places: pd.DataFrame, source: Path) -> list[str]:
    """The legal kind of each place in the US by state, name and distance; "" elsewhere or unknown."""
    census: dict[tuple[str, str], list[Row]] = {}
    for row in read_csv(source / "us_places.csv.gz"):
        for key in census_keys(row["name"], row["kind"]):
            census.setdefault((row["state"], key), []).append(row)
    kinds = [""] * len(places)
    american = places[places["country"] == "US"]
    for i, place in zip(np.flatnonzero(places["country"] == "US"), american.itertuples(), strict=True):
        for key in place_keys(str(place.name)):
            rows = census.get((str(place.admin1), key))
            kind = _kind(place, rows) if rows else None
            if kind is not None:
                kinds[int(i)] = CITIES.get(kind, kind)
                break
    for found, further in further_governments(places, np.array(kinds, object), source):
        kinds[found] = further
    return kinds


def further_governments(
    places: pd.DataFrame, kinds: npt.NDArray[np.object_], source: Path
) -> Iterator[tuple[int, str]]:
    """Row and kind of towns and townships that are no Census places, and of cities founded since.

    The largest place of the name in its state is meant, if none of the name has a government yet.
    """
    named: dict[tuple[str, str], list[int]] = {}
    for i in np.flatnonzero(places["country"] == "US").tolist():
        key = str(places["admin1"].iat[i]), place_keys(str(places["name"].iat[i]))[0]
        named.setdefault(key, []).append(i)
    section = (places["feature_code"] == "PPLX").to_numpy()
    population = places["population"].fillna(0).to_numpy()
    for row in read_csv(source / "us_governments.csv"):
        rows = named.get((row["state"], place_keys(row["name"])[0]), [])
        rows = [i for i in rows if not section[i]]
        if rows and all(kinds[i] in ("", "CDP") for i in rows):
            yield max(rows, key=lambda i: (population[i], -i)), row["kind"]


def place_keys(name: str) -> list[str]:
    """The keys under which a US place may stand: as written, then without the words that state its kind.

    >>> place_keys("St. Louis Park"), place_keys("New York City"), place_keys("Village of Oak Park")
    (['saintlouispark'], ['newyorkcity', 'newyork'], ['villageofoakpark', 'oakpark'])
    """
    words = name.split()
    plain = " ".join(_SHORT.get(word.lower().rstrip("."), word) for word in words[:-1]) + " " + words[-1]
    bare = _SUFFIX.sub("", _PREFIX.sub("", plain))
    return list(dict.fromkeys(fold(each) for each in (plain, bare) if fold(each)))


def census_keys(name: str, kind: str) -> list[str]:
    """The keys of a Census place: both names of a pair in parentheses, and the city of a city-county.

    >>> census_keys("San Buenaventura (Ventura)", "city")
    ['sanbuenaventura', 'ventura']
    >>> census_keys("Athens-Clarke County", "unified government")
    ['athensclarkecounty', 'athens']
    """
    names = [part.strip() for part in re.split(r"[()]", name) if part.strip()]
    if "government" in kind or kind == "urban county":
        names.append(re.split(r"[-/]", names[0])[0])
    return list(dict.fromkeys(key for each in names for key in place_keys(each)))


def _kind(place: object, rows: Sequence[Row]) -> str | None:
    """The kind of the nearest namesake, a government before a census place; None if all are too far away."""
    latitude, longitude = float(place.latitude), float(place.longitude)  # type: ignore[attr-defined]
    population = float(place.population)  # type: ignore[attr-defined]
    best: str | None = None
    best_key = (True, FAR_KM)
    for row in rows:
        km = float(great_circle_km(latitude, longitude, float(row["latitude"]), float(row["longitude"])))
        own = float(row["population_2010"] or "nan")
        alike = 1 / 3 < (population + 1) / (own + 1) < 3
        key = (row["kind"] == "CDP", km)
        if km <= (FAR_KM if alike else NEAR_KM) and key < best_key:
            best, best_key = row["kind"], key
    return best


def counties(places: pd.DataFrame, source: Path) -> npt.NDArray[np.object_]:
    """The county FIPS code of each place in the US, "" elsewhere and where it is not known.

    The county that GeoNames names for the place comes first; a place without one takes the county in whose
    polygon it lies.
    """
    named = {
        int(row["geonameid"]): row["county_fips"] for row in read_csv(source / "us_place_counties.csv.gz")
    }
    fips = np.array([named.get(each, "") for each in places["geonameid"].tolist()], object)
    open_rows = np.flatnonzero((fips == "") & (places["country"] == "US").to_numpy())
    latitude, longitude = (places[axis].to_numpy(np.float64)[open_rows] for axis in ("latitude", "longitude"))
    fips[open_rows] = county_at(latitude, longitude)
    return fips
