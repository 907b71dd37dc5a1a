"""Trade ties: goods that the seeker's state exchanges with the candidate's country."""

from __future__ import annotations

import functools
from collections.abc import Hashable, Mapping
from functools import partial

from citymatch.datasets.ties import Trade, load_state_trade

from .base import Curve, Place
from .ties import CountryTies, Fact, Facts, Shortly, is_beyond, nation, possessive, quotient, state_told
from .words import as_much, rounded

_PRIOR = 20.0
"""So many million dollars a year more are expected everywhere: trade of a few cargoes is no tie."""


class TradeTies(CountryTies):
    """Exports and imports of the seeker's state with the candidate's country, against the nation's trade.

    The measure is the country's share of the state's trade divided by its share of the nation's. Goods only,
    mean of 2020-2024. A share no larger than the nation's is no tie and counts nothing; what the town itself
    trades is not known, so that the state's trade is a weak reason. States with a large port or a border
    crossing show more than they make themselves. For a seeker outside the US it is unknown, and the criterion
    drops out. A country that the seeker's own profile says it trades with counts in full.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["JP", "NZ", "MX", ""]})
    >>> gig_harbor = {"country": "US", "admin1": "WA", "name": "Gig Harbor"}
    >>> TradeTies().measure(gig_harbor, towns).round(1).tolist()
    [2.2, 2.0, 0.3, nan]
    """

    name = "trade"
    label = "trade ties"
    unit = "times the country's share of the nation's trade"
    source = "US Census Bureau, exports and imports of goods by state, 2020-2024 (US public domain)"
    reads = ("country", "admin1")
    offered = True
    tie = "Trade"
    untold = "how much the state trades with {there} is unknown"
    makes = {
        "strongest_trade_partner": "ISO 3166-1 country",
        "strongest_trade_quotient": "times the nation's share",
    }

    def __init__(self, none: float = 1.0, full: float = 4.0, curve: Curve | None = None):
        self.none = none
        self.full = full
        self.curve = curve

    def facts(self, seeker: Place) -> Facts:
        own = _of_state(str(seeker.get("admin1") or "")) if seeker.get("country") == "US" else {}
        stated = seeker.get("stated_trade")
        return {**own, **_stated(tuple(stated), self.full)} if stated else own

    def scope(self, seeker: Place) -> Hashable | None:
        """As for every tie; a seeker that states whom it trades with shares with no other."""
        return None if seeker.get("stated_trade") else super().scope(seeker)


@functools.cache
def _of_state(state: str) -> Facts:
    partners, nationwide = load_state_trade(state), load_state_trade("US")
    share = _all_of(partners) / _all_of(nationwide)
    facts = {}
    for country, trade in partners.items():
        expected = share * sum(nationwide[country])
        ratio = quotient(sum(trade), expected, _PRIOR)
        part = sum(trade) / expected if expected > 0 else ratio
        facts[country] = Fact(
            ratio,
            "state",
            partial(_sentence, country, state, trade, part, ratio),
            partial(_shortly, country, state, part, ratio),
        )
    return facts


@functools.cache
def _stated(countries: tuple[str, ...], strength: float) -> Facts:
    return {country: Fact(strength, "place", partial(_told_stated, country)) for country in countries}


def _told_stated(country: str) -> str:
    return f"firms of the town trade with {nation(country)} (your profile)"


def _sentence(country: str, state: str, trade: Trade, part: float, ratio: float) -> str:
    """How large a part the country has in the state's trade, against its part in the nation's."""
    return (
        f"{_part(country, state, part, ratio)} (exports {_dollars(trade.exports)}, imports "
        f"{_dollars(trade.imports)} a year, 2020-2024); what the town itself trades is not known"
    )


def _part(country: str, state: str, part: float, ratio: float) -> str:
    if is_beyond(part) and not is_beyond(ratio):
        return f"{possessive(state_told(state))} trade with {nation(country)} is too little to count"
    compared = f"{as_much(part, 'large')} a part in {possessive(state_told(state))} trade as in the nation's"
    return f"{nation(country)} has {compared}"


def _shortly(country: str, state: str, part: float, ratio: float) -> Shortly:
    trade = "much trade" if is_beyond(ratio) else "no unusual trade"
    return Shortly(
        f"{trade} between {state_told(state)} and {nation(country)}", _part(country, state, part, ratio)
    )


def _all_of(partners: Mapping[str, Trade]) -> float:
    return sum(sum(trade) for trade in partners.values())


def _dollars(millions: float) -> str:
    """An amount of money.

    >>> _dollars(71584.98), _dollars(0.04)
    ('$71.6 billion', 'under $1 million')
    """
    if millions < 1:
        return "under $1 million"
    return f"${millions / 1000:,.3g} billion" if millions >= 1000 else f"${rounded(millions)} million"
