"""Which unit of government signs for a place, in a few words, where its country's register says and where none does."""

from __future__ import annotations

from citymatch.datasets.signing import load_who_signs

from .base import Place, is_unknown
from .unit import kind_told
from .words import count

MUCH_MORE = 4
"""A unit with more than so many times the people of its town is not what people think of by the town's name."""
COUNCILS = {
    "ENG": "its own town or parish council if it has one, or else the district or unitary council around it",
    "WLS": "its own town or community council if it has one, or else the county or county borough council around it",
    "SCT": "the council of the council area around it",
    "NIR": "the district council around it",
}
"""Who signs for a place that the register of districts does not hold, by the part of the United Kingdom."""
ANY_COUNCIL = "its own town or parish council if it has one, or else the council of the district around it"
NO_TABLE = "; which of them is in no table here"
OWN_COUNCILS = ("GB",)
"""Where towns within a district may have a council that signs, and no register here says which have."""


def unit_in_brief(place: Place) -> str:
    """What kind of government it is: "a Japanese town (machi, chō)"; the units that sign in its country where no
    register says of this one; "" where no table says either.

    >>> unit_in_brief({"country": "GB", "admin1": "SCT", "name": "Tobermory"})
    'the council of the council area around it'
    """
    if is_division(place):
        return "a first-order division; whether it has a government that may sign is in no table here"
    if is_open(place):
        return councils(place)
    signs = load_who_signs().get(str(place.get("country") or ""))
    if kind_told(place):
        return f"{kind_told(place)}{_beyond_the_town(place)}"
    return signs.unit if signs else ""


def is_open(place: Place) -> bool:
    """Whether it is a place of which nobody here knows whether it has a council of its own."""
    return str(place.get("country") or "") in OWN_COUNCILS and not kind_told(place)


def councils(place: Place) -> str:
    """The kinds of councils that may sign for a place that `is_open`.

    >>> councils({"country": "GB", "admin1": "ENG"}).partition(",")[0]
    'its own town or parish council if it has one'
    """
    told = COUNCILS.get(str(place.get("admin1") or ""), ANY_COUNCIL)
    return told + (NO_TABLE if " or else " in told else "")


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
