"""The command as a user runs it, beside the imports that any analysis of this kind would pay for.

python benchmarks/whole_process.py [--quick]
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from measuring import Goal, Section, alone, figure, plain_environment

IMPORT, DEEPER = "import pandas, sklearn", "import pandas, sklearn.base, sklearn.preprocessing"
RANK, BATCH = 'citymatch rank "Pinole, California"', "citymatch batch"
TEXT = """\
Whole processes, from start to exit, output thrown away; the batch writes its files to a directory. By turns, the
best of {runs} (the batch: of {batches}) counts; the first run is shown too, since it may find nothing in the file
cache. Importing a library does nothing yet: it is what any script that ranks with pandas and scikit-learn pays
before its first line. `import sklearn` alone loads little of scikit-learn, so the imports that a script would use
stand in the second row. The batch ranks for the {seekers} members of the built-in list and writes {megabytes:.1f}
MB of tables and explanations."""


def measure(quick: bool = False) -> Section:
    """The ratios of one ranking and of the batch to the imports."""
    runs, batches = (5, 2) if quick else (9, 3)
    command = str(Path(sys.executable).with_name("citymatch"))
    with tempfile.TemporaryDirectory() as directory:
        jobs = {
            IMPORT: [sys.executable, "-c", IMPORT],
            DEEPER: [sys.executable, "-c", DEEPER],
            RANK: [command, "rank", "Pinole, California"],
            BATCH: [command, "batch", "--output", directory],
        }
        seconds: dict[str, list[float]] = {name: [] for name in jobs}
        memory = dict.fromkeys(jobs, 0.0)
        for run in range(runs):
            for name, arguments in jobs.items():
                if name == BATCH and run >= batches:
                    continue
                took, megabytes = once(arguments)
                seconds[name].append(took)
                memory[name] = max(memory[name], megabytes)
        files = list(Path(directory).iterdir())
        size = sum(path.stat().st_size for path in files) / 1e6
        ranked = sum(path.suffix == ".json" for path in files)
    best = {name: min(each) for name, each in seconds.items()}
    rows = [
        (
            f"`{name}`",
            f"{best[name]:.2f} s",
            f"{seconds[name][0]:.2f} s",
            f"{figure(best[name] / best[IMPORT])} x",
            f"{figure(best[name] / best[DEEPER])} x",
            f"{memory[name]:.0f} MB",
        )
        for name in jobs
    ]
    goals = [
        Goal("`citymatch rank` as a process", best[RANK] / best[IMPORT], "x the imports", 0.8, 0.5),
        Goal("`citymatch batch` of the list", best[BATCH] / best[IMPORT], "x the imports", 1.5, 1),
    ]
    text = TEXT.format(runs=runs, batches=batches, seekers=ranked, megabytes=size)
    head = ("process", "best", "first run", "to the first row", "to the second", "largest memory")
    return Section("The command as a process", text, head, rows, goals)


def once(arguments: list[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=plain_environment()
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} gave exit code {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    alone(measure, __doc__)
