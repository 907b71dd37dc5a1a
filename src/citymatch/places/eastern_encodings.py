"""Chinese, Japanese and Korean text in an encoding of its own: told by the characters that names of places have."""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter

from citymatch.datasets.native import load_native_names

EASTERN = {
    "cp932": "Japanese, Shift-JIS",
    "euc_jp": "Japanese, EUC",
    "gb18030": "Chinese, simplified",
    "big5": "Chinese, traditional",
    "cp949": "Korean",
}
"""The encodings with the words for them."""

_MOST_BESIDE = 0.1
"""So large a share of the characters may stand beside a Latin letter."""
_MOST_STRAY = 0.25
"""So large a share of the characters may be such as no name known here has."""
_SCRIPTS = ("CJK UNIFIED", "HANGUL SYLLABLE", "HIRAGANA", "KATAKANA LETTER", "KATAKANA-HIRAGANA")
_SIGNS = frozenset("　、。・（）「」，：；－～")


def eastern(sample: bytes) -> str:
    """The encoding in which a text is one of Chinese, Japanese or Korean names; "" if it is none.

    >>> eastern("札幌市,日本".encode("cp932")), eastern("杭州市,中国".encode("gb18030"))
    ('cp932', 'gb18030')
    >>> eastern("Köln;Málaga".encode("cp1252"))
    ''
    """
    read = {name: _common(text) for name in EASTERN if (text := _apart(sample, name))}
    best = max(read, key=lambda name: read[name], default="")
    return best if best and read[best] > 0 else ""


def _apart(sample: bytes, encoding: str) -> str:
    """The characters beyond ASCII of a text, if hardly one stands beside a Latin letter: K鰈n is Köln."""
    try:
        text = sample.decode(encoding)
    except UnicodeDecodeError:
        return ""
    found = [at for at, each in enumerate(text) if not each.isascii()]
    beside = sum(
        any(each.isascii() and each.isalpha() for each in (*text[at - 1 : at], *text[at + 1 : at + 2]))
        for at in found
    )
    return "" if beside > _MOST_BESIDE * len(found) else "".join(text[at] for at in found)


def _common(text: str) -> float:
    """How common the characters of a text are in names, on the average; 0 where too many stand in none."""
    counts = _in_names()
    seen = [counts[each] for each in text if each not in _SIGNS]
    if not seen or sum(not each for each in seen) > _MOST_STRAY * len(seen):
        return 0.0
    return sum(each.bit_length() for each in seen) / len(seen)


@functools.cache
def _in_names() -> Counter[str]:
    """How often each Chinese, Japanese or Korean character stands in the names of places."""
    counts = Counter(
        letter
        for names in load_native_names().values()
        for name in names
        for letter in name
        if letter > "\u2fff"
    )
    return Counter({each: n for each, n in counts.items() if unicodedata.name(each, "").startswith(_SCRIPTS)})
