"""Every person of the world stands at one point."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.build.signing.partition import in_cells, people_points, with_own_people
from citymatch.build.signing.register import Register
from citymatch.build.signing.rules import Rules

Frame = Callable[..., pd.DataFrame]
Make = Callable[..., Rules]

TOWN = {"geonameid": 1, "name": "Vila", "latitude": 40.01, "longitude": -8.01}
VILLAGE = {"geonameid": 2, "name": "Aldeia", "latitude": 41.01, "longitude": -8.01}
QUARTER = {"geonameid": 3, "name": "Bairro", "latitude": 42.01, "longitude": -8.01, "feature_code": "PPLX"}
INSIDE = ((1, "A", "code"), (2, "A", "name"), (3, "A", "code"))


def points(
    places: pd.DataFrame,
    units: list[dict[str, Any]],
    rules: Rules,
    inside: tuple[tuple[int, str, str], ...] = INSIDE,
) -> dict[float, float]:
    """The people at each latitude."""
    usual = {"country": "PT", "layer": "base", "seat": 0, "near": 0, "latitude": np.nan, "longitude": np.nan}
    frame = pd.DataFrame([{**usual, **unit} for unit in units])
    lying = pd.DataFrame(list(inside), columns=["geonameid", "code", "how"]).assign(country="PT")
    judged = pd.DataFrame(
        {"population": places["population"], "standing": "self_governing", "governed_by": 0}
    )
    made = in_cells(people_points(places, judged, Register(frame, lying, {rules.country: rules}, {})))
    return {
        round(at, 4): people for at, people in zip(made["latitude"], made["people"].tolist(), strict=True)
    }


def test_a_units_people_stand_at_its_places_and_the_rest_at_its_seat(
    places_of: Frame, rules_of: Make
) -> None:
    """Of 1,000 people 300 live in the village; the quarter's 200 are in the town's 400; 300 live nowhere told."""
    places = places_of(
        {**TOWN, "population": 400.0}, {**VILLAGE, "population": 300.0}, {**QUARTER, "population": 200.0}
    )
    made = points(places, [{"code": "A", "people": 1000.0, "seat": 1}], rules_of())
    assert made == pytest.approx({40.01: 700.0, 41.01: 300.0})


def test_the_town_keeps_its_figure_where_there_is_too_little_room(places_of: Frame, rules_of: Make) -> None:
    """Of 1,000 people the town has 900, so that of the village's 300 only 100 have room."""
    places = places_of({**TOWN, "population": 900.0}, {**VILLAGE, "population": 300.0})
    made = points(places, [{"code": "A", "people": 1000.0, "seat": 1}], rules_of(), INSIDE[:2])
    assert made == pytest.approx({40.01: 900.0, 41.01: 100.0})


def test_a_town_with_more_people_than_its_unit_leaves_the_unit_its_own(
    places_of: Frame, rules_of: Make
) -> None:
    places = places_of({**TOWN, "population": 1500.0}, {**VILLAGE, "population": 300.0})
    made = points(places, [{"code": "A", "people": 1000.0, "seat": 1}], rules_of(), INSIDE[:2])
    assert made == pytest.approx({40.01: 1000.0})


def test_a_unit_without_a_seat_has_its_people_at_its_neighbour_or_its_point(
    places_of: Frame, rules_of: Make
) -> None:
    places = places_of({**TOWN, "population": 400.0})
    units = [
        {"code": "A", "people": 1000.0, "near": 1},
        {"code": "B", "people": 70.0, "latitude": 45.01, "longitude": -8.01},
    ]
    assert points(places, units, rules_of(), ()) == pytest.approx({40.01: 1000.0, 45.01: 70.0})


def test_everybody_is_counted_once(places_of: Frame, rules_of: Make) -> None:
    """The city above its parts, the unit that went into another and the part of a unit add nothing."""
    places = places_of(
        {**TOWN, "population": 400.0}, {**VILLAGE, "population": 300.0}, {**QUARTER, "population": 200.0}
    )
    units = [
        {"code": "A", "people": 1000.0, "seat": 1}, {"code": "B", "people": 500.0, "seat": 2},
        {"code": "C", "people": 1500.0, "layer": "over", "seat": 3}, {"code": "D", "people": 50.0, "layer": "in:A"},
        {"code": "E", "people": 80.0, "layer": "part", "seat": 3},
    ]  # fmt: skip
    made = points(places, units, rules_of(), ((1, "A", "code"), (2, "B", "code"), (3, "B", "near")))
    assert made == pytest.approx({40.01: 1000.0, 41.01: 500.0})
    assert sum(made.values()) == pytest.approx(1500.0)


def test_a_guess_takes_no_people_to_a_place(places_of: Frame, rules_of: Make) -> None:
    places = places_of({**TOWN, "population": 400.0}, {**VILLAGE, "population": 300.0})
    made = points(places, [{"code": "A", "people": 1000.0, "seat": 1}], rules_of(), ((2, "A", "near"),))
    assert made == pytest.approx({40.01: 1000.0})


def test_without_a_register_of_the_whole_country_the_gazetteer_counts(
    places_of: Frame, rules_of: Make
) -> None:
    places = places_of({**TOWN, "population": 400.0}, {**VILLAGE, "population": 300.0})
    units = [{"code": "A", "people": 1000.0, "seat": 1}]
    assert points(places, units, rules_of(complete=False)) == pytest.approx({40.01: 400.0, 41.01: 300.0})
    assert sum(points(places, units, rules_of(complete=False, partition=True)).values()) == pytest.approx(
        1000.0
    )


def test_a_country_of_another_gazetteer_is_added(places_of: Frame, rules_of: Make) -> None:
    places = places_of({**TOWN, "population": 400.0}, {**VILLAGE, "population": 300.0, "country": "CN"})
    made = points(places, [{"code": "A", "people": 1000.0, "seat": 1}], rules_of(), INSIDE[:1])
    assert made == pytest.approx({40.01: 1000.0, 41.01: 300.0})


def test_points_of_one_cell_are_one_at_their_peoples_centre(places_of: Frame, rules_of: Make) -> None:
    """300 people at 40.01 and 100 at 40.03 have their centre at 40.015."""
    places = places_of({**TOWN, "population": 300.0}, {**VILLAGE, "latitude": 40.03, "population": 100.0})
    made = points(places, [{"code": "A", "people": 400.0, "seat": 1}], rules_of(), INSIDE[:2])
    assert made == pytest.approx({40.015: 400.0})


@pytest.mark.parametrize(("complete", "left"), [(True, 700.0), (False, 1000.0)])
def test_a_town_has_its_own_people_within_fifty_kilometres(
    places_of: Frame, rules_of: Make, complete: bool, left: float
) -> None:
    """The village 111 km away has 300 people of the unit's 1,000; the region above it is left as it is."""
    places = places_of(TOWN, VILLAGE, {**QUARTER, "feature_code": "PPL"})
    judged = pd.DataFrame({
        "population": [1000.0, 300.0, 5000.0], "town_population": np.nan, "not_candidate": "",
        "layer": ["base", "", "over"],
    })  # fmt: skip
    unit = {"country": "PT", "layer": "base", "people": 1000.0}
    rules = rules_of(complete=complete)
    counted = pd.DataFrame({"latitude": [40.01], "longitude": -8.01, "people": 1000.0, "country": "PT"})
    known = Register(pd.DataFrame([unit]), pd.DataFrame(), {"PT": rules}, {})
    made = with_own_people(counted, places, judged, known)
    assert dict(zip(made["latitude"], made["people"], strict=True)) == {40.01: left, 41.01: 300.0}
