"""One lead each: the best way that `solving.solve` finds too, by matchings and no programme, thousands at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .searching import least
from .wishes import IntArray, Wishes

DEAREST = 1001.0
"""A candidate without a point costs so much, one of 100 points 1: costs are tenths of a point short of it."""


@dataclass(frozen=True, eq=False)
class _Edges:
    """Who may be paired with whom: one entry a pair; `lost` is by how much it falls short of the seeker's best."""

    seeker: IntArray
    candidate: IntArray
    tenths: IntArray
    place: IntArray
    lost: IntArray
    best: IntArray
    candidates: int

    def matched(self, worst: int, seekers: npt.NDArray[np.bool_] | None = None) -> int:
        """How many seekers, all or some, can be paired at once where nobody loses more."""
        from scipy.sparse import csr_array
        from scipy.sparse.csgraph import maximum_bipartite_matching

        keep = self.lost <= worst
        if seekers is not None:
            keep &= seekers[self.seeker]
        shape = (len(self.best), self.candidates)
        table = csr_array((np.ones(int(keep.sum())), (self.seeker[keep], self.candidate[keep])), shape=shape)
        return int((maximum_bipartite_matching(table, perm_type="column") >= 0).sum())


def pair(wishes: Sequence[Wishes]) -> list[int]:
    """The position of the candidate that each seeker is given, -1 for nobody; each candidate once.

    As many pairs as can be come first; then what the seeker that gives up most gives up is as small as can be (one that
    is given nobody gives up all its best one is worth); then the scores together are as great as can be; then the ranks
    are the smallest.

    >>> pair([Wishes.plain("x", ["a", "b"], [900, 890]), Wishes.plain("y", ["a", "c"], [800, 100])])
    [1, 0]
    """
    if not sum(map(len, wishes)):
        return [-1] * len(wishes)
    edges = _edges(wishes)
    most = edges.matched(int(edges.best.max()))

    def holds(worst: int) -> bool:
        # Those who cannot go without a partner have to have one; more can then be paired with others until all are.
        needy = edges.best > worst
        return edges.matched(worst) >= most and edges.matched(worst, needy) == int(needy.sum())

    worst = least(holds, 0, int(edges.best.max()))
    return _cheapest(edges, int(edges.best.max()) if worst is None else worst)


def _edges(wishes: Sequence[Wishes]) -> _Edges:
    sizes = [len(each) for each in wishes]
    seeker = np.repeat(np.arange(len(wishes)), sizes)
    names, candidate = np.unique(
        np.concatenate([each.ids for each in wishes]).astype(str), return_inverse=True
    )
    tenths = np.concatenate([each.tenths for each in wishes])
    best = np.array([int(each.tenths.max(initial=0)) for each in wishes], np.int64)
    place = np.concatenate([np.arange(size) for size in sizes])
    return _Edges(seeker, candidate.ravel(), tenths, place, best[seeker] - tenths, best, len(names))


def _cheapest(edges: _Edges, worst: int) -> list[int]:
    """The pairs of the greatest scores together where nobody loses more than so much."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    number = len(edges.best)
    keep = np.flatnonzero(edges.lost <= worst)
    # A seeker's own place of "nobody" costs more than the worst candidates of all others together, so that as many as
    # can be have a partner; the ranks of all together cost less than a tenth of a point.
    step = 0.5 / (1 + float(edges.place.sum()))
    optional = np.flatnonzero(edges.best <= worst)
    cost = np.concatenate([
        DEAREST - edges.tenths[keep] + step * edges.place[keep], np.full(len(optional), DEAREST * (number + 1)),
    ])  # fmt: skip
    row = np.concatenate([edges.seeker[keep], optional])
    column = np.concatenate([edges.candidate[keep], edges.candidates + optional])
    table = csr_array((cost, (row, column)), shape=(number, edges.candidates + number))
    chosen = dict(zip(*min_weight_full_bipartite_matching(table), strict=True))
    found = [-1] * number
    for at in keep.tolist():
        if chosen[int(edges.seeker[at])] == edges.candidate[at]:
            found[int(edges.seeker[at])] = int(edges.place[at])
    return found
