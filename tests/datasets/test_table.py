"""Columns that decode when they are asked for, and tables of them."""

from __future__ import annotations

import pickle

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Column, Labels, Table, Text

NAMES = ["Pinole", "Ōsaka", "", "大阪", "São Paulo"]


def test_text_is_read_as_it_was_packed_whatever_the_script() -> None:
    text = Text.of(NAMES)
    assert len(text) == 5
    assert [text[row] for row in range(5)] == list(text) == NAMES
    assert text[np.int64(3)] == "大阪"
    assert len(Text.of([])) == 0 and list(Text.of([])) == []


def test_text_that_is_taken_shares_the_blob() -> None:
    text = Text.of(NAMES)
    taken = text.take(np.array([4, 1, 4]))
    assert list(taken) == ["São Paulo", "Ōsaka", "São Paulo"] and taken[1] == "Ōsaka"
    assert taken.blob is text.blob


def test_text_is_packed_from_a_blob_and_lengths_in_bytes() -> None:
    assert list(Text.packed("Ōsaka大阪".encode(), np.array([6, 0, 6], np.uint8))) == ["Ōsaka", "", "大阪"]
    # 300 strings of a byte: their places do not fit the type of their lengths
    assert Text.packed(b"ab" * 150, np.ones(300, np.uint8))[299] == "b"


def test_text_is_an_array_of_strings() -> None:
    array = np.asarray(Text.of(NAMES))
    assert array.dtype == object and array.tolist() == NAMES
    assert np.asarray(Text.of(NAMES), dtype="U9").dtype == np.dtype("U9")
    assert np.asarray(Text.of(["1.5", "2"]), dtype=np.float64).tolist() == [1.5, 2.0]


def test_labels_are_sorted_and_each_stands_once() -> None:
    labels = Labels.of(["US", "JP", "US", "AT"])
    assert labels.values == ("AT", "JP", "US")
    assert labels.codes.tolist() == [2, 1, 2, 0]
    assert [labels[row] for row in range(4)] == list(labels) == ["US", "JP", "US", "AT"]
    assert len(labels) == 4


@pytest.mark.parametrize(("distinct", "dtype"), [(1, "u1"), (256, "u1"), (257, "u2"), (65_537, "u4")])
def test_labels_take_no_more_room_than_they_need(distinct: int, dtype: str) -> None:
    strings = [f"{number:06}" for number in range(distinct)]
    labels = Labels.of(strings)
    assert labels.codes.dtype == np.dtype(dtype)
    assert list(labels) == strings


def test_labels_are_compared_row_by_row() -> None:
    labels = Labels.of(["US", "JP", "US", "AT"])
    assert (labels == "US").tolist() == [True, False, True, False]
    assert (labels == "FR").tolist() == [False] * 4
    assert (labels == Labels.of(["US", "US", "AT", "AT"])).tolist() == [True, False, False, True]
    assert (labels == np.array(["AT", "JP", "US", "US"])).tolist() == [False, True, True, False]


def test_labels_are_asked_once_for_each_distinct_string() -> None:
    labels = Labels.of(["US", "JP", "US", "AT"])
    asked: list[str] = []

    def people(country: str) -> float:
        asked.append(country)
        return {"US": 330.0, "JP": 126.5}.get(country, float("nan"))

    np.testing.assert_array_equal(labels.map(people), [330.0, 126.5, 330.0, np.nan])
    assert asked == ["AT", "JP", "US"]
    assert labels.isin({"AT", "US", "FR"}).tolist() == [True, False, True, True]
    assert labels.isin(()).tolist() == [False] * 4


def test_labels_at_other_rows_keep_their_list() -> None:
    taken = Labels.of(["US", "JP", "AT"]).take(np.array([2, 2]))
    assert list(taken) == ["AT", "AT"] and taken.values == ("AT", "JP", "US")
    assert np.asarray(taken).tolist() == ["AT", "AT"] and np.asarray(taken).dtype == object
    assert np.asarray(taken, dtype="U2").dtype == np.dtype("U2")


