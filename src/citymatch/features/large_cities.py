"""Large cities: the centres of agglomerations, and which of them a place belongs to."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.datasets.borders import closed_to
from citymatch.datasets.people import load_people
from citymatch.datasets.signing import is_well_counted
from citymatch.scoring.values import FloatArray

from .base import Place, Places, kept, labels, place_number
from .sphere import chord, chord_km, coordinates, tree_of, unit_vectors
from .words import rounded

WITHIN_KM = 100.0
"""Beyond it no large city is told."""
NO_LARGE_CITY = f"no large city (of half a million people or more) within {WITHIN_KM:.0f} km"
CITY = 150_000
"""Where a city of so many people is within 100 km it is not told that none is."""
REMOTE = 150_000
"""Only where fewer people live within 50 km it is told that no large city is near: among more there are often cities
that miss the 500,000 of an agglomeration by little."""
CENTRE_KM = 30.0
"""Within it a place lies in the agglomeration; the people of an agglomeration are those within it of the centre."""
NEAREST_KM = 10.0
"""Nearer than this all distances count alike: a place is not drawn to a lesser centre next door."""
HERE_KM = 0.5
"""Nearer than this a place is the centre itself."""
ABROAD = 0.25
"""A city over a border counts as one with this part of its people, that is, as one twice as far away."""


class Cities(NamedTuple):
    """The centres of agglomerations of a World: numbers, degrees, countries and the people within 30 km.

    Where a closed border runs through those, only the people on the city's side are counted, and `cut` says so.
    """

    number: npt.NDArray[np.int64]
    latitude: FloatArray
    longitude: FloatArray
    country: npt.NDArray[np.object_]
    people: FloatArray
    cut: npt.NDArray[np.bool_]

    def told(self, number: int) -> str:
        """The people of one by its number, in words; "" where it is none or its country's people are not well known."""
        rows = np.flatnonzero(self.number == number)
        if not len(rows) or not is_well_counted(str(self.country[rows[0]])):
            return ""
        side = " on its side of the border" if self.cut[rows[0]] else ""
        return f"about {rounded(two_figures(float(self.people[rows[0]])))} people within {CENTRE_KM:.0f} km{side}"


def none_told(people: float) -> str:
    """That no large city is near, in words; "" where too many `people` live within 50 km to say so.

    >>> none_told(5_000.0), none_told(400_000.0)
    ('no large city (of half a million people or more) within 100 km', '')
    """
    return NO_LARGE_CITY if people < REMOTE else ""


def is_city_near(world: World, place: Place) -> bool:
    """Whether a city of `CITY` people and more lies within 100 km, though its agglomeration is none of 500,000.

    >>> from citymatch.datasets import load_world
    >>> is_city_near(load_world(), {"latitude": -40.95, "longitude": 175.66})  # Masterton: Wellington
    True
    """
    vectors, number = kept(world, "cities of 150,000", lambda: _middling(world))
    here = unit_vectors(float(place["latitude"]), float(place["longitude"]))
    least = 1.0 - 0.51 * chord(WITHIN_KM) ** 2  # all within reach are above it, and a few more
    roughly = np.flatnonzero(vectors @ here >= least)
    away = chord_km(np.linalg.norm(vectors[roughly] - here, axis=-1))
    return bool(((away <= WITHIN_KM) & (number[roughly] != place_number(place))).any())


def _middling(world: World) -> tuple[FloatArray, npt.NDArray[np.int64]]:
    """Where the cities of `CITY` people and more lie, as unit vectors, and their numbers."""
    rows = np.flatnonzero(np.nan_to_num(np.asarray(world["population"], np.float64)) >= CITY)
    latitude, longitude = (
        np.asarray(world[column], np.float64)[rows] for column in ("latitude", "longitude")
    )
    return unit_vectors(latitude, longitude), np.asarray(world["number"], np.int64)[rows]


def two_figures(number: float) -> float:
    """A number to two figures: no more is known of an agglomeration, whose edge is drawn with a compass.

    >>> two_figures(3_731_204.0), two_figures(0.0)
    (3700000.0, 0.0)
    """
    return float(f"{number:.1e}")


def cities(world: World) -> Cities:
    """The centres of the world's agglomerations of 500,000 people and more, where a World has them."""

    def make() -> Cities:
        known = load_people()
        rows = world.rows_of(known.city)
        there, rows = rows >= 0, rows[rows >= 0]
        return Cities(
            np.asarray(world["number"], np.int64)[rows],
            world.numbers("latitude")[rows],
            world.numbers("longitude")[rows],
            np.asarray(labels(world, "country"), object)[rows],
            known.city_people[there],
            known.city_cut[there],
        )

    return kept(world, "cities", make)


def city_of(places: Places, city: Cities) -> tuple[npt.NDArray[np.int64], FloatArray]:
    """The row in `city` of each place's large city and its distance in km; -1 and NaN where there is none.

    Of those within `WITHIN_KM` it is the one with the strongest pull, its people over the square of the distance; a
    city abroad pulls less, and over a closed border not at all.
    """
    latitude, longitude = coordinates(places)
    found, distance = np.full(len(latitude), -1, np.int64), np.full(len(latitude), np.nan)
    known = np.flatnonzero(np.isfinite(latitude) & np.isfinite(longitude))
    if not len(known) or not len(city.number):
        return found, distance
    here = tree_of(unit_vectors(latitude[known], longitude[known]))
    there = tree_of(unit_vectors(city.latitude, city.longitude))
    pairs = here.sparse_distance_matrix(there, chord(WITHIN_KM), output_type="ndarray")
    place, of, away = known[pairs["i"]], pairs["j"], chord_km(pairs["v"])
    pull = city.people[of] / np.maximum(away, NEAREST_KM) ** 2
    pull *= _open(np.asarray(labels(places, "country"), object)[place], city.country[of])
    pull = np.where((away < HERE_KM) & (pull > 0), np.inf, pull)
    order = np.lexsort((city.number[of], away, -pull, place))
    order = order[pull[order] > 0]
    place, first = np.unique(place[order], return_index=True)
    found[place], distance[place] = of[order[first]], away[order[first]]
    return found, distance


def _open(one: npt.NDArray[np.object_], other: npt.NDArray[np.object_]) -> FloatArray:
    """How much a city counts for a place, by their countries: 1 at home or where one is unknown, 0 over a closed
    border."""
    share = np.ones(len(one))
    abroad = np.flatnonzero((one != other) & (one != "") & (other != ""))
    share[abroad] = [
        0.0 if theirs in closed_to(own) else ABROAD
        for own, theirs in zip(one[abroad].tolist(), other[abroad].tolist(), strict=True)
    ]
    return share
