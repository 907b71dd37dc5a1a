"""The people who live around a place, each counted once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from citymatch.datasets.geography import load_countries
from citymatch.datasets.signing import is_well_counted
from citymatch.scoring.values import FloatArray

from .base import Place, Places, labels, numbers
from .sphere import chord, great_circle_km, tree_of, unit_vectors

RADIUS_KM = 50.0
DENSITY = 3000.0
"""People per km2 of a town's built-up area, to judge how far it reaches."""
WHOLES = {
    1850147: 20.0, 2643743: 27.0, 3530597: 30.0, 745044: 60.0, 3871336: 25.0, 1796236: 75.0, 1795565: 30.0,
}  # fmt: skip
"""Cities whose figure holds communities that govern themselves, and within how many km in the city's division
they lie: Tokyo and its special wards, London's boroughs, Mexico City's and Istanbul's, Santiago's communes, and
the districts of Shanghai and Shenzhen, which do not govern themselves but stand beside the city in the gazetteer."""
SOURCE = "national registers and censuses, GeoNames (CC BY 4.0): people within 50 km, each counted once"


def is_counted(place: Place) -> bool:
    """Whether it is well known how many people live around a place: by its country, where that is given."""
    return is_well_counted(str(place.get("country") or ""))


def counted_people(places: Places) -> FloatArray:
    """The people that each place of a gazetteer adds to its surroundings, so that nobody is counted twice.

    A community that is not part of another adds its population. A section of a city adds nothing: its people
    are in the city's figure. A settlement that is part of another community adds its population if it lies
    apart: it is a US census place, or farther from the place that governs it than that one's population
    reaches at `DENSITY`. Gazetteers give some communities with and others without their villages, so what
    the settlements of a country add is scaled down where the country would come to more than its population.

    Reads geonameid (ascending), latitude, longitude, population, country, admin1, standing, governed_by, feature_code
    and legal_kind.
    """
    people = np.nan_to_num(numbers(places, "population"))
    people[_within_wholes(places)] = 0.0
    part = labels(places, "standing") == "part_of"
    apart = part & _lies_apart(places, people)
    country = labels(places, "country")
    size = len(country.values)
    own = np.bincount(country.codes, weights=np.where(part, 0.0, people), minlength=size)
    more = np.bincount(country.codes, weights=np.where(apart, people, 0.0), minlength=size)
    nations = load_countries()
    total = dict(zip(nations["country"], np.asarray(nations["population"]).tolist(), strict=True))
    room = np.array([total.get(value, np.inf) for value in country.values]) - own
    scale = np.clip(np.divide(room, more, out=np.ones(size), where=more > 0), 0.0, 1.0)
    return np.where(part, np.where(apart, people * scale[country.codes], 0.0), people)


def _within_wholes(places: Places) -> npt.NDArray[np.bool_]:
    """The places whose people are in the figure of one of `WHOLES`."""
    ids = np.asarray(places["geonameid"])
    latitude, longitude = numbers(places, "latitude"), numbers(places, "longitude")
    country, division = labels(places, "country"), labels(places, "admin1")
    inside = np.zeros(len(ids), bool)
    for whole, reach in WHOLES.items():
        for row in np.flatnonzero(ids == whole).tolist():
            near = great_circle_km(latitude, longitude, latitude[row], longitude[row]) <= reach
            near &= np.asarray(country == country[row]) & np.asarray(division == division[row])
            near[row] = False
            inside |= near
    return inside


def _lies_apart(places: Places, people: FloatArray) -> npt.NDArray[np.bool_]:
    """Whether a part of another community is a settlement of its own and no section of a city."""
    ids, governor = np.asarray(places["geonameid"]), np.asarray(places["governed_by"])
    row = np.minimum(np.searchsorted(ids, governor), len(ids) - 1)
    governed = ids[row] == governor
    latitude, longitude = numbers(places, "latitude"), numbers(places, "longitude")
    distance = great_circle_km(latitude, longitude, latitude[row], longitude[row])
    beyond = governed & (distance > np.sqrt(people[row] / (np.pi * DENSITY)))
    census = labels(places, "legal_kind") == "CDP"
    return np.asarray((beyond | census) & ~(labels(places, "feature_code") == "PPLX"), bool)


def people_within(
    latitude: npt.ArrayLike,
    longitude: npt.ArrayLike,
    of_latitude: npt.ArrayLike,
    of_longitude: npt.ArrayLike,
    of_population: npt.ArrayLike,
    km: float = RADIUS_KM,
) -> FloatArray:
    """The people within `km` of each point, counting the places given by `of_...`, shape (n,).

    A place of unknown population counts nobody; a point with an unknown coordinate gives NaN.

    >>> people_within([0.0], [180.0], [0.0, 0.1, 5.0], [180.0, -179.9, 180.0], [10.0, 20.0, 40.0]).tolist()
    [30.0]
    """
    lat, lon = np.asarray(latitude, np.float64), np.asarray(longitude, np.float64)
    people = np.nan_to_num(np.asarray(of_population, np.float64))
    counted = people > 0
    tree = tree_of(unit_vectors(np.asarray(of_latitude)[counted], np.asarray(of_longitude)[counted]))
    weight = people[counted]
    result = np.full(len(lat), np.nan)
    known = np.flatnonzero(np.isfinite(lat) & np.isfinite(lon))
    for rows in np.array_split(known, max(len(known) // 4000, 1)):
        if len(rows):
            here = tree_of(unit_vectors(lat[rows], lon[rows]))
            pairs = here.sparse_distance_matrix(tree, chord(km), output_type="ndarray")
            result[rows] = np.bincount(pairs["i"], weights=weight[pairs["j"]], minlength=len(rows))
    return result
