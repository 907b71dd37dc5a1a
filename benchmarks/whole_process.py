"""The command as a user runs it, beside the imports that any analysis of this kind would pay for.

Each figure is the best of several runs, in turn, in one go: wall time, and the largest resident memory.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5


def once(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} gave exit code {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def main() -> None:
    command = str(Path(sys.executable).with_name("citymatch"))
    with tempfile.TemporaryDirectory() as directory:
        jobs = {
            "import pandas, sklearn": [sys.executable, "-c", "import pandas, sklearn"],
            "rank Pinole": [command, "rank", "Pinole, California"],
            "batch of the list": [command, "batch", "--output", directory],
        }
        best = {name: (float("inf"), 0.0) for name in jobs}
        for _ in range(RUNS):
            for name, arguments in jobs.items():
                seconds, megabytes = once(arguments)
                best[name] = (min(best[name][0], seconds), max(best[name][1], megabytes))
        output = sum(path.stat().st_size for path in Path(directory).iterdir()) / 1e6
    base = best["import pandas, sklearn"][0]
    for name, (seconds, megabytes) in best.items():
        print(f"{name:24s} {seconds:6.2f} s  {seconds / base:5.2f} x the imports  {megabytes:5.0f} MB")
    print(f"output of the batch: {output:.1f} MB")


if __name__ == "__main__":
    main()
