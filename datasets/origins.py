"""Origins of people in the United States, by place, county, district and consulate. Facts only, no estimate.

The tables were transcribed from published Census figures; the data card says which. An unknown share is NaN.
"""

from __future__ import annotations

import csv
import functools
import gzip
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .packaged import packaged

HERE = Path(__file__).parent
UNKNOWN = 65535
MAKE_UP = ("white", "black", "asian", "hispanic", "foreign_born")
DETAIL = (
    "asian_indian", "chinese", "filipino", "japanese", "korean", "vietnamese", "other_asian", "mexican",
    "puerto_rican", "cuban", "other_hispanic",
)  # fmt: skip
"""The Asian and Hispanic origins that the Census publishes for a congressional district."""


class MakeUp(NamedTuple):
    """Shares (0 to 1) of the people of a place or county: white without Hispanics, black, Asian, Hispanic,
    foreign-born."""

    white: float
    black: float
    asian: float
    hispanic: float
    foreign_born: float


class AncestryGroup(NamedTuple):
    """An ancestry as the Census prints it: the countries and the first-order divisions ("GB.SCT") that it names, and
    how a county's people of it are spread over its places (see `features.origins`)."""

    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    make_up: str


class RegionOfOrigin(NamedTuple):
    """Where the people of an ancestry came from who live in an area: states or counties, countries or divisions; what
    the tie to these weighs, what that to the ancestry's own countries does beside it (0 to 1), and why."""

    area: frozenset[str]
    countries: tuple[str, ...]
    divisions: tuple[str, ...]
    here: float
    elsewhere: float
    why: str


class Founders(NamedTuple):
    """Who founded or settled a place, by general history: the country ("" where the tie is to the divisions alone), its
    divisions where known ("SE.22", or "DE.02.095" for the units whose codes begin so), in words, and in words that hold
    for all of the country ("" where the others do)."""

    country: str
    divisions: tuple[str, ...]
    told: str
    of_country: str


def load_make_up(code: str) -> MakeUp | None:
    """The make-up of a place (7 digits), a town of Massachusetts (10) or a county (5); None where it is unknown.

    Places: Census 2010, foreign-born ACS 2012-2016; counties: 2019, foreign-born 2010 (US public domain), to 0.1 %.

    >>> load_make_up("0646492").hispanic  # Maywood, California
    0.974
    """
    kind = "county" if len(code) == 5 else "place"
    found = _at(kind, code)
    if found < 0:
        return None
    row = _arrays()[f"{kind}_make_up"][:, found]
    return MakeUp(*(float("nan") if v == UNKNOWN else v / 1000 for v in row.tolist()))


def load_county_ancestry(fips: str) -> Mapping[str, float]:
    """The share of each ancestry in the people of a county, to 0.01 %; a group that is missing has none or few.

    Source: ACS 2011-2015, table B04006 (US public domain); people may report two ancestries.

    >>> round(load_county_ancestry("27015")["German"], 2)  # Brown County, Minnesota
    0.64
    """
    found = _at("ancestry_county", fips)
    if found < 0:
        return {}
    shares = _arrays()["ancestry_share"][:, found].tolist()
    return {group: n / 10_000 for group, n in zip(_groups(), shares, strict=True) if n}


@functools.cache
def load_national_ancestry() -> Mapping[str, float]:
    """The same of the nation.

    >>> round(load_national_ancestry()["German"], 2)
    0.15
    """
    return dict(zip(_groups(), _arrays()["ancestry_nation"].tolist(), strict=True))


@functools.cache
def load_state_ancestry(fips: str) -> Mapping[str, float]:
    """The same of a state, by its two digits.

    >>> round(load_state_ancestry("26")["Arab"], 3)  # Michigan
    0.018
    """
    here = _arrays()["ancestry_county"] // 1000 == int(fips)
    people = np.where(here, _arrays()["ancestry_people"], 0).astype(np.float64)
    mean = (_arrays()["ancestry_share"] @ people) / max(people.sum(), 1.0) / 10_000
    return dict(zip(_groups(), mean.tolist(), strict=True))


def load_district_of(code: str) -> str:
    """The congressional district (of the 115th Congress, "0634") in which most of a place lies; "" where unknown."""
    found = _at("place", code)
    at = int(_arrays()["place_district"][found]) if found >= 0 else UNKNOWN
    return "" if at == UNKNOWN else f"{int(_arrays()['district'][at]):04d}"


