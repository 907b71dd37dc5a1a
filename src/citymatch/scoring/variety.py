"""A varied list: a cap on the names of one country and of one metropolis, and maximal marginal relevance."""

from __future__ import annotations

import functools
import math
from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

FEWEST = 2
"""A list takes so many names of one country at least."""

SHARE = 5
"""It takes one in so many of its names from one country,"""

METROPOLIS_SHARE = 10
"""and one in so many from one metropolis."""

UNLIKE = 3.0
"""A list takes no place more than so many times as large or as small as the seeker while there are others, where the
policy counts likeness of size; those with the strongest roots may differ more."""

UNTIED = 0.3
"""It takes at most this part of its names from places to which no tie of people or name leads, where ties count."""


TIED, STRONG, NEARLY = 0.25, 0.75, 0.1
"""From which similarity on origins or a name are a tie, and a strong one; so near the strongest is as strong."""

SPOKEN, SLIGHT = 0.05, 0.1
"""From which similarity on something else speaks for a place (neighbours' partners around it, what both have), and a
slight tie of people or name leads to it."""

LEVELS = (SPOKEN, SLIGHT, TIED)
"""A list takes few names below each of these: all that go without a tie, two thirds of them without a slight one, and a
third for which nothing speaks but likeness."""

ROOTS = 0.15
"""From this share of a policy's weight on for the origins of the seeker's people a list is made of ties first."""

LOOK_AHEAD = 8, 32, 128
"""A list is looked for among the best so many times its length, one after the other, before it is among all."""

TIES_WITHIN = 200
"""Ties are looked for among those whose score is at most so many tenths of a point below that of the last name of a
list without any cap: one that stands further down is no reason."""


class Caps(NamedTuple):
    """How many names a list takes of one country, of one metropolis, and without a tie of people or name; None: as many
    as come."""

    country: int | None = None
    metropolis: int | None = None
    untied: int | None = None

    @property
    def lifted(self) -> bool:
        """Whether nothing is capped, so that a list is the head of the ranking."""
        return self.country is None and self.metropolis is None


def country_cap(length: int, countries: int) -> int:
    """How many names of one country a list takes where nobody says it: the larger of 2, a fifth of the list, and
    the list divided by the countries that there are, rounded up.

    >>> country_cap(10, 200), country_cap(50, 200), country_cap(20, 2)
    (2, 10, 10)
    """
    return max(FEWEST, math.ceil(length / SHARE), math.ceil(length / max(countries, 1)))


