"""Which unit of government signs for a community, and who may by the law of its country, as staff papers tell it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.datasets.signing import load_who_signs
from citymatch.features import signer

from .blocks import BLANK

Place = Mapping[str, Any]


def who_signs(place: Place) -> str:
    """Who may sign by the law of its country, in a sentence, or a blank where no table says.

    >>> who_signs({"country": "IT"}).partition(",")[0]
    'The sindaco'
    >>> who_signs({"country": "GB", "admin1": "SCT", "name": "Tobermory"}).partition(". ")[0]
    'The council of the council area around it'
    """
    signs = load_who_signs().get(str(place.get("country") or ""))
    if signs is None or signer.is_division(place):
        return BLANK
    which = signer.councils(place)
    return f"{which[0].upper()}{which[1:]}. {signs.why}" if signer.is_open(place) else signs.why


def unit_in_brief(place: Place) -> str:
    """What kind of government it is, or a blank where no table says.

    >>> unit_in_brief({"country": "GB", "admin1": "NIR", "name": "Bangor"})
    'the district council around it'
    """
    return signer.unit_in_brief(place) or BLANK
