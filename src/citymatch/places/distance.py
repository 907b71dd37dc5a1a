"""Distances along the surface of the earth."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def kilometres(latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
    """Great-circle distances in km from one point to many, degrees in.

    >>> round(float(kilometres(0, 0, np.array([0.0]), np.array([1.0]))[0]), 1)
    111.2
    """
    a, b = math.radians(latitude), np.radians(latitudes)
    half = (
        np.sin((b - a) / 2) ** 2
        + math.cos(a) * np.cos(b) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    )
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1.0))))
