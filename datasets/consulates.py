"""The Mexican consulates in the United States, their districts, and from where in Mexico those came who are known to
them."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import NamedTuple

from .origins import rows_of
from .packaged import packaged


class Consulate(NamedTuple):
    """A Mexican consulate in the United States, where it is, and the people to whom it gave identity cards in 2011 by
    state ("MX.14") and by the municipalities of most of them ("MX.14.14093")."""

    name: str
    latitude: float
    longitude: float
    people: Mapping[str, float]


@functools.cache
@packaged
def load_consulates() -> tuple[Consulate, ...]:
    """The 50 Mexican consulates of 2011 and the regions of those who came to them.

    Source: identity cards of the Mexican foreign ministry, 2011.

    >>> len(load_consulates())
    50
    """
    people: dict[tuple[str, float, float], dict[str, float]] = {}
    for row in rows_of("mexico_origins.csv.gz"):
        key = (row["consulate"], float(row["latitude"]), float(row["longitude"]))
        people.setdefault(key, {})[row["region"]] = float(row["people"])
    return tuple(Consulate(*key, regions) for key, regions in people.items())


@functools.cache
@packaged
def load_consular_districts() -> Mapping[str, str]:
    """The Mexican consulate of 2011 to whose district a county ("26005") or the rest of a state ("MI") belonged, where
    the nearest one would be wrong for some.

    Source: what the consulates and the press say of their districts, as the table's card names it.

    >>> load_consular_districts()["MI"], load_consular_districts()["39035"]  # Michigan; Cuyahoga County, Ohio
    ('Detroit', 'Detroit')
    """
    found: dict[str, str] = {}
    for row in rows_of("consular_districts.csv"):
        for area in (row["state"],) if row["counties"] == "*" else row["counties"].split():
            found[area] = row["consulate"]
    return found