def test_no_labels_are_no_error() -> None:
    none = Labels.of([])
    assert (len(none), list(none), none.values) == (0, [], ())
    assert (
        none.isin({"US"}).shape
        == none.map(len).shape
        == (none == "US").shape
        == np.asarray(none).shape
        == (0,)
    )


def towns() -> Table:
    return Table(
        {
            "name": Text.of(["Pinole", "Hercules", "Zürich"]),
            "country": Labels.of(["US", "US", "CH"]),
            "population": np.array([19022.0, 26016.0, np.nan]),
            "elevation_m": np.array([34.1, 950.6, 408.0], np.float32),
            "number": np.array([5383187, 5356668, 2657896]),
            "seat": np.array([False, True, True]),
        }
    )


def test_a_row_is_of_plain_values() -> None:
    row = towns().row(1)
    assert row == {
        "name": "Hercules", "country": "US", "population": 26016.0, "elevation_m": 950.6, "number": 5356668,
        "seat": True,
    }  # fmt: skip
    assert [type(value) for value in row.values()] == [str, str, float, float, int, bool]
    assert np.isnan(towns().row(2)["population"])


def test_a_column_is_made_once_and_only_when_it_is_asked_for() -> None:
    made: list[str] = []

    def maker(name: str, column: Column) -> object:
        def make() -> Column:
            made.append(name)
            return column

        return make

    table = Table({"a": maker("a", np.arange(4)), "b": maker("b", Text.of(["w", "x", "y", "z"]))}, 4)  # type: ignore[dict-item]
    assert len(table) == 4 and table.columns == ("a", "b") and "b" in table and "c" not in table
    part = table.take(np.array([3, 1])).with_columns(c=np.array([0.0, 1.0])).take(np.array([1, 1, 0]))
    assert made == [] and len(part) == 3 and part.columns == ("a", "b", "c")
    assert list(part["b"]) == ["x", "x", "z"]
    assert list(part["b"]) == ["x", "x", "z"] and made == ["b"]
    assert np.asarray(part["a"]).tolist() == [1, 1, 3] and np.asarray(part["c"]).tolist() == [1.0, 1.0, 0.0]
    with pytest.raises(KeyError):
        table["c"]


def test_a_table_knows_its_length() -> None:
    assert len(towns()) == 3 and len(Table({})) == 0 and len(Table({}, 7)) == 7


def test_a_column_that_is_added_or_replaced_has_the_length_of_the_table() -> None:
    more = towns().with_columns(population=np.array([1.0, 2.0, 3.0]), rank=np.array([3, 1, 2]))
    assert more.columns == (*towns().columns, "rank")
    assert more.row(0)["population"] == 1.0 and more.row(0)["name"] == "Pinole"
    with pytest.raises(ValueError, match=r"^column 'rank' has 2 rows, the table 3$"):
        towns().with_columns(rank=np.array([1, 2]))


def test_a_column_of_another_kind_is_refused_by_name() -> None:
    table = towns()
    assert table.labels("country") is table["country"] and table.texts("name") is table["name"]
    assert table.numbers("elevation_m").dtype == table.numbers("number").dtype == np.float64
    for call, column, words in (
        (table.labels, "name", "column 'name' holds Text, not Labels"),
        (table.texts, "country", "column 'country' holds Labels, not Text"),
        (table.numbers, "name", "column 'name' holds Text, not ndarray"),
    ):
        with pytest.raises(TypeError, match=f"^{words}$"):
            call(column)


def test_a_table_is_pickled_with_all_its_columns() -> None:
    part = towns().take(np.array([2, 0]))
    again = pickle.loads(pickle.dumps(part))
    assert again.columns == part.columns and len(again) == 2
    assert again.row(1) == part.row(1) and again.row(0)["name"] == "Zürich"


def test_a_table_becomes_a_frame_whole_or_in_part() -> None:
    frame = towns().to_frame()
    assert list(frame.columns) == list(towns().columns) and frame["name"].tolist() == [
        "Pinole",
        "Hercules",
        "Zürich",
    ]
    some = towns().to_frame(["country", "population"])
    expected = pd.DataFrame({"country": ["US", "US", "CH"], "population": [19022.0, 26016.0, np.nan]})
    pd.testing.assert_frame_equal(some, expected, check_dtype=False)
