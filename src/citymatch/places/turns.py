"""Looking for a name in several scopes: in turns, and in the territories of a country after the country itself."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from . import searching
from .divisions import is_unsure
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .regions import Scope, is_under, territories_of

Found = list[tuple[Scope, searching.Finding]]

MUCH_LARGER = 5
"""A place in a land that is claimed is named beside one of the country itself if it has so many times its people."""
AS_LARGE = 0.1
"""A place in a territory is named beside one of the country itself if it has this share of its people."""


def found_in_turns(name: str, scopes: Sequence[Scope], gazetteer: Gazetteer) -> Found:
    """What a name is in the scopes of the first turn that has it; of several countries of one name, the own name.

    >>> from citymatch.places.gazetteer import gazetteer_of
    >>> [(scope, found)] = found_in_turns("Nuuk", [Scope("DK", name="Denmark")], gazetteer_of())
    >>> found.chosen.country, scope.note
    ('GL', 'found in Greenland')
    """
    for turn in sorted({scope.turn for scope in scopes}):
        now = [scope for scope in scopes if scope.turn == turn]
        found = _in_all(name, now, gazetteer)
        found += _in_territories(name, now, found, gazetteer)
        if found:
            return _own_name_first(name, found) if all(scope.note for scope, _ in found) else found
    return []


def _in_territories(name: str, scopes: Sequence[Scope], found: Found, gazetteer: Gazetteer) -> Found:
    """What the name is in territories: all if the countries themselves have none or several, else what is large."""
    keys = spellings(name)
    beyond = [each for scope in scopes for each in territories_of(scope)]
    beyond = [each for each in beyond if not _keys_in(gazetteer, each.country).isdisjoint(keys)]
    there = _own_name_first(name, _in_all(name, beyond, gazetteer))
    if not found:
        return there
    if any(each.chosen is None for _, each in found):
        return [pair for pair in there if pair[1].chosen]
    most = max((each.chosen.population for _, each in found if each.chosen), default=0.0)
    beside_a_part = all(each.weak for _, each in found)
    kept = []
    for scope, each in there:
        share = 0.0 if beside_a_part else MUCH_LARGER
        share = AS_LARGE if any(is_under(scope, country) for country in scopes) else share
        if each.chosen and not each.chosen.population < share * most:
            kept.append((scope, each))
    return kept


def _in_all(name: str, scopes: Sequence[Scope], gazetteer: Gazetteer) -> Found:
    found = [(scope, each) for scope in scopes if (each := searching.search(name, scope, gazetteer))]
    return [(scope, _doubted(each, scope, gazetteer)) for scope, each in found]


def _doubted(finding: searching.Finding, scope: Scope, gazetteer: Gazetteer) -> searching.Finding:
    """A finding, with what is to be said where nobody knows if the place lies in the second-order division named."""
    row = gazetteer.world.row_of_id(finding.chosen.id) if finding.chosen else -1
    if row < 0 or not is_unsure(row, scope, gazetteer.world):
        return finding
    doubt = f"whether it lies in {scope.name} is not known"
    return replace(finding, corrected="; ".join(filter(None, [finding.corrected, doubt])))


def _own_name_first(name: str, found: Found) -> Found:
    """Of several countries that one text may mean, those where a place bears the very name."""
    keys = spellings(name)
    return [pair for pair in found if pair[1].chosen and fold(pair[1].chosen.name) in keys] or found


@functools.lru_cache(maxsize=200)
def _keys_in(gazetteer: Gazetteer, country: str) -> frozenset[str]:
    """The keys of all names of the places of a territory, to see quickly that it has none of a name."""
    world, rows = gazetteer.world, gazetteer.rows_in(country)
    names = [world.texts(column)[row] for column in ("name", "local_name") for row in rows.tolist()]
    others = np.flatnonzero(np.isin(world.alternate_row, rows))
    return frozenset(map(fold, [*names, *(world.alternate_name[at] for at in others.tolist())]))
