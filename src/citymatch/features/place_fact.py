"""Facts of a candidate alone, whoever asks.

These are priors: they say nothing of the seeker. Known partnerships are full of places that are known.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import Table

from .base import Extractor, Place, Places, place_number

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


def single(place: Place, *columns: str) -> Places:
    """One place as a table of one row."""
    values = {name: place.get(name) or 0 for name in columns} | {"number": place_number(place)}
    return Table({name: np.array([value], np.float64) for name, value in values.items()}, 1)
