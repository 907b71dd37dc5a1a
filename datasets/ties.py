"""What ties communities to other countries: people, trade, language, history. Facts only, no similarity.

Each loader reads the rows of one community, state or country from a small table, and keeps them; where the
nation as a whole is a row of the table, its key is `US` (for cities the geonameid of the country). Countries
are ISO 3166-1 alpha-2. A pair that is missing is unknown or few, never zero: sources leave out small figures.
The tables were transcribed from published statistics; the data card says which.
"""

from __future__ import annotations

import csv
import functools
import gzip
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from .packaged import packaged

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


class Past(NamedTuple):
    """A country that once had land of a US state or territory, the years, and the treaty or act that ended it.

    `counties` are FIPS codes, none for all of the state. `held` says that it was settled or garrisoned there; else
    the land was the country's by treaty alone."""

    state: str
    counties: tuple[str, ...]
    country: str
    since: int
    until: int
    held: bool
    ended_by: str


UNITED_STATES = 6252001
"""The geonameid of the country, under which the table of cities has the nation's sum."""


@functools.cache
def load_state_origins(state: str) -> Mapping[str, Origins]:
    """People in a US state, or in all ("US"), by origin. Source: Homeland Security and ACS 2018 (public domain).

    >>> round(load_state_origins("CA")["PH"].ancestry)
    1299922
    """
    return {country: Origins(*numbers) for country, numbers in _of("state_origins.csv.gz", state).items()}


@functools.cache
def load_county_birthplace(fips: str) -> Mapping[str, float]:
    """People in a US county by country of birth; 75 counties are known. Source: ACS 2020-2024 (public domain).

    >>> round(load_county_birthplace("17031")["PL"])  # Cook County, Illinois
    85124
    """
    return _first("county_birthplace.csv.gz", fips)


@functools.cache
def load_place_birthplace(geonameid: int) -> Mapping[str, float]:
    """People in a Massachusetts place by country of birth. Source: ACS 2020-2024 (public domain).

    >>> round(load_place_birthplace(4930956)["CV"])  # Boston
    8664
    """
    return _first("place_birthplace.csv.gz", str(geonameid))


@functools.cache
def load_city_refugees(geonameid: int) -> Mapping[str, float]:
    """Refugees who came to a US city in 2005-2015, by country of origin. Source: State Department (public domain).

    >>> round(load_city_refugees(5140405)["BT"]), round(load_city_refugees(UNITED_STATES)["BT"])  # Syracuse
    (2001, 83254)
    """
    return _first("city_refugees.csv.gz", str(geonameid))


@functools.cache
@packaged
def load_migrants() -> Mapping[str, Mapping[str, float]]:
    """People who live in a country (first key) and come from another (second key).

    Source: UN DESA 2019 (CC BY 3.0 IGO).

    >>> round(load_migrants()["GB"]["PL"])
    914022
    """
    table: dict[str, dict[str, float]] = {}
    for country, origin, people in _rows("migrants.csv.gz"):
        table.setdefault(country, {})[origin] = float(people)
    return table


@functools.cache
def load_migrants_in(country: str) -> Mapping[str, float]:
    """The same for one country: people who live in it, by origin.

    >>> load_migrants_in("GB") == load_migrants()["GB"]
    True
    """
    return _first("migrants.csv.gz", country)


@functools.cache
def load_state_trade(state: str) -> Mapping[str, Trade]:
    """Trade of a US state, or of all ("US"), with each country. Source: US Census Bureau (public domain).

    >>> load_state_trade("WA")["JP"].exports > 1000
    True
    """
    return {country: Trade(*numbers) for country, numbers in _of("state_trade.csv.gz", state).items()}


@functools.cache
def load_state_languages(state: str) -> Mapping[str, float]:
    """People in a US state, or in the 39 known ("US"), by the language they speak at home, as the Census groups it.

    Source: ACS 2018 (public domain).

    >>> round(load_state_languages("CO")["Speak only English"])
    4462738
    """
    return _first("state_languages.csv.gz", state)


@functools.cache
@packaged
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
@packaged
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
@packaged
def load_past() -> tuple[Past, ...]:
    """The countries that once had the land of US counties, or of a whole state or territory.

    Source: written for this project from general history, with the treaties and acts that the table names.

    >>> [(past.country, past.until) for past in load_past() if "01097" in past.counties]  # Mobile County
    [('ES', 1813), ('FR', 1763), ('GB', 1780)]
    """
    return tuple(
        Past(
            state, () if counties == "*" else tuple(counties.split()), country, int(since), int(until),
            held == "1", ended_by,
        )
        for state, counties, country, since, until, held, ended_by in _rows("county_past.csv")
    )  # fmt: skip


@functools.cache
@packaged
def _lines(file: str) -> list[str]:
    raw = (HERE / file).read_bytes()
    return (gzip.decompress(raw) if file.endswith(".gz") else raw).decode().splitlines()[1:]


@packaged
def _rows(file: str, key: str = "") -> list[list[str]]:
    """The rows of a table, or those whose first field is `key`."""
    if not key:
        return list(csv.reader(_lines(file)))
    lines = _by_key(file)
    begin = bisect_left(lines, key, key=_key)
    return list(csv.reader(lines[begin : bisect_right(lines, key, begin, key=_key)]))


@functools.cache
def _by_key(file: str) -> list[str]:
    """The lines of a table ordered by their first field, so that those of one key are found at once."""
    return sorted(_lines(file), key=_key)


def _key(line: str) -> str:
    return line[: line.index(",")]


def _of(file: str, key: str) -> dict[str, list[float]]:
    return (
        {name: [float(v) if v else NAN for v in values] for _, name, *values in _rows(file, key)}
        if key
        else {}
    )


def _first(file: str, key: str) -> dict[str, float]:
    return {name: values[0] for name, values in _of(file, key).items()}
