"""One seeker under several policies: the list of each, and where each puts what another lists."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from citymatch.features.unit import label_told
from citymatch.places import Community
from citymatch.policy import policy_for
from citymatch.results import Asked, Result
from citymatch.results.comparison import Compared, Comparison, Standing
from citymatch.results.page import Beside, BesideLine

from .compiled import Compiled
from .drawn import Drawn
from .engine import Engine, Stated
from .errors import NothingKnown
from .explaining import ranks_of
from .listing import order_notes, readings, result_of, rows_of
from .rules import judge

IntArray = npt.NDArray[np.int64]
FIRST = 10


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
    places, cautions = pool.table.take(rows).rows(), _cautions(engine, drawn[0], rows)
    return Comparison(
        seeker=str(drawn[0].seeker["label"]),
        policies=_names([result.policy.name for result in results]),
        top=top,
        candidates=tuple(
            Compared(
                id_, label_told(place), str(place["name"]), str(place.get("admin1_name") or ""),
                str(place["country"]), float(place["population"]), tuple(each[number] for each in standings),
                cautions[number],
            )
            for number, (id_, place) in enumerate(zip(ids, places, strict=True))
        ),
        provenance=_made_of(results),
        read="; ".join(readings(engine, asked)),
        notes=tuple(_notes(engine, each, result) for each, result in zip(drawn, results, strict=True)),
    )  # fmt: skip


def side_by_side(
    engine: Engine, drawn: Drawn, policies: Sequence[Stated] | None = None, first: int = FIRST
) -> tuple[Beside, ...]:
    """The first of the shortlist of each policy, that of `drawn` before the others; none where there is one alone.

    `policies` are those to set beside it; None means, for a seeker with a built-in policy of its own, that one and
    `default`. Raises PolicyError for one that cannot be read, NothingKnown for one that cannot rank for the seeker.

    >>> engine = Engine()
    >>> found = side_by_side(engine, engine.draw("Pinole, California", "pinole"), first=2)
    >>> [(each.name, len(each.lines)) for each in found]
    [('pinole', 2), ('default', 2)]
    """
    others: dict[str, Compiled] = {}
    for policy in policies if policies is not None else _its_own(drawn):
        compiled = engine.compile(policy)
        if compiled.key != drawn.compiled.key:
            others[compiled.key] = compiled
    lists = [_beside(engine, drawn, first)]
    for compiled in others.values():
        try:
            lists.append(_beside(engine, engine.draw_for(drawn.seeker, compiled), first))
        except NothingKnown:
            if policies is not None:
                raise
    return tuple(lists) if len(lists) > 1 else ()


def _its_own(drawn: Drawn) -> list[Stated]:
    """The seeker's own built-in policy and `default`; none where it has no policy of its own."""
    own = policy_for(str(drawn.seeker["community_id"]))
    return [own, "default"] if own.community else []


def _beside(engine: Engine, drawn: Drawn, first: int) -> Beside:
    result = result_of(engine, drawn, first)
    rows = rows_of(drawn, result)
    lines = zip(
        result.listed.community_id.tolist(), drawn.pool.table.take(rows).rows(), result.listed.score.tolist(),
        _cautions(engine, drawn, rows), strict=True,
    )  # fmt: skip
    return Beside(
        result.policy.name,
        result.policy.title or result.policy.name,
        tuple(BesideLine(each, label_told(place), score, bool(told)) for each, place, score, told in lines),
    )


def _cautions(engine: Engine, drawn: Drawn, rows: IntArray) -> list[tuple[str, ...]]:
    """What cautions hold for some candidates."""
    rules, part = engine.rules(drawn.seeker, drawn.compiled), drawn.pool.table.take(rows)
    verdicts = judge(rules, drawn.seeker, part, engine.context(drawn.partners))
    return [tuple(verdicts.cautions(position)) for position in range(len(rows))]


def _standings(drawn: Drawn, result: Result, ids: Sequence[str]) -> list[Standing]:
    """Where one policy puts some communities."""
    lines = {id_: line for line, id_ in enumerate(result.listed.community_id.tolist(), 1)}
    rows = np.array([drawn.pool.find(each) for each in ids], np.int64)
    groups = drawn.groups[rows]
    spans = drawn.tie_spans(groups)
    tied = [spans[group][1] - spans[group][0] for group in groups.tolist()]
    return [
        Standing(lines.get(id_), rank, float(score), drawn.exclusions.reason(row), others if rank else 0)
        for id_, rank, score, row, others in zip(
            ids, ranks_of(drawn, rows), drawn.scores(rows).score, rows.tolist(), tied, strict=True
        )
    ]


def _notes(engine: Engine, drawn: Drawn, result: Result) -> tuple[str, ...]:
    """How a policy's list is tied or spread, and who was passed over for it, as its own ranking says it."""
    told = order_notes(engine.options.diversity, drawn, rows_of(drawn, result))
    return (*told, *filter(None, [result.passed_told]))


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
