"""A more varied top: maximal marginal relevance over countries."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]


def diversify(
    score: npt.ArrayLike,
    country: npt.ArrayLike,
    top: int,
    diversity: float,
    order: npt.ArrayLike | None = None,
) -> IntArray:
    """Positions of the `top` candidates, chosen one by one by score less a penalty for a country already held.

    `score` runs from 0 to 100, `country` is a code per candidate. The n-th candidate of a country has
    100 x `diversity` x (1 - 1/n) points taken off: nothing for the first, half for the second, two thirds for
    the third. 0 gives the plain ranking. `order` lists the positions from best to worst where ties are to
    be kept in a certain order (the default is by position). Raises ValueError unless 0 <= diversity <= 1.

    >>> diversify([90, 89, 88, 80], [1, 1, 2, 2], 3, 0.0).tolist()
    [0, 1, 2]
    >>> diversify([90, 89, 88, 80], [1, 1, 2, 2], 3, 0.1).tolist()
    [0, 2, 1]
    """
    if not 0 <= diversity <= 1:
        raise ValueError(f"diversity must be from 0 to 1, not {diversity!r}")
    values, codes = np.asarray(score, np.float64), np.asarray(country)
    ranked = np.argsort(-values, kind="stable") if order is None else np.asarray(order, np.int64)
    if diversity == 0:
        return ranked[:top].astype(np.int64)
    nth = _nth_of_its_kind(codes[ranked])
    taken_off = 100.0 * diversity * (1.0 - 1.0 / nth)
    marginal = values[ranked] - taken_off
    return ranked[np.argsort(-marginal, kind="stable")[:top]].astype(np.int64)


def _nth_of_its_kind(codes: npt.NDArray[np.generic]) -> npt.NDArray[np.int64]:
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
