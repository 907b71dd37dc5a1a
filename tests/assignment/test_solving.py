"""Leads for all seekers at once, against every way that there is, on lists small enough to go through them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
import pytest

from citymatch.assignment.pairing import pair
from citymatch.assignment.solving import Chosen, Room, TooNarrow, solve
from citymatch.assignment.wishes import Wishes
from citymatch.scoring.variety import Caps

NAMES = "abcdef"


def seeker(name: str, leads: int = 1, **scores: int) -> Wishes:
    """A seeker with these candidates, best first; scores in tenths."""
    return Wishes.plain(name, list(scores), list(scores.values()), leads)


def given(found: Chosen) -> list[str]:
    return ["".join(w.ids[rows]) for w, rows in zip(found.wishes, found.leads, strict=True)]


def lists_of(wishes: Wishes, number: int) -> Iterator[tuple[int, ...]]:
    """Every list of so many candidates that is varied enough, told from the plain columns."""
    for rows in combinations(range(len(wishes)), number):
        lands = Counter(wishes.country[list(rows)].tolist())
        cities = Counter(city for city in wishes.metropolis[list(rows)].tolist() if city)
        untied = [sum(wishes.tie[row] < least for row in rows) <= most for least, most in wishes.levels]
        cap, city_cap = wishes.caps.country, wishes.caps.metropolis
        if all(untied) and (cap is None or max(lands.values(), default=0) <= cap) and (
            city_cap is None or max(cities.values(), default=0) <= city_cap
        ):  # fmt: skip
            yield rows


def best_by_trying(wishes: list[Wishes], room: Room) -> tuple[int, int, int]:
    """How many leads, the largest loss and the total of the best of all ways."""
    alone, ways = [], []
    for each in wishes:
        found = [rows for n in range(each.leads + 1) for rows in lists_of(each, n)]
        alone.append(max((len(rows), int(each.tenths[list(rows)].sum())) for rows in found)[1])
        ways.append(found)
    best = (0, 0, 0)
    for way in product(*ways):
        used = Counter(w.ids[row] for w, rows in zip(wishes, way, strict=True) for row in rows)
        lands = Counter(int(w.country[row]) for w, rows in zip(wishes, way, strict=True) for row in rows)
        if any(number > room.left(name) for name, number in used.items()):
            continue
        if room.countries is not None and any(n > room.countries for n in lands.values()):
            continue
        worth = [int(w.tenths[list(rows)].sum()) for w, rows in zip(wishes, way, strict=True)]
        lost = max(b - w for b, w in zip(alone, worth, strict=True))
        best = max(best, (sum(map(len, way)), -lost, sum(worth)))
    return best[0], -best[1], best[2]


def drawn_by_lot(rng: np.random.Generator) -> tuple[list[Wishes], Room]:
    """Two or three seekers of one or two leads among six candidates, some with rules on what their leads may be."""
    country, city = rng.integers(1, 4, 6), rng.integers(0, 3, 6)
    wishes = []
    for number in range(int(rng.integers(2, 4))):
        some = rng.permutation(6)[: int(rng.integers(2, 7))]
        tenths = rng.integers(0, 30, len(some)) * 10
        order = np.argsort(-tenths, kind="stable")
        some, tenths = some[order], tenths[order]
        caps = [Caps(), Caps(1, 1), Caps(1, None), Caps(2, 1)][int(rng.integers(0, 4))]
        levels = ((0.25, 1),) if rng.random() < 0.3 else ()
        plain = Wishes.plain(str(number), [NAMES[n] for n in some], tenths.tolist(), int(rng.integers(1, 3)))
        wishes.append(
            replace(plain, country=country[some], metropolis=city[some], tie=rng.random(len(some)), caps=caps,
                    levels=levels)
        )  # fmt: skip
    countries = int(rng.integers(1, 4)) if rng.random() < 0.3 else None
    return wishes, Room(1, {"a": int(rng.integers(0, 3))}, countries)


@pytest.mark.parametrize("seed", range(10))
def test_small_lists_are_as_good_as_the_best_of_all_ways(seed: int) -> None:
    """Fifty at a time: as many leads as can be, then the smallest largest loss, then the greatest total."""
    rng = np.random.default_rng(seed)
    for number in range(50):
        wishes, room = drawn_by_lot(rng)
        found = solve(wishes, room)
        leads = sum(map(len, found.leads))
        assert (leads, found.worst, found.total) == best_by_trying(wishes, room)
        for each, rows in zip(wishes, found.leads, strict=True):
            assert tuple(rows.tolist()) in set(lists_of(each, len(rows)))
        if number % 10 == 0:
            assert given(solve(wishes, room)) == given(found), "a second run changes nothing"


def test_one_lead_each_is_the_same_by_matchings() -> None:
    rng = np.random.default_rng(11)
    for _ in range(60):
        wishes = []
        for number in range(5):
            some = rng.permutation(8)[: int(rng.integers(1, 6))]
            tenths = np.sort(rng.integers(0, 1000, len(some)))[::-1]
            wishes.append(Wishes.plain(str(number), [f"c{n}" for n in some], tenths.tolist()))
        found = solve(wishes)
        places = pair(wishes)
        worth = [int(w.tenths[p]) if p >= 0 else 0 for w, p in zip(wishes, places, strict=True)]
        assert (found.total, found.missing) == (sum(worth), sum(p < 0 for p in places))
        assert found.worst == max(int(w.tenths[0]) - w_ for w, w_ in zip(wishes, worth, strict=True))


def test_the_largest_loss_over_all_leads_counts_and_not_the_total_first() -> None:
    """Whoever has a costs the other 5 points; with a for y and b for x one loses 2 and the other 4, though the total is
    a point less."""
    x, y = seeker("x", 2, a=900, c=890, b=880, d=850), seeker("y", 2, a=700, b=690, e=650, f=640)
    found = solve([x, y])
    assert given(found) == ["cb", "ae"]
    assert (found.regrets, found.worst, found.total) == ((20, 40), 40, 3120)


def test_a_candidate_takes_as_many_as_it_has_room_for() -> None:
    three = [seeker(name, a=900, **{f"own_{name}": 100}) for name in "xyz"]
    assert Counter(given(solve(three)))["a"] == 1
    assert Counter(given(solve(three, Room(2))))["a"] == 2
    assert given(solve(three, Room(1, {"a": 3}))) == ["a", "a", "a"]
    assert Counter(given(solve(three, Room(1, {"a": 0}))))["a"] == 0


def test_a_country_takes_no_more_places_than_it_has_on_the_whole_list() -> None:
    """Both want one of country 1; only one may have it, and the one that loses less gives way."""
    x = replace(seeker("x", a=900, c=880), country=np.array([1, 2]))
    y = replace(seeker("y", b=900, d=700), country=np.array([1, 3]))
    assert given(solve([x, y])) == ["a", "b"]
    assert given(solve([x, y], Room(countries=1))) == ["c", "b"]
    assert given(solve([x, y], Room(countries=1, taken={1: 1}))) == ["c", "d"]


def test_of_equal_ways_the_one_that_keeps_earlier_offers_is_taken() -> None:
    x, y = seeker("x", a=900, b=900), seeker("y", a=900, b=900)
    for before in (["a", "b"], ["b", "a"]):
        found = solve([x, y], before={"x": before[:1], "y": before[1:]})
        assert given(found) == before and found.kept == 2


def test_points_are_given_up_for_earlier_offers_within_the_tolerance_alone() -> None:
    x, y = seeker("x", a=900, b=890), seeker("y", b=900, a=890)
    before = {"x": ["b"], "y": ["a"]}
    assert given(solve([x, y], before=before, tolerance=19)) == ["a", "b"]
    z = seeker("z", a=900, b=890)
    held = solve([z], before={"z": ["b"]}, tolerance=10)
    assert given(held) == ["a"], "nobody has to give up anything, and no offer is kept at the price of that"


def test_equal_scores_go_by_the_own_rank_and_do_not_change_on_a_second_run() -> None:
    x = seeker("x", a=900, b=900, c=900)
    assert given(solve([x])) == ["a"]
    many = [seeker(str(n), 2, **dict.fromkeys("abcdefgh", 500)) for n in range(4)]
    assert given(solve(many)) == given(solve(many))


def test_too_few_candidates_are_shared_and_said_to_be_too_few_only_when_all_are_known() -> None:
    three = [seeker(name, a=900) for name in "xyz"]
    found = solve(three)
    assert sorted(given(found)) == ["", "", "a"] and found.missing == 2 and found.worst == 900
    with pytest.raises(TooNarrow):
        solve([replace(each, floor=500) for each in three])


def test_nobody_at_all_and_nobody_to_be_had() -> None:
    assert solve([]).leads == ()
    assert given(solve([Wishes.plain("x", [], [])])) == [""]
