"""Words of a header that are a letter away from a known one: Contry, Citty, Munincipality."""

from __future__ import annotations

import functools

_TARGETS = (
    "name city town village place community municipality location jurisdiction settlement state province region",
    "prefecture county country nation latitude longitude population inhabitants stadt gemeinde kommune bundesland",
    "einwohner breitengrad ciudad municipio provincia estado departamento poblacion habitantes commune departement",
    "habitants comune regione popolazione abitanti cidade populacao gemeente",
)
_NOT = (
    "count counts counted counter courts slate stage stages stake stale stare skate spate start starts stand staff",
    "status station stadium plate plates plane planes pace palace placed placer planet notion motion option rating",
    "cite cited cites named names tower towed towns proof prove legion reason villa villages placement commute",
    "commuter commuters locations vocation allocation bounty stated states",
)
_KNOWN, _OTHERS = (frozenset(" ".join(words).split()) for words in (_TARGETS, _NOT))
"""Words of their own that look like one of ours."""
_LONG = 9
"""So many letters bear two misprints."""


@functools.lru_cache(maxsize=4096)
def near_word(word: str) -> str:
    """The one word of a header that a misprint means, "" where there is none or more than one.

    It begins with the same letter; of a word of four letters none is another one, so that "cite" is no city.

    >>> near_word("contry"), near_word("citty"), near_word("munincipality"), near_word("station"), near_word("cite")
    ('country', 'city', 'municipality', '', '')
    """
    if len(word) < 4 or word in _OTHERS or not word.isalpha():
        return ""
    from rapidfuzz.distance import OSA

    near = sorted(
        (OSA.distance(word, each), each) for each in _KNOWN if word[0] == each[0] and _may_be(word, each)
    )
    best = [
        each
        for letters, each in near
        if letters == near[0][0] and 0 < letters <= (2 if len(each) >= _LONG else 1)
    ]
    return best[0] if len(best) == 1 else ""


def _may_be(word: str, target: str) -> bool:
    """Whether a word may be this one: where both have four letters, only two that are turned."""
    return len(target) > 4 or len(word) > 4 or sorted(word) == sorted(target)
