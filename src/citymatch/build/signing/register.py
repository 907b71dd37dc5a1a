"""The committed tables of units and of the places in them, as a rebuild of the snapshot reads them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd

from citymatch.build.american import american
from citymatch.build.tables import read_csv

from .decisions import NOWHERE
from .rules import OWN_TABLES, Rules, read_rules

UNITS, PLACE_UNITS, REGISTERS = "units.csv.gz", "place_units.csv.gz", "registers.csv"
SURE = ("code", "name", "seat")
"""How it is known for sure in which unit a place lies; by nearness it is a guess."""


class Nation(NamedTuple):
    """A nation's people, by a register's own total or another table."""

    people: float
    year: str
    source: str


@dataclass
class Register:
    """Every unit of local government that a register names, and what lies in which.

    `units`, one row each: country, code, name, local_name, long_name (the official form, ""), kind, admin1, division,
    people (NaN unknown), year, source, layer (base, over, part, place, county, in:...), above, seat and near
    (geonameids, 0 none), near_km (see `stand_ins.StandIns`), latitude, longitude (NaN unknown), candidate ("" or why it
    is none), resolves (whether it has a row without a seat though it is none), county_fips, legal_kind.
    `inside`: geonameid, country, code, how, and for the United States legal_kind, reason, own_people, own_year,
    own_source. `nations` holds each register's own total of the nation.
    """

    units: pd.DataFrame
    inside: pd.DataFrame
    rules: dict[str, Rules]
    nations: dict[str, Nation]

    @property
    def decides_in(self) -> set[tuple[str, str]]:
        """Divisions (country and GeoNames code) in which the register decides though it does not in the country."""
        return {(code, division) for code, each in self.rules.items() for division in each.decides_in}

    @property
    def decides(self) -> set[str]:
        """The countries where the register alone says who is a candidate."""
        return {code for code, each in self.rules.items() if each.register == "complete"} | OWN_TABLES


def read_register(source: Path, places: pd.DataFrame) -> Register:
    """The units of all countries; `places` is the gazetteer."""
    rules = read_rules(source / "signing")
    registers = {row["file"]: row for row in read_csv(source / REGISTERS)}
    units = _abroad(source, rules, registers)
    units["admin1"] = _divisions(units, places)
    units["resolves"] = units["candidate"] == NOWHERE
    inside = pd.read_csv(source / PLACE_UNITS, keep_default_na=False, dtype={"code": str})
    home, within = american(places, source)
    home = home.rename(columns={"local_name": "long_name"})
    home = home.assign(local_name="", division=home["admin1"], above="")
    home["people"] = home["people"].where(home["people"] > 0)  # nobody counted is nobody known
    within = within.assign(country="US", how=np.where(within["is_seat"], "seat", "code"))
    home["resolves"] = home["government"] & (home["layer"] != "county")
    alone = {"county_fips": "", "legal_kind": ""}
    return Register(
        pd.concat([units, home], ignore_index=True).fillna({**alone, "long_name": ""}),
        pd.concat([inside, within], ignore_index=True).fillna({**alone, "reason": ""}),
        rules,
        _nations(rules, registers, units),
    )


def _abroad(
    source: Path, rules: Mapping[str, Rules], registers: Mapping[str, Mapping[str, str]]
) -> pd.DataFrame:
    """The units of all countries but the United States, with the source of their figures."""
    units = pd.read_csv(source / UNITS, keep_default_na=False, dtype=str)
    for column in ("people", "near_km", "latitude", "longitude"):
        units[column] = pd.to_numeric(units[column])
    for column in ("seat", "near"):
        units[column] = units[column].astype(np.int64)
    told = {
        code: each.source or registers[each.files[0]]["source"]
        for code, each in rules.items()
        if each.source or each.files
    }
    return units.assign(source=[told.get(code, "") for code in units["country"]])


def _divisions(units: pd.DataFrame, places: pd.DataFrame) -> list[str]:
    """The gazetteer's first-order division of each unit: its seat's or neighbour's, else that of most of its division.

    Where two have as many, it is the first in the order of codes.
    """
    admin1 = dict(zip(places["geonameid"].tolist(), places["admin1"].tolist(), strict=True))
    known = [admin1.get(seat or near, "") for seat, near in zip(units["seat"], units["near"], strict=True)]
    divisions = list(zip(units["country"], units["division"], strict=True))
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for division, code in sorted(zip(divisions, known, strict=True)):
        votes[division].update([code] if code else [])
    most = {division: told.most_common(1)[0][0] for division, told in votes.items() if told}
    return [code or most.get(division, "") for code, division in zip(known, divisions, strict=True)]


def _nations(
    rules: Mapping[str, Rules], registers: Mapping[str, Mapping[str, str]], units: pd.DataFrame
) -> dict[str, Nation]:
    """Each register's own total; countries that share one (France and what is overseas) have their part of it each."""
    people = units[units["layer"] == "base"].groupby("country")["people"].sum().to_dict()
    nations = {}
    for code, each in rules.items():
        row = registers[each.files[0]] if each.files else {}
        if not row.get("nation"):
            continue
        sharing = [
            other for other, theirs in rules.items() if theirs.only and theirs.files[:1] == each.files[:1]
        ]
        whole = sum(people.get(other, 0.0) for other in sharing)
        part = people.get(code, 0.0) / whole if whole else 1.0
        nations[code] = Nation(float(row["nation"]) * part, each.year or row["year"], row["source"])
    return nations
