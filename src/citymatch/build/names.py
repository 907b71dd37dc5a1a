"""Which of a place's many names the snapshot keeps for resolving."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from citymatch.places.folding import fold

_LINK = re.compile(r"https?:|www\.|\.(?:com|org|net)\b|[/\\|@_=<>]")
LONGEST = 60
NATIVE_NAMES = 2

_COUNTRIES_OF_SCRIPT = {
    "ARABIC": "AE AF BH DJ DZ EG EH ER IL IN IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN YE",
    "ARMENIAN": "AM",
    "BENGALI": "BD IN",
    "CJK": "CN HK JP MO SG TW",
    "CYRILLIC": "BA BG BY GE KG KZ ME MK MN RS RU TJ UA UZ XK",
    "DEVANAGARI": "IN NP",
    "ETHIOPIC": "ER ET",
    "GEORGIAN": "GE",
    "GREEK": "CY GR",
    "GUJARATI": "IN",
    "GURMUKHI": "IN",
    "HANGUL": "KP KR",
    "HEBREW": "IL",
    "HIRAGANA": "JP",
    "KANNADA": "IN",
    "KATAKANA": "JP",
    "KHMER": "KH",
    "LAO": "LA",
    "MALAYALAM": "IN",
    "MYANMAR": "MM",
    "ORIYA": "IN",
    "SINHALA": "LK",
    "TAMIL": "IN LK SG",
    "TELUGU": "IN",
    "THAANA": "MV",
    "THAI": "TH",
    "TIBETAN": "BT CN",
}


def plain_ascii(name: str) -> str:
    """A name in ASCII letters.

    >>> plain_ascii("Zürich")
    'Zurich'
    """
    from anyascii import anyascii

    return name if name.isascii() else anyascii(name).strip()


def kept_names(name: str, others: Iterable[str], country: str) -> list[str]:
    """The other names worth keeping, each of which folds to something that the rest do not.

    They are those in Latin letters, as people write them, and up to two in the country's own script. Left out
    are codes (CHI), links, and the machine transliterations of names in other scripts, which stand in lower
    case.

    >>> kept_names("Chicago", ["CHI", "Chikago", "shykajw", "Windy City", "https://x.org", "Чикаго"], "US")
    ['Chikago', 'Windy City']
    >>> kept_names("Seika", ["jing hua ting", "Sugai", "精華町"], "JP")
    ['Sugai', '精華町']
    """
    names = [other.strip() for other in others]
    latin = [other for other in names if _is_latin(other) and _is_written_name(other)]
    # From the back of the list, which is ordered by code point: what is written in Han comes before kana.
    native = [other for other in reversed(names) if not _is_latin(other) and _is_native(other, country)]
    seen, kept = {fold(name)}, []
    for other in latin + native[:NATIVE_NAMES]:
        key = fold(other)
        if key and key not in seen:
            seen.add(key)
            kept.append(other)
    return kept


def _is_written_name(text: str) -> bool:
    if not 2 <= len(text) <= LONGEST or _LINK.search(text) or text == text.lower():
        return False
    return not (len(text) <= 4 and text.isupper()) and not any(c.isdigit() for c in text)


def _is_latin(text: str) -> bool:
    return text.isascii() or all(c < "\u0250" or "\u1e00" <= c <= "\u1eff" or c in "’‘ʻʼ–" for c in text)


def _is_native(text: str, country: str) -> bool:
    """Whether a name is written in a script of the country, judged by its first letter."""
    letter = next((c for c in text if c.isalpha()), "")
    script = unicodedata.name(letter, "").split(" ")[0].split("-")[0] if letter else ""
    return country in _COUNTRIES_OF_SCRIPT.get(script, "").split() and len(text) <= LONGEST
