"""Precedent sends no small town to a giant: Pinole was sent to Makati, 33 times as large, Lindsborg to Toluca."""

from __future__ import annotations

import pytest

import citymatch


@pytest.mark.parametrize(("seeker", "people"), [("Pinole, California", 19_022), ("Lindsborg, Kansas", 3_776)])
def test_all_of_a_small_town_s_ten_are_within_five_times(seeker: str, people: int) -> None:
    found = citymatch.rank(seeker, policy="precedent", top=10).to_frame()["population"]
    assert len(found) == 10
    assert (found < 5 * people).all() and (found > people / 5).all()
