"""Municipalities by official names that have the town's in the genitive: Δήμος Πατρέων, Jelgavas novads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from citymatch.datasets.native import load_native_names

from .choosing import governs, people_in
from .folding import fold
from .gazetteer import Gazetteer
from .municipal import Reading, readings
from .native import is_native, native_key
from .scopes import Scope

_GREEK = "αιων|εων|ιτων|ωτων|ιων|ων|εωσ|ουσ|ου|ησ|ασ|οσ"
_ENDINGS = {
    "GR": re.compile(f"(?:{_GREEK}|aion|eon|iton|oton|ion|on|eos|ous|ou|is|as|os)$"),
    "LT": re.compile("(?:iaus|aus|ios|ies|io|iu|os|es|o|u|s)$"),
    "LV": re.compile("(?:as|es|is|u|a|s)$"),
    "FI": re.compile("(?:een|in|on|an|un|yn|en|n)$"),
}
_GREEK_WORD = re.compile(r"^(?:δήμος|δημος)\s+(?=\w)", re.I)
_SHORTEST = 3
_MORE = 4
"""A name has at most so many letters after the stem that it shares with its genitive."""
_DOMINANT = 3.0


def in_genitive(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows of the municipality whose name this is in the genitive; several if it cannot be said which.

    >>> from citymatch.places.gazetteer import gazetteer_of
    >>> found = in_genitive("Δήμος Πατρέων", Scope(""), gazetteer_of())
    >>> [str(gazetteer_of().world["name"][row]) for row in found]
    ['Pátra']
    """
    for country, reading in _without_words(name):
        if scope.country in ("", country) and (rows := _of_stem(reading, country, scope, gazetteer)):
            return rows
    return []


def _without_words(name: str) -> Iterator[tuple[str, Reading]]:
    """The countries with genitives whose words for a kind a name has, and the name without them."""
    if (greek := _GREEK_WORD.sub("", name.strip())) != name.strip():
        yield "GR", Reading(greek, frozenset(["GR"]))
        return
    for each in readings(name):
        for country in sorted(_ENDINGS.keys() & each.countries):
            yield country, each


def _of_stem(reading: Reading, country: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    world, native = gazetteer.world, is_native(reading.name)
    stem = _ENDINGS[country].sub("", native_key(reading.name) if native else fold(reading.name))
    if len(stem) < _SHORTEST or (reading.word and reading.word.above):
        return []
    rows = [row for row in gazetteer.rows_in(country, scope.admin1).tolist() if governs(row, world)]
    begun = [row for row in rows if any(_begins(each, stem) for each in _names(row, native, gazetteer))]
    ranks, units = reading.word.ranks(country) if reading.word else [], world.labels("unit_kind")
    if ranks and f"{country}:*" not in ranks[-1]:
        begun = next(filter(None, ([row for row in begun if units[row] in rank] for rank in ranks)), [])
    people = people_in(begun, world)
    order = sorted(range(len(begun)), key=lambda at: -people[at])
    if len(begun) > 1 and people[order[0]] >= _DOMINANT * people[order[1]]:
        order = order[:1]
    return [begun[at] for at in order]


def _begins(key: str, stem: str) -> bool:
    return key.startswith(stem) and len(key) - len(stem) <= min(_MORE, len(stem) - 1)


def _names(row: int, native: bool, gazetteer: Gazetteer) -> list[str]:
    world = gazetteer.world
    if native:
        own = load_native_names().get(int(world["number"][row]), ())
        return [native_key(each) for each in (*own, str(world["local_name"][row])) if each]
    name = world.texts("name")[row]
    return [fold(name), fold(name.partition(" (")[0]), fold(world.texts("unit_name")[row])]
