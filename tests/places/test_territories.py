"""Namesakes in territories, and what is said of a place whose division is known better than its distance."""

from __future__ import annotations

import pytest

from citymatch.places import resolve


# territories: a namesake in a territory is listed where it is not far smaller
@pytest.mark.parametrize(
    ("line", "ids"),
    [
        ("Saint-Denis, France", {"geonames:935264", "geonames:2980916"}),
        ("Saint-Louis, France", {"geonames:935223", "geonames:2978742"}),
        ("Saint-Benoît, Frankreich", {"geonames:935267", "geonames:2981408"}),
        ("San Juan, USA", {"geonames:4568127", "geonames:4726440"}),
        ("Ramsey, UK", {"geonames:3042192", "geonames:2639664"}),
        ("Kingston, Australia", {"geonames:2161314", "geonames:2207618"}),
    ],
)
def test_a_namesake_in_a_territory_is_listed(line: str, ids: set[str]) -> None:
    found = resolve(line)
    assert found.status == "ambiguous" and ids <= {each.id for each in found.candidates}


# territories: one far larger than the other is meant, and the other is said where it is not far smaller
@pytest.mark.parametrize(
    ("line", "id", "said"),
    [
        ("Willemstad, Netherlands", "geonames:3513090", "Curaçao"),
        ("Hamilton, UK", "geonames:2647570", "South Lanarkshire"),
        ("Ponce, USA", "geonames:4566880", "found in Puerto Rico"),
        ("Uddingston, Scotland", "geonames:2635239", "South Lanarkshire"),
        ("Motherwell, Scotland", "geonames:2642135", "is part of North Lanarkshire"),
    ],
)
def test_the_larger_one_is_meant(line: str, id: str, said: str) -> None:
    found = resolve(line)
    assert found.community is not None and found.community.id == id
    assert said in found.note
