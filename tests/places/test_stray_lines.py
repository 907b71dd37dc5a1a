"""Lines that name nobody, misprints beside a short form, and the one member that lies abroad."""

from __future__ import annotations

import pytest

from citymatch.places import resolve, resolve_many
from citymatch.places.abroad import with_those_abroad_noted


@pytest.mark.parametrize("line", ["Dear all", "Dear all,", "Total: 3", "Total, 3", "Hi all"])
def test_a_word_of_a_letter_is_no_division(line: str) -> None:
    found = resolve(line)
    assert (found.status, found.note) == ("not_found", "not read: no state or country is named")


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Curitiba PR", "Curitiba"), ("Celle NI", "Celle"), ("zürich zh", "Zürich"), ("Houston tx", "Houston"),
        ("Praha 10", "Prague"), ("Lyon, 69", "Lyon"),
    ],
)  # fmt: skip
def test_a_code_with_a_place_in_its_division_is_one(line: str, place: str) -> None:
    found = resolve(line).community
    assert found is not None and found.name == place


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("St. Josef, Missouri", "Saint Joseph"), ("Saint Josef, Missouri", "Saint Joseph"),
        ("St. Pauk, Minnesota", "Saint Paul"), ("Ft. Wayns, Indiana", "Fort Wayne"),
        ("Mt. Vernom, Illinois", "Mount Vernon"), ("N. Las Vegus, Nevada", "North Las Vegas"),
    ],
)  # fmt: skip
def test_a_misprint_beside_a_short_form(line: str, place: str) -> None:
    found = resolve(line)
    assert found.community is not None and found.community.name == place
    assert found.status == "corrected" and found.note == f"{line.partition(',')[0]!r} read as {place}"


def test_an_unknown_name_beside_a_short_form_stays_unknown() -> None:
    assert resolve("St. Xyz, Missouri").status == "not_found"


def test_a_member_abroad_is_said_where_all_others_lie_in_one_country() -> None:
    american = ["Pinole, California", "Astoria, Oregon", "Havana, Illinois", "Ponce, Puerto Rico"]
    found = with_those_abroad_noted(resolve_many([*american, "Celle, Germany", "Nowhere, Ohio"]))
    said = "it lies abroad, in Germany: 4 of the 5 communities of this list lie in the United States"
    assert [each.note for each in found[:5]] == ["", "", "", "", said]
    assert found[4].status == "matched"


def test_in_a_list_of_many_countries_nobody_lies_abroad() -> None:
    lines = ["Pinole, California", "Astoria, Oregon", "Celle, Germany", "Seika, Japan", "Bergen, Norway"]
    assert not any("abroad" in each.note for each in with_those_abroad_noted(resolve_many(lines)))
    assert not any("abroad" in each.note for each in with_those_abroad_noted(resolve_many(lines[:2])))
