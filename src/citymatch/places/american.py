"""Names of US municipalities in their official forms: "Town of Hempstead", "Liberty city", "Nashville-Davidson"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from citymatch.datasets import World

from . import known
from .american_names import Rows, is_charter, kinds_of, names_in, rows_of, signs
from .american_words import Asked, readings, without_kind
from .choosing import DOMINANT_IN_COUNTRY, SHOWN, Choice, choose
from .communities import Community
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .merged import merged_by_name, one_government, renamed
from .regions import Scope

_PUERTO_RICO = re.compile(r" (?:zona urbana|comunidad|municipio|barrio-pueblo)$", re.I)

Found = tuple[Choice, str]
"""What a name came to, and what was corrected on the way ("" if nothing was)."""


def official(name: str, scope: Scope, gazetteer: Gazetteer) -> Found | None:
    """The US municipality of a name that states its kind, with what was corrected; None if the name states none.

    The word means what it says: a town is another government than the village of its name. Where there is none of
    that kind, the other kind is taken and said. A name that the gazetteer has with its kind in a bracket is found too.

    >>> from .gazetteer import gazetteer_of
    >>> official("Town of Hempstead", Scope("US", "NY", "New York"), gazetteer_of())[0].community.id
    'unit:US:3605934000'
    """
    if scope.country == "PR":
        return _puerto_rican(name, gazetteer)
    if scope.country != "US":
        return None
    if merged := merged_by_name(name, scope.admin1, gazetteer.world):
        return Choice(merged), ""
    for asked in readings(name):
        if not asked.certain and names_in(gazetteer.world, scope.admin1).full.get(fold(name)):
            return None
        if found := _of_kind(asked, scope, gazetteer.world):
            return found
    return _with_a_bracket(name, scope, gazetteer)


def anywhere(name: str, world: World) -> list[Community]:
    """The US governments that a name without a state means by what it says of their kind, the largest first.

    >>> from citymatch.datasets import load_world
    >>> [each.id for each in anywhere("City and County of Denver", load_world())]
    ['geonames:5419384']
    """
    if merged := merged_by_name(name, "", world):
        return [merged]
    whole = Scope("US")
    found = [
        row
        for asked in readings(name)
        if asked.kind not in ("city", "CDP")
        for row in _of_that_word(_bearing(asked, whole, world), asked, world)
        if asked.kind in kinds_of(row, world)
    ]
    places = [known.place(world, row) for row in dict.fromkeys(found)]
    return sorted(places, key=lambda each: -np.nan_to_num(each.population))[:SHOWN]


def county_or_city(name: str, county: Community, world: World) -> Choice:
    """A county found by a name, or the city that is one government with it; that, and a new name, are said."""
    found = known.by_id(county.id, world)
    notes = (renamed(name, county), one_government(county.id, found))
    return Choice(found, notes=tuple(filter(None, notes)))


def _of_kind(asked: Asked, scope: Scope, world: World) -> Found | None:
    rows = _bearing(asked, scope, world)
    right = [row for row in rows if asked.kind in kinds_of(row, world)]
    here, there = _in_county(right, scope, world), _in_county(rows, scope, world)
    if here:
        return _one_of(_of_that_word(here, asked, world), world), ""
    if len(right) == 1 and (asked.kind != "township" or not there):
        return _one_of(right, world), _other_county(right[0], scope, world)
    others = _governing_first(there or rows, world)
    if not others:
        return None
    choice = _one_of(others, world)
    if choice.community is None:
        return choice, ""
    row = world.row_of_id(choice.community.id)
    what, word = _word(kinds_of(row, world)[0]), _word("CDP" if asked.kind == "CDP" else asked.word)
    return choice, f"no {word} named {asked.base} in {scope.name}: read as the {what} {choice.community.name}"


def _word(kind: str) -> str:
    return "census-designated place" if kind == "CDP" else kind


def _governing_first(rows: Rows, world: World) -> Rows:
    """The municipalities that sign, else those of any kind, else the census places."""
    municipal = [row for row in rows if kinds_of(row, world)[0] != "CDP"]
    return [row for row in municipal if signs(row, world)] or municipal or rows


def _with_a_bracket(name: str, scope: Scope, gazetteer: Gazetteer) -> Found | None:
    """A municipality that the gazetteer has with its kind in a bracket only, as "Ohio (village)" of Illinois.

    A township without a general government is not what a bare name means; a numbered district has no other name.
    """
    world = gazetteer.world
    if not scope.admin1 or gazetteer.named(spellings(name), "US", scope.admin1):
        return None
    rows = _in_county(rows_of(names_in(world, scope.admin1).full, spellings(name)), scope, world)
    rows = [row for row in rows if "CDP" not in kinds_of(row, world)]
    rows = [row for row in rows if signs(row, world) or "district" in kinds_of(row, world)]
    return (_one_of(rows, world), "") if rows else None


def _bearing(asked: Asked, scope: Scope, world: World) -> Rows:
    """The rows of a name: as it stands, in other spellings, without a second word for a kind, or with one.

    Of these ways to read the name the first that has the kind asked for is taken.
    """
    names = names_in(world, scope.admin1)
    base, rest = asked.base, without_kind(asked.base)
    ways = (
        (names.full, [fold(base)]),
        (names.full, spellings(base)),
        (names.full, spellings(rest)),
        (names.short, spellings(base)),
    )
    found = [rows for rows in (rows_of(index, keys) for index, keys in ways) if rows]
    right = (rows for rows in found if any(asked.kind in kinds_of(row, world) for row in rows))
    return next(right, None) or next(iter(found), [])


def _of_that_word(rows: Rows, asked: Asked, world: World) -> Rows:
    """Charter townships alone, or the others alone, where the word says which of them is meant."""
    charter = asked.word.startswith("charter")
    if asked.kind != "township" or not (charter or asked.certain):
        return rows
    return [row for row in rows if is_charter(row, world) == charter] or rows


def _in_county(rows: Sequence[int], scope: Scope, world: World) -> Rows:
    county = world.labels("county_fips")
    return [row for row in rows if not scope.county or county[row] == scope.county]


def _other_county(row: int, scope: Scope, world: World) -> str:
    """What to say of the only one of its kind in the state, which lies in another county than was given."""
    fips = str(world["county_fips"][row])
    if not scope.county or not fips:
        return ""
    asked, own = known.by_fips(scope.county).name, known.by_fips(fips).name
    return (
        f"{world['name'][row]} lies in {own}; it is the only one of its kind in {scope.name}, not in {asked}"
    )


def _one_of(rows: Sequence[int], world: World) -> Choice:
    """The only one, or the one that is dominant and said to be; else all of them to choose from."""
    people = np.nan_to_num(np.asarray(world["population"]))
    ordered = sorted(rows, key=lambda row: -people[row])
    places = [known.place(world, row) for row in ordered]
    if len(ordered) == 1:
        return Choice(places[0])
    if people[ordered[0]] < DOMINANT_IN_COUNTRY * people[ordered[1]]:
        return Choice(None, tuple(places[:SHOWN]))
    note = f"{len(places)} municipalities of this name here: the largest is meant ({places[0].id})"
    return Choice(places[0], tuple(places[1:SHOWN]), (note,))


def _puerto_rican(name: str, gazetteer: Gazetteer) -> Found | None:
    """A place of Puerto Rico by the Census's name, which ends in a Spanish word for its kind."""
    base = _PUERTO_RICO.sub("", name)
    rows = gazetteer.named(spellings(base), "PR") if base != name else []
    return (choose(rows, gazetteer.world), "") if rows else None
