"""What an origin is, and what it weighs.

The rules are told to readers in docs/criteria.md by `AncestralTies`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

LEAST = 0.0005
"""A share of the people below which an estimate says nothing."""
SLIGHT = 0.004
"""Up to this strength an origin is no tie."""
ERROR = 0.3
"""A count of a sample survey is known where its margin of error (of nine in ten samples) is at most this part of it."""
COUNTED = 7 * (1.645 / ERROR) ** 2
"""So many people, about 210, an area must have of an origin: one of seven households was asked in the five years."""
MORE, PLAINLY = 1.2, 1.5
"""A figure below so many times the nation's speaks for no tie, and from so many times on it counts whole."""
MOST_TIMES = 16.0
"""From so many times the nation's share on an origin is no more unusual."""
WHOLE_SHARE = 0.02
"""From this share on it counts whole: a smaller one counts the less the smaller it is, however rare it is elsewhere."""


class Origin(NamedTuple):
    """People of a community who come from a country or descend from there.

    `share` is theirs of all its people (0 to 1), `national` that in the nation; `level` says where the figure was
    found ("place", "county", "district", "state", "country" or "profile"), `source` what it is from. `weight` is what
    an estimate of that level weighs against a figure of the place itself; `at_least` is the least strength of a tie
    that does not rest on figures. `counted` is how many people of the origin the measured area has, NaN where the
    figure is no sample's. `speaks` says whether the figure that is told is above the nation's, so that it may be told
    for a tie (see `part_beyond`); `half` whether the tie never earns more than half.
    """

    country: str
    share: float
    national: float
    level: str
    source: str
    tell: Callable[[], str]
    weight: float = 1.0
    people: float = math.nan
    counted: float = math.nan
    at_least: float = 0.0
    speaks: bool = True
    half: bool = False

    @property
    def told(self) -> str:
        """The fact in a sentence."""
        return self.tell()

    @property
    def is_known_to_be_more(self) -> bool:
        """Whether it is plainly more than the nation's share, however little it weighs, and so is not to be denied."""
        return (
            self.speaks
            and self.level != "country"
            and self.share > max(1.5 * self.national, 0.001)
            and self.counted >= COUNTED
        )

    @property
    def strength(self) -> float:
        """How many and how unusual: the share times the binary logarithm of how many times the nation's it is, by the
        weight of its level; 0 at the nation's share and below, and where too few were counted to know.

        >>> Origin("DE", 0.4, 0.1, "county", "", str).strength
        0.8
        >>> Origin("NZ", 0.01, 0.01 / 162, "county", "", str, counted=500).strength  # 1 % by 4 by a half
        0.02
        >>> Origin("NZ", 0.01, 0.01 / 162, "county", "", str, counted=170).strength
        0.0
        """
        if not self.speaks or not self.share > self.national > 0 or self.counted < COUNTED:
            return self.at_least
        times = min(self.share / self.national, MOST_TIMES)
        grown = 1.0 if self.level in ("country", "profile") else min(self.share / WHOLE_SHARE, 1.0)
        return max(self.weight * self.share * grown * math.log2(times), self.at_least)


Origins = Mapping[str, Origin]


def weightier(one: Origin, other: Origin) -> bool:
    """Whether one estimate says more than another: by strength, and by how many people where neither is a tie."""
    return (max(one.strength, SLIGHT), one.share) > (max(other.strength, SLIGHT), other.share)


def part_beyond(share: float, national: float) -> float:
    """What part of its weight a figure has that is so many times the nation's: none below 1.2 times, all from 1.5 on.

    >>> part_beyond(0.11, 0.1), round(part_beyond(0.27, 0.2), 2), part_beyond(0.3, 0.1), part_beyond(0.3, 0.0)
    (0.0, 0.5, 1.0, 1.0)
    """
    times = share / national if national > 0 else math.inf
    return max(0.0, min((times - MORE) / (PLAINLY - MORE), 1.0))
