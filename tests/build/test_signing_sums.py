"""The sum of a country's candidates against its nation tells a unit that is missing or counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from citymatch.build.signing.register import Nation, Register
from citymatch.build.signing.rules import Rules
from citymatch.build.signing.sums import sums

Make = Callable[..., Rules]

NATION = Nation(4000.0, "2021", "INE, Censos 2021")


def row(units: list[dict[str, Any]], rules: Rules, country: str = "PT") -> dict[str, object]:
    """The check of one country whose candidates are its candidate units."""
    usual = {"country": country, "layer": "base", "candidate": "", "above": "", "people": 1000.0}
    frame = pd.DataFrame([{**usual, **unit} for unit in units])
    places = pd.DataFrame({"country": frame["country"]})
    judged = pd.DataFrame({
        "not_candidate": frame["candidate"], "population": frame["people"], "layer": frame["layer"],
    })  # fmt: skip
    (told,) = sums(places, judged, Register(frame, pd.DataFrame(), {rules.country: rules}, {"PT": NATION}))
    return told


def test_a_complete_register_gives_the_whole_nation(rules_of: Make) -> None:
    units = [{"code": "A", "people": 2500.0}, {"code": "B", "people": 1500.0}]
    told = row(units, rules_of())
    assert (told["register"], told["figure"], told["candidates"]) == ("complete", "unit", 2)
    assert (told["people"], told["nation"], told["share"]) == ("4000", "4000", "1.000")
    assert (told["nation_year"], told["nation_source"]) == ("2021", "INE, Censos 2021")


def test_a_unit_counted_twice_stands_above_the_bound(rules_of: Make) -> None:
    """A city of 2,500 that stands in the base beside its parts of 1,000 and 1,500: 6,500 of 4,000."""
    units = [
        {"code": "A", "people": 2500.0}, {"code": "B", "people": 1500.0},
        {"code": "A1", "people": 1000.0}, {"code": "A2", "people": 1500.0},
    ]  # fmt: skip
    share = float(str(row(units, rules_of())["share"]))
    assert share == 1.625
    assert share > 1.03


def test_a_missing_unit_stands_below_the_bound(rules_of: Make) -> None:
    assert row([{"code": "A", "people": 3700.0}], rules_of())["share"] == "0.925"


def test_a_city_above_its_parts_and_its_parts_are_counted_once(rules_of: Make) -> None:
    units = [
        {"code": "C", "people": 2500.0, "layer": "over"}, {"code": "C1", "people": 1000.0, "above": "C"},
        {"code": "C2", "people": 1500.0, "above": "C"}, {"code": "B", "people": 1500.0},
    ]  # fmt: skip
    told = row(units, rules_of())
    assert (told["candidates"], told["counted"], told["share"]) == (4, 3, "1.000")


def test_small_units_and_parts_of_a_city_that_signs_count(rules_of: Make) -> None:
    units = [
        {"code": "A", "people": 3000.0}, {"code": "B", "people": 400.0, "candidate": "fewer than 500 people"},
        {"code": "C", "people": 600.0, "layer": "over"},
        {"code": "C1", "people": 600.0, "candidate": "a state authority", "above": "C"},
    ]  # fmt: skip
    assert row(units, rules_of())["people"] == "4000"


def test_a_dropped_unit_and_one_of_unknown_people_are_missing(rules_of: Make) -> None:
    units = [
        {"code": "A", "people": 3000.0}, {"code": "B", "people": 800.0, "candidate": "a state authority"},
        {"code": "C", "people": float("nan"), "candidate": "fewer than 500 people"},
    ]  # fmt: skip
    told = row(units, rules_of())
    assert (told["counted"], told["share"]) == (1, "0.750")


def test_where_no_register_decides_the_share_is_of_the_table_of_countries(rules_of: Make) -> None:
    """Portugal has 10,281,762 people there."""
    units = [{"code": "A", "people": 5_140_881.0}, {"code": "B", "people": 900.0, "layer": "over"}]
    told = row(units, rules_of(files=(), figure="town"))
    assert (told["register"], told["figure"], told["counted"]) == ("none", "town", 1)
    assert (told["share"], told["nation_source"]) == ("0.500", "GeoNames, table of countries")
    assert row(units, rules_of(complete=False))["register"] == "partial"


def test_the_united_states_are_counted_by_their_counties(rules_of: Make) -> None:
    units = [
        {"code": "06013", "people": 1200.0, "layer": "county", "county_fips": "06013"},
        {"code": "09001", "people": 800.0, "layer": "county", "county_fips": "09001", "candidate": "no government"},
        {"code": "0657288", "people": 500.0, "layer": "place", "county_fips": "06013"},
        {"code": "0900133620", "people": 300.0, "layer": "base", "county_fips": "09001"},
    ]  # fmt: skip
    told = row(units, rules_of(), country="US")
    assert (told["register"], told["people"], told["nation"], told["share"]) == (
        "complete",
        "2000",
        "2000",
        "1.000",
    )
