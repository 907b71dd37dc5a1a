"""Whom one seeker could be offered, and which lists of leads are varied enough for it: plain figures, no engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from citymatch.scoring.variety import Caps

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
LIFTED = Caps()
"""Nothing is capped."""


@dataclass(frozen=True, eq=False)
class Wishes:
    """The candidates that a seeker could be offered, best first.

    Arrays have one entry a candidate: `tenths` is its score cut to a tenth of a point, as it is shown, in tenths;
    `rank` its place in the seeker's full order; `country` and `metropolis` are codes (metropolis 0 is none) and `tie`
    says how strong a tie leads there. `leads` is how many the seeker is to be offered. `caps` and `levels` say which
    lists are varied: of each country and metropolis so many at most, and below each level of ties so many.
    `held` are the country, metropolis and tie of what the seeker was offered before, which count too. `floor` is how
    far down the candidates go: whoever is in a list that is worth so many tenths or more is among them.
    """

    seeker: str
    ids: npt.NDArray[np.object_]
    tenths: IntArray
    rank: IntArray
    country: IntArray
    metropolis: IntArray
    tie: FloatArray
    leads: int = 1
    caps: Caps = LIFTED
    levels: tuple[tuple[float, int], ...] = ()
    held: tuple[tuple[int, int, float], ...] = ()
    floor: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def rigid(self) -> bool:
        """Whether a list has to hold to anything."""
        return bool(self.levels) or not self.caps.lifted

    @classmethod
    def plain(cls, seeker: str, ids: Sequence[str], tenths: Sequence[int], leads: int = 1) -> Wishes:
        """Wishes of scores alone, best first: no two candidates share a country.

        >>> len(Wishes.plain("x", ["a", "b"], [900, 880]))
        2
        """
        names = np.empty(len(ids), object)
        names[:] = list(ids)
        numbers = np.arange(1, len(ids) + 1)
        nowhere = np.zeros(len(ids), np.int64)
        return cls(
            seeker, names, np.asarray(tenths, np.int64), numbers, numbers, nowhere, np.ones(len(ids)), leads
        )

    def take(self, rows: npt.NDArray[np.bool_] | IntArray) -> Wishes:
        """The same with some of the candidates."""
        names = ("ids", "tenths", "rank", "country", "metropolis", "tie")
        return replace(self, **{name: getattr(self, name)[rows] for name in names})

    def rules(self) -> Iterator[tuple[IntArray, int]]:
        """What a list of leads has to hold to: groups of candidates, by position, with how many of each it may have.

        Groups that are no larger than what they may have are left out.

        >>> wishes = Wishes.plain("x", ["a", "b", "c"], [9, 8, 7], leads=3)
        >>> same = replace(wishes, country=np.array([1, 1, 2]), caps=Caps(country=1))
        >>> [(rows.tolist(), most) for rows, most in same.rules()]
        [([0, 1], 1)]
        """
        if self.caps.country is not None:
            before = Counter(country for country, _, _ in self.held)
            yield from _crowded(self.country, self.caps.country, before)
        if self.caps.metropolis is not None:
            before = Counter(city for _, city, _ in self.held)
            yield from _crowded(self.metropolis, self.caps.metropolis, before, nobody=0)
        for least, most in self.levels:
            rows = np.flatnonzero(self.tie < least)
            left = max(0, most - sum(tie < least for _, _, tie in self.held))
            if len(rows) > left:
                yield rows, left

    def fits(self, rows: Iterable[int]) -> bool:
        """Whether some candidates, by position, make a list that is varied enough.

        >>> Wishes.plain("x", ["a", "b"], [9, 8], leads=2).fits([0, 1])
        True
        """
        chosen = list(rows)
        return all(int(np.isin(group, chosen).sum()) <= most for group, most in self.rules())

    def nth_of_its_like(self) -> IntArray:
        """The how-manyth each candidate is, from 1, of those that are alike in all that a list has to hold to.

        A list that holds one of them may hold a better one of the same kind in its place: where no more than n leads
        are made in all, one of the first n is always free.
        """
        level = np.digitize(self.tie, [least for least, _ in self.levels])
        codes = np.unique(
            np.stack([self.country, self.metropolis, level.astype(np.int64)]), axis=1, return_inverse=True
        )[1].ravel()
        order = np.argsort(codes, kind="stable")
        begin = np.searchsorted(codes[order], codes[order], side="left")
        nth = np.empty(len(self), np.int64)
        nth[order] = np.arange(len(self)) - begin + 1
        return nth

    def among_first(self, worth: int) -> Iterator[tuple[int, int]]:
        """Of how many of the first so many a full list has to hold so many, to be worth so much: pairs of both.

        >>> list(Wishes.plain("x", ["a", "b", "c", "d"], [90, 80, 70, 60], leads=2).among_first(150))
        [(2, 1)]
        """
        for number in range(1, self.leads + 1) if len(self) else ():
            ahead = int(self.tenths[: number - 1].sum())
            # behind[k] is the worth of the best of those after the first k, as many as are wanted yet.
            behind = np.convolve(self.tenths, np.ones(self.leads - number + 1, np.int64))[
                self.leads - number :
            ]
            short = np.flatnonzero(ahead + behind < worth)
            if len(short) and short[0] < len(self):
                yield int(short[0]), number

    def most_with(self) -> IntArray:
        """For each candidate, a sum that no list with it in it can surpass, in tenths: see `beside`."""
        lands = np.unique(self.country)
        others = beside(self.tenths, self.country, lands, self.leads, self.caps.country)
        return np.asarray(self.tenths + others[np.searchsorted(lands, self.country)], np.int64)


def beside(tenths: IntArray, country: IntArray, lands: IntArray, leads: int, cap: int | None) -> IntArray:
    """For each of some countries, the most that all leads but one can be worth where that one is of the country.

    Of the rules of a varied list only the cap on countries is looked at, and the one that is given away may be counted
    among the others: no list is worth more than this and the one together. `tenths` and `country` are in any order.

    >>> beside(np.array([9, 8, 7]), np.array([1, 1, 2]), np.array([1, 2]), 2, 1).tolist()
    [7, 9]
    """
    most = leads if cap is None else max(cap, 1)
    order = np.lexsort([-tenths, country])
    begin = np.searchsorted(country[order], country[order], side="left")
    heads = order[np.arange(len(order)) - begin < most]
    heads = heads[np.argsort(-tenths[heads], kind="stable")]
    found = np.zeros(len(lands), np.int64)
    for at, land in enumerate(lands.tolist()):
        taken, left = Counter({land: 1}), leads - 1
        for row in heads.tolist() if left else ():
            if taken[int(country[row])] < most or cap is None:
                taken[int(country[row])] += 1
                found[at] += tenths[row]
                left -= 1
            if not left:
                break
    return found


def _crowded(
    codes: IntArray, most: int, before: Counter[int], nobody: int | None = None
) -> Iterator[tuple[IntArray, int]]:
    """The positions of each code that stands more often than it may."""
    order = np.argsort(codes, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(codes[order]) != 0)[: len(codes)])
    for rows in np.split(order, starts[1:]) if len(codes) else ():
        code = int(codes[rows[0]])
        left = max(0, most - before[code])
        if code != nobody and len(rows) > left:
            yield rows, left
