"""A country as somebody writes it, in an option or a policy: its code, or what was meant instead."""

from __future__ import annotations

import functools
import re
import unicodedata
from difflib import get_close_matches

from .divisions import load_country_terms
from .errors import InputError
from .geography import country_name, country_names
from .us import load_country_names

NEAR = 0.75
"""From this likeness (of difflib) on a word is taken for a misspelt name."""
SHARED = 4
"""A word that stands in the names of more countries ("Islands") means none of them."""
OTHER_CODES = {"EL": "GR"}
"""Codes of countries in use beside those of ISO 3166-1, which no table of names holds."""

PARTS = dict.fromkeys(("england", "scotland", "wales", "northern ireland", "great britain"), "GB")
"""Parts that people write for the country: it is offered, not the name that is nearest by its letters."""


class NoCountry(InputError):
    """A word that is the name or code of no one country; the message says what may have been meant."""


def country_code(word: str) -> str:
    """The ISO 3166-1 code of a country, by its code or by any of its names, whatever their case.

    Raises NoCountry, which names the countries that may be meant.

    >>> country_code("UK"), country_code("germany"), country_code("JPN")
    ('GB', 'DE', 'JP')
    >>> try:
    ...     country_code("Rusja")
    ... except NoCountry as error:
    ...     print(error)
    'Rusja' is no ISO code or name of a country; did you mean Russia (RU)?
    """
    codes = meant(word)
    if len(codes) == 1 and _names().get(_key(word)) == codes[0]:
        return codes[0]
    if len(codes) > 1:
        raise NoCountry(f"{word!r} may be {_listed(codes)}; write the code")
    hint = f"; did you mean {_listed(codes)}?" if codes else ""
    raise NoCountry(f"{word!r} is no ISO code or name of a country{hint}")


def meant(word: str) -> tuple[str, ...]:
    """The codes of the countries that a word may mean: one for a name, several for a part of several names or a word
    near to names, none for any other.

    >>> meant("Korea"), meant("Nippn"), meant("Atlantis")
    (('KP', 'KR'), ('JP',), ())
    >>> meant("England")
    ('GB',)
    """
    key = _key(word)
    code = _names().get(key, "")
    if key in PARTS and not code:
        return (PARTS[key],)
    shared = tuple(sorted(c for c, name in country_names().items() if key and key in _words(name)))
    shared = shared if len(shared) <= SHARED else ()
    if code and (_key(country_name(code)) == key or len(key) <= 3 or not set(shared) - {code}):
        return (code,)
    if code or len(shared) > 1:
        return tuple(dict.fromkeys((*shared, *((code,) if code else ()))))
    near = get_close_matches(key, [name for name in _names() if len(name) > 3], n=3, cutoff=NEAR)
    return tuple(dict.fromkeys(_names()[name] for name in near))[:1] if near else shared


def _listed(codes: tuple[str, ...]) -> str:
    names = [f"{country_name(code)} ({code})" for code in codes]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


@functools.cache
def _names() -> dict[str, str]:
    """The code of each country by its codes and by every name in use, without case, accents and dots."""
    table, names = load_country_names(), country_names()
    known = {_key(code): code for code in names}
    for code, name in names.items():
        known.setdefault(_key(name), code)
    for code, iso3, others in zip(table["country"], table["iso3"], table["other_names"], strict=True):
        for word in (iso3, *others.split(";")):
            if word:
                known.setdefault(_key(word), code)
    for term in load_country_terms():
        if len(term.countries) == 1 and term.rank != "former":
            for word in term.names:
                known.setdefault(_key(word), term.countries[0])
    return known | {_key(code): meant for code, meant in OTHER_CODES.items()}


def _words(name: str) -> set[str]:
    """Every run of whole words of a name."""
    words = _key(name).split()
    return {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}


def _key(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    found = re.sub(r"[^\w\s]|_", " ", plain.replace(".", "").replace("'", "")).casefold().split()
    return " ".join(found[1:] if len(found) > 1 and found[0] == "the" else found)
