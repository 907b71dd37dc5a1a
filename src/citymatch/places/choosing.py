"""Which of several communities of one name is meant, if that can be said at all."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World

from . import known
from .communities import Community

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
    everyone = _in_county(_largest_first(living(rows, world), world), world, county)
    rows, why = _preferred(everyone, world)
    if not rows:
        return Choice(None)
    chosen = _one_of(rows, world)
    if chosen is None:
        return Choice(None, tuple(known.place(world, row) for row in rows[:SHOWN]))
    others = [known.place(world, row) for row in everyone if row != chosen]
    place = known.place(world, chosen)
    note = f"{len(everyone)} places of this name here: {why} is meant ({place.id})"
    return Choice(place, tuple(others[:SHOWN]), (note,) if others else ())


def _preferred(rows: list[int], world: World) -> tuple[list[int], str]:
    """The rows that come first by the government they have, and what tells them from the rest."""
    kinds = [str(world["legal_kind"][row]) for row in rows]
    municipal = [row for row, kind in zip(rows, kinds, strict=True) if kind not in ("", "CDP")]
    if municipal:
        return municipal, f"the {world['legal_kind'][municipal[0]]}"
    governing = [row for row in rows if world["standing"][row] == "self_governing"]
    if governing and not _overwhelms_all(rows[0], governing, world):
        return governing, "the self-governing one"
    return [row for row, kind in zip(rows, kinds, strict=True) if kind != "CDP"] or rows, "the largest"


def dominant(communities: Sequence[Community]) -> Community | None:
    """The one community that has `DOMINANT` times the people of every other one, or None."""
    first, *rest = sorted(communities, key=lambda each: -_people(each))
    if all(_overwhelms(first.population, other.population, DOMINANT) for other in rest):
        return first
    return None


def standing_note(community: Community, world: World) -> str:
    """What a reader must know about a place that may not govern itself, or ""."""
    row = world.row_of_id(community.id)
    reason = str(world["not_candidate"][row]) if row >= 0 else ""
    if reason in ("", "population unknown"):
        return ""
    if world["legal_kind"][row] == "CDP":
        return f"{community.name} is a census-designated place: it has no government of its own"
    governor = world.row_of(int(np.asarray(world["governed_by"])[row]))
    if governor >= 0:
        return f"{community.name} is part of {world['name'][governor]}"
    return f"{community.name} is no candidate for a partnership: {reason}"


def _people(community: Community) -> float:
    return 0.0 if math.isnan(community.population) else community.population


def _overwhelms(first: float, other: float, times: float) -> bool:
    if math.isnan(first):
        return False
    return first >= DOMINANT_OVER_UNKNOWN if math.isnan(other) else first >= times * other


def living(rows: Sequence[int], world: World) -> list[int]:
    """The rows without sections of cities and vanished places, or all if there is nothing else."""
    gone = ("section", "abandoned", "historical", "destroyed")
    return [
        row
        for row in rows
        if world["standing"][row] != "part_of" and not str(world["not_candidate"][row]).startswith(gone)
    ] or list(rows)


def _largest_first(rows: Sequence[int], world: World) -> list[int]:
    population = np.nan_to_num(np.asarray(world["population"])[np.asarray(rows, np.int64)])
    return [rows[i] for i in np.argsort(-population, kind="stable")]


def _in_county(rows: list[int], world: World, county: str) -> list[int]:
    """The rows of a county; a row whose county is not known may be in it."""
    if not county:
        return rows
    return [row for row in rows if world["county_fips"][row] == county] or [
        row for row in rows if world["county_fips"][row] == ""
    ]


def _one_of(rows: Sequence[int], world: World) -> int | None:
    """The only row, the dominant one, or the largest of rows that lie on one spot; else None."""
    if len(rows) == 1:
        return rows[0]
    apart = [row for row in rows[1:] if not _near(rows[0], row, world)]
    return rows[0] if not apart or _overwhelms_all(rows[0], apart, world) else None


def _overwhelms_all(first: int, rows: Sequence[int], world: World) -> bool:
    people = np.asarray(world["population"])
    return all(_overwhelms(people[first], people[row], DOMINANT_IN_COUNTRY) for row in rows)


def _near(row: int, other: int, world: World) -> bool:
    latitude, longitude = np.asarray(world["latitude"]), np.asarray(world["longitude"])
    return bool(
        kilometres(latitude[row], longitude[row], latitude[[other]], longitude[[other]])[0] <= SAME_SPOT_KM
    )


def kilometres(latitude: float, longitude: float, latitudes: Floats, longitudes: Floats) -> Floats:
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
