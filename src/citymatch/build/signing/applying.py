"""Puts the registers' word into the snapshot: the people and the standing of seats, and who is part of whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.gazetteer import country_facts
from citymatch.build.standing.judging import corrected_names
from citymatch.build.standing.populations import GAZETTEER
from citymatch.datasets import FIRST_UNIT
from citymatch.datasets.geography import load_countries

from .decisions import SMALL, WENT_INTO
from .naming import title
from .pairs import Rows
from .placeless import kind_of, placeless
from .register import SURE, Register

PART = "part of another community"
CDP = "US census place without a government"
ALIKE = 0.2
"""The gazetteer's figure of the town is kept beside its unit's where it differs by more than this share: a smaller
difference may be one of years."""
OLD_WORLD = frozenset(
    code for code, facts in country_facts().items() if facts["continentcode"] in ("EU", "AS")
)
"""Where many towns have an English name beside their own."""
ENOUGH = {"built_up": np.inf, "town": 0.95, "mixed": 0.5}
TOO_MUCH = 1.1
"""Between which shares of the nation in the sum of the candidates a figure is taken to be a government's, by what the
gazetteer's figures of the country count."""
SCOPES = {
    "": "", "unit": "", "mixed": "; the municipality can be larger than this town",
    "town": "; the figure of a main town or built-up area: the municipality's is another, mostly larger, and unknown",
    "built_up": "; built-up area: the figure of the city as a government is larger and unknown",
}  # fmt: skip
"""What is told beside the gazetteer as a source, by what its figures of the country count."""


@dataclass
class Signed:
    """The places with rows for units added below them, and their judgement with the registers' word in it.

    `judged` has, beside the columns of `judge`: number (geonameid, or one from `FIRST_UNIT` on), unit_id, unit_name
    (where it is not the place's), unit_kind, unit_code, layer, population_year, population_of (unit, town, built_up or
    "") and town_population (where it differs from the unit's).
    """

    places: pd.DataFrame
    judged: pd.DataFrame


