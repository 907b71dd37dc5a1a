"""How the time grows: twice the seekers, and twice the candidates.

python benchmarks/growth.py [--quick]
"""

from __future__ import annotations

import numpy as np
import seekers
from measuring import Goal, Section, alone, by_turns, figure, milliseconds, one_thread

import citymatch as cm

TEXT = """\
Under `default`, one process, one call of `rank_many` for each figure, top 50; other seekers in each of {runs}
rounds, the best counts. *Twice the seekers*: {few} and {many} of them. *Twice the candidates*: the same {few}
seekers against a random half of the countries outside the US, which hold {half:,} candidates, and against all
countries outside the US, which hold {whole:,}; the half is chosen by the keyword `country`."""


def measure(quick: bool = False) -> Section:
    """The two ratios."""
    runs, few = (3, 30) if quick else (7, 100)
    chosen, half = _half_of_the_countries()
    everywhere = sorted(set(seekers.countries()) - {"US"})
    with one_thread():
        ranker = cm.PartnerRanker("default").fit()
        smaller = cm.PartnerRanker("default", country=chosen).fit()
        larger = cm.PartnerRanker("default", country=everywhere).fit()
        batches = seekers.batches(4 * runs + 1, few, seed=6)
        warm, asked = batches[0], batches[1:]
        for each in (ranker, smaller, larger):
            each.rank_many(warm[:10], top=50)
        times = by_turns(
            {
                "once": lambda run: ranker.rank_many(asked[4 * run], top=50),
                "twice": lambda run: ranker.rank_many(asked[4 * run + 1] + asked[4 * run + 2], top=50),
                "half": lambda run: smaller.rank_many(asked[4 * run + 3], top=50),
                "whole": lambda run: larger.rank_many(asked[4 * run + 3], top=50),
            },
            runs,
        )
    pairs = {"twice the seekers": ("twice", "once"), "twice the candidates": ("whole", "half")}
    rows = [
        (
            what,
            milliseconds(times.best(one)),
            milliseconds(times.best(two)),
            f"{figure(times.ratio(two, one))} x",
            f"{figure(times.work(two, one))} x",
        )
        for what, (two, one) in pairs.items()
    ]
    goals = [
        Goal("time for twice the seekers", times.ratio("twice", "once"), "x", 2, 2),
        Goal("time for twice the candidates", times.ratio("whole", "half"), "x", 1.5, 1.5),
    ]
    text = TEXT.format(runs=runs, few=few, many=2 * few, half=half, whole=seekers.abroad())
    return Section("Growth", text, ("", "once", "twice", "ratio", "ratio of processor time"), rows, goals)


def _half_of_the_countries() -> tuple[list[str], int]:
    """Countries drawn by a seed until they hold half the candidates outside the US; one that is too large for
    what is left is passed over."""
    codes, counts = np.unique(seekers.countries()[seekers.countries() != "US"], return_counts=True)
    left, chosen = int(counts.sum()) // 2, []
    for position in np.random.default_rng(seekers.SEED).permutation(len(codes)):
        if counts[position] <= left:
            chosen.append(str(codes[position]))
            left -= int(counts[position])
    return chosen, int(counts.sum()) // 2 - left


if __name__ == "__main__":
    alone(measure, __doc__)
