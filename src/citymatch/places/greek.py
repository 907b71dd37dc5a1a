"""Greek municipalities by their official names, which have the name of the town in the genitive: Δήμος Πατρέων."""

from __future__ import annotations

import re

from citymatch.datasets.native import load_native_names

from .choosing import may_sign, people_in
from .folding import fold
from .gazetteer import Gazetteer
from .native import is_native, native_key

_BEFORE = re.compile(r"^(?:δήμος|δημος|dimos|municipality of)\s+(?=\w)", re.I)
_GENITIVE = re.compile("(?:αιων|εων|ιτων|ωτων|ιων|ων|εως|ους|ου|ης|ας|ος|aion|eon|iton|oton|ion|on|eos|ous|ou|is|as|os)$")
_SHORTEST = 3
_MORE = 4
"""A name has at most so many letters after the stem that it shares with its genitive."""
_DOMINANT = 3.0


def in_genitive(name: str, gazetteer: Gazetteer) -> list[int]:
    """The rows of the municipality whose name this is in the genitive; several if it cannot be said which.

    >>> from citymatch.places.gazetteer import gazetteer_of
    >>> [str(gazetteer_of().world["name"][row]) for row in in_genitive("Δήμος Πατρέων", gazetteer_of())]
    ['Pátra']
    """
    bare = _BEFORE.sub("", name.strip())
    stem = _GENITIVE.sub("", native_key(bare) if is_native(bare) else fold(bare))
    if bare == name.strip() or len(stem) < _SHORTEST:
        return []
    world = gazetteer.world
    rows = [row for row in gazetteer.rows_in("GR").tolist() if may_sign(row, world)]
    begun = [row for row in rows if any(_begins(each, stem) for each in _names(row, is_native(bare), gazetteer))]
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
    return [fold(world.texts("name")[row]), fold(world.texts("unit_name")[row])]
