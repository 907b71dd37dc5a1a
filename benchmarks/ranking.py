"""Ranking beside what a user would otherwise write: pandas over the same columns, and a search by nearest neighbours.

All three answer "similar in size, near the coast, in an agglomeration" for the same seekers, in one run. Only
citymatch explains, excludes and orders ties; the others give a bare order. Ratios count, not seconds.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

import citymatch as cm

SEEKERS = [
    "Pinole, California", "Norman, Oklahoma", "Decorah, Iowa", "Twin Falls, Idaho", "Fort Pierce, Florida",
    "Albany, Oregon", "Marshalltown, Iowa", "Odessa, Texas", "Surfside, Florida", "Naperville, Illinois",
]  # fmt: skip
RUNS = 3


def with_pandas(places: pd.DataFrame, seekers: pd.DataFrame) -> None:
    """The three criteria as columns of a frame, one seeker after the other, then the 20 largest."""
    for seeker in seekers.itertuples():
        size = 1 - (np.log(places["population"] / seeker.population).abs() / np.log(10)).clip(0, 1)
        coast = 1 - ((places["coast_km"] - seeker.coast_km).abs() / 50).clip(0, 1)
        crowd = 1 - (np.log(places["people_50km"] / seeker.people_50km).abs() / np.log(4)).clip(0, 1)
        places.assign(score=(size + coast + crowd) / 3).nlargest(20, "score")


def with_neighbours(places: pd.DataFrame, seekers: pd.DataFrame) -> None:
    """Nearest neighbours in the scaled logarithms of the three columns."""

    def scaled(frame: pd.DataFrame) -> np.ndarray:
        return np.log1p(frame[["population", "coast_km", "people_50km"]].to_numpy()) / [1.0, 2.0, 1.0]

    NearestNeighbors(n_neighbors=20).fit(scaled(places)).kneighbors(scaled(seekers))


def best(job: Callable[[], object]) -> float:
    """The shortest of some runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    ranker = cm.PartnerRanker("pinole").fit()
    columns = ["population", "coast_km", "people_50km"]
    places = ranker.pool_.table.to_frame(columns).astype(float).query("people_50km > 0").dropna()
    found = [cm.resolve(seeker).community for seeker in SEEKERS]
    seekers = pd.DataFrame(
        [{name: ranker.profile(c)[name] for name in columns} for c in found if c is not None]
    )
    jobs: dict[str, Callable[[], object]] = {
        "citymatch rank_many": lambda: ranker.rank_many(found, top=20),
        "citymatch rank_many, 2 threads": lambda: ranker.rank_many(found, top=20, n_jobs=2),
        "citymatch rank, explained": lambda: [list(ranker.rank(seeker, top=20)) for seeker in found],
        "pandas columns": lambda: with_pandas(places, seekers),
        "scikit-learn neighbours": lambda: with_neighbours(places, seekers),
    }
    times = {name: best(job) for name, job in jobs.items()}
    base = times["pandas columns"]
    print(f"{len(seekers)} seekers, {len(places):,} candidates")
    for name, seconds in times.items():
        print(f"{name:32s} {1000 * seconds / len(seekers):7.1f} ms a seeker  {seconds / base:5.2f} x pandas")


if __name__ == "__main__":
    main()
