"""What tables of the Census Bureau say of a town: where its people have their roots, and what they speak at home."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from citymatch.datasets import InputError
from citymatch.datasets.census import load_census_groups
from citymatch.features.base import Place
from citymatch.features.language import census_group
from citymatch.features.words import count, listed
from citymatch.places.folding import fold, plain

from .census_file import CensusTable, Line, read_census

_KIND = {
    "B04006": "ancestry", "DP02": "ancestry", "B05006": "birthplace", "B03001": "hispanic", "B16001": "language",
    "C16001": "language",
}  # fmt: skip
_TOLD = {
    "ancestry": "report that ancestry",
    "birthplace": "were born there",
    "hispanic": "report that origin",
}
_EVERYONE = ("Total", "Total population", "Population 5 years and over")
_WORDS_AFTER = re.compile(
    r"(?:city|town|village|borough|cdp|(?:charter )?township|plantation|comunidad|zona urbana|municipality|"
    r"city and borough|(?:metropolitan|metro|consolidated|unified|urban county)(?: county)? government|"
    r"county|parish|census area|city county)?(?: balance)?\Z"
)
_MOST_NAMED = 6


class Share(NamedTuple):
    """A share of the residents (0 to 1), and what stands behind it in words."""

    share: float
    told: str
    source: str


@dataclass
class CensusFacts:
    """The shares that files of the Census give: of origins by ISO country, of languages by the Census's group.

    `tables` are those that were read; `remarks` says by section ("origins", "languages") what was left out, and
    `unread` which groups are in no table of citymatch's.
    """

    tables: tuple[str, ...] = ()
    origins: dict[str, Share] = field(default_factory=dict)
    languages: dict[str, Share] = field(default_factory=dict)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    unread: dict[str, list[str]] = field(default_factory=dict)


def census_facts(files: Sequence[str], seeker: Place) -> CensusFacts:
    """What the files say of one community. Raises InputError for one that is of another place.

    People who are counted by ancestry, by birthplace and by Hispanic origin overlap: of the shares that the files give
    for a country the largest counts.
    """
    tables = [_of_place(read_census(file), seeker) for file in files]
    found = CensusFacts(tuple(table.table for table in tables))
    people = next((everyone for t in tables if (everyone := _residents(t))), 0.0) or _own_people(seeker)
    for table in tables:
        section = "languages" if _KIND[table.table] == "language" else "origins"
        found.unread.setdefault(section, []).extend(_not_understood(table))
        if section == "origins":
            _add_origins(found, table, people)
        if table.table in ("B16001", "C16001", "DP02"):
            _add_languages(found, table)
    return found


def _of_place(tables: Sequence[CensusTable], seeker: Place) -> CensusTable:
    """The table of this community among those of a file."""
    for table in tables:
        if is_named(table.place, seeker):
            return table
    places = listed([table.place for table in tables], 3)
    raise InputError(
        f"{tables[0].file}: is about {places}, not about {seeker['label']}"
        if tables
        else "the file names no place"
    )


def is_named(place: str, seeker: Place) -> bool:
    """Whether the Census's name of a place means this community.

    >>> pinole = {"name": "Pinole", "admin1_name": "California", "kind": "place"}
    >>> is_named("Pinole city, California", pinole), is_named("East Pinole city, California", pinole)
    (True, False)
    """
    name, *_, state = [part.strip() for part in (f"{place}," if "," not in place else place).split(",")]
    own = plain(str(seeker.get("name") or ""))
    if seeker.get("kind") == "state":
        return fold(name) == fold(own)
    if fold(state) != fold(str(seeker.get("admin1_name") or "")):
        return False
    said = plain(name)
    if fold(said) == fold(own):
        return True
    heads = (own, re.sub(r"\bsaint\b", "st", own), re.sub(r"\bst\b", "saint", own))
    if any(
        said.startswith(f"{head} ") and _WORDS_AFTER.match(said.removeprefix(head).strip()) for head in heads
    ):
        return True
    return "government" in said and fold(re.split("[-/]", name)[0]) == fold(
        own
    )  # Nashville-Davidson and its like


def _residents(table: CensusTable) -> float:
    """All residents, where a table counts them; 0 where it does not."""
    if table.table == "DP02":
        return _total(table, "ANCESTRY")
    return _total(table) if table.table in ("B04006", "B03001") else 0.0


def _total(table: CensusTable, under: str = "") -> float:
    for line in table.lines:
        if line.path[-1] in _EVERYONE and (not under or under in line.path):
            return line.people if line.people == line.people else 0.0
    return 0.0


def _own_people(seeker: Place) -> float:
    people = float(seeker.get("population") or 0.0)
    return people if people == people else 0.0


def _add_origins(found: CensusFacts, table: CensusTable, people: float) -> None:
    kind = _KIND[table.table]
    everyone = _residents(table) or people
    if not everyone:
        raise InputError(f"{table.file}: has no total of the residents, and none is known of the place")
    for country, lines in _by_code(table, kind).items():
        number, margin = _added(lines)
        if not _is_sure(number, margin):
            _leave_out(found, "origins", table, lines, number, margin)
            continue
        names = listed([line.path[-1] for line in lines], 3)
        told = f"{count(number)} of {count(everyone)} residents {_TOLD[kind]} ({names}), give or take {count(margin)}"
        share = Share(min(number / everyone, 1.0), told, table.source)
        if country not in found.origins or share.share > found.origins[country].share:
            found.origins[country] = share


def _by_code(table: CensusTable, kind: str) -> dict[str, list[Line]]:
    """The lines of a table by the country that they mean. One below another that means the same is in that already."""
    groups = load_census_groups(kind)
    found: dict[str, list[Line]] = {}
    for line in table.lines:
        if table.table == "DP02" and "ANCESTRY" not in line.path:
            continue
        code = groups.get(line.path[-1], "")
        if code and all(groups.get(above) != code for above in line.path[:-1]) and line.people > 0:
            found.setdefault(code, []).append(line)
    return found


def _not_understood(table: CensusTable) -> Iterator[str]:
    """The groups of a detailed table that are not known here; a social profile has lines about much else."""
    groups = load_census_groups(_KIND[table.table])
    for line in table.lines:
        deeper = _KIND[table.table] == "language" and len(line.path) > 2
        if (
            table.table != "DP02"
            and not deeper
            and line.path[-1] not in (*groups, *_EVERYONE)
            and line.people > 0
        ):
            yield line.path[-1]


def _added(lines: Sequence[Line]) -> tuple[float, float]:
    """The sum of some groups, and its margin of error by the Census Bureau's own rule: the root of the squares."""
    return sum(line.people for line in lines), math.sqrt(sum(line.margin**2 for line in lines))


