"""Ways to rank for very many seekers, and one run of one of them as a process of its own.

    python benchmarks/backends.py NAME SEEKERS.pickle

A backend is a context manager: entering it makes everything ready, and what it gives ranks for a list of seekers. What
is printed is JSON: the seconds until it is ready, and those of the ranking.
"""

from __future__ import annotations

import json
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import citymatch as cm

TOP, WORKERS = 50, 2
Answer = tuple[Any, Any]
Rank = Callable[[Sequence[cm.Community]], Answer]


@contextmanager
def serial(first: cm.Community) -> Iterator[Rank]:
    """One process, one thread."""
    ranker = _ready(first)
    yield lambda seekers: ranker.rank_many(seekers, top=TOP)


@contextmanager
def processes(first: cm.Community) -> Iterator[Rank]:
    """Two processes of joblib's, which are started and given the engine beforehand."""
    ranker = _ready(first)
    ranker.rank_many([first] * 64, top=TOP, n_jobs=WORKERS, backend="loky")
    yield lambda seekers: ranker.rank_many(seekers, top=TOP, n_jobs=WORKERS, backend="loky")


@contextmanager
def dask(first: cm.Community) -> Iterator[Rank]:
    """Two workers of a Dask cluster on this machine."""
    from distributed import Client, LocalCluster

    ranker = _ready(first)
    with (
        LocalCluster(
            n_workers=WORKERS, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        Client(cluster),
    ):
        ranker.rank_many([first] * 64, top=TOP, n_jobs=WORKERS, backend="dask")
        yield lambda seekers: ranker.rank_many(seekers, top=TOP, n_jobs=WORKERS, backend="dask")


BACKENDS: dict[str, Callable[[cm.Community], AbstractContextManager[Rank]]] = {
    "serial": serial,
    "processes": processes,
    "dask": dask,
}


def _ready(first: cm.Community) -> cm.PartnerRanker:
    """A ranker that has answered twice, so that what it works out once is there."""
    ranker = cm.PartnerRanker("default").fit()
    ranker.rank_many([first, first], top=TOP)
    return ranker


def main(name: str, path: str) -> None:
    """Rank for the pickled seekers and print the seconds."""
    first, *seekers = pickle.loads(Path(path).read_bytes())
    start = time.perf_counter()
    with BACKENDS[name](first) as rank:
        ready = time.perf_counter()
        ids, _ = rank(seekers)
        done = time.perf_counter()
    if ids.shape != (len(seekers), TOP) or (ids == "").any():
        sys.exit(f"{name} did not answer for everybody")
    print(json.dumps({"ready": ready - start, "ranking": done - ready}))


if __name__ == "__main__":
    main(*sys.argv[1:])
