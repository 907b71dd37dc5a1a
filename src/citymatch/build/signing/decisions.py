"""What was decided of a country's units beyond its register: kinds, mergers, figures, who is no candidate."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.datasets import InputError

from .pairs import AXES
from .rules import MATCHES, Rules

LEAST = 500
"""People that a candidate has."""
SMALL = "fewer than"
PART_OF = "a part of"
"""How the reasons begin for which a unit with too few people, and a part of a city, is no candidate."""
NOWHERE = "no source says where it lies"
"""The reason for which a unit without a place, and without a neighbour that could stand in for it, is no candidate."""
WENT_INTO = "in:"
"""How the layer begins of a unit whose people are those of another, whose code follows."""


def decided(units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The units of a register with the rules applied; see `reading.read_units` for the columns."""
    units = units.assign(kind="", candidate="", layer="base", above="")
    units = _merged(units, rules)
    units = _added(units, rules)
    units["kind"] = _kinds(units, rules)
    _correct(units, rules)
    for entry in rules.of("drop"):
        hit = matching(units, entry)
        units.loc[hit, "candidate"], units.loc[hit, "layer"] = entry["why"], entry.get("layer", "base")
        if "governed_by" in entry:
            pattern, whole = entry["governed_by"]
            units.loc[hit, "above"] = units.loc[hit, "code"].str.replace(pattern, whole, regex=True)
    for entry in rules.of("layer"):
        units.loc[matching(units, entry), "layer"] = entry["layer"]
    units = _summed(units, rules)
    units["seatless"] = _seatless(units, rules)
    small = (units["candidate"] == "") & (
        units["people"] < LEAST
    )  # an unknown number of people is not a small one
    units.loc[small, "candidate"] = f"{SMALL} {LEAST:,} people"
    return units.reset_index(drop=True)


def matching(units: pd.DataFrame, entry: Mapping[str, Any]) -> pd.Series[bool]:
    """Which units an entry of the rules means: by `code` and the expressions of `MATCHES`, all that it has."""
    hit = pd.Series(True, index=units.index)
    if "code" in entry:
        hit &= units["code"] == entry["code"]
    for word, column in MATCHES.items():
        if word in entry:
            found = re.compile(entry[word]).search
            hit &= units[column].map(lambda text, found=found: found(text) is not None)
    return hit


def holders(units: pd.DataFrame) -> npt.NDArray[np.int64]:
    """For each unit the row of that which holds its people: itself, or the one into which it went; a last -1.

    The last entry is for the row -1, that of no unit.
    """
    at = {code: row for row, code in enumerate(units["code"])}
    holder = np.arange(len(units) + 1)
    holder[-1] = -1
    for row, layer in enumerate(units["layer"]):
        if layer.startswith(WENT_INTO):
            holder[row] = at.get(layer.removeprefix(WENT_INTO), -1)
    return holder


def _merged(units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Units that have merged since the register was made: their people are summed in the one that is left."""
    known = {code: row for row, code in enumerate(units["code"])}
    for entry in rules.of("merge"):
        into, of = entry["into"], [entry["of"]] if isinstance(entry["of"], str) else list(entry["of"])
        for code in of if "name" in entry else (into, *of):
            if code not in known:
                raise InputError(f"{rules.country}.toml, merge: the register has no unit {code!r}")
        if into not in known:  # a new unit takes the place of the first of those that went
            first = units.loc[known[of[0]]].to_dict()
            known[into] = len(units)
            units.loc[known[into]] = {**first, "code": into, "name": entry["name"], "people": 0.0}
        left = known[into]
        gone = [known[code] for code in of if code != into]
        people = units["people"].to_numpy(np.float64)
        units.at[left, "people"] = float(people[left] + np.nansum(people[gone]))
        if "name" in entry:
            units.at[left, "name"] = entry["name"]
        units.loc[gone, "candidate"], units.loc[gone, "layer"] = f"merged: {entry['why']}", WENT_INTO + into
    return units


def _added(units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Units that the register lacks, each with its source."""
    for entry in rules.of("add"):
        if (units["code"] == entry["code"]).any():
            raise InputError(f"{rules.country}.toml, add: the register has {entry['code']!r} already")
        new: dict[str, Any] = dict.fromkeys(map(str, units.columns), "")
        new |= {"latitude": np.nan, "longitude": np.nan, "people": np.nan, "layer": "over", "file": "by hand"}
        new |= {key: value for key, value in entry.items() if key in new}
        new["people"] = float(new["people"])
        units.loc[len(units)] = new
    return units


def _kinds(units: pd.DataFrame, rules: Rules) -> pd.Series[str]:
    """A unit's own kind, or the first of the rules that it fits; the last entry may ask nothing and takes the rest."""
    kind = units["kind"].astype(object)
    for entry in rules.of("kind"):
        kind[matching(units, entry) & (kind == "")] = entry["kind"]
    return kind


def _correct(units: pd.DataFrame, rules: Rules) -> None:
    """Figures and names that were decided one by one. A figure without a value is unknown."""
    for entry in rules.of("people"):
        hit = _one(units, entry["code"], rules)
        units.loc[hit, "people"] = float(entry.get("people", np.nan))
        units.loc[hit, "year"] = str(entry.get("year", ""))
    for entry in rules.of("name"):
        hit = _one(units, entry["code"], rules)
        units.loc[hit, "name"] = entry["name"]
        units.loc[hit, "name_en"] = entry.get("name_en", "")


def _one(units: pd.DataFrame, code: str, rules: Rules) -> pd.Series[bool]:
    hit = units["code"] == code
    if not hit.any():
        raise InputError(f"{rules.country}.toml: the register has no unit {code!r}")
    return hit


def _summed(units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """Cities that stand above others: the sum of their parts, which stay candidates where the rules say so."""
    rows = []
    for entry in rules.of("above"):
        hit = units["code"].str.fullmatch(entry["parts"])
        if not hit.any():
            raise InputError(
                f"{rules.country}.toml, above {entry['code']}: no unit matches {entry['parts']!r}"
            )
        if not entry.get("parts_sign", False):
            units.loc[hit, "candidate"] = f"{PART_OF} {entry.get('name_en') or entry['name']}"
            units.loc[hit, "layer"] = WENT_INTO + entry["code"]
        units.loc[hit, "above"] = entry["code"]
        if not (units["code"] == entry["code"]).any():
            rows.append(_above(units[hit], entry))
    return pd.concat([units, pd.DataFrame(rows)], ignore_index=True)


def _above(parts: pd.DataFrame, entry: Mapping[str, Any]) -> dict[str, Any]:
    """A city above its parts, at the middle of their people."""
    weight = parts["people"].fillna(0).to_numpy(np.float64) + 1e-9
    first = parts.iloc[0]
    return {
        **dict.fromkeys(map(str, parts.columns), ""),
        "code": entry["code"], "name": entry["name"], "name_en": entry.get("name_en", ""), "kind": entry["kind"],
        "layer": "over" if entry.get("parts_sign", False) else "base", "people": parts["people"].sum(),
        **{column: first[column] for column in ("division", "year", "file")},
        **{axis: float(np.average(parts[axis], weights=weight)) for axis in AXES},
    }  # fmt: skip


def _seatless(units: pd.DataFrame, rules: Rules) -> pd.Series[bool]:
    """Dropped units whose town is the seat of another."""
    seatless = pd.Series(False, index=units.index)
    for entry in rules.of("drop"):
        if not entry.get("seat", True):
            seatless |= matching(units, entry)
    return seatless
