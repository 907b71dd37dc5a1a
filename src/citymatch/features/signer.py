"""Which unit of government signs for a place, in a few words, where its country's register says and where none does."""

from __future__ import annotations

from citymatch.datasets.signing import load_who_signs

from .base import Place, is_unknown
from .unit import kind_told
from .words import count

MUCH_MORE = 4
"""A unit with more than so many times the people of its town is not what people think of by the town's name."""
ASK_WHICH = "the council of this town, parish or district: ask which"
"""Of a place that its country's register of districts does not hold, and that may have a council of its own."""
OWN_COUNCILS = ("GB",)
"""Where towns within a district may have a council that signs, and no register here says which have."""


def unit_in_brief(place: Place) -> str:
    """What kind of government it is: "a Japanese town (machi, chō)"; the units that sign in its country where no
    register says of this one; "" where no table says either.

    >>> unit_in_brief({"country": "GB", "name": "Penzance"})
    'the council of this town, parish or district: ask which'
    """
    if is_division(place):
        return "a first-order division; whether it has a government that may sign is in no table here"
    if is_open(place):
        return ASK_WHICH
    signs = load_who_signs().get(str(place.get("country") or ""))
    if kind_told(place):
        return f"{kind_told(place)}{_beyond_the_town(place)}"
    return signs.unit if signs else ""


def is_open(place: Place) -> bool:
    """Whether it is a place of which nobody here knows whether it has a council of its own."""
    return str(place.get("country") or "") in OWN_COUNCILS and not kind_told(place)


def is_division(place: Place) -> bool:
    """Whether it is a first-order division, of which no table here says who signs."""
    return place.get("layer") == "division"


def _beyond_the_town(place: Place) -> str:
    """That the unit is much more than the town whose name it goes by here: Armagh signs as a district of three towns.

    >>> _beyond_the_town({"name": "Armagh", "population": 217_232.0, "town_population": 14_801.0})
    ', of whose 217,232 people 14,801 live in Armagh itself'
    """
    if is_unknown(place.get("population")) or is_unknown(place.get("town_population")):
        return ""
    people, town = float(str(place["population"])), float(str(place["town_population"]))
    if not 0 < town < people / MUCH_MORE or place.get("unit_name"):
        return ""
    return f", of whose {count(people)} people {count(town)} live in {place['name']} itself"
