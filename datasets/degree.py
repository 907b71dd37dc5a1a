"""How many known partners each of some places has."""

from __future__ import annotations

import functools
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from .ended import NOT_HELD, counting
from .partnership_ends import Ids, ids_of
from .partnerships import Columns, column_of, lines_of, partnership_table
from .world import World, load_world


def degree(
    places: Columns,
    leave_out: Iterable[tuple[int, int]] = (),
    ties: Columns | None = None,
    world: World | None = None,
) -> Ids:
    """How many foreign partners of each of some places (their column `number`) are on record, shape (n,).

    A partner that is a county, a region or in no gazetteer counts too, each as one of its own. What has ended or is
    only proposed (`ended.counting`) does not. `leave_out` holds pairs of geonameids, in either order, that are treated
    as not known: an evaluation leaves out what it holds back. `ties` takes the place of our own table; there only
    the status says what has ended.

    >>> import numpy as np
    >>> norman = {"number": np.array([4543762])}
    >>> degree(norman).tolist(), degree(norman, leave_out=[(3182884, 4543762)]).tolist()
    ([4], [3])
    """
    world = world if world is not None else load_world()
    place, count = _counts(frozenset(leave_out), world) if ties is None else _count(ties, leave_out, world)
    wanted = np.asarray(places["number"], np.int64)
    if not len(place):
        return np.zeros(len(wanted), np.int64)
    at = np.minimum(np.searchsorted(place, wanted), len(place) - 1)
    return np.where(place[at] == wanted, count[at], 0).astype(np.int64)


@functools.lru_cache(maxsize=16)
def _counts(leave_out: frozenset[tuple[int, int]], world: World) -> tuple[Ids, Ids]:
    return _count(None, leave_out, world)


def _count(ties: Columns | None, leave_out: Iterable[tuple[int, int]], world: World) -> tuple[Ids, Ids]:
    """The places that have a partner, in order, and how many each has."""
    first, second = ids_of(ties, world)
    out = np.array(list(leave_out), np.int64).reshape(-1, 2)
    keep = ~np.isin(_keys(first, second), _keys(out[:, 0], out[:, 1]))
    keep &= _counting() if ties is None else ~np.isin(column_of(ties, "status").astype(str), NOT_HELD)
    row = -1 - np.arange(len(first))  # a partner without an id is told apart by its row
    places = np.concatenate([first[keep], second[keep]])
    others = [np.where(second > 0, second, row), np.where(first > 0, first, row)]
    partners = np.concatenate([other[keep] for other in others])
    known = places > 0
    order = np.lexsort((partners[known], places[known]))
    place, partner = places[known][order], partners[known][order]
    new = np.append(True, (np.diff(place) != 0) | (np.diff(partner) != 0))[: len(place)]
    return np.unique(place[new], return_counts=True)


_COUNTED = (*(f"{field}_{end}" for end in "ab" for field in ("community", "country")), "status")


@functools.cache
def _counting() -> npt.NDArray[np.bool_]:
    """`ended.counting` of our own tables; only the rows of the US, which stand first, can have ended."""
    ours = partnership_table("us")
    found = np.ones(len(lines_of("all")), bool)
    found[: len(ours)] = counting({name: column_of(ours, name) for name in _COUNTED})
    return found


def _keys(first: Ids, second: Ids) -> Ids:
    """One number per unordered pair of geonameids, each below 2**31."""
    return (np.minimum(first, second) << 32) | np.maximum(first, second)
