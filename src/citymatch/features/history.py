"""Historical ties: colonial ties of the two countries, and countries that once held the seeker's state."""

from __future__ import annotations

import functools
from functools import partial

import numpy as np

from citymatch.datasets.ties import StatePast, load_country_ties, load_state_past
from citymatch.scoring.values import FloatArray, interpolate

from .base import Bound, Curve, Place
from .ties import CountryTies, Fact, Facts, nation, state_name

_NONE, _NATION, _STATE = 0.0, 1.0, 2.0


class HistoricalTies(CountryTies):
    """A shared past: 2 where the candidate's country once held the seeker's state, 1 for a colonial tie of
    the two nations, 0 where neither is on record.

    The value of a national tie is `nation`; a tie of the state counts fully. Language is no part of it.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["MX", "PH", "SE", "XK"]})
    >>> HistoricalTies().similarity({"country": "US", "admin1": "CA", "name": "Pinole"}, towns).tolist()
    [1.0, 0.5, 0.0, nan]
    """

    name = "history"
    label = "historical ties"
    unit = "0 none on record, 1 a colonial tie of the nations, 2 a past of the state"
    source = "CEPII GeoDist, Mayer and Zignago 2011 (Etalab open licence); treaties of the United States"
    reads = ("country", "admin1")
    offered = True
    tie = "History"
    rare = True
    makes = {"strongest_past": "ISO 3166-1 country", "strongest_past_level": "0, 1 or 2"}
    bounds = {"nation": Bound("what a colonial tie of the nations counts", 0, 1)}
    log_curve = False

    def __init__(self, nation: float = 0.5, curve: Curve | None = None):
        self.nation = nation
        self.curve = curve

    def facts(self, seeker: Place) -> Facts:
        country = str(seeker.get("country") or "")
        state = str(seeker.get("admin1") or "") if country == "US" else ""
        return _past(country, state)

    def facts_of_states(self, seeker: Place) -> Facts:
        return _states_under(str(seeker.get("country") or ""))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        return interpolate(np.asarray(measure), ((_NONE, 0.0), (_NATION, self.nation), (_STATE, 1.0)))


@functools.cache
def _past(country: str, state: str) -> Facts:
    nations = _of_nation(country)
    return {**nations, **_of_state(state)} if nations else {}


@functools.cache
def _of_nation(country: str) -> Facts:
    facts: dict[str, Fact] = {}
    own = load_country_ties().get(country, {})
    for other in load_country_ties() if own else ():
        if other != country:
            colonial = other in own and own[other].colonial
            strength = _NATION if colonial else _NONE
            facts[other] = Fact(strength, "country", partial(_on_record, country, other, colonial))
    return facts


def _on_record(country: str, other: str, colonial: bool) -> str:
    names = f"{nation(country)} and {nation(other)}"
    if colonial:
        return f"{names} were once in a colonial tie (CEPII)"
    return f"no colonial tie between {names} is on record (CEPII)"


@functools.cache
def _of_state(state: str) -> Facts:
    return {
        past.country: Fact(_STATE, "state", partial(_held, past, state))
        for past in load_state_past().get(state, ())
    }


def _held(past: StatePast, state: str) -> str:
    return (
        f"{nation(past.country)} held {state_name(state)}, or a large part of it, "
        f"from {past.since} to {past.until} ({past.ended_by})"
    )


@functools.cache
def _states_under(country: str) -> Facts:
    return {state: facts[country] for state in load_state_past() if country in (facts := _of_state(state))}
