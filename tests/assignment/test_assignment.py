"""One partner each for a whole list."""

from __future__ import annotations

import pytest

import citymatch as cm
from citymatch.assignment import assign
from citymatch.results import Result


@pytest.fixture(scope="module")
def twins() -> tuple[Result, ...]:
    """Three towns of Ohio that would all be sent to the same partners."""
    return cm.batch(["Oxford, Ohio", "Green, Ohio", "Trotwood, Ohio"], top=5).results


def test_nobody_is_proposed_twice(twins: tuple[Result, ...]) -> None:
    pairs = assign(twins)
    assert len(pairs) == 3
    assert pairs["community_id"].is_unique
    assert pairs["rank"].between(1, 5).all()


def test_the_same_seeker_twice_gets_its_two_best(twins: tuple[Result, ...]) -> None:
    pairs = assign([twins[0], twins[0]])
    assert sorted(pairs["rank"]) == [1, 2]


def test_a_seeker_without_a_candidate_left_has_an_empty_row(twins: tuple[Result, ...]) -> None:
    only = cm.batch(["Oxford, Ohio"], top=1).rankings[0].result
    pairs = assign([only, only])
    assert sorted(pairs["community_id"].astype(bool)) == [False, True]
