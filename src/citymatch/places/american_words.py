"""The words that the Census and officials put before or after the name of a US municipality, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .folding import fold
from .regions import country_keys, state_keys

KINDS = {
    "charter township": "township", "charter twp": "township", "township": "township", "twp": "township",
    "city": "city", "town": "town", "village": "village", "borough": "borough", "boro": "borough",
    "municipality": "city", "corporation": "city", "plantation": "plantation", "district": "district",
    "census-designated place": "CDP", "census designated place": "CDP", "cdp": "CDP",
    "city and borough": "city", "incorporated town": "town", "incorporated village": "village",
}  # fmt: skip
"""Words that state a kind of municipality, and the legal kind of places that each of them means."""

_WORDS = "|".join(sorted((re.escape(word) for word in KINDS), key=len, reverse=True))
_AFTER = re.compile(rf"^(?P<base>.+?)\s+(?P<kind>{_WORDS})\.?$", re.I)
_BEFORE = re.compile(rf"^(?:the )?(?P<kind>{_WORDS}) of (?P<base>.+)$", re.I)
_BRACKETED = re.compile(rf"^(?P<base>[^,(]+?) \((?P<kind>{_WORDS})\)(?=$|,| \()", re.I)
_TWO_NAMES = re.compile(rf"^[^,(]+ \((?P<base>[^)]+)\) (?P<kind>{_WORDS})(?=$|,)")
_COMMA_INSIDE = re.compile(
    r"^(?P<city>[^,]+), (?P<rest>[^,]+ (?:County|Parish) (?:metropolitan|metro|unified|consolidated) government)"
)
_TITLE = re.compile(rf"^(?P<base>[^,]+), (?:{_WORDS}) of [^,]+ (?P<kind>{_WORDS})(?=$|,)", re.I)
_BALANCE = re.compile(r"\s*\(balance\)", re.I)


@dataclass(frozen=True)
class Asked:
    """A name without the word for its kind, that word, and whether it can be nothing else but that word."""

    base: str
    word: str
    certain: bool

    @property
    def kind(self) -> str:
        """The legal kind of places that the word means."""
        return KINDS[self.word]


def readings(name: str) -> Iterator[Asked]:
    """The ways to part a name from a word that states its kind; the Census writes that word small.

    >>> [(a.base, a.word, a.certain) for a in readings("Boise City city")]
    [('Boise City', 'city', True)]
    >>> [(a.base, a.kind, a.certain) for a in readings("Town of Hempstead")]
    [('Hempstead', 'town', False)]
    """
    if after := _AFTER.match(name):
        word = after["kind"]
        small = word == word.lower() and after["base"] != after["base"].lower()
        yield Asked(after["base"], word.lower(), small or KINDS[word.lower()] == "CDP")
    if before := _BEFORE.match(name):
        yield Asked(before["base"], before["kind"].lower(), False)


def without_kind(name: str) -> str:
    """A name without a bracket and without the word for its kind, "" if there is none.

    >>> without_kind("Suisun City"), without_kind("Village of Campton Hills"), without_kind("Pinole")
    ('Suisun', 'Campton Hills', '')
    """
    return next((asked.base for asked in readings(name)), "")


def unbracketed(text: str) -> str:
    """A line of the US with what its brackets say put into words: "(balance)" says nothing, "(town)" the kind.

    >>> unbracketed("Hempstead (town), New York"), unbracketed("Butte-Silver Bow (balance), Montana")
    ('Hempstead town, New York', 'Butte-Silver Bow, Montana')
    >>> unbracketed("San Buenaventura (Ventura) city, California")
    'Ventura city, California'
    """
    if not _in_us(text):
        return text
    text = _BALANCE.sub("", text)
    text = _COMMA_INSIDE.sub(r"\g<city>-\g<rest>", text)
    text = _TITLE.sub(r"\g<base> \g<kind>", text)
    text = _TWO_NAMES.sub(r"\g<base> \g<kind>", text)
    bracketed = _BRACKETED.match(text)
    if not bracketed:
        return text
    return f"{bracketed['base']} {bracketed['kind'].lower()}{text[bracketed.end() :]}"


def _in_us(text: str) -> bool:
    """Whether a line ends with a US state or the country."""
    last = fold(text.rpartition(",")[2])
    return last in state_keys() or country_keys().get(last, ("",))[0] == "US"
