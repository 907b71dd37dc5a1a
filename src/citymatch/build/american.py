"""The governments of the United States by the Census's own word, and the place of the gazetteer that each one is."""

from __future__ import annotations

import functools
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from . import us_inside, us_matching
from .us_register import NEW_YORK, REGISTER
from .us_tables import STATE_NAME

SOURCES = {
    "census2020": "US Census 2020", "base2020": "US Census 2020 (estimates base)",
    "estimate2021": "US Census Bureau estimate of July 2021",
    "govunits2023": "US Census Bureau, Government Units Survey 2023",
    "estimate2024": "US Census Bureau estimate of July 2024",
    "acs2023": "American Community Survey 2019-2023", "": "",
}  # fmt: skip
"""What the register's tags of sources stand for."""

LAYERS = {"subdivision": "base", "place": "place", "county": "county"}
LEGAL = {
    "consolidated city": "city", "corporation": "city", "municipality": "city", "city and borough": "city",
    "charter township": "township", "independent city": "city", "city and county": "city",
}  # fmt: skip
"""The kinds that go by a plainer word among the legal kinds of places."""

STATISTICAL = {
    "CCD": "a census county division: no government", "census subarea": "a census subarea: no government",
    "unorganized territory": "an unorganized territory: no government of its own",
    "district": "a district of a county: no government of its own",
    "planning region": "a planning region: a council of its towns and no general government",
    "census area": "a census area: no government of its own",
}  # fmt: skip
CDP = "a census-designated place: no government of its own"
CENSUS = "(US Census 2025)"

Ints = npt.NDArray[np.int64]
Texts = npt.NDArray[np.object_]
Bools = npt.NDArray[np.bool_]


