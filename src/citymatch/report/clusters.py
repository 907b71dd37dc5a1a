"""Marks of a map that would hide one another, put together: one mark with their number, and a list of who they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

NEAR = 40.0
"""Marks nearer to each other than this, in units of the map, are one."""
ALONE, SEVERAL = 14, 27
"""The sizes of a mark of one place and of one that stands for several."""


@dataclass
class Cluster:
    """Some places that are one mark: where the first of them lies, and their names in order."""

    x: int
    y: int
    names: list[str]


def clustered(places: Sequence[tuple[str, tuple[int, int]]]) -> tuple[list[Cluster], list[int]]:
    """Places by name as clusters, and of which cluster each is.

    >>> clusters, of = clustered([("Hercules", (500, 300)), ("Pinole", (503, 301)), ("Norman", (900, 400))])
    >>> [(each.x, each.y, each.names) for each in clusters], of
    ([(500, 300, ['Hercules', 'Pinole']), (900, 400, ['Norman'])], [0, 0, 1])
    """
    found: list[Cluster] = []
    of = []
    for name, (x, y) in places:
        at = next(
            (n for n, each in enumerate(found) if math.hypot(each.x - x, each.y - y) < NEAR), len(found)
        )
        if at == len(found):
            found.append(Cluster(x, y, []))
        found[at].names.append(name)
        of.append(at)
    return found, of


def mark(cluster: Cluster, stroke: str = "") -> str:
    """A cluster as a mark of a map, with a number where it stands for several, and its names under the pointer."""
    number = len(cluster.names)
    title = f"<title>{escape('; '.join(dict.fromkeys(cluster.names)))}</title>"
    size = SEVERAL if number > 1 else ALONE
    circle = f'<circle cx="{cluster.x}" cy="{cluster.y}" r="{size}"{stroke}>{title}</circle>'
    if number == 1:
        return circle
    text = f'<text x="{cluster.x}" y="{cluster.y + 12}" font-size="34" text-anchor="middle">{number}</text>'
    return circle + text


def listed(clusters: Sequence[Cluster], what: str) -> str:
    """Who the marks with a number stand for, as a list; "" where each stands for one."""
    items = "".join(
        f"<li>{len(each.names)}: <bdi>{escape('; '.join(dict.fromkeys(each.names)))}</bdi></li>"
        for each in clusters
        if len(each.names) > 1
    )
    return f"<p>{what}</p><ul>{items}</ul>" if items else ""
