"""Who is ranked for in the benchmarks: communities of the US, resolved beforehand, nobody asked twice."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

import citymatch as cm
from citymatch.datasets import load_world
from citymatch.places import Community, resolve_many

SEED = 20
LISTED = 0.2
"""The share of a batch that comes from the list of those who seek partners, while it lasts."""


@functools.cache
def candidates() -> npt.NDArray[np.int64]:
    """The rows of the World that are candidates."""
    return np.flatnonzero(np.asarray(load_world()["not_candidate"] == ""))


@functools.cache
def countries() -> npt.NDArray[np.str_]:
    """The country of each candidate."""
    return np.asarray(load_world()["country"])[candidates()].astype(str)


def american() -> npt.NDArray[np.int64]:
    """The rows of all US communities that can sign: places, towns and townships that govern themselves, counties."""
    return candidates()[countries() == "US"]


def abroad() -> int:
    """How many candidates lie outside the US."""
    return int((countries() != "US").sum())


def communities(rows: npt.NDArray[np.int64]) -> list[Community]:
    """The communities in some rows of the World."""
    world = load_world()
    found = [cm.resolve(world.community_id(row)).community for row in rows.tolist()]
    return [community for community in found if community is not None]


def batches(runs: int, size: int, seed: int = SEED) -> list[list[Community]]:
    """A batch of seekers for each run: some of the list, the others drawn from all US communities. Nobody is in
    two batches."""
    random = np.random.default_rng(seed)
    listed = _of_the_list()
    random.shuffle(listed)
    known = {community.id for community in listed}
    drawn = communities(random.permutation(american())[: runs * size + len(listed)])
    others = [community for community in drawn if community.id not in known]
    share = min(round(LISTED * size), len(listed) // runs)
    rest = size - share
    return [listed[r * share : (r + 1) * share] + others[r * rest : (r + 1) * rest] for r in range(runs)]


def _of_the_list() -> list[Community]:
    """The members on the list of those who seek partners that have a row in the World."""
    found = [resolution.community for resolution in resolve_many(None)]
    once = {c.id: c for c in found if c is not None and load_world().row_of_id(c.id) >= 0}
    return list(once.values())
