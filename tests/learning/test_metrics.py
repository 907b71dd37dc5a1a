"""Each metric against cases worked by hand, with ties."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.learning.metrics import (
    Standing,
    bootstrap_interval,
    mean_percentile,
    mean_reciprocal_rank,
    median_percentile,
    places,
    recall_at,
)


def test_ranks_among_ties_are_said_in_three_ways() -> None:
    # Scores 9 7 7 7 5: the third candidate has one before it and two level with it.
    (found,) = places([9.0, 7.0, 7.0, 7.0, 5.0], [2])
    assert found == Standing(better=1, equal=2, rivals=4)
    assert (found.optimistic, found.realistic, found.pessimistic) == (2.0, 3.0, 4.0)
    assert found.percentile == pytest.approx((1 + 2 / 2) / 4)


def test_other_true_partners_are_no_rivals() -> None:
    # Both 9 and 7 are true: the 7 has nobody before it but the 8.
    first, second = places([9.0, 8.0, 7.0, 1.0], [0, 2])
    assert (first.realistic, second.realistic) == (1.0, 2.0)
    assert (first.rivals, second.rivals) == (2, 2)


def test_an_unknown_score_is_the_worst() -> None:
    (found,) = places([np.nan, 0.0, -5.0], [0])
    assert found == Standing(better=2, equal=0, rivals=2)


def test_all_tied_is_chance() -> None:
    (found,) = places(np.zeros(11), [3])
    assert found.percentile == 0.5
    assert found.realistic == 6.0


def test_only_rivals_of_a_mask_count() -> None:
    (found,) = places([9.0, 8.0, 7.0, 6.0], [2], [True, False, True, True])
    assert found == Standing(better=1, equal=0, rivals=2)


def test_the_figures_of_three_ranks() -> None:
    rank = [1.0, 10.0, 2000.0]
    assert mean_reciprocal_rank(rank) == pytest.approx((1 + 0.1 + 0.0005) / 3)
    assert [recall_at(rank, top) for top in (1, 9, 10, 1000, 2000)] == pytest.approx(
        [1 / 3, 1 / 3, 2 / 3, 2 / 3, 1]
    )


def test_percentiles_are_best_as_one() -> None:
    assert mean_percentile([0.1, 0.2, 0.6]) == pytest.approx(0.7)
    assert median_percentile([0.1, 0.2, 0.6]) == pytest.approx(0.8)


def test_the_interval_draws_communities_not_pairs() -> None:
    # One community of 99 pairs that all succeed and one of a single pair that fails: the share is 0.99, but a
    # draw of communities is all of the first, all of the second, or both.
    values, who = [1.0] * 99 + [0.0], ["a"] * 99 + ["b"]
    low, high = bootstrap_interval(values, who, draws=400)
    assert (low, high) == (0.0, 1.0)


def test_the_interval_is_the_same_every_time() -> None:
    values, who = np.arange(20) % 2, [f"c{i // 2}" for i in range(20)]
    assert bootstrap_interval(values, who) == bootstrap_interval(values, who)
