"""The competitor of most rows: FAISS, searching the nearest of as many rows as there are candidates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import seekers

from citymatch.datasets import load_world
from citymatch.places import Community

LOGARITHMS = (
    "population", "coast_km", "lake_km", "river_km", "airport_km", "large_airport_km", "people_50km", "metropolis_km",
)  # fmt: skip
AS_THEY_ARE = ("latitude", "longitude", "elevation_m")
Floats = npt.NDArray[np.float32]


class Neighbours:
    """An exact search by the city-block distance (IndexFlat, METRIC_L1) of twelve standardised columns.

    They are eight logarithms, three plain columns, and whether the climate is temperate; an unknown is the mean.
    """

    def __init__(self) -> None:
        import faiss

        self.columns = _standardised()
        pool = np.ascontiguousarray(self.columns[seekers.candidates()])
        self.index = faiss.IndexFlat(pool.shape[1], faiss.METRIC_L1)
        self.index.add(pool)

    def queries(self, communities: Sequence[Community]) -> Floats:
        """The columns of some seekers, one row each."""
        return self.columns[load_world().rows_of_ids([community.id for community in communities])]

    def search(self, queries: Floats, top: int) -> None:
        """One search for each query, as one seeker after the other asks."""
        for row in range(len(queries)):
            self.index.search(queries[row : row + 1], top)


def _standardised() -> Floats:
    world = load_world()
    columns = [np.log1p(np.asarray(world[name], float).clip(0)) for name in LOGARITHMS]
    columns += [np.asarray(world[name], float) for name in AS_THEY_ARE]
    columns.append(np.char.startswith(np.asarray(world["climate"]).astype(str), "C").astype(float))
    made = np.stack(columns, axis=1)
    made[~np.isfinite(made)] = np.nan
    pool = made[seekers.candidates()]
    made = (made - np.nanmean(pool, axis=0)) / np.nanstd(pool, axis=0)
    return np.nan_to_num(made).astype(np.float32)
