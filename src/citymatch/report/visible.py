"""Text from outside as it may stand on a screen: no control character reaches the terminal."""

from __future__ import annotations

import re

_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters but tab and newline, and those that turn the direction of a text around."""


def visible(text: str) -> str:
    r"""A text whose control characters are shown as escapes, so that none of them is obeyed by a terminal.

    The escapes are those of JSON, in which they stand for the same characters.

    >>> visible("Pinole\x1b[2J")
    'Pinole\\u001b[2J'
    >>> visible("Łódź, Poland") == "Łódź, Poland"
    True
    """
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
