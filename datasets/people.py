"""Where the people of the world live: points with people, each person once, and the centres of agglomerations."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from .packaged import packaged
from .world import HERE

STEPS = 1000
"""The points are kept in this part of a degree."""
CELL = 50
"""The points of a cell of this many steps are kept as one, at their people's centre."""
_FIRST = (-90 * STEPS // CELL, -180 * STEPS // CELL)
_ROUND = 360 * STEPS // CELL + 1


class People(NamedTuple):
    """A partition of the world's people, and the large agglomerations.

    Degrees and people of n points; the numbers of the cities at the centre of an agglomeration, the people within
    30 km of each that no closed border cuts off, and whether one does cut some off.
    """

    latitude: npt.NDArray[np.float64]
    longitude: npt.NDArray[np.float64]
    people: npt.NDArray[np.float64]
    city: npt.NDArray[np.int64]
    city_people: npt.NDArray[np.float64]
    city_cut: npt.NDArray[np.bool_]


@functools.cache
@packaged
def load_people() -> People:
    """The people of the world by points of about 5 km, from registers, US county subdivisions and the gazetteer.

    Where no register divides a country, only the people of the gazetteer's places are known, about half of them.

    >>> bool(4e9 < load_people().people.sum() < 8.5e9)
    True
    """
    with np.load(HERE / "people.npz", allow_pickle=False) as archive:
        cells = divmod(np.cumsum(archive["cell"], dtype=np.int64), _ROUND)
        latitude, longitude = (
            ((cell + first) * CELL + archive[axis]) / STEPS
            for cell, first, axis in zip(cells, _FIRST, ("latitude", "longitude"), strict=True)
        )
        people = archive["people"].T.copy().view("<u4").ravel().astype(np.float64)
        city, around = archive["city"].astype(np.int64), archive["city_people"].astype(np.float64)
        return People(latitude, longitude, people, city, around, archive["city_cut"].astype(bool))


def write_people(
    path: Path,
    latitude: npt.NDArray[np.float64],
    longitude: npt.NDArray[np.float64],
    people: npt.NDArray[np.float64],
    city: npt.NDArray[np.int64],
    city_people: npt.NDArray[np.float64],
    city_cut: npt.NDArray[np.bool_],
) -> None:
    """Write the partition, in thousandths of a degree and whole people, and the cities with the people around them.

    The points are ordered by cell; each keeps how far its cell is from the one before, and where in it the point is.
    """
    north, east = (np.rint(axis * STEPS).astype(np.int64) for axis in (latitude, longitude))
    (row, latitude_in), (column, longitude_in) = (np.divmod(axis, CELL) for axis in (north, east))
    cell = (row - _FIRST[0]) * _ROUND + column - _FIRST[1]
    order = np.argsort(cell, kind="stable")
    planes = np.rint(people)[order].astype("<u4").view(np.uint8).reshape(-1, 4).T
    with path.open("wb") as file:
        np.savez_compressed(
            file,
            allow_pickle=False,
            city=city,
            city_people=np.rint(city_people).astype(np.uint32),
            city_cut=city_cut,
            cell=np.diff(cell[order], prepend=0).astype(np.int32),
            latitude=latitude_in[order].astype(np.uint8),
            longitude=longitude_in[order].astype(np.uint8),
            people=np.ascontiguousarray(planes),
        )