def load_detail(code: str) -> Mapping[str, float]:
    """The shares of `DETAIL` in the people of a district (4 digits) or of one of 346 counties (5); {} where unknown.

    Source: ACS 2012-2017, table DP05 (US public domain).

    >>> load_detail("0646")["mexican"] > load_national_detail()["mexican"]  # Santa Ana, California
    True
    """
    kind = "district" if len(code) == 4 else "detail_county"
    found = _at(kind, code)
    if found < 0:
        return {}
    row = _arrays()["district_detail" if len(code) == 4 else "county_detail"][found].tolist()
    return {name: v / 10_000 for name, v in zip(DETAIL, row, strict=True) if v != UNKNOWN}


@functools.cache
def load_national_detail() -> Mapping[str, float]:
    """The shares of `DETAIL` in the nation: the mean of the districts, which are of about the same size."""
    table = _arrays()["district_detail"].astype(np.float64)
    table[table == UNKNOWN] = np.nan
    return dict(zip(DETAIL, (np.nanmean(table, axis=0) / 10_000).tolist(), strict=True))


@functools.cache
@packaged
def load_ancestry_groups() -> Mapping[str, AncestryGroup]:
    """What the ancestries of table B04006 name.

    >>> load_ancestry_groups()["Scottish"].divisions
    ('GB.SCT',)
    """
    return {
        row["group"]: AncestryGroup(_parts(row["countries"]), _parts(row["divisions"]), row["make_up"])
        for row in rows_of("ancestry_groups.csv")
    }


@functools.cache
def load_birthplace_groups() -> Mapping[str, str]:
    """The part of the people in whose share those born in a country are spread: arab, recent, asian, hispanic, african,
    caribbean or immigrant. A country that is missing is European or of European settlement.

    >>> load_birthplace_groups()["HT"]
    'caribbean'
    """
    return {row["country"]: row["make_up"] for row in rows_of("birthplace_groups.csv")}


@functools.cache
@packaged
def load_regions_of_origin() -> Mapping[str, tuple[RegionOfOrigin, ...]]:
    """By ancestry, the areas whose people of it came from one region.

    >>> load_regions_of_origin()["German"][0].divisions
    ('UA.17',)
    """
    found: dict[str, list[RegionOfOrigin]] = {}
    for row in rows_of("origin_regions.csv"):
        region = RegionOfOrigin(
            frozenset(_parts(row["area"])), _parts(row["countries"]), _parts(row["divisions"]),
            float(row["here"]), float(row["elsewhere"]), row["why"],
        )  # fmt: skip
        found.setdefault(row["group"], []).append(region)
    return {group: tuple(regions) for group, regions in found.items()}


@functools.cache
@packaged
def load_founders() -> Mapping[str, tuple[Founders, ...]]:
    """The US places that people from abroad founded or settled, by the Census code of the place.

    >>> load_founders()["5556700"][0].divisions  # New Glarus, Wisconsin
    ('CH.GL',)
    """
    found: dict[str, list[Founders]] = {}
    for row in rows_of("founders.csv"):
        found.setdefault(row["code"], []).append(_founders(row))
    return {code: tuple(founders) for code, founders in found.items()}


def _founders(row: Mapping[str, str]) -> Founders:
    return Founders(row["country"], _parts(row["division"]), row["told"], row["of_country"])


@functools.cache
@packaged
def load_place_counties() -> Mapping[str, tuple[str, ...]]:
    """The counties of each place that lies in several, by the Census code of the place; source: Census 2020.

    >>> load_place_counties()["2638640"]  # Holland, Michigan
    ('26005', '26139')
    """
    return {row["code"]: tuple(row["counties"].split()) for row in rows_of("place_counties.csv.gz")}


@functools.cache
@packaged
def load_county_hispanic() -> Mapping[str, Mapping[str, float]]:
    """People of each Hispanic origin in the counties of New York State, by county and country.

    Source: ACS 2011-2015, table B03001 (US public domain).

    >>> load_county_hispanic()["36005"]["DO"] > 100_000  # the Bronx
    True
    """
    found: dict[str, dict[str, float]] = {}
    for row in rows_of("county_hispanic.csv.gz"):
        found.setdefault(row["fips"], {})[row["country"]] = float(row["people"])
    return found


@functools.cache
@packaged
def _arrays() -> Mapping[str, npt.NDArray[Any]]:
    with np.load(HERE / "us_origins.npz", allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    return {**arrays, "place": np.cumsum(arrays["place_step"])}


@functools.cache
def _groups() -> tuple[str, ...]:
    return tuple(_arrays()["ancestry_group"].tolist())


def _at(column: str, code: str) -> int:
    """The position of a code in a column of codes in rising order, -1 where it is not there."""
    if not code.isdecimal():
        return -1
    codes = _arrays()[column]
    found = int(np.searchsorted(codes, int(code)))
    return found if found < len(codes) and int(codes[found]) == int(code) else -1


@packaged
def rows_of(file: str) -> list[dict[str, str]]:
    """The rows of a packaged table of origins."""
    raw = (HERE / file).read_bytes()
    text = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)
