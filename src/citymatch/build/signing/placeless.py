"""Rows of the snapshot for candidate units of which the gazetteer has no place."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.datasets import CommunityId

from .pairs import AXES, Floats, Rows


def placeless(
    places: pd.DataFrame, judged: pd.DataFrame, units: pd.DataFrame, number: Rows
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units as rows of `places`, and as rows of `judged` (see `applying.Signed`); `number` is that of each."""
    shown = _told_apart(units, places, judged)
    return _as_places(places, units, shown), _as_judged(units, shown, number)


def kind_of(units: pd.DataFrame) -> pd.Series[str]:
    """The kind of each unit with its country, as the table of kinds has it ("PL:gmina")."""
    return units["country"] + ":" + units["kind"]


def _as_places(places: pd.DataFrame, units: pd.DataFrame, shown: list[str]) -> pd.DataFrame:
    """Where each unit is: at its own point, or at that of the place that stands in for it."""
    row_of = pd.Series(np.arange(len(places)), index=places["geonameid"])
    near = units["near"].map(row_of).fillna(-1).to_numpy(np.int64)  # -1 takes what is appended: nothing
    by = ("country", "admin1")
    division = dict(zip(zip(*(places[each] for each in by), strict=True), places["admin1_name"], strict=True))
    names = zip(units["name"], units["long_name"], strict=True)
    return pd.DataFrame({
        "geonameid": 0, "name": shown,
        **{column: units[column].to_numpy(object) for column in ("country", "admin1", "legal_kind", "county_fips")},
        "admin1_name": [division.get(pair, "") for pair in zip(*(units[each] for each in by), strict=True)],
        **{axis: _or(units[axis], np.append(places[axis].to_numpy(np.float64), np.nan)[near]) for axis in AXES},
        "off_km": np.where(units["latitude"].isna(), units["near_km"], 0.0),
        "population": units["people"].to_numpy(np.float64),
        "timezone": np.append(places["timezone"].to_numpy(object), "")[near],
        "other_names": [[name, *filter(None, [official])] for name, official in names],
        "feature_code": "", "admin2": "", "admin3": "", "admin4": "", "modified": "", "elevation_m": np.nan,
    })  # fmt: skip


def _or(own: pd.Series[float], other: Floats) -> Floats:
    return np.where(own.isna(), other, own).astype(np.float64)


def _as_judged(units: pd.DataFrame, shown: list[str], number: Rows) -> pd.DataFrame:
    """What is said of each unit: it governs itself, with its own people; without them it is no candidate."""
    people = units["people"].to_numpy(np.float64)
    unknown = np.isnan(people)
    ids = [
        f"us-county:{code}" if country == "US" and layer == "county" else str(CommunityId.unit(country, code))
        for country, code, layer in zip(units["country"], units["code"], units["layer"], strict=True)
    ]
    return pd.DataFrame({
        "number": number, "unit_id": ids, "name": shown, "unit_name": "",
        "local_name": units["local_name"].to_numpy(object), "unit_kind": kind_of(units).to_numpy(object),
        "unit_code": units["code"].to_numpy(object), "layer": units["layer"].to_numpy(object),
        "population": people, "population_of": np.where(unknown, "", "unit").astype(object),
        "population_year": units["year"].to_numpy(object), "population_source": units["source"].to_numpy(object),
        "town_population": np.nan, "standing": "self_governing", "standing_probability": 0.99,
        "standing_reason": "a unit of the national register", "governed_by": 0,
        "not_candidate": np.where(
            (units["candidate"] == "") & unknown, "population unknown", units["candidate"].to_numpy(object)
        ),
    })  # fmt: skip


def _told_apart(units: pd.DataFrame, places: pd.DataFrame, judged: pd.DataFrame) -> list[str]:
    """The names of units without a place; one that shares its name with another of its division says its kind too."""
    able = (judged["not_candidate"] == "").to_numpy()
    seen = zip(places["country"][able], places["admin1"][able], judged["name"][able].map(key), strict=True)
    keys = list(zip(units["country"], units["admin1"], units["name"].map(key), strict=True))
    taken = Counter([*seen, *keys])
    return [
        f"{name} ({kind.replace('_', ' ')})" if taken[each] > 1 else name
        for name, kind, each in zip(units["name"], units["kind"], keys, strict=True)
    ]
