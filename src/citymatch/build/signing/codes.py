"""In which unit each place lies by the code of its division.

The gazetteer gives many places the codes of their lower divisions. In most countries one level of these is the
municipality; its codes are the register's own, or stand for them one to one. Which level that is, and which unit each
code stands for, is found from the places whose names are known: the units' names vote.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.build.standing.names import key
from citymatch.build.standing.registers import SOURCE
from citymatch.datasets import InputError

from .code_forms import equal_codes
from .decisions import holders
from .pairs import Rows, kilometres
from .rules import LEVELS, Rules

RANK = {"PPLC": 6, "PPLA": 5, "PPLA2": 4, "PPLA3": 3, "PPLA4": 2, "PPLA5": 1, "PPLX": -3, "PPLH": -9, "PPLQ": -9,
        "PPLW": -9}  # fmt: skip
"""How much of a seat the gazetteer calls a place."""
MAJORITY = 0.6
FINE = 0.3
"""A level with fewer divisions than this share of the units is no level of units."""
FAR_KM = 30.0
"""A code that is equal to a unit's so far away, where names vote for another, is so by chance."""
WHOLE_CODE = 7
"""A code of this many characters that stands in a register and in the gazetteer is no chance."""


@dataclass
class Divisions:
    """The gazetteer's divisions of one level.

    `group` is the number of each place's division (-1 none), `unit` the row of the unit of each division (-1 unknown).
    """

    level: str
    group: Rows
    unit: Rows

    def of_places(self) -> Rows:
        """The unit of each place's division."""
        return np.where(self.group >= 0, self.unit[np.maximum(self.group, 0)], -1)


def unit_by_code(places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, rules: Rules) -> Rows:
    """The unit of each place by the codes of the level that names most units; -1 where it has no code."""
    best, reached = np.full(len(places), -1, np.int64), 0
    for level in (rules.level,) if rules.level else LEVELS[:0:-1]:
        unit = _by_level(places, units, pairs, level, rules)
        distinct = len(np.unique(unit[unit >= 0]))
        if distinct > reached:
            best, reached = unit, distinct
    return best if rules.level else _by_whole_code(places, units, best)


def _by_whole_code(places: pd.DataFrame, units: pd.DataFrame, unit: Rows) -> Rows:
    """The register's own long code, where another level than the best has it."""
    position = {code: row for row, code in enumerate(units["code"]) if len(code) >= WHOLE_CODE}
    holder = holders(units)
    for level in LEVELS[:0:-1]:
        own = np.array([holder[position.get(code, -1)] for code in places[level]], np.int64)
        unit = np.where((unit < 0) & (own >= 0), own, unit)
    return unit


def _by_level(
    places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, level: str, rules: Rules
) -> Rows:
    """The unit of each place by its code at one level."""
    group = np.where(_skipped(places, rules), -1, _groups(places, level))
    size = int(group.max()) + 1 if len(group) else 0
    if not size or size > 4 * len(units) + 20:
        return np.full(len(places), -1, np.int64)
    divisions = Divisions(level, group, np.full(size, -1, np.int64))
    if rules.level_names:
        _name(divisions, places, units, rules)
    else:
        _elect(divisions, places, pairs)
        _equate(divisions, places, units, equal_codes(places, units, pairs, level, rules))
    _tell(divisions, places, units, rules)
    return np.asarray(holders(units)[divisions.of_places()], np.int64)


def _groups(places: pd.DataFrame, level: str) -> Rows:
    """A number per place for its code at this level, -1 without one."""
    upto = LEVELS[1 : LEVELS.index(level) + 1]
    joined = ["|".join(codes) for codes in zip(*(places[each] for each in upto), strict=True)]
    number = pd.factorize(np.array(joined, object))[0].astype(np.int64)
    return np.where(places[level].to_numpy(object) == "", -1, number)


