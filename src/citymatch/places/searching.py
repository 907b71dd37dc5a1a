"""Looking for a name within a scope: as written, by usual variants, by other names, by similar spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from citymatch.datasets.us import load_us_counties

from . import known
from .choosing import DOMINANT, DOMINANT_IN_COUNTRY, SHOWN, Choice, choose
from .communities import Community
from .folding import fold, plain, spellings
from .gazetteer import Gazetteer
from .regions import Scope, counties_by_base, counties_named, county_base, state_keys

WELL_KNOWN = 100_000
"""With so many people a place counts under its other names beside those that bear the name itself."""
_ANYWHERE = Scope("")
_SUFFIX = re.compile(r"-(?:shi|ch[oō]|machi|mura|son|ku|si|gun|gu|eup)$", re.I)
_LEGAL = re.compile(r"^(?:(?:the )?(?:city|town|village|borough|township|municipality|commune|district) of )|"
                    r"(?: (?:city|town|village|borough|township|twp|cdp|municipality))$")  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """What a search came to: a choice, and what was corrected on the way ("" if nothing was)."""

    choice: Choice
    corrected: str = ""

    @property
    def chosen(self) -> Community | None:
        return self.choice.community


def search(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The community of a name in a scope, spelt as usual; None if there is none of that name."""
    return _county(name, scope) or _place(name, scope, gazetteer) or _joined(name, scope, gazetteer)


