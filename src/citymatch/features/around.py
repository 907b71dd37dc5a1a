"""Which chosen places lie around which candidates, as one sparse table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.scoring.values import FloatArray

from .base import Derived, Places, kept
from .of_world import vectors_of
from .sphere import chord, chord_km, tree_of
from .weighing import Chosen

if TYPE_CHECKING:
    from scipy.sparse import csr_array

IntArray = npt.NDArray[np.int64]
REACH_KM = 100.0
DECAY_KM = 30.0

FEW = 32
"""Up to so many places are held against all chosen ones."""

LOCATED = Derived("located", lambda places: ~np.isnan(vectors_of(places)[:, 0]))
"""Whether a place's coordinates are known."""


def reached(amount: FloatArray, places: Places, chosen: Chosen, world: World) -> FloatArray:
    """What of an amount at each chosen place reaches each of some places, shape (n,).

    It falls by e every 30 km, and ends at 100 km. Each place adds the amounts up in the order of the chosen
    places, so that the sum is the same whatever other places there are. 0 for a place of unknown coordinates.
    """
    near = kept(places, chosen.mark("around"), lambda: _around(places, chosen, world))
    rows = np.flatnonzero(amount > 0)
    begin, number = near.indptr[rows].astype(np.intp), np.diff(near.indptr)[rows]
    first = np.cumsum(number) - number
    entries = np.repeat(begin - first, number) + np.arange(int(number.sum()))
    reaches = near.data[entries] * np.repeat(amount[rows], number)
    found = np.bincount(near.indices[entries], weights=reaches, minlength=near.shape[1])
    return np.asarray(found, np.float64)


def _around(places: Places, chosen: Chosen, world: World) -> csr_array:
    """The weights of places around chosen ones: a row for each chosen place, a column for each place."""
    from scipy.sparse import csr_array

    at, points = vectors_of(world)[chosen.places], vectors_of(places)
    known = np.flatnonzero(LOCATED.of(places))
    shape = (len(at), len(points))
    if not (len(at) and len(known)):
        return csr_array(shape, dtype=np.float64)
    row, column = _pairs(at, points[known], chord(REACH_KM) * 1.001)
    column = known[column]
    km = chord_km(np.linalg.norm(at[row] - points[column], axis=1))
    near = km < REACH_KM
    weight = np.exp(-km[near] / DECAY_KM)
    return csr_array((weight, (row[near], column[near])), shape=shape)


def _pairs(at: FloatArray, points: FloatArray, reach: float) -> tuple[IntArray, IntArray]:
    """The positions of all chosen places and places within a chord, and a few more.

    It may round otherwise than our own distance, which decides: so it is asked for a little more. For a few places it
    takes longer to plant trees than to look at all.
    """
    if len(points) <= FEW:
        column, row = np.nonzero(points @ at.T >= 1 - reach**2 / 2 - 1e-9)
        return row, column
    pairs = tree_of(at).sparse_distance_matrix(tree_of(points), reach, output_type="ndarray")
    return pairs["i"].astype(np.int64), pairs["j"].astype(np.int64)
