"""Value functions at points whose value is known without them."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.scoring.values import interpolate, log_plateau, plateau, rise


def test_a_plateau_declines_as_half_a_cosine() -> None:
    # A quarter of the way down the cosine stands at cos 45 degrees, three quarters at cos 135 degrees.
    got = plateau([-5.0, 10.0, 20.0, 40.0, 50.0, 1e9], core=10, edge=50)
    half = np.sqrt(0.5) / 2
    assert got.tolist() == pytest.approx([1, 1, 0.5 + half, 0.5 - half, 0, 0], abs=1e-12)


def test_a_plateau_does_not_depend_on_the_unit() -> None:
    kilometres, miles = np.array([5.0, 12.0, 33.0, 48.0]), np.array([5.0, 12.0, 33.0, 48.0]) / 1.609344
    assert plateau(kilometres, 10, 50).tolist() == pytest.approx(
        plateau(miles, 10 / 1.609344, 50 / 1.609344).tolist()
    )


def test_a_rise_is_a_plateau_upside_down() -> None:
    # 0.5 - cos(45 degrees) / 2 a quarter of the way up.
    got = rise([4.0, 5.0, 10.0, 15.0, 25.0, 99.0], floor=5, full=25)
    assert got.tolist() == pytest.approx([0, 0, 0.146447, 0.5, 1, 1], abs=1e-6)


def test_a_ratio_counts_the_same_either_way_up() -> None:
    # From 2 to 32 in equal factors: 8 is twice two doublings from 2, half of the way.
    ratios = np.array([1.0, 2.0, 4.0, 8.0, 32.0, 100.0])
    expected = [1, 1, 0.853553, 0.5, 0, 0]
    assert log_plateau(ratios, core=2, edge=32).tolist() == pytest.approx(expected, abs=1e-6)
    assert log_plateau(1 / ratios, core=2, edge=32).tolist() == pytest.approx(expected, abs=1e-6)


def test_nobody_is_infinitely_far_from_somebody() -> None:
    assert log_plateau([0.0], core=2, edge=32).tolist() == [0]  # and no warning, which would be an error here


def test_points_are_joined_by_straight_lines_and_flat_outside() -> None:
    curve = [(10, 0.0), (20, 1.0), (40, 0.5)]
    assert interpolate([0, 10, 12.5, 20, 30, 40, 1000], curve).tolist() == [0, 0, 0.25, 1, 0.75, 0.5, 0.5]


def test_points_may_be_joined_over_the_logarithm() -> None:
    curve = [(1, 0.0), (100, 1.0), (10_000, 0.0)]
    got = interpolate([0.0, 0.5, 1, 10, 100, 1000, 10_000, 1e9], curve, log=True)
    assert got.tolist() == pytest.approx([0, 0, 0, 0.5, 1, 0.5, 0, 0])
    assert interpolate([10.0], curve)[0] == pytest.approx(
        9 / 99
    )  # without it: 9 of the 99 steps from 1 to 100


def test_unknown_stays_unknown() -> None:
    unknown = [np.nan, 1.0]
    for got in (
        plateau(unknown, 10, 50),
        rise(unknown, 10, 50),
        log_plateau(unknown, 2, 32),
        interpolate(unknown, [(0, 0.2), (10, 1.0)]),
        interpolate(unknown, [(0.1, 0.2), (10, 1.0)], log=True),
    ):
        assert np.isnan(got).tolist() == [True, False]
