"""The script that makes the table of states, on a country of two counties and on the real ones."""

from pathlib import Path

import pytest

import citymatch.datasets
from citymatch.build import us_tables
from citymatch.build.tables import read_csv

HEADER = "fips,state,name,population_2020,latitude,longitude,land_km2,water_km2\n"
COUNTIES = "06001,CA,Alameda County,3000,37.6,-121.8,1,1\n06003,CA,Alpine County,1000,38.6,-119.8,1,1\n"
NEWER = "06999,CA,A Planning Region,,38.6,-119.8,1,1\n"


def test_states_are_the_sum_and_the_mean_of_their_counties(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "us_counties.csv").write_text(HEADER + COUNTIES + NEWER, encoding="utf-8")
    monkeypatch.setattr(us_tables, "_LINES", [["CA", "California 06 Calif"]])
    us_tables.main(tmp_path)
    (row,) = read_csv(tmp_path / "us_states.csv")
    assert (row["state"], row["name"], row["fips"]) == ("CA", "California", "06")
    assert (row["other_names"], row["population"], row["year"]) == ("Calif", "4000", "2020")
    # A quarter of the way from the larger county to the smaller one.
    assert float(row["latitude"]) == pytest.approx(37.85, abs=0.01)
    assert float(row["longitude"]) == pytest.approx(-121.3, abs=0.02)


def test_the_centre_crosses_the_date_line() -> None:
    rows = [
        {"latitude": "52", "longitude": "179", "population_2020": "1"},
        {"latitude": "52", "longitude": "-177", "population_2020": "1"},
    ]
    assert us_tables.weighted_centre(rows)[1] == pytest.approx(-179)


def test_the_committed_table_is_what_the_script_makes(tmp_path: Path) -> None:
    committed = Path(citymatch.datasets.__file__).parent
    (tmp_path / "us_counties.csv").write_bytes((committed / "us_counties.csv").read_bytes())
    us_tables.main(tmp_path)
    assert (tmp_path / "us_states.csv").read_bytes() == (committed / "us_states.csv").read_bytes()
