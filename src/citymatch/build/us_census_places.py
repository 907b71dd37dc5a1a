"""Makes the table of the US census places that are no place of the gazetteer, from the register.

    python -m citymatch.build.us_census_places

They have no government, so none of them is a candidate; the table is for saying so where one is asked for. A census
place whose name a government of its county bears (most towns of New England) is left out: that is the government.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from citymatch.places.folding import fold

from .american import SOURCES, american, read_us_register
from .gazetteer import read_gazetteer
from .tables import write_csv
from .us_official_names import SOURCE

COLUMNS = ["geoid", "state", "name", "county_fips", "population", "year", "source", "latitude", "longitude"]


def census_places(register: pd.DataFrame, inside: pd.DataFrame) -> pd.DataFrame:
    """The census places by code, with the columns of `COLUMNS`; `inside` is what `american` gives of places."""
    governing = register[register["government"] == "yes"]
    borne = set(zip(governing["county_fips"], governing["name"].map(fold), strict=True))
    places = register[(register["kind"] == "CDP") & ~register["geoid"].isin(set(inside["own_code"]))]
    keys = zip(places["county_fips"], places["name"].map(fold), strict=True)
    places = places[[key not in borne for key in keys]].sort_values("geoid")
    people = [f"{each:.0f}" if each == each else "" for each in places["people"]]
    point = {axis: [f"{each:.4f}" for each in places[axis]] for axis in ("latitude", "longitude")}
    return places.assign(population=people, source=places["source"].map(SOURCES), **point)[COLUMNS]


def build_census_places(path: Path) -> None:
    """Write `us_census_places.csv.gz`."""
    _, inside = american(read_gazetteer(SOURCE), SOURCE)
    rows = census_places(read_us_register(SOURCE), inside)
    write_csv(path, [dict(zip(COLUMNS, row, strict=True)) for row in rows.itertuples(index=False)])


if __name__ == "__main__":
    build_census_places(SOURCE.parent / "us_census_places.csv.gz")
