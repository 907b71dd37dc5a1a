"""Outlines on the map, such as the occupied part of a region."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt


def inside(
    latitude: npt.NDArray[np.float64], longitude: npt.NDArray[np.float64], outline: Sequence[Sequence[float]]
) -> npt.NDArray[np.bool_]:
    """Which points lie inside an outline, shape (n,).

    `outline` are its corners (latitude, longitude) in degrees, in order; it closes by itself, and its sides are
    straight in degrees. A point that is unknown (NaN) lies outside; an outline does not cross the 180th meridian.

    >>> square = [(0, 0), (0, 10), (10, 10), (10, 0)]
    >>> inside(np.array([5.0, 15.0]), np.array([5.0, 5.0]), square).tolist()
    [True, False]
    """
    found = np.zeros(len(latitude), np.bool_)
    for (north, east), (south, west) in zip(outline, [*outline[1:], outline[0]], strict=True):
        if north == south:
            continue  # a side along a parallel crosses no ray along it
        crosses = (latitude < north) != (latitude < south)
        at = east + (latitude - north) * (west - east) / (south - north)
        found ^= crosses & (longitude < at)
    return found
