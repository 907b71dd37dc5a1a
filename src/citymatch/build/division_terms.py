"""The table of names of first and second-order divisions, from GeoNames, ISO 3166-2 (pycountry) and CLDR."""

from __future__ import annotations

import functools
import gettext
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from citymatch.places.divisions import GENERIC, without_kinds
from citymatch.places.folding import plain
from citymatch.places.scripts import is_latin, own_key

from .country_terms import languages
from .second_divisions import read_divisions
from .standing.registers import SOURCE
from .tables import read_csv, write_csv

Division = tuple[str, str, str]
"""Country, first-order code, second-order code ("" for a division of the first order)."""

USUAL = 0.4
"""A word is the name of a kind of division where so large a share of a country's divisions have it, `FEWEST` at least."""
FEWEST = 3
HEAD = 5
"""Two names of one division in two languages often begin with so many letters that are the same."""
NAMELESS = GENERIC | {"federal", "special", "self", "governing", "autonome", "van"}
"""What is left of a name is none if it has only such words."""
SPOKEN = frozenset(["de", "en", "es", "fr", "it", "nl", "pt", "ru"])
"""Besides its own languages, a division of the first order is kept under its names in these."""


def build_division_terms(path: Path) -> None:
    """Write a row per division with the forms of its names and its ISO code, and one with the words for kinds.

    Latin names are kept as plain words, others as keys in their own letters; the name without the words for a
    kind of division (Provincia di, -do, Oblast) stands beside the full one where both are needed.
    """
    lists = _lists_of_names()
    kinds = {key: _kinds(names.values()) for key, names in lists.items()}
    forms: dict[Division, set[str]] = defaultdict(set)
    codes: dict[Division, str] = {}
    own = {key: names for key, names in lists.items() if key[1] in ("1", "2")}
    for key, names in own.items():
        for division, name in names.items():
            forms[division] |= _forms(name, kinds[key])
    for code, division in _placed(lists, kinds, forms).items():
        codes[division] = code.partition("-")[2]
        for key, names in lists.items():
            if key not in own and code in names and (key[1] not in SPOKEN or not division[2]):
                forms[division] |= _forms(names[code], kinds[key])
    words = sorted({word for found in kinds.values() for word in found})
    for names in forms.values():
        names -= {name for name in names if NAMELESS.issuperset(name.split()) or name in words}
    shorts = _short_forms(codes)
    for division, names in _counties().items():
        forms[division] |= names
    rows = [
        _row(division, shorts.get(division, ()), sorted(names))
        for division, names in sorted(forms.items())
        if names
    ]
    write_csv(path, [*rows, _row(("", "", ""), (), words)])


def _row(division: Division, shorts: Iterable[str], names: Iterable[str]) -> dict[str, str]:
    country, admin1, admin2 = division
    return {
        "country": country,
        "admin1": admin1,
        "admin2": admin2,
        "codes": " ".join(shorts),
        "names": ";".join(names),
    }


def _short_forms(codes: Mapping[Division, str]) -> dict[Division, list[str]]:
    """The code of ISO 3166-2, and the short forms of the table kept by hand."""
    shorts = {division: [code] for division, code in codes.items()}
    first = {(row["country"], row["name"]): row["admin1"] for row in read_csv(SOURCE / "admin1.csv")}
    for row in read_csv(SOURCE / "division_short_forms.csv"):
        division = row["country"], first[row["country"], row["division"]], ""
        known = shorts.setdefault(division, [])
        known += [form for form in row["short_forms"].split() if form not in known]
    return shorts


def _counties() -> dict[Division, set[str]]:
    """Counties that are no division today, or another one, with the divisions on their land."""
    known = {
        (row["country"], row["admin1"], row["name"]): row["admin2"]
        for row in read_csv(SOURCE / "admin2.csv.gz")
    }
    found: dict[Division, set[str]] = defaultdict(set)
    for row in read_csv(SOURCE / "counties_of_divisions.csv"):
        parts = [known[row["country"], row["admin1"], each] for each in row["divisions"].split(";")]
        for name in (row["name"], *filter(None, row["other_names"].split(";"))):
            found[row["country"], row["admin1"], " ".join(parts)].add(plain(name))
    return found


