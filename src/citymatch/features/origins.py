"""Where the people of a community have their roots, by country."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .base import Place


class Origin(NamedTuple):
    """The people with roots in a country: how many, their share of the residents (0 to 1), the level at which that is
    known, what tells it in words, and the source."""

    country: str
    people: float
    share: float
    level: str
    told: str
    source: str


def origins_of(seeker: Place) -> Mapping[str, Origin]:
    """The origins of a seeker by ISO country: those that it states itself.

    >>> round(origins_of({"population": 1000.0, "stated_origins": {"LB": 0.3}})["LB"].people)
    300
    """
    people = float(seeker.get("population") or 0.0)
    stated: Mapping[str, float] = seeker.get("stated_origins") or {}
    return {
        country: Origin(
            country, share * people, share, "place", "stated by the town", "the town's own profile"
        )
        for country, share in stated.items()
    }
