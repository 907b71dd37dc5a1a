"""Which place of the gazetteer is which unit of the US register: by name, state, distance, county and people."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.features.sphere import great_circle_km

from .us_names import place_keys, unit_keys
from .us_register import GENERAL

NEW_ENGLAND = ("CT", "MA", "ME", "NH", "RI", "VT")
NEAR_KM = 12.0
FAR_KM = 60.0
"""Up to here, beyond a unit's own radius, a namesake of about the same people is the same: some points are far off."""
ALIKE = np.log(3.0)
"""People within a factor of three are about the same."""
SAME = np.log(1.3)
"""People within a factor of 1.3 are nearly the same."""
OTHER_NAME = 0.8
BARE_NAME = 0.6
NO_GOVERNMENT = 1.0
"""What a match by another name costs more, one by a name without its legal word, and one of a mere census place."""
GONE = ("PPLQ", "PPLH", "PPLW")
COUNTY_SHARE = 0.6
"""A county without a city of its name is a dot of its name that holds this share of its people (Arlington)."""
OTHERWISE_NAMED = {5102427: "3402756460", 4558523: "4204533144"}
"""Places that go by a shorter or older name than the township that they are: Parsippany, Havertown."""

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]


def name_table(dots: pd.DataFrame) -> pd.DataFrame:
    """Every key of every dot: columns dot (row), state, key, penalty; the other names are dearer than the name."""
    rows: list[tuple[int, str, str, float]] = []
    columns = (dots[name].tolist() for name in ("name", "admin1", "other_names"))
    for row, (name, state, others) in enumerate(zip(*columns, strict=True)):
        found: dict[str, float] = {}
        for at, key in enumerate(place_keys(name)):
            found.setdefault(key, BARE_NAME * (at > 0))
        for other in others:
            if other.isascii() and other[:1].isupper() and len(other) > 3:
                for key in place_keys(other):
                    found.setdefault(key, OTHER_NAME)
        rows += [(row, state, key, penalty) for key, penalty in found.items()]
    return pd.DataFrame(rows, columns=["dot", "state", "key", "penalty"])


def unit_table(units: pd.DataFrame) -> pd.DataFrame:
    """Every key of every unit: columns unit (row), state, key, spoken (False for a key without its legal word)."""
    rows = [
        (row, state, key, at == 0 or bool(long_name))
        for row, name, long_name, state in zip(
            range(len(units)), units["name"], units["long_name"], units["state"], strict=True
        )
        for at, key in enumerate(unit_keys(name, long_name))
    ]
    return pd.DataFrame(rows, columns=["unit", "state", "key", "spoken"])


def pairs(dots: pd.DataFrame, names: pd.DataFrame, units: pd.DataFrame, of: Ints) -> pd.DataFrame:
    """Dots and units (rows `of` of `units`) that share a name in a state: dot, unit, cost, km, reach, apart.

    `apart` is how far the logarithms of their people lie apart (NaN unknown), `reach` the unit's radius in km.
    """
    some = unit_table(units.iloc[of])
    both = names.merge(some, on=["state", "key"])
    both["unit"] = of[both["unit"].to_numpy()]
    both["penalty"] += BARE_NAME * ~both["spoken"]
    both = both.sort_values("penalty", kind="stable").drop_duplicates(["dot", "unit"]).reset_index(drop=True)
    dot, unit = both["dot"].to_numpy(), both["unit"].to_numpy()
    here, there = (
        [frame[axis].to_numpy(np.float64)[rows] for axis in ("latitude", "longitude")]
        for frame, rows in ((dots, dot), (units, unit))
    )
    both["km"] = great_circle_km(*here, *there)
    both["reach"] = np.sqrt(units["land_km2"].fillna(0).to_numpy()[unit] / np.pi)
    own, their = dots["population"].to_numpy(np.float64)[dot], units["people"].to_numpy(np.float64)[unit]
    both["apart"] = np.abs(np.log(own + 1) - np.log(their + 1))
    both["cost"] = both["penalty"] + both["km"] / (5 + both["reach"]) + both["apart"].fillna(1).clip(upper=3)
    return both[["dot", "unit", "cost", "km", "reach", "apart"]]


