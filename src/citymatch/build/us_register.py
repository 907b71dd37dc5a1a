"""The register of the United States: every place, county subdivision and county of the Census, and who governs it.

    python -m citymatch.build.us_register FOLDER_OF_US_TOWNS

The three files of that folder (places, county subdivisions, counties) are needed only to renew the table; a rebuild
of the snapshot reads `datasets/source/us_register.csv.gz`. Nothing is estimated: an unknown figure stays empty.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

import numpy as np

import citymatch.datasets

from .county_map import county_at
from .tables import write_csv
from .us_facts import SOURCES, Facts, Row, read_facts
from .us_names import Named, county_name, place_name, subdivision_name

REGISTER = "us_register.csv.gz"
KM2 = 2.589988110336
"""Square kilometres in a square mile."""

GENERAL = frozenset({"CT", "MA", "ME", "MI", "MN", "NH", "NJ", "NY", "PA", "RI", "VT", "WI"})
"""The states in which a town or township is a general government, and so a candidate."""

MERGED = "consolidated city"
MILFORD = {"0947515": "0917047535"}
"""Connecticut's Milford is one government as a city and as a town; the town is listed."""

NEW_YORK = "3651000"
WASHINGTON = "1150000"
INDEPENDENT = ("consolidated or coextensive with a city", "independent city")


def build_register(facts: Facts) -> list[dict[str, object]]:
    """The rows of the register: places, then subdivisions, then counties, each by code; of Puerto Rico the municipios.

    Columns: geoid, layer, state, name, long_name, kind, county_fips (of 2020), region_fips (Connecticut's planning
    region), government (yes, no, via_place, consolidated), governed_by (whose government it is where it has none
    of its own), candidate (yes, no), people, year, source, latitude, longitude, land_km2.
    """
    places = _places(facts)
    counties = _counties(facts, places)
    subdivisions = [row for row in _subdivisions(facts, places) if row["state"] != "PR"]
    places = [row for row in places if row["state"] != "PR"]
    _settle_merged(places, counties)
    rows = [*places, *subdivisions, *counties]
    for row in rows:
        row["candidate"] = _candidate(row)
    return rows


def _row(fact: Row, layer: str, named: Named, **more: object) -> dict[str, object]:
    tag = fact["source"].split(":")[0]
    land = fact.get("land_sqmi", "")
    return {
        "geoid": fact["geoid"],
        "layer": layer,
        "state": fact["state"],
        "name": named.name,
        "long_name": named.long_name,
        "kind": named.kind,
        "county_fips": "",
        "region_fips": "",
        "government": "no",
        "governed_by": "",
        "candidate": "",
        "people": fact["population"],
        "year": fact["year"],
        "source": SOURCES[tag],
        "latitude": f"{float(fact['lat']):.4f}",
        "longitude": f"{float(fact['lon']):.4f}",
        "land_km2": f"{float(land) * KM2:.1f}" if land else "",
        **more,
    }


def _places(facts: Facts) -> list[dict[str, object]]:
    main = _main_counties(facts)
    region = {row["same_code_place"]: row["geoid"][:5] for row in facts.subdivisions if row["state"] == "CT"}
    rows = []
    for fact in sorted(facts.places, key=lambda fact: fact["geoid"]):
        named = place_name(fact["name"], fact["lsad"], fact["state"])
        row = _row(fact, "place", named, county_fips=main[fact["geoid"]])
        row["region_fips"] = region.get(fact["geoid"], "")
        if fact["geoid"] in MILFORD:
            row |= {"government": "consolidated", "governed_by": MILFORD[fact["geoid"]], "kind": "city"}
        elif fact["funcstat"] in "AB" or "(balance)" in fact["name"] or fact["geoid"] == WASHINGTON:
            row["government"] = "yes"
        elif fact["funcstat"] == "N":
            row["government"] = "consolidated"
        rows.append(row)
    return rows


