"""Many members who all want the same few communities: what somebody gives up, what is proved of it, and the seconds.

python benchmarks/crowd.py [MEMBERS] [COUNTRIES]    130 members by lot, and DK,NO,SE, where nobody says it
"""

from __future__ import annotations

import sys
import time

import numpy as np

import citymatch as cm
from citymatch.datasets import load_world

SEED = 7
LEAST_PEOPLE = 20_000


def members(number: int) -> list[str]:
    """So many governments of the United States with more people than that, drawn by the seed, by their ids."""
    world = load_world()
    large = np.nan_to_num(np.asarray(world["population"])) > LEAST_PEOPLE
    home = np.asarray(world.labels("country").isin({"US"})) & (np.asarray(world["not_candidate"]) == "")
    rows = np.random.default_rng(SEED).choice(np.flatnonzero(large & home), number, replace=False)
    return [world.community_id(row) for row in rows.tolist()]


def main() -> None:
    """Print the figures."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 130
    countries = (sys.argv[2] if len(sys.argv) > 2 else "DK,NO,SE").split(",")
    begun, used = time.perf_counter(), time.process_time()
    offers = cm.assign(members(number), country=countries).offers
    wall, used = time.perf_counter() - begun, time.process_time() - used
    print(
        f"{number} members, {', '.join(countries)}: the one that gives up most gives up {offers.gives_up} points, in "
        f"every way somebody {offers.gives_up_at_least} or more; {offers.total:,.1f} points in all, "
        f"{offers.total_at_most:,.1f} at most; {wall:.0f} s ({used:.0f} s of processor time)"
    )


if __name__ == "__main__":
    main()
