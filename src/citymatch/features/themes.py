"""What the communities of a World have of the themes of common ground, by their rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.common_ground import FIELDS, THEMES, judged, load_common_ground

from .base import Derived, IntArray, Place, Places, kept, place_number, place_numbers

BIT = {theme: 1 << bit for bit, theme in enumerate(THEMES)}
EVERY = (1 << len(THEMES)) - 1
UNKNOWN, FIELD = 8, 16
"""How far up in a code the bits of what is unknown and the field of a creative city stand."""
NOTHING_KNOWN = EVERY << UNKNOWN


@dataclass(frozen=True)
class Themes:
    """What one community has, what of it is unknown, and the facts beside it: see `CommonGround`.

    >>> Themes(BIT["mountain"], BIT["capital"]).has_theme("mountain"), Themes(0, 0).unknown
    (True, 0)
    """

    has: int
    unknown: int
    field: str = ""
    since: int = 0
    across: str = ""

    def has_theme(self, theme: str) -> bool:
        """Whether the community is known to have it."""
        return bool(self.has & BIT[theme])

    def is_unknown(self, theme: str) -> bool:
        """Whether it is unknown if the community has it."""
        return bool(self.unknown & BIT[theme])


@dataclass(frozen=True)
class Ground:
    """A row of `codes` for each row of a World, and the row of the table in which the other facts stand, -1: none."""

    codes: IntArray
    told: IntArray

    def of(self, row: int) -> Themes:
        """The themes of the community in a row; of row -1 nothing is known."""
        if row < 0:
            return Themes(0, EVERY)
        code, told, table = int(self.codes[row]), int(self.told[row]), load_common_ground()
        has, unknown, field = code & EVERY, code >> UNKNOWN & EVERY, FIELDS[code >> FIELD]
        if told < 0:
            return Themes(has, unknown, field)
        across = table.countries[int(table.across[told])]
        return Themes(has, unknown, field, int(table.since[told]), across)


def ground_of(world: World) -> Ground:
    """What the communities of a World have, worked out once for each World."""
    return kept(world, "common ground", lambda: _ground(world))


def _ground(world: World) -> Ground:
    table = load_common_ground()
    with_place = len(table.geonameid) - len(table.unit_ids)
    rows = np.append(world.rows_of(table.geonameid[:with_place]), world.rows_of_ids(table.unit_ids))
    here = rows >= 0
    code = table.has.astype(np.int64) | table.unknown.astype(np.int64) << UNKNOWN
    codes = np.where(judged(world), 0, NOTHING_KNOWN)
    told = np.full(len(world), -1, np.int64)
    codes[rows[here]] = (code | table.field.astype(np.int64) << FIELD)[here]
    told[rows[here]] = np.flatnonzero(here)
    return Ground(codes, told)


def row_in(place: Place, world: World) -> int:
    """The row of a place in the World, -1 where it is not there: a state, a place of the user's own."""
    row = world.row_of_id(str(place.get("community_id") or ""))
    number = place_number(place)
    if row >= 0 or not number:
        return row
    return world.row_of(number)


def themes_in(place: Place, world: World) -> Themes:
    """The themes of a place, which is a row of the World or a seeker's profile.

    What a town states of itself (`stated_themes`, the names of themes; a Creative City may name its field) takes the
    place of what is known.

    >>> from citymatch.datasets import load_world
    >>> themes_in({"geonameid": 4862034}, load_world()).field  # Iowa City
    'literature'
    >>> themes_in({"stated_themes": ("Mountain", "creative city of music")}, load_world()).field
    'music'
    """
    stated = place.get("stated_themes")
    if stated:
        return _stated(stated)
    return ground_of(world).of(row_in(place, world))


def _stated(texts: Iterable[str]) -> Themes:
    """The themes that a town states of itself; texts that name none are for people to read."""
    words = [text.casefold().replace(" ", "_").replace("-", "_") for text in texts]
    has = {theme for theme in THEMES for word in words if word.startswith(theme)}
    fields = (f for f in FIELDS[1:] for word in words if word.endswith(f"_{f.replace(' ', '_')}"))
    return Themes(sum(BIT[theme] for theme in has), 0, next(fields, "") if "creative_city" in has else "")


def column_of(world: World) -> Derived:
    """The code of each place: what it has, what is unknown, the field of a creative city; few are distinct."""

    def make(places: Places) -> IntArray:
        number = place_numbers(places)
        rows = world.rows_of(number)
        return np.where((rows >= 0) & (number > 0), ground_of(world).codes[rows], NOTHING_KNOWN)

    return Derived(("themes", world.fingerprint), make)
