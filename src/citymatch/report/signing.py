"""Which unit of government signs for a community, and who may by the law of its country, as staff papers tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.datasets.signing import load_who_signs
from citymatch.features.unit import kind_told
from citymatch.features.words import count

from .blocks import BLANK
from .surroundings import number

Place = Mapping[str, Any]

MUCH_MORE = 4
"""A unit with more than so many times the people of its town is not what people think of by the town's name."""
ASK_WHICH = "the council of this town, parish or district: ask which"
"""Of a place that its country's register of districts does not hold, and that may have a council of its own."""
OWN_COUNCILS = ("GB",)
"""Where towns within a district may have a council that signs, and no register here says which have."""


def who_signs(place: Place) -> str:
    """Who may sign by the law of its country, in a sentence, or a blank where no table says.

    >>> who_signs({"country": "IT"}).partition(",")[0]
    'The sindaco'
    >>> who_signs({"country": "GB", "name": "Penzance"}).partition(". ")[0]
    'The council of this town, parish or district: ask which'
    """
    signs = load_who_signs().get(str(place.get("country") or ""))
    if signs is None or _is_division(place):
        return BLANK
    return f"{ASK_WHICH[0].upper()}{ASK_WHICH[1:]}. {signs.why}" if _is_open(place) else signs.why


def unit_in_brief(place: Place) -> str:
    """What kind of government it is: "a Japanese town (machi, chō)"; the units that sign in its country where no
    register says of this one.

    >>> unit_in_brief({"country": "GB", "name": "Penzance"})
    'the council of this town, parish or district: ask which'
    """
    if _is_division(place):
        return "a first-order division; whether it has a government that may sign is in no table here"
    if _is_open(place):
        return ASK_WHICH
    signs = load_who_signs().get(str(place.get("country") or ""))
    return (
        f"{kind_told(place)}{_beyond_the_town(place)}"
        if kind_told(place)
        else (signs.unit if signs else BLANK)
    )


def _beyond_the_town(place: Place) -> str:
    """That the unit is much more than the town whose name it goes by here: Armagh signs as a district of three towns.

    >>> _beyond_the_town({"name": "Armagh", "population": 217_232.0, "town_population": 14_801.0})
    ', of whose 217,232 people 14,801 live in Armagh itself'
    """
    people, town = number(place, "population"), number(place, "town_population")
    if people is None or town is None or not 0 < town < people / MUCH_MORE or place.get("unit_name"):
        return ""
    return f", of whose {count(people)} people {count(town)} live in {place['name']} itself"


def _is_open(place: Place) -> bool:
    """Whether it is a place of which nobody here knows whether it has a council of its own."""
    return str(place.get("country") or "") in OWN_COUNCILS and not kind_told(place)


def _is_division(place: Place) -> bool:
    """Whether it is a first-order division, of which no table here says who signs."""
    return place.get("layer") == "division"
