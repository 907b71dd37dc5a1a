"""The lot: fair, fixed, and the same whoever else is there."""

from __future__ import annotations

import numpy as np

from citymatch.scoring.lot import lots, number_of_text, order_told


def test_splitmix64_by_its_published_values() -> None:
    """The generator of Steele, Lea and Flood with seed 0 gives these first (Vigna's splitmix64.c); its states are
    multiples of the golden gamma, and each is mixed as a number here is."""
    gamma = 0x9E3779B97F4A7C15
    states = np.array([0, gamma, 2 * gamma % 2**64], np.uint64)
    seen = lots("", states ^ np.uint64(number_of_text("")))
    assert [f"{each:016x}" for each in seen.tolist()] == [
        "e220a8397b1dcdaf", "6e789e6aa1b965f4", "06c45d188009454f",
    ]  # fmt: skip


def test_everybody_has_a_lot_of_its_own_and_no_one_is_favoured() -> None:
    numbers = np.arange(1, 60_001, dtype=np.uint64)
    drawn = lots("geonames:5383187", numbers)
    assert len(np.unique(drawn)) == len(numbers)
    halves = drawn < np.uint64(2**63)
    assert 0.49 < halves.mean() < 0.51
    order = np.argsort(drawn)
    assert abs(np.corrcoef(order, np.arange(len(order)))[0, 1]) < 0.02, "no trace of the numbers' own order"
    other = np.argsort(lots("geonames:4984247", numbers))
    assert (order[:100] != other[:100]).sum() > 95, "another seeker, another order"


def test_a_lot_depends_on_the_two_alone() -> None:
    three, two = (lots("us-county:06013", np.array(n, np.uint64)) for n in ([5, 6, 7], [5, 7]))
    assert two.tolist() == [three[0], three[2]]


def test_it_is_printed_as_such() -> None:
    assert order_told(()) == "a fixed lot"
    assert order_told(("like climate",)) == "like climate, then by a fixed lot"
