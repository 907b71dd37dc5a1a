"""What a parameter, a curve or a table may be, and the words in which anything else is refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Labels, Table
from citymatch.features import make_extractor
from citymatch.features.base import (
    Bound,
    Derived,
    is_kept,
    is_unknown,
    kept,
    labels,
    numbers,
    place_number,
    place_numbers,
)
from citymatch.features.catalogue import Catalogue, curve_problem
from citymatch.features.estimator import Estimator
from citymatch.features.lookup import rows_named, rows_with
from citymatch.features.population import PopulationSize
from citymatch.features.sphere import coordinates
from citymatch.testing import as_table

NAN = math.nan


@pytest.mark.parametrize(
    ("bound", "value", "problem"),
    [
        (Bound("", 0, 5, "km"), 0, None), (Bound("", 0, 5, "km"), 5.0, None),
        (Bound("", 0, 5, "km"), 5.01, "must be a number from 0 to 5 km, not 5.01"),
        (Bound("", 0, 5), -1, "must be a number from 0 to 5, not -1"),
        (Bound("", 0, 5), True, "must be a number from 0 to 5, not True"),
        (Bound("", 0, 5), "3", "must be a number from 0 to 5, not '3'"),
        (Bound("", 0, 5), NAN, "must be a number from 0 to 5, not nan"),
        (Bound("", choices=("a", "b")), "a", None),
        (Bound("", choices=("a", "b")), "c", "must be one of a, b, not 'c'"),
        (Bound("", choices=("a", "b")), ["a"], "must be one of a, b, not ['a']"),
        (Bound("", choices=("a", "b"), many=True), ["a", "b"], None),
        (Bound("", choices=("a", "b"), many=True), ("a",), None),
        (Bound("", choices=("a", "b"), many=True), "a", None),
        (Bound("", choices=("a", "b"), many=True), [], "must be some of a, b, not []"),
        (Bound("", choices=("a", "b"), many=True), ["a", "c"], "must be some of a, b, not ['a', 'c']"),
    ],
)  # fmt: skip
def test_what_a_bound_allows(bound: Bound, value: object, problem: str | None) -> None:
    assert bound.problem(value) == problem


@pytest.mark.parametrize(
    ("name", "parameters", "problems"),
    [
        ("size", {"core": 0.5}, ["core must be a number from 1 to 20 times, not 0.5"]),
        ("water", {"core": 10.0, "edge": 10.0}, ["edge must be more than core (10 km), not 10"]),
        ("water", {"kinds": ["sea"]}, ["kinds must be some of coast, lake, river, not ['sea']"]),
        ("metropolis", {"remote": 1_000_000, "large": 1_000_000},
         ["remote must be less than large (1,000,000 people), not 1,000,000"]),
        ("role", {"core": 5, "edge": 5}, ["edge must be more than core (5 times), not 5"]),
        ("travel", {"core": 60, "edge": 60}, ["edge must be more than core (60 km), not 60"]),
        ("elevation", {"core": 5, "edge": 2}, ["edge must be more than core (5 m), not 2"]),
        ("history", {"nation": 2}, ["nation must be a number from 0 to 1, not 2"]),
        ("stature", {"by": "fame"}, ["by must be one of partners, far, names, capital, rank, not 'fame'"]),
        ("rank", {"within": "town", "by": "age"},
         ["within must be one of country, division, not 'town'", "by must be one of people, partners, not 'age'"]),
        ("water", {"core": -1, "edge": -2},
         ["core must be a number from 0 to 200 km, not -1", "edge must be a number from 0.1 to 500 km, not -2"]),
        ("tie_volume", {"of": "gold"}, ["of must be one of people, trade, not 'gold'"]),
        ("connections", {"reach": "near"}, ["reach must be one of all, far, not 'near'"]),
        ("kind_pattern", {"of": "age"}, ["of must be one of seat, partners, not 'age'"]),
    ],
)  # fmt: skip
def test_parameters_that_cannot_be(name: str, parameters: dict[str, Any], problems: list[str]) -> None:
    kind = type(make_extractor(name))
    assert kind(**parameters).parameter_problems() == problems
    with pytest.raises(ValueError, match=f"^{kind.__name__}: ") as refused:
        kind(**parameters).fit()
    assert str(refused.value) == f"{kind.__name__}: " + "; ".join(problems)
    assert Catalogue()[name].problem(parameters) is not None and Catalogue()[name].problem({}) is None


@pytest.mark.parametrize(
    ("curve", "problem"),
    [
        ([[0, 1.0], [10, 0.2]], None), (((0, 0), (1, 1)), None),
        ([[0, 1.0]], "must be two or more points such as [[0, 1.0], [10, 0.2]], not [[0, 1.0]]"),
        ("up", "must be two or more points such as [[0, 1.0], [10, 0.2]], not 'up'"),
        ([[0, 1.0], [1]], "must hold points of two numbers, not [1]"),
        ([[0, 1.0], [1, True]], "must hold points of two numbers, not [1, True]"),
        ([[0, 1.0], [1, NAN]], "must hold points of two numbers, not [1, nan]"),
        ([[0, 1.0], 5], "must hold points of two numbers, not 5"),
        ([[0, 1.0], [0, 0.5]], "must rise in the measure from point to point"),
        ([[0, 1.0], [1, 1.01]], "must hold similarities from 0 to 1"),
        ([[0, -0.01], [1, 1.0]], "must hold similarities from 0 to 1"),
    ],
)  # fmt: skip
def test_what_a_curve_may_be(curve: object, problem: str | None) -> None:
    assert curve_problem(curve) == problem
    if problem:
        assert Catalogue()["size"].problem({"curve": curve}) == ("curve", problem)


class Half(Estimator):
    def __init__(self, core: float = 1.5, edge: float = 2.0):
        self.core = core
        self.edge = edge


class Nothing(Estimator):
    pass


def test_an_estimator_says_what_it_has() -> None:
    assert repr(Half(edge=3.0)) == "Half(edge=3.0)" and repr(Half()) == "Half()"
    assert repr(Half(2.0, 3.0)) == "Half(core=2.0, edge=3.0)"
    assert Half.parameter_names() == ("core", "edge") and Nothing.parameter_names() == ()
    with pytest.raises(ValueError, match=r"^Half has no parameter 'rim'; it has core, edge$"):
        Half().set_params(core=2.0, rim=1)
    with pytest.raises(ValueError, match=r"^Nothing has no parameter 'rim'; it has none$"):
        Nothing().set_params(rim=1)
    with pytest.raises(ValueError, match=r"^PopulationSize gives pandas DataFrames, not 'polars'$"):
        PopulationSize().set_output(transform="polars")
    size = PopulationSize()
    assert size.set_output(transform="pandas") is size is size.set_output()
    made = size.fit_transform(pd.DataFrame({"population": [5.0]}))
    assert made.to_dict("list") == {"population": [5.0]}
    assert size.get_feature_names_out().tolist() == ["population"]
    with pytest.raises(ValueError, match=r"^PopulationSize needs the column 'population'$"):
        size.transform(pd.DataFrame({"people": [5.0]}))


def test_points_that_cannot_be() -> None:
    with pytest.raises(ValueError, match=r"^latitude must be from -90 to 90 degrees, not 90\.1$"):
        coordinates(pd.DataFrame({"latitude": [1.0, 90.1], "longitude": [0.0, 0.0]}))
    with pytest.raises(ValueError, match=r"^longitude must be from -180 to 180 degrees, not -181$"):
        coordinates(pd.DataFrame({"latitude": [1.0], "longitude": [-181.0]}))
    with pytest.raises(ValueError, match=r"^the places have no column 'longitude'$"):
        coordinates(pd.DataFrame({"latitude": [1.0]}))
    latitude, longitude = coordinates(pd.DataFrame({"latitude": [90.0, NAN], "longitude": [-180.0, 180.0]}))
    np.testing.assert_array_equal(latitude, [90.0, NAN])
    assert longitude.tolist() == [-180.0, 180.0]


def test_unknown_values_and_columns() -> None:
    assert [is_unknown(v) for v in (None, "", NAN, 0, 0.0, "no", False)] == [True] * 3 + [False] * 4
    some = pd.DataFrame({"country": ["JP", None, ""], "people": [1.0, NAN, 3.0]})
    assert list(labels(some, "country")) == ["JP", "", ""] and list(labels(some, "none")) == ["", "", ""]
    np.testing.assert_array_equal(numbers(some, "people"), [1.0, NAN, 3.0])
    assert np.isnan(numbers(some, "none")).all() and len(numbers(some, "none")) == 3
    some_places = ({"number": 7, "geonameid": 8}, {"number": 0, "geonameid": 8}, {"number": NAN}, {})
    assert [place_number(place) for place in some_places] == [7, 8, 0, 0]
    assert place_numbers(pd.DataFrame({"geonameid": [5.0, NAN]})).tolist() == [5, 0]
    assert place_numbers(pd.DataFrame({"number": [6], "geonameid": [5]})).tolist() == [6]
    assert place_numbers(some).tolist() == [0, 0, 0]


def test_what_is_derived_is_made_once_for_a_table_and_anew_for_a_frame() -> None:
    asked: list[int] = []

    def make() -> int:
        asked.append(1)
        return len(asked)

    table = Table({"country": Labels.of(["JP"])}, 1)
    assert not is_kept(table, "it")
    assert [kept(table, "it", make), kept(table, "it", make), kept(table, "else", make)] == [1, 1, 2]
    assert is_kept(table, "it")
    frame = pd.DataFrame({"country": ["JP"]})
    assert [kept(frame, "it", make), kept(frame, "it", make)] == [3, 4] and not is_kept(frame, "it")
    derived = Derived("twice", lambda places: 2 * np.asarray(places["n"]))
    assert derived.key == "derived: 'twice'"
    assert derived.of({"n": [1, 2]}).tolist() == [2, 4]
    held: Any = {"n": [1, 2], "derived: 'twice'": np.array([9, 9])}
    assert derived.of(held).tolist() == [9, 9]


def test_places_are_looked_up_by_number_and_by_name() -> None:
    places = as_table(
        pd.DataFrame({"geonameid": [7, 9, 7, 0], "name": ["Tole Do", "Talavera", "TOLÉDO", ""]})
    )
    assert rows_with(places, [7, 0, 5, 7]).tolist() == [0, 2] and rows_with(places, [9, 7]).tolist() == [
        0,
        1,
        2,
    ]
    assert (
        rows_with(places, []).tolist()
        == rows_with(places, [0, -1]).tolist()
        == rows_with(places, [8]).tolist()
        == []
    )
    assert rows_named(places, "toledo").tolist() == [0, 2] and rows_named(places, "").tolist() == []
    assert rows_named(places, "madrid").tolist() == []
    spelled = as_table(pd.DataFrame({"name": ["東京", "大阪"], "ascii_name": ["Tokyo", "Osaka"]}))
    assert rows_named(spelled, "osaka").tolist() == [1]


def test_what_may_be_set_is_told_in_words_that_follow_a_name() -> None:
    """The catalogue prints a parameter's name, then what it means with its bounds, in the middle of a line."""
    for name, checks in Catalogue().items():
        assert checks.label == type(make_extractor(name)).label
        options = checks.options()
        assert [option for option, _, _ in options] == list(checks.kind.bounds)
        assert set(checks.kind.bounds) <= set(checks.parameters())
        for option, default, words in options:
            assert words[0].islower() and words.endswith(")"), (name, option)
            assert make_extractor(name).get_params()[option] == default
    told = {option: words for option, _, words in Catalogue()["water"].options()}
    assert told["kinds"] == "the waters that count (some of coast, lake, river)"
    assert told["core"] == "within how many km counts as near (0 to 200 km)"
    assert told["mode"].endswith("(one of shared, absolute)")
    assert ("nation", 0.1, "what a colonial tie of the nations counts (0 to 1)") in Catalogue()[
        "history"
    ].options()
