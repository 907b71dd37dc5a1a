"""Names of countries as people write them: official, short, foreign and former ones, short forms and signs."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass

from citymatch.datasets.geography import country_name

from . import country_names as names
from .country_names import SMALL, Codes
from .errors import PlacesError
from .folding import fold, plain
from .scripts import is_latin, own_key

_SHORT_WORDS = {"rep": "republic", "dem": "democratic", "fed": "federal", "isl": "islands"}
_INITIALS = re.compile(r"(?:[^\W\d_]\. ?)+[^\W\d_]\.?|[A-Z]{4,5}")
_TOKEN = re.compile(r"[^\W\d_]+\.?")
_MOST_INITIALS = 4
_MOST_WORDS = 10
"""The names of countries have fewer words; a longer text is none."""


@dataclass(frozen=True)
class CountryReading:
    """What a text means as a country: the ISO codes (none: it is no country), and how it was read.

    Several codes are countries that share the name (Korea), or those on the land of a state that is no more (USSR).
    `former` says that there is no such state today.
    """

    codes: Codes = ()
    former: bool = False


def read_country(text: str) -> CountryReading:
    """The country that a text names, in any of its usual forms.

    >>> read_country("Dem. Rep. of the Congo").codes, read_country("Россия").codes, read_country("Korea").codes
    (('CD',), ('RU',), ('KR', 'KP'))
    """
    return _read(" ".join(text.split())[:100])


def country_of(text: str) -> str:
    """The ISO code of the one country that a text names, "" for what is none or several.

    >>> country_of("Japan"), country_of("Nippon"), country_of("Kyoto")
    ('JP', 'JP', '')
    """
    codes = read_country(text).codes
    return codes[0] if len(codes) == 1 else ""


def country_code(text: str) -> str:
    """The ISO code of the one country that a text names.

    Raises PlacesError, with the countries that may be meant, if it names none or several.

    >>> country_code("UK"), country_code("Griechenland")
    ('GB', 'GR')
    """
    found = read_country(text)
    if len(found.codes) == 1:
        return found.codes[0]
    near = [country_name(code) for code in found.codes] or near_countries(text)
    meant = f": did you mean {' or '.join(near)}?" if near else ""
    raise PlacesError(f"{text!r} is {'several countries' if found.codes else 'no country'}{meant}")


@functools.lru_cache(maxsize=10_000)
def _read(text: str) -> CountryReading:
    key = own_key(text)
    if not key or len(text.split()) > _MOST_WORDS:
        return CountryReading()
    short = len(key) <= 3 and is_latin(text)
    found = names.by_writing().get(names.without_signs(text), ()) if len(key) <= 3 else ()
    found = found or (_code(text, key) if short else names.by_key().get(key, ()))
    if not found and key in names.former():
        return CountryReading(names.former()[key], former=True)
    if not found and short:
        found = names.by_sign().get(text, ())
    if not found and is_latin(text) and len(text) > 2:
        found = _by_words(text)
    return CountryReading(found)


def _code(text: str, key: str) -> Codes:
    """A short form that is a name, or a code of ISO, which nobody writes with points."""
    if key in names.aliases():
        return names.by_key()[key]
    code = names.by_iso().get(key, "")
    return (code,) if code and "." not in text else ()


def _by_words(text: str) -> Codes:
    """By initials, by the words in any order, by words cut short, or without the form of the state."""
    if _INITIALS.fullmatch(text.strip()):
        return names.by_initials().get(own_key(text), ())
    words = frozenset(_SHORT_WORDS.get(word, word) for word in plain(text).split()) - SMALL
    known = names.by_words()
    if words in known:
        return known[words][1]
    if found := _abbreviated(text) or (_abbreviated(f"{text}.") if len(words) > 1 else ()):
        return found
    without = words - names.forms_of_state()
    return known[without][1] if without != words and without in known else ()


def _abbreviated(text: str) -> Codes:
    """The one country whose name has these words, where a word with a point or of capitals alone may be cut short."""
    cut: list[str] = []
    whole: set[str] = set()
    for token in _TOKEN.findall(text):
        word = plain(token)
        if word in SMALL and not token.endswith("."):
            continue
        if token.endswith("."):
            cut.append(word)
        elif token.isupper() and len(token) in (2, 3) and not text.isupper():
            cut.extend(word)
        else:
            whole.add(word)
    if not cut:
        return ()
    number = len(cut) + len(whole)
    found = [
        each
        for words, each in names.by_number_of_words().get(number, ())
        if whole <= words and _fits(cut, words - whole)
    ]
    if number == 1:
        found = [each for each in found if each[0] == 0 and len(cut[0]) > 2]
    best = {codes for rank, codes in found if rank == min(found)[0]}
    return best.pop() if len(best) == 1 else ()


def _fits(cut: list[str], words: frozenset[str]) -> bool:
    """Whether each cut word is the head of a word of its own."""
    if not cut:
        return True
    return any(_fits(cut[1:], words - {word}) for word in words if word.startswith(cut[0]))


def is_own_name(text: str) -> bool:
    """Whether a text is a name of a country in English or in a language of its own, and not merely near to one.

    >>> is_own_name("Luxembourg"), is_own_name("Norfolk"), is_own_name("Norfolk Island")
    (True, False, True)
    """
    return own_key(text) in names.own_keys()


def by_own_initials(text: str) -> Codes:
    """The countries whose name in English or in a language of their own has these initials in capitals.

    >>> "SK" in by_own_initials("SR"), "CZ" in by_own_initials("ČR"), by_own_initials("Sr")
    (True, True, ())
    """
    letters = text.replace(".", "")
    if not (letters.isupper() and letters.isalpha() and 1 < len(letters) <= _MOST_INITIALS):
        return ()
    return tuple(code for codes in names.all_by_initials().get(own_key(text), ()) for code in codes)


def near_countries(text: str) -> list[str]:
    """The countries that a text that names none may have been meant for, a letter or two or a word away.

    >>> near_countries("Portugol"), near_countries("Rusia de")
    (['Portugal'], ['Russia'])
    """
    if not is_latin(text):
        return []
    if code := nearest(fold(text), names.latin_keys()):
        return [country_name(code)]
    parts = [names.by_key().get(word, ()) for word in plain(text).split() if len(word) > 3]
    return list(dict.fromkeys(country_name(code) for codes in parts for code in codes))[:3]


def nearest(key: str, known: Mapping[str, str]) -> str:
    """What the name nearest to `key` stands for if it is near enough and nothing else is as near, else "".

    >>> nearest("portugol", {"portugal": "PT", "spain": "ES"})
    'PT'
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    if len(key) < 4:
        return ""
    hits = extract(key, known.keys(), scorer=OSA.distance, score_cutoff=1 if len(key) < 8 else 2, limit=6)
    best = {known[str(name)] for name, distance, _ in hits if distance == hits[0][1]}
    return best.pop() if len(best) == 1 else ""
