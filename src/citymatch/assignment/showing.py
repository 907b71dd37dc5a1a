"""What the offers of a seeker are shown with: the words for each, and what is left out of all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from citymatch.features.unit import label_told, people_counted
from citymatch.places import Community, find
from citymatch.ranking import Engine, explain_rows
from citymatch.ranking.drawn import Drawn
from citymatch.ranking.explaining import ranks_of
from citymatch.ranking.rules import judge
from citymatch.results import LeftOut

from .offers import Offer, asked_for, joined, points
from .standing import Standing

IN_WORDS = 300
"""So many seekers are told what speaks for each offer; of a longer list `citymatch explain` tells it one by one."""


@dataclass(frozen=True)
class Names:
    """The names of communities by their ids."""

    engine: Engine

    def __call__(self, candidate: str) -> str:
        pool = self.engine.pool
        row = pool.find(candidate)
        if row >= 0:
            return label_told(pool.table.take(np.array([row])).rows()[0])
        return find(candidate, world=self.engine.world).label


class Listed(Protocol):
    """A list of seekers: the engine that ranks for them, and the names of communities."""

    engine: Engine
    name: Names

    def __len__(self) -> int: ...


def offers_told(
    draws: Listed,
    drawn: Drawn,
    ids: Sequence[str],
    locked: int,
    standing: Standing,
    ranks: Sequence[int] | None = None,
    wishes: Sequence[str] = (),
) -> tuple[Offer, ...]:
    """What is told of the offers of one seeker; the first `locked` were made before; `ranks` are of the others."""
    engine = draws.engine
    rows = np.array([drawn.pool.find(each) for each in ids], np.int64)
    known = np.flatnonzero(rows >= 0)
    places = None if ranks is None or locked else ranks
    answers = [standing.answer(str(drawn.seeker["community_id"]), each) for each in ids]
    if len(draws) > IN_WORDS:
        return _in_short(draws, drawn, ids, locked, answers, wishes)
    told = dict(
        zip(
            known.tolist(),
            explain_rows(engine, drawn, rows[known], places) if len(known) else (),
            strict=True,
        )
    )
    found = []
    for place, each in enumerate(ids):
        wish = wishes[place] if wishes else ""
        if place in told:
            found.append(Offer.of(place + 1, told[place], place < locked, wish, answers[place]))
        else:
            found.append(_unranked(draws, place, each, locked, answers[place]))
    return tuple(found)


def _in_short(
    draws: Listed,
    drawn: Drawn,
    ids: Sequence[str],
    locked: int,
    answers: Sequence[str],
    wishes: Sequence[str],
) -> tuple[Offer, ...]:
    """The offers of one of many seekers: scores, ranks, cautions and evidence, without what speaks for each."""
    engine, compiled = draws.engine, drawn.compiled
    rows = np.array([drawn.pool.find(each) for each in ids], np.int64)
    known = rows[rows >= 0]
    part = drawn.pool.table.take(known)
    verdicts = judge(engine.rules(drawn.seeker, compiled), drawn.seeker, part, engine.context(drawn.partners))
    ranks, places, at = ranks_of(drawn, known), part.rows(), 0
    found = []
    for place, (each, row) in enumerate(zip(ids, rows.tolist(), strict=True)):
        if row < 0:
            found.append(_unranked(draws, place, each, locked, answers[place]))
            continue
        score = None if ranks[at] is None else points(int(drawn.groups[row]))
        asked = asked_for(verdicts.checklist(at), answers[place])
        found.append(Offer(
            place + 1, each, label_told(places[at]), str(places[at]["country"]), score, ranks[at], "",
            tuple(verdicts.cautions(at)), asked, place < locked, wishes[place] if wishes else "",
            people_counted(places[at]), answers[place],
        ))  # fmt: skip
        at += 1
    return tuple(found)


def _unranked(draws: Listed, place: int, id: str, locked: int, answer: str) -> Offer:
    """An offer from before of a community that is no candidate today."""
    country = find(id, world=draws.engine.world).country
    return Offer(place + 1, id, draws.name(id), country, None, None, locked=place < locked, answer=answer)


def said_before(
    standing: Standing, community: Community, offered: Sequence[str], name: Names
) -> tuple[str, ...]:
    """What is to be told of earlier offers to those that are offered."""
    said = standing.said.get(community.id, {})
    return tuple(f"{name(each)}: {said[each]}." for each in offered if each in said)


def counted_out(drawn: Drawn) -> tuple[str, ...]:
    """How many communities each law, and each rule of the policy, leaves out for a seeker, in sentences."""
    return tuple(
        f"{number:,} {'community is' if number == 1 else 'communities are'} left out for it: {reason}"
        for number, reason in drawn.gate.counted
    )


def barred_everywhere(each: Sequence[LeftOut | None], caution: str = "default") -> str:
    """Where communities are left out for a caution, of one list or another, in a sentence; "" where nowhere.

    >>> barred_everywhere([LeftOut("", 6, (("Iran", 5), ("parts of Ukraine", 1))), None])
    'Communities in Iran and parts of Ukraine are left out for a grave caution.'
    """
    names = dict.fromkeys(name for one in each if one for name, _ in one.where)
    where = sorted(names, key=lambda name: name.startswith("parts of "))
    return (
        f"Communities in {joined(where)} are left out for {'a grave caution' if caution == 'default' else 'a caution'}."
        if where
        else ""
    )
