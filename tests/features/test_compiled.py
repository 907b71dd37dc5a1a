"""Measuring distinct values once gives what measuring every candidate gives."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
import numpy.typing as npt
import pandas as pd

from citymatch.datasets import Labels, Table, Text
from citymatch.features.base import Derived, Extractor, Key, Place, Places, labels, numbers
from citymatch.features.compiled import gathered, grouping

TOWNS = Table(
    {
        "name": Text.of(["Rom", "Ulm", "Rom", "Ulm", "Rom"]),
        "country": Labels(np.array([4, 1, 4, 1, 1], np.uint8), ("AT", "DE", "FR", "GB", "IT")),
        "population": np.array([9.0, np.nan, 2.0, np.nan, 9.0]),
        "month": np.array([[1.0, 2.0], [1.0, 3.0], [1.0, 2.0], [1.0, 2.0], [1.0, 3.0]]),
        "mark": np.array(["x", "", None, "x", None], object),
        "open": np.array([True, False, True, True, False]),
    }
)
LENGTH = Derived("length", lambda places: np.array([len(name) for name in places["name"]]))


def same(found: Table, codes: npt.NDArray[np.intp], column: str) -> bool:
    back = found.take(codes)[column]
    return [str(v) for v in back] == [str(v) for v in TOWNS[column]]


def test_each_kind_of_column_has_its_distinct_values() -> None:
    sizes = {"name": 2, "country": 2, "population": 3, "month": 2, "mark": 3, "open": 2}
    for column, size in sizes.items():
        found = grouping(TOWNS, (column,))
        assert len(found.distinct) == size, column
        assert found.codes.dtype == np.intp
        assert same(found.distinct, found.codes, column), column


def test_numbers_come_in_rising_order_the_unknown_last() -> None:
    np.testing.assert_array_equal(grouping(TOWNS, ("population",)).distinct["population"], [2.0, 9.0, np.nan])


def test_several_columns_give_the_distinct_rows() -> None:
    keys: tuple[Key, ...] = ("country", "population", "name")
    found = grouping(TOWNS, keys)
    assert len(found.distinct) == 4
    assert found.codes[1] == found.codes[3] and len(set(found.codes.tolist())) == 4
    assert all(same(found.distinct, found.codes, str(column)) for column in keys)
    assert found.distinct.columns == keys


def test_a_derived_column_stands_under_its_key() -> None:
    found = grouping(TOWNS, (LENGTH, "open"))
    assert found.distinct.columns == (LENGTH.key, "open")
    assert LENGTH.of(found.distinct).tolist() == [3, 3]


def test_it_is_kept_with_the_table() -> None:
    assert grouping(TOWNS, ("name", LENGTH)) is grouping(TOWNS, ("name", LENGTH))
    assert grouping(TOWNS, ("name",)) is not grouping(TOWNS, ("country",))


def test_no_columns_and_no_rows() -> None:
    alike = grouping(TOWNS, ())
    assert len(alike.distinct) == 1 and alike.codes.tolist() == [0] * 5
    assert grouping(TOWNS, ("no such column",)).codes.tolist() == [0] * 5
    assert grouping(TOWNS, ("no such column", "open")).distinct.columns == ("open",)
    nothing = grouping(TOWNS.take(np.array([], np.int64)), ("name", "population"))
    assert len(nothing.distinct) == 0 and len(nothing.codes) == 0


class Likeness(Extractor):
    """A made-up extractor: people per letter of the country, and a patch."""

    name, label, unit, source, reads = "likeness", "likeness", "1", "made up", ("population",)

    def __init__(self) -> None:
        self.rows: list[int] = []

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("population", "country")

    def scope(self, seeker: Place) -> Hashable | None:
        return ()

    def keyed(self, seeker: Place, candidates: Places) -> npt.NDArray[np.float64]:
        self.rows.append(len(candidates))
        return numbers(candidates, "population") / labels(candidates, "country").map(ord_of)

    def patches(
        self, seeker: Place, candidates: Places
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
        return np.array([0]), np.array([0.25])

    def measure(self, seeker: Place, candidates: Places) -> npt.NDArray[np.float64]:
        found = self.keyed(seeker, candidates)
        found[0] = 0.25
        return found

    def value(self, measure: npt.NDArray[np.float64], seeker: Place) -> npt.NDArray[np.float64]:
        return np.clip(measure, 0.0, 1.0)

    def reason(self, seeker: Place, candidate: Place) -> str:
        return "made up"


def ord_of(country: str) -> float:
    return float(ord(country[0]))


def test_gathered_is_the_similarity_with_its_patches() -> None:
    extractor = Likeness()
    got = gathered(extractor, {}, TOWNS)
    np.testing.assert_array_equal(got, extractor.similarity({}, TOWNS))
    assert got.dtype == np.float32 and got[0] == np.float32(0.25)
    assert got[2] == np.float32(2 / ord("I")) and np.isnan(got[1])
    assert extractor.rows == [4, 5]  # four distinct rows, and all five when it is measured plainly


def test_a_frame_is_measured_plainly() -> None:
    frame = pd.DataFrame({"population": [9.0], "country": ["IT"]})
    assert gathered(Likeness(), {}, frame).tolist() == [0.25]
