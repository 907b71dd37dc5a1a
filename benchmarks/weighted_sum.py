"""One seeker under `default` beside the weighted sum of scikit-criteria over the same values.

python benchmarks/weighted_sum.py [--quick]
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import seekers
from measuring import Goal, Section, alone, by_turns, figure, milliseconds, one_thread

import citymatch as cm

SUMS = 3
HEAD = ("a seeker", "citymatch", "scikit-criteria", "citymatch is faster", "in processor time")
TEXT = """\
scikit-criteria's `WeightedSumModel` is what a decision analyst would take: a matrix of alternatives by criteria,
and a weight each. It is given the similarities that citymatch has worked out for one seeker ({rows:,} candidates
that are left by {columns} criteria, an unknown as 0) and the weights of `default`. Making the values is citymatch's
work alone, for each of its {size} seekers a round anew; {runs} rounds by turns, the best counts. The first row does
not count what scikit-criteria needs to wrap a matrix (`mkdm`), though every seeker has a matrix of its own; the
second does. The third is like for like in what comes out: all candidates in order."""


def measure(quick: bool = False) -> Section:
    """How many times faster citymatch is."""
    import skcriteria
    from skcriteria.agg.simple import WeightedSumModel

    runs, size = (3, 20) if quick else (7, 50)
    with one_thread():
        ranker = cm.PartnerRanker("default").fit()
        warm, *asked = seekers.batches(runs + 1, size, seed=5)
        matrix, weights = _similarities(ranker, warm[0])
        model = WeightedSumModel()

        def wrapped() -> skcriteria.DecisionMatrix:
            return skcriteria.mkdm(matrix, [max] * len(weights), weights=weights)

        ready = wrapped()
        model.evaluate(ready)
        ranker.rank_many(warm[:10], top=50)
        few = size // 4
        times = by_turns(
            {
                "top": lambda run: [ranker.rank_many([seeker], top=50) for seeker in asked[run][few:]],
                "sum": lambda _: [model.evaluate(ready) for _ in range(SUMS)],
                "sum with matrix": lambda _: [model.evaluate(wrapped()) for _ in range(SUMS)],
                "scores": lambda run: [ranker.scores(seeker) for seeker in asked[run][:few]],
            },
            runs,
        )
    calls = {"top": size - few, "scores": few, "sum": SUMS, "sum with matrix": SUMS}
    told = (
        ("top 50 against the weighted sum", "top", "sum"),
        ("top 50 against matrix and weighted sum", "top", "sum with matrix"),
        ("`scores` of all against the weighted sum", "scores", "sum"),
    )
    rows, faster = [], []
    for what, own, other in told:
        more = calls[own] / calls[other]
        faster.append(more * times.ratio(other, own))
        worked = more * times.work(other, own)
        seconds = (times.best(name) / calls[name] for name in (own, other))
        rows.append((what, *map(milliseconds, seconds), f"{figure(faster[-1])} x", f"{figure(worked)} x"))
    goal = Goal("`default` against scikit-criteria", faster[0], "x faster", 20, 60, more=True)
    text = TEXT.format(rows=len(matrix), columns=len(weights), size=size, runs=runs)
    return Section("A weighted sum by scikit-criteria", text, HEAD, rows, [goal])


def _similarities(
    ranker: cm.PartnerRanker, seeker: cm.Community
) -> tuple[npt.NDArray[np.float64], list[float]]:
    """The similarities of every candidate that is left, by criterion, and the weights."""
    frame = ranker.rank(seeker, top=None).to_frame()
    weights = {name: weight for name, weight in cm.load_policy("default").weights.items() if name in frame}
    points = frame[list(weights)].to_numpy(float)
    return np.nan_to_num(points / (100 * np.array(list(weights.values())))), list(weights.values())


if __name__ == "__main__":
    alone(measure, __doc__)
