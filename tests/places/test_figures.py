"""Numbers as people write them."""

from __future__ import annotations

import math

import pytest

from citymatch.places.figures import degrees_of, people_of


@pytest.mark.parametrize(
    "text",
    [  # numbers
        "99541", "99.541", "99,541", "99 541", "99\u00a0541", "99\u202f541", "99'541", "99’541", "99541.0",
        "99,541.0",
        "99.541,0", "~99541", "~ 99,541", "ca. 99.541", "c. 99,541", "circa 99541", "about 99,541", "99,541+",
        "99541*",
        "99541 (2020)", "99,541 [2]", "99.541 Einwohner", "99,541 inhabitants", "99541 hab.", "９９５４１", "99.541k",
        "99,541 as of 2020", "2020: 99541", "99541 (31.12.2022)", "≈99 541",
    ],
)  # fmt: skip
def test_people(text: str) -> None:
    assert people_of(text) == 99_541


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("36k", 36_000), ("36 K", 36_000), ("36 Tsd.", 36_000), ("1.2M", 1_200_000), ("1,2 Mio.", 1_200_000),
        ("1.2 million", 1_200_000), ("3.6万", 36_000), ("1.234.567", 1_234_567), ("1,234,567", 1_234_567),
        ("12,34,567", 1_234_567), ("1 234 567", 1_234_567), ("100.000", 100_000), ("12345.678", 12_345.678),
        ("0.5", 0.5),
        ("12,5", 12.5), ("1e5", 100_000), ("-5", -5),
    ],
)  # fmt: skip
def test_people_in_thousands_and_millions(text: str, people: float) -> None:
    assert people_of(text) == pytest.approx(people)


@pytest.mark.parametrize(
    "text", ["", "many", "nan", "inf", "1e999", "5-6", "1..2", "36 stones", "k", "n/a", "#N/A", "(2020)"]
)
def test_what_is_no_number_of_people(text: str) -> None:
    assert math.isnan(people_of(text))


@pytest.mark.parametrize(
    ("text", "degrees"),
    [  # numbers
        ("52.62", 52.62), ("52,62", 52.62), ("52.62°", 52.62), ("52.62 N", 52.62), ("N 52.62", 52.62),
        ("52°37'12\"N", 52.62),
        ("52° 37' 12\" N", 52.62), ("52°37.2'N", 52.62), ("52 37 12", 52.62), ("52°37′12″N", 52.62),
        ("52:37:12", 52.62),
        ("-122.3", -122.3), ("−122,3", -122.3), ("122.3 W", -122.3), ("122°18′ W", -122.3), ("W122.3", -122.3),
        ("33.9 S", -33.9), ("10,08 O", 10.08), ("10.08 E", 10.08), ("1.5e-05", 0.000015), ("0", 0.0), ("+5", 5.0),
        ("38°00'16\"N", 38.004444), ("2.35 East", 2.35),
    ],
)  # fmt: skip
def test_degrees(text: str, degrees: float) -> None:
    assert degrees_of(text) == pytest.approx(degrees, abs=1e-6)


@pytest.mark.parametrize(
    "text", ["", "north", "N", "12.345.678", "1e999", "-", "52 75 00", "x12", "12 N E", "5 6 7 8"]
)
def test_what_is_no_angle(text: str) -> None:
    assert math.isnan(degrees_of(text))
