"""Which government a municipal word names: the Gmina Lubaczów around Lubaczów, Kabupaten Malang beside Kota Malang.

The word decides between governments of one name. If the gazetteer has none that it may name, the others are listed
and none of them is taken; if it names what stands above several municipalities, that is said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.geography import country_name
from citymatch.datasets.municipal import MunicipalWord

from . import known
from .choosing import SHOWN, Choice, choose
from .finding import Finding
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .here import Here
from .municipal import Reading, readings
from .scopes import Scope

_NUMBER = re.compile(r" No\. ?\d+\b.*$")
Search = Callable[[str, Scope, Gazetteer], Finding | None]


def by_its_word(name: str, scope: Scope, gazetteer: Gazetteer, search: Search) -> Finding | None:
    """What a name with a telling word means in a country; None if it has none, or if a place bears the whole name.

    `search` finds the name without its word where that names what stands above municipalities.
    """
    asked = [each for each in readings(name) if _tells(each, scope.country)]
    if not asked or scope.country == "US" or "unit_kind" not in gazetteer.world.columns:
        return None
    if Here(scope, gazetteer).named(spellings(name)):
        return None
    missed = None
    for reading in asked:
        found = _of_kind(name, reading, scope, gazetteer)
        if found and (found.chosen or not found.doubt):
            return found
        missed = missed or found
    return missed or next(
        filter(None, (_above(name, each, scope, gazetteer, search) for each in asked)), None
    )


def by_its_word_anywhere(name: str, gazetteer: Gazetteer, search: Search) -> list[tuple[Scope, Finding]]:
    """What a name with a telling word means in each of the countries that use it; "City of" tells nothing here."""
    if gazetteer.named(spellings(name)):
        return []
    asked = [each for each in readings(name) if each.word and (each.word.kinds or each.word.above)]
    countries = sorted({country for each in asked for country in each.countries if _tells(each, country)})
    scopes = [Scope(country, name=country_name(country)) for country in countries]
    found = [(each, by_its_word(name, each, gazetteer, search)) for each in scopes]
    both = [(scope, finding) for scope, finding in found if finding]
    return [each for each in both if not each[1].doubt] or both


def of_the_kind(rows: Sequence[int], reading: Reading, world: World) -> list[int]:
    """The rows of a name anywhere without those that the word before or after it does not name in their countries."""
    if not reading.word or not reading.word.kinds or "unit_kind" not in world.columns:
        return list(rows)
    countries, kept = world.labels("country"), []
    for country in dict.fromkeys(countries[row] for row in rows):
        own = [row for row in rows if countries[row] == country]
        ranks = reading.word.ranks(country)
        kept += _best(own, ranks, country, world) or (own if not ranks else [])
    return kept or list(rows)


def worded(name: str, kind: str) -> str:
    """A name and the kind in the bracket after it as one name, if that kind tells governments apart; else the name.

    >>> worded("Tartu", "vald"), worded("Langley", "township"), worded("Pinole", "city council")
    ('Tartu vald', 'Langley township', 'Pinole city council')
    """
    for whole in (f"{name} {kind}", f"{kind} of {name}", f"{kind} {name}"):
        if any(
            each.name == name and each.word and (each.word.kinds or each.word.above)
            for each in readings(whole)
        ):
            return whole
    return name


def _tells(reading: Reading, country: str) -> bool:
    if reading.word is None or (reading.countries and country not in reading.countries):
        return False
    return bool(reading.word.ranks(country) or (reading.word.above and country in reading.countries))


def _of_kind(name: str, reading: Reading, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The government of the name that the word names; open where there are but others."""
    word, world = reading.word, gazetteer.world
    ranks = word.ranks(scope.country) if word else []
    if not word or not ranks:
        return None
    rows = _bearing(reading.name, word, scope, gazetteer)
    kept = _best(rows, ranks, scope.country, world)
    if not kept and rows:
        others = tuple(known.place(world, row) for row in rows[:SHOWN])
        return Finding(Choice(None, others), doubt=_no_such(name, others[0].name, scope))
    choice = choose(kept, world, scope.county, reading.name, bool(scope.admin1))
    if choice == Choice(None):
        return None
    listed = {each.id for each in (choice.community, *choice.others) if each}
    beside = [known.place(world, row) for row in rows if world.community_id(row) not in listed]
    return Finding(replace(choice, others=(*choice.others, *beside)[: max(SHOWN, len(choice.others))]))


def _bearing(name: str, word: MunicipalWord, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The governments in a scope of a name, which may hold the word.

    If there are none, those that are also called so, and those that have their name: Kauno rajono savivaldybė.
    """
    here, world = Here(scope, gazetteer), gazetteer.world
    keys = [*spellings(name), fold(f"{word.word} {name}"), fold(f"{name} {word.word}")]
    rows = [*here.named(keys), *here.headed(keys), *_numbered(name, here)]
    if not rows:
        rows = here.also_named(spellings(name))
        keys = [fold(world.texts("name")[row]) for row in rows]
        rows = [*rows, *here.named(keys), *here.headed(keys)]
    units = world.labels("unit_kind")
    own = [row for row in dict.fromkeys(rows) if units[row]]
    people = np.nan_to_num(world.numbers("population")[np.asarray(own, np.int64)])
    return [own[at] for at in np.argsort(-people, kind="stable")]


def _numbered(name: str, here: Here) -> list[int]:
    """The rural municipalities of Canada that have a number after their name: Maple Creek No. 111."""
    if here.scope.country != "CA":
        return []
    names = here.gazetteer.world.texts("name")
    return [row for row in here.beginning(fold(name)) if fold(_NUMBER.sub("", names[row])) == fold(name)]


def _best(rows: Iterable[int], ranks: Sequence[frozenset[str]], country: str, world: World) -> list[int]:
    """The rows of the first rank of which there are any."""
    units, rows = world.labels("unit_kind"), list(rows)
    for rank in ranks:
        if kept := rows if f"{country}:*" in rank else [row for row in rows if units[row] in rank]:
            return kept
    return []


def _no_such(name: str, other: str, scope: Scope) -> str:
    return f"{name!r} is another government than {other}, and none of that kind and name is known in {scope.name}"


def _above(name: str, reading: Reading, scope: Scope, gazetteer: Gazetteer, search: Search) -> Finding | None:
    """The place of the name where the word names what stands above several municipalities, which is said."""
    word = reading.word
    if word is None or not word.above or scope.country not in reading.countries:
        return None
    longer = [each.name for each in readings(name) if len(each.name) > len(reading.name)]
    if Here(scope, gazetteer).named([key for each in longer for key in spellings(each)]):
        return None  # Greater Hume Shire is no wider Hume
    found = search(reading.name, scope, gazetteer)
    if found is None or found.doubt:
        return found
    taken = f"read as {found.chosen.name}" if found.chosen else "a municipality has to be chosen"
    said = f"{name!r} names {word.above}: {taken}"
    return replace(found, corrected="; ".join(filter(None, [said, found.corrected])))
