"""Names with a word for the kind of municipality: City of, Gmina, Kota, Comune di, Metropolitan City, -fu."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from citymatch.datasets.municipal import MunicipalWord, load_municipal_words

from .folding import plain

_SUFFIX = re.compile(r"-(?:shi|ch[oō]|machi|mura|son|fu|to|ku|si|gun|gu|eup)$", re.I)
_ELIDED = re.compile(r"\b([dl])['’](?=\w)", re.I)
# Where a preposition has swallowed the article of the name: Ville du Havre.
_SWALLOWED = {"du": "Le", "des": "Les"}
_IN_GENITIVE = frozenset(["kommun", "kommune", "stad"])  # Göteborgs kommun
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th|\.|e|er|º|o)?"
_KIND = "(?:district|arrondissement|kerület)"
_CITY = "(?P<city>.+?)"
_DISTRICTS = tuple(
    re.compile(form, re.I)
    for form in (
        f"{_NUMBER} {_KIND} (?:of|de) {_CITY}",
        f"district (?P<number>\\d{{1,2}}|[IVX]+) (?:of|in) {_CITY}",
        f"{_CITY}[ -](?P<number>(?-i:[IVX]+))\\.?(?: {_KIND})?",
        f"{_CITY}[ -]{_NUMBER} {_KIND}",
    )
)
_JOINING = frozenset(["of", "de", "di", "da", "do", "du", "des", "d", "ng", "sa", "and", "und", "et"])
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Reading(NamedTuple):
    """A name without the word for its kind, and the countries (empty: any) in which that word is used."""

    name: str
    countries: frozenset[str]


def variants(name: str, country: str = "") -> Iterator[str]:
    """A name, then without the words (or the Japanese or Korean ending) that state its legal kind.

    >>> list(variants("City of Pinole")), list(variants("Boyne City"))
    (['City of Pinole', 'Pinole'], ['Boyne City', 'Boyne'])
    >>> list(variants("Gmina Łęczna", "PL")), list(variants("Gmina Łęczna", "DE"))
    (['Gmina Łęczna', 'Łęczna'], ['Gmina Łęczna'])
    """
    yield name
    for each in readings(name):
        if not each.countries or not country or country in each.countries:
            yield each.name


@functools.lru_cache(4096)
def readings(name: str) -> tuple[Reading, ...]:
    """The name without each of the words for a kind that it may begin or end with.

    >>> [each.name for each in readings("Ville du Havre")], [each.name for each in readings("Kyoto-fu")]
    (['Havre', 'Le Havre'], ['Kyoto'])
    """
    found: dict[str, frozenset[str]] = {}
    ended = _SUFFIX.sub("", name.strip())
    if ended and ended != name.strip():
        found[ended] = frozenset()
    words = _ELIDED.sub(r"\1' ", name).split()
    for bare, countries in _stripped(words[words[:1] in (["the"], ["The"]) :]):
        found.setdefault(bare, countries)
        for again, also in _stripped(_ELIDED.sub(r"\1' ", bare).split()):
            found.setdefault(again, countries | also if countries and also else countries or also)
    return tuple(Reading(*each) for each in found.items())


def _stripped(words: list[str]) -> Iterator[tuple[str, frozenset[str]]]:
    keys = [plain(word) for word in words]
    first, last = _by_end()
    for each in (*first.get(keys[0], ()), *last.get(keys[-1], ())) if keys else ():
        own = each.word.split()
        if len(own) < len(keys) and _stands(keys, own, each):
            rest = words[len(own) :] if each.stands == "before" else words[: -len(own)]
            bare = " ".join(rest).replace("' ", "'").strip(" -,")
            if not plain(bare) or bare.split()[0] in _JOINING:
                continue
            yield bare, each.countries
            if own[-1] in _IN_GENITIVE and bare.endswith("s"):
                yield bare[:-1], each.countries
            if own[-1] in _SWALLOWED:
                yield f"{_SWALLOWED[own[-1]]} {bare}", each.countries


@functools.cache
def _by_end() -> tuple[dict[str, list[MunicipalWord]], dict[str, list[MunicipalWord]]]:
    """The words that stand before a name by their first, and those that stand after it by their last."""
    first: dict[str, list[MunicipalWord]] = defaultdict(list)
    last: dict[str, list[MunicipalWord]] = defaultdict(list)
    for each in load_municipal_words():
        own = each.word.split()
        (first[own[0]] if each.stands == "before" else last[own[-1]]).append(each)
    return dict(first), dict(last)


def _stands(keys: list[str], own: list[str], word: MunicipalWord) -> bool:
    if word.stands == "before" and own[-1] == "de":
        return keys[: len(own)] == own or (keys[: len(own) - 1] == own[:-1] and keys[len(own) - 1] == "d")
    return (keys[: len(own)] if word.stands == "before" else keys[-len(own) :]) == own


def is_kind(text: str) -> bool:
    """Whether a text is nothing but a word for a kind of municipality, as in "Lubaczów (rural gmina)".

    >>> is_kind("rural gmina"), is_kind("Town"), is_kind("Oder")
    (True, True, False)
    """
    words = plain(text).split()
    return bool(words) and all(word in _kind_words() for word in words)


@functools.cache
def _kind_words() -> frozenset[str]:
    own = {word for each in load_municipal_words() for word in each.word.split()} - _JOINING
    return frozenset(own | {"rural", "unitary", "authority", "urban"})


def district_keys(name: str) -> list[str]:
    """The keys under which a numbered district of a city may stand.

    >>> district_keys("18th district of Budapest")
    ['budapestxviiikerulet', 'budapestxviii', 'budapest18']
    >>> district_keys("Budapest XIII")[0], district_keys("Pinole")
    ('budapestxiiikerulet', [])
    """
    for form in _DISTRICTS:
        if found := form.fullmatch(" ".join(name.split())):
            city, number = plain(found["city"]).replace(" ", ""), found["number"].lower()
            roman = _roman(int(number)) if number.isdigit() else number
            numbers = [number] if number.isdigit() else []
            return [f"{city}{roman}kerulet", f"{city}{roman}", *(f"{city}{each}" for each in numbers)]
    return []


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters
