"""The additive model: plain functions on arrays.

score = 100 x sum of weight x similarity over the criteria whose value is known, weights summing to 1.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]

GRID = 2.0**36
"""Contributions are kept to the nearest 1/GRID of a point (1.5e-11). Sums of such numbers are exact in
float64, in any order of addition, so that contributions sum to the score to the last bit."""

TENTHS = 10.0
"""Scores that are equal when cut to a tenth are a tie."""

ROUNDING = 1e-6
"""What rounding of weights may cost a full score, in units of a tie."""


@dataclass(frozen=True)
class Scores:
    """What the model says of n candidates: score and best case (0-100), and coverage (0-1), each of shape (n,)."""

    score: FloatArray
    coverage: FloatArray
    best_case: FloatArray


def normalised(weights: npt.ArrayLike, usable: npt.ArrayLike) -> FloatArray:
    """Weights that sum to 1 over the usable criteria, in whole steps; an unusable one has weight 0.

    The steps are those of contributions, so that a candidate that is perfect in everything has exactly 100.

    Raises ValueError where nothing usable has weight.

    >>> normalised([2, 1, 1], [True, True, False]).round(3).tolist()
    [0.667, 0.333, 0.0]
    """
    kept = np.where(np.asarray(usable, bool), np.asarray(weights, np.float64), 0.0)
    total = kept.sum()
    if total <= 0:
        raise ValueError("no criterion with weight is known for this seeker")
    steps = np.rint(kept / total * 100.0 * GRID)
    steps[np.argmax(steps)] += 100.0 * GRID - steps.sum()
    return np.asarray(steps / (100.0 * GRID), np.float64)


def contributions(weights: FloatArray, similarities: npt.NDArray[np.float32]) -> FloatArray:
    """The points of each criterion for each candidate, shape (criteria, n); an unknown earns 0.

    >>> contributions(np.array([0.75, 0.25]), np.array([[1.0], [np.nan]], np.float32)).ravel().tolist()
    [75.0, 0.0]
    """
    return np.stack([_steps(w, s) for w, s in zip(weights, similarities, strict=True)]) / GRID


def add_up(weights: FloatArray, similarities: npt.NDArray[np.float32]) -> Scores:
    """Score n candidates: weights of shape (criteria,), similarities (criteria, n) with NaN for unknown.

    The score of a candidate is the sum of its `contributions`, to the last bit.

    >>> got = add_up(np.array([0.5, 0.5]), np.array([[1.0, 1.0], [0.5, np.nan]], np.float32))
    >>> got.score.tolist(), got.coverage.tolist(), got.best_case.tolist()
    ([75.0, 50.0], [1.0, 0.5], [75.0, 100.0])
    """
    total = np.zeros(similarities.shape[1])
    unknown = np.zeros(similarities.shape[1])
    for weight, similarity in zip(weights.tolist(), similarities, strict=True):
        total += _steps(weight, similarity)
        missing = np.isnan(similarity)
        if weight and missing.any():
            unknown[missing] += weight
    score = total / GRID
    return Scores(score, 1.0 - np.minimum(unknown, 1.0), np.minimum(score + 100.0 * unknown, 100.0))


def _steps(weight: float, similarity: npt.NDArray[np.float32]) -> FloatArray:
    """The points of one criterion in whole steps of 1/GRID of a point."""
    steps = similarity * np.float64(100.0 * weight * GRID)
    np.rint(steps, out=steps)
    np.nan_to_num(steps, copy=False, nan=0.0)
    return steps


def tie_groups(score: FloatArray) -> IntArray:
    """Scores as whole tenths, cut and not rounded: candidates with the same number are tied.

    Cut, so that only those that meet every criterion in full stand at 100.0.

    >>> tie_groups(np.array([99.96, 100.0, 99.94, 100 - 1e-9])).tolist()
    [999, 1000, 999, 1000]
    """
    return np.asarray(np.floor(score * TENTHS + ROUNDING), np.int64)


def shown(score: float) -> float:
    """A score as it is printed: cut to a tenth, so that a tie looks like one.

    >>> shown(99.96), shown(64.25)
    (99.9, 64.2)
    """
    return math.floor(score * TENTHS + ROUNDING) / TENTHS


def at_least_the_top(groups: IntArray, top: int | None) -> IntArray:
    """The rows of the `top` best candidates and of all that are tied with the last of them, unordered."""
    if top is None or top >= len(groups):
        return np.arange(len(groups))
    limit = np.partition(groups, len(groups) - top)[len(groups) - top]
    return np.flatnonzero(groups >= limit)


def order(groups: IntArray, keys: list[npt.NDArray[Any]], identity: IntArray) -> IntArray:
    """Positions from best to worst: by tie group, then by each key (higher first, unknown last), then by id.

    >>> order(np.array([5, 9, 9]), [np.array([0.0, np.nan, 0.5])], np.array([1, 2, 3])).tolist()
    [2, 1, 0]
    """
    columns: list[npt.NDArray[Any]] = [identity]
    columns += [-np.nan_to_num(np.asarray(key, np.float64), nan=-np.inf) for key in reversed(keys)]
    columns.append(-groups)
    return np.lexsort(columns).astype(np.int64)
