"""The first of a ranking beside the first that other policies give the same seeker."""

from __future__ import annotations

from collections.abc import Sequence

from citymatch.features.unit import label_told
from citymatch.policy import policy_for
from citymatch.results.page import Beside, BesideLine

from .compiled import Compiled
from .drawn import Drawn
from .engine import Engine, Stated
from .errors import NothingKnown
from .rules import judge
from .shortlist import shortlist

FIRST = 10


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
    short = shortlist(drawn, first, engine.options)
    part = drawn.pool.table.take(short.rows)
    verdicts = judge(
        engine.rules(drawn.seeker, drawn.compiled), drawn.seeker, part, engine.context(drawn.partners)
    )
    policy = drawn.compiled.policy
    lines = zip(
        drawn.pool.community_ids(short.rows.tolist()),
        part.rows(),
        drawn.score_of(short.rows).tolist(),
        strict=True,
    )
    return Beside(
        policy.name,
        policy.title or policy.name,
        tuple(
            BesideLine(each, label_told(place), score, bool(verdicts.cautions(position)))
            for position, (each, place, score) in enumerate(lines)
        ),
    )
