"""Rankings under varied weights: shares worked by hand, and the turn of the top proved by ranking again."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch import rank
from citymatch.policy import read_policy
from citymatch.ranking.sensitivity import _draw, _first

SOME = [
    "Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Clermont-Ferrand, France", "Bologna, Italy",
    "Monza, Italy", "Toledo, Spain", "Warsaw, Poland", "Rotterdam, Netherlands", "Khabarovsk, Russia",
]  # fmt: skip


def test_the_first_come_by_score_and_then_by_the_second_key() -> None:
    similarity = np.array([[1.0, 1.0, 0.0, 0.5]])
    place = np.array([0, 3, 2, 1])  # of the two that are tied the second comes first
    assert _first(similarity, place, np.array([1.0]), 3).tolist() == [1, 0, 3]


def test_drawn_weights_lie_around_the_policys_own() -> None:
    own = np.array([0.5, 0.3, 0.2, 0.0])
    drawn = _draw(own, 50, 4000, seed=1)
    np.testing.assert_allclose(drawn.sum(axis=1), 1)
    np.testing.assert_allclose(drawn.mean(axis=0), own, atol=0.005)
    # the variance of a Dirichlet share is w (1 - w) / (concentration + 1)
    np.testing.assert_allclose(drawn.std(axis=0), np.sqrt(own * (1 - own) / 51), atol=0.003)
    np.testing.assert_array_equal(drawn, _draw(own, 50, 4000, seed=1))


def test_shares_add_up_and_the_top_is_the_rankings_own() -> None:
    ranking = rank("Norman, Oklahoma", policy="default", top=4, candidates=SOME)
    got = ranking.sensitivity(draws=200, top=4, seed=3)
    assert [s.community_id for s in got.stays] == list(ranking.to_frame()["community_id"])
    everyone = got.stays + got.newcomers
    assert sum(s.first for s in everyone) == pytest.approx(1)
    assert sum(s.in_top for s in everyone) == pytest.approx(4)
    assert all(sum(s.acceptability) == pytest.approx(s.in_top) for s in everyone)
    assert got == ranking.sensitivity(draws=200, top=4, seed=3)


def test_beyond_the_turn_the_runner_up_leads_and_before_it_does_not() -> None:
    ranking = rank("Norman, Oklahoma", policy="default", top=2, candidates=SOME)
    turn = ranking.sensitivity(draws=5).turn
    assert turn is not None
    assert turn.text.startswith(turn.challenger)
    policy = read_policy("default")
    name = next(c.id for c in policy.criteria if c.label == turn.criterion)
    step = 0.02 if turn.needed > turn.weight else -0.02

    def leader(share: float) -> str:
        others = 1 - policy.weights[name]
        weights = {n: w * (1 - share) / others for n, w in policy.weights.items() if n != name}
        pair = [e.community_id for e in ranking]
        again = rank("Norman, Oklahoma", policy.with_weights(**weights, **{name: share}), 1, candidates=pair)
        return again.explain(again.to_frame()["community_id"][0]).label

    assert leader(turn.needed - step) == turn.leader
    assert leader(turn.needed + step) == turn.challenger


def test_a_wrong_number_is_refused() -> None:
    ranking = rank("Norman, Oklahoma", top=1, candidates=SOME)
    with pytest.raises(ValueError, match="at least 1"):
        ranking.sensitivity(draws=0)
