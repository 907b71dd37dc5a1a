"""The conditional logit on samples small enough to follow."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.learning.fitting import thinned
from citymatch.learning.logit import Ramp, curves, expanded, fit, fit_weights, knots, loss_and_slope, ramps
from citymatch.learning.sampling import Sample
from citymatch.learning.terms import Term

RISE, FALL = Term("up", "size", "Up"), Term("down", "size", "Down", "fall")


def sample_of(blocks: list[tuple[list[list[float]], int]]) -> Sample:
    lengths = np.array([len(rows) for rows, _ in blocks])
    measure = np.array([row for rows, _ in blocks for row in rows], np.float32)
    return Sample(
        tuple(f"geonames:{n}" for n in range(len(blocks))),
        measure,
        np.zeros(len(measure), np.float32),
        np.cumsum(lengths) - lengths,
        np.array([positives for _, positives in blocks]),
    )


def test_a_ramp_is_nothing_where_unknown() -> None:
    ramp = Ramp(0, 1.0, 3.0, falling=False)
    assert ramp.of(np.array([0, 2, 9, np.nan], np.float32)).tolist() == [0.0, 0.5, 1.0, 0.0]
    assert Ramp(0, 1.0, 3.0, True).of(np.array([0, 2, 9, np.nan], np.float32)).tolist() == [
        1.0,
        0.5,
        0.0,
        0.0,
    ]


def test_the_loss_of_one_partner_among_three_by_hand() -> None:
    # All weights 0: every candidate is equally likely, so the loss is log 3.
    sample = sample_of([([[1.0], [0.0], [0.0]], 1)])
    rows = expanded(sample, [Ramp(0, 0.0, 1.0, False)])
    loss, slope = loss_and_slope(np.zeros(1), rows, sample, 0.0)
    assert loss == pytest.approx(np.log(3))
    assert slope[0] == pytest.approx(1 / 3 - 1)


def test_other_partners_are_no_rivals_in_the_loss() -> None:
    sample = sample_of([([[1.0], [1.0], [0.0]], 2)])
    rows = expanded(sample, [Ramp(0, 0.0, 1.0, False)])
    assert loss_and_slope(np.zeros(1), rows, sample, 0.0)[0] == pytest.approx(np.log(2))


def test_the_slope_is_that_of_the_loss() -> None:
    random = np.random.default_rng(1)
    sample = sample_of([(random.random((6, 2)).tolist(), 2), (random.random((5, 2)).tolist(), 1)])
    rows = expanded(sample, [Ramp(0, 0.0, 1.0, False), Ramp(1, 0.0, 1.0, True)])
    weight, step = np.array([0.7, 1.3]), 1e-3
    slope = loss_and_slope(weight, rows, sample, 0.1)[1]
    for each in range(2):
        moved = step * np.eye(2)[each]
        rise = (
            loss_and_slope(weight + moved, rows, sample, 0.1)[0]
            - loss_and_slope(weight - moved, rows, sample, 0.1)[0]
        )
        assert slope[each] == pytest.approx(rise / (2 * step), abs=2e-3)


def test_it_learns_the_direction_it_may_and_no_other() -> None:
    random = np.random.default_rng(2)
    blocks = []
    for _ in range(40):
        rivals = random.random((30, 2)) * 0.8
        blocks.append(([[0.95, 0.9], *rivals.tolist()], 1))  # partners measure high in both
    found = fit(sample_of(blocks), [RISE, FALL], 0.001, 3)
    assert found["up"].height > 1
    assert "down" not in found  # it may only fall, and high is good: it earns nothing


def test_curves_add_their_ramps() -> None:
    basis = [Ramp(0, 0.0, 1.0, False), Ramp(0, 1.0, 3.0, False)]
    curve = curves(np.array([2.0, 1.0]), basis, [RISE])["up"]
    assert curve.at == (0.0, 1.0, 3.0)
    assert curve.points == (0.0, 2.0, 3.0)
    assert curve.of(np.array([0.5, 2.0, 99.0, np.nan])).tolist() == [1.0, 2.5, 3.0, 0.0]


def test_a_constant_measure_has_no_knots() -> None:
    assert knots(np.full(50, 2.0, np.float32), "rise") == []


def test_fitting_twice_gives_the_same() -> None:
    random = np.random.default_rng(3)
    sample = sample_of([(random.random((20, 2)).tolist(), 1) for _ in range(10)])
    basis = ramps(sample, [RISE, FALL], 3)
    np.testing.assert_array_equal(fit_weights(sample, basis, 0.01), fit_weights(sample, basis, 0.01))


def test_thinning_keeps_partners_and_makes_up_for_what_it_drops() -> None:
    sample = sample_of([([[float(i)] for i in range(10)], 1)])
    thin = thinned(sample, 3)
    assert thin.measure[:, 0].tolist() == [0.0, 1.0, 4.0, 7.0]
    assert thin.correction.tolist() == pytest.approx([0.0, np.log(3), np.log(3), np.log(3)])