def american(places: pd.DataFrame, source: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units of the United States and what each US place of the gazetteer is or lies in.

    `places` has the columns of `read_gazetteer`; `source` is the folder of source tables. The first frame has a row per
    unit: country, code (geoid), name, local_name (the official form where it differs), kind, admin1, people (NaN
    unknown), year, source, seat (geonameid of the place that is this government, 0 for none), near (geonameid of the
    nearest place), latitude, longitude, candidate ("" or why it is none), layer (base: the county subdivisions, which
    divide the nation; place; county), county_fips (of 2020), region_fips (Connecticut's planning region),
    legal_kind, government. Census-designated places have no row.

    The second has a row per place: geonameid, code (of the government that it is or in which it lies, "" unknown),
    is_seat, legal_kind, county_fips, reason, and own_code, own_people, own_year, own_source: the census place that the
    place is, and its figure.
    """
    dots = places[places["country"] == "US"].reset_index(drop=True)
    units = read_us_register(source)
    county = us_inside.counties(dots, units, source)
    lying = us_inside.subdivisions(dots, units, county)
    names = us_matching.name_table(dots)
    towns = us_matching.town_candidates(dots, names, units, lying)
    likely = us_matching.one_to_one(towns, len(dots))
    census = us_matching.match_places(dots, names, units, likely)
    seat = _seats(dots, names, units, census, towns, county)
    county = _settled_counties(units, census, seat, county)
    code, guessed = us_inside.governments(dots, units, county, lying, census)
    return _units(dots, units, seat), _inside(dots, units, census, seat, code, guessed, county)


@functools.cache
def read_us_register(source: Path) -> pd.DataFrame:
    """The register of the fifty states and the District of Columbia, with its figures as numbers."""
    units = pd.read_csv(source / REGISTER, dtype=str, keep_default_na=False)
    units = units[units["state"].isin(list(STATE_NAME))].reset_index(drop=True)
    for column in ("people", "latitude", "longitude", "land_km2"):
        units[column] = pd.to_numeric(units[column])
    return units


def _seats(
    dots: pd.DataFrame,
    names: pd.DataFrame,
    units: pd.DataFrame,
    census: Ints,
    towns: pd.DataFrame,
    county: Texts,
) -> Ints:
    """The row of the government that each dot is, -1 for none: its city, village or borough, its town, its county."""
    governs = (units["candidate"] == "yes").to_numpy()
    seat = np.where((census >= 0) & governs[census], census, -1)
    town = us_matching.match_towns(dots, units, towns, census)
    seat = np.where(seat < 0, town, seat)
    whole = us_matching.match_counties(dots, names, units, census, seat >= 0, county.tolist())
    return np.where(seat < 0, whole, seat)


def _settled_counties(units: pd.DataFrame, census: Ints, seat: Ints, county: Texts) -> Texts:
    """The county of each dot, that of the unit that it is where it has none."""
    unit = np.where(seat >= 0, seat, census)
    known = units["county_fips"].to_numpy(object)[unit]
    return np.asarray(np.where((county == "") & (unit >= 0), known, county), object)


def _units(dots: pd.DataFrame, units: pd.DataFrame, seat: Ints) -> pd.DataFrame:
    number = np.zeros(len(units), np.int64)
    number[seat[seat >= 0]] = dots["geonameid"].to_numpy(np.int64)[seat >= 0]
    kept = ((units["kind"] != "CDP") & (units["layer"] != "")).to_numpy()
    near = us_inside.nearest(units, dots)
    frame = pd.DataFrame(
        {
            "country": "US", "code": units["geoid"], "name": units["name"], "local_name": units["long_name"],
            "kind": units["kind"], "admin1": units["state"], "people": units["people"], "year": units["year"],
            "source": units["source"].map(SOURCES), "seat": number,
            "near": dots["geonameid"].to_numpy(np.int64)[near], "latitude": units["latitude"],
            "longitude": units["longitude"], "candidate": why_none(units), "layer": units["layer"].map(LAYERS),
            "county_fips": units["county_fips"], "region_fips": units["region_fips"],
            "legal_kind": units["kind"].replace(LEGAL), "government": units["government"] == "yes",
        }
    )  # fmt: skip
    return frame[kept].reset_index(drop=True)


def why_none(units: pd.DataFrame) -> list[str]:
    """Why each unit of the register is no candidate, "" for one."""
    name_of = dict(zip(units["geoid"], zip(units["kind"], units["name"], strict=True), strict=True))
    columns = ("candidate", "layer", "state", "kind", "government", "governed_by")
    return [
        "" if able == "yes" else _why(layer, state, kind, government, name_of.get(governor))
        for able, layer, state, kind, government, governor in zip(
            *(units[column] for column in columns), strict=True
        )
    ]


def _why(layer: str, state: str, kind: str, government: str, governor: tuple[str, str] | None) -> str:
    whose = called(*governor) if governor else ""
    if kind == "CDP":
        return CDP
    if government == "yes":
        return f"a {kind} of {STATE_NAME[state]}: no general government"
    if kind == "borough" and governor and state == "NY":
        return f"a borough of {whose}"
    if government == "via_place" and whose:
        return f"its government is {whose}"
    if government == "consolidated":
        return f"one government with {whose}" if whose else "consolidated with another government"
    if kind in STATISTICAL:
        return STATISTICAL[kind]
    if layer == "county":
        return f"a {kind} without a government of its own"
    return f"a {kind} whose government is not active"


def called(kind: str, name: str) -> str:
    """A unit's name with its kind, as a sentence has it.

    >>> called("town", "Norwich"), called("county", "Placer County"), called("consolidated city", "Nashville")
    ('the town of Norwich', 'Placer County', 'the city of Nashville')
    """
    kind = LEGAL.get(kind, kind)
    if name.lower().endswith((" county", " parish", f" {kind}")):
        return name
    return f"the {kind} of {name}"


def _inside(
    dots: pd.DataFrame,
    units: pd.DataFrame,
    census: Ints,
    seat: Ints,
    code: Texts,
    guessed: Bools,
    county: Texts,
) -> pd.DataFrame:
    geoid, kind = units["geoid"].to_numpy(object), units["kind"].to_numpy(object)
    is_seat = seat >= 0
    own = {name: units[name].to_numpy()[census] for name in ("geoid", "people", "year", "source")}
    legal = np.where(is_seat, kind[seat], np.where((census >= 0) & (kind[census] == "CDP"), "CDP", ""))
    code = np.where(is_seat, geoid[seat], code)
    known = census >= 0
    return pd.DataFrame(
        {
            "geonameid": dots["geonameid"], "code": code, "is_seat": is_seat,
            "legal_kind": [LEGAL.get(each, each) for each in legal.tolist()], "county_fips": county,
            "reason": _reasons(dots, units, seat, legal, code, guessed),
            "own_code": np.where(known, own["geoid"], ""), "own_people": np.where(known, own["people"], np.nan),
            "own_year": np.where(known, own["year"], ""),
            "own_source": [SOURCES[tag] if yes else "" for tag, yes in zip(own["source"], known, strict=True)],
        }
    )  # fmt: skip


def _reasons(
    dots: pd.DataFrame, units: pd.DataFrame, seat: Ints, legal: Texts, code: Texts, guessed: Bools
) -> list[str]:
    """A sentence for each dot: which government it is, or where it lies without one."""
    name_of = dict(zip(units["geoid"], zip(units["kind"], units["name"], strict=True), strict=True))
    layer, name = (
        units["layer"].tolist(),
        units["long_name"].where(units["long_name"] != "", units["name"]).tolist(),
    )
    section = (dots["feature_code"] == "PPLX").tolist()
    columns = (each.tolist() for each in (legal, code, seat, guessed))
    sentences = []
    for kind, governor, row, guess, part in zip(*columns, section, strict=True):
        if row >= 0:
            sentences.append(_seat_reason(kind, layer[row], name[row]))
        elif governor == NEW_YORK:
            sentences.append("a borough or neighborhood of the City of New York")
        else:
            what = CDP if kind == "CDP" else "a section of a city" if part else "no government of this name"
            where = (
                f"{', by its distance' if guess else ''}, in {called(*name_of[governor])}" if governor else ""
            )
            sentences.append(f"{what}{where} {CENSUS}")
    return sentences


def _seat_reason(kind: str, layer: str, name: str) -> str:
    if layer == "subdivision":
        return f"a {kind} with a general government of its own {CENSUS}"
    if layer == "county":
        return (
            f"the government is the {name} {CENSUS}"
            if " of " in name
            else f"the government is {name} {CENSUS}"
        )
    if kind == "consolidated city":
        return f"a city that is one government with its county {CENSUS}"
    return f"an incorporated {kind} {CENSUS}"