def one_to_one(found: pd.DataFrame, size: int) -> Ints:
    """For each of `size` dots its unit, -1 for none: the cheapest pairs first, each side once."""
    answer = np.full(size, -1, np.int64)
    taken: set[int] = set()
    cheap = found.sort_values(["cost", "dot", "unit"], kind="stable")
    for dot, unit in zip(cheap["dot"].tolist(), cheap["unit"].tolist(), strict=True):
        if answer[dot] < 0 and unit not in taken:
            answer[dot] = unit
            taken.add(unit)
    return answer


def match_places(dots: pd.DataFrame, names: pd.DataFrame, units: pd.DataFrame, towns: Ints) -> Ints:
    """The census place that each dot is, -1 for none; `towns` are the towns found by `town_candidates`.

    A dot that calls itself a township is no city, and in New England one that is clearly the town and not the
    village of its name is left to the town.
    """
    layer, kind = units["layer"].to_numpy(object), units["kind"].to_numpy(object)
    found = pairs(dots, names, units, np.flatnonzero(layer == "place"))
    dot, unit = found["dot"].to_numpy(), found["unit"].to_numpy()
    governs = units["government"].to_numpy(object)[unit] == "yes"
    found["cost"] += NO_GOVERNMENT * ~governs
    wide = np.where(found["apart"] < ALIKE, FAR_KM, NEAR_KM)
    fit = np.asarray(found["km"] <= found["reach"] + wide)
    fit = fit & _living(dots, found) & ~(township_said(dots)[dot] & (kind[unit] != "CDP"))
    fit &= ~(
        (towns[dot] >= 0)
        & np.isin(kind[unit], ("village", "borough"))
        & _nearer(dots, units, towns, dot, unit)
    )
    return one_to_one(found[fit], len(dots))


def _living(dots: pd.DataFrame, found: pd.DataFrame) -> Bools:
    """Pairs whose dot is no abandoned place, and no section of a city but one that has a unit's own people."""
    code = dots["feature_code"].to_numpy(object)[found["dot"].to_numpy()]
    alike = (found["apart"] < SAME).to_numpy()
    return np.asarray(~np.isin(code, GONE) & ((code != "PPLX") | alike), bool)


def _nearer(dots: pd.DataFrame, units: pd.DataFrame, towns: Ints, dot: Ints, unit: Ints) -> Bools:
    """Whether a dot's people are clearly nearer to its town's than to another unit's."""
    own = np.log(dots["population"].to_numpy(np.float64)[dot] + 1)
    people = np.log(units["people"].to_numpy(np.float64) + 1)
    return np.asarray(np.abs(own - people[towns[dot]]) + 0.2 < np.abs(own - people[unit]), bool)


def township_said(dots: pd.DataFrame) -> Bools:
    """Whether a dot's name says that it is a township."""
    return dots["name"].str.contains(r"(?i)\btownship\b|\btwp\b").to_numpy(bool)


def town_candidates(
    dots: pd.DataFrame, names: pd.DataFrame, units: pd.DataFrame, lying: Ints
) -> pd.DataFrame:
    """Pairs of dots and towns or townships that are general governments; `lying` is the subdivision of each dot."""
    able = (units["layer"] == "subdivision") & (units["candidate"] == "yes")
    found = pairs(dots, names, units, np.flatnonzero(able))
    inside = lying[found["dot"].to_numpy()] == found["unit"].to_numpy()
    open_ = lying[found["dot"].to_numpy()] < 0
    alike = (found["apart"] < SAME).to_numpy()
    near = (found["km"] <= 3 + 1.5 * found["reach"]).to_numpy()
    far = (found["km"] <= 25 + found["reach"]).to_numpy()
    found["cost"] += 1.0 * ~inside
    found["inside"] = inside
    fit: pd.DataFrame = found[_living(dots, found) & (inside | (near & open_) | (far & alike))]
    return fit


