"""Makes two small tables from the register of the United States, for reading names of governments as officials write them.

    python -m citymatch.build.us_official_names

`us_official_names.csv` has the Census's names of governments and census places that the gazetteer calls otherwise.
`us_county_governments.csv` has the counties that are no government of their own, and which community governs them.
A rebuild of the data files makes both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

import citymatch.datasets
from citymatch.places.folding import fold, spellings

from .american import LEGAL, american, read_us_register
from .gazetteer import read_gazetteer
from .tables import write_csv
from .us_register import NEW_YORK

SOURCE = Path(citymatch.datasets.__file__).parent / "source"
MERGED, PART, NONE = "merged", "part", "none"


def official_names(
    units: pd.DataFrame, inside: pd.DataFrame, places: pd.DataFrame, register: pd.DataFrame
) -> list[dict[str, str]]:
    """The names of the register that are not the gazetteer's, by community.

    Columns: community_id, name, and kind where the community is a municipality of another kind too: the town of
    Stamford is the city of Stamford. `units` and `inside` are what `american` gives, `places` the gazetteer, `register`
    the register itself.
    """
    name_of = dict(zip(places["geonameid"].tolist(), places["name"].tolist(), strict=True))
    census = inside[(inside["legal_kind"] == "CDP") & (inside["own_code"] != "")]
    seats = [*zip(units["code"], units["seat"], strict=True)]
    seats += [*zip(census["own_code"], census["geonameid"], strict=True)]
    names = {
        code: (name, long)
        for code, name, long in zip(register["geoid"], register["name"], register["long_name"], strict=True)
    }
    found: dict[tuple[str, str, str], None] = {}
    for code, seat in seats:
        known = name_of.get(seat, names[code][0])
        for name in _others(names[code], known):
            found[_id(code, seat), name, ""] = None
    seat_of = dict(seats)
    for code, name, kind in _of_two_kinds(register):
        found[_id(code, seat_of[code]), name, kind] = None
    return [{"community_id": id, "name": name, "kind": kind} for id, name, kind in sorted(found)]


def _of_two_kinds(register: pd.DataFrame) -> Iterator[tuple[str, str, str]]:
    """The code of each government that is a municipality of another kind too, with the name and kind of that."""
    kind_of = dict(zip(register["geoid"], register["kind"].replace(LEGAL), strict=True))
    lower = register[(register["layer"] != "county") & register["governed_by"].isin(list(kind_of))]
    lower = lower[lower["government"].isin(["consolidated", "via_place"])]
    for governor, name, kind in zip(
        lower["governed_by"], lower["name"], lower["kind"].replace(LEGAL), strict=True
    ):
        if kind in ("city", "town", "village", "borough") and kind != kind_of[governor]:
            yield governor, name, kind


def _others(names: tuple[str, str], known: str) -> Iterator[str]:
    """Those of some names that do not read as the known one."""
    for name in filter(None, names):
        if fold(known) not in spellings(name):
            yield name


def _id(code: str, seat: int) -> str:
    if seat:
        return f"geonames:{seat}"
    return f"us-county:{code}" if len(code) == 5 else f"unit:US:{code}"


def county_governments(units: pd.DataFrame, register: pd.DataFrame) -> list[dict[str, str]]:
    """The counties that are not a government of their own, or that are one under another id, by code.

    Columns: fips; standing (merged: one government with the community, part: a part of the community, none: no
    government at all); community_id (empty for none).
    """
    seat = dict(zip(units["code"], units["seat"], strict=True))
    counties = register[register["layer"] == "county"].sort_values("geoid")
    columns = (counties[name] for name in ("geoid", "state", "government", "governed_by"))
    rows = []
    for fips, state, government, governor in zip(*columns, strict=True):
        standing, code = _standing(fips, government, governor, seat)
        if standing and state != "PR":
            community = _id(code, seat[code]) if code else ""
            rows.append({"fips": fips, "standing": standing, "community_id": community})
    return rows


def _standing(fips: str, government: str, governor: str, seat: Mapping[str, int]) -> tuple[str, str]:
    """What a county is if it is no record of its own, and the code of the unit that governs it."""
    if government == "yes":
        return (MERGED, fips) if seat[fips] else ("", "")
    if government == "consolidated" and governor:
        return (PART if governor == NEW_YORK else MERGED), governor
    return NONE, ""


def build_official_names(path: Path) -> None:
    """Write `us_official_names.csv`."""
    places = read_gazetteer(SOURCE)
    units, inside = american(places, SOURCE)
    write_csv(path, official_names(units, inside, places, read_us_register(SOURCE)))


def build_county_governments(path: Path) -> None:
    """Write `us_county_governments.csv`."""
    units, _ = american(read_gazetteer(SOURCE), SOURCE)
    write_csv(path, county_governments(units, read_us_register(SOURCE)))


if __name__ == "__main__":
    build_official_names(SOURCE.parent / "us_official_names.csv")
    build_county_governments(SOURCE.parent / "us_county_governments.csv")
