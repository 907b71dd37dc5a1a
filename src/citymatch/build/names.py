"""Which of a place's many names the snapshot keeps for resolving."""

from __future__ import annotations

import re
from collections.abc import Sequence

from anyascii import anyascii

_LINK = re.compile(r"https?:|www\.|\.(?:com|org|net)\b|[/\\|@_=<>]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
LONGEST = 60


def folded(name: str) -> str:
    """A name without accents, case, spaces and punctuation, for comparing.

    >>> folded("Saint-Étienne") == folded("SAINT ETIENNE")
    True
    """
    plain = name if name.isascii() else anyascii(name)
    return _NOT_WORD.sub("", plain.casefold())


def plain_ascii(name: str) -> str:
    """A name in ASCII letters.

    >>> plain_ascii("Zürich")
    'Zurich'
    """
    return name if name.isascii() else anyascii(name).strip()


def kept_names(name: str, others: Sequence[str]) -> list[str]:
    """The other names worth keeping: in Latin letters, as people write them, each different from the rest.

    Left out are codes (CHI), links, and the machine transliterations of names in other scripts, which stand
    in lower case.

    >>> kept_names("Chicago", ["CHI", "Chikago", "shykajw", "Windy City", "https://x.org", "Çikago"])
    ['Chikago', 'Windy City', 'Çikago']
    """
    seen, kept = {folded(name)}, []
    for other in others:
        other = other.strip()
        if not _is_written_name(other):
            continue
        key = folded(other)
        if key and key not in seen:
            seen.add(key)
            kept.append(other)
    return kept


def _is_written_name(text: str) -> bool:
    if not 2 <= len(text) <= LONGEST or _LINK.search(text):
        return False
    if not _is_latin(text) or text == text.lower():
        return False
    return not (len(text) <= 4 and text.isupper()) and not any(c.isdigit() for c in text)


def _is_latin(text: str) -> bool:
    return text.isascii() or all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or c in "’‘ʻʼ–" for c in text)
