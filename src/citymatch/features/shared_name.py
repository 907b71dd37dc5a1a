"""Shared name."""
from __future__ import annotations
import unicodedata
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "Đ": "d", "ı": "i", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe", "þ": "th", "ð": "d"})


def fold(name: str) -> str:
    """A name without case, accents, spaces and punctuation, so that spellings of one name are equal.

    >>> fold("Saint-Étienne"), fold("Leśnica")
    ('saintetienne', 'lesnica')
    """
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
    return "".join(letter for letter in plain if letter.isalnum())
