"""The best-fitting countries for a seeker: what ties them, and the best communities of each."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import country_name
from citymatch.features.base import is_unknown
from citymatch.results import Explained, Result
from citymatch.results.asked import AS_WRITTEN
from citymatch.results.countries import COUNTRY_TIES, STRONG, Countries, CountryChoice
from citymatch.scoring.variety import Caps, filled, within_caps

from .drawn import Drawn
from .engine import Engine
from .explaining import explain_rows
from .kinds import asked
from .sizes import groups_of

IntArray = npt.NDArray[np.int64]
TOLD = 3
"""So many reasons are told of a country."""


def best_by_country(drawn: Drawn, top: int, each: int) -> list[tuple[IntArray, IntArray, int]]:
    """The best countries, the one with the best community first: the rows of the best `each` communities (one of a
    metropolis where there are enough), their ranks in the full order, and how many are ranked in the country."""
    rows = drawn.best(None)
    codes = drawn.pool.table.labels("country").codes[rows]
    found, first = np.unique(codes, return_index=True)
    chosen = []
    for code in found[np.argsort(first)][:top].tolist():
        here = np.flatnonzero(codes == code)
        cities = groups_of(drawn, rows[here])
        best = here[filled(within_caps(codes[here], cities, Caps(None, 1)), each)]
        chosen.append((rows[best], best + 1, len(here)))
    return chosen


def countries(
    engine: Engine, drawn: Drawn, top: int = 10, each: int = 3, listed: Result | None = None
) -> Countries:
    """The best `top` countries with their reasons, and the best `each` communities of every one.

    `listed` is the ranking itself, which says how the seeker was read and what a reader has to know.

    >>> engine = Engine()
    >>> found = countries(engine, engine.draw("Pinole, California", "default"), top=2, each=1)
    >>> len(found), found[0].rank
    (2, 1)
    """
    chosen = best_by_country(drawn, top, each)
    rows = np.concatenate([rows for rows, _, _ in chosen]) if chosen else np.zeros(0, np.int64)
    ranks = [rank for _, some, _ in chosen for rank in some.tolist()]
    told = iter(explain_rows(engine, drawn, rows, ranks) if len(rows) else ())
    choices = []
    for some, _, number in chosen:
        best = tuple(next(told) for _ in some)
        code = str(best[0].facts["country"])
        choices.append(
            CountryChoice(
                code, country_name(code), number, _reasons(engine, drawn, int(some[0]), best[0]), best
            )
        )
    asked, notes = (listed.asked, listed.notes) if listed is not None else (AS_WRITTEN, ())
    return Countries(str(drawn.seeker["label"]), drawn.compiled.policy.name, tuple(choices), asked, notes)


def _reasons(engine: Engine, drawn: Drawn, row: int, best: Explained) -> tuple[str, ...]:
    """The strongest ties of the best community's country: those that the policy counts most come first."""
    points = {record.reason: record.contribution for record in best.records}
    part = drawn.pool.table.take(np.array([row]))
    found: list[tuple[float, float, str]] = []
    for extractor in asked(drawn.compiled, COUNTRY_TIES, engine.world):
        if not extractor.knows(drawn.seeker):
            continue
        similarity = float(extractor.similarity(drawn.seeker, part)[0])
        if not is_unknown(similarity) and similarity >= STRONG:
            reason = extractor.reason(drawn.seeker, best.facts)
            found.append((points.get(reason, 0.0), similarity, reason))
    return tuple(reason for _, _, reason in sorted(found, reverse=True)[:TOLD])
