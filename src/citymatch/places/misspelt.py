"""Regions whose names are a letter or two away from a text."""

from __future__ import annotations

import functools
from dataclasses import replace

from citymatch.datasets import World
from citymatch.datasets.geography import country_name

from . import country_names
from .counties import state_keys
from .countries import nearest
from .divisions import division_index, division_key
from .folding import fold
from .scopes import Scope
from .scripts import is_latin

_LONG_ENOUGH = 8
"""Names of divisions with fewer letters are too like each other to correct one."""


@functools.lru_cache(maxsize=10_000)
def near_region(text: str) -> tuple[Scope, ...]:
    """The one US state or else the one country whose name is a letter or two away.

    >>> [scope.corrected for scope in near_region("Illionois")]
    ["'Illionois' read as Illinois"]
    """
    key = fold(text) if is_latin(text) else ""
    if code := nearest(key, _long_state_keys()):
        name = dict(state_keys().values())[code]
        return (Scope("US", code, name, corrected=f"{text!r} read as {name}"),)
    if code := nearest(key, country_names.latin_keys()):
        name = country_name(code)
        return (Scope(code, name=name, corrected=f"{text!r} read as {name}"),)
    return ()


@functools.cache
def _long_state_keys() -> dict[str, str]:
    return {key: code for key, (code, _) in state_keys().items() if len(key) > 3}


@functools.lru_cache(maxsize=10_000)
def near_division(text: str, world: World) -> tuple[Scope, ...]:
    """The one first-order division abroad whose name is a letter or two away."""
    key = division_key(text, division_index(world).kinds) if is_latin(text) else ""
    scopes, places = _first_order(world)
    place = nearest(key, places) if len(key) >= _LONG_ENOUGH else ""
    return (replace(scopes[place], corrected=f"{text!r} read as {scopes[place].name}"),) if place else ()


@functools.lru_cache(maxsize=2)
def _first_order(world: World) -> tuple[dict[str, Scope], dict[str, str]]:
    """The first-order divisions by country and code, and these by the names that no other division has."""
    names = division_index(world).names.items()
    alone = {key: scopes[0] for key, scopes in names if len(scopes) == 1 and not scopes[0].second}
    places = {key: f"{scope.country}/{scope.admin1}" for key, scope in alone.items()}
    return {places[key]: scope for key, scope in alone.items()}, places


def close_region(text: str) -> bool:
    """Whether a text is a US state or a country but for a misprint.

    >>> close_region("Califronia"), close_region("Pinole")
    (True, False)
    """
    return bool(near_region(text))
