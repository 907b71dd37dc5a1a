"""One line of a list, before anybody knows which community it means."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """The text of a line, where it stands, and what its own columns say, if it has any.

    `id` is an id of ours in a column of its own, beside the text. `note` says how an entry was put together where a
    list breaks it apart. `policy` is the name of the policy that the line asks for, `problem` what is wrong with its
    cells, if anything: the line then resolves to nothing, and the rest of the list is read. `extra` holds the cells of
    the columns that are none of ours (contact, notes), by the header as it is written, so that they can stand beside
    the answer. `remarks` says what was decided in reading the whole list, the same for each of its lines.
    """

    text: str
    line: int | None = None
    source: str = ""
    geonameid: int | None = None
    id: str = ""
    fips: str = ""
    latitude: float = math.nan
    longitude: float = math.nan
    population: float = math.nan
    population_source: str = ""
    policy: str = ""
    note: str = ""
    problem: str = ""
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)
    remarks: tuple[str, ...] = ()

    @property
    def has_point(self) -> bool:
        return not (math.isnan(self.latitude) or math.isnan(self.longitude))
