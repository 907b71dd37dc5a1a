"""Which of several communities of one name is meant, if that can be said at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citymatch.datasets import World

from . import known
from .communities import Community
from .distance import Floats, kilometres
from .folding import written
from .naming import town_in

DOMINANT = 20.0
"""Where no country is given, a namesake is preferred only with so many times the people of every other."""
GREAT_CITY = 1_000_000
DOMINANT_IN_COUNTRY = 10.0
"""Where the country or division is given, this many times the people are enough."""
DOMINANT_OVER_UNKNOWN = 5_000
"""A place of at least this many people is preferred to namesakes whose population nobody knows."""
SAME_SPOT_KM = 10.0
"""Rows of one name this near to each other are one community: the largest is taken."""
FAR_LARGER = 5.0
"""A place without a government is not passed over for one that has so many times fewer people."""
SHOWN = 10
"""How many candidates are listed."""
MOST = 50
"""How many namesakes are listed in one division, where each of them has to be among them."""


@dataclass(frozen=True)
class Choice:
    """The community chosen (None: it cannot be said), the others of that name, and what to say about it."""

    community: Community | None
    others: tuple[Community, ...] = ()
    notes: tuple[str, ...] = ()


def choose(
    rows: Sequence[int], world: World, county: str = "", name: str = "", division: bool = False
) -> Choice:
    """The place meant among rows of the World that bear one name.

    Vanished places are passed over while there are others. A community that governs itself goes before one that
    does not, unless that one is far larger: then it cannot be said. `name` as it was written goes before one with
    other accents. Between equals one is preferred only if it is dominant, and in a `division` that was named not
    even that is enough.
    """
    everyone = _in_county(_largest_first(_standing_yet(rows, world), world), world, county)
    if not everyone:
        return Choice(None)
    preferred, why = _preferred(everyone, world)
    as_written = _as_written(preferred, world, name)
    chosen = _one_of(as_written, world, division)
    if chosen is None:
        first = [*as_written, *(row for row in everyone if row not in as_written)]
        return Choice(None, tuple(known.place(world, row) for row in first[: MOST if division else SHOWN]))
    others = [known.place(world, row) for row in everyone if row != chosen]
    if len(as_written) > 1:
        why = "the largest"
    elif len(preferred) > 1:
        why = "the one spelt so"
    place = known.place(world, chosen)
    note = f"{len(everyone)} places of this name here: {why} is meant ({place.id})"
    return Choice(place, tuple(others[:SHOWN]), (note,) if others else ())


def _preferred(rows: list[int], world: World) -> tuple[list[int], str]:
    """The rows that come first by the government they have, and what tells them from the rest."""
    governing = [row for row in rows if governs(row, world)]
    lesser = [row for row in rows if row not in governing]
    if not governing:
        return [row for row in rows if world["legal_kind"][row] != "CDP"] or rows, "the largest"
    if not lesser:
        return governing, "the largest"
    passed = [row for row in lesser if _too_large_to_pass(row, governing, world)]
    if passed and all(world["standing"][row] == "unknown" for row in passed):
        if _overwhelms_all(passed[0], governing, world):
            return passed, "the largest"
    elif passed:
        return [*passed, *governing], "the largest"
    kind = str(world["legal_kind"][governing[0]])
    return governing, f"the {kind}" if kind else "the self-governing one"


def people_in(rows: Sequence[int], world: World) -> Floats:
    """The people of some rows, 0 where nobody knows."""
    people = world.numbers("population")[np.asarray(rows, np.int64)]
    return np.where(np.isnan(people), 0.0, people)


def governs(row: int, world: World) -> bool:
    """Whether the place in a row has a general government of its own."""
    if "no general government" in str(world["not_candidate"][row]):
        return False
    return world["legal_kind"][row] not in ("", "CDP") or world["standing"][row] == "self_governing"


def _too_large_to_pass(row: int, governing: Sequence[int], world: World) -> bool:
    """Whether a place without a government is so much larger than its namesakes with one that it may be meant."""
    governor = world.row_of(int(np.asarray(world["governed_by"])[row]))
    reason = str(world["not_candidate"][row])
    if governor in governing or reason.startswith("section") or "no general government" in reason:
        return False
    (people,) = people_in([row], world)
    return bool(people >= max(FAR_LARGER * people_in(governing, world).max(), 500))


def _as_written(rows: list[int], world: World, name: str) -> list[int]:
    """The rows whose name has the very accents of `name`, unless another is far larger and `name` has none."""
    exact = [row for row in rows if written(name) in written_names(row, world)] if name else []
    rest = [row for row in rows if row not in exact]
    if not exact or not rest:
        return rows
    far = people_in(rest, world).max() >= DOMINANT_IN_COUNTRY * max(people_in(exact, world).max(), 1)
    return rows if far and name.isascii() else exact


def written_names(row: int, world: World) -> set[str]:
    """The own names of the place in a row, accents kept: its name, its local name, the unit and its town."""
    name, local = str(world["name"][row]), str(world["local_name"][row])
    unit = str(world["unit_name"][row]) if "unit_name" in world.columns else ""
    return {
        written(each) for each in (name, local, unit, town_in(name, unit), name.partition(" (")[0]) if each
    }


def dominant(communities: Sequence[Community]) -> Community | None:
    """The one community that has `DOMINANT` times the people of every other one (a great city: half), or None."""
    first, *rest = sorted(communities, key=lambda each: -_people(each))
    great = first.kind == "place" and first.population >= GREAT_CITY
    times = DOMINANT / 2 if great else DOMINANT
    if all(_overwhelms(first.population, other.population, times) for other in rest):
        return first
    return None


def _people(community: Community) -> float:
    return 0.0 if math.isnan(community.population) else community.population


def _overwhelms(first: float, other: float, times: float) -> bool:
    if math.isnan(first):
        return False
    return first >= DOMINANT_OVER_UNKNOWN if math.isnan(other) else first >= times * other


def living(rows: Sequence[int], world: World) -> list[int]:
    """The rows without vanished places and parts of communities, or all if there is nothing else.

    A part that is far larger than its namesakes with a government stays: it may be meant.
    """
    there = _standing_yet(rows, world)
    governing = [row for row in there if governs(row, world)]
    kept = [
        row
        for row in there
        if world["standing"][row] != "part_of" or (governing and _too_large_to_pass(row, governing, world))
    ]
    return kept or there


def _standing_yet(rows: Sequence[int], world: World) -> list[int]:
    """The rows without sections of cities and vanished places, or all if there is nothing else."""
    gone = ("section", "abandoned", "historical", "destroyed")
    return [row for row in rows if not str(world["not_candidate"][row]).startswith(gone)] or list(rows)


def _largest_first(rows: Sequence[int], world: World) -> list[int]:
    if len(rows) < 2:
        return list(rows)
    return [rows[i] for i in np.argsort(-people_in(rows, world), kind="stable").tolist()]


def _in_county(rows: list[int], world: World, county: str) -> list[int]:
    """The rows of a county; a row whose county is not known may be in it."""
    if not county:
        return rows
    return [row for row in rows if world["county_fips"][row] == county] or [
        row for row in rows if world["county_fips"][row] == ""
    ]


def _one_of(rows: Sequence[int], world: World, division: bool = False) -> int | None:
    """The only row, the dominant one, or the largest of rows that lie on one spot; else None.

    In a division that was named, two communities that may both sign are told apart by nothing.
    """
    if len(rows) == 1:
        return rows[0]
    apart = [row for row in rows[1:] if not _near(rows[0], row, world)]
    if division:
        apart = [row for row in rows[1:] if row in apart or may_sign(row, world)]
        if any(may_sign(row, world) for row in apart):
            return None
    return rows[0] if not apart or _overwhelms_all(rows[0], apart, world) else None


def may_sign(row: int, world: World) -> bool:
    """Whether the community in a row governs itself and is a candidate for a partnership."""
    return bool(world["standing"][row] == "self_governing" and world["not_candidate"][row] == "")


def _overwhelms_all(first: int, rows: Sequence[int], world: World) -> bool:
    people = np.asarray(world["population"])
    return all(_overwhelms(people[first], people[row], DOMINANT_IN_COUNTRY) for row in rows)


def _near(row: int, other: int, world: World) -> bool:
    latitude, longitude = np.asarray(world["latitude"]), np.asarray(world["longitude"])
    return bool(
        kilometres(latitude[row], longitude[row], latitude[[other]], longitude[[other]])[0] <= SAME_SPOT_KM
    )
