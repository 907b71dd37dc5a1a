"""What the extractors share that compare names: those that meet the seeker's are few, and are looked up."""

from __future__ import annotations

from abc import abstractmethod

import numpy as np

from citymatch.scoring.values import FloatArray

from .base import Extractor, IntArray, Key, Place, Places
from .lookup import NAMED


class NameTie(Extractor):
    """Base of the extractors that look up names: 0 for a known name, more for those that `patches` finds."""

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found = self.keyed(seeker, candidates)
        rows, levels = self.patches(seeker, candidates)
        found[rows] = levels
        return found

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (NAMED,)

    def keyed(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.where(NAMED.of(candidates), 0.0, np.nan)

    @abstractmethod
    def patches(self, seeker: Place, candidates: Places) -> tuple[IntArray, FloatArray]:
        """The candidates with a name that meets the seeker's, and the level of each."""
