"""Assembles the World snapshot."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from citymatch.datasets import Labels, SnapshotWriter, Text
from citymatch.features.climate import Climate
from citymatch.features.metropolis import counted_people, nearest_city, people_within
from citymatch.features.travel import TravelAccess
from citymatch.features.water import WaterProximity

from .countries import CONTINENTS
from .gazetteer import country_facts, read_gazetteer
from .names import kept_names, plain_ascii
from .standing import judge
from .us import counties, legal_kinds

LABELS = ("county_fips", "timezone", "legal_kind", "feature_code")

FAR_STEP = 0.5
"""Distances to cities and airports, which have no exact point, are kept to half a kilometre."""


def build_world(source: Path) -> SnapshotWriter:
    """The snapshot of every place, from the packages of the extra `build` and the folder of source tables."""
    places = read_gazetteer(source)
    places["legal_kind"] = legal_kinds(places, source)
    places["county_fips"] = counties(places, source)
    judged = judge(places)
    writer = SnapshotWriter(len(places))
    _write_names(writer, places, judged)
    _write_gazetteer(writer, places, judged)
    _write_surroundings(writer, places, judged)
    _write_standing(writer, places, judged)
    return writer


def _write_names(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    names = judged["name"].tolist()
    text = Text.of(names)
    writer.text("name", text)
    writer.text("local_name", Text.of(judged["local_name"].tolist()))
    writer.text("ascii_name", Text.of([plain_ascii(name) for name in names]), like=("name", text))
    others = [[name, *more] for name, more in zip(places["name"], places["other_names"], strict=True)]
    kept = [kept_names(*each) for each in zip(names, others, places["country"], strict=True)]
    # A part of another community of which not even the population is known keeps its name alone.
    hamlet = judged["population"].isna() & (judged["standing"] == "part_of")
    kept = [[] if alone else each for each, alone in zip(kept, hamlet, strict=True)]
    rows = np.repeat(np.arange(len(kept)), [len(each) for each in kept])
    writer.alternates(Text.of([name for each in kept for name in each]), rows)


def _write_gazetteer(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    writer.integers("geonameid", places["geonameid"])
    country, division = (Labels.of(places[column].tolist()) for column in ("country", "admin1"))
    writer.labels("country", country)
    writer.labels("admin1", division)
    names = Labels.of(places["admin1_name"].tolist())
    writer.labels("admin1_name", names, by=(("country", country), ("admin1", division)))
    for column in LABELS:
        writer.labels(column, Labels.of(places[column].tolist()))
    continent = {code: CONTINENTS[str(facts["continentcode"])] for code, facts in country_facts().items()}
    writer.labels("continent", Labels.of([continent[code] for code in places["country"]]))
    writer.number("latitude", places["latitude"], 1e-5, double=True)
    writer.number("longitude", places["longitude"], 1e-5, double=True)
    writer.number("population", judged["population"], 1.0, double=True)
    writer.labels("population_source", Labels.of(judged["population_source"].tolist()))
    writer.number("elevation_m", places["elevation_m"], 1.0)


def _write_surroundings(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    for column, water in WaterProximity().transform(places).items():
        writer.number(str(column), water, 0.1)
    writer.labels("climate", Labels.of(Climate().transform(places)["climate"].tolist()))
    airports = TravelAccess().transform(places)
    for column in ("airport", "large_airport"):
        writer.labels(column, Labels.of(airports[column].tolist()))
        writer.number(f"{column}_km", airports[f"{column}_km"], FAR_STEP)
    here = places["latitude"].to_numpy(), places["longitude"].to_numpy()
    counted = counted_people(places.assign(**judged[["population", "standing", "governed_by"]]))
    writer.number("people_50km", people_within(*here, *here, counted), 100.0)
    row, distance = nearest_city(*here, *here, counted)
    writer.integers("metropolis_id", places["geonameid"].to_numpy()[row])
    writer.number("metropolis_km", distance, FAR_STEP)


def _write_standing(writer: SnapshotWriter, places: pd.DataFrame, judged: pd.DataFrame) -> None:
    writer.labels("standing", Labels.of(judged["standing"].tolist()))
    writer.number("standing_probability", judged["standing_probability"], 0.01)
    writer.labels("standing_reason", Labels.of(judged["standing_reason"].tolist()))
    writer.integers("governed_by", judged["governed_by"])
    writer.labels("not_candidate", Labels.of(judged["not_candidate"].tolist()))
