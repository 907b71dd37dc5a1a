"""From a folder of registers to the project's own tables of units and of the places in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from citymatch.build import tables
from citymatch.build.gazetteer import read_gazetteer
from citymatch.build.standing.registers import SOURCE
from citymatch.datasets import InputError

from .decisions import NOWHERE
from .linking import link
from .naming import shown_names
from .ordering import placed
from .pairs import AXES
from .reading import read_units
from .rules import Rules, read_rules
from .seats import seats
from .stand_ins import stand_ins

UNITS = SOURCE / "units.csv.gz"
PLACE_UNITS = SOURCE / "place_units.csv.gz"
REGISTERS = SOURCE / "registers.csv"
_BY_WAY_OF = re.compile(r" via .*$")
KEPT = ["country", "code", "name", "local_name", "kind", "division", "people", "year", "layer", "above", "seat",
        "near", "near_km", "latitude", "longitude", "candidate"]  # fmt: skip


@dataclass
class Matched:
    """Units with their seats, and the places with the unit in which each lies.

    `units` has the columns of `read_units` and country, local_name, seat and near (geonameids, 0 none) and near_km
    (see `stand_ins.StandIns`); `places` has geonameid, country, code (of the unit, "" unknown), how (see
    `linking.Linked`), name, population, feature_code.
    """

    units: pd.DataFrame
    places: pd.DataFrame
    rules: dict[str, Rules]

    def save(self) -> None:
        """Write both tables."""
        units = self.units.assign(people=[_whole(each) for each in self.units["people"]])
        for axis in AXES:
            units[axis] = ["" if np.isnan(each) else f"{each:.4f}" for each in units[axis]]
        units["near_km"] = ["" if np.isnan(each) else f"{each:.0f}" for each in units["near_km"]]
        lying = self.places[self.places["code"] != ""]
        _write(UNITS, units[KEPT])
        _write(PLACE_UNITS, lying[["geonameid", "country", "code", "how"]])


def renew(folder: Path, rules: Path, countries: Sequence[str] = ()) -> Matched:
    """Match the units of some countries, or of all that have a register, with the gazetteer."""
    chosen = read_rules(rules)
    for code in countries:
        if code not in chosen or not chosen[code].files:
            raise InputError(f"{code}: no country with a register")
    chosen = {code: each for code, each in chosen.items() if not countries or code in countries}
    gazetteer = read_gazetteer(SOURCE)
    made = [_country(folder, each, gazetteer) for each in chosen.values() if each.files]
    units, places = (pd.concat(frames, ignore_index=True) for frames in zip(*made, strict=True))
    return Matched(units, places, chosen)


def write_registers(folder: Path) -> None:
    """Write what is known of each register: rows, year, its own total of the nation, source, terms."""
    rows = [
        {
            "file": row["file"], "rows": row["rows"], "year": row["year"], "nation": row["national_total"],
            "source": _BY_WAY_OF.sub("", row["source"]), "terms": row["terms"],
        }
        for row in tables.read_csv(folder / "sources.csv")
    ]  # fmt: skip
    tables.write_csv(REGISTERS, rows)


def _country(folder: Path, rules: Rules, gazetteer: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units of one country, and its places, as `Matched` has them."""
    places = gazetteer[gazetteer["country"] == rules.country].reset_index(drop=True)
    return matched(places, read_units(folder, rules), rules)


def matched(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units of `read_units` matched with the places of their country, both as `Matched` has them."""
    units = placed(places, _pointed(places, units, rules), rules)
    linked = link(places, units, rules)
    seat = seats(places, units, linked, rules)
    seated = np.flatnonzero((seat >= 0) & (units["layer"] == "base").to_numpy())
    linked.unit[seat[seated]] = seated
    ids = places["geonameid"].to_numpy(np.int64)
    units = units.assign(country=rules.country, seat=np.append(ids, 0)[seat])
    units["near"], units["near_km"] = stand_ins(places, units, linked.unit, rules)
    units["name"], units["local_name"] = shown_names(units, places, seat, rules)
    if not rules.ship_points or rules.ordered:
        units = units.assign(latitude=np.nan, longitude=np.nan)
    nowhere = (units["seat"] == 0) & units["latitude"].isna() & units["near_km"].isna()
    units.loc[nowhere & (units["candidate"] == ""), "candidate"] = NOWHERE
    lying = pd.DataFrame({
        "geonameid": ids, "country": rules.country, "code": np.append(units["code"].to_numpy(object), "")[linked.unit],
        "how": linked.how, **{column: places[column] for column in ("name", "population", "feature_code")},
    })  # fmt: skip
    return units, lying


def _pointed(places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> pd.DataFrame:
    """The units with the point of a place that was named by hand, where the register's own is wrong or missing."""
    place_of = {int(number): row for row, number in enumerate(places["geonameid"])}
    for entry in rules.of("point"):
        hit, place = units["code"] == entry["code"], place_of.get(int(entry["geonameid"]), -1)
        if not hit.any() or place < 0:
            where = f"{rules.country}.toml, point of {entry['code']}"
            raise InputError(f"{where}: no such unit, or no place {entry['geonameid']} there")
        for axis in AXES:
            units.loc[hit, axis] = places[axis].to_numpy(np.float64)[place]
    return units


def _write(path: Path, frame: pd.DataFrame) -> None:
    columns = [str(column) for column in frame.columns]
    rows = zip(*(frame[column].tolist() for column in columns), strict=True)
    tables.write_csv(path, [dict(zip(columns, row, strict=True)) for row in rows])


def _whole(number: float) -> str:
    return "" if np.isnan(number) else f"{number:.0f}"