def apply_register(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> Signed:
    """The rows of the snapshot: every place as the registers have it, then every unit without a place that resolves."""
    judged = _undecided(places, judged, register)
    units = register.units.reset_index(drop=True)
    number = units["seat"].clip(lower=0).to_numpy(np.int64).copy()
    # A US township that is no general government resolves too, so that it is not taken for its namesake.
    told = ((units["candidate"] == "") | units["resolves"]).to_numpy()
    alone = np.flatnonzero((number == 0) & told)
    number[alone] = FIRST_UNIT + np.arange(len(alone))
    lying = _lying(places, register, units, number)
    _parts(places, judged, register, lying)
    _census_places(judged, lying)
    row_of = pd.Series(np.arange(len(places)), index=places["geonameid"])
    seated = units[units["seat"].isin(row_of.index)]
    _seats(places, judged, seated, row_of[seated["seat"]].to_numpy(np.int64))
    added, their = placeless(places, judged, units.iloc[alone], number[alone])
    return Signed(
        pd.concat([places, added], ignore_index=True), pd.concat([judged, their], ignore_index=True)
    )


def _undecided(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> pd.DataFrame:
    """The judgement as it stands without registers, with what the gazetteer's figure counts in each country."""
    told = {code: each.figure for code, each in register.rules.items()}
    figure = np.array([told.get(code, "") for code in places["country"]], object)
    matters = places["country"].isin(_told_too_little(places, judged, register)).to_numpy()
    source = judged["population_source"].to_numpy(object)
    plain = (source == GAZETTEER) | judged["population_source"].str.startswith(
        "corrected: GeoNames"
    ).to_numpy()
    scope = np.array([SCOPES[each] for each in figure], object)
    judged = judged.assign(not_candidate=_only_listed(places, judged, register))
    counts = np.where(figure == "built_up", "built_up", "town")
    return judged.assign(
        number=places["geonameid"].to_numpy(np.int64),
        population_source=np.where(plain, source + scope, source),
        population_of=np.where(plain & matters, counts, "").astype(object),
        population_year="", unit_id="", unit_name="", unit_kind="", unit_code="", layer="", town_population=np.nan,
    )  # fmt: skip


def _only_listed(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> npt.NDArray[np.object_]:
    """Why each place is no candidate, with the reason for those that are not listed where only listed places sign."""
    why = judged["not_candidate"].to_numpy(object).copy()
    for code, rules in register.rules.items():
        if rules.others:
            listed = [int(entry["geonameid"]) for entry in rules.of("signs")]
            other = (
                (places["country"] == code)
                & ~places["geonameid"].isin(listed)
                & (judged["not_candidate"] == "")
            )
            why[other.to_numpy()] = rules.others
    return why


def _told_too_little(places: pd.DataFrame, judged: pd.DataFrame, register: Register) -> list[str]:
    """The countries whose figures cannot be held against a government's: by what they count, and by their sum."""
    table = load_countries()
    nation = pd.Series(np.asarray(table["population"]), index=np.asarray(table["country"]))
    able = (judged["not_candidate"] == "").to_numpy()
    covered = judged["population"].fillna(0.0)[able].groupby(places["country"][able]).sum()
    share = (covered / nation).to_dict()
    return [
        code
        for code, rules in register.rules.items()
        if rules.figure and not ENOUGH.get(rules.figure, 0.0) <= share.get(code, 0.0) <= TOO_MUCH
    ]


def _lying(places: pd.DataFrame, register: Register, units: pd.DataFrame, number: Rows) -> pd.DataFrame:
    """For each place, in its order, what `Register.inside` says of it, and the unit in which it lies.

    The unit is told by governor (its number, 0 unknown) and within (its name, "", and that it is a guess by distance).
    """
    lying = register.inside.set_index("geonameid").reindex(places["geonameid"]).reset_index()
    row_of = {pair: row for row, pair in enumerate(zip(units["country"], units["code"], strict=True))}
    pairs = zip(places["country"], lying["code"], strict=True)
    unit = np.array([row_of.get(pair, -1) for pair in pairs], np.int64)
    known, sure = unit >= 0, lying["how"].isin(SURE).to_numpy()
    whole = _wholes(units, number)[unit]
    governor = np.where(known, np.append(number, 0)[whole], 0)
    names = np.append(units["name"].to_numpy(object), "")[whole]
    within = np.where(sure, "lies in " + names, "lies, by its distance, in " + names)
    return lying.assign(governor=governor, within=np.where(governor > 0, within, ""))


def _wholes(units: pd.DataFrame, number: Rows) -> Rows:
    """For each unit the row of that which signs for it: itself, or the one that it went into or that stands above it.

    A last entry -1 stands for no unit.
    """
    row_of = {pair: row for row, pair in enumerate(zip(units["country"], units["code"], strict=True))}
    whole = np.append(np.arange(len(units)), -1)
    signs = (units["candidate"] == "").to_numpy()
    for row in np.flatnonzero(~signs & (units["country"] != "US").to_numpy()).tolist():
        layer, above = str(units["layer"].iat[row]), str(units["above"].iat[row])
        code = layer.removeprefix(WENT_INTO) if layer.startswith(WENT_INTO) else above
        found = row_of.get((units["country"].iat[row], code), -1) if code else -1
        whole[row] = found if found >= 0 else row
    return np.where(
        (whole >= 0) & (np.append(number, 0)[whole] == 0), np.append(np.arange(len(units)), -1), whole
    )


def _parts(places: pd.DataFrame, judged: pd.DataFrame, register: Register, lying: pd.DataFrame) -> None:
    """In a country where the register decides, a place that is no seat is part of the unit in which it lies."""
    told = zip(places["country"], places["admin1"], strict=True)
    decided = places["country"].isin(register.decides).to_numpy() | np.array(
        [pair in register.decides_in for pair in told], bool
    )
    at = np.flatnonzero(decided)
    governor = lying["governor"].to_numpy(np.int64)[at]
    within, reason = (lying[column].to_numpy(object)[at] for column in ("within", "reason"))
    why = np.where(within != "", within, "no unit of its own in the national register")
    given = (reason != "") & ~pd.isna(reason)
    judged.loc[at, "standing"], judged.loc[at, "standing_probability"] = "part_of", 0.01
    judged.loc[at, "standing_reason"], judged.loc[at, "not_candidate"] = np.where(given, reason, why), PART
    before = judged["governed_by"].to_numpy(np.int64)[at]
    judged.loc[at, "governed_by"] = np.where(governor > 0, governor, before)
    judged.loc[at, "name"] = corrected_names(places)[at]  # without the brackets of an older judgement


def _census_places(judged: pd.DataFrame, lying: pd.DataFrame) -> None:
    """A US place that is no government has the Census's own figure where that knows it."""
    judged.loc[(lying["legal_kind"] == "CDP").to_numpy(), "not_candidate"] = CDP
    own = np.flatnonzero((lying["own_people"] > 0).to_numpy())
    judged.loc[own, "population"] = lying["own_people"].to_numpy(np.float64)[own]
    judged.loc[own, "population_year"] = lying["own_year"].to_numpy(object)[own]
    judged.loc[own, "population_source"] = lying["own_source"].to_numpy(object)[own]


def _seats(places: pd.DataFrame, judged: pd.DataFrame, units: pd.DataFrame, rows: Rows) -> None:
    """Each seat stands for its unit: the unit's people, kind and code, its name in brackets where it is another."""
    told = units["candidate"].to_numpy(object)
    governs = (told == "") | units["candidate"].str.startswith(SMALL).to_numpy()
    town = judged["population"].to_numpy(np.float64)[rows]
    people = units["people"].where(units["people"] > 0).to_numpy(np.float64)
    unknown = np.isnan(people)
    differs = ~np.isclose(town, people, rtol=ALIKE) & ~np.isnan(town)
    numbers: dict[str, npt.NDArray[Any]] = {
        "population": people, "town_population": np.where(differs, town, np.nan),
        "governed_by": np.zeros(len(rows), np.int64), "standing_probability": np.where(governs, 0.99, 0.01),
    }  # fmt: skip
    texts = {
        "population_year": units["year"], "population_source": units["source"],
        "population_of": np.where(unknown, "", "unit"), "unit_kind": kind_of(units), "unit_code": units["code"],
        "layer": units["layer"], "standing": np.where(governs, "self_governing", "part_of"),
        "standing_reason": np.where(governs, "seat of a unit of the national register", told),
        "not_candidate": np.where((told == "") & unknown, "population unknown", told),
        **_names(places, judged, units, rows),
    }  # fmt: skip
    for column, values in (
        numbers | {name: np.asarray(each, object) for name, each in texts.items()}
    ).items():
        judged.loc[rows, column] = values


def _names(
    places: pd.DataFrame, judged: pd.DataFrame, units: pd.DataFrame, rows: Rows
) -> dict[str, list[str]]:
    """The names of seats: the place's or the unit's, or the place's with the unit's in brackets."""
    called = corrected_names(places)[rows].tolist()
    given = [new != old for new, old in zip(called, places["name"].to_numpy(object)[rows], strict=True)]
    others = places["other_names"].to_numpy(object)[rows].tolist()
    before = judged["local_name"].to_numpy(object)[rows].tolist()
    told = zip(
        units["name"],
        units["long_name"],
        called,
        others,
        units["local_name"],
        units["country"],
        given,
        strict=True,
    )
    shown = [
        (place, "")
        if corrected
        else title(unit, long or (unit if country == "US" else ""), place, more, local, country in OLD_WORLD)
        for unit, long, place, more, local, country, corrected in told
    ]
    return {
        "name": [name for name, _ in shown],
        "unit_name": [unit for _, unit in shown],
        "local_name": [own or other for own, other in zip(units["local_name"], before, strict=True)],
    }