def _skipped(places: pd.DataFrame, rules: Rules) -> npt.NDArray[np.bool_]:
    """Places whose second-order division is known by its name to hold several units."""
    if not rules.level_skip:
        return np.zeros(len(places), bool)
    names = _division_names(rules.country)
    several = {pair for pair, name in names.items() if re.search(rules.level_skip, name)}
    return np.array([pair in several for pair in zip(places["admin1"], places["admin2"], strict=True)], bool)


def _division_names(country: str) -> dict[tuple[str, str], str]:
    """The names of a country's second-order divisions, by the codes of the first and the second order."""
    table = pd.read_csv(SOURCE / "admin2.csv.gz", keep_default_na=False, dtype=str)
    table = table[table["country"] == country]
    return {(a, b): name for a, b, name in zip(table["admin1"], table["admin2"], table["name"], strict=True)}


def _name(divisions: Divisions, places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> None:
    """A second-order division that bears the whole name of one unit, the word for its kind with it, is that unit."""
    called = {pair: key(name) for pair, name in _division_names(rules.country).items()}
    keys = [key(name) for name in units["name"]]
    times = Counter(keys)
    whole = {name: row for row, name in enumerate(keys) if times[name] == 1}
    for group, pair in zip(
        divisions.group.tolist(), zip(places["admin1"], places["admin2"], strict=True), strict=True
    ):
        if group >= 0 and called.get(pair, "") in whole:
            divisions.unit[group] = whole[called[pair]]


def _elect(divisions: Divisions, places: pd.DataFrame, pairs: pd.DataFrame) -> None:
    """A division is the unit for which most of the names in it vote, those of seats with more weight."""
    votes = pairs.assign(group=divisions.group[pairs["place"]])
    votes = votes[votes["group"] >= 0]
    order = places["feature_code"].map(RANK).fillna(0).clip(lower=0).to_numpy()[votes["place"]]
    votes = votes.assign(weight=votes["strength"] * (1 + order))
    tally = votes.groupby(["group", "unit"])["weight"].sum().reset_index()
    tally["share"] = tally["weight"] / tally.groupby("group")["weight"].transform("sum")
    elected = tally[tally["share"] >= MAJORITY]
    divisions.unit[elected["group"].to_numpy()] = elected["unit"].to_numpy()


def _equate(divisions: Divisions, places: pd.DataFrame, units: pd.DataFrame, equal: Rows) -> None:
    """The register's own code is no matter of votes, but where it leads far away."""
    known = np.flatnonzero((equal >= 0) & (divisions.group >= 0))
    group = divisions.group[known]
    voted = divisions.unit[group]
    far = (kilometres(places, units, known, equal[known]) > FAR_KM) & (voted >= 0) & (voted != equal[known])
    known = known[~np.isin(group, group[far])]
    divisions.unit[divisions.group[known]] = equal[known]


def _tell(divisions: Divisions, places: pd.DataFrame, units: pd.DataFrame, rules: Rules) -> None:
    """What the rules say by hand: the unit that a division is, and, where no name or code tells, that of its seat."""
    group, level = divisions.group, divisions.level
    row_of = {code: row for row, code in enumerate(units["code"])}
    place_of = {int(number): row for row, number in enumerate(places["geonameid"])}
    fine = level == rules.level or len(divisions.unit) >= FINE * len(units)  # no province or region
    for entry in rules.of("seat") if fine else ():
        place = place_of.get(int(entry["geonameid"]), -1)
        if place >= 0 and entry["code"] in row_of and group[place] >= 0 > divisions.unit[group[place]]:
            divisions.unit[group[place]] = row_of[entry["code"]]
    for entry in rules.of("inside"):
        if entry["code"] not in row_of:
            raise InputError(f"{rules.country}.toml, inside {entry['code']}: the register has no such unit")
        there = (places[level] == entry["division"]).to_numpy() & (group >= 0)
        divisions.unit[np.unique(group[there])] = row_of[entry["code"]]
