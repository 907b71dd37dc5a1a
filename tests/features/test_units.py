"""What is said of the unit that signs, and numbers as people write them."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.features.unit import (
    division_told,
    kind_told,
    label_told,
    named,
    people_counted,
    people_of_unit,
    people_of_units,
    people_told,
    town_of,
    unit_told,
)
from citymatch.features.words import count, km, listed, rounded, times

NAN = math.nan


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"name": "Nice", "unit_kind": "FR:commune", "population": 357_737.0, "population_year": "2023",
          "population_source": "INSEE 2023"},
         "Nice is a French municipality (commune) with 357,737 people (2023), INSEE 2023"),
        ({"name": "Mosjøen (Vefsn)", "unit_name": "Vefsn", "unit_kind": "FR:commune", "population": 13_233.0},
         "Vefsn is a French municipality (commune) with 13,233 people"),
        ({"name": "Testville", "population": 5000.0, "population_source": "ours"}, "Testville: 5,000 people, ours"),
        ({"name": "Testville", "population": 1.0, "town_population": NAN}, "Testville: 1 people"),
        ({"name": "Testville", "population": NAN, "town_population": 9.0},
         "Testville; its population is unknown"),
        ({"name": "Testville", "unit_kind": "FR:commune"},
         "Testville is a French municipality (commune); its population is unknown"),
        ({"name": "Testville", "unit_kind": "no such kind", "population": 9.0}, "Testville: 9 people"),
        ({"name": "Testville", "population": 900.0, "town_population": 300.0},
         "Testville: 900 people; the town alone: 300 (GeoNames)"),
        ({"name": "Testville", "population": 900.0, "town_population": 1300.0},
         "Testville: 900 people; the built-up area: 1,300 (GeoNames)"),
        ({"name": "Testville", "population": 900.0, "town_population": 900.0},
         "Testville: 900 people; the built-up area: 900 (GeoNames)"),
        ({"name": "Testville", "population": 900.0, "town_population": 0.0}, "Testville: 900 people"),
        ({"name": "Minsk", "population": 900.0, "population_of": "town"},
         "Minsk: 900 people (main town or built-up area)"),
    ],
)  # fmt: skip
def test_who_signs_in_a_sentence(place: dict[str, Any], told: str) -> None:
    assert unit_told(place) == told


def test_a_unit_and_the_town_of_its_seat() -> None:
    vefsn = {"name": "Mosjøen (Vefsn)", "unit_name": "Vefsn"}
    assert (town_of(vefsn), named(vefsn)) == ("Mosjøen", "Vefsn (seat Mosjøen)")
    plain = {"name": "Nice (Alpes)", "unit_name": ""}
    assert (town_of(plain), named(plain)) == ("Nice (Alpes)", "Nice (Alpes)")
    assert named({"name": "Nice"}) == "Nice"
    assert kind_told({"unit_kind": "FR:commune"}) == "a French municipality (commune)" and kind_told({}) == ""


@pytest.mark.parametrize(
    ("place", "label"),
    [
        ({"name": "Prestfoss (Sigdal)", "unit_name": "Sigdal", "admin1_name": "Buskerud", "country": "NO"},
         "Sigdal (seat Prestfoss), Buskerud, Norway"),
        ({"name": "Nykøbing Falster (Guldborgsund)", "unit_name": "Guldborgsund", "admin1_name": "Zealand",
          "country": "DK"}, "Guldborgsund (seat Nykøbing Falster), Zealand, Denmark"),
        ({"name": "Taipei", "local_name": "臺北市", "admin1_name": "Taiwan", "country": "TW"},
         "Taipei (臺北市), Taiwan"),
        ({"name": "Port of Spain", "admin1_name": "Port of Spain", "country": "TT"},
         "Port of Spain, Trinidad & Tobago"),
        ({"name": "Luxembourg", "admin1_name": "Luxembourg", "country": "LU"}, "Luxembourg, Luxembourg"),
        ({"name": "Cizzago-Comezzano (Comezzano-Cizzago)", "unit_name": "Comezzano-Cizzago", "admin1_name": "Lombardy",
          "country": "IT"}, "Comezzano-Cizzago, Lombardy, Italy"),
        ({"name": "Vence", "country": "FR"}, "Vence, France"),
    ],
)  # fmt: skip
def test_a_label_names_who_signs_first_and_nothing_twice(place: dict[str, Any], label: str) -> None:
    assert label_told(place) == label


def test_a_division_named_after_the_unit_of_another_town_is_not_repeated() -> None:
    maralal = {"name": "Maralal (Samburu)", "unit_name": "Samburu", "country": "KE"}
    assert division_told({**maralal, "admin1_name": "Samburu"}) == ""
    assert division_told({**maralal, "admin1_name": "Rift Valley"}) == "Rift Valley"


def test_the_people_of_a_unit_are_not_those_of_a_built_up_area() -> None:
    assert people_told({"population": 900.0, "population_of": "built_up"}) == "900 (built-up area)"
    assert people_told({"population": 900.0, "population_of": "town"}) == "900 (main town or built-up area)"
    assert people_told({"population": 900.0, "population_of": "unit"}) == "900"
    assert (
        people_told({"population": 900.0, "population_of": "town", "population_year": "2021"}) == "900 (2021)"
    )
    assert people_told({"population": NAN}) == people_told({}) == "unknown"
    assert people_counted({}) == "an unknown number of people"
    assert people_counted({"population": 900.0, "population_of": "built_up"}) == "900 people (built-up area)"
    for scope in ("built_up", "town"):
        assert math.isnan(people_of_unit({"population": 900.0, "population_of": scope}))
    assert people_of_unit({"population": 900.0, "population_of": "unit"}) == 900.0
    assert math.isnan(people_of_unit({"population": ""})) and math.isnan(people_of_unit({}))
    places = pd.DataFrame(
        {"population": [1.0, 2.0, 3.0, NAN], "population_of": ["", "built_up", "town", "unit"]}
    )
    np.testing.assert_array_equal(people_of_units(places), [1.0, NAN, NAN, NAN])
    np.testing.assert_array_equal(people_of_units(places[["population"]]), [1.0, 2.0, 3.0, NAN])


def test_numbers_as_people_write_them() -> None:
    assert [count(n) for n in (0.0, 999.4, 1000.0, NAN)] == ["0", "999", "1,000", "unknown"]
    assert [rounded(n) for n in (0.0, 999.0, 1234.0, 99_949.0, 999_499.0, 999_500.0, 1_005_000.0)] == [
        "0", "999", "1,230", "99,900", "999,000", "1 million", "1 million",
    ]  # fmt: skip
    assert [rounded(n) for n in (12_345_678.0, 9.994e8, 1e9, 1.2345e9, NAN)] == [
        "12.3 million", "999 million", "1,000 million", "1,234 million", "unknown",
    ]  # fmt: skip
    assert [km(d) for d in (0.0, 0.049, 0.05, 9.94, 9.95, 1234.4, NAN)] == [
        "under 0.1 km", "under 0.1 km", "0.1 km", "9.9 km", "10 km", "1,234 km", "an unknown distance",
    ]  # fmt: skip
    assert [times(r) for r in (1.0, 0.25, 1234.5, 0.0, -1.0, NAN)] == [
        "1.0 times", "4.0 times", "1,234.5 times", *["an unknown number of times"] * 3,
    ]  # fmt: skip


def test_names_in_a_row() -> None:
    assert listed([], 3) == "" and listed(["A"], 3) == "A"
    assert listed(["A", "B", "C"], 3) == "A, B and C"
    assert listed(["A", "B", "C", "D"], 3) == "A, B, C and 1 more" and listed(["A", "B"], 1) == "A and 1 more"
