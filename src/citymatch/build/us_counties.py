"""Makes the table of US counties: people by the latest estimate, beside the centres of population of the old table.

    python -m citymatch.build.us_counties FOLDER_OF_US_TOWNS

Reads the file of counties of that folder and the committed register. A county that the present table has keeps its
population-weighted centre and its areas; one that is new takes the Census Gazetteer's point and the land of its
subdivisions. Run `python -m citymatch.build.us_tables` afterwards for the states.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import citymatch.datasets

from .tables import read_csv, write_csv
from .us_facts import COUNTIES, Row, read_table
from .us_register import REGISTER
from .us_tables import STATE_NAME

SUCCESSORS = {"02158": "02270", "46102": "46113"}
"""Counties that have only changed their code and name, with the old code."""

OTHER_NAMES = {
    "02063": "Valdez-Cordova Census Area", "02066": "Valdez-Cordova Census Area",
    "02158": "Wade Hampton Census Area", "02195": "Petersburg Census Area", "22059": "La Salle Parish",
    "46102": "Shannon County",
}  # fmt: skip
"""Names that counties had in 2010."""

SOURCES = {
    "pep_v2024": "US Census Bureau estimate of July 2024",
    "census2020": "US Census 2020",
    "acs5_2023": "American Community Survey 2019-2023",
}


def county_rows(
    facts: Sequence[Row], present: Sequence[Mapping[str, str]], land: Mapping[str, str]
) -> list[dict[str, str]]:
    """The rows of `us_counties.csv`, by code: the fifty states and DC, Connecticut's old counties and regions.

    `present` are the rows of the table as it stands, `land` the square kilometres of each county by code.
    """
    centre = {row["fips"]: row for row in present}
    rows = []
    for fact in sorted(facts, key=lambda fact: fact["geoid"]):
        if fact["state"] not in STATE_NAME:
            continue
        fips = fact["geoid"]
        known = centre.get(fips) or centre.get(SUCCESSORS.get(fips, ""))
        rows.append(
            {
                "fips": fips,
                "state": fact["state"],
                "name": fact["name"],
                "other_names": OTHER_NAMES.get(fips, ""),
                "population": fact["population"],
                "year": fact["year"],
                "population_source": SOURCES[fact["source"].split(":")[0]],
                "population_2020": fact["pop_census2020"],
                "latitude": known["latitude"] if known else f"{float(fact['lat']):.5f}",
                "longitude": known["longitude"] if known else f"{float(fact['lon']):.5f}",
                "land_km2": known["land_km2"] if known else land[fips],
                "water_km2": known["water_km2"] if known else "",
            }
        )
    return rows


def main(folder: Path, datasets: Path = Path(citymatch.datasets.__file__).parent) -> None:
    """Write `us_counties.csv` anew from the file of counties and the table as it stands."""
    register = read_csv(datasets / "source" / REGISTER)
    land = {row["geoid"]: row["land_km2"] for row in register if row["layer"] == "county"}
    table = datasets / "us_counties.csv"
    write_csv(table, county_rows(read_table(folder, COUNTIES), read_csv(table), land))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
