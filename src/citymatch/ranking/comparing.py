"""One seeker under several policies: the list of each, and where each puts what another lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from citymatch.features.unit import label_told
from citymatch.places import Community
from citymatch.results import Asked, Result
from citymatch.results.comparison import Compared, Comparison, Standing

from .drawn import Drawn
from .engine import Engine, Stated
from .explaining import explain_rows, ranks_of
from .listing import readings, result_of


def compare(
    engine: Engine, seeker: Community, policies: Sequence[Stated | None], top: int, asked: Asked
) -> Comparison:
    """The lists of some policies for one seeker, side by side. All score the same pool of candidates."""
    drawn = [engine.draw(seeker, policy) for policy in policies]
    results = [result_of(engine, each, top, asked) for each in drawn]
    ids = list(dict.fromkeys(id_ for result in results for id_ in result.listed.community_id.tolist()))
    pool = drawn[0].pool
    rows = np.array([pool.find(each) for each in ids], np.int64)
    standings = [_standings(each, result, ids) for each, result in zip(drawn, results, strict=True)]
    places, told = pool.table.take(rows).rows(), explain_rows(engine, drawn[0], rows)
    names = _names([result.policy.name for result in results])
    return Comparison(
        seeker=str(drawn[0].seeker["label"]),
        policies=names,
        top=top,
        candidates=tuple(
            Compared(
                id_, label_told(place), str(place["name"]), str(place.get("admin1_name") or ""),
                str(place["country"]), float(place["population"]), tuple(each[number] for each in standings),
                told[number].cautions,
            )
            for number, (id_, place) in enumerate(zip(ids, places, strict=True))
        ),
        provenance=_made_of(results),
        read="; ".join(readings(engine, asked)),
    )  # fmt: skip


def _standings(drawn: Drawn, result: Result, ids: Sequence[str]) -> list[Standing]:
    """Where one policy puts some communities."""
    lines = {id_: line for line, id_ in enumerate(result.listed.community_id.tolist(), 1)}
    rows = np.array([drawn.pool.find(each) for each in ids], np.int64)
    return [
        Standing(lines.get(id_), rank, float(score), drawn.exclusions.reason(row))
        for id_, rank, score, row in zip(
            ids, ranks_of(drawn, rows), drawn.scores(rows).score, rows.tolist(), strict=True
        )
    ]


def _names(names: Sequence[str]) -> tuple[str, ...]:
    """The names of policies, a number after the second of one name."""
    found: list[str] = []
    for name in names:
        number, told = 1, name
        while told in found:
            number += 1
            told = f"{name} ({number})"
        found.append(told)
    return tuple(found)


def _made_of(results: Sequence[Result]) -> dict[str, str]:
    """What the comparison rests on: that of the first result, with every policy and its hash."""
    first = dict(results[0].provenance)
    return first | {"policy": "; ".join(dict.fromkeys(result.provenance["policy"] for result in results))}
