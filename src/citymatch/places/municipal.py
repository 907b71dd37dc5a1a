"""Names with a word for the kind of municipality: City of, Gmina, Kota, Comune di, Metropolitan City, -fu."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from citymatch.datasets.municipal import MunicipalWord, load_municipal_words

from .folding import plain

_ENDING = re.compile(r"(?<=\w)-(\w{2,5})$")
_ELIDED = re.compile(r"\b([dl]|dell)['’](?=\w)", re.I)
_HYPHENATED = re.compile(r"\b(self|miejsko|sub)-(?=\w)", re.I)  # Self-Governing, miejsko-wiejska
# Where a preposition has swallowed the article of the name: Ville du Havre.
_SWALLOWED = {
    "du": ("Le",), "des": ("Les",), "del": ("El", "Il"), "dell": ("L'",), "della": ("La",), "dello": ("Lo",),
    "delle": ("Le",), "dei": ("I",),
}  # fmt: skip
_IN_GENITIVE = frozenset(["kommun", "kommune", "stad", "lan"])  # Göteborgs kommun
_NUMBER = r"(?P<number>\d{1,2})(?:st|nd|rd|th|\.|e|er|º|o)?"
_KIND = "(?:district|arrondissement|kerület|(?:gemeinde|stadt)?bezirk|obvod|městská část|dzielnica|municipio|ward)"
_CITY = "(?P<city>.+?)"
_DISTRICTS = tuple(
    re.compile(form, re.I)
    for form in (
        f"{_NUMBER} {_KIND} (?:of|de) {_CITY}",
        f"district (?P<number>\\d{{1,2}}|[IVX]+) (?:of|in) {_CITY}",
        f"{_CITY}[ -](?P<number>(?-i:[IVX]+))\\.?(?: {_KIND})?",
        f"{_CITY}[ -]{_NUMBER} {_KIND}",
        f"{_CITY} {_KIND} (?P<number>\\d{{1,2}}|(?-i:[IVX]+))",
    )
)
_ORDINAL = re.compile(rf"{_CITY} \d{{1,2}}(?:st|nd|rd|th|\.|e|er|ème|eme|º|°)?(?: {_KIND})?", re.I)
_JOINING = frozenset(["of", "de", "di", "da", "do", "du", "des", "d", "ng", "sa", "and", "und", "et"])
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Reading(NamedTuple):
    """A name without the word for its kind, and that word; its countries (empty: any) are those of the word."""

    name: str
    countries: frozenset[str]
    word: MunicipalWord | None = None


def variants(name: str, country: str = "") -> Iterator[str]:
    """A name, then without the words (or the Japanese or Korean ending) that state its legal kind.

    >>> list(variants("City of Pinole")), list(variants("Boyne City"))
    (['City of Pinole', 'Pinole'], ['Boyne City', 'Boyne'])
    >>> list(variants("Gmina Łęczna", "PL")), list(variants("Gmina Łęczna", "DE"))
    (['Gmina Łęczna', 'Łęczna'], ['Gmina Łęczna'])
    """
    told = (
        each.name for each in readings(name) if not each.countries or not country or country in each.countries
    )
    yield from dict.fromkeys((name, *told))


@functools.lru_cache(4096)
def readings(name: str) -> tuple[Reading, ...]:
    """The name without each of the words for a kind that it may begin or end with.

    >>> [each.name for each in readings("Ville du Havre")], [each.name for each in readings("Kyoto-fu")]
    (['Havre', 'Le Havre'], ['Kyoto'])
    """
    found: dict[tuple[str, str], Reading] = {}
    words = _HYPHENATED.sub(r"\1 ", _ELIDED.sub(r"\1' ", name)).split()
    for one in _stripped(words[words[:1] in (["the"], ["The"]) :]):
        found.setdefault((one.name, _told_by(one)), one)
        for again in _stripped(_ELIDED.sub(r"\1' ", one.name).split()):
            countries = one.countries | again.countries
            if one.countries and again.countries:
                countries = one.countries & again.countries
                if not countries:
                    continue
            found.setdefault((again.name, _told_by(again)), again._replace(countries=countries))
    return tuple(found.values())


def _told_by(reading: Reading) -> str:
    """What tells a reading from another of the same name."""
    return (
        f"{reading.word.word} {reading.word.above} {sorted(reading.word.countries)}" if reading.word else ""
    )


def _stripped(words: list[str]) -> Iterator[Reading]:
    keys = [plain(word) for word in words]
    first, last, endings = _by_end()
    ending = _ENDING.search(words[-1]) if words else None
    for each in endings.get(plain(ending[1]), ()) if ending else ():
        yield Reading(" ".join(words)[: -len(ending[0])], each.countries, each)  # type: ignore[index]
    for each in (*first.get(keys[0], ()), *last.get(keys[-1], ())) if keys else ():
        own = each.word.split()
        if len(own) < len(keys) and _stands(keys, own, each):
            rest = words[len(own) :] if each.stands == "before" else words[: -len(own)]
            bare = " ".join(rest).replace("' ", "'").strip(" -,")
            if not plain(bare) or bare.split()[0] in _JOINING:
                continue
            yield Reading(bare, each.countries, each)
            if own[-1] in _IN_GENITIVE and bare.endswith("s"):
                yield Reading(bare[:-1], each.countries, each)
            for article in _SWALLOWED.get(own[-1], ()):
                yield Reading(f"{article} {bare}".replace("' ", "'"), each.countries, each)


@functools.cache
def _by_end() -> tuple[dict[str, list[MunicipalWord]], ...]:
    """The words that stand before a name by their first, those that stand after it by their last, and the endings."""
    found: dict[str, dict[str, list[MunicipalWord]]] = {
        stands: defaultdict(list) for stands in ("before", "after", "ending")
    }
    for each in load_municipal_words():
        own = each.word.split()
        found[each.stands][own[0] if each.stands == "before" else own[-1]].append(each)
    return tuple(dict(each) for each in found.values())


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


def is_word(text: str) -> bool:
    """Whether a text is one of the words as it stands, with nothing before or after it.

    >>> is_word("Gmina wiejska"), is_word("Linn County")
    (True, False)
    """
    return plain(text) in _words()


@functools.cache
def _words() -> frozenset[str]:
    return frozenset(each.word for each in load_municipal_words() if each.stands != "ending")


@functools.cache
def _kind_words() -> frozenset[str]:
    words = (each for each in load_municipal_words() if not each.above and each.stands != "ending")
    own = {word for each in words for word in each.word.split() if len(word) > 2} - _JOINING
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


def city_of_district(text: str) -> str:
    """The city of which a text names a district by its number; "" if it names none.

    >>> city_of_district("Wien, 10. Bezirk"), city_of_district("Lyon 3e"), city_of_district("Pinole")
    ('Wien', 'Lyon', '')
    """
    line = " ".join(text.replace(",", " ").split())
    found = next((found for form in (*_DISTRICTS, _ORDINAL) if (found := form.fullmatch(line))), None)
    return found["city"].strip() if found else ""


def _roman(number: int) -> str:
    letters = ""
    for value, sign in _ROMAN:
        while number >= value:
            letters, number = letters + sign, number - value
    return letters
