"""Ways to rank for very many seekers, and one run of one of them as a process of its own.

    python benchmarks/backends.py NAME SEEKERS.pickle

A backend is a context manager: entering it makes everything ready, and what it gives ranks for a list of seekers. A new
one (a cluster, say) is one such function and one line in `BACKENDS`. What is printed is JSON: the seconds until it
is ready, and those of the ranking.
"""

from __future__ import annotations

import json
import multiprocessing
import pickle
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Any

import numpy as np

import citymatch as cm

TOP, WORKERS, CHUNK = 50, 2, 25
Answer = tuple[Any, Any]
Rank = Callable[[Sequence[cm.Community]], Answer]

_ranker: cm.PartnerRanker


@contextmanager
def serial(first: cm.Community) -> Iterator[Rank]:
    """One process, one thread."""
    _make_ready(first)
    yield _rank


@contextmanager
def processes(first: cm.Community) -> Iterator[Rank]:
    """Two processes, each with a ranker of its own, that take a few seekers at a time."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(WORKERS + 1)
    with context.Pool(WORKERS, _make_ready, (first, ready)) as pool:
        ready.wait()

        def rank(seekers: Sequence[cm.Community]) -> Answer:
            chunks = [seekers[start : start + CHUNK] for start in range(0, len(seekers), CHUNK)]
            ids, scores = zip(*pool.imap(_rank, chunks), strict=True)
            return np.concatenate(ids), np.concatenate(scores)

        yield rank


BACKENDS: dict[str, Callable[[cm.Community], AbstractContextManager[Rank]]] = {
    "serial": serial,
    "processes": processes,
}


def _make_ready(first: cm.Community, ready: Barrier | None = None) -> None:
    global _ranker
    _ranker = cm.PartnerRanker("default").fit()
    _rank([first])
    if ready is not None:
        ready.wait()


def _rank(seekers: Sequence[cm.Community]) -> Answer:
    return _ranker.rank_many(seekers, top=TOP)


def main(name: str, path: str) -> None:
    """Rank for the pickled seekers and print the seconds."""
    first, *seekers = pickle.loads(Path(path).read_bytes())
    start = time.perf_counter()
    with BACKENDS[name](first) as rank:
        ready = time.perf_counter()
        ids, _ = rank(seekers)
        done = time.perf_counter()
    assert ids.shape == (len(seekers), TOP) and (ids != "").all()
    print(json.dumps({"ready": ready - start, "ranking": done - ready}))


if __name__ == "__main__":
    main(*sys.argv[1:])
