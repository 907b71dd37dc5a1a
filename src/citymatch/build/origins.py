"""Writes the tables of origins in the United States from the gathered Census figures.

    python -m citymatch.build.origins FACTS

FACTS is the directory `us_origins` of gathered statistics as CSV files (and `us_places.csv` beside it). The tables in
`datasets/` are the source of truth: the figures were transcribed once from the publications that the data card names,
and this module documents what was then done to them.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch import datasets
from citymatch.datasets.origins import DETAIL, UNKNOWN, load_ancestry_groups
from citymatch.places.folding import fold

from .tables import write_csv

Row = dict[str, str]
Shares = npt.NDArray[np.uint16]

TOP_MUNICIPALITIES = 20
"""So many Mexican municipalities of a consulate are kept: the first ones."""

DEFAULT_CODES = frozenset(("09005", "12001", "20067", "14039"))
"""Municipalities that stand in the consular figures for people of whom only the city or state was asked: Gustavo A.
Madero, Acapulco, Oaxaca de Juárez and Guadalajara hold several times the people that their neighbours do."""


def read(path: Path) -> list[Row]:
    """The rows of a CSV file, packed or not."""
    if not path.exists():
        path = path.with_name(path.name + ".gz")
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def permille(values: Iterable[float]) -> list[int]:
    """Shares of 1 as whole thousandths; an unknown one is `UNKNOWN`.

    >>> permille([0.1234, float("nan")])
    [123, 65535]
    """
    return [UNKNOWN if value != value else round(1000 * min(max(value, 0.0), 1.0)) for value in values]


def make_up_of_places(folder: Path) -> dict[str, list[int]]:
    """The make-up of Census places and of the towns of Massachusetts by their code, in thousandths."""
    abroad = {
        row["geoid"]: _number(row["share_foreign_born"]) for row in read(folder / "place_foreign_born.csv")
    }
    governed = {row["geoid"] for row in read(folder.parent / "us_places.csv") if row["kind"] != "CDP"}
    found = {}
    for row in read(folder / "place_race.csv"):
        if row["geoid"] not in governed:
            continue
        black, native, asian, hispanic = (
            _number(row[f"share_{group}"]) / 100 for group in ("black", "native", "asian", "hispanic")
        )
        white = max(0.0, 1 - hispanic - black - asian - native)  # the file's own white includes Hispanics
        found[row["geoid"]] = permille([white, black, asian, hispanic, abroad.get(row["geoid"], np.nan)])
    for row in read(folder / "ma_town_race_origin_2014.csv"):
        people = _number(row["population"])
        groups = [_number(row[g]) / people for g in ("white_non_hispanic", "black", "asian", "hispanic")]
        found[row["cousub_geoid"]] = permille([*groups, np.nan])
    return found


def make_up_of_counties(folder: Path) -> dict[str, list[int]]:
    """The same of counties."""
    found = {}
    for row in read(folder / "county_language_race_2019.csv"):
        groups = ("white_not_hispanic_2019", "black_2019", "asian_2019", "hispanic_2019", "foreign_born_2010")
        found[row["fips"].zfill(5)] = permille(_number(row[group]) / 100 for group in groups)
    return found


def ancestries_of_counties(folder: Path) -> dict[str, npt.NDArray[Any]]:
    """The groups of `ancestry_groups.csv` and their shares in the nation, counties with their people, and the share of
    each group there in ten-thousandths.

    Shares of fewer than 30 people or of less than 0.08 % are left out of the counties: they say nothing of a town.
    """
    groups = {group: at for at, group in enumerate(load_ancestry_groups())}
    shares: dict[str, dict[int, int]] = defaultdict(dict)
    everyone: dict[str, int] = {}
    nation = np.zeros(len(groups))
    for row in read(folder / "county_ancestry_recent.csv"):
        fips, number, share = row["fips"].zfill(5), float(row["people"]), float(row["share"])
        if share > 0.02:
            everyone[fips] = max(everyone.get(fips, 0), round(number / share))
        if row["ancestry"] in groups:
            nation[groups[row["ancestry"]]] += number
        if row["ancestry"] in groups and number >= 30 and share >= 0.0008:
            shares[fips][groups[row["ancestry"]]] = round(10_000 * share)
    order = sorted(everyone)
    table = np.zeros((len(groups), len(order)), np.uint16)
    for at, fips in enumerate(order):
        for group, share in shares[fips].items():
            table[group, at] = share
    people = np.array([everyone[fips] for fips in order], np.uint32)
    return {
        "ancestry_group": np.array(list(groups)),
        "ancestry_nation": (nation / people.sum(dtype=np.float64)).astype(np.float32),
        "ancestry_county": np.array([int(fips) for fips in order], np.int32),
        "ancestry_share": table,
        "ancestry_people": people,
    }


def details(rows: Iterable[Row], key: str) -> tuple[list[str], Shares]:
    """Districts or counties with the shares of `DETAIL` in their people, in ten-thousandths."""
    codes, shares = [], []
    for row in sorted(rows, key=lambda row: row[key]):
        people = _number(row["population"])
        if people > 0:
            codes.append(row[key])
            found = [_number(row[name]) / people for name in DETAIL]
            shares.append([UNKNOWN if s != s else round(10_000 * min(s, 1.0)) for s in found])
    return codes, np.array(shares, np.uint16)


def districts_of_places(folder: Path) -> dict[str, str]:
    """For each place the district in which most of its postal areas lie."""
    best: dict[str, tuple[float, str]] = {}
    for row in read(folder / "place_congress_district_by_zip.csv"):
        candidate = (float(row["share_of_zip_pairs"]), row["state_cd"].zfill(4))
        best[row["geoid"]] = max(best.get(row["geoid"], (0.0, "")), candidate)
    return {geoid: code for geoid, (_, code) in best.items()}


def write_arrays(folder: Path, out: Path) -> None:
    """`us_origins.npz`: make-up of places and counties, ancestries of counties, details of districts and counties."""
    places, counties, district_of = (
        make_up_of_places(folder), make_up_of_counties(folder), districts_of_places(folder),
    )  # fmt: skip
    districts, of_districts = details(read(folder / "congress_district_origin_2017.csv"), "state_cd115")
    detailed, of_counties = details(read(folder / "county_hispanic_asian_origin_partial.csv"), "fips")
    at = {code: position for position, code in enumerate(districts)}
    codes = sorted(places, key=int)
    arrays = ancestries_of_counties(folder)
    np.savez_compressed(
        out / "us_origins.npz",
        allow_pickle=False,
        place_step=np.diff([0, *(int(code) for code in codes)]),
        place_make_up=np.array([places[code] for code in codes], np.uint16).T.copy(),
        place_district=np.array([at.get(district_of.get(code, ""), UNKNOWN) for code in codes], np.uint16),
        county=np.array([int(code) for code in sorted(counties)], np.int32),
        county_make_up=np.array([counties[code] for code in sorted(counties)], np.uint16).T.copy(),
        **arrays,
        district=np.array([int(code) for code in districts], np.int32), district_detail=of_districts,
        detail_county=np.array([int(code) for code in detailed], np.int32), county_detail=of_counties,
    )  # fmt: skip


def mexico(folder: Path) -> list[Row]:
    """Consular identity cards of 2011 by consulate: people of each Mexican state, and of the first municipalities."""
    units = _mexican_units()
    states: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    towns: dict[str, dict[str, float]] = defaultdict(dict)
    where: dict[str, tuple[str, str]] = {}
    for row in read(folder / "mexico_consulate_municipality_2011.csv"):
        code, people = row["mx_municipality_code"].zfill(5), float(row["matriculas"])
        where[row["consulate"]] = (row["lat"], row["lon"])
        if code in units:
            states[row["consulate"]][units[code]] += people
            if code not in DEFAULT_CODES:
                towns[row["consulate"]][code] = people
    rows = []
    for consulate, (latitude, longitude) in sorted(where.items()):
        head = {"consulate": consulate, "latitude": latitude, "longitude": longitude}
        for division, people in sorted(states[consulate].items()):
            rows.append({**head, "region": f"MX.{division}", "people": f"{people:.0f}"})
        first = sorted(towns[consulate].items(), key=lambda item: (-item[1], item[0]))[:TOP_MUNICIPALITIES]
        rows += [
            {**head, "region": f"MX.{units[code]}.{code}", "people": f"{n:.0f}"} for code, n in sorted(first)
        ]
    return rows


def _mexican_units() -> Mapping[str, str]:
    """The division (GeoNames code) of each Mexican municipality by its code."""
    world = datasets.load_world()
    here = np.flatnonzero(np.asarray(world["country"] == "MX") & np.asarray(world["layer"] == "base"))
    codes, divisions = np.asarray(world["unit_code"])[here], np.asarray(world["admin1"])[here]
    return dict(zip(codes.tolist(), divisions.tolist(), strict=True))


def hispanic_of_new_york(folder: Path) -> list[Row]:
    """People of each Hispanic origin in the counties of New York State."""
    from babel import Locale

    names = {fold(name): code for code, name in Locale("en").territories.items() if len(code) == 2}
    names |= {fold(word): code for word, code in _ADJECTIVES.items()}
    rows = []
    for row in read(folder / "ny_county_hispanic_origin_2015.csv"):
        for column, value in row.items():
            code = names.get(fold(column.replace("_dominican_republic", "")))
            if code and float(value) > 0:
                rows.append({"fips": row["fips"].zfill(5), "country": code, "people": value})
    return sorted(rows, key=lambda row: (row["fips"], row["country"]))


_ADJECTIVES = {
    "Mexican": "MX", "Cuban": "CU", "Dominican": "DO", "Costa Rican": "CR", "Guatemalan": "GT", "Honduran": "HN",
    "Nicaraguan": "NI", "Panamanian": "PA", "Salvadoran": "SV", "Argentinean": "AR", "Bolivian": "BO",
    "Chilean": "CL", "Colombian": "CO", "Ecuadorian": "EC", "Paraguayan": "PY", "Peruvian": "PE",
    "Uruguayan": "UY", "Venezuelan": "VE", "Other Spaniard": "ES",
}  # fmt: skip


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def birthplaces_of_new_york(folder: Path) -> dict[str, dict[str, float]]:
    """People of New York's five counties by country of birth (ACS 2019-2023), by county, and under "" of all."""
    from babel import Locale

    names = {fold(name): code for code, name in Locale("en").territories.items() if len(code) == 2}
    names |= {fold(name): code for name, code in _CENSUS_NAMES.items()}
    found: dict[str, dict[str, float]] = {"": {}}
    for row in read(folder / "nyc_county_birthplace_2023.csv"):
        code, people = names.get(fold(row["birthplace"])), float(row["people"])
        if code and code != "US":
            found.setdefault(row["fips"], {})[code] = people
            found[""][code] = found[""].get(code, 0.0) + people
    return found


