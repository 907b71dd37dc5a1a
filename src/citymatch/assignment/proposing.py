"""Leads for the seekers of a list out of their rankings: as much of each is looked at as the best of all ways needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from citymatch.ranking import Options
from citymatch.ranking.drawn import Drawn

from .drawing import SLACK, Ask, wishes_of
from .searching import LIMIT, Clock
from .solving import Chosen, Room, TooNarrow, alone, solve
from .wishes import IntArray, Wishes

MARGIN = 60
"""So many tenths below its own best list each seeker looks at first: seldom has anybody to give up more."""

WIDER = 2
"""Where the leads of all cannot be made, every seeker looks so many times further down below its own best list."""


def propose(
    draw: Callable[[int], Drawn],
    asks: Sequence[Ask],
    options: Options,
    room: Room,
    before: Mapping[str, Sequence[str]] | None = None,
    tolerance: int = 0,
    limit: float = LIMIT,
) -> Chosen:
    """The leads of all seekers; `draw` gives the ranking of one by its position. See `solving.solve`.

    The candidates of a seeker are those with which its list can be worth no less than what turns out to be the largest
    loss of all below its own best: no better way has any other. The search ends after `limit` seconds.
    """
    asks = list(asks)
    wishes, lists = _at_first(draw, asks, options)
    clock, low = Clock(limit), 0
    while True:
        try:
            found = solve(wishes, room, before, tolerance, lists, clock, low)
        except TooNarrow as narrow:
            low = narrow.surely
            best = [int(each.tenths[rows].sum()) for each, rows in zip(wishes, lists, strict=True)]
            deeper = {
                n: max(0, min(each.floor - MARGIN, best[n] - WIDER * (best[n] - each.floor)))
                for n, each in enumerate(wishes)
                if each.floor
            }
        else:
            short = [n for n, rows in enumerate(found.leads) if len(rows) < asks_left(asks[n])]
            low = found.surely
            stiff = [n for n in short if asks[n].loose < 2 and wishes[n].rigid]
            for n in stiff:
                asks[n], low = replace(asks[n], loose=asks[n].loose + 1), 0
            deeper = {n: wishes[n].floor for n in stiff} | {
                n: max(0, best - found.worst)
                for n, best in enumerate(found.best)
                if wishes[n].floor > max(0, best - found.worst)
            }
        if not deeper:
            return found
        for n, floor in deeper.items():
            wishes[n] = wishes_of(draw(n), options, asks[n], floor)
        for n, rows in zip(deeper, alone([wishes[n] for n in deeper]), strict=True):
            lists[n] = rows


def asks_left(ask: Ask) -> int:
    """How many leads are to be found for a seeker."""
    return max(0, ask.leads - len(ask.locked))


def _at_first(
    draw: Callable[[int], Drawn], asks: list[Ask], options: Options
) -> tuple[list[Wishes], list[IntArray]]:
    """The wishes of all seekers as far down as their own best lists need, and those lists.

    A seeker that has no full list of leads so far down is let go without ties, then without variety.
    """
    wishes = [wishes_of(draw(n), options, ask) for n, ask in enumerate(asks)]
    lists = alone(wishes)
    steps = [(loose, slack) for loose in (0, 1, 2) for slack in (SLACK if loose == 0 else SLACK[-1:])]
    for loose, slack in steps[1:]:
        short = [
            n for n, (each, rows) in enumerate(zip(wishes, lists, strict=True))
            if each.floor and (len(rows) < each.leads or int(each.tenths[rows].sum()) < each.floor)
        ]  # fmt: skip
        if not short:
            break
        for n in short:
            asks[n] = replace(asks[n], loose=loose)
            top = int(wishes[n].most_with().max(initial=0))
            wishes[n] = wishes_of(draw(n), options, asks[n], max(0, top - slack))
        for n, rows in zip(short, alone([wishes[n] for n in short]), strict=True):
            lists[n] = rows
    for n, (each, rows) in enumerate(zip(wishes, lists, strict=True)):
        enough = max(0, int(each.tenths[rows].sum()) - MARGIN)
        if each.floor > enough:  # its own best list stays what it is: more that is worse comes in
            known = each.ids[rows].tolist()
            wishes[n] = wishes_of(draw(n), options, asks[n], enough)
            lists[n] = np.flatnonzero(np.isin(wishes[n].ids, known))
    return wishes, [np.asarray(rows, np.int64) for rows in lists]
