"""Many members who all want the same few: the least that somebody has to give up is found, and proved."""

from __future__ import annotations

import numpy as np

from citymatch.assignment.pressed import among, fitted, losses
from citymatch.assignment.searching import Clock, among_few, search
from citymatch.assignment.solving import Room, alone, solve
from citymatch.assignment.task import Task

from .test_limits import crowd, holds
from .test_solving import best_by_trying, drawn_by_lot, given, seeker


def task(*wishes, room: Room | None = None) -> Task:  # type: ignore[no-untyped-def]
    return Task(tuple(wishes), tuple(alone(wishes)), room or Room(), {})


def test_what_two_have_to_give_up_alone_binds_the_whole_list() -> None:
    """x and y want a: one of them loses 30 or 20. z wants nothing of theirs."""
    all_three = task(seeker("x", a=90, b=60), seeker("y", a=90, c=70), seeker("z", d=90))
    assert among_few(all_three, [0, 1], 0, 90) == 20
    assert among_few(all_three, [2], 0, 90) == 0
    assert among(all_three, [0, 1], 19).sure and among(all_three, [0, 1], 19).leads is None


def test_who_stands_in_the_way_is_placed_anew() -> None:
    """y gives a to x and takes b from z, which is as happy with c."""
    three = task(seeker("x", a=90, d=10), seeker("y", a=90, b=85), seeker("z", b=80, c=80))
    begun = [np.array([1]), np.array([0]), np.array([0])]
    assert losses(three, begun) == [80, 0, 0]
    some: set[int] = set()
    way, sure = fitted(three, begun, some, 5)
    assert way is not None and sure and some == {0, 1, 2}
    assert [rows.tolist() for rows in way] == [[0], [1], [1]]
    assert fitted(three, begun, set(), 4) == (None, True), "somebody has to give up 5 in any case"


def test_a_crowd_comes_to_what_is_proved_and_to_the_same_again() -> None:
    found, again = (solve(crowd(3, 12), clock=Clock(1_000)) for _ in range(2))
    assert holds(found) and not found.timed
    assert found.surely <= found.worst <= found.surely + 10, "nobody could do with a point less"
    assert found.total <= found.most <= found.total * 1.01
    assert given(found) == given(again)


def test_the_least_is_found_on_small_lists_where_all_leads_can_be_made() -> None:
    rng, tried = np.random.default_rng(31), 0
    for _ in range(60):
        wishes, room = drawn_by_lot(rng)
        whole = task(*wishes, room=room)
        leads, worst, _ = best_by_trying(wishes, room)
        if leads == sum(map(len, whole.alone)):
            found = search(whole, 0, Clock(100))
            assert (found.worst, found.surely) == (worst, worst)
            tried += 1
    assert tried > 20
