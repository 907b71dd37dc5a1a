"""Similar size."""

from __future__ import annotations

import pandas as pd
import pytest

from citymatch.features.population import PopulationSize
from citymatch.testing import ExtractorConformance


class TestPopulationSize(ExtractorConformance):
    extractor = PopulationSize()
    seeker = {"name": "Pinole", "population": 19269.0}
    candidates = pd.DataFrame({"name": ["A", "B", "C"], "population": [18504.0, 60000.0, 250000.0]})
    unknown_row = {"population": float("nan")}
    unknown_seeker = {"population": float("nan")}


def test_the_plateau_is_the_same_either_way_up() -> None:
    towns = pd.DataFrame({"population": [19269 * 1.5, 19269 / 1.5, 19269 * 10.0, 19269 / 10.0]})
    got = PopulationSize().similarity({"population": 19269.0}, towns)
    assert got.tolist() == pytest.approx([1, 1, 0, 0], abs=1e-6)


def test_halfway_between_core_and_edge_on_the_log_scale_is_a_half() -> None:
    # The geometric mean of 1.5 and 10 is the square root of 15, 3.873.
    towns = pd.DataFrame({"population": [1000 * 15**0.5]})
    assert PopulationSize().similarity({"population": 1000.0}, towns)[0] == pytest.approx(0.5, abs=1e-6)


def test_the_reason_gives_both_figures() -> None:
    reason = PopulationSize().reason({"name": "Pinole", "population": 19269.0}, {"population": 18504.0})
    assert reason == "18,504 people (year unknown), about as many as Pinole with 19,269"


@pytest.mark.parametrize(
    ("people", "told", "in_short"),
    [
        (
            4_285.0,
            "4,285 people (year unknown); Pinole has 4.4 times as many, 19,022",
            "about a quarter as large",
        ),
        (
            40_528.0,
            "40,528 people (year unknown), 2.1 times as many as Pinole with 19,022",
            "2.1 times as large",
        ),
        (38_040.0, "38,040 people (year unknown), twice as many as Pinole with 19,022", "twice as large"),
        (17_000.0, "17,000 people (year unknown), about as many as Pinole with 19,022", "about as large"),
    ],
)
def test_it_says_which_of_the_two_is_the_larger(people: float, told: str, in_short: str) -> None:
    pinole, other = {"name": "Pinole", "population": 19_022.0}, {"population": people}
    assert PopulationSize().reason(pinole, other) == told
    assert PopulationSize().in_short(pinole, other) == in_short


def test_five_times_as_many_people_are_no_reason() -> None:
    """Half alike is the square root of 15 times, 3.87."""
    pinole, size = {"name": "Pinole", "population": 19_269.0}, PopulationSize()
    assert [size.speaks(pinole, {"population": 19_269.0 * times}) for times in (0.3, 1.9, 3.8, 5.0)] == [
        True, True, True, False,
    ]  # fmt: skip
    assert not size.speaks(pinole, {"population": float("nan")})


def test_a_census_place_is_told_to_have_people_without_a_government() -> None:
    hilo = {"name": "Hilo", "population": 44_186.0, "population_year": "2020", "population_of": "town"}
    assert PopulationSize().why_not({**hilo, "legal_kind": "CDP"}) == (
        "Hilo's 44,186 people (2020) have no government of their own, so sizes are not compared and the other criteria "
        "count for more"
    )
    built_up = {"name": "Dhaka", "population": 9e6, "population_of": "built_up"}
    assert (
        PopulationSize()
        .why_not(built_up)
        .startswith("Dhaka's 9,000,000 people are those of the built-up area and not of a government, so")
    )
    assert (
        PopulationSize()
        .why_not({"name": "X", "population": float("nan")})
        .startswith("how many people X has")
    )
