"""Offers for a whole list: the time as a process, how steady they are, and a match of a thousand by a thousand.

python benchmarks/assignment.py [--quick]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

COMMAND = "from citymatch.cli import main; raise SystemExit(main())"
SEED = 7
POLICY = """name = "wishes"
[[criteria]]
extractor = "size"
weight = 3
[[criteria]]
extractor = "water"
[[criteria]]
extractor = "climate"
"""


def process(arguments: list[str]) -> tuple[float, float, float]:
    """Wall time, processor time and the largest memory (MB) of the command with these arguments."""
    before, start = os.times(), time.perf_counter()
    subprocess.run([sys.executable, "-c", COMMAND, *arguments], check=False, stdout=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, os.times()
    used = after.children_user - before.children_user + after.children_system - before.children_system
    return wall, used, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def built_in_list() -> str:
    """The built-in list with three leads, twice: seconds, and whether the files are the same."""
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as two:
        runs = [process(["assign", "--output", folder]) for folder in (one, two)]
        names = sorted(path.name for path in Path(one).iterdir())
        same = all((Path(one) / name).read_bytes() == (Path(two) / name).read_bytes() for name in names)
    wall, used = (min(run[n] for run in runs) for n in (0, 1))
    return (
        f"66 members, all candidates, three leads: {wall:.1f} s ({used:.1f} s of processor time), "
        f"{runs[0][2]:,.0f} MB; a second run writes the same {len(names)} files byte by byte: {same}"
    )


def steadiness(number: int | None) -> str:
    """How many offers of the others change when a member joins, for each member left out or for some drawn by lot."""
    import citymatch as cm
    from citymatch.places import resolve_many

    lines = [line for line in resolve_many(None) if line.community is not None]
    members = [line.community for line in lines if line.community is not None]
    everyone = _offers(cm.assign(members))
    left_out = np.random.default_rng(SEED).permutation(len(members))[:number].tolist()
    shares: list[float] = []
    kept: list[float] = []
    for out in left_out:
        others = cm.assign([each for n, each in enumerate(members) if n != out])
        before = _offers(others)
        after = _offers(cm.assign(members, previous=others)) if len(kept) < 3 else None
        shares.append(_changed(before, everyone))
        kept += [_changed(before, after)] if after is not None else []
    return (
        f"a member joins ({len(left_out)} of 66 tried): {max(shares):.1%} of the others' offers change at most, "
        f"{np.mean(shares):.1%} on average; with the earlier offers given, {max(kept):.1%} at most ({len(kept)} tried)"
    )


def _offers(found: object) -> dict[str, set[str]]:
    return {
        each.seeker_id: {offer.community_id for offer in each.offers}
        for each in found.offers.seekers  # type: ignore[attr-defined]
    }


def _changed(before: dict[str, set[str]], after: dict[str, set[str]]) -> float:
    return sum(len(own - after[seeker]) for seeker, own in before.items()) / sum(map(len, before.values()))


def both_sides(size: int) -> str:
    """So many seekers of the United States by so many communities abroad: a third of these has a policy of its own, a
    third names three seekers, a third has no wishes."""
    with tempfile.TemporaryDirectory() as folder:
        seekers, foreign = Path(folder) / "seekers.csv", Path(folder) / "foreign.csv"
        _draw(size, seekers, foreign)
        wall, used, memory = process(
            ["assign", str(seekers), "--foreign", str(foreign), "--output", str(Path(folder) / "out")]
        )
    what = f"{size:,} seekers by {size:,} communities that ask"
    return f"{what}: {wall:.1f} s ({used:.1f} s of processor time), {memory:,.0f} MB"


def _draw(size: int, seekers: Path, foreign: Path) -> None:
    """Seekers and communities drawn by the seed, by their ids."""
    from citymatch.datasets import load_world

    world, rng = load_world(), np.random.default_rng(SEED)
    open_to = np.asarray(world["not_candidate"] == "") & (
        np.nan_to_num(np.asarray(world["population"])) > 5_000
    )
    home = np.asarray(world.labels("country").isin({"US"}))
    policy = foreign.with_name("wishes.toml")
    policy.write_text(POLICY, "utf-8")
    ours, theirs = (
        [
            world.community_id(row)
            for row in rng.choice(np.flatnonzero(open_to & side), size, replace=False).tolist()
        ]
        for side in (home, ~home)
    )
    seekers.write_text("\n".join(["community_id", *ours]) + "\n", "utf-8")
    lines = ["community_id,policy,prefers"]
    for number, each in enumerate(theirs):
        named = "; ".join(rng.choice(ours, 3, replace=False)) if number % 3 == 1 else ""
        lines.append(f"{each},{policy if number % 3 == 0 else ''},{named}")
    foreign.write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="ten members left out, and 100 by 100")
    quick = parser.parse_args().quick
    print(built_in_list(), flush=True)
    print(both_sides(100 if quick else 1_000), flush=True)
    print(steadiness(10 if quick else None), flush=True)


if __name__ == "__main__":
    main()
