"""The additive model, worked by hand and by properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from citymatch.scoring.additive import (
    GRID,
    add_up,
    best_first,
    contributions,
    normalised,
    order,
    the_top,
    tie_groups,
)

similarity = st.one_of(st.just(np.float32("nan")), st.floats(0, 1, width=32).map(np.float32))
matrices = st.tuples(st.integers(1, 9), st.integers(1, 12)).flatmap(
    lambda shape: arrays(np.float32, shape, elements=similarity)
)


def weights_for(matrix: np.ndarray) -> np.ndarray:
    return normalised(np.arange(1, len(matrix) + 1), np.ones(len(matrix), bool))


def test_a_score_worked_by_hand() -> None:
    # Half the weight at 1, three tenths at 0.5, a fifth unknown: 50 + 15 points, 80 % known, at best 85.
    got = add_up(np.array([0.5, 0.3, 0.2]), np.array([[1.0], [0.5], [np.nan]], np.float32))
    assert got.score[0] == pytest.approx(65, abs=1e-9)
    assert got.coverage[0] == pytest.approx(0.8)
    assert got.best_case[0] == pytest.approx(85, abs=1e-9)


@given(matrices)
@settings(max_examples=200, deadline=None)
def test_contributions_sum_to_the_score_to_the_last_bit_in_any_order(matrix: np.ndarray) -> None:
    got = add_up(weights_for(matrix), matrix)
    points = contributions(weights_for(matrix), matrix)
    forward = np.zeros(matrix.shape[1])
    for row in points:
        forward = forward + row
    backward = np.zeros(matrix.shape[1])
    for row in points[::-1]:
        backward = backward + row
    np.testing.assert_array_equal(forward, got.score)
    np.testing.assert_array_equal(backward, got.score)


@given(matrices)
@settings(max_examples=200, deadline=None)
def test_bounds_and_the_order_of_score_and_best_case(matrix: np.ndarray) -> None:
    got = add_up(weights_for(matrix), matrix)
    assert np.all((got.score >= 0) & (got.score <= 100 + 1e-9))
    assert np.all(got.best_case >= got.score - 1e-9)
    assert np.all((got.coverage >= 0) & (got.coverage <= 1))


@given(matrices, st.randoms(use_true_random=False))
@settings(max_examples=100, deadline=None)
def test_permuting_the_candidates_changes_nobodys_score(matrix: np.ndarray, random: object) -> None:
    turn = list(range(matrix.shape[1]))
    random.shuffle(turn)  # type: ignore[attr-defined]
    np.testing.assert_array_equal(
        add_up(weights_for(matrix), matrix[:, turn]).score, add_up(weights_for(matrix), matrix).score[turn]
    )


@given(matrices, st.data())
@settings(max_examples=100, deadline=None)
def test_an_unknown_never_helps_and_lowers_coverage(matrix: np.ndarray, data: st.DataObject) -> None:
    row = data.draw(st.integers(0, matrix.shape[0] - 1))
    known = np.where(np.isnan(matrix), np.float32(0.5), matrix)
    hidden = known.copy()
    hidden[row, 0] = np.nan
    before, after = add_up(weights_for(known), known), add_up(weights_for(known), hidden)
    assert after.score[0] <= before.score[0]
    assert after.coverage[0] < before.coverage[0]
    assert contributions(weights_for(hidden), hidden)[row, 0] == 0


@given(matrices, similarity)
@settings(max_examples=100, deadline=None)
def test_adding_a_candidate_reorders_nobody(matrix: np.ndarray, new: np.float32) -> None:
    weights = weights_for(matrix)
    more = np.column_stack([matrix, np.full(len(matrix), new, np.float32)])
    few, many = add_up(weights, matrix).score, add_up(weights, more).score
    np.testing.assert_array_equal(few, many[:-1])
    ids = np.arange(len(many))
    ordered = order(tie_groups(many), [], ids)
    np.testing.assert_array_equal(ordered[ordered < len(few)], order(tie_groups(few), [], ids[:-1]))


def test_ties_are_ordered_by_the_keys_and_unknown_comes_last() -> None:
    groups = np.array([700, 900, 900, 900])
    openness = np.array([1.0, 0.5, np.nan, 0.5])
    ancestry = np.array([1.0, 0.1, 1.0, 0.9])
    assert order(groups, [openness, ancestry], np.array([1, 2, 3, 4])).tolist() == [3, 1, 2, 0]


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=3000), st.data())
@settings(max_examples=100, deadline=None)
def test_the_top_are_the_best_and_all_that_are_tied_with_the_last(
    tenths: list[int], data: st.DataObject
) -> None:
    top = data.draw(st.integers(1, len(tenths)))
    inside = data.draw(st.integers(0, 9)) / 100  # of a tenth that is cut off
    steps = np.rint((np.array(tenths) / 10 + inside) * GRID)
    out = np.arange(len(tenths)) % 7 == 3
    steps[out] = -np.inf
    last = sorted((score for score, left_out in zip(tenths, out, strict=True) if not left_out), reverse=True)[
        :top
    ]
    expected = {n for n, score in enumerate(tenths) if last and score >= last[-1] and not out[n]}
    assert set(the_top(steps, top).tolist()) == expected


def test_many_are_ordered_as_few_are() -> None:
    rng = np.random.default_rng(5)
    groups, identity = rng.integers(0, 9, 500), rng.permutation(500)
    ranks = [rng.integers(0, 4, 500), rng.integers(0, 3, 500)]
    expected = order(groups, [-each.astype(float) for each in ranks], identity)
    np.testing.assert_array_equal(best_first(groups, ranks, identity), expected)
    # too many combinations for one whole number
    wide = [rng.integers(0, 2**31, 500) for _ in range(2)]
    np.testing.assert_array_equal(
        best_first(groups, wide, identity), order(groups, [-each.astype(float) for each in wide], identity)
    )


def test_no_usable_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="no criterion"):
        normalised([1, 1], [False, False])
