"""Places as rows of the World: what it knows of each, its division, and where it lies on the globe."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import Labels, World, load_world
from citymatch.scoring.values import FloatArray

from .base import Derived, IntArray, Places, kept, labels, numbers, place_numbers
from .sphere import unit_vectors


def world_rows(places: Places, world: World | None = None) -> IntArray:
    """The row of each place in a World (the one that ships), -1 where the gazetteer does not know it."""
    known = world if world is not None else load_world()
    return kept(places, ("world rows", known.fingerprint), lambda: known.rows_of(place_numbers(places)))


def of_world(places: Places, facts: npt.NDArray[Any], world: World | None = None) -> FloatArray:
    """A fact of each place from an array over the rows of a World; NaN where the gazetteer has no such place."""
    rows = world_rows(places, world)
    return np.where(rows >= 0, facts[rows], np.nan).astype(np.float64)


def fact_of_world(what: str, world: World, facts: Callable[[], npt.NDArray[Any]], *of: Hashable) -> Derived:
    """The same as a column that is kept with a table; `of` says what it depends on beyond its name and the World."""
    return Derived((what, *of, world.fingerprint), lambda places: of_world(places, facts(), world))


def _divisions(places: Places) -> Labels:
    country, division = labels(places, "country"), labels(places, "admin1")
    size = len(division.values)
    distinct, at = np.unique(country.codes.astype(np.int64) * size + division.codes, return_inverse=True)
    return Labels(
        at, tuple(f"{country.values[c // size]}.{division.values[c % size]}" for c in distinct.tolist())
    )


DIVISION = Derived("country and division", _divisions)
"""Country and first-order division of each place as one label, such as "JP.13"."""


def divisions(places: Places) -> Labels:
    """The column `DIVISION` of places."""
    found: Labels = DIVISION.of(places)
    return found


def country_of(division: str) -> str:
    """The country of a division's label.

    >>> country_of("JP.13"), country_of(".")
    ('JP', '')
    """
    return division.partition(".")[0]


def vectors_of(places: Places) -> FloatArray:
    """Unit vectors of places, shape (n, 3); NaN where coordinates are unknown."""
    return kept(
        places, "vectors", lambda: unit_vectors(numbers(places, "latitude"), numbers(places, "longitude"))
    )