def match_towns(dots: pd.DataFrame, units: pd.DataFrame, found: pd.DataFrame, places: Ints) -> Ints:
    """The town or township that each dot is, -1 for none; `places` are the census places of the dots.

    A dot that is a city, village or borough is no town. Outside New England a town that shares its name with one of
    these nearby takes only a dot that says so, or one of nearly its people.
    """
    governs = units["government"].to_numpy(object) == "yes"
    dot, unit = found["dot"].to_numpy(), found["unit"].to_numpy()
    free = ~((places >= 0) & governs[np.maximum(places, 0)])[dot]
    state = units["state"].to_numpy(object)[unit]
    alone = np.isin(state, NEW_ENGLAND) | ~namesakes(units)[unit]
    own = township_said(dots)[dot] | (found["inside"] & (found["apart"] < SAME)).to_numpy()
    answer = one_to_one(found[free & (alone | own)], len(dots))
    for geonameid, geoid in OTHERWISE_NAMED.items():
        answer[(dots["geonameid"] == geonameid).to_numpy()] = units.index[units["geoid"] == geoid][0]
    return answer


def namesakes(units: pd.DataFrame) -> Bools:
    """Whether each town or township has a city, village or borough of its name in its county or close by."""
    able = ((units["candidate"] == "yes") & units["state"].isin(GENERAL)).to_numpy()
    place, town = (
        units.assign(row=np.arange(len(units)), key=units["name"].str.casefold())[
            able & (units["layer"] == layer).to_numpy()
        ]
        for layer in ("place", "subdivision")
    )
    both = town.merge(place, on=["state", "key"], suffixes=("", "_of"))
    km = great_circle_km(
        *(both[column] for column in ("latitude", "longitude", "latitude_of", "longitude_of"))
    )
    reach = 10 + np.sqrt(both["land_km2"] / np.pi) + np.sqrt(both["land_km2_of"] / np.pi)
    close = (km <= reach) | (both["county_fips"] == both["county_fips_of"])
    answer = np.zeros(len(units), bool)
    answer[both["row"][close]] = True
    return answer


def match_counties(
    dots: pd.DataFrame,
    names: pd.DataFrame,
    units: pd.DataFrame,
    places: Ints,
    taken: Bools,
    county: Sequence[str],
) -> Ints:
    """The county that each dot is, -1 for none: Honolulu, Arlington, and a city that has merged into its county.

    `taken` are the dots that are governments already, `county` the county in which each lies.
    """
    governs = ((units["layer"] == "county") & (units["government"] == "yes")).to_numpy()
    row_of = {code: row for row, code in enumerate(units["geoid"])}
    people = units["people"].to_numpy(np.float64)
    answer = np.full(len(dots), -1, np.int64)
    short = units["name"].str.replace(
        r" (?:County|Parish|City and Borough|Borough|Municipality)$", "", regex=True
    )
    found = pairs(dots, names, units.assign(name=short), np.flatnonzero(governs))
    lies = units["geoid"].to_numpy(object)[found["unit"]] == np.asarray(county, object)[found["dot"]]
    own = np.fmax(dots["population"].to_numpy(np.float64), np.where(places >= 0, people[places], np.nan))
    large = own[found["dot"]] >= COUNTY_SHARE * people[found["unit"]]
    large |= (units["kind"] == "city and county").to_numpy()[found["unit"]]
    fit = lies & large & ~taken[found["dot"]] & _living(dots, found)
    answer = one_to_one(found[fit], len(dots))
    merged = np.flatnonzero((places >= 0) & (units["government"].to_numpy(object)[places] == "consolidated"))
    for dot in merged.tolist():
        governor = row_of.get(str(units["governed_by"].iat[places[dot]]), -1)
        if governor >= 0 and governs[governor] and governor not in answer:
            answer[dot] = governor
    return answer
