"""How often the first candidates stay there when the weights vary, and the change that turns the top."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from citymatch.datasets import InputError
from citymatch.features.unit import label_told
from citymatch.results import Sensitivity, Stays, Turn
from citymatch.scoring.additive import order, tie_groups

from .drawn import Drawn
from .engine import Engine

FloatArray = npt.NDArray[np.float64]
SIMILAR = 1e-6
"""Up to this difference in similarity two candidates are the same to a criterion."""


def sensitivity(
    engine: Engine, drawn: Drawn, draws: int = 1000, top: int = 10, seed: int = 0, concentration: float = 50.0
) -> Sensitivity:
    """How often each of the first candidates stays there when the weights vary.

    Weights are drawn from a Dirichlet distribution whose mean is the policy's own weights; a larger
    `concentration` keeps them nearer (at 50 a weight of 1/3 varies by about 7 points of 100). Each draw ranks
    the whole pool anew, ties and second keys included. Source: Lahdelma and Salminen (2001), SMAA-2.

    Raises InputError for fewer than one draw or candidate, or a concentration that is not above 0.

    >>> engine = Engine()
    >>> got = sensitivity(engine, engine.draw("Pinole, California"), draws=20, top=3)
    >>> len(got.stays), got.stays[0].rank
    (3, 1)
    """
    if draws < 1 or top < 1 or not concentration > 0:
        raise InputError("draws and top must be at least 1, and concentration above 0")
    rows = np.flatnonzero(drawn.exclusions.allowed)
    similarity = np.nan_to_num(drawn.every_similarity()[:, rows].astype(np.float64), nan=0.0)
    place = _second_order(drawn, rows)
    weights = _draw(drawn.weights, concentration, draws, seed)
    own = _first(similarity, place, drawn.weights, max(top, 2))
    able = _able(similarity, weights, top)
    among, before = similarity[:, able], np.argsort(np.argsort(place[able]))
    firsts = np.stack([able[_first(among, before, each, top)] for each in weights])

    @cache
    def label(position: int) -> str:
        return label_told(drawn.pool.table.take(rows[[position]]).rows()[0])

    def stays(position: int, rank: int) -> Stays:
        shares = (firsts == position).mean(axis=0)
        community = drawn.pool.community_id(int(rows[position]))
        acceptability = tuple(float(share) for share in shares)
        return Stays(community, label(position), rank, float(shares.sum()), float(shares[0]), acceptability)

    others, times = np.unique(firsts[~np.isin(firsts, own[:top])], return_counts=True)
    come_in = others[np.argsort(-times, kind="stable")][:top]
    turn, remark = _turn(drawn, similarity, own, [label(int(position)) for position in own[:2]])
    names = [criterion.id for criterion, _ in drawn.compiled.criteria]
    return Sensitivity(
        seeker=drawn.seeker["label"], policy=drawn.compiled.policy.name, draws=draws, seed=seed,
        spread={n: float(s) for n, s in zip(names, weights.std(axis=0), strict=True) if s > 0}, top=top,
        stays=tuple(stays(int(position), n) for n, position in enumerate(own[:top], 1)),
        newcomers=tuple(stays(int(position), 0) for position in come_in), turn=turn, remark=remark,
    )  # fmt: skip


def _draw(weights: FloatArray, concentration: float, draws: int, seed: int) -> FloatArray:
    """Random weights, shape (draws, criteria); a weight of 0 stays 0."""
    drawn = np.zeros((draws, len(weights)))
    used = weights > 0
    drawn[:, used] = np.random.default_rng(seed).dirichlet(concentration * weights[used], draws)
    return drawn


def _able(similarity: FloatArray, weights: FloatArray, top: int) -> npt.NDArray[np.int64]:
    """The positions of the candidates that come among the first `top` under some of the weights, and a few more.

    A hundred times as many as `top`, the best by the mean weights, give under each weights a score that is reached by
    `top` candidates at least; who stays a point below it under all of them is never among the first.
    """
    if similarity.shape[1] <= 100 * top:
        return np.arange(similarity.shape[1])
    mean = weights.mean(axis=0) @ similarity
    best = np.argsort(-mean, kind="stable")[: 100 * top]
    floor = np.partition(weights @ similarity[:, best], -min(top, len(best)), axis=1)[:, -min(top, len(best))]
    able = np.zeros(similarity.shape[1], bool)
    for part in np.array_split(np.arange(len(weights)), max(len(weights) // 50, 1)):
        able |= (weights[part] @ similarity >= (floor[part] - 0.01)[:, None]).any(axis=0)
    return np.flatnonzero(able)


def _second_order(drawn: Drawn, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The place of each candidate by the second keys alone: 0 comes last in a tie."""
    keys = list(drawn.tie_keys(rows).values())
    ordered = order(np.zeros(len(rows), np.int64), keys, drawn.lots(rows))
    place = np.empty(len(rows), np.int64)
    place[ordered] = np.arange(len(rows))[::-1]
    return place


def _first(
    similarity: FloatArray, place: npt.NDArray[np.int64], weights: FloatArray, top: int
) -> npt.NDArray[np.int64]:
    """The positions of the first `top` candidates under some weights, in order."""
    standing = tie_groups(100.0 * (weights @ similarity)) * len(place) + place
    top = min(top, len(standing))
    best = np.argpartition(-standing, top - 1)[:top]
    return best[np.argsort(-standing[best])]


def _turn(
    drawn: Drawn, similarity: FloatArray, own: npt.NDArray[np.int64], names: Sequence[str]
) -> tuple[Turn | None, str]:
    """The smallest change of one weight that puts the runner-up before the first, or why there is none."""
    if len(own) < 2:
        return None, "there is no runner-up"
    leader, runner_up = names
    gap = similarity[:, own[0]] - similarity[:, own[1]]
    if np.all(np.abs(gap) < SIMILAR):
        return None, (
            f"{runner_up} meets every criterion just as {leader} does: no change of weights puts it first; "
            "their order is that of the second keys"
        )
    weights = drawn.weights
    best: tuple[float, int, float] | None = None
    for n, weight in enumerate(weights):
        if weight >= 1 or weight <= 0:
            continue
        rest = (weights @ gap - weight * gap[n]) / (1 - weight)
        if gap[n] == rest:
            continue
        needed = -rest / (gap[n] - rest)
        if SIMILAR < needed < 1 - SIMILAR and (best is None or abs(needed - weight) < best[0]):
            best = (abs(needed - weight), n, float(needed))
    if best is None:
        return None, f"no change of a single weight puts {runner_up} before {leader}"
    criterion, _ = drawn.compiled.criteria[best[1]]
    name = criterion.label or criterion.id
    return Turn(leader, runner_up, name, float(weights[best[1]]), best[2]), ""
