"""One partner each on lists made by hand, where the best pairs are known."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import handmade
import numpy as np
import pytest

from citymatch.assignment import assign, assigned
from citymatch.results import Listed, Result

COLUMNS = ["seeker_id", "seeker", "rank", "score", "community_id", "name", "country", "caution"]


def seeking(name: str, **scores: float) -> Result:
    """A seeker with these candidates, best first."""
    ids = list(scores)
    listed = handmade.listed()
    told = tuple(
        replace(handmade.FIRST, community_id=each, rank=n, score=scores[each], label=each,
                facts={**handmade.BO, "name": f"Name {each}", "country": "SE"})
        for n, each in enumerate(ids, 1)
    )  # fmt: skip
    figures = Listed(
        np.array(ids, object), np.array(list(scores.values())), *[np.zeros(len(ids))] * 2, np.zeros(len(ids), int),
        *[np.zeros((2, len(ids)))] * 2, listed.second_keys, listed.columns,
    )  # type: ignore[arg-type]  # fmt: skip
    return handmade.result(
        seeker={**handmade.SEEKER, "community_id": f"user:{name}", "label": name},
        listed=figures,
        explanations=told,
    )


def chosen(*results: Result) -> list[str]:
    return [row["community_id"] for row in assigned(results)]


def test_a_row_says_who_whom_and_with_which_caution() -> None:
    warned = handmade.result(
        explanations=(replace(handmade.FIRST, cautions=("a war", "a storm")), handmade.SECOND)
    )
    assert assigned([warned]) == [
        {"seeker_id": "geonames:11", "seeker": "Alder, Ohio", "rank": 1, "score": 96.2, "community_id": "geonames:21",
         "name": "Bo <B>", "country": "SE", "caution": "a war; a storm"},
    ]  # fmt: skip
    assert assigned([handmade.nobody()]) == [
        {"seeker_id": "geonames:11", "seeker": "Alder, Ohio", "rank": None, "score": None, "community_id": "",
         "name": "", "country": "", "caution": ""},
    ]  # fmt: skip
    assert list(assign([warned])) == COLUMNS
    assert assigned([]) == [] and len(assign([])) == 0


def test_the_sum_of_scores_is_the_largest_and_not_each_ones_best() -> None:
    """a first for both: 90 + 10 against 89 + 80."""
    assert chosen(seeking("x", a=90.0, b=89.0), seeking("y", a=80.0, c=10.0)) == ["b", "a"]
    assert chosen(seeking("x", a=90.0, b=5.0), seeking("y", a=80.0, c=79.0)) == ["a", "c"]


def test_as_many_as_can_be_have_a_partner_whatever_it_costs() -> None:
    """x could have a at 100, but then y would have nobody."""
    assert chosen(seeking("x", a=100.0, b=0.0), seeking("y", a=0.1)) == ["b", "a"]
    three = [seeking("x", a=99.0, b=0.0), seeking("y", b=0.0, c=0.0), seeking("z", a=0.0)]
    assert chosen(*three) == ["b", "c", "a"]


def test_a_candidate_without_a_point_is_better_than_nobody() -> None:
    assert chosen(seeking("x", a=0.0)) == ["a"]


def test_a_long_list_gives_up_its_best_for_one_more_partner() -> None:
    """Each of 1,200 would have to take its second at 0 in the place of its first at 100, for one that has no other."""
    some = [seeking(str(n), **{f"c{n}": 100.0, f"c{n + 1}": 0.0}) for n in range(1_200)]
    assert chosen(*some, seeking("z", c0=0.1)) == [*(f"c{n + 1}" for n in range(1_200)), "c0"]


def test_a_seeker_for_whom_none_is_left_has_an_empty_row_with_its_name() -> None:
    rows = assigned([seeking("x", a=10.0), seeking("y", a=50.0)])
    assert [row["community_id"] for row in rows] == ["", "a"]
    assert rows[0]["seeker"] == "x" and rows[0]["seeker_id"] == "user:x" and rows[0]["rank"] is None
    assert rows[1]["rank"] == 1 and rows[1]["name"] == "Name a"


def test_equal_sums_are_decided_by_the_lower_rank() -> None:
    """Scores that are equal when cut to a tenth count the same; then the first of the list is taken."""
    assert chosen(seeking("x", a=50.04, b=50.01)) == ["a"]
    assert chosen(seeking("x", b=50.0, a=50.09)) == ["b"], "both are 50.0"
    assert chosen(seeking("x", b=50.0, a=50.11)) == ["a"], "50.1 is more than 50.0"
    assert chosen(seeking("x", a=50.0, b=50.0, c=50.0), seeking("y", a=50.0, b=50.0)) in (
        ["a", "b"],
        ["b", "a"],
    )


def test_every_pair_of_small_lists_is_as_good_as_the_best_of_all_ways() -> None:
    """The largest loss is as small as can be, and then the sum is as great as can be."""
    rng = np.random.default_rng(5)
    names = ["a", "b", "c", "d"]
    for _ in range(30):
        tables = [dict(zip(names, rng.integers(0, 1000, 4) / 10, strict=True)) for _ in range(4)]
        ordered = [dict(sorted(t.items(), key=lambda item: -item[1])) for t in tables]
        rows = assigned([seeking(str(n), **t) for n, t in enumerate(ordered)])
        ways = [[t[name] for t, name in zip(tables, way, strict=True)] for way in permutations(names)]
        best = [max(t.values()) for t in tables]
        lost = [max(b - s for b, s in zip(best, scores, strict=True)) for scores in ways]
        least = min(lost)
        most = max(sum(s) for s, worst in zip(ways, lost, strict=True) if worst <= least + 1e-9)
        found = [row["score"] for row in rows]
        assert max(b - s for b, s in zip(best, found, strict=True)) == pytest.approx(least)
        assert sum(found) == pytest.approx(most)
        assert {row["community_id"] for row in rows} == set(names)
        assert [list(t).index(row["community_id"]) + 1 for t, row in zip(ordered, rows, strict=True)] == [
            row["rank"] for row in rows
        ]


def test_nobody_loses_much_so_that_another_gains_a_little() -> None:
    """Somebody has to do without a: the one that loses least by it."""
    assert chosen(seeking("x", a=90.0, b=50.0), seeking("y", a=90.0, c=49.0)) == ["b", "a"]
    assert chosen(seeking("x", a=90.0, b=50.0), seeking("y", a=80.0, b=79.0, c=10.0)) == ["a", "b"]
