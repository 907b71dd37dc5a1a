"""Which country a country code belongs to."""

from __future__ import annotations

OVERSEAS = {
    "US": ("PR", "VI", "GU", "AS", "MP", "UM"),
    "FR": ("GP", "MQ", "RE", "GF", "YT", "BL", "MF", "PM", "NC", "PF", "WF"),
    "NL": ("AW", "CW", "SX", "BQ"),
    "FI": ("AX",),
    "NO": ("SJ",),
    "DK": ("FO", "GL"),
    "AU": ("CX", "CC", "NF"),
}
"""Territories that have a country code of their own and belong to a country: no partners abroad for it."""

_NATION = {code: nation for nation, codes in OVERSEAS.items() for code in codes}


def nation(country: str) -> str:
    """The country that a country code belongs to.

    >>> nation("PR"), nation("JP")
    ('US', 'JP')
    """
    return _NATION.get(country, country)
