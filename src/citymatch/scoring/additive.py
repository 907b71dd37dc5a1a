"""The additive model: plain functions on arrays.

score = 100 x sum of weight x similarity over the criteria whose value is known, weights summing to 1.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
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

DIGIT = 2**16
"""Whole numbers are sorted in pieces of 16 bits."""

BLOCK = 256
"""Candidates are looked at in blocks of so many."""

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
    return np.stack([steps(w, s) for w, s in zip(weights, similarities, strict=True)]) / GRID


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
        total += steps(weight, similarity)
        missing = np.isnan(similarity)
        if weight and missing.any():
            unknown[missing] += weight
    score = total / GRID
    return Scores(score, 1.0 - np.minimum(unknown, 1.0), np.minimum(score + 100.0 * unknown, 100.0))


def steps(weight: float, similarity: npt.NDArray[np.float32]) -> FloatArray:
    """The points of one criterion in whole steps of 1/GRID of a point; an unknown earns none.

    >>> (steps(0.5, np.array([1.0, np.nan], np.float32)) / GRID).tolist()
    [50.0, 0.0]
    """
    found = similarity * np.float64(100.0 * weight * GRID)
    np.rint(found, out=found)
    return np.fmax(found, 0.0, out=found)


def tie_groups(score: FloatArray) -> IntArray:
    """Scores as whole tenths, cut and not rounded: candidates with the same number are tied.

    Cut, so that only those that meet every criterion in full stand at 100.0.

    >>> tie_groups(np.array([99.96, 100.0, 99.94, 100 - 1e-9])).tolist()
    [999, 1000, 999, 1000]
    """
    tenths = np.multiply(score, TENTHS)
    tenths += ROUNDING
    return np.asarray(np.floor(tenths, out=tenths), np.int64)


def tie_groups_of_steps(steps: FloatArray) -> IntArray:
    """`tie_groups` of scores in steps of 1/GRID of a point. GRID is a power of two, so that nothing is rounded anew.

    >>> tie_groups_of_steps(np.array([99.96, 64.25]) * GRID).tolist()
    [999, 642]
    """
    tenths = np.multiply(steps, TENTHS / GRID)
    tenths += ROUNDING
    return np.asarray(np.floor(tenths, out=tenths), np.int64)


def shown(score: float) -> float:
    """A score as it is printed: cut to a tenth, so that a tie looks like one.

    >>> shown(99.96), shown(64.25)
    (99.9, 64.2)
    """
    return math.floor(score * TENTHS + ROUNDING) / TENTHS


def the_top(steps: FloatArray, top: int) -> IntArray:
    """The rows of the `top` best candidates and of all that are tied with the last of them, unordered.

    `steps` are scores in whole steps of 1/GRID of a point, -inf for a candidate that is left out. No more is sorted
    than has to be: the best of each block of candidates bound the last of the top from below.

    >>> sorted(the_top(np.array([50.0, 70.0, -np.inf, 70.01, 60.0]) * GRID, 1).tolist())
    [1, 3]
    """
    if top >= len(steps):
        return np.flatnonzero(steps > -np.inf)
    blocks = len(steps) // BLOCK
    if blocks >= 2 * top:
        best = steps[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
        near = np.flatnonzero(steps >= np.partition(best, blocks - top)[blocks - top])
    else:
        near = np.arange(len(steps))
    last = np.partition(steps[near], len(near) - top)[len(near) - top]
    rows = np.flatnonzero(steps >= tied_from(float(last)))
    return rows[steps[rows] > -np.inf]


def tied_from(steps: float) -> float:
    """The smallest score, in steps, that is tied with a score in steps.

    >>> bool(tied_from(64.25 * GRID) / GRID <= 64.2), bool(tied_from(64.25 * GRID) / GRID > 64.1999)
    (True, True)
    """
    if steps == -math.inf:
        return steps
    group = math.floor(steps / GRID * TENTHS + ROUNDING)
    least = math.floor((group - ROUNDING) / TENTHS * GRID)
    while math.floor((least - 1) / GRID * TENTHS + ROUNDING) >= group:
        least -= 1
    while math.floor(least / GRID * TENTHS + ROUNDING) < group:
        least += 1
    return float(least)


def best_first(columns: Sequence[IntArray], start: IntArray) -> IntArray:
    """Positions in rising order of whole numbers from 0: by the first column, then the next; equal ones as in `start`.

    `start` holds positions in the order that decides what is left equal. Columns are sorted one after the other, the
    last first, in pieces of 16 bits, which takes one pass over the candidates each.

    >>> best_first([np.array([1, 0, 0]), np.array([0, 1, 0])], np.array([0, 1, 2])).tolist()
    [2, 1, 0]
    """
    placed = start
    for digits in reversed(_digits(columns)):
        placed = placed[np.argsort(digits[placed], kind="stable")]
    return placed


def _digits(columns: Sequence[IntArray]) -> list[npt.NDArray[np.uint16]]:
    """The columns as columns of 16 bits, the weightiest first: several in one where they fit, a wide one in several."""
    digits: list[npt.NDArray[np.uint16]] = []
    room = 0
    for column in reversed(columns):
        size = int(column.max(initial=0)) + 1
        if digits and size * room <= DIGIT:
            digits[-1] = (column * room + digits[-1]).astype(np.uint16)
            room *= size
            continue
        while size > DIGIT:
            digits.append((column % DIGIT).astype(np.uint16))
            column, size = column // DIGIT, -(-size // DIGIT)
        digits.append(column.astype(np.uint16))
        room = size
    return digits[::-1]


def order(groups: IntArray, keys: list[npt.NDArray[Any]], last: npt.NDArray[Any]) -> IntArray:
    """Positions from best to worst: by tie group, by each key (higher first, unknown last), then by the smaller `last`.

    >>> order(np.array([5, 9, 9]), [np.array([0.0, np.nan, 0.5])], np.array([1, 2, 3])).tolist()
    [2, 1, 0]
    """
    columns: list[npt.NDArray[Any]] = [last]
    columns += [-np.nan_to_num(np.asarray(key, np.float64), nan=-np.inf) for key in reversed(keys)]
    columns.append(-groups)
    return np.lexsort(columns).astype(np.int64)
