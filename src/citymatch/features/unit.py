"""The unit of local government behind a place: its name, kind and people in words, and whether its size is known."""

from __future__ import annotations

import functools
import math
import re

import numpy as np

from citymatch.datasets.geography import country_name
from citymatch.datasets.namesakes import load_namesakes
from citymatch.datasets.signing import load_unit_kinds
from citymatch.places.folding import fold
from citymatch.places.naming import town_in, unit_first
from citymatch.scoring.values import FloatArray

from .base import Derived, Place, Places, is_unknown, labels, numbers
from .words import count

NOT_OF_THE_UNIT = {"built_up": "built-up area", "town": "main town or built-up area"}
"""What `population_of` says where the figure cannot be held against a government's, and what it counts in words."""

_AREA = re.compile(
    r"^(?:a|an|the) (?:\w+ ){0,2}(?:county|district|regency|province|region|council area)\b(?! municipality)"
)
"""What the kinds of unit begin with that are no towns."""


def people_of_units(places: Places) -> FloatArray:
    """The people of the units that sign, shape (n,): NaN where they are unknown, and where the only figure is that of
    a built-up area.

    >>> import pandas as pd
    >>> people_of_units(pd.DataFrame({"population": [9e6, 5e4], "population_of": ["built_up", "unit"]})).tolist()
    [nan, 50000.0]
    """
    people: FloatArray = PEOPLE.of(places)
    return people


def _people(places: Places) -> FloatArray:
    people = numbers(places, "population")
    other = labels(places, "population_of").isin(NOT_OF_THE_UNIT)
    return np.where(other, np.nan, people) if other.any() else people


PEOPLE = Derived("people of the unit", _people)


def people_of_unit(place: Place) -> float:
    """The same of one place."""
    people = place.get("population")
    unknown = is_unknown(people) or place.get("population_of") in NOT_OF_THE_UNIT
    return float("nan") if unknown else float(str(people))


def is_of_unit(place: Place) -> bool:
    """Whether the figure of people, if there is one, is that of the unit that signs."""
    return is_unknown(place.get("population")) or place.get("population_of") not in NOT_OF_THE_UNIT


CLOSE_KM = 5.0
"""A unit whose own point may lie farther than this from the one on the map is told to."""


def year_told(place: Place) -> str:
    """The year of the figure of a place's people as it is told, "" unknown.

    >>> year_told({"population_year": "2020"})
    '2020'
    >>> year_told({"population_year": "2024", "population_source": "INE Chile projection 2024 by comuna (base 2017)"})
    'projected for 2024'
    """
    year = str(place.get("population_year") or "")
    projected = year and "projection" in str(place.get("population_source") or "")
    return f"projected for {year}" if projected else year


def people_told(place: Place) -> str:
    """The people of a place with the year of the figure: "105,189 (2020)"; "unknown" without one.

    >>> people_told({"population": 105189.0, "population_year": "2020"}), people_told({"population": 9.0})
    ('105,189 (2020)', '9')
    """
    people, year = place.get("population"), year_told(place)
    if is_unknown(people):
        return "unknown"
    told = count(float(str(people)))
    if year:
        return f"{told} ({year})"
    scope = NOT_OF_THE_UNIT.get(str(place.get("population_of") or ""))
    return f"{told} ({scope})" if scope else told


def people_counted(place: Place) -> str:
    """The same in the words of a sentence: "105,189 people (2020)"; "an unknown number of people" without a figure.

    >>> people_counted({"population": 105189.0, "population_year": "2020"}), people_counted({"population": 9.0})
    ('105,189 people (2020)', '9 people')
    """
    told = people_told(place)
    if told == "unknown":
        return "an unknown number of people"
    number, bracket, scope = told.partition(" (")
    return f"{number} people{bracket}{scope}"


def town_of(place: Place) -> str:
    """The name of the town in which a unit has its seat, where the two have different names; else its name.

    >>> town_of({"name": "Mosjøen (Vefsn)", "unit_name": "Vefsn"})
    'Mosjøen'
    """
    return town_in(str(place["name"]), str(place.get("unit_name") or ""))


