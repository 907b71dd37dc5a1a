"""What an origin is, and what it weighs."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

LEAST = 0.0005
"""A share of the people below which an estimate says nothing."""
SLIGHT = 0.004
"""Up to this strength an origin is no tie."""


class Origin(NamedTuple):
    """People of a community who come from a country or descend from there.

    `share` is theirs of all its people (0 to 1), `national` that in the nation; `level` says where the figure was
    found ("place", "county", "district", "state", "country" or "profile"), `source` what it is from. `weight` is what
    an estimate of that level weighs against a figure of the place itself; `at_least` is the least strength of a tie
    that does not rest on figures.
    """

    country: str
    share: float
    national: float
    level: str
    source: str
    tell: Callable[[], str]
    weight: float = 1.0
    people: float = math.nan
    at_least: float = 0.0

    @property
    def told(self) -> str:
        """The fact in a sentence."""
        return self.tell()

    @property
    def strength(self) -> float:
        """How many and how unusual: the share times the binary logarithm of how many times the nation's it is, by the
        weight of its level; 0 at the nation's share and below.

        >>> Origin("DE", 0.4, 0.1, "county", "", str).strength
        0.8
        """
        if not self.share > self.national > 0:
            return self.at_least
        return max(self.weight * self.share * math.log2(self.share / self.national), self.at_least)


Origins = Mapping[str, Origin]


def weightier(one: Origin, other: Origin) -> bool:
    """Whether one estimate says more than another: by strength, and by how many people where neither is a tie."""
    return (max(one.strength, SLIGHT), one.share) > (max(other.strength, SLIGHT), other.share)
