"""Names of divisions as the sources have them, and their forms: GeoNames, ISO 3166-2 (pycountry), iso-codes, CLDR."""

from __future__ import annotations

import functools
import gettext
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from citymatch.places.divisions import GENERIC, without_kinds
from citymatch.places.folding import plain
from citymatch.places.scripts import is_latin, own_key

from .country_terms import languages
from .second_divisions import read_divisions, world_in
from .standing.registers import SOURCE
from .tables import read_csv

Division = tuple[str, str, str]
"""Country, first-order code, second-order code ("" for a division of the first order)."""
List = tuple[str, str]
"""A country and a level of GeoNames, or a country and "iso" or a language."""

USUAL = 0.4
"""A word that so large a share of a country's divisions have, and `FEWEST` of them, is the name of their kind."""
FEWEST = 3
NEARLY = 0.9
"""A register calls a division by the name that so large a share of the units in it have."""
NAMELESS = GENERIC | {"federal", "special", "self", "governing", "autonome", "van"}
"""What is left of a name is none if it has only such words."""
SPOKEN = frozenset(["de", "en", "es", "fr", "it", "nl", "pt", "ru"])
"""Besides its own languages, a division of the first order is kept under its names in these."""


def by_division(folder: Path) -> dict[List, dict[Division, str]]:
    """The names of the divisions of each country and level: GeoNames', and those of the country's register.

    `folder` holds the snapshot that tells the places of the register's units.
    """
    lists: dict[List, dict[Division, str]] = defaultdict(dict)
    for row in read_csv(SOURCE / "admin1.csv"):
        lists[row["country"], "1"][row["country"], row["admin1"], ""] = row["name"]
    for division, name in read_divisions(folder).items():
        lists[division[0], "2"][division] = name
    for division, name in _in_registers(folder).items():
        lists[division[0], "register"][division] = name
    return lists


def _in_registers(folder: Path) -> dict[Division, str]:
    """What the register of a country calls a first-order division: the one name of nearly all units in it."""
    world = world_in(folder)
    columns = (np.asarray(world[each]).tolist() for each in ("country", "unit_code", "admin1"))
    first = {
        (country, code): admin1 for country, code, admin1 in zip(*columns, strict=True) if code and admin1
    }
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for row in read_csv(SOURCE / "units.csv.gz"):
        if row["division"] and (admin1 := first.get((row["country"], row["code"]))):
            votes[row["country"], admin1][row["division"]] += 1
    best = {key: each.most_common(1)[0] for key, each in votes.items()}
    known = Counter((country, name) for (country, _), (name, _) in best.items())
    return {
        (country, admin1, ""): name
        for (country, admin1), (name, number) in best.items()
        if number >= NEARLY * votes[country, admin1].total() and known[country, name] == 1
    }


@functools.cache
def by_code() -> dict[List, dict[str, str]]:
    """The names of ISO 3166-2, of its translations and of CLDR by code, for each country and language."""
    import pycountry

    lists: dict[List, dict[str, str]] = defaultdict(dict)
    for each in pycountry.subdivisions:
        lists[each.country_code, "iso"][each.code] = each.name
        for language, name in _translated(each.country_code, each.name):
            lists[each.country_code, language][each.code] = name
    for row in read_csv(SOURCE / "subdivision_names.csv.gz"):
        lists[row["code"].partition("-")[0], row["language"]][row["code"]] = row["name"]
    return lists


def _translated(country: str, name: str) -> Iterator[tuple[str, str]]:
    """The name in the country's languages and in `SPOKEN`, as iso-codes translates it."""
    own = languages()[0]
    for language, said in _catalogs().items():
        if language in own.get(country, set()) | SPOKEN and (translated := said(name)) != name:
            yield language, translated


@functools.cache
def _catalogs() -> dict[str, Callable[[str], str]]:
    import pycountry

    found: dict[str, Callable[[str], str]] = {}
    for path in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-2.mo")):
        with path.open("rb") as file:
            found[re.split("[_@]", path.parts[-3])[0]] = gettext.GNUTranslations(file).gettext
    return found


def kinds_in(names: Iterable[str]) -> frozenset[str]:
    """The words for kinds of division in a list of names: usual ones whose loss makes no two names alike.

    >>> sorted(kinds_in(["Provincia de Jaén", "Provincia de Cádiz", "Provincia de Sevilla", "Madrid"]))
    ['provincia']
    """
    split = [_words(name) for name in names]
    count = Counter(word for words in split for word in {words[0], words[-1]} if len(words) > 1)
    whole = {tuple(words) for words in split}
    found = set()
    for word, number in count.items():
        cut = [
            tuple(w for w in words if w != word) if word.isascii() else _cut(words, word) for words in split
        ]
        if number >= max(FEWEST, USUAL * len(split)) and len(set(cut)) == len(whole) and all(cut):
            found.add(word)
    return frozenset(found)


def _words(name: str) -> list[str]:
    """The words of a name; its letters where they are Han or Hangul, whose last one tells the kind of division."""
    if is_latin(name):
        return plain(name).split() or [name]
    key = own_key(name)
    return list(key) if unicodedata.name(key[:1], "").startswith(("CJK", "HANGUL")) else [key]


def _cut(words: list[str], letter: str) -> tuple[str, ...]:
    return tuple(words[:-1] if len(words) > 2 and words[-1] == letter else words)


def forms_of(name: str, kinds: frozenset[str]) -> set[str]:
    """The full name and the one without the words for its kind; what stands in brackets is a name too."""
    found: set[str] = set()
    for each in re.split(r"[\[\](),;/]", name):
        if not is_latin(each):
            key = own_key(each)
            found |= {key, key[:-1] if len(key) > 2 and key[-1] in kinds else key}
            continue
        words = plain(each).split()
        found |= {" ".join(words), " ".join(without_kinds(words, kinds))}
    return found - {""}