def named(place: Place) -> str:
    """The name of a place for people: the unit that signs first, then the town of its seat where that has another name.

    >>> named({"name": "Prestfoss (Sigdal)", "unit_name": "Sigdal"}), named({"name": "Vence"})
    ('Sigdal (seat Prestfoss)', 'Vence')
    """
    return unit_first(str(place["name"]), str(place.get("unit_name") or ""))


def division_told(place: Place) -> str:
    """The first-order division of a place for people; "" where it bears the name of the country or of the place. Where
    another community there has its name, its second-order division stands before it.

    >>> division_told({"name": "St Ives", "geonameid": 2638778, "admin1_name": "England", "country": "GB"})
    'Cornwall, England'

    >>> division_told({"name": "Taipei", "admin1_name": "Taiwan", "country": "TW"})
    ''
    >>> division_told({"name": "Prestfoss (Sigdal)", "unit_name": "Sigdal", "admin1_name": "Buskerud", "country": "NO"})
    'Buskerud'
    """
    if apart := _apart(place):
        return ", ".join(filter(None, [apart, str(place.get("admin1_name") or "")]))
    if place.get("layer") == "division":
        return ""
    division = str(place.get("admin1_name") or "")
    if not division:
        return ""
    key = _folded(division)
    same = key == _folded(country_name(str(place["country"])))
    same = same or key in map(fold, (str(place.get("unit_name") or ""), town_of(place)))
    return "" if same else division


_folded = functools.lru_cache(maxsize=8192)(fold)
"""`fold` of what many places share: their divisions and countries."""


def _apart(place: Place) -> str:
    """The second-order division of a place, where another community of its division has its name."""
    number = place.get("geonameid")
    if not is_unknown(number) and number:
        return load_namesakes().get(f"geonames:{int(float(str(number)))}", "")
    return load_namesakes().get(f"unit:{place.get('country')}:{place.get('unit_code')}", "")


def label_told(place: Place) -> str:
    """Name, division and country of a place, with the local name beside it.

    >>> label_told({"name": "Prestfoss (Sigdal)", "unit_name": "Sigdal", "admin1_name": "Buskerud", "country": "NO"})
    'Sigdal (seat Prestfoss), Buskerud, Norway'
    >>> label_told({"name": "Luxembourg", "admin1_name": "Luxembourg", "country": "LU"})
    'Luxembourg, Luxembourg'
    """
    local = place.get("local_name")
    name = f"{named(place)} ({local})" if local else named(place)
    return ", ".join(part for part in (name, division_told(place), country_name(place["country"])) if part)


def kind_told(place: Place) -> str:
    """What kind of unit it is, in plain words; "" where no register says."""
    return load_unit_kinds().get(str(place.get("unit_kind") or ""), "")


def is_area(place: Place) -> bool:
    """Whether it is a county or the like and no town, by what it is or by what signs for it.

    >>> is_area({"unit_kind": "IE:county"}), is_area({"unit_kind": "JP:town"})
    (True, False)
    """
    if {place.get("kind"), place.get("layer")} & {"county", "state", "division"}:
        return True
    return bool(_AREA.search(kind_told(place)))


def unit_told(place: Place) -> str:
    """The unit that signs, in a sentence: name, kind, people with year and source, and the town's own figure."""
    kind, unit = kind_told(place), str(place.get("unit_name") or "")
    told = f"{unit or town_of(place)} is {kind}" if kind else f"{unit or town_of(place)}"
    people, source = place.get("population"), place.get("population_source")
    if is_unknown(people):
        return f"{told}; its population is unknown"
    told += f"{' with' if kind else ':'} {people_counted(place)}"
    told += f", {source}" if source else ""
    town = place.get("town_population")
    if not is_unknown(town) and float(str(town)) > 0:
        what = "the town alone" if float(str(town)) < float(str(people)) else "the built-up area"
        told += f"; {what}: {count(float(str(town)))} (GeoNames)"
    return told + _whereabouts(place)


def _whereabouts(place: Place) -> str:
    """That nobody knows where a unit lies, or how well it is known."""
    if "off_km" not in place or place.get("layer") == "division":
        return ""
    off = float(str(place["off_km"]))
    if math.isnan(off):
        return (
            "; no source says where it lies: its point on a map is that of the largest town of its division"
        )
    return f"; where it lies is known to about {off:.0f} km" if off > CLOSE_KM else ""
