"""Which of several communities of one name is meant, if that can be said at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World

from . import known
from .community import Community

Floats = npt.NDArray[np.float64]

DOMINANT = 20.0
"""Where no country is given, a namesake is preferred only with so many times the people of every other."""
DOMINANT_IN_COUNTRY = 10.0
"""Where the country or division is given, this many times the people are enough."""
DOMINANT_OVER_UNKNOWN = 5_000
"""A place of at least this many people is preferred to namesakes whose population nobody knows."""
SAME_SPOT_KM = 10.0
"""Rows of one name this near to each other are one community: the largest is taken."""
SHOWN = 10
"""How many candidates are listed."""


@dataclass(frozen=True)
class Choice:
    """The community chosen (None: it cannot be said), the others of that name, and what to say about it."""

    community: Community | None
    others: tuple[Community, ...] = ()
    notes: tuple[str, ...] = ()


def choose(rows: Sequence[int], world: World, county: str = "") -> Choice:
    """The place meant among rows of the World that bear one name.

    Sections of cities and vanished places are passed over while there are others. In the US the one with a
    municipal government is preferred to census-designated places and settlements. Elsewhere, and between
    equals, a namesake is preferred only if it is dominant.
    """
    rows = _in_county(_largest_first(_living(rows, world), world), world, county)
    if not rows:
        return Choice(None)
    everyone = rows
    kinds = [str(world["legal_kind"][row]) for row in rows] if "legal_kind" in world else [""] * len(rows)
    municipal = [row for row, kind in zip(rows, kinds, strict=True) if kind not in ("", "CDP")]
    rows = municipal or [row for row, kind in zip(rows, kinds, strict=True) if kind != "CDP"] or rows
    chosen = _one_of(rows, world)
    if chosen is None:
        return Choice(None, tuple(known.place(world, row) for row in rows[:SHOWN]))
    others = tuple(known.place(world, row) for row in everyone if row != chosen)[:SHOWN]
    notes = _reasons(chosen, [row for row in everyone if row != chosen], world)
    return Choice(known.place(world, chosen), others, notes)


def dominant(communities: Sequence[Community]) -> Community | None:
    """The one community that has `DOMINANT` times the people of every other one, or None."""
    first, *rest = sorted(communities, key=lambda each: -_people(each))
    if all(_overwhelms(first.population, other.population, DOMINANT) for other in rest):
        return first
    return None


def standing_note(world: World, row: int) -> str:
    """What a reader must know about a place that may not govern itself, or ""."""
    reason = str(world["not_candidate"][row]) if "not_candidate" in world else ""
    if reason in ("", "population unknown"):
        return ""
    name = str(world["name"][row])
    if "legal_kind" in world and world["legal_kind"][row] == "CDP":
        return f"{name} is a census-designated place: it has no government of its own"
    governor = int(world["governed_by"][row]) if "governed_by" in world else 0
    at = world.row_of(governor) if governor else -1
    if at >= 0:
        return f"{name} is part of {world['name'][at]}"
    return f"{name} is no self-governing community in the gazetteer: {reason}"


def _people(community: Community) -> float:
    return 0.0 if math.isnan(community.population) else community.population


def _overwhelms(first: float, other: float, times: float) -> bool:
    if math.isnan(first):
        return False
    return first >= DOMINANT_OVER_UNKNOWN if math.isnan(other) else first >= times * other


def _living(rows: Sequence[int], world: World) -> list[int]:
    """The rows without sections of cities and vanished places, or all if there is nothing else."""
    if "not_candidate" not in world:
        return list(rows)
    gone = ("section", "abandoned", "historical", "destroyed", "part of")
    return [row for row in rows if not str(world["not_candidate"][row]).startswith(gone)] or list(rows)


def _largest_first(rows: Sequence[int], world: World) -> list[int]:
    population = np.nan_to_num(np.asarray(world["population"])[np.asarray(rows, np.int64)])
    return [rows[i] for i in np.argsort(-population, kind="stable")]


def _in_county(rows: list[int], world: World, county: str) -> list[int]:
    """The rows of a county; a row whose county is not known may be in it."""
    if not county or "county_fips" not in world:
        return rows
    return [row for row in rows if world["county_fips"][row] == county] or [
        row for row in rows if world["county_fips"][row] == ""
    ]


def _one_of(rows: Sequence[int], world: World) -> int | None:
    """The only row, the dominant one, or the largest of rows that lie on one spot; else None."""
    if len(rows) == 1:
        return rows[0]
    people = np.asarray(world["population"])
    if all(
        _overwhelms(people[rows[0]], people[row], DOMINANT_IN_COUNTRY) or _near(rows[0], row, world)
        for row in rows[1:]
    ):
        return rows[0]
    return None


def _near(row: int, other: int, world: World) -> bool:
    latitude, longitude = np.asarray(world["latitude"]), np.asarray(world["longitude"])
    return bool(
        kilometres(latitude[row], longitude[row], latitude[[other]], longitude[[other]])[0] <= SAME_SPOT_KM
    )


def kilometres(
    latitude: float, longitude: float, latitudes: np.ndarray, longitudes: np.ndarray
) -> np.ndarray:
    """Great-circle distances in km from one point to many, degrees in.

    >>> round(float(kilometres(0, 0, np.array([0.0]), np.array([1.0]))[0]), 1)
    111.2
    """
    a, b = math.radians(latitude), np.radians(latitudes)
    half = (
        np.sin((b - a) / 2) ** 2
        + math.cos(a) * np.cos(b) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    )
    return np.asarray(2 * 6371.0088 * np.arcsin(np.sqrt(np.minimum(half, 1.0))))


def _reasons(chosen: int, others: Sequence[int], world: World) -> tuple[str, ...]:
    """Why this one: said whenever there was another one to choose."""
    notes = [note] if (note := standing_note(world, chosen)) else []
    if others:
        kind = str(world["legal_kind"][chosen]) if "legal_kind" in world else ""
        which = f"the {kind} is meant" if kind not in ("", "CDP") else "the largest is meant"
        place = known.place(world, chosen)
        notes.append(f"{len(others) + 1} places of this name here: {which} ({place.id})")
    return tuple(notes)
