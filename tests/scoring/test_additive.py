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
    shown,
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


def test_who_is_perfect_in_everything_has_exactly_100() -> None:
    for weights in ([1, 1, 1], [3, 5, 7, 11, 13], [0.1] * 7, [1e-3, 1e3], [2]):
        got = add_up(normalised(weights, np.ones(len(weights))), np.ones((len(weights), 1), np.float32))
        assert got.score.tolist() == got.best_case.tolist() == [100.0]
        assert got.coverage.tolist() == [1.0]


def test_weights_keep_their_proportions_and_the_unusable_have_none() -> None:
    assert normalised([30, 10, 60], [True, True, False]).tolist() == [0.75, 0.25, 0.0]
    assert normalised([0.03, 0.01, 0.0], [True, True, True]).tolist() == [0.75, 0.25, 0.0]


def test_contributions_are_the_points_to_eleven_digits() -> None:
    # A third of the weight at 0.3, two thirds at 0.6 (as float32 holds them): 10 and 40 points.
    got = contributions(np.array([1 / 3, 2 / 3]), np.array([[0.3], [0.6]], np.float32)).ravel()
    expected = [100 / 3 * float(np.float32(0.3)), 200 / 3 * float(np.float32(0.6))]
    assert got.tolist() == pytest.approx(expected, abs=7.3e-12)
    assert got.tolist() == pytest.approx([10, 40], abs=1e-5)


def test_what_has_no_weight_may_be_unknown() -> None:
    got = add_up(np.array([1.0, 0.0]), np.array([[0.5, np.nan], [np.nan, np.nan]], np.float32))
    assert got.score.tolist() == [50, 0]
    assert got.coverage.tolist() == [1, 0]
    assert got.best_case.tolist() == [50, 100]


def test_who_is_unknown_in_everything_has_coverage_0_and_may_have_100() -> None:
    weights = np.array([0.7, 0.1, 0.1, 0.1])[::-1]
    assert sum(weights.tolist()) >= 1
    for each in (weights, np.array([0.5, 0.5 + 2**-40])):
        got = add_up(each, np.full((len(each), 1), np.nan, np.float32))
        assert (got.score[0], got.coverage[0], got.best_case[0]) == (0, 0, 100)


def test_every_criterion_needs_a_weight() -> None:
    for call in (add_up, contributions):
        with pytest.raises(ValueError):
            call(np.array([0.5, 0.5]), np.ones((3, 2), np.float32))


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
    start = np.argsort(identity)
    for ranks in (
        [rng.integers(0, 4, 500), rng.integers(0, 3, 500)],
        [rng.integers(0, 40_000, 500), rng.integers(0, 300, 500), rng.integers(0, 2, 500)],
        [rng.integers(0, 2**40, 500)],  # more than one piece of 16 bits holds
        [],
    ):
        expected = order(groups, [-each.astype(float) for each in ranks], identity)
        np.testing.assert_array_equal(best_first([8 - groups, *ranks], start), expected)
    assert best_first([], start).tolist() == start.tolist()


def test_among_equals_the_smaller_id_comes_first() -> None:
    assert order(np.array([7, 7, 7]), [np.array([0.5, 0.5, 0.5])], np.array([30, 10, 20])).tolist() == [
        1,
        2,
        0,
    ]
    assert order(np.array([7, 8, 7]), [], np.array([10, 30, 20])).tolist() == [1, 0, 2]


def test_an_unknown_key_comes_after_the_lowest() -> None:
    assert order(np.array([7, 7, 7]), [np.array([np.nan, 0.0, 1.0])], np.array([1, 2, 3])).tolist() == [
        2,
        1,
        0,
    ]


@pytest.mark.parametrize("top", [4, 5])
def test_a_top_of_all_or_more_is_everybody(top: int) -> None:
    assert sorted(the_top(np.array([9.0, 7.0, 8.0, 7.0]) * GRID, top).tolist()) == [0, 1, 2, 3]


def test_a_top_of_one_is_the_best_and_its_equals() -> None:
    assert sorted(the_top(np.array([7.0, 9.0, 8.0, 9.0]) * GRID, 1).tolist()) == [1, 3]
    assert sorted(the_top(np.array([7.0, 9.0, 8.0, 6.0]) * GRID, 3).tolist()) == [0, 1, 2]


def test_scores_are_cut_and_what_rounding_takes_is_given_back() -> None:
    scores = [99.99, 100 - 1e-9, 64.29999, 64.3, 0.0, 0.1 + 0.2]
    assert [shown(each) for each in scores] == [99.9, 100.0, 64.2, 64.3, 0.0, 0.3]
    assert tie_groups(np.array(scores)).tolist() == [999, 1000, 642, 643, 0, 3]
    assert shown(50.1 - 2e-6) == 50.0  # two millionths of a point are no rounding


@pytest.mark.parametrize("weights", [[0, 0], [-1, 0.5]])
def test_weights_that_come_to_nothing_are_an_error(weights: list[float]) -> None:
    with pytest.raises(ValueError, match=r"^no criterion with weight is known for this seeker$"):
        normalised(weights, [True, True])


def test_no_usable_weight_is_an_error() -> None:
    with pytest.raises(ValueError, match="no criterion"):
        normalised([1, 1], [False, False])
