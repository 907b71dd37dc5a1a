"""Lines whose parts cannot all be true are reported with each that may be meant, and nothing is made of them."""

from __future__ import annotations

import pytest

from citymatch.places import Entry, resolve


@pytest.mark.parametrize(
    ("text", "ids"),
    [  # contradicting-columns; ids of GeoNames
        ("Paris,TX,France", [4717560, 2988507]),
        ("Athens, GA, Greece", [4180386, 264371]),
        ("London, ON, UK", [2643743, 6058560]),
        ("Guadalajara, Mexico, Spain", [4005539, 3121070]),
    ],
)
def test_a_state_and_a_country_of_which_only_one_can_be(text: str, ids: list[int]) -> None:
    found = resolve(text)
    assert (found.status, [each.geonameid for each in found.candidates]) == ("ambiguous", ids)
    assert "only one can be meant" in found.note


@pytest.mark.parametrize(
    ("text", "id"),
    [("Pinole, CA, US", 5383187), ("Perth, WA, Australia", 2063523), ("Toronto, ON, Canada", 6167865),
     ("Albany, Georgia, USA", 4179320), ("Colima, Colima, Mexico", 4013516)],
)  # fmt: skip
def test_a_state_of_its_country_is_none(text: str, id: int) -> None:
    found = resolve(text)
    assert found.community and found.community.geonameid == id


@pytest.mark.parametrize(
    ("text", "point", "candidate", "words"),
    [  # contradicting-columns
        ("Celle, Lower Saxony, United States", (52.62, 10.08), 2940213, "lies at Celle, Germany"),
        ("Pinole, Mexico", (38.0, -122.3), 5383187, "lies at Pinole, California"),
        ("Pinole, California", (52.6, 10.08), 5383187, "lies near"),
        ("My Hamlet, Japan", (52.6, 10.08), 2940213, "'Japan' and the coordinates contradict each other"),
        ("My Isle, France", (0.5, -150.0), None, "'France' and the coordinates contradict each other"),
    ],
)
def test_a_name_and_a_point_in_different_countries(
    text: str, point: tuple[float, float], candidate: int | None, words: str
) -> None:
    found = resolve(Entry(text, latitude=point[0], longitude=point[1]))
    assert found.status in ("ambiguous", "not_found") and found.community is None
    assert candidate is None or candidate in [each.geonameid for each in found.candidates]
    assert words in found.note


@pytest.mark.parametrize(
    ("text", "point", "id"),
    [
        ("Celle, Lower Saxony", (52.62, 10.08), "geonames:2940213"),
        ("Springfield", (39.8, -89.6), "geonames:4250542"),
        ("Pinole", (38.0, -122.3), "geonames:5383187"),
        ("My Hamlet, Germany", (52.6, 10.08), "user:my-hamlet"),
        ("My Isle", (0.5, -150.0), "user:my-isle"),
    ],
)
def test_a_name_and_a_point_that_agree(text: str, point: tuple[float, float], id: str) -> None:
    found = resolve(Entry(text, latitude=point[0], longitude=point[1]))
    assert found.community and found.community.id == id
