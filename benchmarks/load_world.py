"""How long the World snapshot takes to load with every column decoded, and how much memory it adds.

python benchmarks/load_world.py [--quick]
"""

from __future__ import annotations

import json
import subprocess
import sys

from measuring import Goal, Section, alone, plain_environment

RUN = """
import json, resource, time
from citymatch.datasets import load_world
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
world = load_world()
for column in world.columns:
    world[column]
world.alternate_name
seconds = time.perf_counter() - start
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(json.dumps([len(world), len(world.alternate_name), seconds, grown / 1024]))
"""
TEXT = """\
{places:,} places with {names:,} other names, every column decoded. Each of {runs} runs is a process of its own, so
that nothing is warm but the file; the fastest counts, and the largest memory."""


def measure(quick: bool = False) -> Section:
    """The figures of the fastest of some runs."""
    runs = 3 if quick else 7
    command = [sys.executable, "-c", RUN]
    found = [json.loads(subprocess.check_output(command, env=plain_environment())) for _ in range(runs)]
    seconds, megabytes = min(run[2] for run in found), max(run[3] for run in found)
    goals = [
        Goal("loading the snapshot", seconds, "s", 0.15, 0.15),
        Goal("the same, memory added", megabytes, "MB", 100, 100),
    ]
    text = TEXT.format(places=found[0][0], names=found[0][1], runs=runs)
    rows = [(f"{seconds:.3f} s", f"{megabytes:.0f} MB")]
    return Section("The snapshot", text, ("time to load", "memory added"), rows, goals)


if __name__ == "__main__":
    alone(measure, __doc__)
