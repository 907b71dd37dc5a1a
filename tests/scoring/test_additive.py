"""The additive model, worked by hand and by properties."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from citymatch.scoring.additive import add_up, at_least_the_top, contributions, normalised, order, tie_groups

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


def test_the_top_includes_everyone_tied_with_the_last() -> None:
    groups = np.array([900, 800, 900, 850, 850, 100])
    assert sorted(at_least_the_top(groups, 3).tolist()) == [0, 2, 3, 4]


def test_no_usable_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="no criterion"):
        normalised([1, 1], [False, False])