def _main_counties(facts: Facts) -> dict[str, str]:
    """For each place the county in which its point lies, if that is one of its counties; else the first of them."""
    points = np.array([(float(fact["lat"]), float(fact["lon"])) for fact in facts.places])
    lying = county_at(points[:, 0], points[:, 1])
    known = {row["geoid"] for row in facts.counties}
    found = {}
    for fact, at in zip(facts.places, lying.tolist(), strict=True):
        own = fact["counties_2020"].split()
        found[fact["geoid"]] = at if at in own or (not own and at in known) else next(iter(own), "")
    return found


def _subdivisions(facts: Facts, places: list[dict[str, object]]) -> list[dict[str, object]]:
    active = {(str(row["county_fips"]), row["name"]): row for row in places if row["government"] == "yes"}
    rows = []
    for fact in sorted(facts.subdivisions, key=lambda fact: fact["geoid"]):
        row = _row(fact, "subdivision", subdivision_name(fact["name"]), county_fips=fact["county_2020"])
        row["government"], row["governed_by"] = fact["government"], fact["same_code_place"]
        row["region_fips"] = fact["geoid"][:5] if fact["state"] == "CT" else ""
        if row["kind"] == "borough" and fact["funcstat"] == "G":
            row["governed_by"] = NEW_YORK
        city = active.get((str(row["county_fips"]), row["name"]))
        one = fact["funcstat"] in "BC" and fact["state"] == "NY" and city is not None
        if one and city is not None:
            row |= {"government": "consolidated", "governed_by": city["geoid"]}
        if row["government"] == "yes":
            row["governed_by"] = ""
        rows.append(row)
    return rows


def _counties(facts: Facts, places: list[dict[str, object]]) -> list[dict[str, object]]:
    cities: dict[str, list[dict[str, object]]] = defaultdict(list)
    for place in places:
        if place["government"] == "yes":
            cities[str(place["county_fips"])].append(place)
    land: dict[str, float] = defaultdict(float)
    for fact in facts.subdivisions:
        for code in {fact["geoid"][:5], fact["county_2020"]}:
            land[code] += float(fact["land_sqmi"] or "nan") * KM2
    rows = []
    for fact in sorted(facts.counties, key=lambda fact: fact["geoid"]):
        row = _row(fact, "county", county_name(fact["name"]), county_fips=fact["geoid"])
        row["land_km2"] = f"{land[fact['geoid']]:.1f}"
        row["government"], row["governed_by"] = _county_government(fact, cities[fact["geoid"]])
        rows.append(row)
    return rows


def _county_government(fact: Row, cities: list[dict[str, object]]) -> tuple[str, str]:
    """Whether a county governs, and else which city does: a merged one, or the largest where the law says so."""
    if fact["geoid"] in ("36005", "36047", "36061", "36081", "36085"):
        return "consolidated", NEW_YORK
    people = float(fact["pop_census2020"] or fact["population"] or "nan")
    merged = [
        city for city in cities if city["kind"] == MERGED and float(str(city["people"] or "nan")) > people / 2
    ]
    largest = sorted(cities, key=lambda city: -float(str(city["people"] or 0)))
    if merged or (fact["government"] in INDEPENDENT and largest):
        return "consolidated", str((merged or largest)[0]["geoid"])
    return ("yes" if fact["government"] in ("active county", *INDEPENDENT) else "no"), ""


def _settle_merged(places: list[dict[str, object]], counties: list[dict[str, object]]) -> None:
    """A city that has merged into a county is governed by it, or by the city that has taken over the county."""
    governor = {row["geoid"]: row["governed_by"] or row["geoid"] for row in counties}
    for row in places:
        if row["kind"] == MERGED and governor[row["county_fips"]] != row["geoid"]:
            row["government"] = "consolidated"
        if row["government"] == "consolidated" and not row["governed_by"]:
            row["governed_by"] = governor[row["county_fips"]]


def _candidate(row: Mapping[str, object]) -> str:
    able = row["government"] == "yes" and (row["layer"] != "subdivision" or row["state"] in GENERAL)
    return "yes" if able else "no"


def main(folder: Path, out: Path = Path(citymatch.datasets.__file__).parent / "source") -> None:
    """Write `us_register.csv.gz` from the folder of the three files."""
    write_csv(out / REGISTER, build_register(read_facts(folder)))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
