"""Makes the table of US states from the table of counties.

    python -m citymatch.build.us_tables

The population of a state is the sum of its counties' by the Census of 2020, its centre their mean weighted by it.
Connecticut counts by its eight old counties; its planning regions have no figure of that Census.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import citymatch.datasets

from .tables import read_csv, write_csv

# Code, name, FIPS code, and the short forms in use before the postal codes.
STATES = """
AL Alabama 01 Ala
AK Alaska 02 Alas
AZ Arizona 04 Ariz
AR Arkansas 05 Ark
CA California 06 Calif;Cal
CO Colorado 08 Colo;Col
CT Connecticut 09 Conn
DE Delaware 10 Del
DC District of Columbia 11 D.C.
FL Florida 12 Fla;Flor
GA Georgia 13 Ga
HI Hawaii 15 Haw;H.I.
ID Idaho 16 Ida
IL Illinois 17 Ill;Ills
IN Indiana 18 Ind
IA Iowa 19 Ia
KS Kansas 20 Kans;Kan
KY Kentucky 21 Ken;Kent
LA Louisiana 22 La
ME Maine 23 Me
MD Maryland 24 Md
MA Massachusetts 25 Mass
MI Michigan 26 Mich
MN Minnesota 27 Minn
MS Mississippi 28 Miss
MO Missouri 29 Mo
MT Montana 30 Mont
NE Nebraska 31 Neb;Nebr
NV Nevada 32 Nev
NH New Hampshire 33 N.H.
NJ New Jersey 34 N.J.
NM New Mexico 35 N.M.;N. Mex
NY New York 36 N.Y.
NC North Carolina 37 N.C.;N. Car;No. Carolina
ND North Dakota 38 N.D.;N. Dak;No. Dakota
OH Ohio 39 O.
OK Oklahoma 40 Okla
OR Oregon 41 Ore;Oreg
PA Pennsylvania 42 Penn;Penna
RI Rhode Island 44 R.I.
SC South Carolina 45 S.C.;S. Car;So. Carolina
SD South Dakota 46 S.D.;S. Dak;So. Dakota
TN Tennessee 47 Tenn
TX Texas 48 Tex
UT Utah 49 Ut
VT Vermont 50 Vt
VA Virginia 51 Virg
WA Washington 53 Wash;Washington State
WV West Virginia 54 W.Va;W. Virginia
WI Wisconsin 55 Wis;Wisc
WY Wyoming 56 Wyo
"""

Row = Mapping[str, str]


def _name_fips_others(rest: str) -> tuple[str, str, str]:
    words = rest.split(" ")
    at = next(i for i, word in enumerate(words) if word.isdigit())
    return " ".join(words[:at]), words[at], " ".join(words[at + 1 :])


_LINES = [line.split(" ", 1) for line in STATES.strip().splitlines()]
STATE_NAME = {code: _name_fips_others(rest)[0] for code, rest in _LINES}
STATE_FIPS = {code: _name_fips_others(rest)[1] for code, rest in _LINES}
"""Name and FIPS code of each state by its postal code."""


def states(county_rows: Sequence[Row]) -> list[dict[str, str]]:
    """The rows of `datasets/us_states.csv`, from the counties of each state."""
    rows = []
    for code, rest in _LINES:
        name, fips, others = _name_fips_others(rest)
        own = [row for row in county_rows if row["state"] == code and row["population_2020"]]
        latitude, longitude = weighted_centre(own)
        rows.append(
            {
                "state": code,
                "name": name,
                "fips": fips,
                "other_names": others,
                "population": str(sum(int(row["population_2020"]) for row in own)),
                "year": "2020",
                "latitude": f"{latitude:.5f}",
                "longitude": f"{longitude:.5f}",
            }
        )
    return rows


def weighted_centre(rows: Iterable[Row]) -> tuple[float, float]:
    """Latitude and longitude in degrees of the mean of centres on the sphere, weighted by population.

    >>> weighted_centre([{"latitude": "52", "longitude": "179", "population_2020": "5"},
    ...                  {"latitude": "52", "longitude": "-179", "population_2020": "5"}])[1]
    180.0
    """
    x = y = z = 0.0
    for row in rows:
        latitude, longitude = math.radians(float(row["latitude"])), math.radians(float(row["longitude"]))
        weight = float(row["population_2020"])
        x += weight * math.cos(latitude) * math.cos(longitude)
        y += weight * math.cos(latitude) * math.sin(longitude)
        z += weight * math.sin(latitude)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def main(folder: Path = Path(citymatch.datasets.__file__).parent) -> None:
    """Write `us_states.csv` next to `us_counties.csv`."""
    write_csv(folder / "us_states.csv", states(read_csv(folder / "us_counties.csv")))


if __name__ == "__main__":
    main()
