"""The people of the nation and of its states, by country of birth and by group."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from citymatch.datasets.origins import MakeUp, load_make_up
from citymatch.datasets.ties import load_migrants_in, load_state_origins
from citymatch.datasets.us import load_us_states

from ..ties import counties, state_people, us_people


@functools.cache
def state_fips(state: str) -> str:
    """The two digits with which the codes of a state's counties begin.

    >>> state_fips("CA")
    '06'
    """
    table = load_us_states()
    codes: dict[str, str] = dict(zip(table["state"], table["fips"], strict=True))
    return codes[state]


@functools.cache
def born_in_nation() -> Mapping[str, float]:
    """The share of the nation's people who were born in each country."""
    return {country: people / us_people() for country, people in load_migrants_in("US").items()}


@functools.cache
def born_in_state(state: str) -> Mapping[str, float]:
    """The share of a state's people who were born in each country: the nation's migrants of 2019 by the state's part of
    the new residents and citizens of 2004-2013."""
    found = {}
    for country, origins in load_state_origins(state).items():
        nationwide = load_state_origins("US")[country]
        pairs = [
            (origins[i], nationwide[i]) for i in (0, 1) if origins[i] == origins[i] and nationwide[i] > 0
        ]
        people = load_migrants_in("US").get(country)
        if pairs and people:
            part = sum(p for p, _ in pairs) / sum(n for _, n in pairs)
            found[country] = people * part / state_people()[state]
    return found


@functools.cache
def make_up_of_state(state: str) -> MakeUp | None:
    """The make-up of a state: that of its counties, weighted by their people."""
    digits = state_fips(state)
    known = [
        (load_make_up(fips), people) for fips, (_, people) in counties().items() if fips.startswith(digits)
    ]
    rows = [(made, people) for made, people in known if made is not None and people == people]
    total = sum(people for _, people in rows)
    if not total:
        return None
    return MakeUp(
        *(sum(made[at] * people for made, people in rows) / total for at in range(len(MakeUp._fields)))
    )
