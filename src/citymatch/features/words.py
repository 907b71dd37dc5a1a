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
_TAIL = re.compile(r", (?:[\d.,]+|more than \w+) times\b.*|: .*")


def shortened(sentence: str) -> str:
    """The heart of a reason: its first statement, without what stands in brackets and without comparisons.

    >>> shortened("about 15 % of residents have roots in Mexico, 1.3 times the nation's share (estimated); 20 % came")
    'about 15 % of residents have roots in Mexico'
    >>> shortened("both are mountain towns: Truckee lies at 1,774 m, Hakuba at 698 m")
    'both are mountain towns'
    """
    return _TAIL.sub("", _ASIDE.sub("", sentence).partition("; ")[0])


def ratio_told(ratio: float) -> str:
    """How many times one share is another.

    >>> ratio_told(2.04), ratio_told(0.02)
    ('2.0 times', 'under 0.1 times')
    """
    return f"{ratio:.1f} times" if ratio >= 0.095 else "under 0.1 times"
