"""Who bears a name: first the places whose own name it is, then those of which it is another name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from citymatch.datasets import FIRST_UNIT, World

from . import known
from .choosing import (
    DOMINANT,
    DOMINANT_IN_COUNTRY,
    SHOWN,
    Choice,
    choose,
    governs,
    may_sign,
    people_in,
    written_names,
)
from .folding import fold, written
from .gazetteer import Gazetteer
from .here import Here
from .longforms import long_forms, sharing_word
from .municipal import variants
from .regions import Scope

WELL_KNOWN = 100_000
"""With so many people a place counts under its other names beside those that bear the name itself."""


FAMOUS = 500_000
"""A town of so many people is called by the first word of its name: Frankfurt."""


_MANY, _DOMINANT_OVER_FEW = 4, 4.0
"""A word of so many other names is no name; of fewer, the place of so many times the people is meant."""


class _Bearers(NamedTuple):
    """The rows that bear a name: as their own, but for an addition, with more words after it, as another name."""

    own: Sequence[int]
    added: Sequence[int]
    longer: Sequence[int]
    also: Sequence[int]


def bearer(name: str, keys: Sequence[str], scope: Scope, gazetteer: Gazetteer) -> Choice:
    """The place in a scope that a name means, `Choice(None)` if there is none of that name.

    A place of which it is merely another name never goes before one whose own name it is. Where all of these are
    without a government of their own, the others are listed beside them.
    """
    world = gazetteer.world
    here = Here(scope, gazetteer)
    own = here.named(keys)
    added = _added(here.headed(keys), world)
    also = here.also_named(keys) if scope.country != "US" else []
    longer = [row for row in also if _is_longer(row, name, gazetteer)]
    if own or added or longer:
        longer = list(dict.fromkeys([*longer, *long_forms(name, scope, gazetteer)]))
    if own:
        return _of_its_own(name, keys, _Bearers(own, added, longer, also), scope, gazetteer)
    if added or longer:
        rows = list(dict.fromkeys([*added, *longer]))
        choice = choose(rows, world, scope.county, name, bool(scope.admin1))
        return _told(unless_common(name, _unless_rivalled(choice, rows, world), scope, gazetteer), keys)
    return _told(unless_common(name, choose(also, world, scope.county, name), scope, gazetteer), keys)


def unless_common(name: str, choice: Choice, scope: Scope, gazetteer: Gazetteer) -> Choice:
    """A choice, left open where the name is but a word of many names and the place chosen does not dwarf the others."""
    found, world = choice.community, gazetteer.world
    others = sharing_word(name, scope, gazetteer) if found and fold(found.name) != fold(name) else []
    rivals = [row for row in others if found and world.community_id(row) != found.id]
    begins = found is not None and fold(found.name).startswith(fold(name))
    if not rivals or found is None or (len(rivals) < _MANY and not begins):
        return choice
    times = DOMINANT_IN_COUNTRY if len(rivals) >= _MANY else _DOMINANT_OVER_FEW
    if found.population >= times * max(people_in(rivals, world).max(), 1):
        return choice
    beside = [
        known.place(world, row)
        for row in rivals
        if world.community_id(row) not in {each.id for each in choice.others}
    ]
    return Choice(None, (found, *choice.others, *beside)[:SHOWN])


def _of_its_own(
    name: str, keys: Sequence[str], bearers: _Bearers, scope: Scope, gazetteer: Gazetteer
) -> Choice:
    """The place meant where there are places whose own name it is."""
    world, (own, added, longer, _) = gazetteer.world, bearers
    joining = [row for row in added if _joins(row, own, scope, gazetteer)]
    spelt = any(written(name) in written_names(row, world) for row in own)
    dwarfing = [row for row in longer if row not in own and _dwarfs(row, own, world)]
    rows = list(dict.fromkeys([*own, *joining, *(dwarfing if spelt else longer)]))
    if spelt and dwarfing and any(may_sign(row, world) for row in own):
        return Choice(None, tuple(known.place(world, row) for row in _largest(rows, world)[:SHOWN]))
    spelling = name if spelt and not _is_plain_for_larger(name, own, world) else ""
    choice = choose(rows, world, scope.county, spelling, bool(scope.admin1))
    return _with_rivals(
        _beside_famous(choice, name, bearers, scope, world), rows, bearers, keys, scope, gazetteer
    )


def _is_plain_for_larger(name: str, own: Sequence[int], world: World) -> bool:
    """Whether a name in plain letters may mean a larger place that is written with marks: Kolar for Kolār."""
    as_written = [written(name) in written_names(row, world) for row in own]
    people = people_in(own, world)
    marked = people[~np.array(as_written)].max(initial=0.0)
    return name.isascii() and bool(marked > 1.25 * people[as_written].max(initial=0.0))


def _beside_famous(choice: Choice, name: str, bearers: _Bearers, scope: Scope, world: World) -> Choice:
    """The choice with a city beside it that is far better known and has borne its name: Baroda, and Vadodara."""
    if choice.community is None or scope.admin1 or not bearers.also:
        return choice
    least = max(WELL_KNOWN, DOMINANT_IN_COUNTRY * float(np.nan_to_num(choice.community.population)))
    listed = {each.id for each in (choice.community, *choice.others)}
    famous = [
        known.place(world, row)
        for row in _largest([row for row in bearers.also if governs(row, world)], world)
        if people_in([row], world)[0] >= least and world.community_id(row) not in listed
    ]
    if not famous:
        return choice
    note = f"{name} is another name of {famous[0].name} too"
    return replace(choice, notes=(*choice.notes, note), others=(*famous[:2], *choice.others)[:SHOWN])


def _largest(rows: Sequence[int], world: World) -> list[int]:
    return [rows[i] for i in np.argsort(-people_in(rows, world), kind="stable")]


def _unless_rivalled(choice: Choice, rows: Sequence[int], world: World) -> Choice:
    """Of several places whose name is longer than what was written, one is meant only if it is much the best known."""
    found = choice.community
    if found is None or found.population >= FAMOUS or len(rows) == 1:
        return choice
    rivals = [row for row in rows if governs(row, world) and world.community_id(row) != found.id]
    if (people_in(rivals, world) * DOMINANT > np.nan_to_num(found.population)).any():
        return Choice(None, (found, *choice.others))
    return choice


def _added(rows: Sequence[int], world: World) -> list[int]:
    """The rows that a name means without its addition: not the townships of the US that have no general government."""
    return [row for row in rows if world["country"][row] != "US" or governs(row, world)]


def _dwarfs(row: int, own: Sequence[int], world: World) -> bool:
    """Whether a place with a longer name has so many more people than those that bear the name that it may be meant."""
    (people,) = people_in([row], world)
    return governs(row, world) and bool(people >= DOMINANT * max(people_in(own, world).max(), 500))


def _joins(row: int, own: Sequence[int], scope: Scope, gazetteer: Gazetteer) -> bool:
    """Whether a name with an addition stands beside those without: abroad a town ("Mikhaylovsk (Shpakovsky)"), and
    a unit without a place ("Halton (unitary authority)") if it is far larger."""
    if scope.country == "US":
        return False
    (people,) = people_in([row], gazetteer.world)
    is_town = int(np.asarray(gazetteer.world["number"])[row]) < FIRST_UNIT
    return is_town or bool(people >= DOMINANT_IN_COUNTRY * people_in(own, gazetteer.world).max())


def _with_rivals(
    choice: Choice,
    own: Sequence[int],
    bearers: _Bearers,
    keys: Sequence[str],
    scope: Scope,
    gazetteer: Gazetteer,
) -> Choice:
    """The choice with the places that go by the same name in another way: listed, or where need be to choose from."""
    world = gazetteer.world
    if scope.country not in ("", "US") and not any(governs(row, world) for row in own):
        least = max(WELL_KNOWN, DOMINANT_IN_COUNTRY * people_in(own, world).max())
        meant = [row for row in bearers.also if governs(row, world) and row not in own]
        large = people_in(meant, world) >= least
        meant = [
            row
            for row, is_large in zip(meant, large, strict=True)
            if is_large or _begins(row, keys, gazetteer)
        ]
        if meant:
            largest = _largest([*own, *meant], world)
            return Choice(None, tuple(known.place(world, row) for row in largest[:SHOWN]))
    listed = {each.id for each in (choice.community, *choice.others) if each}
    beside = _largest(list(dict.fromkeys([*bearers.added, *bearers.longer])), world)
    rivals = [known.place(world, row) for row in beside if world.community_id(row) not in listed]
    return replace(choice, others=(*choice.others, *rivals)[: max(SHOWN, len(choice.others))])


def _begins(row: int, keys: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether the own name of a place is one of the keys with more after it."""
    name = fold(str(gazetteer.world["name"][row]))
    return any(name.startswith(key) for key in keys)


