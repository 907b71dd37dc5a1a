"""The two ends of each known partnership as rows of the World, by their numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from .ids import CommunityId
from .partnerships import Columns, column_of, lines_of
from .world import FIRST_UNIT, World, load_world

_HEAD = re.compile(
    r"^(?:geonames:(\d+))?[^,]*,(?:geonames:(\d+))?[^,]*,[^,]*,[^,]*,[^,]*,([ab]*),", re.MULTILINE
)
Ids = npt.NDArray[np.int64]


def ids(world: World | None = None) -> tuple[Ids, Ids]:
    """The numbers (of World rows; a place's geonameid) of both ends of each known tie, shape (n,) each.

    In the order of `partnership_table()`. 0 where an end is in no gazetteer, is a county, or is a region. `world`
    says what number a unit without a place has; None is the World that ships, here and below.
    """
    return shipped_ids(world if world is not None else load_world())


@functools.lru_cache(maxsize=4)
def shipped_ids(world: World) -> tuple[Ids, Ids]:
    """`ids` of the table that ships, read once for a World."""
    # One pass in C over the plain columns at the head of each line; an end that is no place gives "".
    heads = _HEAD.findall("\n".join(lines_of("all")))
    first, second = (np.array([int(head[end] or 0) for head in heads], np.int64) for end in (0, 1))
    for row, line in [(row, line) for row, line in enumerate(lines_of("all")) if "unit:" in line]:
        for ends, community in zip((first, second), line.split(",", 2), strict=False):
            ends[row] = (
                number_of(community, world) if CommunityId.scheme_of(community) == "unit" else ends[row]
            )
    for row, region in [(row, head[2]) for row, head in enumerate(heads) if head[2]]:
        first[row] *= "a" not in region
        second[row] *= "b" not in region
    return first, second


def ids_of(ties: Columns | None, world: World | None = None) -> tuple[Ids, Ids]:
    """`ids` of any table of partnerships; None stands for ours."""
    if ties is None:
        return ids(world)
    region = column_of(ties, "region").tolist()
    a, b = (column_of(ties, f"community_{end}").tolist() for end in "ab")
    world = world if world is not None else load_world()
    return _end_ids(a, region, "a", world), _end_ids(b, region, "b", world)


def _end_ids(communities: Sequence[str], regions: Sequence[str], end: str, world: World) -> Ids:
    return np.array(
        [
            number_of(community, world) if end not in region else 0
            for community, region in zip(communities, regions, strict=True)
        ],
        np.int64,
    )


def number_of(community: str, world: World) -> int:
    """The number of a community's row in the World: the geonameid of a place; 0 for a county and outside it."""
    scheme = CommunityId.scheme_of(community)
    if scheme == "geonames":
        return CommunityId.geonameid_of(community)
    return world.number_of_id(community) if scheme == "unit" else 0


def id_of(number: int, world: World | None = None) -> str:
    """The id of the community in the row of the World with a number; that of a place where there is none."""
    world = world if world is not None else load_world()
    row = world.row_of(number) if number >= FIRST_UNIT else -1
    return world.community_id(row) if row >= 0 else f"geonames:{number}"
