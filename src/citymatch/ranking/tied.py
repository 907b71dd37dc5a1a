"""How strong a tie leads from the seeker to a candidate, as a list weighs it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.features.common_ground import CommonGround
from citymatch.features.precedent_score import PrecedentScore
from citymatch.scoring.variety import SPOKEN

from .drawn import Drawn

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]

NAME = 0.5
"""How strong a tie the same name is."""

UNLIKE_WATER = 0.3
"""Below this similarity by the water the settings are opposite."""


def ties_of(drawn: Drawn, rows: IntArray) -> FloatArray:
    """How strong a tie leads from the seeker to some candidates, 0 to 1, to two figures.

    Roots of the seeker's people and a shared name are ties of that strength. Where neighbours have partners in the
    division of a candidate, or both share something that not every place has, it is `SPOKEN`, unless the settings
    are opposite: a town in the mountains and one that is not, one on the shore and one far from it.
    """
    found, spoken = np.zeros(len(rows)), np.zeros(len(rows), bool)
    opposite = _of_another_height(drawn, rows)
    for number, (criterion, extractor) in enumerate(drawn.compiled.criteria):
        if criterion.extractor in ("ancestry", "shared_name"):
            most = 1.0 if criterion.extractor == "ancestry" else NAME
            found = np.maximum(found, most * _similarity(drawn, number, rows))
        elif criterion.extractor == "common_ground":
            spoken |= _similarity(drawn, number, rows) > 0
        elif criterion.extractor == "water" and drawn.usable[number]:
            opposite |= _similarity(drawn, number, rows) < UNLIKE_WATER
        elif isinstance(extractor, PrecedentScore):
            spoken |= extractor.told_of(drawn.seeker, drawn.pool.table.take(rows))
    return np.asarray(np.round(np.maximum(found, SPOKEN * (spoken & ~opposite)), 2), np.float64)


def bond_of(drawn: Drawn, rows: IntArray) -> FloatArray:
    """How much of the roots of the seeker's people or of its name some candidates have, 0 to 1, where the policy counts
    these: all of it in the region that its founders came from, and in a namesake."""
    found = np.zeros(len(rows))
    for number, (criterion, _) in enumerate(drawn.compiled.criteria):
        if criterion.extractor in ("ancestry", "shared_name") and criterion.weight > 0:
            found = np.maximum(found, _similarity(drawn, number, rows))
    return np.round(found, 2)


def _similarity(drawn: Drawn, number: int, rows: IntArray) -> FloatArray:
    """The similarity of some candidates in one criterion, 0 where it is unknown."""
    return np.asarray(np.nan_to_num(drawn.similarity(number, rows).astype(np.float64)), np.float64)


def _of_another_height(drawn: Drawn, rows: IntArray) -> npt.NDArray[np.bool_]:
    """Which candidates are mountain towns where the seeker is none."""
    ground = CommonGround("mountain")
    ground.world_ = drawn.pool.world
    if ground.asked(drawn.seeker):
        return np.zeros(len(rows), bool)
    return ground.has("mountain", drawn.pool.table.take(rows))
