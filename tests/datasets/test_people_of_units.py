"""The people of candidates are those of the unit that signs: figures read by hand, from registers, one by one.

`people_of_units.csv`: 150 names that stood in top tens with the people of a part of the unit (or of more than it), with
the right figure. `right_before.csv`: 300 candidates in 30 countries, drawn by a seed from those whose figure was right
before units had registers, with the register's.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from citymatch.datasets import World
from citymatch.datasets.signing import load_who_signs
from citymatch.features.unit import NOT_OF_THE_UNIT

HERE = Path(__file__).parent
DIFFERENT = {
    1725115: "Biñan: the register is of 2024, the figure read by hand of 2020",
    2641745: "Nefyn: communities of Wales stand in no register",
}


def lines(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unit_row(world: World, geonameid: int) -> int:
    """The row of the unit that signs for a place: its own, or that of the unit in which it lies."""
    row = world.row_of(geonameid)
    governor = int(np.asarray(world["governed_by"])[row])
    return world.row_of(governor) if world["standing"][row] == "part_of" and governor else row


def test_the_people_of_units_that_were_wrong_are_right_or_said_to_be_of_a_town(world: World) -> None:
    told, signs = 0, load_who_signs()
    for line in lines("people_of_units.csv"):
        row = unit_row(world, int(line["geonameid"]))
        ratio = float(world["population"][row]) / float(line["people"])
        country = world["country"][row]
        if int(line["geonameid"]) in DIFFERENT:
            continue
        if signs[country].register == "complete" or world["population_of"][row] == "unit":
            assert ratio == pytest.approx(1, abs=0.2), (line["name"], line["unit"], ratio)
        elif not 0.8 <= ratio <= 1.2:
            source = world["population_source"][row]
            said = world["population_of"][row] in NOT_OF_THE_UNIT or "larger" in source
            assert said, (line["name"], source)
            told += 1
    assert told < 40  # most are right, and not only said to be wrong


def test_what_was_right_stays_right(world: World) -> None:
    drawn = lines("right_before.csv")
    assert len(drawn) == 300 and len({line["country"] for line in drawn}) == 30
    for line in drawn:
        row = world.row_of(int(line["geonameid"]))
        assert world["not_candidate"][row] == "", line["name"]
        assert float(world["population"][row]) == pytest.approx(float(line["people"]), rel=0.05), line["name"]
        assert world["population_of"][row] == "unit" and world["population_year"][row] == line["year"]


@pytest.mark.parametrize(
    ("geonameid", "name", "unit", "people", "year"),
    [
        (2690580, "Nacka", "", 105_189, "2020"),
        (2698729, "Kungsbacka", "", 84_395, "2020"),
        (2262912, "Sintra", "", 391_402, "2019"),
        (3145386, "Mosjøen (Vefsn)", "Vefsn", 13_481, "2026"),
        (1850147, "Tokyo", "", 14_064_696, "2020"),
        (2147714, "Sydney", "", 248_736, "2020"),
    ],
)
def test_units_known_from_their_registers(
    world: World, geonameid: int, name: str, unit: str, people: int, year: str
) -> None:
    """Nacka, Kungsbacka and Sintra as their statistical offices count them; Vefsn has its seat in Mosjøen."""
    row = world.row_of(geonameid)
    assert (world["name"][row], world["unit_name"][row], world["population_year"][row]) == (name, unit, year)
    assert float(world["population"][row]) == pytest.approx(people, rel=0.01)
    assert world["not_candidate"][row] == ""


def test_a_chinese_city_says_that_its_figure_is_of_the_built_up_area(world: World) -> None:
    row = world.row_of(2037013)  # Harbin
    assert world["population_of"][row] == "built_up"
    assert "larger and unknown" in world["population_source"][row]


def test_the_parts_that_do_not_sign_are_none(world: World) -> None:
    """Flatbush, Astoria and Staten Island lie in New York, Petržalka in Bratislava."""
    for geonameid, whole in {5117378: 5128581, 5107464: 5128581, 5139568: 5128581, 3058213: 3060972}.items():
        row = world.row_of(geonameid)
        assert world["not_candidate"][row] != "" and world["governed_by"][row] == whole


def test_a_first_name_of_a_ring_is_told_from_its_city(world: World) -> None:
    """Rypin is a town of 16,130 and a rural gmina of 7,492 around it, each with an id of its own."""
    town = [
        row for row in np.flatnonzero(np.asarray(world["country"] == "PL")) if world["name"][row] == "Rypin"
    ]
    assert [float(world["population"][row]) for row in town] == [16_130.0]
    ring = world.row_of_id("unit:PL:1004041071204")
    assert float(world["population"][ring]) == 7_492 and world["name"][ring].startswith("Rypin (")
    assert int(np.asarray(world["geonameid"])[ring]) == 0
