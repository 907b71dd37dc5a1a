"""A partner of its own for every seeker of a list: nobody is proposed twice, and the total score is the largest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from citymatch.scoring.additive import shown

if TYPE_CHECKING:
    import pandas as pd

    from .result import Ranking

NOT_LISTED = -1e6


def assign(rankings: Sequence[Ranking]) -> pd.DataFrame:
    """One candidate per seeker, each candidate once; the sum of scores (cut to a tenth) is the largest possible.

    Only the candidates that stand in a seeker's own ranking can become its partner; a seeker for whom none is
    left has an empty row. Columns: seeker_id, seeker, rank (in the seeker's own list), score, community_id,
    name, country, caution. Equal sums are decided by the lower rank.

    >>> from citymatch import batch
    >>> pairs = assign(batch(["Oxford, Ohio", "Green, Ohio"], top=3).rankings)
    >>> pairs["community_id"].is_unique
    True
    """
    import pandas as pd
    from scipy.optimize import linear_sum_assignment

    lists = [ranking.scored.pool.community_ids(ranking.rows.tolist()) for ranking in rankings]
    columns = {
        name: position
        for position, name in enumerate(dict.fromkeys(name for names in lists for name in names))
    }
    worth = np.full((len(rankings), max(len(columns), len(rankings))), NOT_LISTED)
    for row, (ranking, names) in enumerate(zip(rankings, lists, strict=True)):
        places = [columns[name] for name in names]
        worth[row, places] = ranking.scored.groups[ranking.rows] - 1e-6 * np.arange(len(names))
    chosen = dict(zip(*linear_sum_assignment(worth, maximize=True), strict=True))
    found = {position: name for name, position in columns.items()}
    return pd.DataFrame([
        _row(ranking, names, found.get(chosen[row], ""))
        for row, (ranking, names) in enumerate(zip(rankings, lists, strict=True))
    ])  # fmt: skip


def _row(ranking: Ranking, names: Sequence[str], partner: str) -> dict[str, object]:
    seeker = {"seeker_id": ranking.seeker["community_id"], "seeker": ranking.seeker["label"]}
    if partner not in names:
        return {
            **seeker,
            "rank": None,
            "score": None,
            "community_id": "",
            "name": "",
            "country": "",
            "caution": "",
        }
    position = names.index(partner)
    row = int(ranking.rows[position])
    table = ranking.scored.pool.table
    caution = "; ".join(ranking.scored.verdicts.cautions(row))
    return {
        **seeker, "rank": position + 1, "score": shown(float(ranking.scored.scores.score[row])),
        "community_id": partner, "name": table["name"][row], "country": table["country"][row], "caution": caution,
    }  # fmt: skip
