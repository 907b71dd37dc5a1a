"""Matches of two sides that both have wishes, with ties and room for several: hospitals and residents, as economists
call it.

A match is stable where no seeker and no community would both rather have each other than what they have (weakly stable:
both have to gain, a tie is no gain).
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .programme import Programme

IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

NO = -1
"""The place of one that is not wanted, or may not be had."""

AFFORDABLE = 2_500
"""For so many pairs the solver is asked for more matches than deferred acceptance finds; beyond, it takes too long."""


@dataclass(frozen=True, eq=False)
class Sides:
    """Two sides and their wishes.

    `seekers` has a row a seeker and a column a community: the place of the community in the seeker's wishes from 0, the
    same for those that it likes equally, and -1 for one that is out of the question. `communities` has the same shape:
    the place of the seeker in the community's wishes. `before` and `after` have the same places without ties, by the
    stated rule. `leads` is how many communities each seeker takes, `room` how many seekers each community.
    """

    seekers: IntArray
    communities: IntArray
    before: IntArray
    after: IntArray
    leads: IntArray
    room: IntArray

    @property
    def open(self) -> BoolArray:
        """The pairs that neither side refuses."""
        return np.asarray((self.seekers != NO) & (self.communities != NO), np.bool_)


@dataclass(frozen=True, eq=False)
class Matched:
    """Who is matched with whom: a truth value for each seeker (row) and community (column).

    `largest` says whether no stable match has more pairs, None where nobody knows; `solver` whether the solver found
    it, or deferred acceptance after ties were broken.
    """

    pairs: BoolArray
    largest: bool | None
    solver: bool


def match(sides: Sides) -> Matched:
    """A weakly stable match, of the largest number of pairs where that can be told.

    Seekers propose down their wishes, ties broken by the stated rule; a community holds the best that it has room for.
    Where more pairs might be had and there are few enough, the solver looks for the largest weakly stable match.

    >>> one = np.array([[0, 1], [0, NO]])
    >>> match(Sides(one, np.array([[0, 0], [0, 0]]), one, np.array([[0, 0], [1, 1]]), np.ones(2, int), np.ones(2, int))
    ... ).pairs.tolist()
    [[False, True], [True, False]]
    """
    pairs = deferred(sides)
    number = int(pairs.sum())
    if number == most_pairs(sides):
        return Matched(pairs, True, False)
    if pairs.size > AFFORDABLE:
        return Matched(pairs, None, False)
    better = _largest(sides)
    if int(better.sum()) > number:
        return Matched(better, True, True)
    return Matched(pairs, True, False)


def deferred(sides: Sides) -> BoolArray:
    """The match that deferred acceptance finds with ties broken: seekers propose, so that it is their best one."""
    open_to = sides.open
    wishes = np.argsort(np.where(open_to, sides.before, np.iinfo(np.int64).max), axis=1, kind="stable")
    number = open_to.sum(axis=1).tolist()
    asked = [0] * len(wishes)
    held: list[list[tuple[int, int]]] = [[] for _ in range(open_to.shape[1])]
    room = sides.room.tolist()
    waiting = [seeker for seeker, leads in enumerate(sides.leads.tolist()) for _ in range(leads)]
    waiting.reverse()
    while waiting:
        seeker = waiting.pop()
        if asked[seeker] == number[seeker]:
            continue
        community = int(wishes[seeker, asked[seeker]])
        asked[seeker] += 1
        heapq.heappush(held[community], (-int(sides.after[seeker, community]), seeker))
        if len(held[community]) > room[community]:
            waiting.append(heapq.heappop(held[community])[1])
    pairs = np.zeros(open_to.shape, bool)
    for community, seekers in enumerate(held):
        pairs[[seeker for _, seeker in seekers], community] = True
    return pairs


def blocking(sides: Sides, pairs: BoolArray) -> list[tuple[int, int]]:
    """The pairs that would both rather have each other than what they have: none, where a match is weakly stable."""
    last = np.iinfo(np.int64).max
    worst_of_seeker = np.where(
        pairs.sum(axis=1) < sides.leads, last, np.where(pairs, sides.seekers, NO).max(axis=1, initial=NO)
    )
    worst_of_community = np.where(
        pairs.sum(axis=0) < sides.room, last, np.where(pairs, sides.communities, NO).max(axis=0, initial=NO)
    )
    gain = (sides.seekers < worst_of_seeker[:, None]) & (sides.communities < worst_of_community[None, :])
    rows, columns = np.nonzero(gain & sides.open & ~pairs)
    return list(zip(rows.tolist(), columns.tolist(), strict=True))


def most_pairs(sides: Sides) -> int:
    """How many pairs any match has at most, stable or not: what flows from one side to the other."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import maximum_flow

    open_to = sides.open
    seekers, communities = open_to.shape
    if open_to.all():
        return _complete(sides)
    if not open_to.any():
        return 0
    rows, columns = np.nonzero(open_to)
    end = 1 + seekers + communities
    begin = np.concatenate([np.zeros(seekers, int), 1 + rows, 1 + seekers + np.arange(communities)])
    to = np.concatenate([1 + np.arange(seekers), 1 + seekers + columns, np.full(communities, end)])
    most = np.concatenate([sides.leads, np.ones(len(rows), int), sides.room]).astype(np.int32)
    graph = csr_array((most, (begin, to)), shape=(end + 1, end + 1))
    return int(maximum_flow(graph, 0, end).flow_value)


def _complete(sides: Sides) -> int:
    """The same where nobody refuses anybody: by Gale and Ryser, the least over k of the k busiest communities."""
    leads, room = np.sort(sides.leads)[::-1], np.sort(sides.room)[::-1]
    ways = [int(np.minimum(leads, k).sum()) + int(room[k:].sum()) for k in range(len(room) + 1)]
    return min(ways, default=0)


def _largest(sides: Sides) -> BoolArray:
    """The weakly stable match with the most pairs, by an integer programme; of those, the one that the seekers like
    best, by the places in their wishes together."""
    rows, columns = np.nonzero(sides.open)
    number = len(rows)
    programme = Programme(
        2 * number
    )  # the pairs, and whether the seeker of each has its leads of no worse ones
    for seeker, most in enumerate(sides.leads.tolist()):
        programme.row(np.flatnonzero(rows == seeker), 1.0, most=most)
    for community, most in enumerate(sides.room.tolist()):
        programme.row(np.flatnonzero(columns == community), 1.0, most=most)
    theirs, ours = sides.communities[rows, columns], sides.seekers[rows, columns]
    for pair, (seeker, community) in enumerate(zip(rows.tolist(), columns.tolist(), strict=True)):
        leads, room = int(sides.leads[seeker]), int(sides.room[community])
        as_good = np.flatnonzero((rows == seeker) & (ours <= ours[pair]))
        programme.row([*as_good, number + pair], [*np.ones(len(as_good)), -leads], least=0)
        no_worse = np.flatnonzero(
            (columns == community) & (theirs <= theirs[pair]) & (np.arange(number) != pair)
        )
        programme.row([*no_worse, number + pair, pair], [*np.ones(len(no_worse)), room, room], least=room)
    size = np.append(-np.ones(number), np.zeros(number))
    most = int(programme.best(size)[:number].sum())
    programme.row(np.arange(number), 1.0, least=most)
    taken = programme.best(np.append(ours.astype(np.float64), np.zeros(number)))[:number] > 0.5
    pairs = np.zeros(sides.open.shape, bool)
    pairs[rows[taken], columns[taken]] = True
    return pairs
