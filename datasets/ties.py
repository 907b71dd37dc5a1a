"""What ties communities to other countries: people, trade, language, history. Facts only, no similarity.

Each loader reads one small table, once, and gives it nested: by community or state, then by country
(ISO 3166-1 alpha-2). A pair that is missing is unknown or few, never zero: sources leave out small figures.
The tables were transcribed from published statistics; the data card says which.
"""

from __future__ import annotations

import csv
import functools
import gzip
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeVar

HERE = Path(__file__).parent
NAN = float("nan")


class Origins(NamedTuple):
    """People of one origin in a US state: new permanent residents 2006-2013, naturalized 2004-2013, and those
    who report the ancestry (ACS 2018; known for 28 countries). NaN is unknown or few."""

    permanent_residents: float
    naturalized: float
    ancestry: float


class Trade(NamedTuple):
    """Goods traded by a US state with a country, millions of US dollars a year, mean of 2020-2024."""

    exports: float
    imports: float


class Language(NamedTuple):
    """A language in a country: its share of the people there (0 to 1, second languages included) and whether
    it is official ("official", "de_facto_official", "official_regional" or "")."""

    code: str
    name: str
    share: float
    official: str


class CountryTie(NamedTuple):
    """What two countries share: official language, one that 9 % speak in both, a colonial past, a border."""

    official_language: bool
    spoken_language: bool
    colonial: bool
    contiguous: bool


class StatePast(NamedTuple):
    """A country that once governed the land of a US state, the years, and the treaty or act that ended it."""

    country: str
    since: int
    until: int
    ended_by: str


@functools.cache
def load_state_origins() -> Mapping[str, Mapping[str, Origins]]:
    """People in each US state by origin. Source: Homeland Security yearbooks and ACS 2018 (public domain).

    >>> round(load_state_origins()["CA"]["PH"].ancestry)
    1299922
    """
    return {
        s: {c: Origins(*v) for c, v in rows.items()} for s, rows in _nested("state_origins.csv.gz").items()
    }


@functools.cache
def load_county_birthplace() -> Mapping[str, Mapping[str, float]]:
    """People in each of 75 US counties (by FIPS code) by country of birth.

    Source: ACS 2020-2024 (public domain).

    >>> round(load_county_birthplace()["17031"]["PL"])  # Cook County, Illinois
    85124
    """
    return _single("county_birthplace.csv.gz")


@functools.cache
def load_place_birthplace() -> Mapping[int, Mapping[str, float]]:
    """People in Massachusetts places (by geonameid) by country of birth.

    Source: ACS 2020-2024 (public domain).

    >>> load_place_birthplace()[4930956]["CV"] > 5000  # Boston
    True
    """
    return {int(place): rows for place, rows in _single("place_birthplace.csv.gz").items()}


@functools.cache
def load_city_refugees() -> Mapping[int, Mapping[str, float]]:
    """Refugees who came to US cities (by geonameid) in 2005-2015, by country of origin.

    Source: State Department (public domain).

    >>> round(load_city_refugees()[4046946]["IQ"])
    32
    """
    return {int(place): rows for place, rows in _single("city_refugees.csv.gz").items()}


@functools.cache
def load_county_ancestry() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The three largest ancestries of each US county (by FIPS code) in order, each with its country or "".

    Source: Census 2000 (public domain).

    >>> load_county_ancestry()["01001"]
    (('American', ''), ('English', 'GB'), ('German', 'DE'))
    """
    return {
        fips: tuple((group, country) for group, country in zip(row[0::2], row[1::2], strict=True))
        for fips, *row in _rows("county_ancestry.csv.gz")
    }


@functools.cache
def load_migrants() -> Mapping[str, Mapping[str, float]]:
    """People who live in a country (first key) and come from another (second key). Source: UN DESA 2019
    (CC BY 3.0 IGO).

    >>> round(load_migrants()["GB"]["PL"])
    914022
    """
    return _single("migrants.csv.gz")


@functools.cache
def load_state_trade() -> Mapping[str, Mapping[str, Trade]]:
    """Trade of each US state with each country. Source: US Census Bureau (public domain).

    >>> load_state_trade()["WA"]["JP"].exports > 1000
    True
    """
    return {s: {c: Trade(*v) for c, v in rows.items()} for s, rows in _nested("state_trade.csv.gz").items()}


@functools.cache
def load_state_languages() -> Mapping[str, Mapping[str, float]]:
    """People in each of 39 US states by the language they speak at home, in the Census's words and groups.

    Source: ACS 2018 (public domain).

    >>> round(load_state_languages()["CO"]["Speak only English"])
    4462738
    """
    return _single("state_languages.csv.gz")


@functools.cache
def load_languages() -> Mapping[str, tuple[Language, ...]]:
    """The languages of each country, most spoken first.

    Source: Unicode CLDR by way of babel (Unicode licence).

    >>> [(language.code, language.official) for language in load_languages()["FI"]][:1]
    [('fi', 'official')]
    """
    table: dict[str, list[Language]] = {}
    for country, code, name, share, official in _rows("languages.csv"):
        table.setdefault(country, []).append(Language(code, name, float(share), official))
    return {country: tuple(languages) for country, languages in table.items()}


@functools.cache
def load_country_ties() -> Mapping[str, Mapping[str, CountryTie]]:
    """What pairs of countries share, both ways round; a pair that is missing shares nothing.

    Source: CEPII GeoDist, Mayer and Zignago 2011 (Etalab open licence).

    >>> load_country_ties()["US"]["PH"].colonial, load_country_ties()["PH"]["US"].colonial
    (True, True)
    """
    table: dict[str, dict[str, CountryTie]] = {}
    for a, b, *flags in _rows("country_ties.csv.gz"):
        tie = CountryTie(*(flag == "1" for flag in flags))
        table.setdefault(a, {})[b] = tie
        table.setdefault(b, {})[a] = tie
    return table


@functools.cache
def load_state_past() -> Mapping[str, tuple[StatePast, ...]]:
    """The countries that once governed the land of each US state, or a large part of it.

    Source: the treaties and acts that the table names.

    >>> [past.country for past in load_state_past()["CA"]]
    ['ES', 'MX']
    """
    table: dict[str, list[StatePast]] = {}
    for state, country, since, until, ended_by in _rows("state_past.csv"):
        table.setdefault(state, []).append(StatePast(country, int(since), int(until), ended_by))
    return {state: tuple(past) for state, past in table.items()}


def _rows(file: str) -> list[list[str]]:
    raw = (HERE / file).read_bytes()
    lines = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode().splitlines()
    return list(csv.reader(lines[1:]))


def _nested(file: str) -> dict[str, dict[str, list[float]]]:
    table: dict[str, dict[str, list[float]]] = {}
    for own, name, *values in _rows(file):
        table.setdefault(own, {})[name] = [float(v) if v else NAN for v in values]
    return table


def _single(file: str) -> dict[str, dict[str, float]]:
    return {own: {c: values[0] for c, values in rows.items()} for own, rows in _nested(file).items()}


Key = TypeVar("Key", str, int)


def totals(table: Mapping[Key, Mapping[str, float]]) -> dict[str, float]:
    """The sum over all communities of a table, by country.

    >>> totals({"a": {"PL": 1.0}, "b": {"PL": 2.0, "IT": 5.0}})
    {'PL': 3.0, 'IT': 5.0}
    """
    sums: dict[str, float] = {}
    for rows in table.values():
        for country, number in rows.items():
            if number == number:
                sums[country] = sums.get(country, 0.0) + number
    return sums
