"""A search that ends before it is sure: what it finds is a way, and what it says of the best is true."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np

from citymatch.assignment.searching import Clock
from citymatch.assignment.solving import Chosen, Room, solve
from citymatch.assignment.telling import how_far
from citymatch.assignment.wishes import Wishes
from citymatch.scoring.variety import Caps

from .test_solving import best_by_trying, drawn_by_lot, lists_of, seeker


def crowd(seekers: int, candidates: int) -> list[Wishes]:
    """Seekers of three leads who all like the same candidates of three countries, two of a country at most."""
    rng = np.random.default_rng(3)
    liked, country = rng.integers(300, 900, candidates), rng.integers(1, 4, candidates)
    wishes = []
    for number in range(seekers):
        tenths = liked + rng.integers(0, 40, candidates)
        order = np.argsort(-tenths, kind="stable")
        plain = Wishes.plain(f"s{number}", [f"c{n}" for n in order], tenths[order].tolist(), 3)
        wishes.append(replace(plain, country=country[order], caps=Caps(2, None)))
    return wishes


def holds(found: Chosen) -> bool:
    """Whether nobody is offered twice, and every list has three leads and is varied enough."""
    given = Counter(name for w, rows in zip(found.wishes, found.leads, strict=True) for name in w.ids[rows])
    lists = zip(found.wishes, found.leads, strict=True)
    return max(given.values()) == 1 and all(len(rows) == 3 and w.fits(rows) for w, rows in lists)


def test_what_is_said_of_the_best_is_true_where_there_was_no_time_at_all() -> None:
    """Against every way there is, on fifty small lists."""
    rng = np.random.default_rng(21)
    for _ in range(50):
        wishes, room = drawn_by_lot(rng)
        found = solve(wishes, room, clock=Clock(0))
        leads, worst, total = best_by_trying(wishes, room)
        assert sum(map(len, found.leads)) == leads
        assert found.surely <= worst <= found.worst
        assert found.total <= found.most
        if found.worst == worst:
            assert found.total <= total <= found.most
        if not how_far(found):
            assert (found.worst, found.total) == (worst, total)
        for each, rows in zip(wishes, found.leads, strict=True):
            assert tuple(rows.tolist()) in set(lists_of(each, len(rows)))


def test_a_crowd_has_its_offers_whatever_the_time() -> None:
    wishes = crowd(8, 30)
    soon, later = solve(wishes, clock=Clock(0)), solve(wishes, clock=Clock(2))
    assert holds(soon) and holds(later)
    assert soon.surely <= later.worst <= soon.worst, (
        "nobody does with less than what was said to be the least"
    )
    assert later.surely <= later.worst and later.total <= later.most


def test_how_far_it_may_be_from_the_best_is_said() -> None:
    """x has 90 of its best 90 points, y 60 of 70: it gives up 10."""
    x, y = seeker("x", a=900), seeker("y", a=700, b=600)
    ends = Chosen((x, y), (np.array([0]), np.array([0])), (np.array([0]), np.array([1])), 0, 100, 1500, True)
    assert how_far(ends) == ()
    unsure = " ".join(how_far(replace(ends, surely=68, most=1542, settled=False)))
    assert "gives up 10.0 points" in unsure and "gives up 6.8 points or more" in unsure
    assert "could be worth 4.2 points more at most" in unsure
    assert "better by the later rules" in how_far(replace(ends, settled=False))[-1]


def test_a_search_that_came_to_its_end_says_so() -> None:
    found = solve([seeker("x", a=900, b=890), seeker("y", a=800, c=100)], Room())
    assert (found.surely, found.worst, found.most, found.total) == (10, 10, 1690, 1690)
    assert found.settled and how_far(found) == ()
