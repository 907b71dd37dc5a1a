"""Maximal marginal relevance over countries."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.scoring.variety import (
    Caps,
    diversify,
    filled,
    marginal,
    ties_first,
    untied_cap,
    within_caps,
)


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


def test_at_most_three_of_ten_have_no_tie_while_there_are_ties() -> None:
    """A tie to every third candidate: four of the first ten have one, and seven of the list."""
    lands, cities = np.arange(40), np.zeros(40)
    tie = np.where(np.arange(40) % 3 == 0, 0.4, 0.15)
    chosen = ties_first(lands, cities, tie, Caps(2, 1, untied_cap(10)), 10).tolist()
    assert chosen == [0, 1, 2, 3, 4, 6, 9, 12, 15, 18]


@pytest.mark.parametrize(("least", "most"), [(0.0, 1), (0.05, 2), (0.1, 3), (0.25, 10)])
def test_of_ten_one_is_bare_two_have_neighbours_alone_and_three_no_true_tie(least: float, most: int) -> None:
    """Every second candidate has a strong tie, so that a list of them alone could be filled."""
    tie = np.where(np.arange(60) % 2 == 0, 0.5, least)
    chosen = ties_first(np.arange(60), np.zeros(60), tie, Caps(2, 1, untied_cap(10)), 10)
    assert (chosen % 2 == 1).sum() == min(most, 5)


def test_a_list_is_filled_up_with_those_for_which_something_speaks() -> None:
    tie = np.array([0.5, 0.0, 0.0, 0.05, 0.05, 0.05, 0.1])
    assert ties_first(np.arange(7), np.zeros(7), tie, Caps(2, 1, 3), 5).tolist() == [0, 1, 3, 4, 6]


def test_where_there_are_no_ties_the_list_is_the_first_of_the_ranking() -> None:
    lands = np.arange(20)
    chosen = ties_first(lands, np.zeros(20), np.zeros(20), Caps(2, 1, 3), 10)
    assert chosen.tolist() == list(range(10))


def test_the_strongest_tie_is_in_the_list_in_the_place_of_the_last_without_one() -> None:
    tie = np.array([0.3, 0.1, 0.3, 0.3, 0.1, 0.3, 0.3, 0.9, 0.95])
    chosen = ties_first(np.arange(9), np.zeros(9), tie, Caps(2, 1, 2), 5).tolist()
    assert chosen == [0, 1, 2, 3, 7]
    assert ties_first(np.arange(9), np.array([0] * 7 + [-1, 0]), tie, Caps(2, 1, 2), 5).tolist() == [
        0,
        1,
        2,
        3,
        8,
    ]


def test_a_weak_tie_moves_nobody() -> None:
    tie = np.array([0.3, 0.1, 0.3, 0.3, 0.1, 0.3, 0.3, 0.7])
    assert ties_first(np.arange(8), np.zeros(8), tie, Caps(2, 1, 2), 5).tolist() == [0, 1, 2, 3, 4]


def test_what_is_of_quite_another_size_is_left_out_while_there_are_others() -> None:
    kept = within_caps([1, 2, 3], [-1, 0, -1], Caps(2, 1))
    assert kept.tolist() == [False, True, False]
    assert filled(kept, 2).tolist() == [0, 1]


def test_a_strong_tie_takes_no_place_of_a_country_that_is_full() -> None:
    """Two of country 1 stand in the list; the strongest tie leads to a third of it, which would be one too many."""
    lands, ties = [1, 1, 2, 3, 1], [0.3, 0.3, 0.0, 0.0, 1.0]
    assert ties_first(lands, np.zeros(5), ties, Caps(2, 1, 3), 4).tolist() == [0, 1, 2, 3]
    assert ties_first([1, 4, 2, 3, 1], np.zeros(5), ties, Caps(2, 1, 3), 4).tolist() == [0, 1, 2, 4]


def test_a_strong_tie_takes_the_place_of_its_own_city() -> None:
    """One of city 9 stands in the list; another of it with the strongest tie takes its place, and no other's."""
    lands, cities, ties = [1, 2, 3, 4, 5], [0, 9, 0, 0, 9], [0.3, 0.3, 0.3, 0.0, 1.0]
    assert ties_first(lands, cities, ties, Caps(2, 1, 3), 4).tolist() == [0, 2, 3, 4]
