"""Which candidates a page carries, and what it can say of all the others.

A page cannot hold 180,000 candidates. It carries those that lead under the adopted weights and under many
others, and for the rest a bound: groups of places with the best similarity that any of them has in each
criterion. No place of a group can score more than the group would, whatever the weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels
from citymatch.results.page import Groups, Similarities, Size
from citymatch.scoring.additive import order
from citymatch.scoring.variety import TIES_WITHIN, Caps

from .entering import AHEAD, KINDS, Limits, Lists, best_groups_first, groups_of_scores, in_few_bits

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

SEED = 20260901

IN_THREES, IN_TWOS = 9, 16
"""Up to so many criteria are tried in threes, and in twos: the weightings would be too many."""


@dataclass(frozen=True)
class Carried:
    """The pool rows that a page carries, in the order of the second keys, and the groups of the rest."""

    rows: IntArray
    groups: Groups


def tie_positions(keys: list[FloatArray], lots: npt.NDArray[Any]) -> IntArray:
    """The position of each candidate in the order of the second keys and the lot. It does not depend on any weight.

    >>> tie_positions([np.array([0.2, np.nan, 0.9])], np.array([1, 2, 3])).tolist()
    [1, 2, 0]
    """
    placed = order(np.zeros(len(lots), np.int64), list(keys), lots)
    position = np.empty(len(placed), np.int64)
    position[placed] = np.arange(len(placed))
    return position


def weightings(adopted: FloatArray, usable: npt.NDArray[np.bool_], draws: int) -> FloatArray:
    """Weightings to try, shape (n, criteria), each summing to 1: the adopted one first, then one, two and three
    usable criteria alone in equal parts, then `draws` at random.

    The random ones are Dirichlet draws over the policy's criteria, around its weights, over some of its
    criteria, over its criteria and one or two more, over a few criteria of any kind, and over all.

    >>> tried = weightings(np.array([0.5, 0.5, 0.0]), np.array([True, True, True]), draws=30)
    >>> tried.shape, bool(np.allclose(tried.sum(axis=1), 1))
    ((38, 3), True)
    """
    rng = np.random.default_rng(SEED)
    which, own = np.flatnonzero(usable), np.flatnonzero(adopted > 0)
    other = np.setdiff1d(which, own)
    tried = [adopted]
    for size in (1, *[2] * (len(which) <= IN_TWOS), *[3] * (len(which) <= IN_THREES)):
        tried += [np.isin(np.arange(len(adopted)), some) / size for some in combinations(which, size)]
    for number in range(draws):
        some = own
        if number % 6 == 2:
            some = rng.choice(own, size=int(rng.integers(1, len(own) + 1)), replace=False)
        elif number % 6 == 3:
            some = np.append(own, rng.choice(other, size=min(len(other), 1 + number % 2), replace=False))
        elif number % 6 == 4:
            some = rng.choice(which, size=min(len(which), int(rng.integers(2, 6))), replace=False)
        elif number % 6 == 5:
            some = which
        weights = np.zeros(len(adopted))
        near = number % 6 == 1
        weights[some] = rng.dirichlet(12 * adopted[some] + 0.3 if near else np.ones(len(some)))
        tried.append(weights)
    every = np.stack(tried)
    return np.asarray(every / every.sum(axis=1, keepdims=True), np.float64)


def choose(
    similarities: Similarities,
    tie_position: IntArray,
    allowed: npt.NDArray[np.bool_],
    country: Labels,
    people: FloatArray,
    tried: FloatArray,
    size: Size,
    also: IntArray | None = None,
    cities: IntArray | None = None,
    caps: Caps = Caps(),  # noqa: B008, it is a tuple
    strengths: FloatArray | None = None,
) -> Carried:
    """Choose what to carry: similarities of shape (criteria, n), NaN for unknown; the others of shape (n,).

    `tried` are weightings (m, criteria), the adopted one first. `also` are rows to carry whatever their scores.
    Where lists have `caps`, `cities` numbers the metropolis of each (0: none), and `strengths` says how strong a tie
    leads to each.
    """
    sorted_rows = np.flatnonzero(allowed)[np.argsort(tie_position[allowed], kind="stable")]
    known = np.ascontiguousarray(np.nan_to_num(similarities[:, sorted_rows], nan=0.0))
    ties = tie_position[sorted_rows]
    codes = np.asarray(country.codes, np.int64)[sorted_rows]
    varied = Lists(
        in_few_bits(codes),
        in_few_bits((cities if cities is not None else np.zeros(len(allowed), np.int64))[sorted_rows]),
        caps,
        (strengths if strengths is not None else np.zeros(len(allowed)))[sorted_rows],
    )
    keep = np.isin(sorted_rows, also if also is not None else [])
    adopted = groups_of_scores(tried[0].astype(np.float32) @ known)
    placed = np.lexsort([np.arange(len(adopted)), -adopted])
    keep[placed[: size.best]] = True
    keep[_first_of_each(codes[placed], placed, size.each_country)] = True
    keep[np.argsort(-np.nan_to_num(people[sorted_rows]), kind="stable")[: size.largest]] = True
    for some in np.array_split(tried, max(1, len(tried) // 40)):
        for score in some.astype(np.float32) @ known:
            keep[_leaders(score, np.flatnonzero(keep), size.depth, varied)] = True
    rest = np.flatnonzero(~keep)
    boxes: list[IntArray] = []
    singles = rest
    if len(rest):
        limits = Limits.of(tried, known, ties, keep, size.listed, varied)
        boxes, singles = _split(rest, known, ties, codes, varied.kinds, limits, size.groups)
    keep[singles] = True
    member = np.full(len(allowed), -1, np.int64)
    for number, box in enumerate(boxes):
        member[sorted_rows[box]] = number
    groups = Groups(
        np.stack([known[:, box].max(axis=1) for box in boxes], axis=1) if boxes else known[:, :0],
        np.array([ties[box].min() for box in boxes], np.int64),
        np.array([len(box) for box in boxes], np.int64),
        np.array([codes[box[0]] for box in boxes], np.int64),
        member,
        np.array([varied.kinds[box[0]] for box in boxes], np.int64),
    )
    return Carried(sorted_rows[keep], groups)


def _first_of_each(codes: IntArray, placed: IntArray, number: int) -> IntArray:
    """The first `number` of each code, in the order given."""
    by_code = np.argsort(codes, kind="stable")
    ordered = codes[by_code]
    start = np.searchsorted(ordered, ordered, "left")
    return placed[by_code[np.arange(len(ordered)) - start < number]]


def _leaders(score: Similarities, kept: IntArray, depth: int, varied: Lists) -> IntArray:
    """The best `depth` by a score (0 to 1) of places that stand in the order of the second keys, and the list that is
    made of them where lists are capped. `kept` are places that bound the last of these from below."""
    best = score[kept]
    look = depth if varied.caps.lifted else AHEAD * depth
    floor = np.partition(best, -look)[-look] - 0.001 if len(best) > look else -np.inf
    if varied.caps.untied is not None and len(best) > depth:
        floor = min(floor, np.partition(best, -depth)[-depth] - TIES_WITHIN / 1000 - 0.001)
    (near,) = (score >= floor).nonzero()
    group = groups_of_scores(score[near])
    ordered = best_groups_first(group)
    placed = near[ordered]
    return np.concatenate([placed[:depth], varied.of(placed, depth, group[ordered])])


def _split(
    rest: IntArray,
    known: Similarities,
    ties: IntArray,
    codes: IntArray,
    kinds: IntArray,
    limits: Limits,
    most: int,
) -> tuple[list[IntArray], IntArray]:
    """Groups of the rest, each of one country and kind and halved until it can enter no list; a single place that still
    can is returned apart."""
    classes = (KINDS + 1) * codes + kinds
    ordered = rest[np.argsort(classes[rest], kind="stable")]
    borders = np.flatnonzero(np.diff(classes[ordered])) + 1
    waiting = [part for part in np.split(ordered, borders) if len(part)]
    done: list[IntArray] = []
    singles: list[int] = []
    while waiting:
        rows = np.concatenate(waiting)
        begins = np.cumsum([0, *map(len, waiting[:-1])])
        inside = known[:, rows]
        best = np.maximum.reduceat(inside, begins, axis=1)
        apart = best - np.minimum.reduceat(inside, begins, axis=1)
        first = np.minimum.reduceat(ties[rows], begins)
        entered = limits.entered(best, first, codes[rows[begins]], kinds[rows[begins]])
        halves: list[IntArray] = []
        for number, part in enumerate(waiting):
            under = int(entered[number])
            if under < 0 or len(done) + len(waiting) - number - 1 + len(halves) >= most:
                done.append(part)
            elif len(part) == 1:
                singles.append(int(part[0]))
            else:
                halves += _halves(part, limits.weights[under] * apart[:, number], known, ties)
        waiting = halves
    return done, np.array(singles, np.int64)


def _halves(
    part: IntArray, spread: npt.NDArray[np.float32], known: Similarities, ties: IntArray
) -> list[IntArray]:
    """A group cut in two in the criterion in which its places differ most; where they are equal, by the second keys."""
    axis = int(np.argmax(spread))
    placed = part[np.argsort(-known[axis, part] if spread[axis] > 0 else ties[part], kind="stable")]
    middle = len(placed) // 2
    return [placed[:middle], placed[middle:]]
