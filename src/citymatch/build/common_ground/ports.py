"""Ports of the World Port Index: which community each of them belongs to."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import numpy.typing as npt

from citymatch.build.tables import read_csv
from citymatch.datasets import World

from .towns import Towns

FROM_THE_SEA_KM = 40.0
"""A port whose community lies farther from the sea is one on a river or a lake."""
NO_TOWN = re.compile(
    r"\b(terminal|oil field|oilfield|offshore|platform|anchorage|fso|fpso|spm|lng|naval)\b", re.I
)
SEA, INLAND = 1, 2


def ports_of(world: World, path: Path) -> npt.NDArray[np.int8]:
    """1 for a community with a seaport, 2 for one with a port on a river or lake only, 0 for others; a row each."""
    found = np.zeros(len(world), np.int8)
    coast, towns = world.numbers("coast_km"), Towns(world)
    for port in read_csv(path):
        if NO_TOWN.search(port["name"]):
            continue
        names = [port["name"], *filter(None, port["other_name"].split(";"))]
        row = towns.of(names, port["country"], float(port["latitude"]), float(port["longitude"]))
        if row >= 0 and found[row] != SEA:
            found[row] = SEA if coast[row] <= FROM_THE_SEA_KM else INLAND
    return found
