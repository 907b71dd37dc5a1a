"""Governments of one name in a US state: the village and the town around it, two boroughs of one name."""

from __future__ import annotations

import re

import numpy as np

from citymatch.datasets import World

from . import known
from .american_names import Rows, kinds_of, names_in, rows_of, signs
from .american_words import KINDS
from .choosing import SHOWN, Choice, choose
from .communities import Community
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .regions import Scope, state_keys

FAR_LARGER = 4.0
"""A government of the same name with so many times the people may be meant as well."""

_LABEL = re.compile(rf"^(?P<name>[^,(]+ \((?:{'|'.join(KINDS)})\)), (?P<state>[^,]+)$")


def labelled(text: str, gazetteer: Gazetteer) -> Community | None:
    """The US government that bears a name with its kind in a bracket, if there is but one of that name in the state.

    >>> from .gazetteer import gazetteer_of
    >>> labelled("Hempstead (town), New York", gazetteer_of()).id
    'unit:US:3605934000'
    """
    label = _LABEL.match(text)
    state = state_keys().get(fold(label["state"]), ("",))[0] if label else ""
    rows = gazetteer.named([fold(label["name"])], "US", state) if label and state else []
    rows = [row for row in rows if "(" in str(gazetteer.world["name"][row])]
    return known.place(gazetteer.world, rows[0]) if len(rows) == 1 else None


def beside_others(name: str, scope: Scope, gazetteer: Gazetteer) -> tuple[Choice, str] | None:
    """The government that the gazetteer has by a name alone, beside those that it has with their kind in a bracket.

    The others are said; where one of them is far larger, either may be meant. None where there are no others.
    """
    world = gazetteer.world
    others = _others(name, scope, world)
    plain = gazetteer.named(spellings(name), "US", scope.admin1) if others else []
    choice = choose(plain, world, scope.county) if plain else Choice(None)
    if choice == Choice(None):
        return None
    places = [known.place(world, row) for row in others]
    if choice.community is None:
        return Choice(None, (*choice.others, *places)[:SHOWN]), ""
    if not signs(world.row_of_id(choice.community.id), world):
        return None
    if places[0].population >= FAR_LARGER * choice.community.population:
        return Choice(None, (choice.community, *places, *choice.others)[:SHOWN]), ""
    notes = (*choice.notes, _said(others[0], places[0], world))
    return Choice(choice.community, (*places, *choice.others)[:SHOWN], notes), ""


def _others(name: str, scope: Scope, world: World) -> Rows:
    """The rows that sign and have this name with a bracket, the largest first."""
    rows = rows_of(names_in(world, scope.admin1).full, spellings(name))
    people = np.nan_to_num(np.asarray(world["population"]))
    found = [
        row
        for row in rows
        if "(" in str(world["name"][row])
        and signs(row, world)
        and kinds_of(row, world) != ("CDP",)
        and (not scope.county or world["county_fips"][row] == scope.county)
    ]
    return sorted(found, key=lambda row: -people[row])


def _said(row: int, place: Community, world: World) -> str:
    unknown = place.population != place.population
    people = "" if unknown else f", {place.population:,.0f} people"
    return f"the {kinds_of(row, world)[0]} of that name is another government ({place.id}{people})"
