"""How long the World snapshot takes to load with every column decoded, and how much memory it adds.

    python benchmarks/load_world.py

Each run is a process of its own, so that nothing is warm but the file. The figures to reach: 0.15 s, 100 MB.
"""

from __future__ import annotations

import json
import subprocess
import sys

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


def main(runs: int = 7) -> None:
    """Print the figures of the fastest of some runs."""
    found = [json.loads(subprocess.check_output([sys.executable, "-c", RUN])) for _ in range(runs)]
    places, names, *_ = found[0]
    print(f"{places:,} places with {names:,} other names, every column decoded")
    print(f"time    {min(run[2] for run in found):.3f} s (the fastest of {runs} processes)")
    print(f"memory  {max(run[3] for run in found):.0f} MB more than before")


if __name__ == "__main__":
    main()
