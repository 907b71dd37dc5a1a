"""Pairwise comparisons against a published worked example."""

from __future__ import annotations

import itertools

import pytest

from citymatch.policy import PolicyError
from citymatch.policy.pairwise import RANDOM_INDEX, Judgements, compare, read_judgements

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
    assert "agree well enough" in got.text


def test_comparisons_that_agree_have_a_ratio_of_zero() -> None:
    # a is twice b, b three times c, so that a is six times c
    got = compare(["a", "b", "c"], {("a", "b"): 2, ("b", "c"): 3, ("a", "c"): 6})
    assert got.weights == pytest.approx({"a": 0.6, "b": 0.3, "c": 0.1})
    assert got.consistency_ratio == pytest.approx(0, abs=1e-9)
    assert got.doubtful is None


def test_a_circle_is_told() -> None:
    got = compare(["a", "b", "c"], {("a", "b"): 5, ("b", "c"): 5, ("c", "a"): 5})
    assert got.consistency_ratio > 1
    assert "look at them again" in got.text


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


def of(names: str, value: float = 1.0) -> dict[tuple[str, str], float]:
    return dict.fromkeys(itertools.combinations(names, 2), value)


def test_from_two_to_ten_criteria_can_be_compared() -> None:
    two = compare("ab", {("b", "a"): 9})
    assert two.weights == {"a": 0.1, "b": 0.9} and two.consistency_ratio == 0 and two.doubtful is None
    assert compare("ab", {("a", "b"): 1 / 9}).weights == {"a": 0.1, "b": 0.9}
    assert compare("abcdefghij", of("abcdefghij")).weights["j"] == pytest.approx(0.1)
    for names in ("a", "abcdefghijk"):
        with pytest.raises(PolicyError, match=f"from 2 to 10 criteria can be compared, not {len(names)}"):
            compare(names, of(names))
    for value in (9.1, 1 / 9.1):
        with pytest.raises(PolicyError, match="must be from 1/9 to 9"):
            compare("ab", {("a", "b"): value})
    with pytest.raises(PolicyError, match="a and a are compared twice, or with themselves"):
        compare("ab", {("a", "a"): 1})


def test_the_consistency_ratio_is_worked_out_as_saaty_does() -> None:
    # The characteristic equation of a 3 by 3 reciprocal matrix: with a:b = 2, b:c = 2, a:c = 2 the largest
    # eigenvalue is 1 + k + 1/k with k the cube root of (a:b b:c / a:c) = 2, so 3.0536; the index is 0.0268.
    got = compare("abc", of("abc", 2.0))
    assert got.consistency_ratio == pytest.approx((1 + 2 ** (1 / 3) + 2 ** (-1 / 3) - 3) / 2 / 0.58)
    assert "agree well enough with each other (consistency ratio 0.046" in got.text
    assert "least in agreement" not in got.text
    # Of three all say the same of each other; of four the odd one is named.
    four = compare("abcd", of("abcd") | {("a", "d"): 9.0})
    assert four.doubtful is not None and four.doubtful[:3] == ("a", "d", 9.0)
    assert four.doubtful[3] == pytest.approx(four.weights["a"] / four.weights["d"])
    assert "a:" in four.text and "contradict each other: look at them again" in four.text
    assert f"least in agreement: a against d was 9; the others imply {four.doubtful[3]:.2g}" in four.text


def test_the_random_index_is_saatys() -> None:
    # Saaty (1980): three criteria 0.58, four 0.90, five 1.12, six 1.24, seven 1.32, eight 1.41, nine 1.45, ten 1.49.
    assert RANDOM_INDEX[3:] == (0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
    edge = Judgements({"a": 1.0}, 0.1, ("a", "b", 1.0, 2.0))
    assert edge.text.startswith("a: 100.0%\nyour comparisons agree well enough with each other")


@pytest.mark.parametrize(
    "line", ["a:b", "ab=3", ":b=3", "a:=3", "a:b=0", "a:b=-1", "a:b=1/0", "a:b=x", "a:b=1/2/3"]
)
def test_a_comparison_that_cannot_be_read(line: str) -> None:
    with pytest.raises(PolicyError, match="a comparison is written as"):
        read_judgements([line])
