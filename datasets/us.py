"""Counties, states and the seeking-partners list of the United States, and the names of countries."""

from __future__ import annotations

import csv
import functools
import gzip
import io

import numpy as np

from .packaged import packaged
from .table import Column, Labels, Table, Text
from .world import HERE


@functools.cache
def load_us_counties() -> Table:
    """US counties and county equivalents, ordered by FIPS code; 3,152 rows.

    Columns: fips, name ("Placer County"), other_names (former ones, parted by ";"), state (USPS code), population
    (people), year and population_source (of that figure: the Census Bureau's estimate of July 2024; Connecticut's
    old counties have the Census of 2020), population_2020 (people, Census 2020, NaN for the planning regions),
    latitude and longitude (degrees, the population-weighted centre of 2010; for counties that are newer the
    Census Gazetteer's point), land_km2, water_km2 (NaN for the newer ones). Connecticut stands here twice: by its
    eight old counties and by the nine planning regions that took their place in 2022. Source: US Census Bureau
    (public domain).

    >>> counties = load_us_counties()
    >>> counties.row(list(counties["fips"]).index("06061"))["name"]
    'Placer County'
    """
    texts = ("fips", "name", "other_names")
    return _table("us_counties.csv", texts=texts, labels=("state", "year", "population_source"))


@functools.cache
def load_us_county_governments() -> Table:
    """US counties that are no government and no record of their own; 128 rows.

    Columns: fips, standing (merged: one government with the community, part: a part of it, none: no government),
    community_id (empty for none). Source: the US Census Bureau's functional status of counties (public domain).

    >>> counties = load_us_county_governments()
    >>> counties.row(list(counties["fips"]).index("08031"))["community_id"]
    'geonames:5419384'
    """
    return _table("us_county_governments.csv", texts=("fips", "community_id"), labels=("standing",))


@functools.cache
def load_us_official_names() -> Table:
    """The Census's names of US governments and census places that the gazetteer calls otherwise; 193 rows.

    Columns: community_id, name, kind (empty, or the other legal kind of a community that is of two kinds: the town of
    Stamford is the city of Stamford). Source: US Census Bureau (public domain).

    >>> names = load_us_official_names()
    >>> names["name"][list(names["community_id"]).index("geonames:4297983")]
    'Lexington-Fayette urban county'
    """
    return _table("us_official_names.csv", texts=("community_id", "name"), labels=("kind",))


@functools.cache
def load_us_census_places() -> Table:
    """US census places, which have no government, that are no place of the gazetteer; 6,324 rows.

    Columns: geoid, name, county_fips, state (USPS code), population (people, NaN unknown), year and source (of that
    figure), latitude and longitude (degrees). Source: US Census Bureau (public domain).

    >>> places = load_us_census_places()
    >>> places.row(list(places["geoid"]).index("0621810"))["name"]
    'El Cerrito'
    """
    texts = ("geoid", "name", "county_fips")
    return _table("us_census_places.csv.gz", texts=texts, labels=("state", "year", "source"))


@functools.cache
@packaged
def load_us_county_features() -> Table:
    """The geographic features of the counties of `load_us_counties`, in the same order, at their centres.

    Columns: fips, and those of the World that follow from a point: kilometres to water and airports, people
    within 50 km, the nearest city of 500,000, climate.

    >>> float(load_us_county_features()["coast_km"][list(load_us_counties()["fips"]).index("12103")]) < 10
    True
    """
    with np.load(HERE / "us_county_features.npz", allow_pickle=False) as archive:
        arrays = {name: archive[name] for name in archive.files}
    return Table({n: Labels.of(a.tolist()) if a.dtype.kind == "U" else a for n, a in arrays.items()})


@functools.cache
def load_us_states() -> Table:
    """The US states and the District of Columbia; 51 rows.

    Columns: state (USPS code), name, fips, other_names (older short forms, parted by ";"), population
    (people, Census 2020, the sum of the counties), year (of the population), latitude and longitude (degrees,
    the mean of the counties' centres weighted by population).

    >>> states = load_us_states()
    >>> float(states["population"].sum()) > 331e6
    True
    """
    return _table("us_states.csv", texts=("state", "name", "fips", "other_names"), labels=("year",))


@functools.cache
def load_seeking_partners() -> Table:
    """The US members that seek partners, as a leaflet of Sister Cities International lists them; 68 rows.

    Columns: text (the entry with its misprints), line (its line in the leaflet), note (how an entry was put
    together where the leaflet breaks it apart).

    >>> load_seeking_partners()["text"][22]
    'Havanna, Illinois'
    """
    return _table("seeking_partners.csv", texts=("text", "note"))


@functools.cache
def load_country_names() -> Table:
    """Other names of countries than `load_countries` gives; 250 rows.

    Columns: country (ISO 3166-1 alpha-2), iso3, other_names (names in use, parted by ";"). Source: GeoNames
    (CC BY 4.0) and names collected for this project.

    >>> names = load_country_names()
    >>> names["other_names"][list(names["country"]).index("MM")]
    'Myanmar;Burma'
    """
    return _table("country_names.csv", texts=("country", "iso3", "other_names"))


@packaged
def _table(file: str, texts: tuple[str, ...], labels: tuple[str, ...] = ()) -> Table:
    """A CSV file as a table; what is neither text nor label is a number, NaN where the file has none."""
    raw = (HERE / file).read_bytes()
    text = (gzip.decompress(raw) if file.endswith(".gz") else raw).decode("utf-8")
    header, *rows = csv.reader(io.StringIO(text, newline=""))
    columns: dict[str, Column] = {}
    for name, values in zip(header, zip(*rows, strict=True), strict=True):
        if name in texts:
            columns[name] = Text.of(values)
        elif name in labels:
            columns[name] = Labels.of(values)
        else:
            columns[name] = np.array([value or "nan" for value in values], np.float64)
    return Table(columns)
