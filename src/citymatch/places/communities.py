"""A community: one that can seek or be a partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from citymatch.datasets.geography import country_name
from citymatch.datasets.namesakes import load_namesakes

from .naming import unit_first

Kind = Literal["place", "county", "state", "division"]


@dataclass(frozen=True)
class Community:
    """A community that resolving found, or that a user described.

    `id` is opaque text: `geonames:5383187`, `us-county:06061`, `us-state:CA`, `division:DE:02` or
    `user:...`. `admin1` is the
    code of the first-order division (`CA`, `ENG`), `admin1_name` its name. `population` is NaN where it is
    unknown, `population_year` the year of the figure where its source states one. Coordinates are degrees; a
    county's are its population-weighted centre. `name` is the gazetteer's; `unit_name` is that of the unit that signs
    where its seat bears another.

    >>> pinole = Community("geonames:5383187", "place", "Pinole", "CA", "California", "US", 38.0, -122.3)
    >>> pinole.label
    'Pinole, California'
    >>> Community("geonames:3141184", "place", "Prestfoss (Sigdal)", "", "", "NO", 60.1, 9.6, unit_name="Sigdal").label
    'Sigdal (seat Prestfoss), Norway'
    """

    id: str
    kind: Kind
    name: str
    admin1: str
    admin1_name: str
    country: str
    latitude: float
    longitude: float
    population: float = float("nan")
    population_source: str = ""
    population_year: str = ""
    geonameid: int | None = None
    fips: str | None = None
    unit_name: str = ""

    @property
    def label(self) -> str:
        """Name and state, or name and country abroad: there the unit that signs, then its seat. The second-order
        division stands between where another community of the same division has the name."""
        if self.country == "US":
            return self._with(self.name, self.admin1_name) if self.kind != "state" else self.name
        return self._with(unit_first(self.name, self.unit_name), country_name(self.country))

    def _with(self, name: str, land: str) -> str:
        return ", ".join(filter(None, [name, load_namesakes().get(self.id, ""), land]))
