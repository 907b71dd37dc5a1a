"""Which community something belongs to that has a name and a point: a port, a university."""

from __future__ import annotations

import re
from collections.abc import Collection

import numpy as np

from citymatch.datasets import FIRST_UNIT, World
from citymatch.features.sphere import great_circle_km
from citymatch.places.folding import fold

NAMED_KM, NEAR_KM = 35.0, 8.0
LEAST_PEOPLE = 1000
"""A smaller community has only what bears its name."""
BEFORE_A_NAME = re.compile(
    r"^(port|puerto|porto|bahia|rade|rada|mina)( (of|de|del|di|du))? |^(point|ile|north|south|eastern part of) "
)
AFTER_A_NAME = re.compile(r" (harbors?|harbour|bay|port|city|ko|kang|gang|hang|luka|canal)$")


class Towns:
    """The communities that may have something, asked for the one that it belongs to."""

    def __init__(self, world: World):
        signs, county = np.asarray(world["not_candidate"] == ""), np.asarray(world["layer"] == "county")
        town = ~county | (
            np.asarray(world["number"]) < FIRST_UNIT
        )  # Honolulu is a county with a town's place
        self.rows = np.flatnonzero(signs & town)
        columns = ("latitude", "longitude", "population")
        self.latitude, self.longitude, self.people = (world.numbers(c)[self.rows] for c in columns)
        self.country = np.asarray(world["country"])[self.rows].astype(str)
        self.plain = ~np.asarray(world["layer"] == "over")[self.rows] & (self.people >= LEAST_PEOPLE)
        self.world = world

    def of(self, names: Collection[str], country: str, latitude: float, longitude: float) -> int:
        """The row of its community: one of its names within 35 km, else the weightiest within 8 km; -1: none.

        The weight is people over one plus the square of the
        distance in units of 3 km, so that a village at the quay does not take the port of the city around it. A
        union of cities has only what bears its name.
        """
        near = np.flatnonzero((self.country == country) & (np.abs(self.latitude - latitude) < 0.5))
        away = great_circle_km(latitude, longitude, self.latitude[near], self.longitude[near])
        weight = self.people[near] / (1.0 + (away / 3.0) ** 2)
        wanted = set().union(*map(port_names, names))
        named = [i for i in np.flatnonzero(away <= NAMED_KM).tolist() if self._names(int(near[i])) & wanted]
        if named:
            return int(self.rows[near[max(named, key=lambda i: float(weight[i]))]])
        close = np.flatnonzero((away <= NEAR_KM) & self.plain[near])
        return int(self.rows[near[close[np.argmax(weight[close])]]]) if len(close) else -1

    def _names(self, place: int) -> set[str]:
        row = int(self.rows[place])
        texts = [str(self.world[column][row]) for column in ("name", "ascii_name", "unit_name", "local_name")]
        first, last = np.searchsorted(self.world.alternate_row, [row, row + 1]).tolist()
        texts += [self.world.alternate_name[number] for number in range(first, last)]
        return {key for text in texts if text for key in port_names(text)}


def port_names(name: str) -> set[str]:
    """The names that a port's name may stand for, folded.

    >>> sorted(port_names("Puerto del Callao")), sorted(port_names("Bar Harbor")), sorted(port_names("Chiba Ko"))
    (['callao', 'puertodelcallao'], ['bar', 'barharbor'], ['chiba', 'chibako'])
    """
    words = " ".join(name.casefold().split())
    bare = AFTER_A_NAME.sub("", BEFORE_A_NAME.sub("", words))
    return {key for text in (words, bare) if (key := fold(text))}
