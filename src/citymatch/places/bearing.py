"""Who bears a name: first the places whose own name it is, then those of which it is another name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from citymatch.datasets import World

from . import known
from .choosing import DOMINANT, DOMINANT_IN_COUNTRY, SHOWN, Choice, choose, governs
from .folding import fold
from .gazetteer import Gazetteer
from .municipal import variants
from .regions import Scope

WELL_KNOWN = 100_000
"""With so many people a place counts under its other names beside those that bear the name itself."""


def bearer(name: str, keys: Sequence[str], scope: Scope, gazetteer: Gazetteer) -> Choice:
    """The place in a scope that a name means, `Choice(None)` if there is none of that name.

    A place of which it is merely another name never goes before one whose own name it is. Where all of these are
    without a government of their own, the others are listed beside them.
    """
    world = gazetteer.world
    where = (scope.country, scope.admin1)
    own = gazetteer.named(keys, *where)
    added = _added(gazetteer.headed(keys, *where), world)
    if own:
        rows = [*own, *(row for row in added if _joins(row, own, scope, gazetteer))]
        choice = choose(rows, world, scope.county, name, bool(scope.admin1))
        return _with_rivals(choice, own, [*added], keys, scope, gazetteer)
    also = gazetteer.also_named(keys, *where) if scope.country != "US" else []
    if added:
        added += [row for row in also if row not in added and _is_longer(row, keys, gazetteer)]
        return _told(choose(added, world, scope.county, name, bool(scope.admin1)), keys)
    return _told(choose(also, world, scope.county, name), keys)


def _added(rows: Sequence[int], world: World) -> list[int]:
    """The rows that a name means without its addition: not the townships of the US that have no general government."""
    return [row for row in rows if world["country"][row] != "US" or governs(row, world)]


def _joins(row: int, own: Sequence[int], scope: Scope, gazetteer: Gazetteer) -> bool:
    """Whether a unit such as "Halton (unitary authority)" stands beside the places named Halton: abroad, if far larger."""
    people = np.nan_to_num(gazetteer.world.numbers("population"))
    larger = people[row] >= DOMINANT_IN_COUNTRY * people[list(own)].max()
    return scope.country != "US" and bool(larger)


def _with_rivals(
    choice: Choice,
    own: Sequence[int],
    added: Sequence[int],
    keys: Sequence[str],
    scope: Scope,
    gazetteer: Gazetteer,
) -> Choice:
    """The choice with the places that go by the same name in another way: listed, and where it must be, to choose from."""
    world, chosen = gazetteer.world, choice.community
    people = np.nan_to_num(world.numbers("population"))
    others = {each.id for each in choice.others}
    rivals = [known.place(world, row) for row in added if world.community_id(row) not in others]
    rivals = [each for each in rivals if each != chosen]
    if scope.country not in ("", "US") and not any(governs(row, world) for row in own):
        also = gazetteer.also_named(keys, scope.country, scope.admin1)
        least = max(WELL_KNOWN, DOMINANT_IN_COUNTRY * people[list(own)].max())
        meant = [row for row in also if governs(row, world) and row not in own]
        meant = [row for row in meant if people[row] >= least or _is_longer(row, keys, gazetteer)]
        if meant:
            largest = sorted([*own, *meant], key=lambda row: -people[row])
            return Choice(None, tuple(known.place(world, row) for row in largest[:SHOWN]))
    return replace(choice, others=(*choice.others, *rivals)[: max(SHOWN, len(choice.others))])


def _is_longer(row: int, keys: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the own name of a place is one of the keys with more after it."""
    name = fold(str(gazetteer.world["name"][row]))
    return any(name.startswith(key) for key in keys)


def _told(choice: Choice, keys: Sequence[str]) -> Choice:
    """Say so where the gazetteer has the place under another name."""
    found = choice.community
    if found is None or fold(found.name) in keys or any(fold(v) in keys for v in variants(found.name)):
        return choice
    return replace(choice, notes=(f"the gazetteer has it as {found.name}", *choice.notes))


def with_other_names(rows: list[int], keys: Sequence[str], gazetteer: Gazetteer) -> list[int]:
    """Rows of the name itself, with those of another name: all if there are no others, else the dominant ones."""
    also = gazetteer.also_named(keys)
    if not rows:
        return also
    people = np.nan_to_num(gazetteer.world.numbers("population"))
    least = max(WELL_KNOWN, DOMINANT * people[rows].max())
    return rows + [row for row in also if row not in rows and people[row] >= least]
