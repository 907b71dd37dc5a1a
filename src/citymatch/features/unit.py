"""The unit of local government behind a place: its name, kind and people in words, and whether its size is known."""

from __future__ import annotations

import numpy as np

from citymatch.datasets.signing import load_unit_kinds
from citymatch.scoring.values import FloatArray

from .base import Derived, Place, Places, is_unknown, labels, numbers
from .words import count

NOT_OF_THE_UNIT = {"built_up": "built-up area", "town": "main town or built-up area"}
"""What `population_of` says where the figure cannot be held against a government's, and what it counts in words."""


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


def people_told(place: Place) -> str:
    """The people of a place with the year of the figure: "105,189 (2020)"; "unknown" without one.

    >>> people_told({"population": 105189.0, "population_year": "2020"}), people_told({"population": 9.0})
    ('105,189 (2020)', '9')
    """
    people, year = place.get("population"), place.get("population_year")
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
    name, unit = str(place["name"]), str(place.get("unit_name") or "")
    return name.removesuffix(f" ({unit})") if unit else name


def named(place: Place) -> str:
    """The name of a place, and which unit is meant where that has another: "Mosjøen, seat of Vefsn"."""
    unit = str(place.get("unit_name") or "")
    return f"{town_of(place)}, seat of {unit}" if unit else str(place["name"])


def kind_told(place: Place) -> str:
    """What kind of unit it is, in plain words; "" where no register says."""
    return load_unit_kinds().get(str(place.get("unit_kind") or ""), "")


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
    return told
