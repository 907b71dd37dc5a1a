"""Long and short forms of one name: Rottenburg am Neckar and Rottenburg, Weiden and Weiden in der Oberpfalz."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from .folding import fold, spellings
from .gazetteer import Gazetteer
from .here import Here
from .regions import Scope

_JOINING = (
    "a am an auf aan aus b bei beim d das de dei del dell della den der des di die do du en i im in "
    "l la las le les los na nad next o ob on op pod pri sob sotto sous sul sur t ter u under unter "
    "upon v van vor w with zu zum zur by da dos e y und the ved lez "
)
CONNECTORS = frozenset(_JOINING.split())
"""Words that join a name to what is added to it, in the languages that name towns so."""
_ROMANCE_WORDS = "d de dei del dell della di do da dos das du en l la las le les los sob y e"
_ROMANCE = frozenset(_ROMANCE_WORDS.split())
_SHORTEST = 4
_SHORTEST_ROMANCE = 6
_MOST = 40
_COMMON = 2
_PARTED = re.compile(r"[^\s\-/]+")


def short_forms(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows in a scope that bear the short form of a long name; more than one: it cannot be said which is meant.

    What is left out has to begin with a joining word, and no other name may begin with the short form.
    """
    here = Here(scope, gazetteer)
    for head in heads_of(name):
        own = [*here.named(spellings(head)), *here.headed(spellings(head))]
        governing = [row for row in own if gazetteer.world["standing"][row] == "self_governing"]
        if own:
            longer = _longer(head, scope, gazetteer)
            return list(dict.fromkeys([*(governing or own), *longer]))
    return []


def heads_of(name: str) -> list[str]:
    """The short forms that a long name may have, the longest first.

    >>> heads_of("Rottenburg am Neckar"), heads_of("Weiden i.d.OPf."), heads_of("Bourg-la-Reine"), heads_of("Pinole")
    (['Rottenburg'], ['Weiden'], [], [])
    """
    found = []
    words = list(_PARTED.finditer(name))
    for at, word in enumerate(words[1:], 1):
        first = fold(re.split(r"[.'’]", word[0])[0])
        head = name[: words[at - 1].end()].strip()
        least = _SHORTEST_ROMANCE if first in _ROMANCE else _SHORTEST
        if first in CONNECTORS and len(fold(head)) >= least and fold(words[at - 1][0]) not in CONNECTORS:
            found.append(head)
    return found[::-1]


def long_forms(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows in a country outside the US whose name is this one with an addition; none if that are too many."""
    if scope.country in ("", "US") or len(fold(name)) < _SHORTEST:
        return []
    found = Here(scope, gazetteer).headed(spellings(name))
    found = list(dict.fromkeys([*found, *_longer(name, scope, gazetteer)]))
    governing = [row for row in found if gazetteer.world["standing"][row] == "self_governing"] or found
    return governing if len(governing) <= _MOST else []


def sharing_word(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    """The rows in a country outside the US whose names have a name of one word for a word, the largest first.

    None if they are few: a word like Chapelle or Castel is part of many names, and none of them is meant by it.
    """
    key = fold(name)
    if scope.country in ("", "US") or not key or len(_PARTED.findall(name.strip())) > 1:
        return []
    names = gazetteer.world.texts("name")
    rows = Here(scope, gazetteer).containing(key)
    found = [row for row in rows if key in map(fold, re.findall(r"[^\W_]+", names[row]))]
    return found if len(found) >= _COMMON else []


def _longer(name: str, scope: Scope, gazetteer: Gazetteer) -> list[int]:
    names, keys = gazetteer.world.texts("name"), spellings(name)
    here = Here(scope, gazetteer)
    rows = (row for key in keys for row in here.beginning(key))
    return [row for row in dict.fromkeys(rows) if _added(names[row], keys)]


def _added(name: str, keys: Sequence[str]) -> bool:
    """Whether a name is one of the keys and then a joining word with more."""
    words = [match[0] for match in re.finditer(r"[^\W_]+", name)]
    folded = [fold(word) for word in words]
    ends = np.cumsum([len(key) for key in folded]).tolist()
    whole = "".join(folded)
    return any(
        whole.startswith(key) and len(key) in ends[:-1] and folded[ends.index(len(key)) + 1] in CONNECTORS
        for key in keys
    )
