"""Asks for every government of the United States by its official name and prints those that another answers for.

    python -m citymatch.build.us_asked [FOLDER_OF_US_TOWNS]

The names are the Census's ("Abbeville city, Alabama"), with the county where a name repeats in its state. With the
folder of the three Census files they are taken from there letter by letter; else they are put together from the
register. Right is the government's own record with its people.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import citymatch.datasets
from citymatch.datasets import World, load_world
from citymatch.datasets.us import load_us_counties
from citymatch.places import Resolution, resolve
from citymatch.places.folding import fold
from citymatch.places.known import county_standing, state_name

from .tables import read_csv
from .us_facts import read_facts
from .us_register import REGISTER

SOURCE = Path(citymatch.datasets.__file__).parent / "source"
SHOWN = 60
_NO_WORD = ("consolidated city", "city and county", "independent city")


@dataclass(frozen=True)
class Question:
    """The official name of a government as a line of a list, the code of it, and its people ("" unknown)."""

    text: str
    code: str
    people: str


def official_name(row: Mapping[str, str]) -> str:
    """The Census's name of a unit, put together from its row of the register.

    >>> official_name({"name": "Liberty", "long_name": "", "kind": "city", "layer": "place"})
    'Liberty city'
    """
    name = row["long_name"] or row["name"]
    if row["layer"] == "county" or row["kind"] in _NO_WORD:
        return name
    return f"{name} {row['kind']}"


def questions(
    register: Iterable[Mapping[str, str]], names: Mapping[str, str] | None = None
) -> list[Question]:
    """A question for each government of the register; `names` has official names by code, where they are known."""
    counties = load_us_counties()
    county = dict(zip(counties["fips"], counties["name"], strict=True))
    rows = [row for row in register if row["government"] == "yes" and row["state"] != "PR"]
    official = {row["geoid"]: (names or {}).get(row["geoid"]) or official_name(row) for row in rows}
    often = Counter((row["state"], fold(official[row["geoid"]])) for row in rows)
    asked = []
    for row in rows:
        name = official[row["geoid"]]
        repeats = often[row["state"], fold(name)] > 1 and row["layer"] != "county"
        where = f"{county[row['county_fips']]}, " if repeats else ""
        asked.append(Question(f"{name}, {where}{state_name(row['state'])}", row["geoid"], row["people"]))
    return asked


def ids_by_code(world: World) -> dict[str, str]:
    """The id of each US unit by its code in the register."""
    codes, countries = world.texts("unit_code"), world.labels("country")
    rows = [row for row in range(len(world)) if countries[row] == "US" and codes[row]]
    return {codes[row]: world.community_id(row) for row in rows}


def is_right(answer: Resolution, question: Question, ids: Mapping[str, str]) -> bool:
    """Whether the answer is the government asked for, with its people."""
    found = answer.community
    if found is None:
        return False
    merged = county_standing(question.code)[1] if len(question.code) == 5 else ""
    if found.id != (merged or ids.get(question.code)):
        return False
    return bool(merged) or float(question.people or 0) == (found.population if found.population > 0 else 0)


def official_names(folder: Path) -> dict[str, str]:
    """The Census's names by code, letter by letter, from the folder of the three files."""
    facts = read_facts(folder)
    return {
        row["geoid"]: row["name"]
        for rows in (facts.places, facts.subdivisions, facts.counties)
        for row in rows
    }


def main(folder: Path | None = None) -> None:
    """Ask for all, and print the share that was answered right and the others."""
    ids = ids_by_code(load_world())
    asked = questions(read_csv(SOURCE / REGISTER), official_names(folder) if folder else None)
    wrong = [(each, answer) for each in asked if not is_right(answer := resolve(each.text), each, ids)]
    print(
        f"{len(asked) - len(wrong):,} of {len(asked):,} ({1 - len(wrong) / len(asked):.2%}) are answered right"
    )
    for status, count in Counter(answer.status for _, answer in wrong).most_common():
        print(f"{count:,} others are {status}")
    for each, answer in wrong[:SHOWN]:
        got = answer.community.id if answer.community else ", ".join(c.id for c in answer.candidates[:3])
        print(f"{each.text} [{each.code}, {each.people}]: {answer.status} {got}: {answer.note}")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