def _is_longer(row: int, name: str, gazetteer: Gazetteer) -> bool:
    """Whether the own name of a place is this one and then further words: "Vire Normandie", "Alphen-Chaam"."""
    own, words = (
        re.findall(r"[^\W_]+", each.casefold()) for each in (str(gazetteer.world["name"][row]), name)
    )
    return len(own) > len(words) and own[: len(words)] == words


def _told(choice: Choice, keys: Sequence[str]) -> Choice:
    """Say so where the gazetteer has the place under another name."""
    found = choice.community
    if found is None or fold(found.name) in keys or any(fold(v) in keys for v in variants(found.name)):
        return choice
    return replace(choice, notes=(f"the gazetteer has it as {found.name}", *choice.notes))


def _bears_but_for_its_kind(row: int, keys: Sequence[str], gazetteer: Gazetteer) -> bool:
    """Whether a place bears a name with the word for its kind before or after: Ciudad Autónoma de Buenos Aires."""
    world = gazetteer.world
    return any(fold(each) in keys for each in variants(world.texts("name")[row], str(world["country"][row])))


def with_other_names(rows: list[int], keys: Sequence[str], gazetteer: Gazetteer) -> list[int]:
    """Rows of the name itself, with those of another name: all if there are no others, else the dominant ones."""
    also = gazetteer.also_named(keys)
    if not rows:
        return also
    least = max(WELL_KNOWN, DOMINANT * people_in(rows, gazetteer.world).max())
    others = [row for row in also if row not in rows]
    rows = rows + [row for row in others if _bears_but_for_its_kind(row, keys, gazetteer)]
    others = [row for row in others if row not in rows]
    large = people_in(others, gazetteer.world) >= least
    return rows + [row for row, is_large in zip(others, large, strict=True) if is_large]
