"""A long list of seekers ranked into files, piece by piece: what is done stays done, whatever happens after it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from citymatch.datasets import InputError
from citymatch.extras import extra
from citymatch.places import Community
from citymatch.results.plain import harmless
from citymatch.version import __version__
from citymatch.whole import make_folder, write_bytes

from .engine import Engine, Stated
from .many import Shared, cut, shared_out

FORMS = ("csv", "parquet")
COLUMNS = ("seeker_id", "rank", "community_id", "score")
RUN = "run.json"
TRIES = 3
"""So often in a row a run may lose its workers without finishing a single piece before it gives up."""


@dataclass(frozen=True)
class Stream:
    """A run into a directory: its parts in the order of the seekers, and which of them are there."""

    directory: Path
    parts: tuple[Path, ...]
    seekers: int
    done_before: int

    @property
    def missing(self) -> tuple[Path, ...]:
        """The parts that are not there yet."""
        return tuple(part for part in self.parts if not part.exists())

    @property
    def finished(self) -> bool:
        """Whether every part is there."""
        return not self.missing


def rank_into(
    engine: Engine,
    directory: Path,
    seekers: Sequence[Community],
    top: int,
    policy: Stated | None = None,
    *,
    form: str = "csv",
    piece: int = 500,
    n_jobs: int = 1,
    backend: str | None = None,
    progress: Callable[[int, int], None] | None = None,
    beside: Mapping[str, Mapping[str, str]] | None = None,
) -> Stream:
    """Rank for many seekers into files `part-00000.csv` (or .parquet) of `piece` seekers each.

    Each file is written whole or not at all, by the worker that ranked for it; workers of a cluster have to see the
    same directory. A run that was killed goes on where it stopped, and one that is finished is recognised: `run.json`
    says what the run is, and a directory that holds another one is refused with InputError. When a worker is killed
    its piece is done again. `progress` is called with the number of parts done and the total. `beside` holds texts that
    stand beside the rows of a seeker, by its id and by the name of their column.
    """
    if form not in FORMS:
        raise InputError(f"the form of a stream must be one of {', '.join(FORMS)}, not {form!r}")
    if isinstance(piece, bool) or not isinstance(piece, int) or piece < 1:
        raise InputError(f"piece must be a whole number of at least 1, not {piece!r}")
    if form == "parquet":
        extra("pyarrow", "parquet", "Parquet files")
    distinct = list({seeker.id: seeker for seeker in seekers}.values())
    some = cut(distinct, piece)
    make_folder(directory)
    parts = tuple(directory / f"part-{number:05d}.{form}" for number in range(len(some)))
    _same_run(directory, _described(engine, distinct, top, policy, form, piece) | _told(beside))
    before = sum(part.exists() for part in parts)
    shared, fruitless = Shared(engine), 0
    while fruitless < TRIES:
        left = [number for number, part in enumerate(parts) if not part.exists()]
        work = [(shared, some[number], top, policy, parts[number], form, beside or {}) for number in left]
        try:
            for _ in shared_out(_rank_piece, work, n_jobs, backend):
                if progress is not None:
                    progress(sum(part.exists() for part in parts), len(parts))
            break
        except lost_workers():
            fruitless = 0 if any(parts[number].exists() for number in left) else fruitless + 1
            if fruitless == TRIES:
                raise
    return Stream(directory, parts, len(distinct), before)


def lost_workers() -> tuple[type[Exception], ...]:
    """What is raised when a worker dies on the way, and not when the work itself goes wrong."""
    from concurrent.futures.process import BrokenProcessPool

    cluster = sys.modules.get("distributed")
    return (BrokenProcessPool, *([cluster.KilledWorker] if cluster is not None else []))


def _rank_piece(
    shared: Shared,
    seekers: Sequence[Community],
    top: int,
    policy: Stated | None,
    path: Path,
    form: str,
    beside: Mapping[str, Mapping[str, str]],
) -> str:
    """Rank for some seekers and write their part; gives its name."""
    engine = shared.engine
    owner, rank, ids, scores = list[str](), list[int](), list[str](), list[float]()
    for seeker in seekers:
        best, found = engine.best_ids(seeker, top, policy)
        owner += [seeker.id] * len(best)
        rank += range(1, len(best) + 1)
        ids += best.tolist()
        scores += found.tolist()
    columns: dict[str, list[Any]] = dict(zip(COLUMNS, (owner, rank, ids, scores), strict=True))
    for name in dict.fromkeys(name for texts in beside.values() for name in texts):
        columns[name] = [beside.get(id_, {}).get(name, "") for id_ in owner]
    write_bytes(path, _parquet(columns) if form == "parquet" else _csv(columns))
    return path.name


def _csv(columns: dict[str, list[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(map(harmless, columns))
    writer.writerows(zip(*(map(harmless, values) for values in columns.values()), strict=True))
    return out.getvalue().encode()


def _parquet(columns: dict[str, list[Any]]) -> bytes:
    pyarrow = extra("pyarrow", "parquet", "Parquet files")
    parquet = extra("pyarrow.parquet", "parquet", "Parquet files")
    out = io.BytesIO()
    arrays = {**columns, "rank": np.array(columns["rank"], np.int32)}
    parquet.write_table(pyarrow.table(arrays), out, compression="zstd")
    return out.getvalue()


def _described(
    engine: Engine,
    seekers: Sequence[Community],
    top: int,
    policy: Stated | None,
    form: str,
    piece: int,
) -> dict[str, Any]:
    """What makes a run the one that it is."""
    asked = hashlib.sha256("\n".join(f"{s.id} {s.population}" for s in seekers).encode()).hexdigest()
    among = hashlib.sha256("\n".join(engine.pool.ids.tolist()).encode()).hexdigest()
    named = "each seeker's own" if policy is None else engine.compile(policy).key
    return {
        "citymatch": __version__, "snapshot": engine.world.fingerprint, "policy": named,
        "options": str(engine.options), "seekers": len(seekers), "seekers_sha256": asked,
        "candidates_sha256": among, "top": top, "form": form, "piece": piece,
    }  # fmt: skip


def _told(beside: Mapping[str, Mapping[str, str]] | None) -> dict[str, Any]:
    """What stands beside the rows, where anything does."""
    if not any((beside or {}).values()):
        return {}
    text = json.dumps({id_: dict(texts) for id_, texts in (beside or {}).items()}, sort_keys=True)
    return {"beside_sha256": hashlib.sha256(text.encode()).hexdigest()}


def _same_run(directory: Path, described: dict[str, Any]) -> None:
    """Write down what the run is, or see that it is the one that the directory holds already."""
    path = directory / RUN
    text = json.dumps(described, indent=1, sort_keys=True) + "\n"
    if not path.exists():
        write_bytes(path, text.encode())
        return
    try:
        known = json.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise InputError(f"{path}: does not say what the run is ({error})") from error
    other = sorted(key for key in {*known, *described} if known.get(key) != described.get(key))
    if other:
        raise InputError(
            f"{directory}: holds another run, with other {', '.join(other)}; choose another directory, or remove it"
        )
