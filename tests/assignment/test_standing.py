"""What earlier offers leave behind, and how a list of leads is told to be varied."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from citymatch.assignment.standing import Standing
from citymatch.assignment.wishes import Wishes
from citymatch.scoring.variety import Caps

STANDING = Standing(
    locked={"x": ("a", "b", "a"), "gone": ("a",)}, dropped={"x": {"c": "declined on 2026-03-01"}}
)


def test_a_locked_candidate_counts_once_for_each_seeker_also_for_one_that_is_not_on_the_list() -> None:
    assert STANDING.of("x") == ("a", "b") and STANDING.of("nobody") == ()
    assert STANDING.takers() == {"a": 2, "b": 1}
    assert STANDING.holders("a") == ("x", "gone")
    assert STANDING.gone("x") == {"c": "declined on 2026-03-01"} and STANDING.gone("gone") == {}


def test_earlier_offers_count_among_those_of_their_country() -> None:
    """Two of country 1 at most: with one locked there, one more; with two, none."""
    wishes = replace(
        Wishes.plain("x", ["a", "b", "c"], [900, 800, 700], 2),
        country=np.array([1, 1, 2]),
        caps=Caps(country=2),
    )
    assert wishes.fits([0, 1])
    once = replace(wishes, held=((1, 0, 1.0),))
    assert not once.fits([0, 1]) and once.fits([0, 2])
    assert not replace(wishes, held=((1, 0, 1.0), (1, 0, 1.0))).fits([0, 2])


def test_a_list_has_few_without_a_tie_and_one_of_a_metropolis() -> None:
    wishes = replace(
        Wishes.plain("x", ["a", "b", "c"], [9, 8, 7], 2), tie=np.array([0.0, 0.1, 0.5]), levels=((0.25, 1),),
        metropolis=np.array([5, 0, 5]), caps=Caps(None, 1),
    )  # fmt: skip
    assert not wishes.fits([0, 1]) and not wishes.fits([0, 2]) and wishes.fits([1, 2])
