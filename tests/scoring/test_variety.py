"""Maximal marginal relevance over countries."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.scoring.variety import diversify


def test_none_is_the_plain_ranking() -> None:
    assert diversify([5.0, 9.0, 7.0], [0, 0, 0], 3, 0.0).tolist() == [1, 2, 0]


def test_a_second_of_a_country_pays_half_and_a_third_two_thirds() -> None:
    # With 0.12 the second of a country has 6 points off, the third 8: 90, 89-6, 88-8, then 85 of another.
    assert diversify([90.0, 89.0, 88.0, 85.0], [1, 1, 1, 2], 4, 0.12).tolist() == [0, 3, 1, 2]


def test_everything_of_one_country_keeps_its_order() -> None:
    score = np.linspace(90, 50, 9)
    assert diversify(score, np.ones(9), 9, 1.0).tolist() == list(range(9))


def test_full_diversity_takes_the_best_of_each_country_first() -> None:
    score = [90.0, 89.0, 60.0, 59.0, 30.0]
    assert diversify(score, [1, 1, 2, 2, 3], 3, 1.0).tolist() == [0, 2, 1] or diversify(
        score, [1, 1, 2, 2, 3], 2, 1.0
    ).tolist() == [0, 2]


def test_it_refuses_what_is_no_share() -> None:
    with pytest.raises(ValueError, match="diversity"):
        diversify([1.0], [1], 1, 1.5)
