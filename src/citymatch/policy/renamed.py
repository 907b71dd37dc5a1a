"""Names that criteria had before, so that old files and scripts are read still.

A criterion has one name, that of its extractor, in policies, tables, JSON and commands alike. Only where a policy
counts an extractor twice does the second bear an id of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Container, Iterable

from .errors import suggestion

EXTRACTORS = {"population": "size"}
"""What extractors were called before, and are called now."""

IDS = EXTRACTORS | {
    "alike": "size",
    "roots": "ancestry",
    "speak": "language",
    "reach": "travel",
    "region": "role",
    "setting": "water",
    "partner-size": "partner_size",
    "rank-match": "rank_match",
    "around": "agglomeration",
    "name": "namesake",
    "size-pattern": "size_pattern",
    "seat-match": "seat_match",
    "self-governing": "self_governing",
}
"""What criteria of the built-in policies were called before, and are called now."""


def renamed(name: str, known: Container[str], where: str = "", names: dict[str, str] = EXTRACTORS) -> str:
    """The name of today for one of before, with a FutureWarning; a name that is `known` stays as it is.

    `where` says where the old name stands.

    >>> import warnings
    >>> with warnings.catch_warnings(record=True) as told:
    ...     warnings.simplefilter("always")
    ...     renamed("population", ()), renamed("population", {"population"}), renamed("water", ())
    ('size', 'population', 'water')
    >>> str(told[0].message)
    "the name 'population' is deprecated and will go: write 'size'"
    """
    if name not in names or name in known:
        return name
    place = f"{where}: " if where else ""
    warnings.warn(
        f"{place}the name {name!r} is deprecated and will go: write {names[name]!r}",
        FutureWarning,
        stacklevel=3,
    )
    return names[name]


def hint(name: object, known: Iterable[str]) -> str:
    """`errors.suggestion`, which knows a misspelt name of before too.

    >>> hint("popluation", ["size", "water"]), hint("watr", ["size", "water"])
    ("; did you mean 'size'?", "; did you mean 'water'?")
    """
    from difflib import get_close_matches

    names = list(known)
    near = get_close_matches(str(name).casefold(), [*names, *EXTRACTORS], 1)
    if near and near[0] in EXTRACTORS:
        return f"; did you mean {EXTRACTORS[near[0]]!r}?"
    return suggestion(name, names)
