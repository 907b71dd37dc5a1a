"""Numbers as people write them, for the sentences that explain a score."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence


def count(number: float) -> str:
    """A whole number with thousands separators, or "unknown".

    >>> count(19269.0), count(float("nan"))
    ('19,269', 'unknown')
    """
    return "unknown" if math.isnan(number) else f"{round(number):,}"


def rounded(number: float) -> str:
    """A large figure in words: three figures and "thousand" or "million".

    >>> rounded(4531200.0), rounded(850300.0), rounded(412.0)
    ('4.53 million', '850,000', '412')
    """
    if math.isnan(number):
        return "unknown"
    if number >= 999_500:
        return f"{number / 1e6:,.3g} million" if number < 1e9 else f"{number / 1e6:,.0f} million"
    digits = max(len(str(round(number))) - 3, 0)
    return f"{round(number, -digits):,.0f}"


def km(distance: float) -> str:
    """A distance with its unit: one decimal below 10 km.

    >>> km(0.04), km(3.62), km(951.3), km(float("nan"))
    ('under 0.1 km', '3.6 km', '951 km', 'an unknown distance')
    """
    if math.isnan(distance):
        return "an unknown distance"
    if distance < 0.05:
        return "under 0.1 km"
    return f"{distance:.1f} km" if distance < 9.95 else f"{distance:,.0f} km"


def listed(names: Sequence[str], most: int) -> str:
    """Names in a row, and how many more there are.

    >>> listed(["Hercules", "Oakland"], 3), listed(["A", "B", "C", "D", "E"], 3)
    ('Hercules and Oakland', 'A, B, C and 2 more')
    """
    shown = list(names[:most])
    rest = len(names) - len(shown)
    if rest:
        return f"{', '.join(shown)} and {rest} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def times(ratio: float) -> str:
    """How many times larger the larger is.

    >>> times(0.5), times(1.23)
    ('2.0 times', '1.2 times')
    """
    if math.isnan(ratio) or ratio <= 0:
        return "an unknown number of times"
    return f"{max(ratio, 1 / ratio):,.1f} times"


_ASIDE = re.compile(r" \([^()]*(?:\([^()]*\)[^()]*)*\)")
_TAIL = re.compile(r", (?:[\d.,]+ times|twice|many times|more than \w+ times|about \w+ the nation)\b.*|: .*")


def shortened(sentence: str) -> str:
    """The heart of a reason: its first statement, without what stands in brackets and without comparisons.

    >>> shortened("about 15 % of residents have roots in Mexico, 1.3 times the nation's share (estimated); 20 % came")
    'about 15 % of residents have roots in Mexico'
    >>> shortened("both are mountain towns: Truckee lies at 1,774 m, Hakuba at 698 m")
    'both are mountain towns'
    """
    return _TAIL.sub("", _ASIDE.sub("", sentence).partition("; ")[0])


_PARTS = (
    (0.1, "a tenth"), (0.2, "a fifth"), (0.25, "a quarter"), (1 / 3, "a third"), (0.5, "half"), (2 / 3, "two thirds"),
    (0.75, "three quarters"),
)  # fmt: skip


def as_much(ratio: float, much: str = "much") -> str:
    """How one amount compares with another, in words.

    >>> as_much(0.48), as_much(1.02), as_much(2.04), as_much(3.14), as_much(0.02, "many")
    ('about half as much', 'about as much', 'twice as much', '3.1 times as much', 'less than a tenth as many')
    """
    if ratio < 0.075:
        return f"less than a tenth as {much}"
    if ratio < 0.875:
        part = min(_PARTS, key=lambda each: abs(math.log(ratio / each[0])))[1]
        return f"about {part} as {much}"
    if ratio < 1.05:
        return f"about as {much}"
    return f"{ratio_told(ratio)} as {much}"


def ratio_told(ratio: float) -> str:
    """How many times as large something is, for ratios above 1.

    >>> ratio_told(2.04), ratio_told(1.23), ratio_told(18.4), ratio_told(1250.0)
    ('twice', '1.2 times', '18 times', '1,250 times')
    """
    if round(ratio, 1) == 2:
        return "twice"
    return f"{ratio:,.1f} times" if ratio < 9.5 else f"{ratio:,.0f} times"


def share_told(share: float) -> str:
    """A share of people as a percentage, no finer than the figures bear.

    >>> share_told(0.32), share_told(0.041), share_told(0.0047)
    ('32 %', '4.1 %', '0.47 %')
    """
    return f"{100 * share:.0f} %" if share >= 0.095 else f"{100 * share:.2g} %"
