"""Misprints: the place whose name is nearest to one that no place bears.

A correction is a spelling, not a journey: many real places are not in the gazetteer, and one of them must not
be bent into its neighbour in the alphabet. A doubled, swapped, missing or added letter is a slip. Another letter
is one only where the names are all known (a US state) or the town is large.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import known
from .choosing import SHOWN, Choice, choose, people_in
from .finding import Finding
from .folding import fold, spellings
from .gazetteer import Gazetteer
from .here import Here
from .municipal import variants
from .regions import Scope

LARGE = 50_000
"""So many people have a town whose name is recognised with another letter in it."""
LARGE_IN_DIVISION = 15_000
"""As `LARGE`, where the division is named."""
_SHORTEST = 4
_SHORTEST_ABROAD = 5
_LONG = 10
"""In a name of so many letters two may differ."""
_SURE = 8
"""In a name of so many letters a vowel that is missing is a slip wherever it is."""
_ALIKE = 4
"""So many first letters are the same where two differ."""
_SPELLINGS = 6
"""A name is looked for in so many spellings."""
_VOWELS = frozenset("aeiouy")


@dataclass(frozen=True)
class Slip:
    """How one spelling differs from another: how many letters, and whether it is a mere slip of the pen."""

    letters: int
    slight: bool

    @property
    def cost(self) -> float:
        """What it counts: a slight one half a letter less."""
        return self.letters - 0.5 * self.slight


def slip(key: str, other: str) -> Slip:
    """The difference of two folded names.

    >>> slip("berkley", "berkeley"), slip("yalta", "yalga"), slip("istein", "idstein")
    (Slip(letters=1, slight=True), Slip(letters=1, slight=False), Slip(letters=1, slight=False))
    """
    from rapidfuzz.distance import OSA

    letters = int(OSA.distance(key, other))
    if _squeezed(key) == _squeezed(other) or sorted(key) == sorted(other):
        return Slip(letters, key[:1] == other[:1])
    short, long = sorted((key, other), key=len)
    dropped = [long[at] for at in range(1, len(long)) if long[:at] + long[at + 1 :] == short and at >= 2]
    return Slip(letters, any(letter in _VOWELS or letter == "h" for letter in dropped))


def search_similar_place(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The place in a scope whose name this one is but for a misprint; None if none is near enough."""
    if not scope.country or (scope.country == "US" and not scope.admin1):
        return None
    *_, last = variants(name, scope.country)
    world = gazetteer.world
    keys = dict.fromkeys((fold(last), fold(name), *written_out(last)))
    near = next(filter(None, (_near(key, scope, gazetteer) for key in keys)), [])
    best = min((each.cost for each, _ in near), default=9.0)
    rows = [row for each, row in near if each.cost == best]
    if not rows:
        return None
    if len({fold(str(world["name"][row])) for row in rows}) > 1:
        return Finding(Choice(None, tuple(known.place(world, row) for row in rows[:SHOWN])))
    choice = choose(rows, world, scope.county)
    if choice == Choice(None):
        return None
    read_as = choice.community.name if choice.community else str(world["name"][rows[0]])
    return Finding(choice, f"{name!r} read as {read_as}")


def written_out(name: str) -> list[str]:
    """The other keys of a name with a short form in it, in which a misprint is looked for too.

    >>> written_out("Mt. Vernom"), written_out("Pinole")
    (['mountvernom', 'montvernom'], [])
    """
    return spellings(name)[1:_SPELLINGS]


def _near(key: str, scope: Scope, gazetteer: Gazetteer) -> list[tuple[Slip, int]]:
    """The rows whose name this may be a misprint of."""
    if len(key) < (_SHORTEST if scope.country == "US" else _SHORTEST_ABROAD):
        return []
    names = gazetteer.world.texts("name")
    found = []
    for row in Here(scope, gazetteer).similar(key, allowed(key)):
        other = fold(names[row])
        differing = slip(key, other)
        if key != other and _plausible(key, other, row, differing, scope, gazetteer):
            found.append((differing, row))
    return found


def _plausible(key: str, other: str, row: int, differing: Slip, scope: Scope, gazetteer: Gazetteer) -> bool:
    alike = key[:_ALIKE] == other[:_ALIKE] and (len(key) >= _LONG or scope.country == "US")
    if differing.letters > 1 and not alike and not differing.slight:
        return False
    people = float(people_in([row], gazetteer.world)[0])
    large = people >= (LARGE_IN_DIVISION if scope.admin1 else LARGE)
    if differing.slight:
        same = _squeezed(key) == _squeezed(other) or len(key) == len(other)
        return same or scope.country == "US" or large or len(key) >= _SURE
    if gazetteer.named([key], "US" if scope.country == "US" else ""):
        return False  # A place of exactly this name stands elsewhere.
    if scope.country == "US":
        return True
    return key[:2] == other[:2] and large


def allowed(key: str) -> int:
    """How many letters may differ in a name of this length.

    >>> allowed("binn"), allowed("sacramento")
    (1, 2)
    """
    return 0 if len(key) < _SHORTEST else 1 if len(key) < _LONG - 2 else 2


def _squeezed(key: str) -> str:
    return re.sub(r"(.)\1+", r"\1", key)