_CENSUS_NAMES = {
    "Burma (Myanmar)": "MM", "Cabo Verde": "CV", "Korea": "KR", "Vietnam": "VN", "Ivory Coast": "CI",
    "Trinidad and Tobago": "TT", "Congo": "CG", "Democratic Republic of Congo (Zaire)": "CD",
    "North Macedonia (Macedonia)": "MK", "Bosnia and Herzegovina": "BA", "Antigua and Barbuda": "AG",
    "Hong Kong": "HK", "St. Lucia": "LC", "St. Vincent and the Grenadines": "VC", "Turkey": "TR", "Micronesia": "FM",
}  # fmt: skip
NEW_YORK_CITY = "5128581"
"""Its geonameid."""


def places_in_several_counties(folder: Path) -> list[Row]:
    """The counties of each place with a government that lies in more than one."""
    rows = read(folder / "us_places_2020.csv")
    return [
        {"code": row["geoid"], "counties": row["counties_2020"]}
        for row in rows
        if row["incorporated"] == "yes" and " " in row["counties_2020"]
    ]


def add_new_york(folder: Path, out: Path) -> None:
    """Put New York City among the places with figures of their own, and the Bronx among the counties."""
    found = birthplaces_of_new_york(folder)
    for file, key, people in (
        ("place_birthplace.csv.gz", NEW_YORK_CITY, found[""]),
        ("county_birthplace.csv.gz", "36005", found["36005"]),
    ):
        rows = read(out / file)
        first, second, number = rows[0]
        kept = [row for row in rows if row[first] != key]
        kept += [{first: key, second: code, number: f"{n:.0f}"} for code, n in people.items() if n >= 100]
        write_csv(out / file, _plain(sorted(kept, key=lambda row: (row[first], row[second]))))


def build(folder: Path, out: Path) -> None:
    """Write all tables of origins into `out`; those that `build.ties` has written get New York's figures."""
    add_new_york(folder, out)
    write_arrays(folder, out)
    write_csv(out / "mexico_origins.csv.gz", _plain(mexico(folder)))
    write_csv(out / "county_hispanic.csv.gz", _plain(hispanic_of_new_york(folder)))
    write_csv(out / "place_counties.csv.gz", _plain(places_in_several_counties(folder.parent / "us_towns")))


def _plain(rows: Sequence[Row]) -> list[dict[str, object]]:
    return [dict(row) for row in rows]


if __name__ == "__main__":
    build(Path(sys.argv[1]), Path(datasets.__file__).parent)
