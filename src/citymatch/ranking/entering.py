"""What a list may yet take, whatever the weights: its lines, and the limit that a further place has to better."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.results.page import Similarities
from citymatch.scoring.additive import TENTHS, tie_groups
from citymatch.scoring.variety import LEVELS, TIES_WITHIN, Caps, filled, level_caps, ties_first, within_caps

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

AHEAD = 8
"""A capped list is looked for among the best so many times its length first."""

AT_ONCE = 64
"""Groups are held against so many weightings at a time: most enter under one of the first."""

FULL = int(TENTHS * 100)
"""The tie group of a full score."""

KINDS = len(LEVELS) + 1
"""Kinds of places that a list tells apart, see `Lists.kinds`."""


@dataclass(frozen=True)
class Lists:
    """What caps a list: the country and the metropolis of each place, how strong a tie leads to it, and how many of
    these it takes."""

    lands: npt.NDArray[np.integer[Any]]
    cities: npt.NDArray[np.integer[Any]]
    caps: Caps
    strengths: FloatArray

    @cached_property
    def kinds(self) -> IntArray:
        """What may become of each place in a list: -1 nothing, it is of quite another size; else how many of the
        `LEVELS` its tie reaches, of each of which but the last a list takes few."""
        free = np.digitize(self.strengths, LEVELS).astype(np.int64)
        if self.caps.lifted or self.caps.untied is None:
            free = np.full(len(self.lands), KINDS - 1, np.int64)
        return free if self.caps.lifted else np.where(self.cities < 0, -1, free)

    def of(self, placed: IntArray, length: int, groups: IntArray) -> IntArray:
        """The list of so many places, of those given best first with their tie groups."""
        if self.caps.lifted:
            return placed[:length]
        if self.caps.untied is not None and len(groups):
            least = groups[min(length, len(groups)) - 1] - TIES_WITHIN
            head = placed[: len(groups) - int(np.searchsorted(groups[::-1], least))]
            found = ties_first(self.lands[head], self.cities[head], self.strengths[head], self.caps, length)
            if len(found) >= min(length, len(placed)):
                listed: IntArray = head[found]
                return listed
        for size in (AHEAD * length, len(placed)):
            head = placed[:size]
            kept = within_caps(self.lands[head], self.cities[head], self.caps._replace(untied=None))
            if int(kept.sum()) >= length:
                break
        capped: IntArray = head[filled(kept, length)]
        return capped


@dataclass(frozen=True)
class Limits:
    """For some weightings (m, criteria): the tie group and the tie position, shape (kinds, m, countries), that a place
    of a kind and country has to better to be listed: those of the last of the list, of the last of its country where
    that has all its lines, or of the last of its kind where the list takes no more of these."""

    weights: npt.NDArray[np.float32]
    group: IntArray
    tie: IntArray

    @classmethod
    def of(
        cls, tried: FloatArray, known: Similarities, ties: IntArray, keep: npt.NDArray[np.bool_], listed: int,
        varied: Lists,
    ) -> Limits:  # fmt: skip
        columns = np.flatnonzero(keep)
        inside = known[:, columns]
        here = Lists(varied.lands[columns], varied.cities[columns], varied.caps, varied.strengths[columns])
        shape = KINDS, len(tried), int(varied.lands.max(initial=0)) + 1
        group, tie = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for number, weights in enumerate(tried):
            groups = groups_of_scores(weights.astype(np.float32) @ inside)
            placed = best_groups_first(groups)
            lines = here.of(placed, min(listed, len(columns)), groups[placed])
            lowest = groups[placed[: len(lines)]].min() - TIES_WITHIN, len(ties)
            standing = _Standing(
                groups[lines], ties[columns[lines]], here.lands[lines], here.kinds[lines], lowest
            )
            for kind in range(KINDS):
                group[kind, number], tie[kind, number] = standing.limits(kind, varied.caps, shape[2])
        return cls(tried.astype(np.float32), group, tie)

    @cached_property
    def _of_lands(self) -> tuple[IntArray, IntArray]:
        """`group` and `tie` with the weightings last, shape (kinds, countries, m)."""
        group, tie = (np.ascontiguousarray(each.transpose(0, 2, 1)) for each in (self.group, self.tie))
        return group, tie

    def entered(self, best: Similarities, first: IntArray, land: IntArray, kind: IntArray) -> IntArray:
        """The first weighting under which each of n groups may reach the list, or -1, shape (n,): groups of a country
        and a kind each, with their best similarities, shape (criteria, n), and their best tie position."""
        found = np.full(len(first), -1, np.int64)
        rows = np.flatnonzero(kind >= 0)
        for begin in range(0, len(self.weights), AT_ONCE):
            some = slice(begin, begin + AT_ONCE)
            group = groups_of_scores(best[:, rows].T @ self.weights[some].T)
            least, tie = (each[kind[rows], land[rows], some] for each in self._of_lands)
            could = (group > least) | ((group == least) & (first[rows, None] < tie))
            enters = could.any(axis=1)
            found[rows[enters]] = begin + could[enters].argmax(axis=1)
            rows = rows[~enters]
        return found


class _Standing(NamedTuple):
    """The lines of a list, and the limit of what may enter it where another only fills it up."""

    group: IntArray
    tie: IntArray
    land: npt.NDArray[np.integer[Any]]
    kind: IntArray
    lowest: tuple[int, int]

    def limits(self, kind: int, caps: Caps, lands: int) -> tuple[IntArray, IntArray]:
        """The tie group and the tie position that a place of a kind has to better, for each country."""
        fills = self._filled_up(kind, caps)
        start = self.lowest if fills else (self.group[-1], self.tie[-1])
        group, tie = np.full(lands, start[0], np.int64), np.full(lands, start[1], np.int64)
        if caps.country is not None:
            full = np.bincount(self.land, minlength=lands)[self.land] >= caps.country
            # The last of a country comes last in the list, and so its figures stay.
            group[self.land[full]], tie[self.land[full]] = self.group[full], self.tie[full]
            if fills:
                lesser = self.land[self.kind < kind]
                group[lesser], tie[lesser] = self.lowest
        for least, most in _most_of(caps):
            those = np.flatnonzero(self.kind < least)
            if kind < least and not fills and len(those) >= most:
                last = self.group[those[-1]], self.tie[those[-1]]
                harder = (group < last[0]) | ((group == last[0]) & (tie > last[1]))
                group[harder], tie[harder] = last
        return group, tie

    def _filled_up(self, kind: int, caps: Caps) -> bool:
        """Whether the list holds more of a lesser kind than it takes, so that a further place takes that of one."""
        return any(kind >= least and int((self.kind < least).sum()) > most for least, most in _most_of(caps))


def _most_of(caps: Caps) -> list[tuple[int, int]]:
    """How many places below a kind a list takes."""
    return [(kind, most) for kind, (_, most) in enumerate(level_caps(caps.untied), start=1)]


def groups_of_scores(shares: Similarities) -> IntArray:
    """Tie groups of scores from 0 to 1 in float32, near enough to choose by: a full score stays full."""
    return tie_groups(100.0 * shares.astype(np.float64) + 1e-4)


def best_groups_first(groups: IntArray) -> IntArray:
    """Positions by tie group, the best first, equal ones as they stand.

    >>> best_groups_first(np.array([5, 9, 5, 9])).tolist()
    [1, 3, 0, 2]
    """
    return np.argsort((FULL - groups).astype(np.uint16), kind="stable").astype(np.int64)


def in_few_bits(codes: IntArray) -> npt.NDArray[np.integer[Any]]:
    """Codes as small numbers, which are sorted many times faster: numbered anew where they are large, but for 0 and
    what is below it.

    >>> in_few_bits(np.array([5_000_000, 0, -1, 9, 9])).tolist()
    [2, 0, -1, 1, 1]
    >>> in_few_bits(np.array([7, 3])).tolist()
    [7, 3]
    """
    most = np.iinfo(np.int16).max
    if codes.max(initial=0) <= most:
        return codes.astype(np.int16)
    above, at = np.unique(np.maximum(codes, 0), return_inverse=True)
    if len(above) >= most:
        return codes
    return np.where(codes > 0, at + int(above[0] > 0), codes).astype(np.int16)
