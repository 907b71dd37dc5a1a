"""Maximal marginal relevance over countries."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.scoring.variety import diversify, marginal


def test_none_is_the_plain_ranking() -> None:
    assert diversify([5.0, 9.0, 7.0], [0, 0, 0], 3, 0.0).tolist() == [1, 2, 0]


def test_a_second_of_a_country_pays_half_and_a_third_two_thirds() -> None:
    # With 0.12 the second of a country has 6 points off, the third 8: 90, 89-6, 88-8, then 85 of another.
    assert diversify([90.0, 89.0, 88.0, 85.0], [1, 1, 1, 2], 4, 0.12).tolist() == [0, 3, 1, 2]


def test_everything_of_one_country_keeps_its_order() -> None:
    score = np.linspace(90, 50, 9)
    assert diversify(score, np.ones(9), 9, 1.0).tolist() == list(range(9))


def test_full_diversity_takes_the_best_of_each_country_first() -> None:
    # The second of a country has 50 points off: 90, 60, 30, then 89 - 50 = 39 before 30 and 59 - 50 = 9.
    score = [90.0, 89.0, 60.0, 59.0, 30.0]
    assert marginal(score, [1, 1, 2, 2, 3], 1.0).tolist() == [90, 39, 60, 9, 30]
    assert diversify(score, [1, 1, 2, 2, 3], 5, 1.0).tolist() == [0, 2, 1, 4, 3]


def test_a_country_is_counted_from_its_best_wherever_it_stands() -> None:
    # In country 7 the third entry is best, then the first, then the last: 80 - 5, 70, 90, 60 - 20 / 3.
    assert marginal([80.0, 70.0, 90.0, 60.0], [7, 4, 7, 7], 0.1).tolist() == pytest.approx(
        [75, 70, 90, 160 / 3]
    )


def test_of_equal_scores_the_earlier_comes_first() -> None:
    assert marginal([50.0, 50.0, 50.0], [1, 1, 1], 0.3).tolist() == pytest.approx([50, 35, 30])
    assert diversify([50.0] * 40, list(range(40)), 40, 0.5).tolist() == list(range(40))


def test_nobody_is_no_error_and_a_top_may_be_larger_than_all() -> None:
    assert diversify([], [], 5, 0.5).tolist() == []
    assert diversify([1.0, 2.0], [1, 1], 5, 0.0).tolist() == [1, 0]


@pytest.mark.parametrize("diversity", [-0.01, 1.01, 1.5, float("nan")])
def test_it_refuses_what_is_no_share(diversity: float) -> None:
    with pytest.raises(ValueError, match=f"^diversity must be from 0 to 1, not {diversity!r}$"):
        diversify([1.0], [1], 1, diversity)
