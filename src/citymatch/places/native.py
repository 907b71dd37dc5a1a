"""Names in Arabic, Hebrew, Cyrillic, Greek, Thai, Chinese, Japanese, Korean and other letters, in their own letters.

What they sound like in Latin letters is compared only where no place bears the name itself, and that is said.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.native import load_native_names

_ALIKE = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه",
    "ё": "е", "ґ": "г", "ς": "σ", "־": " ", "ヶ": "ケ", "ヵ": "カ",
})  # fmt: skip
"""Letters that are written one for another: hamza or none, Persian or Arabic forms, ё or е."""
_POINTS = re.compile("[ـً-ْٰ֑-ׇ]")
"""Vowel points of Arabic and Hebrew, and the stroke that lengthens a word."""
_ENDINGS = re.compile(
    "(?:特別自治市|特别行政区|特別行政區|特別区|特別市|自治州|自治区|[市区區町村県縣府都郡县省]|"
    "특별자치시|특별자치도|광역시|특별시|[시군구])$"
)
_KINDS = frozenset("市町村区區郡県縣县시군구")
_BEGINNINGS = re.compile(
    "^(?:г[.] ?|город |община |општина |городской округ |муниципалитет |місто |м[.] ?|град |δήμος |مدينة |بلدية |שדה )",
    re.I,
)


def is_native(name: str) -> bool:
    """Whether a name is written in letters that are not Latin.

    >>> is_native("القاهرة"), is_native("東京"), is_native("Łódź"), is_native("Beograd (Београд)")
    (True, True, False, False)
    """
    letters = [letter for letter in name if letter.isalpha()]
    return bool(letters) and not any(_is_latin(letter) for letter in letters)


@functools.lru_cache(1024)
def _is_latin(letter: str) -> bool:
    return ord(letter) < 0x250 or unicodedata.name(letter, "").startswith(("LATIN", "MODIFIER"))


def native_key(name: str) -> str:
    """A name without spaces, signs, vowel points and Greek accents, for comparing.

    >>> native_key("ΑΘΗΝΑ") == native_key("Αθήνα"), native_key("القَاهِرة") == native_key("القاهره")
    (True, True)
    """
    text = _POINTS.sub("", unicodedata.normalize("NFKC", name)).casefold()
    text = "".join(map(_without_accent, text)).translate(_ALIKE)
    return "".join(each for each in text if unicodedata.category(each)[0] in "LMN")


@functools.lru_cache(1024)
def _without_accent(letter: str) -> str:
    greek = "Ͱ" <= letter <= "Ͽ" or "ἀ" <= letter <= "\u1fff"
    return unicodedata.normalize("NFD", letter)[0] if greek else letter


def native_rows(name: str, world: World, country: str = "", admin1: str = "") -> list[int]:
    """The rows of the places that bear a name in its own letters, with or without the word for their kind.

    Not every place is known by every form of its name, so that the names of the units in the World count beside
    those of the places: two towns 伊達市 are told apart by neither.
    """
    countries, divisions = world.labels("country"), world.labels("admin1")
    for form in _forms(name):
        key = native_key(form)
        numbers = _by_key(_block(key)).get(key, ()) if key else ()
        rows = [row for row in world.rows_of(list(numbers)).tolist() if row >= 0] if numbers else []
        rows = list(dict.fromkeys([*rows, *_by_local_name(world).get(key, ())]))
        found = [row for row in rows if country in ("", countries[row]) and admin1 in ("", divisions[row])]
        if found:
            return _of_its_kind(found, name, world)
    return []


def _of_its_kind(rows: list[int], name: str, world: World) -> list[int]:
    """The rows without those whose own name says another kind than this one: 中央区 is not 中央市."""
    kind, local = name.strip()[-1:], world.texts("local_name")
    if kind not in _KINDS:
        return rows
    return [row for row in rows if local[row][-1:] == kind or local[row][-1:] not in _KINDS] or rows


@functools.lru_cache(maxsize=2)
def _by_local_name(world: World) -> dict[str, tuple[int, ...]]:
    """The rows by the key of the local name of their unit, and by that without the word for its kind."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    names = world.texts("local_name")
    for row in np.flatnonzero(names.length > 0).tolist():
        if is_native(names[row]):
            for form in _forms(names[row]):
                found[native_key(form)][row] = None
    return {key: tuple(rows) for key, rows in found.items() if key}


def _forms(name: str) -> Iterator[str]:
    yield name
    bare = _ENDINGS.sub("", _BEGINNINGS.sub("", name.strip()))
    if bare and bare != name:
        yield bare


def _block(name: str) -> int:
    """The part of Unicode in which the first letter of a name lies: letters of one script lie together."""
    return ord(name[0]) >> 8


@functools.cache
def _by_key(block: int) -> dict[str, tuple[int, ...]]:
    """The places of the names that begin in a part of Unicode, by key."""
    found: dict[str, tuple[int, ...]] = {}
    for number, name in _by_block().get(block, ()):
        key = native_key(name)
        if number not in found.get(key, ()):
            found[key] = (*found.get(key, ()), number)
    return found


@functools.cache
def _by_block() -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for number, names in load_native_names().items():
        for name in names:
            found[_block(name)].append((number, name))
    return dict(found)
