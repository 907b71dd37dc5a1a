"""The names and kinds of the municipalities and census places of the US, as the Census has them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.us import load_us_official_names

from .american_words import without_kind
from .folding import fold

Rows = list[int]

_BRACKET = re.compile(r" \([^)]*\)$")
_COUNTIES = ("", "county", "parish")


@dataclass(frozen=True)
class Names:
    """Rows of a state by folded name: by the Census's, and by others of their names.

    The others are names without the word for a kind, and the gazetteer's where the Census has another.
    """

    full: dict[str, Rows]
    short: dict[str, Rows]


@functools.lru_cache(maxsize=128)
def names_in(world: World, state: str) -> Names:
    """The municipalities and census places of a state, of the whole country without one.

    >>> from citymatch.datasets import load_world
    >>> [kinds_of(row, load_world()) for row in names_in(load_world(), "NY").full["hempstead"]]
    [('village',), ('town',)]
    """
    inside = world.labels("country") == "US"
    if state:
        inside = inside & (world.labels("admin1") == state)
    texts = world.texts("name")
    found = Names({}, {})
    for row in np.flatnonzero(inside).tolist():
        if not kinds_of(row, world):
            continue
        own = _BRACKET.sub("", texts[row])
        census, more = _official(world).get(row, ([], []))
        census = [*(census or [own]), *(name for name, _ in more)]
        _add(found.full, census, row)
        _add(found.short, filter(None, (own, *map(without_kind, (own, *census)))), row)
    return found


def _add(index: dict[str, Rows], names: Iterable[str], row: int) -> None:
    for key in dict.fromkeys(map(fold, names)):
        index.setdefault(key, []).append(row)


def rows_of(index: dict[str, Rows], keys: Iterable[str]) -> Rows:
    """The rows that have one of some folded names."""
    return list(dict.fromkeys(row for key in keys for row in index.get(key, ())))


def kinds_of(row: int, world: World) -> tuple[str, ...]:
    """The legal kinds of a row of the US: more than one where a town is a city too; none for what is no municipality."""
    own = str(world["legal_kind"][row])
    more = tuple(kind for _, kind in _official(world).get(row, ([], []))[1])
    return tuple(dict.fromkeys((*((own,) if own not in _COUNTIES else ()), *more)))


def is_charter(row: int, world: World) -> bool:
    """Whether a row is a charter township of Michigan."""
    return "unit_kind" in world.columns and world["unit_kind"][row] == "US:charter township"


def signs(row: int, world: World) -> bool:
    """Whether a row has a general government that can sign."""
    return str(world["not_candidate"][row]) in ("", "population unknown")


@functools.lru_cache(maxsize=2)
def _official(world: World) -> dict[int, tuple[list[str], list[tuple[str, str]]]]:
    """For a row its names that the gazetteer does not have, and its names of another kind with that kind."""
    table = load_us_official_names()
    found: dict[int, tuple[list[str], list[tuple[str, str]]]] = {}
    for id, name, kind in zip(table["community_id"], table["name"], table["kind"], strict=True):
        names, more = found.setdefault(world.row_of_id(id), ([], []))
        if kind:
            more.append((name, kind))
        else:
            names.append(name)
    found.pop(-1, None)
    return found
