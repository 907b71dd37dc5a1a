"""Pairwise comparisons against a published worked example."""

from __future__ import annotations

import itertools

import pytest

from citymatch.policy import PolicyError
from citymatch.policy.pairwise import compare, read_judgements

DRINKS = ["coffee", "wine", "tea", "beer", "sodas", "milk", "water"]
# Saaty (2008), Decision making with the analytic hierarchy process, Int. J. Services Sciences 1(1), 83-98:
# which drink is consumed more in the United States, with its priorities and consistency ratio of 0.022.
ROWS = [
    [1, 9, 5, 2, 1, 1, 1 / 2],
    [1 / 9, 1, 1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
    [1 / 5, 3, 1, 1 / 3, 1 / 4, 1 / 3, 1 / 9],
    [1 / 2, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [1, 9, 4, 2, 1, 2, 1 / 2],
    [1, 9, 3, 1, 1 / 2, 1, 1 / 3],
    [2, 9, 9, 3, 2, 3, 1],
]
PRIORITIES = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]


def test_the_drinks_of_saaty_2008() -> None:
    pairs = itertools.combinations(range(7), 2)
    got = compare(DRINKS, {(DRINKS[a], DRINKS[b]): ROWS[a][b] for a, b in pairs})
    assert list(got.weights.values()) == pytest.approx(PRIORITIES, abs=0.0005)
    assert got.consistency_ratio == pytest.approx(0.022, abs=0.0005)
    assert "acceptable" in got.text


def test_comparisons_that_agree_have_a_ratio_of_zero() -> None:
    # a is twice b, b three times c, so that a is six times c
    got = compare(["a", "b", "c"], {("a", "b"): 2, ("b", "c"): 3, ("a", "c"): 6})
    assert got.weights == pytest.approx({"a": 0.6, "b": 0.3, "c": 0.1})
    assert got.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert got.doubtful is None


def test_a_circle_is_told() -> None:
    got = compare(["a", "b", "c"], {("a", "b"): 5, ("b", "c"): 5, ("c", "a"): 5})
    assert got.consistency_ratio > 1
    assert "look again" in got.text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["size:water"], "is written as size:water=3"),
        (["size:water=often"], "is written as"),
        (["size:water=1/0"], "is written as"),
        (["size:water=3"], "size and role are not compared"),
        (["size:water=30"], "from 1/9 to 9"),
        (["siz:water=3"], "did you mean 'size'"),
        (["size:water=3", "water:size=2"], "compared twice"),
    ],
)
def test_a_wrong_comparison_is_refused(lines: list[str], words: str) -> None:
    with pytest.raises(PolicyError, match=words):
        compare(["size", "water", "role"], read_judgements(lines))
