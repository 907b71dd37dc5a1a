"""Water."""

from __future__ import annotations

import functools

from citymatch.datasets.geography import load_water

from .sphere import ArcIndex, unit_vectors


@functools.cache
def water_index(kind: str) -> ArcIndex:
    """The lines of one kind of water, indexed once per process."""
    lines = load_water(kind)
    begin = lines.segments()
    points = unit_vectors(lines.latitude, lines.longitude)
    return ArcIndex.of(points[begin], points[begin + 1])
