"""One line of a list, before anybody knows which community it means."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """The text of a line, where it stands, and what its own columns say, if it has any.

    `note` says how an entry was put together where a list breaks it apart. `policy` is the name of the
    policy that the line asks for, `problem` what is wrong with its cells, if anything: the line then resolves
    to nothing, and the rest of the list is read.
    """

    text: str
    line: int | None = None
    source: str = ""
    geonameid: int | None = None
    fips: str = ""
    latitude: float = math.nan
    longitude: float = math.nan
    population: float = math.nan
    population_source: str = ""
    policy: str = ""
    note: str = ""
    problem: str = ""

    @property
    def has_point(self) -> bool:
        return not (math.isnan(self.latitude) or math.isnan(self.longitude))