def _lists_of_names() -> dict[tuple[str, str], dict[object, str]]:
    """Names by country and list: GeoNames' levels 1 and 2 by `Division`, ISO's and CLDR's languages by ISO code."""
    import pycountry

    lists: dict[tuple[str, str], dict[object, str]] = defaultdict(dict)
    for row in read_csv(SOURCE / "admin1.csv"):
        lists[row["country"], "1"][row["country"], row["admin1"], ""] = row["name"]
    for division, name in read_divisions().items():
        lists[division[0], "2"][division] = name
    for each in pycountry.subdivisions:
        lists[each.country_code, "iso"][each.code] = each.name
        for row, name in _translated(each.country_code, each.name):
            lists[each.country_code, row][each.code] = name
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

    found = {}
    for path in sorted(Path(pycountry.LOCALES_DIR).glob("*/LC_MESSAGES/iso3166-2.mo")):
        with path.open("rb") as file:
            found[re.split("[_@]", path.parts[-3])[0]] = gettext.GNUTranslations(file).gettext
    return found


def _words(name: str) -> list[str]:
    """The words of a name; its letters where they are Han or Hangul, whose last one tells the kind of division."""
    if is_latin(name):
        return plain(name).split()
    key = own_key(name)
    return list(key) if unicodedata.name(key[:1], "").startswith(("CJK", "HANGUL")) else [key]


def _kinds(names: Iterable[str]) -> frozenset[str]:
    """The words for kinds of division in a list of names: usual ones whose loss makes no two names alike."""
    split = [_words(name) for name in names]
    count = Counter(word for words in split for word in {words[0], words[-1]} if len(words) > 1)
    whole = {tuple(words) for words in split}
    found = set()
    for word, number in count.items():
        latin = word.isascii()
        cut = [tuple(w for w in words if w != word) if latin else _cut(words, word) for words in split]
        if number >= max(FEWEST, USUAL * len(split)) and len(set(cut)) == len(whole) and all(cut):
            found.add(word)
    return frozenset(found)


def _cut(words: list[str], letter: str) -> tuple[str, ...]:
    return tuple(words[:-1] if len(words) > 2 and words[-1] == letter else words)


def _forms(name: str, kinds: frozenset[str]) -> set[str]:
    """The full name and the one without the words for its kind."""
    found: set[str] = set()
    for each in re.split(r"[\[\](),;/]", name):
        if not is_latin(each):
            key = own_key(each)
            found |= {key, key[:-1] if len(key) > 2 and key[-1] in kinds else key}
            continue
        words = plain(each).split()
        found |= {" ".join(words), " ".join(without_kinds(words, kinds))}
    return found - {""}


def _placed(
    lists: Mapping[tuple[str, str], Mapping[object, str]],
    kinds: Mapping[tuple[str, str], frozenset[str]],
    forms: Mapping[Division, set[str]],
) -> dict[str, Division]:
    """GeoNames' division for each code of ISO 3166-2 that shares a name with it and with no other of its level."""
    import pycountry

    known: dict[tuple[str, bool, str], set[Division]] = defaultdict(set)
    for division, names in forms.items():
        for form in names:
            known[division[0], bool(division[2]), form.replace(" ", "")].add(division)
    placed: dict[str, Division] = {}
    for only in ({"iso"}, {key[1] for key in lists}):
        taken = set(placed.values())
        for each in pycountry.subdivisions:
            names = {
                form.replace(" ", "")
                for key in lists
                if key[0] == each.country_code and key[1] in only and each.code in lists[key]
                for form in _forms(lists[key][each.code], kinds[key])
            }
            for second in (False, True) if each.parent_code is None else (True, False):
                found = {
                    d for name in names for d in known.get((each.country_code, second, name), ())
                } - taken
                if len(found) == 1 and each.code not in placed:
                    placed[each.code] = found.pop()
    return placed | _left_over(forms, placed)


def _left_over(
    forms: Mapping[Division, set[str]],
    placed: Mapping[str, Division],
) -> dict[str, Division]:
    """First-order divisions that are still without a code, by the head of a word that only one free code of the country has."""
    import pycountry

    taken, found = set(placed.values()), {}
    free = [each for each in pycountry.subdivisions if each.parent_code is None and each.code not in placed]
    for division, names in forms.items():
        if division[2] or division in taken or division[0] == "US":
            continue
        heads = {word[:HEAD] for name in names for word in name.split() if len(word) >= HEAD}
        own = [
            each.code
            for each in free
            if each.country_code == division[0] and heads & {word[:HEAD] for word in plain(each.name).split()}
        ]
        if len(own) == 1 and own[0] not in found:
            found[own[0]] = division
    return found
