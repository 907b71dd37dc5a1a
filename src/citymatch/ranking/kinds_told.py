"""Which kinds of communities a list is of, in words and as its blocks."""

from __future__ import annotations

from citymatch.results.block import Block, blocks_of

from .blocks import blocks_for, own_kind
from .drawn import Drawn
from .engine import Engine
from .shortlist import Shortlist

_WHO_MAY = (
    "those known to have no government of their own are left out, and whether that of another may sign is in no table "
    "here, so ask."
)
_WHO_MAY_HERE = (
    "States and provinces known to have no government of their own are left out; whether another may sign is in no "
    "table here, so ask."
)
KINDS_TOLD = {
    "sister_city": "Towns and cities were compared, and no counties, states or provinces (kind sister_city).",
    "sister_county": "Counties, districts like them, states and provinces were compared (kind sister_county): few "
    f"countries have counties in any table, and {_WHO_MAY}",
    "sister_state": "States and provinces were compared, and cities that are one by themselves. "
    f"The setting of each is that of its largest town; {_WHO_MAY}",
    "any": f"Towns, counties, states and provinces were compared (kind any): {_WHO_MAY}",
}
OWN_KIND_TOLD = {
    "sister_county": (
        "counties and districts like them, and states and provinces, since few countries have counties in any table",
        "municipalities",
    ),
    "sister_state": (
        "states, provinces and other first-order divisions, each in the setting of its largest town",
        "municipalities and counties",
    ),
}
"""What is of a seeker's own kind, and what the others are."""


def kinds_told(engine: Engine, drawn: Drawn, short: Shortlist) -> list[str]:
    """Which kinds of communities were looked at, where these are not the communities of the registers alone."""
    if short.own is not None:
        return [own_kind_told(blocks_for(drawn.seeker, engine.options), short, _ranked_of_own(engine, drawn))]
    found = KINDS_TOLD.get(engine.options.kind or "")
    return [found] if found else []


def own_kind_told(kind: str, short: Shortlist, number: int) -> str:
    """How many of the seeker's own kind there are, and how many of them stand first in the list.

    >>> import numpy as np
    >>> from citymatch.scoring.variety import Caps
    >>> one = Shortlist(np.array([7, 8]), np.array([3, 1]), Caps(), own=np.array([True, False]), top=2)
    >>> own_kind_told("sister_county", one, 2918).partition("): ")[2].partition(".")[0]
    'the best one stands first, then municipalities'
    """
    what, others = OWN_KIND_TOLD[kind]
    first = int(short.own.sum()) if short.own is not None else 0
    if short.top is None:
        how = "they stand among the others, each in its place"
    elif not first:
        how = (
            f"none of them is of its size, within twenty points of this list and tied to it by more than likeness, so "
            f"this list is of {others} alone"
        )
    elif first == len(short.rows):
        how = "this list is of them alone"
    else:
        how = f"the best {f'{first} stand' if first > 1 else 'one stands'} first, then {others}"
    return (
        f"Of its own kind, {number:,} communities abroad are in the tables ({what}): {how}. {_WHO_MAY_HERE}"
    )


def _ranked_of_own(engine: Engine, drawn: Drawn) -> int:
    """How many of the seeker's own kind are ranked."""
    own = own_kind(drawn, engine.options)
    return 0 if own is None else int((own & drawn.exclusions.allowed).sum())


def blocks_listed(engine: Engine, drawn: Drawn, short: Shortlist) -> tuple[Block, ...]:
    """The blocks of a list; none where it has none, and none for the ranking itself."""
    if short.own is None or short.top is None:
        return ()
    first, kind = int(short.own.sum()), blocks_for(drawn.seeker, engine.options)
    of_own = _ranked_of_own(engine, drawn)
    return blocks_of(kind, first, len(short.rows) - first, of_own, drawn.candidates)
