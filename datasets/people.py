"""Where the people of the world live: points with people, each person once, and the large cities."""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .world import HERE


class People(NamedTuple):
    """A partition of the world's people: degrees and people of n points, and the numbers of the cities of 500,000."""

    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    people: npt.NDArray[np.float64]
    city: npt.NDArray[np.int64]


@functools.cache
def load_people() -> People:
    """The people of the world by points of about 5 km, from registers, US county subdivisions and the gazetteer.

    Where no register divides a country, only the people of the gazetteer's places are known, about half of them.

    >>> bool(4e9 < load_people().people.sum() < 8.5e9)
    True
    """
    with np.load(HERE / "people.npz", allow_pickle=False) as archive:
        latitude, longitude = (archive[axis] / 1000.0 for axis in ("latitude", "longitude"))
        return People(
            latitude, longitude, archive["people"].astype(np.float64), archive["city"].astype(np.int64)
        )
