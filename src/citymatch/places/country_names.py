"""The names of countries in the forms that reading asks for: by key, by their words in any order, by initials."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator

from citymatch.datasets.divisions import load_country_codes, load_country_terms
from citymatch.datasets.geography import country_name, country_names
from citymatch.datasets.us import load_country_names

from .folding import plain
from .scripts import is_latin, own_key

Codes = tuple[str, ...]
Bag = frozenset[str]

_SMALL_WORDS = "the of and de la le les du des der die das y e et und van"
SMALL = frozenset(_SMALL_WORDS.split())
"""Words that do not tell the name of one country from that of another."""
_COMMON = 2
"""A word in which the long names of so many countries differ from the short ones states the form of a state."""
_NO_NAME = frozenset(["republic", "islands", "island", "states", "guinea", "territories", "sar", "china"])
"""Words that two countries share without being called by them."""


@functools.cache
def by_key() -> dict[str, Codes]:
    """Countries of today by `own_key` of each name; of two countries with one name the better source's counts."""
    keys = dict(own_keys())
    for name, codes in (*_of_rank("other"), *_halves()):
        keys.setdefault(name.replace(" ", ""), codes)
    return keys


@functools.cache
def own_keys() -> dict[str, Codes]:
    """Countries by the keys of their English names and those in their own languages."""
    keys = {name.replace(" ", ""): codes for name, codes in _shared().items()}
    for name, codes in _listed():
        if not _is_written(name):
            keys.setdefault(own_key(name), codes)
    for name, codes in _of_rank("own"):
        keys.setdefault(name.replace(" ", ""), codes)
    return keys


@functools.cache
def by_writing() -> dict[str, Codes]:
    """Countries by names of few letters as they are written, which without their marks are codes: Đức, ČR."""
    listed = ((name, codes) for name, codes in _listed() if _is_written(name))
    return {without_signs(name): codes for name, codes in (*_of_rank("short"), *listed)}


def without_signs(name: str) -> str:
    """A short name as it is written, but for points, hyphens and spaces: É.-U."""
    return re.sub(r"[.\s-]", "", name)


def _is_written(name: str) -> bool:
    """Whether a name has so few letters that only its marks tell it from a code."""
    return is_latin(name) and not name.isascii() and len(own_key(name)) < len("code")


@functools.cache
def former() -> dict[str, Codes]:
    """The countries of today on the land of a state that is no more, by the key of its name."""
    return {name.replace(" ", ""): codes for name, codes in _of_rank("former")}


@functools.cache
def by_iso() -> dict[str, str]:
    """The code of each country by its two and three-letter codes in small letters."""
    table = load_country_names()
    pairs = zip(table["country"], table["iso3"], strict=True)
    return {key.lower(): code for code, iso3 in pairs for key in (code, iso3) if key}


@functools.cache
def by_sign() -> dict[str, Codes]:
    """Countries by the signs of sport, then those of vehicles, then initials of three letters: GER, D, KSA."""
    found: dict[str, Codes] = {}
    for code, each in load_country_codes().items():
        found |= dict.fromkeys(each.sport, (code,))
    vehicles: dict[str, set[str]] = defaultdict(set)
    for code, each in load_country_codes().items():
        vehicles[each.vehicle].add(code)
    for sign, codes in vehicles.items():
        if sign and len(codes) == 1:
            found.setdefault(sign, tuple(codes))
    for initials, meant in by_initials().items():
        if len(initials) == 3:
            found.setdefault(initials.upper(), meant)
    return found


@functools.cache
def aliases() -> frozenset[str]:
    """Short forms that are names (UK, UAE, DRC) and no codes."""
    return frozenset(
        own_key(name) for name, _ in _listed() if len(own_key(name)) <= 3 and not _is_written(name)
    )


@functools.cache
def by_words() -> dict[Bag, tuple[int, Codes]]:
    """The rank of its source and the countries for each set of words that is a Latin name."""
    bags: dict[Bag, tuple[int, Codes]] = {}
    ranks = ((*_shared().items(), *_listed(), *_of_rank("own")), _of_rank("former"), _of_rank("other"))
    for rank, names in enumerate(ranks):
        for name, codes in names:
            words = plain(name).split() if name.isascii() else []
            if len(words) > 1 or (words and len(words[0]) > 3):
                bags.setdefault(frozenset(words) - SMALL, (rank, codes))
    return bags


