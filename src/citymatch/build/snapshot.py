"""Assembles the World snapshot."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.datasets import Labels, SnapshotWriter, Text
from citymatch.datasets.division_words import load_division_words
from citymatch.features.climate import Climate
from citymatch.features.large_cities import Cities, city_of
from citymatch.features.people_around import people_within
from citymatch.features.travel import TravelAccess
from citymatch.features.water import WaterProximity

from .agglomerations import agglomerations
from .countries import CONTINENTS
from .gazetteer import country_facts, read_gazetteer
from .names import kept_names, plain_ascii
from .relief import filled
from .signing.applying import apply_register
from .signing.partition import in_cells, people_points, town_figures, with_own_people
from .signing.register import read_register
from .signing.sums import sums
from .standing import judge

LABELS = ("county_fips", "timezone", "legal_kind", "feature_code")

_SMALL_WORDS = re.compile(r"(?<=-)(?:Upon|On|Under|By|Les?|The)(?=-)|(?<=Isle )Of(?= )")
"""The small words in a name that the gazetteer writes with a capital in some: Berwick-upon-Tweed."""

FAR_STEP = 0.5
"""Distances to cities and airports, which have no exact point, are kept to half a kilometre."""


@dataclass(frozen=True)
class Built:
    """What a rebuild makes: the snapshot, where the people live, the agglomerations, and the check of the sums."""

    world: SnapshotWriter
    people: pd.DataFrame
    cities: pd.DataFrame
    sums: list[dict[str, object]]


@functools.cache
def build_world(source: Path) -> Built:
    """The snapshot of every community and place, from the packages of the extra `build` and the source tables."""
    gazetteer = read_gazetteer(source)
    register = read_register(source, gazetteer)
    home = register.inside.set_index("geonameid").reindex(gazetteer["geonameid"])
    gazetteer["legal_kind"] = home["legal_kind"].fillna("").to_numpy(object)
    gazetteer["county_fips"] = home["county_fips"].fillna("").to_numpy(object)
    alone = judge(gazetteer, register.decides)
    signed = apply_register(gazetteer, alone, register)
    judged = signed.judged
    counted = people_points(gazetteer, alone, register)
    points = with_own_people(counted, signed.places, judged, register)
    large = agglomerations(gazetteer, town_figures(gazetteer, alone, judged), points)
    points = in_cells(points)
    writer = SnapshotWriter(len(judged))
    _write_names(writer, signed.places, judged)
    _write_gazetteer(writer, signed.places, judged)
    _write_surroundings(writer, signed.places, judged, points, large)
    _write_standing(writer, judged)
    return Built(writer, points, large, sums(signed.places, judged, register))


def _write_names(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    names = [_SMALL_WORDS.sub(lambda word: word[0].lower(), name) for name in judged["name"]]
    text = Text.of(names)
    writer.text("name", text)
    writer.text("local_name", Text.of(judged["local_name"].tolist()))
    writer.text("ascii_name", Text.of([plain_ascii(name) for name in names]), like=("name", text))
    others = [
        [name, *filter(None, [unit]), *more]
        for name, unit, more in zip(places["name"], judged["unit_name"], places["other_names"], strict=True)
    ]
    kept = [kept_names(*each) for each in zip(names, others, places["country"], strict=True)]
    # A part of another community of which not even the population is known keeps its name alone.
    hamlet = judged["population"].isna() & (judged["standing"] == "part_of")
    kept = [[] if alone else each for each, alone in zip(kept, hamlet, strict=True)]
    rows = np.repeat(np.arange(len(kept)), [len(each) for each in kept])
    writer.alternates(Text.of([name for each in kept for name in each]), rows)


def _write_gazetteer(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    writer.integers("number", judged["number"])
    writer.text("unit_name", Text.of(judged["unit_name"].tolist()))
    writer.text("unit_code", Text.of(judged["unit_code"].tolist()))
    for column in ("unit_kind", "layer", "population_year", "population_of"):
        writer.labels(column, Labels.of(judged[column].tolist()))
    writer.number("town_population", judged["town_population"], 1.0, double=True)
    country, division = (Labels.of(places[column].tolist()) for column in ("country", "admin1"))
    writer.labels("country", country)
    writer.labels("admin1", division)
    called = {pair: words.english for pair, words in load_division_words().items() if words.english}
    each = zip(places["country"], places["admin1"], places["admin1_name"], strict=True)
    names = Labels.of([called.get((nation, code), name) for nation, code, name in each])
    writer.labels("admin1_name", names, by=(("country", country), ("admin1", division)))
    for column in LABELS:
        writer.labels(column, Labels.of(places[column].tolist()))
    continent = {code: CONTINENTS[str(facts["continentcode"])] for code, facts in country_facts().items()}
    writer.labels("continent", Labels.of([continent[code] for code in places["country"]]))
    writer.number("latitude", places["latitude"], 1e-4, double=True)
    writer.number("longitude", places["longitude"], 1e-4, double=True)
    writer.number("population", judged["population"], 1.0, double=True)
    writer.labels("population_source", Labels.of(judged["population_source"].tolist()))
    elevation, source = filled(places, judged["layer"].to_numpy(object))
    off = _off_km(places)
    known = ~np.isnan(off)
    writer.number("elevation_m", np.where(known, elevation, np.nan), 1.0)
    writer.labels("elevation_source", Labels.of(np.where(known, source, "").tolist()))
    writer.number("off_km", off, 1.0)


def _write_surroundings(
    writer: SnapshotWriter,
    places: pd.DataFrame,
    judged: pd.DataFrame,
    points: pd.DataFrame,
    large: pd.DataFrame,
) -> None:
    known = ~np.isnan(_off_km(places))
    for column, water in WaterProximity().transform(places).items():
        told = three_figures(water.to_numpy(np.float64))
        writer.number(str(column), np.where(known, told, np.nan), 0.1)
    climate = Climate().transform(places)["climate"].to_numpy(object)
    writer.labels("climate", Labels.of(np.where(known, climate, "").tolist()))
    airports = TravelAccess().transform(places)
    for column in ("airport", "large_airport"):
        writer.labels(column, Labels.of(np.where(known, airports[column], "").tolist()))
        writer.number(f"{column}_km", np.where(known, airports[f"{column}_km"], np.nan), FAR_STEP)
    here = places["latitude"].to_numpy(), places["longitude"].to_numpy()
    latitude, longitude, people = (
        points[column].to_numpy() for column in ("latitude", "longitude", "people")
    )
    around = people_within(*here, latitude, longitude, people)
    # A unit that reaches farther than 50 km from its seat has its own people among those around all the same.
    own = np.where(judged["not_candidate"] == "", judged["population"].to_numpy(np.float64), np.nan)
    people = np.fmax(three_figures(around), np.ceil(own))
    writer.number("people_50km", np.where(known, people, np.nan), 1.0)
    _write_large_cities(writer, places, large, known)


def _off_km(places: pd.DataFrame) -> npt.NDArray[np.float64]:
    """How far off each place may lie from its point: 0 for a place of the gazetteer and a unit with its own point, NaN
    for a unit of which nobody knows where it lies."""
    gazetteer = (places["geonameid"] > 0).to_numpy()
    return np.where(gazetteer, 0.0, places["off_km"].to_numpy(np.float64))


def _write_large_cities(
    writer: SnapshotWriter, places: pd.DataFrame, large: pd.DataFrame, known: npt.NDArray[np.bool_]
) -> None:
    row_of = pd.Series(np.arange(len(places)), index=places["geonameid"])
    centres = places.iloc[row_of[large["geonameid"]].to_numpy(np.int64)]
    cities = Cities(
        large["geonameid"].to_numpy(np.int64),
        centres["latitude"].to_numpy(np.float64),
        centres["longitude"].to_numpy(np.float64),
        centres["country"].to_numpy(object),
        np.rint(large["people"].to_numpy(np.float64)),
        large["cut"].to_numpy(bool),
    )
    city, distance = city_of(places, cities)
    writer.integers("metropolis_id", np.where(known, np.append(cities.number, 0)[city], 0))
    writer.number("metropolis_km", np.where(known, distance, np.nan), FAR_STEP)


def three_figures(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Numbers to three significant figures: nobody is told more of them.

    >>> three_figures(np.array([4_512_345.0, 87.2, 0.0])).tolist()
    [4510000.0, 87.2, 0.0]
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        step = 10.0 ** (np.floor(np.log10(values)) - 2)
        rounded = np.rint(values / step) * step
    return np.where(values > 0, rounded, values)


def _write_standing(writer: SnapshotWriter, judged: pd.DataFrame) -> None:
    writer.labels("standing", Labels.of(judged["standing"].tolist()))
    writer.number("standing_probability", judged["standing_probability"], 0.01)
    writer.labels("standing_reason", Labels.of(judged["standing_reason"].tolist()))
    writer.integers("governed_by", judged["governed_by"])
    writer.labels("not_candidate", Labels.of(judged["not_candidate"].tolist()))
