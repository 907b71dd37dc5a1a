"""US counties by name, asked for as such: Placer County, PG County, Orleans Parish."""

from __future__ import annotations

import re

from . import known
from .american import county_or_city
from .choosing import SHOWN, Choice
from .finding import Finding
from .folding import fold
from .gazetteer import Gazetteer
from .regions import Scope, counties_by_base, counties_named, county_base

_SHORT_NAME = 3


def find_county(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """A county, if the name says that it is one."""
    base, kind = county_base(name)
    if scope.country != "US" or not kind:
        return None
    if scope.admin1:
        rows = counties_named(base, scope.admin1)
    else:
        rows = tuple(
            row for (_, own), each in counties_by_base().items() if own == fold(base) for row in each
        )
    found = [known.county(row) for row in rows]
    exact = [each for each in found if fold(each.name) == fold(name)] or found
    if kind == "borough" and scope.admin1 != "AK":
        return None
    if not exact:
        return _initialled(name, base, scope)
    if len(exact) > 1:
        return Finding(Choice(None, tuple(exact[:SHOWN])))
    (one,) = exact
    same_kind = county_base(one.name)[1] in (kind, "county" if kind == "co" else kind)
    choice = county_or_city(name, one, gazetteer.world)
    return Finding(choice, "" if same_kind else f"{name!r} read as {one.name}")


def _initialled(name: str, base: str, scope: Scope) -> Finding | None:
    """The one county of a state whose words begin with these letters: PG County for Prince George's County."""
    letters = fold(base)
    if not scope.admin1 or not 2 <= len(letters) <= _SHORT_NAME:
        return None
    rows = {row for (state, _), each in counties_by_base().items() if state == scope.admin1 for row in each}
    found = [
        each for each in map(known.county, sorted(rows)) if _initials(county_base(each.name)[0]) == letters
    ]
    return Finding(Choice(found[0]), f"{name!r} read as {found[0].name}") if len(found) == 1 else None


def _initials(base: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W_]+", base))


def find_similar_county(name: str, scope: Scope) -> Finding | None:
    """The county of a state whose name this one is but for a misprint."""
    base, kind = county_base(name)
    if scope.country != "US" or not kind or not scope.admin1:
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    from .similar import allowed

    own = {key: rows for (state, key), rows in counties_by_base().items() if state == scope.admin1}
    hits = extract(fold(base), list(own), scorer=OSA.distance, score_cutoff=allowed(fold(base)), limit=2)
    if not hits or (len(hits) == 2 and hits[0][1] == hits[1][1]) or len(own[hits[0][0]]) > 1:
        return None
    found = known.county(own[hits[0][0]][0])
    return Finding(Choice(found), f"{name!r} read as {found.name}")