def search_similar(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The community of the nearest spelling in a scope, with what was corrected; None if none is near."""
    return _similar_county(name, scope) or _similar_place(name, scope, gazetteer)


def variants(name: str) -> Iterator[str]:
    """A name, then without the words (or the Japanese or Korean ending) that state its legal kind.

    >>> list(variants("City of Pinole")), list(variants("Boyne City"))
    (['City of Pinole', 'pinole'], ['Boyne City', 'boyne'])
    """
    yield name
    shorter = _LEGAL.sub("", plain(_SUFFIX.sub("", name.strip()))).strip()
    if shorter and shorter != plain(name):
        yield shorter


def suggestions(name: str, scope: Scope, gazetteer: Gazetteer) -> list[Community]:
    """What may be meant within a scope: a county of that name, similar names, names that contain it."""
    found = [known.county(row) for row in counties_named(county_base(name)[0], scope.admin1)]
    key = fold(name)
    if len(key) >= 4:
        rows = [row for _, row in gazetteer.similar(key, scope.country, scope.admin1, max(_allowed(key), 1))]
        if scope.country:
            rows += gazetteer.containing(key, scope.country, scope.admin1)
        found += [known.place(gazetteer.world, row) for row in dict.fromkeys(rows)]
    return found[:SHOWN]


def _county(name: str, scope: Scope) -> Finding | None:
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
    if not exact or (kind == "borough" and scope.admin1 != "AK"):
        return None
    if len(exact) > 1:
        return Finding(Choice(None, tuple(exact[:SHOWN])))
    (one,) = exact
    same_kind = county_base(one.name)[1] in (kind, "county" if kind == "co" else kind)
    return Finding(Choice(one), "" if same_kind else f"{name!r} read as {one.name}")


def _place(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    for variant in variants(name):
        keys = spellings(variant)
        rows = gazetteer.named(keys, scope.country, scope.admin1)
        if scope.country != "US" and not _has_large(rows, gazetteer):
            rows = with_other_names(rows, keys, gazetteer, scope, DOMINANT_IN_COUNTRY)
        if rows and (choice := choose(rows, gazetteer.world, scope.county)) != Choice(None):
            return Finding(_named_differently(choice, keys))
    return _american_with_kind(name, scope, gazetteer) or _american_by_other_name(name, scope, gazetteer)


def _american_with_kind(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """A municipality in the US that the gazetteer has with a legal kind in its name: Heber City."""
    if scope.country != "US":
        return None
    kinds = ("{}city", "{}village", "villageof{}")
    keys = [kind.format(key) for key in spellings(name) for kind in kinds]
    rows = gazetteer.named(keys, scope.country, scope.admin1)
    choice = choose([row for row in rows if _is_municipal(row, gazetteer)], gazetteer.world, scope.county)
    return Finding(choice, f"{name!r} read as {choice.community.name}") if choice.community else None


def _is_municipal(row: int, gazetteer: Gazetteer) -> bool:
    return str(gazetteer.world["legal_kind"][row]) not in ("", "CDP")


def _american_by_other_name(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """A municipality in the US of which this is another name; that counts as a correction.

    Census-designated places and settlements do not: their other names are too loose (Miami for Miamitown).
    """
    if scope.country != "US":
        return None
    world = gazetteer.world
    rows = gazetteer.also_named(spellings(name), scope.country, scope.admin1)
    people = np.asarray(world["population"])
    known_as = [row for row in rows if _is_municipal(row, gazetteer) or people[row] >= WELL_KNOWN]
    choice = choose(known_as, world, scope.county)
    if choice.community is None:
        return None
    read_as = f"{name!r} read as {choice.community.name}"
    near = _differing(fold(name), fold(choice.community.name)) <= 2
    return Finding(choice, read_as if near else f"{read_as}, of which it is another name")


def _has_large(rows: Sequence[int], gazetteer: Gazetteer) -> bool:
    return bool(
        np.nanmax(np.append(np.asarray(gazetteer.world["population"])[list(rows)], 0.0)) >= WELL_KNOWN
    )


def with_other_names(
    rows: list[int], keys: list[str], gazetteer: Gazetteer, scope: Scope = _ANYWHERE, times: float = DOMINANT
) -> list[int]:
    """Rows of the name itself, with those of another name: all if there are no others, else the dominant ones."""
    also = gazetteer.also_named(keys, scope.country, scope.admin1)
    if not rows:
        return also
    people = np.nan_to_num(np.asarray(gazetteer.world["population"]))
    least = max(WELL_KNOWN, times * people[rows].max())
    return rows + [row for row in also if row not in rows and people[row] >= least]


def _named_differently(choice: Choice, keys: Sequence[str]) -> Choice:
    """Say so where the gazetteer has the place under another name."""
    found = choice.community
    if found is None or fold(found.name) in keys or any(fold(v) in keys for v in variants(found.name)):
        return choice
    return replace(choice, notes=(f"the gazetteer has it as {found.name}", *choice.notes))


def _joined(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """Two names with a stroke between them: a place and its county, or two names of which one is known."""
    first, stroke, second = (part.strip() for part in name.partition("/"))
    if not (first and stroke and second) or scope.county:
        return None
    rows = counties_named(county_base(second)[0], scope.admin1) if scope.country == "US" else ()
    if len(rows) == 1:
        county = known.county(rows[0])
        found = _place(first, replace(scope, county=str(load_us_counties()["fips"][rows[0]])), gazetteer)
        if found and found.chosen:
            return replace(found, corrected=f"{name!r} read as {found.chosen.name} in {county.name}")
    both = [
        each.chosen for part in (first, second) if (each := _place(part, scope, gazetteer)) and each.chosen
    ]
    if len({each.id for each in both}) > 1:
        return Finding(Choice(None, tuple(both)))
    return Finding(Choice(both[0]), f"{name!r} read as {both[0].name}") if both else None


def _similar_county(name: str, scope: Scope) -> Finding | None:
    base, kind = county_base(name)
    if scope.country != "US" or not kind or not scope.admin1:
        return None
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    own = {key: rows for (state, key), rows in counties_by_base().items() if state == scope.admin1}
    hits = extract(fold(base), list(own), scorer=OSA.distance, score_cutoff=_allowed(fold(base)), limit=2)
    if not hits or (len(hits) == 2 and hits[0][1] == hits[1][1]) or len(own[hits[0][0]]) > 1:
        return None
    found = known.county(own[hits[0][0]][0])
    return Finding(Choice(found), f"{name!r} read as {found.name}")


def _similar_place(name: str, scope: Scope, gazetteer: Gazetteer) -> Finding | None:
    """The place whose name is nearest: a doubled letter counts less, another first letter more."""
    if scope.country == "US" and not scope.admin1:
        return None
    key = fold(list(variants(name))[-1])
    hits = gazetteer.similar(key, scope.country, scope.admin1, _allowed(key)) if _allowed(key) else []
    world = gazetteer.world
    scored = [(_cost(key, fold(str(world["name"][row])), distance), row) for distance, row in hits]
    best = min((cost for cost, _ in scored), default=9.0)
    rows = [row for cost, row in scored if cost == best]
    if not rows or best > _allowed(key):
        return None
    if len({fold(str(world["name"][row])) for row in rows}) > 1:
        return Finding(Choice(None, tuple(known.place(world, row) for row in rows[:SHOWN])))
    if best > 0.5 and _bears_it_elsewhere(key, scope, gazetteer):
        return None
    choice = choose(rows, world, scope.county)
    read_as = choice.community.name if choice.community else str(world["name"][rows[0]])
    return Finding(choice, f"{name!r} read as {read_as}")


def _differing(key: str, other: str) -> int:
    from rapidfuzz.distance import OSA

    return int(OSA.distance(key, other))


def _allowed(key: str) -> int:
    """How many letters may differ in a name of this length."""
    return 0 if len(key) < 4 else 1 if len(key) < 8 else 2


def _cost(key: str, other: str, distance: int) -> float:
    squeezed = re.sub(r"(.)\1+", r"\1", key) == re.sub(r"(.)\1+", r"\1", other)
    return distance - 0.5 * squeezed + 0.5 * (key[0] != other[:1])


def _bears_it_elsewhere(key: str, scope: Scope, gazetteer: Gazetteer) -> bool:
    """Whether a place of exactly this name stands elsewhere in the country: then a misprint is unlikely."""
    return bool(scope.admin1 and gazetteer.named([key], scope.country))


def elsewhere(name: str, scope: Scope, gazetteer: Gazetteer) -> list[Community]:
    """Places of exactly this name outside the scope: in its country, else anywhere; the largest first."""
    keys = spellings(name)
    rows = gazetteer.named(keys, scope.country) or gazetteer.named(keys)
    found = [known.place(gazetteer.world, row) for row in rows]
    found = [each for each in found if not _inside(each, scope)]
    return sorted(found, key=lambda each: -np.nan_to_num(each.population))[:SHOWN]


def _inside(community: Community, scope: Scope) -> bool:
    return community.country == scope.country and scope.admin1 in ("", community.admin1)


def state_named(name: str) -> Community | None:
    """The US state of this full name, also as "State of Ohio" or "Washington State"."""
    key = fold(plain(name).removeprefix("state of ").removesuffix(" state"))
    code, full = state_keys().get(key, ("", ""))
    return known.state(code) if code and fold(full) == key else None