def _is_sure(number: float, margin: float) -> bool:
    """Whether a figure says more than its margin of error; one whose margin is unknown does not."""
    return margin == margin and number > 0 and number >= margin


def _leave_out(
    found: CensusFacts, section: str, table: CensusTable, lines: Sequence[Line], number: float, margin: float
) -> None:
    names = listed([line.path[-1] for line in lines], 3)
    more = "an unknown number" if margin != margin else count(margin)
    told = f"{names}: {count(number)}, give or take {more} ({table.table})"
    found.remarks.setdefault(section, []).append(told)


def _add_languages(found: CensusFacts, table: CensusTable) -> None:
    everyone = _total(table, "LANGUAGE SPOKEN AT HOME" if table.table == "DP02" else "")
    if not everyone:
        raise InputError(f"{table.file}: has no total of the people of 5 years and over")
    for line in _languages(table):
        group = census_group(line.path[-1]) or census_group(load_census_groups("language")[line.path[-1]])
        if not group or not line.people > 0:
            continue
        if not _is_sure(line.people, line.margin):
            _leave_out(found, "languages", table, [line], line.people, line.margin)
            continue
        told = f"{count(line.people)} people of 5 years and over, give or take {count(line.margin)}"
        found.languages.setdefault(group, Share(line.people / everyone, told, table.source))


def _languages(table: CensusTable) -> Iterator[Line]:
    """The lines of a table that are a language; what stands below one says how well its speakers know English."""
    groups: Mapping[str, str] = load_census_groups("language")
    for line in table.lines:
        label = line.path[-1]
        if table.table == "DP02":
            if "LANGUAGE SPOKEN AT HOME" in line.path and label in groups and groups[label]:
                yield line
        elif len(line.path) == 2 and label in groups and (table.table == "B16001" or groups[label]):
            yield line


def told_left_out(facts: CensusFacts, section: str) -> str:
    """What of the tables was not taken over into a section, in words; "" where all was."""
    remarks, unread = facts.remarks.get(section, []), facts.unread.get(section, [])
    told = []
    if remarks:
        named = "; ".join(remarks[:_MOST_NAMED])
        rest = f"; and {len(remarks) - _MOST_NAMED} more" if len(remarks) > _MOST_NAMED else ""
        told.append(f"Too uncertain, and left out (the margin of error is larger, or unknown): {named}{rest}")
    if unread:
        told.append(f"Not known to citymatch, and not counted: {listed(unread, _MOST_NAMED)}")
    return ". ".join(told)
