"""Partnerships that have ended or rest, so that they teach nothing about whom a community would choose today.

The lists of partnerships only grow and rarely say that a tie has ended. Three things are known: what a list itself
says (its status), ties of US communities with a country that the United States bars today, and single ties whose
end was reported.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

Texts = npt.NDArray[np.object_]

BARRED: Mapping[str, str] = {
    "RU": "invades Ukraine since 24 February 2022; most US communities ended or suspended their ties that spring",
    "BY": "serves that invasion since the same day",
    "IR": "no diplomatic relations since 7 April 1980",
    "KP": "no diplomatic relations",
    "AF": "the Taliban rule since 15 August 2021; no relations",
    "SY": "diplomatic relations were suspended in 2012 after the civil war began",
}
"""Countries with which a US community could sign nothing today, and why. As of 2026."""

ENDED: Mapping[frozenset[str], str] = {
    frozenset(("geonames:5391959", "geonames:1853909")): (
        "San Francisco and Osaka: ended by Osaka on 2 October 2018 (Japan Times, 3 October 2018)"
    ),
}
"""Single ties whose end was reported, by the ids of both communities."""

NOT_HELD = ("terminated", "proposed")


def is_ended(nation: str, country: str, ends: frozenset[str] = frozenset()) -> bool:
    """Whether a tie between two countries counts as ended, or was reported so by its two communities.

    >>> is_ended("US", "RU"), is_ended("RU", "US"), is_ended("DE", "RU"), is_ended("US", "JP")
    (True, True, False, False)
    """
    other = country if nation == "US" else nation if country == "US" else ""
    return other in BARRED or ends in ENDED


def counting(columns: Mapping[str, Texts]) -> npt.NDArray[np.bool_]:
    """Which ties of a table count as choices and as openness today, shape (n,): neither ended nor only proposed.

    `columns` holds community_a, community_b, country_a, country_b and status.

    >>> columns = {name: np.array(values, object) for name, values in {
    ...     "country_a": ["US", "US", "DE"], "country_b": ["RU", "JP", "RU"], "status": ["unknown"] * 3,
    ...     "community_a": ["", "", ""], "community_b": ["", "", ""]}.items()}
    >>> counting(columns).tolist()
    [False, True, True]
    """
    listed = zip(
        *(columns[f"{field}_{end}"].tolist() for field in ("country", "community") for end in "ab"),
        columns["status"].tolist(),
        strict=True,
    )
    return np.array(
        [s not in NOT_HELD and not is_ended(x, y, frozenset((a, b))) for x, y, a, b, s in listed], bool
    )
