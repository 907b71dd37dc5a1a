"""Capitals: the seats of countries and of their first-order divisions."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World

CAPITALS = ("PPLC", "PPLG", "PPLA")


def seats(world: World) -> npt.NDArray[np.float64]:
    """1 for the seat of a country or of a first-order division, 0 for none, NaN where it is unknown; a row each.

    A place without a feature code is none where the seat of its division is known to be another.
    """
    code = world.labels("feature_code")
    capital = code.isin(CAPITALS)
    division = np.char.add(
        np.asarray(world["country"]).astype(str), np.asarray(world["admin1"]).astype("<U24")
    )
    settled = np.isin(division, np.unique(division[capital]))
    unknown = np.asarray(code == "") & ~settled
    return np.where(unknown, np.nan, capital.astype(np.float64))
