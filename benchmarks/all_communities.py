"""Every US community by every candidate, exact top 50: minutes, peak memory, and the cost of a billion pairs.

python benchmarks/all_communities.py [--quick]
"""

from __future__ import annotations

import json
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import psutil
import seekers
from backends import BACKENDS, TOP, WORKERS
from measuring import Goal, Section, alone, figure, plain_environment, table

SAMPLE, SERIAL_SAMPLE = 500, 300
TEXT = """\
The seekers are all {all:,} US communities that can sign under their own name: the World's rows of the country US
that are candidates, which are cities, boroughs, villages, towns and townships that govern themselves, and
{counties:,} counties and their like. For each the exact best {top} under `default` are found among all {pool:,}
candidates ({abroad:,} of them abroad; those of its own country are left out). {workers} processes share the work.
Time runs from the start of the first worker, with imports and fitting, to the last answer; memory is that of all
processes together at its peak, shared pages once.

{honest}"""
WHOLE = "All of them were ranked for."
SAMPLED = """\
**A sample, not the whole**: {n} of the {all:,} seekers, drawn by a seed, were ranked for in {seconds:.1f} s after a
start of {ready:.1f} s. The minutes are the start and the sample's time multiplied; the memory is the sample's, so that
the answers of the others are not in it."""
COST = """### Cost of a billion pairs

A pair is a seeker and a candidate abroad. The start is not in it; it is paid once."""
COLUMNS = (
    "backend",
    "seekers",
    "start",
    "ranking",
    "seconds a billion pairs",
    "processor time, all",
    "peak memory",
)


@dataclass(frozen=True)
class Run:
    """What one run of a backend took."""

    asked: int
    ready: float
    ranking: float
    worked: float
    megabytes: float

    def seconds(self, number: int) -> float:
        """The whole time for so many seekers."""
        return self.ready + self.ranking * number / self.asked

    @property
    def billion(self) -> float:
        """Seconds of a billion pairs."""
        return self.ranking / self.asked / seekers.abroad() * 1e9


def measure(quick: bool = False) -> Section:
    """All US communities over two processes (a sample of them if quick), and the cost by backend."""
    rows = np.random.default_rng(seekers.SEED).permutation(seekers.american())
    runs = {name: run(name, rows[: _size(name, len(rows), quick)]) for name in BACKENDS}
    chosen = runs["processes"]
    minutes, gigabytes = chosen.seconds(len(rows)) / 60, chosen.megabytes / 1000
    note = f"from a sample of {chosen.asked}" if chosen.asked < len(rows) else ""
    goals = [
        Goal("all US communities by all candidates", minutes, "minutes", 3, 1, note=note),
        Goal("the same, peak memory", gigabytes, "GB", 1.5, 1.5, note=note),
    ]
    whole = {"all": len(rows), "n": chosen.asked, "seconds": chosen.ranking, "ready": chosen.ready}
    text = TEXT.format(
        all=len(rows), counties=_counties(), pool=len(seekers.candidates()), abroad=seekers.abroad(), top=TOP,
        workers=WORKERS, honest=(SAMPLED if note else WHOLE).format(**whole),
    )  # fmt: skip
    table_of_goals = [
        ("minutes", figure(minutes), note or "all"),
        ("peak memory", f"{gigabytes:.2f} GB", note or "all"),
        ("pairs abroad", f"{len(rows) * seekers.abroad() / 1e9:.2f} billion", "all"),
    ]
    costs = [
        (
            name,
            f"{r.asked:,}",
            f"{r.ready:.1f} s",
            f"{r.ranking:.1f} s",
            figure(r.billion),
            f"{r.worked:.1f} s",
            f"{r.megabytes:,.0f} MB",
        )
        for name, r in runs.items()
    ]
    after = COST + "\n\n" + table(COLUMNS, costs)
    return Section("All US communities", text, ("what", "measured", "of"), table_of_goals, goals, after)


def run(backend: str, rows: np.ndarray) -> Run:
    """One run of a backend as a process of its own, whose memory is watched from outside. The first seeker only
    makes it ready."""
    asked = seekers.communities(np.append(seekers.american()[:1], rows))
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "seekers.pickle"
        path.write_bytes(pickle.dumps(asked))
        command = [sys.executable, str(Path(__file__).with_name("backends.py")), backend, str(path)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=plain_environment()) as process:
            watch = _Watch(process.pid)
            watch.start()
            output, _ = process.communicate()
            watch.stop()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if process.returncode:
        sys.exit(f"the backend {backend} gave exit code {process.returncode}")
    told = json.loads(output)
    return Run(len(asked) - 1, told["ready"], told["ranking"], worked, watch.peak / 1e6)


class _Watch(threading.Thread):
    """The largest memory of a process and its children together, looked at ten times a second."""

    def __init__(self, pid: int):
        super().__init__(daemon=True)
        self.pid, self.peak, self._done = pid, 0, threading.Event()

    def run(self) -> None:
        while not self._done.wait(0.1):
            try:
                root = psutil.Process(self.pid)
                held = sum(_held(process) for process in [root, *root.children(recursive=True)])
            except psutil.Error:
                continue
            self.peak = max(self.peak, held)

    def stop(self) -> None:
        self._done.set()
        self.join()


def _held(process: psutil.Process) -> int:
    """The bytes of a process: its share of what it has in common with others where the system tells that."""
    try:
        memory = process.memory_full_info()
    except psutil.Error:
        return 0
    return int(getattr(memory, "pss", 0) or memory.rss)


def _size(backend: str, everybody: int, quick: bool) -> int:
    """How many are ranked for: one process alone is slow, and a part is enough for its cost a pair."""
    if quick:
        return SERIAL_SAMPLE if backend == "serial" else SAMPLE
    return everybody if backend == "processes" else 4 * SERIAL_SAMPLE


def _counties() -> int:
    from citymatch.datasets import load_world

    return int((np.asarray(load_world()["layer"])[seekers.american()].astype(str) == "county").sum())


if __name__ == "__main__":
    alone(measure, __doc__)
