"""From which states and municipalities of Mexico a county's Mexicans came, by the consulate that serves it."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from citymatch.datasets.consulates import Consulate, load_consular_districts, load_consulates

from ..sphere import great_circle_km
from ..words import count
from .origin import Origin
from .telling import about

THIS_STATE, THIS_TOWN = "this Mexican state", "this municipality"
"""What a state and a municipality are called where their names are not at hand."""
MANY = 0.04
"""From this part of a consulate's people on a state is told to be theirs."""
CONSULATE_KM = 500.0
"""A consulate further away is not taken for that of a county whose district is not known."""


def mexican_regions(mexican: Origin | None, county: str, label: str = "") -> dict[str, Origin]:
    """The states and municipalities from which the Mexicans of a consulate's surroundings came: the tie to these is
    whole, that to the others less by how few came from there."""
    place = _consulate_of(county) if mexican is not None and county else None
    if mexican is None or place is None:
        return {}
    where, people = place
    states, most, everyone = _states_of(county)
    found = {}
    for region, n in states.items():
        if not f"{label or region}.".startswith(f"{region}."):
            continue
        part = n / most
        found[region] = mexican._replace(
            country=region, weight=mexican.weight * (0.3 + 0.7 * math.sqrt(part)),
            tell=partial(_from_state, mexican.tell, where, n / everyone) if n >= MANY * everyone else mexican.tell,
        )  # fmt: skip
    for region, n in people.items():
        if region.count(".") == 2 and label in ("", region):
            found[region] = mexican._replace(
                country=region, tell=partial(_from_municipality, mexican.tell, where, n)
            )
    return found


@functools.lru_cache(maxsize=4096)
def _states_of(county: str) -> tuple[dict[str, float], float, float]:
    """The Mexican states of those known to the consulate of a county, the most of one, and all."""
    place = _consulate_of(county)
    people = place[1] if place else {}
    states = {region: n for region, n in people.items() if region.count(".") == 1}
    return states, max(states.values(), default=0.0), sum(states.values())


@functools.lru_cache(maxsize=4096)
def _consulate_of(county: str) -> tuple[str, Mapping[str, float]] | None:
    """The Mexican consulate that serves a county, by its district or, where that is not known, as the nearest one, with
    the regions of those who came to it."""
    districts, state = load_consular_districts(), _states().get(county, "")
    named = districts.get(county) or districts.get(state)
    consulate = next(each for each in load_consulates() if each.name == named) if named else _nearest(county)
    return (consulate.name, consulate.people) if consulate is not None else None


def _nearest(county: str) -> Consulate | None:
    latitude, longitude = _centres().get(county, (math.nan, math.nan))
    consulates = load_consulates()
    there = [np.array([getattr(each, axis) for each in consulates]) for axis in ("latitude", "longitude")]
    distance = great_circle_km(latitude, longitude, *there)
    near = np.flatnonzero(distance <= CONSULATE_KM)
    return consulates[near[np.argmin(distance[near])]] if len(near) else None


@functools.cache
def _states() -> dict[str, str]:
    from citymatch.datasets.us import load_us_counties

    table = load_us_counties()
    return dict(zip(table["fips"], table["state"], strict=True))


@functools.cache
def _centres() -> dict[str, tuple[float, float]]:
    from citymatch.datasets.us import load_us_counties

    table = load_us_counties()
    columns = (table["fips"], table.numbers("latitude").tolist(), table.numbers("longitude").tolist())
    return {fips: (latitude, longitude) for fips, latitude, longitude in zip(*columns, strict=True)}


def _from_state(mexican: Callable[[], str], consulate: str, part: float) -> str:
    many = f"{about(part)} of those known to Mexico's consulate in {consulate} came from {THIS_STATE} (2011)"
    return f"{mexican()}; {many}"


def _from_municipality(mexican: Callable[[], str], consulate: str, people: float) -> str:
    many = f"{count(people)} people known to Mexico's consulate in {consulate} came from {THIS_TOWN} (2011)"
    return f"{mexican()}; {many}"
