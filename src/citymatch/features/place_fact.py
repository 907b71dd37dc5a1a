"""Facts of a candidate alone, whoever asks.

These are priors: they say nothing of the seeker. Known partnerships are full of places that are known.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import Table
from citymatch.scoring.values import FloatArray

from .base import Derived, Extractor, Key, Place, Places, place_number

if TYPE_CHECKING:
    import pandas as pd


class PlaceFact(Extractor):
    """Base of the extractors whose measure is a fact of the candidate alone: it is the feature too."""

    def scope(self, seeker: Place) -> Hashable | None:
        return ()

    def knows(self, seeker: Place) -> bool:
        return True

    def transform(self, X: Places) -> pd.DataFrame:
        """The measure of each place, as its one column."""
        import pandas as pd

        return pd.DataFrame(dict.fromkeys(self.makes, self.measure({}, X)), index=range(len(X)))


class KeptFact(PlaceFact):
    """Base of those whose fact is one column that is worked out and kept with the places."""

    @abstractmethod
    def fact(self, seeker: Place) -> Derived:
        """The column."""

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (self.fact(seeker),)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found: FloatArray = self.fact(seeker).of(candidates)
        return found


def many(number: FloatArray) -> FloatArray:
    """How much a number counts that few places have much of: 0 for none, 1 from twenty, by its logarithm.

    >>> many(np.array([0.0, 20.0, 500.0])).tolist()
    [0.0, 1.0, 1.0]
    """
    return np.asarray(np.clip(np.log1p(number) / np.log(21.0), 0.0, 1.0), np.float64)


def single(place: Place, *columns: str) -> Places:
    """One place as a table of one row."""
    values = {name: place.get(name) or 0 for name in columns} | {"number": place_number(place)}
    return Table({name: np.array([value], np.float64) for name, value in values.items()}, 1)
