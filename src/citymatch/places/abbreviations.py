"""Short forms of names: Bad Homburg v.d.H., Gen. Santos, S. Paulo, Cd. Juárez, LA, T or C.

No list of short forms is kept. A short form begins with the letter of the word that it stands for and has its
letters in order: Cd for Ciudad, Ts for Taunus; a long one is the beginning of the word: Mönchengladb. The rest of the
name has to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .folding import fold
from .gazetteer import Gazetteer
from .here import Here
from .longforms import CONNECTORS
from .regions import Scope, state_keys

_TOKEN = re.compile(r"([^\W_]+)(\.?)")
GREAT_CITY = 500_000
"""So many people has a city that goes by its initials in its whole country."""
_LONGEST_SHORT = 4
_ANCHOR = 4
"""A word written out in full has at least so many letters, and one less in a long name."""
_LONG_NAME = 3
"""A long name has so many words."""
_CONSONANTS = re.compile(r"[b-df-hj-np-tv-z]{2}")


class Token(NamedTuple):
    """A word as written, folded, and whether it may be a short form."""

    key: str
    short: bool


def tokens(name: str) -> list[Token]:
    """The words of a name, each with whether it may be short for another.

    >>> [each.key for each in tokens("Bad Homburg v.d.H.") if each.short]
    ['v', 'd', 'h']
    """
    found = []
    for word, point in _TOKEN.findall(name):
        key = fold(word)
        bare = len(key) <= _LONGEST_SHORT and (len(key) == 1 or _CONSONANTS.match(key) is not None)
        found.append(Token(key, bool(key) and (bool(point) or bare)))
    return found


def meant_by(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows in a scope, which may be the whole world, for whose name this one is a short form."""
    words = tokens(name)
    full = [each.key for each in words if not each.short or len(each.key) > _LONGEST_SHORT]
    anchor = max(full, key=len, default="")
    least = _ANCHOR - ("." in name and len(words) >= _LONG_NAME)
    if not ("/" in name or any(each.short for each in words)) or len(anchor) < least:
        return []
    names, division = gazetteer.world.texts("name"), gazetteer.world.labels("admin1")
    rows = Here(scope, gazetteer).containing(anchor)
    found = [(row, names[row]) for row in rows]
    found += [
        (row, name)
        for row, name in gazetteer.other_names_containing(anchor, scope.country)
        if scope.admin1 in ("", division[row])
    ]
    whole = [row for row, name in found if stands_for(words, words_of(name))]
    if whole or "." not in name:
        return list(dict.fromkeys(whole))
    if len(words) >= _LONG_NAME:  # Brandýs n. L. for Brandýs nad Labem-Stará Boleslav
        whole = [row for row, name in found if _stands_for_first(words, name)]
    if not whole and len(fewer := [words[0], *(each for each in words[1:] if not _joins(each))]) > 1:
        whole = [row for row, name in found if stands_for(fewer, words_of(name))]  # Kempten i. Allg.
    return list(dict.fromkeys(whole))


def _joins(word: Token) -> bool:
    """Whether a word is short for "in" or the like, which the full name may do without: Kempten (Allgäu)."""
    return word.short and len(word.key) == 1 and any(each.startswith(word.key) for each in CONNECTORS)


def _stands_for_first(words: Sequence[Token], name: str) -> bool:
    """Whether words are those of the first of two names that are joined by a stroke."""
    return any(stands_for(words, words_of(name[: at.start()])) for at in re.finditer(r"\s*[-–/]\s*", name))


def stands_for(words: Sequence[Token], full: Sequence[str], after_short: bool = False) -> bool:
    """Whether words are those of a full name, in full or short; "am" and the like may be left out after a full word.

    >>> stands_for(tokens("Weiden i.d.OPf."), ["weiden", "in", "der", "oberpfalz"])
    True
    >>> stands_for(tokens("Frankfurt/M."), ["frankfurt", "am", "main"])
    True
    >>> stands_for(tokens("Frankfurt a.M."), ["frankfurt", "oder"])
    False
    """
    if not words or not full:
        return not words and not full
    if _same(words[0], full[0]) and stands_for(words[1:], full[1:], words[0].key != full[0]):
        return True
    return full[0] in CONNECTORS and not after_short and stands_for(words, full[1:])


def _same(word: Token, full: str) -> bool:
    if word.key == full:
        return True
    if not word.short or word.key[0] != full[0] or len(word.key) >= len(full):
        return False
    if len(word.key) > _LONGEST_SHORT:
        return full.startswith(word.key)
    letters = iter(full)
    return all(letter in letters for letter in word.key)


def initialled(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows in a division whose words begin with the letters of a name in capitals: LA, SF, T or C."""
    letters = initials_in(name)
    if not letters or not scope.admin1:
        return []
    names = gazetteer.world.texts("name")
    return [row for row in Here(scope, gazetteer).rows() if _begins(names[row], letters)]


def initialled_anywhere(name: str, gazetteer: Gazetteer) -> list[int]:
    """The rows of the great cities of the US whose words begin with the letters of a name in capitals: NYC."""
    letters = initials_in(name)
    if not letters or letters in state_keys():
        return []
    people, names = gazetteer.world.numbers("population"), gazetteer.world.texts("name")
    rows = gazetteer.rows_in("US")
    return [row for row in rows[people[rows] >= GREAT_CITY].tolist() if _begins(names[row], letters)]


def initials_in(name: str) -> str:
    """The letters that a name consists of, "" if it is a name of words.

    >>> initials_in("L.A."), initials_in("T or C"), initials_in("PG"), initials_in("Pinole")
    ('la', 'toc', 'pg', '')
    """
    words = re.findall(r"[^\W\d_]+", name)
    if len(words) == 1 and words[0].isupper() and 2 <= len(words[0]) <= _LONGEST_SHORT:
        return fold(words[0])
    single = [word for word in words if len(word) == 1 and word.isupper()]
    joining = [word for word in words if word.islower() and len(word) <= 3]
    if len(single) >= 2 and len(single) + len(joining) == len(words):
        return "".join(fold(word[0]) for word in words)
    return ""


def _begins(name: str, letters: str) -> bool:
    return name[:1].lower() == letters[0] and "".join(word[0] for word in words_of(name)) == letters


def words_of(name: str) -> list[str]:
    """The folded words of a name.

    >>> words_of("Château-d'Oex")
    ['chateau', 'doex']
    """
    return [key for key in map(fold, re.findall(r"[^\W_]+", name.replace("'", "").replace("’", ""))) if key]
