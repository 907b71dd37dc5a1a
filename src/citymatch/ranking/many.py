"""Many seekers at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np
import numpy.typing as npt

from citymatch.places import Community
from citymatch.policy import Policy

from .engine import Engine

FloatArray = npt.NDArray[np.float64]


class Many(TypedDict, total=False):
    """How many seekers are shared out: see `PartnerRanker.rank_many`."""

    backend: str | None


def best_of_many(
    engine: Engine,
    seekers: Sequence[Community],
    top: int,
    policy: Policy | str | Path | None = None,
    n_jobs: int = 1,
    backend: str | None = None,
) -> tuple[npt.NDArray[np.object_], FloatArray]:
    """The ids and scores of the best `top` candidates of each seeker, both of shape (seekers, top)."""
    size = min(top, len(engine.pool))
    ids = np.full((len(seekers), size), "", dtype=object)
    scores = np.full((len(seekers), size), np.nan)

    def fill(position: int) -> None:
        rows, found = engine.best(seekers[position], size, policy)
        ids[position, : len(rows)] = engine.pool.ids[rows]
        scores[position, : len(rows)] = found

    if n_jobs == 1:
        for position in range(len(seekers)):
            fill(position)
    else:
        from joblib import Parallel, delayed

        Parallel(n_jobs=n_jobs, require="sharedmem")(delayed(fill)(i) for i in range(len(seekers)))
    return ids, scores
