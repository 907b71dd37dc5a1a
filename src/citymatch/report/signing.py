"""Which unit of government signs for a community, and who may by the law of its country, as staff papers tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.datasets.signing import load_who_signs
from citymatch.features.unit import kind_told

from .blocks import BLANK

Place = Mapping[str, Any]

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
    if signs is None:
        return BLANK
    return f"{ASK_WHICH[0].upper()}{ASK_WHICH[1:]}. {signs.why}" if _is_open(place) else signs.why


def unit_in_brief(place: Place) -> str:
    """What kind of government it is: "a Japanese town (machi, chō)"; the units that sign in its country where no
    register says of this one.

    >>> unit_in_brief({"country": "GB", "name": "Penzance"})
    'the council of this town, parish or district: ask which'
    """
    if _is_open(place):
        return ASK_WHICH
    signs = load_who_signs().get(str(place.get("country") or ""))
    return kind_told(place) or (signs.unit if signs else BLANK)


def _is_open(place: Place) -> bool:
    """Whether it is a place of which nobody here knows whether it has a council of its own."""
    return str(place.get("country") or "") in OWN_COUNCILS and not kind_told(place)
