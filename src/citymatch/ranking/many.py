"""Many seekers at once, shared out among threads, processes or the workers of a cluster."""

from __future__ import annotations

import math
import pickle
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar
from uuid import uuid4

import numpy as np
import numpy.typing as npt

from citymatch.extras import extra
from citymatch.places import Community

from .engine import Engine, Stated
from .errors import OptionError

FloatArray = npt.NDArray[np.float64]
Answer = TypeVar("Answer")
BACKENDS = ("threading", "loky", "multiprocessing", "dask")
"""Where work may be done: threads of this process, processes, or the workers of a Dask cluster; beside these, every
backend that somebody has registered with joblib."""

LEAST = 16
"""So many seekers go to a worker at once, at least: an engine takes a while to start."""


class Shared:
    """An engine on its way to other processes: it is unpickled once in each, however many pieces of work come."""

    def __init__(self, engine: Engine, token: str = ""):
        self.engine = engine
        self.token = token or uuid4().hex

    @cached_property
    def _content(self) -> bytes:
        return pickle.dumps(self.engine, protocol=pickle.HIGHEST_PROTOCOL)

    def __reduce__(self) -> tuple[Any, ...]:
        return _arrived, (self.token, self._content)


_HERE: dict[str, Engine] = {}


def _arrived(token: str, content: bytes) -> Shared:
    if token not in _HERE:
        _HERE.clear()  # one engine is enough for a process
        _HERE[token] = pickle.loads(content)
    return Shared(_HERE[token], token)


def best_of_many(
    engine: Engine,
    seekers: Sequence[Community],
    top: int,
    policy: Stated | None = None,
    n_jobs: int = 1,
    backend: str | None = None,
) -> tuple[npt.NDArray[np.object_], FloatArray]:
    """The ids and scores of the best `top` candidates of each seeker, both of shape (seekers, top)."""
    size = min(top, len(engine.pool))
    number = pieces(len(seekers), workers(n_jobs))
    shared = Shared(engine)
    work = [(shared, list(some), size, policy) for some in np.array_split(_objects(seekers), number)]
    found = list(shared_out(_best, work, n_jobs, backend)) if len(seekers) else []
    if not found:
        return np.full((0, size), "", dtype=object), np.full((0, size), np.nan)
    return np.concatenate([ids for ids, _ in found]), np.concatenate([scores for _, scores in found])


def _objects(items: Sequence[Any]) -> npt.NDArray[np.object_]:
    found = np.empty(len(items), object)
    found[:] = items
    return found


def _best(
    shared: Shared, seekers: Sequence[Community], size: int, policy: Stated | None
) -> tuple[npt.NDArray[np.object_], FloatArray]:
    engine = shared.engine
    ids = np.full((len(seekers), size), "", dtype=object)
    scores = np.full((len(seekers), size), np.nan)
    for position, seeker in enumerate(seekers):
        best, found = engine.best_ids(seeker, size, policy)
        ids[position, : len(best)] = best
        scores[position, : len(best)] = found
    return ids, scores


def pieces(seekers: int, n_workers: int) -> int:
    """Into how many pieces the seekers are cut: a few for each worker, none too small.

    >>> pieces(10, 1), pieces(1000, 2), pieces(20, 4)
    (1, 8, 1)
    """
    return 1 if n_workers == 1 else max(1, min(4 * n_workers, seekers // LEAST))


def workers(n_jobs: int) -> int:
    """How many workers are meant: -1 is one per core, -2 one less. Raises OptionError for 0 and for no whole number.

    >>> workers(3)
    3
    """
    if isinstance(n_jobs, bool) or not isinstance(n_jobs, int) or n_jobs == 0:
        raise OptionError(f"n_jobs must be a number of workers, or -1 for one per core, not {n_jobs!r}")
    if n_jobs > 0:
        return n_jobs
    from joblib import cpu_count

    return max(int(cpu_count()) + 1 + n_jobs, 1)


def shared_out(
    work: Callable[..., Answer], items: Sequence[tuple[Any, ...]], n_jobs: int = 1, backend: str | None = None
) -> Iterator[Answer]:
    """`work(*item)` for each item, in order, as each is done. The first item of each tuple may be a `Shared`.

    Raises OptionError for a backend that does not exist, MissingExtra where Dask is not installed.
    """
    if backend is None and workers(n_jobs) == 1:
        for item in items:
            yield work(*item)
        return
    from joblib import Parallel, delayed, parallel_config
    from joblib.parallel import BACKENDS as REGISTERED

    if backend is not None and backend not in (*BACKENDS, *REGISTERED):
        raise OptionError(f"backend must be one of {', '.join(BACKENDS)}, not {backend!r}")

    chosen = backend or "threading"
    if chosen == "dask":
        extra("distributed", "dask", "Dask workers")
    with parallel_config(backend=chosen):
        yield from Parallel(
            n_jobs=n_jobs, return_as="list" if chosen == "dask" else "generator", batch_size=1
        )(delayed(work)(*item) for item in items)


def cut(items: Sequence[Answer], size: int) -> list[Sequence[Answer]]:
    """The items in pieces of a size, the last one shorter.

    >>> cut([1, 2, 3], 2)
    [[1, 2], [3]]
    """
    return [items[n * size : (n + 1) * size] for n in range(math.ceil(len(items) / size))]
