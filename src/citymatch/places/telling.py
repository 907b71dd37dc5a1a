"""What was found, or was not, as a resolution with its notes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from citymatch.datasets.geography import country_name

from . import searching
from .choosing import SHOWN
from .communities import Community
from .gazetteer import Gazetteer
from .regions import Scope
from .resolution import Resolution


def unique(communities: Iterable[Community]) -> list[Community]:
    return list({each.id: each for each in communities}.values())


def in_full(scope: Scope) -> str:
    return scope.name if scope.admin1 else f"the country {scope.name}"


def noted(resolution: Resolution, note: str) -> Resolution:
    return replace(resolution, note="; ".join(filter(None, [resolution.note, note])))


def told(name: str, scope: Scope, finding: searching.Finding) -> Resolution:
    """A finding as a resolution, with everything that was changed on the way to it."""
    dropped = f"{scope.dropped!r} is not known in {scope.name} and was left out" if scope.dropped else ""
    corrections = [note for note in (scope.corrected, dropped, finding.corrected) if note]
    if finding.chosen is None:
        several = finding.doubt or f"several places of this name in {scope.name}"
        note = "; ".join([*corrections, several])
        return Resolution(name, "ambiguous", None, finding.choice.others, note)
    note = "; ".join(filter(None, [*corrections, scope.note, *finding.choice.notes]))
    return Resolution(
        name, "corrected" if corrections else "matched", finding.chosen, finding.choice.others, note
    )


def not_found(name: str, scope: Scope, gazetteer: Gazetteer, problem: str) -> Resolution:
    """Not there: say where else the name stands, and offer that and what is similar."""
    similar = searching.suggestions(name, scope, gazetteer)
    others = searching.elsewhere(name, scope, gazetteer)
    counties = [each for each in similar if each.kind == "county"]
    what = "municipality" if scope.country == "US" else "place"
    notes = [problem or f"no {what} named {name} in {scope.name}"]
    if scope.corrected:
        notes.insert(0, scope.corrected)
    if counties:
        notes.append(f"there is {counties[0].label}, a county")
    if others:
        where = dict.fromkeys(division_of(each) for each in others)
        notes.append(f"there is {others[0].name} in {listed(list(where)[:4])}")
    candidates = tuple(unique([*counties, *others[:4], *similar, *others]))[:SHOWN]
    return Resolution(name, "not_found", None, candidates, "; ".join(notes))


def division_of(community: Community) -> str:
    return community.admin1_name if community.country == "US" else country_name(community.country)


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
