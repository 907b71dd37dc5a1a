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
from citymatch.scoring.additive import order, tie_groups
from citymatch.scoring.variety import TIES_AHEAD, Caps, filled, ties_first, within_caps

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

SEED = 20260901

AHEAD = 8
"""A capped list is looked for among the best so many times its length first."""

WIDE = 16
"""From more criteria than these a policy is wide: its criteria are not tried in twos and threes."""


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
    for size in (1, 2, 3) if len(which) <= WIDE else (1,):
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
        codes,
        (cities if cities is not None else np.zeros(len(allowed), np.int64))[sorted_rows],
        caps,
        (strengths if strengths is not None else np.zeros(len(allowed)))[sorted_rows],
    )
    keep = np.isin(sorted_rows, also if also is not None else [])
    adopted = _groups_of(tried[0].astype(np.float32) @ known)
    placed = np.lexsort([np.arange(len(adopted)), -adopted])
    keep[placed[: size.best]] = True
    keep[_first_of_each(codes[placed], placed, size.each_country)] = True
    keep[np.argsort(-np.nan_to_num(people[sorted_rows]), kind="stable")[: size.largest]] = True
    for some in np.array_split(tried, max(1, len(tried) // 40)):
        for score in some.astype(np.float32) @ known:
            keep[_leaders(score, keep, size.depth, varied)] = True
    rest = np.flatnonzero(~keep)
    boxes: list[IntArray] = []
    singles = rest
    if len(rest):
        limits = _Limits.of(tried, known, ties, keep, size.listed, varied)
        boxes, singles = _split(rest, known, ties, codes, limits, size.groups)
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
    )
    return Carried(sorted_rows[keep], groups)


def _groups_of(shares: Similarities) -> IntArray:
    """Tie groups of scores from 0 to 1 in float32, near enough to choose by: a full score stays full."""
    return tie_groups(100.0 * shares.astype(np.float64) + 1e-4)


def _first_of_each(codes: IntArray, placed: IntArray, number: int) -> IntArray:
    """The first `number` of each code, in the order given."""
    by_code = np.argsort(codes, kind="stable")
    ordered = codes[by_code]
    start = np.searchsorted(ordered, ordered, "left")
    return placed[by_code[np.arange(len(ordered)) - start < number]]


@dataclass(frozen=True)
class Lists:
    """What caps a list: the country and the metropolis of each place, how strong a tie leads to it, and how many of
    these it takes."""

    lands: IntArray
    cities: IntArray
    caps: Caps
    strengths: FloatArray

    def of(self, placed: IntArray, length: int) -> IntArray:
        """The list of so many places, of those given best first."""
        if self.caps.lifted:
            return placed[:length]
        if self.caps.untied is not None:
            head = placed[: TIES_AHEAD * length]
            found = ties_first(self.lands[head], self.cities[head], self.strengths[head], self.caps, length)
            if len(found) >= min(length, len(placed)):
                return head[found]
        for size in (AHEAD * length, len(placed)):
            head = placed[:size]
            kept = within_caps(self.lands[head], self.cities[head], self.caps._replace(untied=None))
            if int(kept.sum()) >= length:
                break
        return head[filled(kept, length)]


def _leaders(score: Similarities, keep: npt.NDArray[np.bool_], depth: int, varied: Lists) -> IntArray:
    """The best `depth` by a score (0 to 1) of places that stand in the order of the second keys, and the list that is
    made of them where lists are capped."""
    best = score[keep]
    look = depth if varied.caps.lifted else AHEAD * depth
    floor = np.partition(best, -look)[-look] - 0.001 if len(best) > look else -np.inf
    near = np.flatnonzero(score >= floor)
    group = _groups_of(score[near])
    placed = near[np.lexsort([near, -group])]
    return np.concatenate([placed[:depth], varied.of(placed, depth)])


@dataclass(frozen=True)
class _Limits:
    """For some weightings (m, criteria): the tie group and the tie position, shape (m, countries), that a place of a
    country has to better to be listed: those of the last of the list, or of the last of its country where that has all
    its lines."""

    weights: npt.NDArray[np.float32]
    group: IntArray
    tie: IntArray

    @classmethod
    def of(
        cls, tried: FloatArray, known: Similarities, ties: IntArray, keep: npt.NDArray[np.bool_], listed: int,
        varied: Lists,
    ) -> _Limits:  # fmt: skip
        columns = np.flatnonzero(keep)
        inside = known[:, columns]
        here = Lists(varied.lands[columns], varied.cities[columns], varied.caps, varied.strengths[columns])
        shape = len(tried), int(varied.lands.max(initial=0)) + 1
        group, tie = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for number, weights in enumerate(tried):
            groups = _groups_of(weights.astype(np.float32) @ inside)
            lines = here.of(np.lexsort([columns, -groups]), min(listed, len(columns)))
            group[number], tie[number] = groups[lines[-1]], ties[columns[lines[-1]]]
            if varied.caps.country is not None:
                lands = here.lands[lines]
                full = np.bincount(lands, minlength=shape[1])[lands] >= varied.caps.country
                # The last of a country comes last in the list, and so its figures stay.
                group[number, lands[full]] = groups[lines[full]]
                tie[number, lands[full]] = ties[columns[lines[full]]]
        return cls(tried.astype(np.float32), group, tie)

    def entered(self, best: npt.NDArray[np.float32], first: int, land: int) -> int:
        """The first weighting under which a group of a country with these best similarities and this best tie position
        may reach the list, or -1."""
        group = _groups_of(self.weights @ best)
        could = (group > self.group[:, land]) | ((group == self.group[:, land]) & (first < self.tie[:, land]))
        return int(could.argmax()) if could.any() else -1


def _split(
    rest: IntArray, known: Similarities, ties: IntArray, codes: IntArray, limits: _Limits, most: int
) -> tuple[list[IntArray], IntArray]:
    """Groups of the rest, each halved until it can enter no list; a single place that still can is returned apart."""
    ordered = rest[np.argsort(codes[rest], kind="stable")]
    borders = np.flatnonzero(np.diff(codes[ordered])) + 1
    waiting = [part for part in np.split(ordered, borders) if len(part)]
    done: list[IntArray] = []
    singles: list[int] = []
    while waiting:
        part = waiting.pop(0)
        inside = known[:, part]
        entered = limits.entered(inside.max(axis=1), int(ties[part].min()), int(codes[part[0]]))
        if entered < 0 or len(done) + len(waiting) >= most:
            done.append(part)
        elif len(part) == 1:
            singles.append(int(part[0]))
        else:
            waiting += _halves(part, limits.weights[entered], inside, ties[part])
    return done, np.array(singles, np.int64)


def _halves(
    part: IntArray, weights: npt.NDArray[np.float32], inside: Similarities, ties: IntArray
) -> list[IntArray]:
    """A group cut in two where its places differ most under some weights; where they are equal, by the second keys."""
    spread = weights * (inside.max(axis=1) - inside.min(axis=1))
    axis = int(np.argmax(spread))
    placed = part[np.argsort(-inside[axis] if spread[axis] > 0 else ties, kind="stable")]
    middle = len(placed) // 2
    return [placed[:middle], placed[middle:]]
