"""The profile of a community as citymatch would print it, with what tables of the Census say in its place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from citymatch.datasets import InputError, World, load_world
from citymatch.datasets.census import load_census_groups
from citymatch.datasets.geography import country_name
from citymatch.features.base import Place
from citymatch.features.language import census_group
from citymatch.features.profile import profile as features_of
from citymatch.places import Community, Resolution, accepted, find

from .census import CensusFacts, Share, census_facts, told_left_out
from .names import country_code, language_key
from .sections import LEAST, believed
from .town import Belief, Section, TownProfile

_ROOTS, _BORN = ("B04006", "DP02", "B03001"), ("B05006",)
_MOST = 30


def profile(
    community: str | int | Community | Resolution,
    *,
    census: str | Path | Iterable[str | Path] = (),
    world: World | None = None,
) -> TownProfile:
    """All that citymatch believes of a community, to be corrected by hand and given back as `profile=`.

    `census` names tables of this one place that were exported from data.census.gov as CSV (B04006, B05006, B03001,
    B16001, C16001, DP02): their figures take the place of citymatch's estimates. Raises AmbiguousCommunity or
    UnknownCommunity, and InputError for a table that is none of these, or of another place.

    >>> profile("Pinole, California").section("people")["number"]
    19022.0
    """
    known_world = world if world is not None else load_world()
    if isinstance(community, Resolution):
        who = accepted(community)
    else:
        who = community if isinstance(community, Community) else find(community, world=known_world)
    seeker = features_of(who, known_world)
    made = believed(seeker, known_world)
    files = [str(each) for each in ([census] if isinstance(census, str | Path) else census)]
    return _with_census(made, seeker, files) if files else made


def _with_census(made: TownProfile, seeker: Place, files: list[str]) -> TownProfile:
    if seeker.get("country") != "US":
        raise InputError(f"{files[0]}: tables of the US Census Bureau say nothing of {seeker['label']}")
    facts = census_facts(files, seeker)
    parts = {part.name: part for part in made.sections}
    if any(table in _ROOTS + _BORN for table in facts.tables):
        parts["origins"] = _origins(parts.get("origins"), facts)
    if facts.languages:
        parts["languages"] = _languages(parts.get("languages"), facts)
    order = ["people", "setting", "origins", "languages"]
    ordered = sorted(
        parts.values(), key=lambda part: order.index(part.name) if part.name in order else len(order)
    )
    return replace(made, sections=tuple(ordered))


def _origins(own: Section | None, facts: CensusFacts) -> Section:
    """The town's own figures, and ours for the countries of which the tables say nothing.

    A table of ancestry or of Hispanic origin counts everyone with roots in a country, and so takes the place of an
    estimate; one of birthplace counts those who were born there alone, and so does where it has more.
    """
    counted = {code for table in facts.tables if table in _ROOTS for code in _countries_in(table)}
    rest = []
    shares = dict(facts.origins)
    for line in own.beliefs if own else ():
        code, value = country_code(line.key), float(str(line.value))
        if code in counted:
            continue
        if code in shares and shares[code].share * 100 >= value:
            continue
        shares.pop(code, None)
        rest.append(line)
    names = {country_name(code): share for code, share in shares.items()}
    heading = "roots of the residents: percent of all, by country; where tables overlap, the larger figure"
    return Section("origins", heading, _lines("origins", names, rest, facts))


def _countries_in(table: str) -> set[str]:
    kind = "hispanic" if table == "B03001" else "ancestry"
    return {code for code in load_census_groups(kind).values() if code}


def _languages(own: Section | None, facts: CensusFacts) -> Section:
    """The town's own figures, and the state's for the languages of which the tables say nothing."""
    whole = "B16001" in facts.tables
    rest = [
        line
        for line in (own.beliefs if own else ())
        if not whole and census_group(language_key(line.key)) not in facts.languages
    ]
    heading = "spoken at home: percent of the people of 5 years and over"
    return Section("languages", heading, _lines("languages", facts.languages, rest, facts))


def _lines(
    section: str, shares: dict[str, Share], rest: list[Belief], facts: CensusFacts
) -> tuple[Belief, ...]:
    stated = [
        Belief(section, name, float(f"{100 * share.share:.3g}"), f"{share.told}; {share.source}")
        for name, share in shares.items()
        if share.share >= LEAST
    ]
    ordered = sorted([*stated, *rest], key=lambda line: (-float(str(line.value)), line.key))[:_MOST]
    sources = "; ".join(dict.fromkeys(share.source for share in shares.values()))
    left_out = told_left_out(facts, section)
    return (
        *([Belief(section, "source", sources, "of the lines that name it below")] if sources else []),
        *ordered,
        *([Belief(section, "", None, left_out)] if left_out else []),
    )
