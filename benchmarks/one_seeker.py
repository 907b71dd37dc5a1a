"""One seeker against all candidates, beside a search by FAISS over as many rows.

python benchmarks/one_seeker.py [--quick]
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from functools import partial

import numpy as np
import seekers
from measuring import Goal, Section, Times, alone, by_turns, figure, milliseconds, one_thread
from neighbours import Neighbours

import citymatch as cm
from citymatch.places import Community

TOP = 50
HEAD = ("a seeker", "citymatch", "FAISS", "ratio", "ratio of processor time")
TEXT = """\
A ranker that is warm (it has answered others before) is asked for the best {top} of {pool:,} candidates by one
seeker after the other, each a call of its own. The seekers are US communities, resolved beforehand, and none is
asked twice: {runs} rounds of {size} (`precedent`: {few}; `scores`: {fewer}), the best round counts. FAISS
(`IndexFlat`, `METRIC_L1`) searches the {top} nearest rows in twelve standardised columns of the same {pool:,}
candidates, one query at a time.

FAISS gives a bare order by distance. It knows no unknown values, nothing that depends on a pair (ancestry, trade, a
shared language), leaves nobody out, and gives no reason. `default` has {default} criteria, `precedent` {precedent};
both leave out the seeker's own country, its partners and what rules forbid, and order ties by second keys. `scores`
orders all candidates that are left, not {top}, and returns them by name."""


def measure(quick: bool = False) -> Section:
    """The rows of `default`, `default` with other weights, `precedent` and `scores`."""
    runs, size, few, fewer = (3, 50, 15, 10) if quick else (5, 50, 50, 20)
    with one_thread():
        search = Neighbours()
        first: list[float] = []
        default = cm.PartnerRanker("default").fit()
        precedent = cm.PartnerRanker("precedent").fit()
        times = {
            "default": _beside(search, runs, size, default, seed=1),
            "changed": _changed(search, runs, size, first),
            "precedent": _beside(search, runs, few, precedent, seed=3),
            "scores": _scores(search, runs, fewer, default),
        }
    goals = [
        Goal("top 50 under `default`", times["default"].ratio("citymatch", "faiss"), "x FAISS", 3, 1),
        Goal(
            "the same when the weights change", times["changed"].ratio("citymatch", "faiss"), "x FAISS", 3, 1
        ),
        Goal("top 50 under `precedent`", times["precedent"].ratio("citymatch", "faiss"), "x FAISS", 15, 6),
        Goal("`scores` of all candidates", times["scores"].ratio("citymatch", "faiss"), "x FAISS", 10, 5),
    ]
    sizes = {"default": size, "changed": size - 1, "precedent": few, "scores": fewer}
    rows = [(goal.what, *_cells(times[name], sizes[name])) for goal, name in zip(goals, times, strict=True)]
    base = times["changed"].best("faiss") / sizes["changed"]
    told = "fitting anew and the first seeker, when the weights change"
    rows.insert(2, (told, milliseconds(min(first)), milliseconds(base), f"{figure(min(first) / base)} x", ""))
    text = TEXT.format(
        top=TOP, pool=len(seekers.candidates()), runs=runs, size=size, few=few, fewer=fewer,
        default=_criteria("default"), precedent=_criteria("precedent"),
    )  # fmt: skip
    return Section("One seeker", text, HEAD, rows, goals)


def _beside(search: Neighbours, runs: int, size: int, ranker: cm.PartnerRanker, seed: int) -> Times:
    warm, *asked = seekers.batches(runs + 1, size, seed)
    queries = [search.queries(batch) for batch in asked]
    _rank(ranker, warm[:10])
    search.search(queries[0], TOP)
    return by_turns(
        {
            "citymatch": lambda run: _rank(ranker, asked[run]),
            "faiss": lambda run: search.search(queries[run], TOP),
        },
        runs,
    )


def _changed(search: Neighbours, runs: int, size: int, first: list[float]) -> Times:
    """Every round under weights of its own; fitting and the first seeker under them are told apart."""
    policy, random = cm.load_policy("default"), np.random.default_rng(2)
    asked = seekers.batches(runs, size, seed=2)
    queries = [search.queries(batch[1:]) for batch in asked]
    search.search(queries[0], TOP)
    times = Times.none("citymatch", "faiss")
    for batch, query in zip(asked, queries, strict=True):
        changed = policy.with_weights(**{name: int(random.integers(1, 100)) for name in policy.weights})
        start = time.perf_counter()
        ranker = cm.PartnerRanker(changed).fit()
        _rank(ranker, batch[:1])
        first.append(time.perf_counter() - start)
        times.take("citymatch", partial(_rank, ranker, batch[1:]))
        times.take("faiss", partial(search.search, query, TOP))
    return times


def _scores(search: Neighbours, runs: int, size: int, ranker: cm.PartnerRanker) -> Times:
    warm, *asked = seekers.batches(runs + 1, size, seed=4)
    queries = [search.queries(batch) for batch in asked]
    ranker.scores(warm[0])
    search.search(queries[0], TOP)
    return by_turns(
        {
            "citymatch": lambda run: [ranker.scores(seeker) for seeker in asked[run]],
            "faiss": lambda run: search.search(queries[run], TOP),
        },
        runs,
    )


def _rank(ranker: cm.PartnerRanker, batch: Sequence[Community]) -> None:
    for seeker in batch:
        ranker.rank_many([seeker], top=TOP)


def _criteria(policy: str) -> int:
    return len(cm.load_policy(policy).criteria)


def _cells(times: Times, size: int) -> tuple[str, ...]:
    """Both times of one seeker, and both ratios."""
    pair = ("citymatch", "faiss")
    ratios = (times.ratio(*pair), times.work(*pair))
    return *(milliseconds(times.best(name) / size) for name in pair), *(
        f"{figure(each)} x" for each in ratios
    )


if __name__ == "__main__":
    alone(measure, __doc__)
