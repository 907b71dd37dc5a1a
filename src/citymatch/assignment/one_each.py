"""A partner of its own for every seeker of a batch, out of its list that people are shown: nobody is proposed twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from citymatch.results import Result
from citymatch.results.block import OWN_KIND
from citymatch.scoring.additive import shown, tie_groups

from .pairing import pair
from .wishes import Wishes

if TYPE_CHECKING:
    import pandas as pd


def assign(results: Sequence[Result]) -> pd.DataFrame:
    """One candidate per seeker, each candidate once: the best way by the rules of `pairing.pair`.

    Only the candidates that stand in a seeker's own list can become its partner; a seeker for whom none is
    left has an empty row. Columns: seeker_id, seeker, rank (in the seeker's full order), score, community_id,
    name, country, caution. The results hold their explanations.

    >>> from citymatch import batch
    >>> pairs = batch(["Oxford, Ohio", "Green, Ohio"], top=3).assign()
    >>> pairs["community_id"].is_unique
    True
    """
    import pandas as pd

    return pd.DataFrame(assigned(results))


def assigned(results: Sequence[Result]) -> list[dict[str, Any]]:
    """The rows of `assign`."""
    wishes = [_wishes(result) for result in results]
    return [
        _row(result, str(each.ids[place]) if place >= 0 else "")
        for result, each, place in zip(results, wishes, pair(wishes), strict=True)
    ]


def _wishes(result: Result) -> Wishes:
    """A seeker's list as its wishes, the best score first, the order of the list among equals; for a county or a state
    any of its own kind before any of another."""
    tenths = tie_groups(result.listed.score)
    own = np.asarray(result.listed.block == OWN_KIND, np.bool_)
    if own.any() and not own.all():
        lower = max(0, int(tenths[~own].max()) + 1 - int(tenths[own].min()))
        tenths = np.where(own, tenths, np.maximum(tenths - lower, 0))
    order = np.argsort(-tenths, kind="stable")
    return Wishes.plain(
        str(result.seeker["community_id"]), result.listed.community_id[order].tolist(), tenths[order].tolist()
    )


def _row(result: Result, partner: str) -> dict[str, Any]:
    seeker = {"seeker_id": result.seeker["community_id"], "seeker": result.seeker["label"]}
    if not partner:
        nobody = {"rank": None, "score": None, "community_id": "", "name": "", "country": "", "caution": ""}
        return {**seeker, **nobody}
    told = result.told[result.listed.community_id.tolist().index(partner)]
    return {
        **seeker, "rank": told.rank, "score": shown(told.score), "community_id": partner,
        "name": told.facts["name"], "country": told.facts["country"], "caution": "; ".join(told.cautions),
    }  # fmt: skip
