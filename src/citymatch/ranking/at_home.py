"""Whether a candidate has a partner in the seeker's nation already."""

from __future__ import annotations

import functools

import numpy as np

from citymatch.datasets import Table, World
from citymatch.datasets.geography import country_name
from citymatch.datasets.partners import Partner, partners_of_many
from citymatch.datasets.partnerships import EVIDENCE, Columns
from citymatch.datasets.us import load_us_states
from citymatch.features.base import Place
from citymatch.policy.nations import OVERSEAS, nation

from .wider import only_divisions

OF_NO_DIVISION = "no table here has partnerships of states and provinces"
"""What is told of a state or a province of which no partner is known."""


def home_partners(
    seeker: Place, candidates: Table, ties: Columns | None = None, world: World | None = None
) -> list[str]:
    """What is on record of each of some candidates: a sentence each.

    >>> from citymatch.ranking import Engine
    >>> engine = Engine()
    >>> arezzo = engine.world.take(engine.world.rows_of([3182884]))
    >>> home_partners(engine.profile("Pinole, California"), arezzo)[0]
    'sister city of Norman, Oklahoma, and of 2 others in the US'
    """
    home = nation(str(seeker["country"]))
    lands = {home, *OVERSEAS.get(home, ())}
    us = home == "US"
    nobody = "no US partner on record" if us else f"no partner in {country_name(home)} on record"
    found = partners_of_many(np.asarray(candidates["number"]), lands, ties, world)
    return [
        _told([p for p in some if p.community != seeker["community_id"]], home)
        or (OF_NO_DIVISION if division else nobody)
        for some, division in zip(found, only_divisions(candidates).tolist(), strict=True)
    ]


def _told(partners: list[Partner], home: str) -> str:
    """The best recorded partner by name, and how many others there are."""
    distinct = {(p.name, p.admin1): p for p in partners if p.held and not p.region}
    if not distinct:
        return ""
    first = min(distinct.values(), key=lambda p: (EVIDENCE.index(p.evidence), p.name))
    state = _states().get(first.admin1, "") if home == "US" else ""
    others = len(distinct) - 1
    there = "the US" if home == "US" else country_name(home)
    more = f", and of {others} other{'s' if others > 1 else ''} in {there}" if others else ""
    where = f", {state}" if state else ""
    return f"{first.kind.replace('_', ' ')} of {first.name}{where}{more}"


@functools.cache
def _states() -> dict[str, str]:
    table = load_us_states()
    return dict(zip(table["state"], table["name"], strict=True))
