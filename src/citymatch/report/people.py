"""The people of a community as papers and workbooks tell them: of which year, and whether they are the town's alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.features.base import is_unknown
from citymatch.features.unit import is_of_unit, people_of_unit, year_told
from citymatch.features.words import count, times

from .blocks import BLANK

Place = Mapping[str, Any]

YEAR_UNKNOWN = "year unknown"
ALIKE = 1.05
"""Two communities that differ by less are as large as each other."""


def is_of_the_town(place: Place) -> bool:
    """Whether the figure is that of the town, or of its built-up area, and maybe not of the unit that signs.

    >>> is_of_the_town({"population": 19_872.0, "population_source": "GeoNames 2025", "unit_kind": ""})
    True
    """
    if is_unknown(place.get("population")):
        return False
    of_gazetteer = str(place.get("population_source") or "").startswith("GeoNames") and not place.get(
        "unit_kind"
    )
    return of_gazetteer or not is_of_unit(place)


def people(place: Place) -> str:
    """The people of a community with the year of the count, or that it is unknown; a blank without a figure.

    >>> people({"population": 10_181.0, "population_year": "2020"})
    '10,181 people (2020)'
    >>> people({"population": 19_872.0, "population_source": "GeoNames 2025"})  # Penzance
    '19,872 people (year unknown, of the town alone)'
    """
    if is_unknown(place.get("population")):
        return BLANK
    said = [year_told(place) or YEAR_UNKNOWN]
    said += ["of the town alone"] if is_of_the_town(place) else []
    return f"{count(float(str(place['population'])))} people ({', '.join(said)})"


def compared(seeker: Place, candidate: Place) -> str:
    """How many times as many people one has as the other, in words; "" where they are as many, or unknown.

    >>> compared({"name": "Astoria", "population": 10_181.0}, {"name": "Jakobstad", "population": 19_208.0})
    '1.9 times as many'
    >>> compared({"name": "Jakobstad", "population": 19_208.0}, {"name": "Astoria", "population": 10_181.0})
    'Jakobstad has 1.9 times as many'
    """
    own, other = people_of_unit(seeker), people_of_unit(candidate)
    if not own > 0 or not other > 0 or 1 / ALIKE <= other / own <= ALIKE:
        return ""
    told = f"{times(other / own)} as many"
    return told if other > own else f"{seeker['name']} has {told}"
