"""Which candidates are of quite another size than the seeker, and which of one metropolis."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Table
from citymatch.scoring.variety import UNLIKE

from .drawn import Drawn
from .tied import bond_of

IntArray = npt.NDArray[np.int64]

METROPOLIS_KM = 60.0
"""Places whose nearest city of 500,000 is the same one within so many km are of one metropolis."""

BOUND, UNLIKE_BOUND = 0.95, 16.0
"""A place so closely bound to the seeker, in the region that its founders came from or of its own name, may be so many
times as large or as small."""


def groups_of(drawn: Drawn, rows: IntArray) -> IntArray:
    """What a list takes few of: the metropolis of some candidates, 0 for none, -1 for a place of quite another size."""
    return np.where(unlike(drawn, rows), -1, metropolis_of_each(drawn.pool.table, rows))


def unlike(drawn: Drawn, rows: IntArray) -> npt.NDArray[np.bool_]:
    """Whether some candidates are of quite another size than the seeker, under a policy that counts likeness of size.

    A figure that is no government's, of a town or a built-up area, tells this well enough. What a table of the user's
    own names is not passed over for its size. Of those most closely bound to the seeker only what is larger or smaller
    by far is of quite another size, so that Lindsborg, a town of 4,000 founded by people of Värmland, is offered a
    municipality of 12,000 there, and Winchester in Virginia the English city of its name.
    """
    if not counts_size(drawn):
        return np.zeros(len(rows), bool)
    ratio = np.asarray(drawn.pool.table["population"], np.float64)[rows] / float(drawn.seeker["population"])
    found = (ratio > UNLIKE) | (ratio < 1 / UNLIKE)
    near = np.flatnonzero(found & (ratio <= UNLIKE_BOUND) & (ratio >= 1 / UNLIKE_BOUND))
    found[near] = bond_of(drawn, rows[near]) < BOUND
    return found


def metropolis_of_each(table: Table, rows: IntArray) -> IntArray:
    """The metropolis that some places belong to: the number of their nearest city of 500,000, 0 where that is far."""
    near = np.asarray(table["metropolis_km"])[rows] <= METROPOLIS_KM
    return np.where(near, np.nan_to_num(np.asarray(table["metropolis_id"])[rows]), 0).astype(np.int64)


def counts_size(drawn: Drawn) -> bool:
    """Whether a list goes by size: the policy counts its likeness, and the seeker's people are known."""
    weighed = {c.extractor for c, _ in drawn.compiled.criteria if c.weight > 0}
    counted = "size" in weighed and "attributes" not in weighed
    return counted and float(drawn.seeker["population"]) > 0
