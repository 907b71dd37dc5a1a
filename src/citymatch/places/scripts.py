"""Names compared in the letters in which they are written, since a transliteration makes codes of words (مصر, MSR)."""

from __future__ import annotations

import unicodedata

from .folding import fold

_MARKED = ("GREEK", "CYRILLIC", "ARABIC", "HEBREW", "LATIN")
"""Scripts in which a mark on a letter tells no two names apart; in those of India and Thailand marks are vowels."""


def is_latin(text: str) -> bool:
    """Whether the letters of a text are Latin ones; a text without letters counts as such.

    >>> is_latin("Österreich"), is_latin("مصر")
    (True, False)
    """
    return text.isascii() or all(
        unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER", "FEMININE", "MASCULINE"))
        for letter in text
        if letter.isalpha()
    )


def own_key(text: str) -> str:
    """The key of a name in its own letters: for Latin ones that of `fold`, else without case, marks and spaces.

    >>> own_key("Côte d'Ivoire"), own_key("Ελλάδα"), own_key("대한 민국")
    ('cotedivoire', 'ελλαδα', '대한민국')
    """
    if is_latin(text):
        return fold(text)
    kept: list[str] = []
    for letter in unicodedata.normalize("NFKD", text.casefold()):
        kind = unicodedata.category(letter)
        if kind.startswith("M"):
            if kept and unicodedata.name(kept[-1], "").startswith(_MARKED):
                continue
        elif kind[0] not in "LN":
            continue
        kept.append(letter)
    return unicodedata.normalize("NFC", "".join(kept))
