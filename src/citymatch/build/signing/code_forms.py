"""The forms in which a register's code stands in the gazetteer: as it is, as a number, as the end of a longer one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd

from .pairs import Rows, kilometres
from .rules import Rules

CHANCE_KM = 30.0
"""Where places lie farther than this from the units of their codes, by the median, the digits are alike by chance."""
OF_PLACES, OF_UNITS = 0.3, 0.5
"""A form holds where it gives a unit to one of these shares of the places with a code, or of the units."""
HEAD_VOTES, HEAD_SHARE, TAIL = 3, 0.6, 2
"""Places, and their share, that must tell how a division's codes begin; digits that a code must have for it."""


def equal_codes(
    places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, level: str, rules: Rules
) -> Rows:
    """The unit whose code a place's code at this level is, in the form that fits most; -1 where there is none."""
    coded = int((places[level] != "").sum())
    best, hits = np.full(len(places), -1, np.int64), 0
    for ours, theirs in _forms(places, units, pairs, level, rules):
        position = {code: row for row, code in enumerate(theirs) if code}
        unit = np.array([position.get(code, -1) if code else -1 for code in ours], np.int64)
        found = np.flatnonzero(unit >= 0)
        km = kilometres(places, units, found, unit[found])
        if np.isfinite(km).any() and np.nanmedian(km) > CHANCE_KM:
            continue
        if len(found) > hits and len(found) >= min(OF_PLACES * coded, OF_UNITS * len(units)):
            best, hits = unit, len(found)
    return best


def _forms(
    places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, level: str, rules: Rules
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The codes of the places and of the units in each usual form, or in the one that the rules tell."""
    ours, theirs = places[level].tolist(), units["code"].tolist()
    if rules.code_form:
        yield ours, [_formed(rules.code_form, each) for each in theirs]
        return
    yield ours, theirs
    yield [each.lstrip("0") for each in ours], [_digits(each) for each in theirs]
    yield _headed(places, units, pairs, level), theirs


def _headed(places: pd.DataFrame, units: pd.DataFrame, pairs: pd.DataFrame, level: str) -> list[str]:
    """Each place's code behind the digits with which the register begins those of its first-order division.

    They are found from places that bear the name of a unit whose code ends with theirs (Mexico: 004 in Tabasco is
    27004).
    """
    tail, first = places[level].to_numpy(object), places["admin1"].to_numpy(object)
    code = units["code"].to_numpy(object)
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for place, unit in zip(pairs["place"], pairs["unit"], strict=True):
        if len(tail[place]) >= TAIL and code[unit].endswith(tail[place]):
            heads[first[place]][code[unit].removesuffix(tail[place])] += 1
    head = {}
    for division, told in heads.items():
        best, votes = told.most_common(1)[0]
        if votes >= HEAD_VOTES and votes >= HEAD_SHARE * told.total():
            head[division] = best
    return [head[a] + b if b and a in head else "" for a, b in zip(first, tail, strict=True)]


def _formed(form: str, code: str) -> str:
    """The gazetteer's form of a register's code: the groups of an expression, joined.

    >>> _formed(r"....(..)...(....)", "1004041071204"), _formed("(a)", "b")
    ('041204', '')
    """
    found = re.fullmatch(form, code)
    return "".join(found.groups()) if found else ""


def _digits(code: str) -> str:
    """The number that a code is, without the letters in it and the zeros before it.

    >>> _digits("CH0036")
    '36'
    """
    return "".join(c for c in code if c.isdigit()).lstrip("0")
