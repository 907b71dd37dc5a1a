"""Prints what matches on neither side in the United States: governments without a place, and places without one.

python -m citymatch.build.us_unmatched
"""

from __future__ import annotations

import pandas as pd

from .american import american
from .gazetteer import read_gazetteer
from .rebuild import SOURCE

LEAST = 500
SHOWN = 40


def unmatched(
    places: pd.DataFrame, units: pd.DataFrame, inside: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Cities and towns of 500 people and more that are no place of the gazetteer, and places of that size that lie in
    no unit of their name: neither a government nor a census-designated place. The largest come first.
    """
    able = (units["candidate"] == "") & (units["layer"] != "county") & (units["people"] >= LEAST)
    lone = units[able & (units["seat"] == 0)].sort_values("people", ascending=False, kind="stable")
    dots = places[["geonameid", "name", "admin1", "population", "feature_code"]].merge(inside, on="geonameid")
    lost = dots[~dots["is_seat"] & (dots["legal_kind"] != "CDP") & (dots["population"] >= LEAST)]
    return lone, lost.sort_values("population", ascending=False, kind="stable")


def by_state(units: pd.DataFrame, lone: pd.DataFrame, lost: pd.DataFrame) -> pd.DataFrame:
    """Per state: cities and towns of 500 people and more, those without a place, and places without a unit."""
    able = units[(units["candidate"] == "") & (units["people"] >= LEAST)]
    columns = {
        "cities": able.loc[able["layer"] == "place", "admin1"],
        "no place": lone.loc[lone["layer"] == "place", "admin1"],
        "towns": able.loc[able["layer"] == "base", "admin1"],
        "no place ": lone.loc[lone["layer"] == "base", "admin1"],
        "places without a unit": lost["admin1"],
    }
    counts = {name: states.value_counts() for name, states in columns.items()}
    return pd.DataFrame(counts).fillna(0).astype(int).sort_index()


def main() -> None:
    """Print the counts by state and the largest of each kind."""
    places = read_gazetteer(SOURCE)
    units, inside = american(places, SOURCE)
    lone, lost = unmatched(places, units, inside)
    print(by_state(units, lone, lost).to_string())
    for layer, what in (("place", "cities, villages and boroughs"), ("base", "towns and townships")):
        some = lone[lone["layer"] == layer]
        print(
            f"\n{len(some):,} {what} of {LEAST} people and more are no place of the gazetteer; the largest:"
        )
        print(some.head(SHOWN)[["code", "name", "kind", "admin1", "people"]].to_string(index=False))
    print(f"\n{len(lost):,} places of {LEAST} people and more are no unit of the Census; the largest:")
    print(lost.head(SHOWN)[["geonameid", "name", "admin1", "population", "reason"]].to_string(index=False))


if __name__ == "__main__":
    main()
