"""Ports of the World Port Index: which community each of them belongs to."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citymatch.build.tables import read_csv
from citymatch.datasets import FIRST_UNIT, World
from citymatch.features.sphere import great_circle_km
from citymatch.places.folding import fold

NAMED_KM, NEAR_KM = 35.0, 8.0
FROM_THE_SEA_KM = 40.0
"""A port whose community lies farther from the sea is one on a river or a lake."""
LEAST_PEOPLE = 1000
"""A smaller community has a port only if that bears its name."""
NO_TOWN = re.compile(r"\b(terminal|oil field|oilfield|offshore|platform|anchorage|fso|fpso|spm|lng|naval)\b", re.I)
BEFORE_A_NAME = re.compile(
    r"^(port|puerto|porto|bahia|rade|rada|mina)( (of|de|del|di|du))? |^(point|ile|north|south|eastern part of) "
)
AFTER_A_NAME = re.compile(r" (harbors?|harbour|bay|port|city|ko|kang|gang|hang|luka|canal)$")

SEA, INLAND = 1, 2


def ports_of(world: World, path: Path) -> npt.NDArray[np.int8]:
    """1 for a community with a seaport, 2 for one with a port on a river or lake only, 0 for others; a row each."""
    found = np.zeros(len(world), np.int8)
    coast = world.numbers("coast_km")
    towns = _Towns(world)
    for port in read_csv(path):
        row = towns.of(port)
        if row >= 0 and found[row] != SEA:
            found[row] = SEA if coast[row] <= FROM_THE_SEA_KM else INLAND
    return found


class _Towns:
    """The communities that may have a port, asked for the one that a port belongs to."""

    def __init__(self, world: World):
        signs, county = np.asarray(world["not_candidate"] == ""), np.asarray(world["layer"] == "county")
        town = ~county | (np.asarray(world["number"]) < FIRST_UNIT)  # Honolulu is a county with a town's place
        self.rows = np.flatnonzero(signs & town)
        columns = ("latitude", "longitude", "population")
        self.latitude, self.longitude, self.people = (world.numbers(c)[self.rows] for c in columns)
        self.country = np.asarray(world["country"])[self.rows].astype(str)
        self.plain = ~np.asarray(world["layer"] == "over")[self.rows] & (self.people >= LEAST_PEOPLE)
        self.world = world

    def of(self, port: dict[str, str]) -> int:
        """The row of the port's community: one of its name within 35 km, else the weightiest within 8 km; -1: none.

        The weight is people over one plus the square of the distance in units of 3 km, so that a village at the
        quay does not take the port of the city around it. A union of cities has only a port of its name.
        """
        latitude, longitude = float(port["latitude"]), float(port["longitude"])
        here = self.country == port["country"]
        near = np.flatnonzero(here & (np.abs(self.latitude - latitude) < 0.5))
        away = great_circle_km(latitude, longitude, self.latitude[near], self.longitude[near])
        weight = self.people[near] / (1.0 + (away / 3.0) ** 2)
        wanted = port_names(port["name"]).union(*map(port_names, port["other_name"].split(";")))
        named = [i for i in np.flatnonzero(away <= NAMED_KM).tolist() if self._names(int(near[i])) & wanted]
        if named:
            return int(self.rows[near[max(named, key=lambda i: float(weight[i]))]])
        close = np.flatnonzero((away <= NEAR_KM) & self.plain[near])
        if NO_TOWN.search(port["name"]) or not len(close):
            return -1
        return int(self.rows[near[close[np.argmax(weight[close])]]])

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
