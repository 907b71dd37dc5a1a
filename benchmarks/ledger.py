"""Writers of one ledger that are killed at random moments: no line is lost that was reported as written, and no file is
ever half of one.

python benchmarks/ledger.py [RUNS] [SEED]    200 runs killed with SIGKILL, then two writers of 50 offers each at once
"""

from __future__ import annotations

import os
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from citymatch.datasets import load_world
from citymatch.ledger import add_offer, read_ledger

SEEKER = "Pinole, California"
LONGEST = 0.25
"""A writer is killed within so many seconds of its start."""


def ids(number: int) -> list[str]:
    """So many communities abroad by their ids."""
    world = load_world()
    rows = [
        n for n in range(0, len(world), 7) if world["not_candidate"][n] == "" and world["country"][n] != "US"
    ]
    return [world.community_id(row) for row in rows[:number]]


def writer(path: Path, candidates: list[str], seeker: str, told: int) -> None:
    """Add an offer for each candidate, and report each as soon as it is written."""
    for each in candidates:
        add_offer(path, seeker, each, "2026-05-03")
        os.write(told, f"{each}\n".encode())


def started(path: Path, candidates: list[str], seeker: str) -> tuple[int, int]:
    """A writer in a process of its own: its number, and where it reports."""
    reading, told = os.pipe()
    if (child := os.fork()) == 0:
        os.close(reading)
        writer(path, candidates, seeker, told)
        os._exit(0)
    os.close(told)
    return child, reading


def reported(reading: int) -> list[str]:
    """What a writer reported before it ended."""
    with os.fdopen(reading, "rb") as pipe:
        return pipe.read().decode().split()


def killed(path: Path, runs: int, seed: int) -> tuple[int, int, int]:
    """How many writers were killed in the midst of it, how many lines they reported, and how many of these are lost.

    Raises where the file cannot be read after any of them, or a line of it is not whole.
    """
    moments, lost, inside = random.Random(seed), 0, 0
    candidates = ids(40 * runs)
    expected: list[str] = []
    for run in range(runs):
        child, reading = started(path, candidates[40 * run : 40 * run + 40], SEEKER)
        time.sleep(moments.uniform(0, LONGEST))
        os.kill(child, signal.SIGKILL)
        inside += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        expected += reported(reading)
        if path.exists():
            whole(path)
            lost += len(set(expected) - {offer.candidate_id for offer in read_ledger(path).offers})
    return inside, len(expected), lost


def whole(path: Path) -> None:
    """Raise AssertionError where a line of the file is not whole."""
    content = path.read_bytes()
    assert content.endswith(b"\r\n"), f"{path}: does not end with a whole line"
    for line in content.splitlines():
        assert line.count(b'"') % 2 == 0, f"{path}: {line!r} is half a line"


def at_once(path: Path, each: int) -> int:
    """How many lines two writers at once leave of so many each."""
    candidates = ids(2 * each)
    writers = [
        started(path, candidates[:each], SEEKER),
        started(path, candidates[each:], "Oakland, California"),
    ]
    for child, reading in writers:
        assert len(reported(reading)) == each
        os.waitpid(child, 0)
    return len(read_ledger(path))


def main() -> None:
    """Print both figures."""
    runs, seed = (int(sys.argv[n]) if len(sys.argv) > n else usual for n, usual in ((1, 200), (2, 20261130)))
    with tempfile.TemporaryDirectory() as folder:
        writer(Path(folder) / "warm.csv", ids(2), SEEKER, os.open(os.devnull, os.O_WRONLY))
        (Path(folder) / "warm.csv").unlink()
        begun = time.perf_counter()
        inside, lines, lost = killed(Path(folder) / "offers.csv", runs, seed)
        left = sorted(each.name for each in Path(folder).iterdir() if each.name != "offers.csv")
        seconds, beside = time.perf_counter() - begun, ", ".join(left) or "no file"
        print(f"{runs} writers, {inside} killed at work: {lines} lines reported as written, {lost} lost, no half file "
              f"({seconds:.0f} s; seed {seed}); beside it is left {beside}")  # fmt: skip
        begun = time.perf_counter()
        print(f"two writers at once, 50 offers each: {at_once(Path(folder) / 'two.csv', 50)} of 100 lines "
              f"({time.perf_counter() - begun:.1f} s)")  # fmt: skip


if __name__ == "__main__":
    main()