@functools.cache
def by_number_of_words() -> dict[int, list[tuple[Bag, tuple[int, Codes]]]]:
    """What `by_words` has, by the number of the words."""
    found: dict[int, list[tuple[Bag, tuple[int, Codes]]]] = defaultdict(list)
    for words, meant in by_words().items():
        found[len(words)].append((words, meant))
    return dict(found)


@functools.cache
def by_initials() -> dict[str, Codes]:
    """Countries by the initials of names of several words, small words counted or not, where no other has them."""
    return {key: codes[0] for key, codes in all_by_initials().items() if len(codes) == 1}


@functools.cache
def all_by_initials() -> dict[str, tuple[Codes, ...]]:
    """All countries with a name of several words that has these initials: SR is Slovenská republika."""
    found: dict[str, dict[Codes, None]] = defaultdict(dict)
    for name, codes in (*_listed(), *_of_rank("own"), *_of_rank("former")):
        words = plain(name).split() if name.isascii() else []
        for some in (words, [word for word in words if word not in SMALL]):
            if len(some) > 1:
                found["".join(word[0] for word in some)][codes] = None
    return {key: tuple(codes) for key, codes in found.items()}


@functools.cache
def forms_of_state() -> frozenset[str]:
    """Words by which the longer names of countries differ from the shorter ones: republic, kingdom."""
    by_country: dict[Codes, list[Bag]] = defaultdict(list)
    for name, codes in _of_rank("own"):
        by_country[codes].append(frozenset(name.split()) - SMALL)
    where: dict[str, set[Codes]] = defaultdict(set)
    for codes, bags in by_country.items():
        for word in {
            word for long in bags for short in bags if short and short < long for word in long - short
        }:
            where[word].add(codes)
    return frozenset(word for word, codes in where.items() if len(codes) >= _COMMON)


@functools.cache
def latin_keys() -> dict[str, str]:
    """Countries by Latin keys of more than three letters, English names and those in their own languages."""
    names = ((own_key(name), codes) for name, codes in (*_listed(), *_of_rank("own")) if is_latin(name))
    return {key: codes[0] for key, codes in names if len(codes) == 1 and len(key) > 3}


def _listed() -> Iterator[tuple[str, Codes]]:
    """The English names, and the names and short forms of the table kept by hand."""
    table = load_country_names()
    for code, others in zip(table["country"], table["other_names"], strict=True):
        for name in (country_name(code), *filter(None, others.split(";"))):
            yield name, (code,)


def _of_rank(rank: str) -> Iterator[tuple[str, Codes]]:
    """The names of a rank of the table: plain words, or keys of names in other scripts."""
    for each in load_country_terms():
        if each.rank == rank:
            for name in each.names:
                yield name, each.countries


def _halves() -> Iterator[tuple[str, Codes]]:
    """What stands before "and" in a name, and after it in an English one: Saint Kitts, Svalbard, Herzegovina."""
    for name, codes in (*_listed(), *_of_rank("own")):
        first, both, _ = plain(name).partition(" and ")
        if both and len(first) > 5:
            yield first, codes
    for name, codes in _listed():
        _, _, last = plain(name).partition(" and ")
        if len(last) > 5 and not _NO_NAME.intersection(last.split()):
            yield last, codes


@functools.cache
def _shared() -> dict[str, Codes]:
    """What two countries are called alike without a word in front or a mark behind: Korea, Congo, Virgin Islands."""
    ends: dict[str, list[str]] = defaultdict(list)
    for code, name in country_names().items():
        words = plain(name.split(" - ")[0]).split()
        if " - " in name:
            ends[" ".join(words)].append(code)
        for at in range(1, len(words)):
            if not _NO_NAME.issuperset(words[at:]):
                ends[" ".join(words[at:])].append(code)
    names = {plain(name) for name in country_names().values()}
    found = {name: codes for name, codes in ends.items() if len(codes) > 1 and name not in names}
    return {name: tuple(sorted(codes, reverse=True)) for name, codes in found.items()}
