"""How good a ranking is: each metric one function of the ranks of true partners.

A rank is that of one true partner among all candidates that are no other true partners of the same seeker,
1 the best. Ties are said in three ways: optimistic (before those that are tied with it), pessimistic
(after them) and realistic (halfway). A percentile is the share of the other candidates that stand before it,
half of the tied counted: 0 the best, 0.5 what chance would give.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


class Standing(NamedTuple):
    """Where one true partner stands: better and equal rivals, and how many rivals there are."""

    better: int
    equal: int
    rivals: int

    @property
    def optimistic(self) -> float:
        """The rank if it stands before those that are tied with it."""
        return 1.0 + self.better

    @property
    def pessimistic(self) -> float:
        """The rank if it stands after them."""
        return 1.0 + self.better + self.equal

    @property
    def realistic(self) -> float:
        """The rank halfway among them."""
        return 1.0 + self.better + self.equal / 2

    @property
    def percentile(self) -> float:
        """The share of rivals before it; 0 where there is no rival."""
        return (self.better + self.equal / 2) / self.rivals if self.rivals else 0.0


def places(
    score: npt.ArrayLike, partners: npt.ArrayLike, among: npt.ArrayLike | None = None
) -> list[Standing]:
    """Where each true partner of one seeker stands, its other partners left out.

    `score` has one number per candidate (NaN counts as the worst), `partners` are positions in it, `among`
    is a mask of the candidates that count as rivals.

    >>> places([0.9, 0.5, 0.5, 0.1], [1])
    [Standing(better=1, equal=1, rivals=3)]
    >>> places([0.9, 0.5, 0.5, 0.1], [0, 1])
    [Standing(better=0, equal=0, rivals=2), Standing(better=0, equal=1, rivals=2)]
    """
    values = np.asarray(score, np.float64)
    values = np.where(np.isnan(values), -np.inf, values)
    own = np.asarray(partners, np.int64)
    rival = np.ones(len(values), bool) if among is None else np.array(among, bool)
    rival[own] = False
    rivals = values[rival]
    return [
        Standing(int((rivals > value).sum()), int((rivals == value).sum()), len(rivals))
        for value in values[own].tolist()
    ]


def mean_reciprocal_rank(rank: npt.ArrayLike) -> float:
    """The mean of 1 / rank.

    >>> mean_reciprocal_rank([1, 4])
    0.625
    """
    return float(np.mean(1.0 / np.asarray(rank, np.float64)))


def recall_at(rank: npt.ArrayLike, top: int) -> float:
    """The share of true partners that stand among the first `top`.

    >>> recall_at([1, 100, 101], 100)
    0.6666666666666666
    """
    return float(np.mean(np.asarray(rank, np.float64) <= top))


def mean_percentile(percentile: npt.ArrayLike) -> float:
    """The mean percentile, best as 1: the chance that a true partner stands before another candidate (AUC).

    >>> mean_percentile([0.0, 0.5])
    0.75
    """
    return float(1.0 - np.mean(np.asarray(percentile, np.float64)))


def median_percentile(percentile: npt.ArrayLike) -> float:
    """The median percentile, best as 1.

    >>> median_percentile([0.0, 0.1, 0.9])
    0.9
    """
    return float(1.0 - np.median(np.asarray(percentile, np.float64)))


def bootstrap_interval(
    values: npt.ArrayLike, community: npt.ArrayLike, draws: int = 1000, seed: int = 7, level: float = 0.95
) -> tuple[float, float]:
    """The interval of a mean over pairs when communities, with all their pairs, are drawn anew.

    >>> bootstrap_interval([1.0, 1.0, 1.0], ["a", "a", "b"])
    (1.0, 1.0)
    """
    numbers = np.asarray(values, np.float64)
    _, group = np.unique(np.asarray(community).astype(str), return_inverse=True)
    sums, sizes = np.bincount(group, numbers), np.bincount(group).astype(np.float64)
    random = np.random.default_rng(seed)
    drawn = random.integers(0, len(sums), (draws, len(sums)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    edge = (1.0 - level) / 2
    low, high = np.quantile(means, [edge, 1.0 - edge]).tolist()
    return low, high
