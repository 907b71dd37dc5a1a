"""Matches of two sides, against every way that there is, and against blocking pairs looked for by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from citymatch.assignment.stable import NO, BoolArray, Sides, blocking, deferred, match, most_pairs


def without_ties(places: np.ndarray, axis: int, rng: np.random.Generator) -> np.ndarray:
    return np.argsort(np.argsort(places + rng.random(places.shape) / 2, axis=axis), axis=axis)


def drawn(rng: np.random.Generator, size: tuple[int, int], share: float, places: int) -> Sides:
    """Wishes by lot with few different places, so that there are ties; some pairs are out of the question."""
    closed = rng.random(size) >= share
    ours, theirs = rng.integers(0, places, size), rng.integers(0, places, size)
    ours[closed] = theirs[closed] = NO
    return Sides(
        ours, theirs, without_ties(ours, 1, rng), without_ties(theirs, 0, rng),
        rng.integers(1, 3, size[0]), rng.integers(0, 3, size[1]),
    )  # fmt: skip


def unhappy(sides: Sides, pairs: BoolArray) -> list[tuple[int, int]]:
    """The pairs that would both gain, told one by one."""
    found = []
    for s, c in product(range(pairs.shape[0]), range(pairs.shape[1])):
        if pairs[s, c] or NO in (sides.seekers[s, c], sides.communities[s, c]):
            continue
        mine = [int(sides.seekers[s, other]) for other in np.flatnonzero(pairs[s])]
        its = [int(sides.communities[other, c]) for other in np.flatnonzero(pairs[:, c])]
        i_gain = len(mine) < sides.leads[s] or max(mine) > sides.seekers[s, c]
        it_gains = len(its) < sides.room[c] or max(its, default=NO) > sides.communities[s, c]
        if i_gain and it_gains:
            found.append((s, c))
    return found


def is_a_match(sides: Sides, pairs: BoolArray) -> bool:
    fits = (pairs.sum(axis=1) <= sides.leads).all() and (pairs.sum(axis=0) <= sides.room).all()
    return bool(fits and not (pairs & ~sides.open).any())


@pytest.mark.parametrize("seed", range(5))
def test_no_pair_would_both_rather_have_each_other(seed: int) -> None:
    """A hundred at a time, with ties and room for several."""
    rng = np.random.default_rng(seed)
    for _ in range(100):
        sides = drawn(rng, (int(rng.integers(1, 7)), int(rng.integers(1, 7))), float(rng.uniform(0.4, 1)), 3)
        found = match(sides)
        assert is_a_match(sides, found.pairs) and is_a_match(sides, deferred(sides))
        assert unhappy(sides, found.pairs) == [] == unhappy(sides, deferred(sides))


def test_small_matches_are_the_largest_that_are_stable() -> None:
    rng, by_solver = np.random.default_rng(3), 0
    for _ in range(40):
        sides = drawn(rng, (3, 3), 0.7, 2)
        rows, columns = np.nonzero(sides.open)
        sizes = []
        for taken in product([False, True], repeat=len(rows)):
            pairs = np.zeros((3, 3), bool)
            pairs[rows, columns] = taken
            if is_a_match(sides, pairs) and not unhappy(sides, pairs):
                sizes.append(int(pairs.sum()))
        found = match(sides)
        assert found.largest is True and int(found.pairs.sum()) == max(sizes)
        by_solver += found.solver
    assert by_solver > 0, "breaking ties alone does not always find the largest"


def test_blocking_pairs_are_found_where_there_are_some() -> None:
    rng, some = np.random.default_rng(9), 0
    for _ in range(50):
        sides = drawn(rng, (4, 4), 0.8, 3)
        nobody = np.zeros((4, 4), bool)
        assert blocking(sides, nobody) == unhappy(sides, nobody)
        half = deferred(sides) & (rng.random((4, 4)) < 0.5)
        assert blocking(sides, half) == unhappy(sides, half)
        some += bool(blocking(sides, half))
    assert some > 10


def test_wishes_of_both_sides_are_met_where_they_agree() -> None:
    """Each seeker's dearest is another, and that one likes it best too."""
    ours = np.array([[0, 1, 2], [2, 0, 1], [1, 2, 0]])
    ones = np.ones(3, np.int64)
    found = match(Sides(ours, ours.T.copy(), ours, ours.T.copy(), ones, ones))
    assert found.pairs.tolist() == np.eye(3, dtype=bool).tolist()


def test_how_many_pairs_there_can_be() -> None:
    """Three that take two each, and communities with room for 3, 1 and 0: four places, a pair once at most."""
    free = np.zeros((3, 3), np.int64)
    sides = Sides(free, free, free, free, np.full(3, 2), np.array([3, 1, 0]))
    assert most_pairs(sides) == 4
    closed = free.copy()
    closed[1:, 0] = NO
    assert most_pairs(Sides(closed, free, free, free, np.full(3, 2), np.array([3, 1, 0]))) == 2


def test_a_large_match_is_stable_and_said_to_be_the_largest() -> None:
    rng = np.random.default_rng(2)
    sides = drawn(rng, (150, 150), 1.0, 40)
    found = match(sides)
    assert blocking(sides, found.pairs) == [] and found.largest is True and not found.solver
