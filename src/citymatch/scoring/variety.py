"""A more varied top: maximal marginal relevance over countries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


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
    order = np.argsort(codes, kind="stable")
    grouped = codes[order]
    position = np.arange(len(codes))
    starts = np.append(True, grouped[1:] != grouped[:-1])[: len(codes)]
    nth = np.empty(len(codes), np.int64)
    nth[order] = position - np.maximum.accumulate(np.where(starts, position, 0)) + 1
    return nth
