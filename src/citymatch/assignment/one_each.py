"""A partner of its own for every seeker of a list: nobody is proposed twice, and the total score is the largest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from citymatch.results import Result
from citymatch.scoring.additive import shown, tie_groups

if TYPE_CHECKING:
    import pandas as pd

DEAREST = 1001.0
"""A candidate without a point costs so much, one of 100 points 1: costs are tenths of a point short of it."""


def assign(results: Sequence[Result]) -> pd.DataFrame:
    """One candidate per seeker, each candidate once; the sum of scores (cut to a tenth) is the largest possible.

    Only the candidates that stand in a seeker's own list can become its partner; a seeker for whom none is
    left has an empty row. Columns: seeker_id, seeker, rank (in the seeker's full order), score, community_id,
    name, country, caution. Equal sums are decided by the lower rank. The results hold their explanations.

    >>> from citymatch import batch
    >>> pairs = batch(["Oxford, Ohio", "Green, Ohio"], top=3).assign()
    >>> pairs["community_id"].is_unique
    True
    """
    import pandas as pd

    return pd.DataFrame(assigned(results))


def assigned(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The rows of `assign`."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    lists = [result.listed.community_id.tolist() for result in results]
    if not results:
        return []
    columns = {name: n for n, name in enumerate(dict.fromkeys(name for names in lists for name in names))}
    # Costs are positive. A seeker's own place of "nobody" costs more than the worst candidates of all others together,
    # so that as many as can be have a partner; the ranks of all together cost less than a tenth of a point.
    nobody, step = DEAREST * (len(results) + 1), 0.5 / (1 + sum(map(len, lists)))
    row, column, cost = list[int](), list[int](), list[float]()
    for number, (result, names) in enumerate(zip(results, lists, strict=True)):
        row += [number] * (len(names) + 1)
        column += [*(columns[name] for name in names), len(columns) + number]
        cost += [
            *(DEAREST - tie_groups(result.listed.score) + step * np.arange(len(names))),
            nobody,
        ]
    costs = csr_array((cost, (row, column)), shape=(len(results), len(columns) + len(results)))
    chosen = dict(zip(*min_weight_full_bipartite_matching(costs), strict=True))
    found = {position: name for name, position in columns.items()}
    return [
        _row(result, names, found.get(chosen[row], ""))
        for row, (result, names) in enumerate(zip(results, lists, strict=True))
    ]


def _row(result: Result, names: Sequence[str], partner: str) -> dict[str, Any]:
    seeker = {"seeker_id": result.seeker["community_id"], "seeker": result.seeker["label"]}
    nobody = {"rank": None, "score": None, "community_id": "", "name": "", "country": "", "caution": ""}
    if partner not in names:
        return {**seeker, **nobody}
    told = result.told[names.index(partner)]
    return {
        **seeker, "rank": told.rank, "score": shown(told.score), "community_id": partner,
        "name": told.facts["name"], "country": told.facts["country"], "caution": "; ".join(told.cautions),
    }  # fmt: skip
