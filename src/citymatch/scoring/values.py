"""Value functions: how a measured quantity becomes a similarity between 0 and 1.

They are fixed functions of one measurement, never of a pool of candidates. Unknown (NaN) stays NaN.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def plateau(measure: npt.ArrayLike, core: float, edge: float) -> FloatArray:
    """1 up to `core`, then a smooth (half-cosine) decline that reaches 0 at `edge`.

    >>> plateau([3.0, 10.0, 30.0, 50.0, 60.0], core=10, edge=50).round(3).tolist()
    [1.0, 1.0, 0.5, 0.0, 0.0]
    """
    share = np.asarray((np.asarray(measure, np.float64) - core) / (edge - core), np.float64)
    found = np.where(share >= 1.0, 0.0, np.where(np.isnan(share), np.nan, 1.0))
    between = (share > 0.0) & (share < 1.0)
    found[between] = 0.5 + 0.5 * np.cos(np.pi * share[between])
    return found


def rise(measure: npt.ArrayLike, floor: float, full: float) -> FloatArray:
    """0 up to `floor`, then a smooth rise that reaches 1 at `full`.

    >>> rise([0.0, 1.0, 2.0, 5.0], floor=0, full=2).round(3).tolist()
    [0.0, 0.5, 1.0, 1.0]
    """
    return 1.0 - plateau(measure, floor, full)


def log_plateau(ratio: npt.ArrayLike, core: float, edge: float) -> FloatArray:
    """`plateau` on a ratio, the same either way up: 3 and 1/3 are equally far from 1.

    >>> log_plateau([1.4, 1 / 1.4, 20.0], core=1.5, edge=10).round(3).tolist()
    [1.0, 1.0, 0.0]
    """
    x = np.asarray(ratio, np.float64)
    with np.errstate(invalid="ignore"):
        between = (x > 1.0 / edge) & (x < edge)
    found = np.where(np.isnan(x), np.nan, 0.0)
    distance = np.abs(np.log(x[between]))
    found[between] = plateau(distance, float(np.log(core)), float(np.log(edge)))
    return found


def interpolate(
    measure: npt.ArrayLike, curve: Sequence[tuple[float, float]], log: bool = False
) -> FloatArray:
    """A piecewise linear value function through (measure, similarity) points, flat outside them.

    >>> interpolate([0.0, 5.0, 99.0], [(0, 1.0), (10, 0.2)]).tolist()
    [1.0, 0.6, 0.2]
    """
    points = np.asarray(curve, np.float64)
    x = np.asarray(measure, np.float64)
    knots = points[:, 0]
    if log:
        with np.errstate(divide="ignore"):
            x, knots = np.log(x), np.log(knots)
    result = np.interp(x, knots, points[:, 1])
    result[np.isnan(x)] = np.nan
    return np.asarray(result, np.float64)