def metropolis_cap(length: int) -> int:
    """How many names of one metropolis a list takes: a tenth, at least one.

    >>> metropolis_cap(10), metropolis_cap(20), metropolis_cap(25)
    (1, 2, 2)
    """
    return max(1, length // METROPOLIS_SHARE)


def untied_cap(length: int) -> int:
    """How many names without a tie a list takes: three tenths, rounded up.

    >>> untied_cap(10), untied_cap(20), untied_cap(1)
    (3, 6, 1)
    """
    return math.ceil(UNTIED * length - 1e-9)


@functools.lru_cache(maxsize=256)
def level_caps(untied: int | None) -> tuple[tuple[float, int], ...]:
    """Each of `LEVELS` with how many names below it a list takes that takes so many without a tie; none for None.

    >>> level_caps(3)
    ((0.05, 1), (0.1, 2), (0.25, 3))
    """
    if untied is None:
        return ()
    return tuple((least, max(1, untied * part // len(LEVELS))) for part, least in enumerate(LEVELS, start=1))


def within_caps(
    country: npt.ArrayLike, metropolis: npt.ArrayLike, caps: Caps, tie: npt.ArrayLike | None = None
) -> BoolArray:
    """Which candidates, given best first, may stand in a list: of each metropolis only the best, and of those of
    each country only the best.

    `country` and `metropolis` are a code per candidate; metropolis 0 is none, and nothing is shared with it; one with a
    negative code may not stand in the list at all. `tie` says how strong the tie to each is, from 0 to 1. What is said
    of a candidate depends on the better ones alone.

    >>> within_caps([1, 1, 1, 2, 2], [7, 7, 0, 0, -1], Caps(country=2, metropolis=1)).tolist()
    [True, False, True, True, False]
    """
    lands, cities = np.asarray(country), np.asarray(metropolis)
    kept = np.ones(len(lands), bool)
    if caps.metropolis is not None:
        kept = (cities == 0) | ((cities > 0) & (_nth_of_its_kind(cities) <= caps.metropolis))
    for least, most in level_caps(caps.untied) if tie is not None else ():
        (without,) = (kept & (np.asarray(tie) < least)).nonzero()
        kept[without[most:]] = False
    if caps.country is not None:
        (inside,) = kept.nonzero()
        kept[inside] = _nth_of_its_kind(lands[inside]) <= caps.country
    return kept


def ties_first(
    country: npt.ArrayLike, metropolis: npt.ArrayLike, tie: npt.ArrayLike, caps: Caps, top: int
) -> IntArray:
    """The positions of a list of `top` of candidates given best first, in rising order.

    `tie` says how strong the tie of people or name to each is, from 0 to 1. Taken are those within all caps; then,
    where these are too few, the best of the others that the caps on country and metropolis leave room for, those above
    the higher of `LEVELS` first. Where a strong tie leads to none of them, the best candidate with the strongest takes
    the place of the last one without, unless its country has as many as it may have.

    >>> ties_first([1, 2, 3, 4], [0, 0, 0, 0], [0.0, 0.0, 0.0, 0.5], Caps(2, 1, 1), 3).tolist()
    [0, 1, 3]
    >>> ties_first([1, 2, 3, 4], [0, 0, 0, 0], [0.3, 0.3, 0.0, 1.0], Caps(2, 1, 1), 3).tolist()
    [0, 1, 3]
    """
    lands, cities, ties = np.asarray(country), np.asarray(metropolis), np.asarray(tie, np.float64)
    chosen = _first_within(lands, cities, ties, caps, top)
    if len(chosen) < top:
        chosen = _filled_with_ties(chosen, lands, cities, ties, caps, top)
    return np.sort(np.array(_with_strongest(chosen, lands, cities, ties, caps), np.int64))


def _first_within(
    lands: npt.NDArray[Any], cities: npt.NDArray[Any], ties: FloatArray, caps: Caps, top: int
) -> list[int]:
    """The first `top` within all caps. What is said of a candidate depends on the better ones alone, so that these are
    looked for among the first before all are."""
    chosen: list[int] = []
    for size in (*(times * top for times in LOOK_AHEAD if times * top < len(lands)), len(lands)):
        kept = within_caps(lands[:size], cities[:size], caps, ties[:size])
        chosen = kept.nonzero()[0][:top].tolist()
        if len(chosen) == top:
            break
    return chosen


def _filled_with_ties(
    chosen: list[int], lands: npt.NDArray[Any], cities: npt.NDArray[Any], ties: FloatArray, caps: Caps, top: int
) -> list[int]:  # fmt: skip
    """A list that is too short, filled up with the best of the others, those with a tie first."""
    held, of_city = Counter(lands[chosen].tolist()), Counter(cities[chosen].tolist())
    most_of_land = caps.country if caps.country is not None else len(lands)
    most_of_city = caps.metropolis if caps.metropolis is not None else len(lands)
    may = cities >= 0 if caps.metropolis is not None else np.ones(len(lands), bool)
    may[chosen] = False
    may &= ~np.isin(lands, [land for land, number in held.items() if number >= most_of_land])
    may &= ~np.isin(cities, [city for city, number in of_city.items() if city and number >= most_of_city])
    levels = np.digitize(ties, LEVELS)
    for level in range(len(LEVELS), -1, -1):
        others = np.flatnonzero(may & (levels == level))
        while len(others) and len(chosen) < top:
            position, others = int(others[0]), others[1:]
            chosen.append(position)
            land, city = int(lands[position]), int(cities[position])
            held[land] += 1
            of_city[city] += 1
            if held[land] >= most_of_land:
                may &= lands != land
                others = others[lands[others] != land]
            if city and of_city[city] >= most_of_city:
                may &= cities != city
                others = others[cities[others] != city]
    return chosen


def _with_strongest(
    chosen: list[int], lands: npt.NDArray[Any], cities: npt.NDArray[Any], ties: FloatArray, caps: Caps
) -> list[int]:
    """The list with one of the strongest ties in it, where there is a strong one and its country has room."""
    if not chosen or float(ties.max(initial=0.0)) < STRONG:
        return chosen
    may = np.where(cities < 0, 0.0, ties)
    strongest = may >= max(float(may.max(initial=0.0)) - NEARLY, STRONG)
    if strongest[chosen].any() or not strongest.any():
        return chosen
    best = int(strongest.argmax())
    if caps.country is not None and (lands[chosen] == lands[best]).sum() >= caps.country:
        return chosen
    of_city = [position for position in chosen if cities[best] and cities[position] == cities[best]]
    full = caps.metropolis is not None and len(of_city) >= caps.metropolis
    leaving = of_city if full and of_city else chosen
    without = [position for position in leaving if ties[position] < TIED] or leaving
    return [position for position in chosen if position != max(without)] + [best]


def filled(kept: BoolArray, top: int) -> IntArray:
    """The positions of the first `top` that are kept, filled up with the best of the others, in rising order.

    >>> filled(np.array([True, False, False, True]), 3).tolist()
    [0, 1, 3]
    """
    chosen = np.flatnonzero(kept)[:top]
    others = np.flatnonzero(~kept)[: top - len(chosen)]
    return np.sort(np.concatenate([chosen, others])).astype(np.int64)


def marginal(score: npt.ArrayLike, country: npt.ArrayLike, diversity: float) -> FloatArray:
    """Scores less what a candidate loses because its country is already held by better ones.

    `score` runs from 0 to 100, `country` is a code per candidate. The n-th candidate of a country has
    100 x `diversity` x (1 - 1/n) points taken off: nothing for the first, half for the second, two thirds for
    the third. Of equal scores the earlier position comes first. Raises ValueError unless 0 <= diversity <= 1.

    >>> marginal([90.0, 89.0, 88.0], [1, 1, 2], 0.1).tolist()
    [90.0, 84.0, 88.0]
    """
    if not 0 <= diversity <= 1:
        raise ValueError(f"diversity must be from 0 to 1, not {diversity!r}")
    values, codes = np.asarray(score, np.float64), np.asarray(country)
    nth = np.ones(len(values))
    ranked = np.argsort(-values, kind="stable")
    nth[ranked] = _nth_of_its_kind(codes[ranked])
    return values - 100.0 * diversity * (1.0 - 1.0 / nth)


def diversify(score: npt.ArrayLike, country: npt.ArrayLike, top: int, diversity: float) -> IntArray:
    """Positions of the `top` candidates by `marginal`, best first; 0 gives the plain ranking.

    This is what choosing one by one gives, each time the candidate whose score less the penalty for its
    country is highest: within a country the better one always comes first.

    >>> diversify([90, 89, 88, 80], [1, 1, 2, 2], 3, 0.0).tolist()
    [0, 1, 2]
    >>> diversify([90, 89, 88, 80], [1, 1, 2, 2], 3, 0.1).tolist()
    [0, 2, 1]
    """
    return np.argsort(-marginal(score, country, diversity), kind="stable")[:top].astype(np.int64)


def _nth_of_its_kind(codes: npt.NDArray[np.generic]) -> IntArray:
    """For each entry, the how-manyth of its code it is, counted from 1.

    >>> _nth_of_its_kind(np.array([5, 7, 5, 5])).tolist()
    [1, 1, 2, 3]
    """
    order = codes.argsort(kind="stable")
    grouped = codes[order]
    start = np.arange(len(codes))
    count = start + 1
    start[1:][grouped[1:] == grouped[:-1]] = 0
    nth = np.empty(len(codes), np.int64)
    nth[order] = count - np.maximum.accumulate(start)
    return nth
