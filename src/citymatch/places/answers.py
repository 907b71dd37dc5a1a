"""The check that every community that governs itself is answered by itself when asked by its own name.

    python -m citymatch.places.answers              every one of them
    python -m citymatch.places.answers --tenth 13   a seeded tenth

It prints the failures, and ends with 1 if there are any.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.geography import country_name

from . import known
from .choosing import SHOWN
from .gazetteer import Gazetteer, gazetteer_of
from .hashing import Rows
from .interpreting import by_text
from .naming import town_in
from .resolution import Resolution


@dataclass(frozen=True)
class Failure:
    """A community that was asked for and another answer that came."""

    id: str
    asked: str
    answered: str


def asked_by(world: World, row: int) -> tuple[list[str], str]:
    """The texts by which people ask for the community in a row, each with its division, and its label.

    >>> from citymatch.datasets import load_world
    >>> world = load_world()
    >>> asked_by(world, world.row_of(5383187))
    (['Pinole, California, United States'], 'Pinole, California')
    >>> asked_by(world, world.row_of(3142623))[0][:2]
    ['Prestfoss (Sigdal), Buskerud, Norway', 'Prestfoss, Buskerud, Norway']
    """
    community = known.place(world, row)
    where = [community.admin1_name, country_name(community.country)]
    unit = community.unit_name
    names = dict.fromkeys(filter(None, [community.name, town_in(community.name, unit), unit]))
    return [", ".join(filter(None, [name, *where])) for name in names], community.label


def communities(world: World) -> Rows:
    """The rows of the communities that govern themselves and may sign."""
    governing = (world.labels("standing") == "self_governing") & (world.labels("not_candidate") == "")
    return np.flatnonzero(governing & ~(world.labels("layer") == "county"))


def failures(gazetteer: Gazetteer, rows: Sequence[int]) -> Iterator[Failure]:
    """The communities in some rows that are answered by another, or by nothing.

    Where the name with its division is ambiguous the community has to be listed. A label abroad does not name the
    division: there a namesake of ten times the people may be taken, with a note that there are others.
    """
    for row in rows:
        id = gazetteer.world.community_id(row)
        texts, label = asked_by(gazetteer.world, row)
        divided = bool(gazetteer.world["admin1_name"][row])
        for text in dict.fromkeys([*texts, label]):
            found = by_text(text, gazetteer)
            strict = found.community is None or found.community.country == "US" or (text in texts and divided)
            if not _answers(found, id, strict):
                told = f"{found.community.label} {found.community.id}" if found.community else "nothing"
                yield Failure(id, text, f"{found.status} {told} {found.note}")


def _answers(found: Resolution, id: str, strict: bool) -> bool:
    if found.community is not None and found.community.id == id:
        return True
    listed = id in {each.id for each in found.candidates} or len(found.candidates) >= SHOWN
    if found.status == "ambiguous":
        return id in {each.id for each in found.candidates} if strict else listed
    return not strict and found.status == "matched" and listed and "places of this name" in found.note


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the failures; 1 if there are any."""
    parser = argparse.ArgumentParser(prog="python -m citymatch.places.answers", description=__doc__)
    parser.add_argument("--tenth", type=int, metavar="SEED", help="ask for a tenth of them only")
    seed = parser.parse_args(arguments).tenth
    began, gazetteer = time.monotonic(), gazetteer_of()
    rows = communities(gazetteer.world)
    if seed is not None:
        rows = np.random.default_rng(seed).choice(rows, len(rows) // 10, replace=False)
    count = 0
    for count, each in enumerate(failures(gazetteer, [int(row) for row in rows]), 1):  # noqa: B007
        print(f"{each.id} | {each.asked} | {each.answered}")
    print(f"{len(rows):,} communities asked, {count} failures, {time.monotonic() - began:.0f} seconds")
    return int(count > 0)


if __name__ == "__main__":
    raise SystemExit(main())
