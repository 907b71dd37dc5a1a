"""Names of one sound in other spellings: Arabic and Indian names, which every map writes in Latin its own way."""

from __future__ import annotations

import functools
import re

from citymatch.build.standing.names import plain

_ARTICLE = re.compile(r"\b(?:[ae][lrdsnz]|ech|ed|et|l|des)[ '-]+|\bl(?=[bcdfgjkmnpqrstvwxz])")
_ARABIC = (
    ("tch", "c"), ("dj", "j"), ("sh", "c"), ("ch", "c"), ("gh", "g"), ("rh", "g"), ("kh", "k"), ("q", "k"),
    ("th", "t"), ("dh", "d"), ("z", "s"), ("ph", "f"),
)  # fmt: skip
_INDIAN = (
    ("zh", "l"), ("ph", "f"), ("chh", "c"), ("ch", "c"), ("sh", "s"), ("th", "t"), ("dh", "d"), ("bh", "b"),
    ("kh", "k"), ("gh", "g"), ("w", "v"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("z", "j"), ("mb", "nb"), ("mp", "np"),
)  # fmt: skip
SPELLINGS = ("", "arabic", "indian")
LEAST = 3


@functools.lru_cache(maxsize=1 << 20)
def sound(name: str, spelling: str) -> str:
    """The consonants of a name as they sound, "" where too few are left to tell it from others.

    >>> sound("Oulad Teïma", "arabic") == sound("Ouled Teima", "arabic")
    True
    >>> sound("Irherm", "arabic") == sound("Ighram", "arabic")
    True
    >>> sound("Ankleshwar", "indian") == sound("Anklesvar", "indian"), sound("Haora", "indian")
    (True, '')
    """
    arabic = spelling == "arabic"
    text = _ARTICLE.sub("", plain(name)) if arabic else plain(name)
    text = re.sub(r"[^a-z]", "", text)
    for old, new in _ARABIC if arabic else _INDIAN:
        text = text.replace(old, new)
    first = re.sub(r"^[aeiouyh]+", "" if arabic else "a", text)
    text = first[:1] + re.sub(r"[aeiouyhw]" if arabic else r"[aeiouyh]", "", first[1:])
    text = re.sub(r"(.)\1+", r"\1", text)
    return text if len(text) >= LEAST else ""
