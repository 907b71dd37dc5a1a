"""Weights in words beside weights in numbers, and what is said of a word that is none."""

from __future__ import annotations

import warnings

import pytest

from citymatch.policy import Policy, PolicyError, read_policy


def test_the_most_important_criterion_counts_as_much_as_the_heaviest_of_a_policy_in_percent() -> None:
    # citymatch's own criteria are weighed in per cent, the heaviest 42: "most important" is not 4 per cent.
    policy = read_policy("default")
    heaviest = max(policy.weights.values())
    said = policy.with_weights(
        size="most important", water="important", climate="a little", trade="no"
    ).weights
    assert said["size"] == max(said.values()) and said["size"] == pytest.approx(said["precedent"])
    assert said["water"] == pytest.approx(said["size"] / 2) and said["climate"] == pytest.approx(
        said["size"] / 4
    )
    assert said["trade"] == 0 and policy.weights["size"] < heaviest  # it was not the heaviest before


def test_beside_small_numbers_the_words_stand_for_what_a_file_has() -> None:
    # 1 and 1 in the file; "important" is 2 there as well, so that size has two parts of three.
    two = {"name": "two", "criteria": [{"extractor": "size"}, {"extractor": "water"}]}
    assert Policy.from_dict(two).with_weights(size="important").weights == pytest.approx(
        {"size": 2 / 3, "water": 1 / 3}
    )


def test_an_error_names_the_criterion_that_was_given_and_not_its_number() -> None:
    with pytest.raises(
        PolicyError, match=r"^weights, size: must be a number from 0 .* not 'very important'$"
    ):
        read_policy("default").with_weights(size="very important")
    with pytest.raises(PolicyError, match=r"^weights, water: must be"):
        read_policy("default").with_weights(water=-1)


def test_the_warning_of_an_old_name_points_at_the_line_that_uses_it() -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        read_policy("default").with_weights(population=3)
    assert [each.filename for each in told] == [__file__]
