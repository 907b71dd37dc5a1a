"""What is kept of what follows from a table: as much as there is room for, and the same whether it was kept or not."""

from __future__ import annotations

import numpy as np

from citymatch.datasets import Table, load_world
from citymatch.features.base import is_kept, kept
from citymatch.features.keeping import Store
from citymatch.places import find
from citymatch.ranking import Engine

MEGABYTE = 131_072
"""So many numbers of eight bytes."""


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    store, made = Store(most=3_500_000), list[str]()

    def ask(name: str) -> None:
        def make() -> np.ndarray[tuple[int], np.dtype[np.float64]]:
            made.append(name)
            return np.zeros(MEGABYTE)

        store.kept(name, make)

    for name in ("France", "Japan", "Peru", "France", "Chad", "France", "Japan"):
        ask(name)
    # Chad takes the room of Japan, which had not been asked for since; France was, and is not made twice.
    assert made == ["France", "Japan", "Peru", "Chad", "Japan"]


def test_small_things_stay_however_many_large_ones_come() -> None:
    store = Store(most=2_500_000)
    notes = store.kept("notes", dict[str, int])
    notes["asked"] = 1
    for number in range(20):
        store.kept(number, lambda: np.zeros(MEGABYTE))
    assert store.kept("notes", dict[str, int]) == {"asked": 1}
    assert sum(number in store for number in range(20)) == 2


def test_one_thing_that_is_larger_than_the_room_is_kept_all_the_same() -> None:
    store = Store(most=1_000)
    assert len(store.kept("all", lambda: np.zeros(MEGABYTE))) == MEGABYTE
    assert "all" in store


def test_a_table_keeps_what_follows_from_it_for_itself_alone() -> None:
    one, other = Table({"a": np.arange(3)}), Table({"a": np.arange(3)})
    assert kept(one, "sum", lambda: 3) == 3
    assert is_kept(one, "sum") and not is_kept(other, "sum")


def test_seekers_of_many_nations_are_ranked_alike_where_little_room_is_left(monkeypatch) -> None:
    seekers = ["Toulouse, France", "Kobe, Japan", "Toulouse, France", "Leeds, United Kingdom", "Kobe, Japan"]
    roomy = Engine(world=load_world())
    wanted = [roomy.draw(find(each), "default", quick=True) for each in seekers]
    monkeypatch.setattr(Store.__init__, "__defaults__", (12_000_000,))
    tight = Engine(world=load_world())
    for each, want in zip(seekers, wanted, strict=True):
        found = tight.draw(find(each), "default", quick=True)
        assert np.array_equal(found.steps, want.steps)
