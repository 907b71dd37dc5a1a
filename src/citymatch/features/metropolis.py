"""Nearby metropolis: how many people live around a community, and what part it plays among them."""

from __future__ import annotations

import functools
import math
import re
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.datasets.geography import load_countries
from citymatch.datasets.people import load_people
from citymatch.datasets.signing import is_well_counted
from citymatch.scoring.values import FloatArray, log_plateau

from .base import (
    Bound,
    Curve,
    Derived,
    Extractor,
    Key,
    Place,
    Places,
    is_unknown,
    kept,
    labels,
    numbers,
    place_number,
)
from .large_cities import CENTRE_KM, REMOTE, cities, city_of, is_city_near, none_told
from .sphere import chord, coordinates, great_circle_km, tree_of, unit_vectors
from .unit import people_of_unit, people_of_units
from .words import km, rounded, share_told, shortened

if TYPE_CHECKING:
    import pandas as pd

RADIUS_KM = 50.0
DENSITY = 3000.0
"""People per km2 of a town's built-up area, to judge how far it reaches."""
WHOLES = {
    1850147: 20.0, 2643743: 27.0, 3530597: 30.0, 745044: 60.0, 3871336: 25.0, 1796236: 75.0, 1795565: 30.0,
}  # fmt: skip
"""Cities whose figure holds communities that govern themselves, and within how many km in the city's division
they lie: Tokyo and its special wards, London's boroughs, Mexico City's and Istanbul's, Santiago's communes, and
the districts of Shanghai and Shenzhen, which do not govern themselves but stand beside the city in the gazetteer."""
NOT_KNOWN = "how many people live around it is not well known"
FEW = "few people live around it"
OWN_TIMES = 3.0
"""Where fewer than so many times its own people live within 50 km, and fewer than `REMOTE`, a place has few around it:
how many is not known well enough for a figure."""
NEAR_CITY_KM = 60.0
"""Where the people around are not well known, only a large city within so many km is told."""
SOURCE = "national registers and censuses, GeoNames (CC BY 4.0): people within 50 km, each counted once"


class NearbyMetropolis(Extractor):
    """Near a large metropolis, by the people who live within 50 km.

    Two communities are compared by that number, counted from `remote` (fewer is remote, and equally so) up
    to `large` (more is a large metropolis, and equally so). Mode "shared": similarity is 1 where the two
    numbers are within `core` times (equal, for a seeker in a large metropolis) and declines smoothly
    (half-cosine in the logarithm) to 0 where one is `edge` times the other. So for a seeker in an
    agglomeration of a million and more, every candidate in one is similar and one among 250,000 people is
    not; for a remote seeker, the remote are similar. Mode "absolute": the same with a seeker in a large
    metropolis, whoever asks. The measure is the people within 50 km of the candidate.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"people_50km": [1.0e6, 2.0e7, 500_000.0, 250_000.0, 9_000.0]})
    >>> NearbyMetropolis().similarity({"people_50km": 4.5e6}, towns).round(2).tolist()
    [1.0, 1.0, 0.5, 0.0, 0.0]
    >>> NearbyMetropolis().similarity({"people_50km": 5000.0}, towns).round(2).tolist()
    [0.0, 0.0, 0.0, 0.0, 1.0]
    """

    name = "metropolis"
    is_setting = True
    label = "near a large metropolis"
    unit = "people within 50 km"
    source = SOURCE
    reads = ("people_50km",)
    makes = {"people_50km": "people", "metropolis_id": "geonameid", "metropolis_km": "km"}
    offered = True
    bounds = {
        "mode": Bound("like the seeker's own setting, or whoever asks", choices=("shared", "absolute")),
        "large": Bound("from how many people a metropolis is large", 50_000, 50_000_000, "people"),
        "remote": Bound("up to how many people a place is remote", 1, 5_000_000, "people"),
        "core": Bound("within how many times counts as similar, short of a large metropolis", 1, 20, "times"),
        "edge": Bound("at how many times as many people nothing is left", 1.1, 100, "times"),
    }
    log_curve = True

    def __init__(
        self,
        mode: str = "shared",
        large: float = 1_000_000,
        remote: float = 50_000,
        core: float = 1.5,
        edge: float = 4.0,
        curve: Curve | None = None,
    ):
        self.mode = mode
        self.core = core
        self.large = large
        self.remote = remote
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        problems = super().parameter_problems()
        if not problems and self.remote >= self.large:
            problems.append(
                f"remote must be less than large ({self.large:,.0f} people), not {self.remote:,.0f}"
            )
        return problems

    def transform(self, X: Places) -> pd.DataFrame:
        """The people within 50 km, and the large city to whose surroundings a place belongs, with its distance.

        A large city is the centre of an agglomeration of 500,000 people and more (`large_cities`); 0 and NaN say
        that none is within 100 km, or none on this side of a closed border.

        >>> import pandas as pd
        >>> town = pd.DataFrame({"latitude": [38.004], "longitude": [-122.299], "country": ["US"]})
        >>> pinole = NearbyMetropolis().transform(town)
        >>> bool(4_000_000 < pinole["people_50km"][0] < 5_000_000), round(pinole["metropolis_km"][0])
        (True, 28)
        """
        import pandas as pd

        latitude, longitude = coordinates(X)
        people, city = load_people(), cities(self.world)
        row, distance = city_of(X, city)
        return pd.DataFrame(
            {
                "people_50km": people_within(
                    latitude, longitude, people.latitude, people.longitude, people.people
                ),
                "metropolis_id": np.append(city.number, 0)[row],
                "metropolis_km": distance,
            }
        )

    def knows(self, seeker: Place) -> bool:
        return self.mode == "absolute" or super().knows(seeker)

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return numbers(candidates, "people_50km")

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return ("people_50km",)

    def scope(self, seeker: Place) -> tuple[float, ...] | None:
        if self.curve is not None or self.mode == "absolute":
            return ()
        own = self._own(seeker)
        return (own,) if own in (self.remote, self.large) else None  # few seekers share what lies in between

    def _own(self, seeker: Place) -> float:
        """The number that candidates are compared with: the seeker's, counted from `remote` up to `large`."""
        own = self.large if self.mode == "absolute" else float(seeker["people_50km"])
        return float(min(max(own, self.remote), self.large))

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        own = self._own(seeker)
        core = 1.0 if own >= self.large else self.core
        return log_plateau(np.clip(measure, self.remote, self.large) / own, core, self.edge)

    def reason(self, seeker: Place, candidate: Place) -> str:
        people = float(candidate.get("people_50km", np.nan))
        if np.isnan(people):
            return "the number of people within 50 km is unknown"
        city = _city(candidate, self.world)
        if not _is_counted(candidate):
            return city if _is_near_city(candidate) and city else "; ".join(filter(None, [NOT_KNOWN, city]))
        told = FEW if _is_few(candidate) else f"{rounded(people)} people within 50 km"
        if self.knows(seeker) and not is_unknown(seeker.get("people_50km")) and _is_counted(seeker):
            told += f" (around {seeker.get('name') or 'the seeker'}: {rounded(float(seeker['people_50km']))})"
        return f"{told}; {city}" if city else told

    def in_short(self, seeker: Place, candidate: Place) -> str:
        """The large city, where it is another one."""
        city = shortened(_city(candidate, self.world))
        city = re.sub("^.* km from the centre of ", "near ", city)
        return "" if city.startswith("it is the centre") else city

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether as many people live around the two, as far as that is well known."""
        if not (_is_counted(candidate) and _is_counted(seeker)) or _is_few(candidate):
            return False
        alike = self.value_of(np.array([float(candidate["people_50km"])]), seeker)[0]
        return bool(alike >= 0.8)


class RegionalRole(Extractor):
    """The part a community plays in its region: its share of the people within 50 km.

    A core city holds `CORE` of them or more, a community among fewer than `REGION` people in all stands
    free, any other is one of many in its region. The measure is the candidate's share; similarity is 1 where
    one share is at most `core` times the other, and declines smoothly to 0 at `edge` times. Shares are
    taken to three figures, as the people around a place are known to no more.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"population": [20_000.0, 700_000.0], "people_50km": [4.0e6, 1.0e6]})
    >>> RegionalRole().similarity({"population": 19269, "people_50km": 4.5e6}, towns).tolist()
    [1.0, 0.0]
    >>> RegionalRole().role(700_000, 1_000_000)
    'the core city of its region'
    """

    name = "role"
    is_setting = True
    symmetric = True
    label = "role in the region"
    unit = "share of the people within 50 km"
    source = SOURCE
    reads = ("population", "people_50km")
    makes = {"region_share": "share of the people within 50 km"}
    offered = True
    bounds = {
        "core": Bound("within how many times a share counts as similar", 1, 100, "times"),
        "edge": Bound("from how many times nothing is left", 1.01, 10_000, "times"),
    }
    log_curve = True

    CORE = 0.2
    REGION = 100_000

    def __init__(self, core: float = 2.0, edge: float = 20.0, curve: Curve | None = None):
        self.core = core
        self.edge = edge
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        problems = super().parameter_problems()
        if not problems and self.edge <= self.core:
            problems.append(f"edge must be more than core ({self.core:g} times), not {self.edge:g}")
        return problems

    def transform(self, X: Places) -> pd.DataFrame:
        """Each place's share of the people within 50 km (which are counted where `X` does not say)."""
        import pandas as pd

        people = X if "people_50km" in X else NearbyMetropolis().fit(self.world).transform(X)
        return pd.DataFrame({"region_share": _share(people_of_units(X), numbers(people, "people_50km"))})

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        return np.asarray(SHARE.of(candidates), np.float64)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (SHARE,)

    def scope(self, seeker: Place) -> tuple[()] | None:
        return None if self.curve is None else ()

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        own = _share(np.float64(people_of_unit(seeker)), np.float64(seeker["people_50km"]))
        return log_plateau(measure / own, self.core, self.edge)

    def role(self, population: float, people: float) -> str:
        """The role in words."""
        if _share_of_one(population, people) >= self.CORE and people >= self.REGION:
            return "the core city of its region"
        return "a free-standing community" if people < self.REGION else "one of many in its region"

    def reason(self, seeker: Place, candidate: Place) -> str:
        if _is_area(candidate):
            return f"it is {_area_told(candidate)}, which is not compared with the towns around it"
        told = self._told(candidate)
        if not told:
            known = _is_counted(candidate)
            return "its share of the people within 50 km is " + ("unknown" if known else "not well known")
        own = "" if _is_area(seeker) else self._told(seeker)
        return f"{told}; {seeker.get('name') or 'the seeker'} is {own}" if own else told

    def _told(self, place: Place) -> str:
        population, people = people_of_unit(place), float(place["people_50km"])
        if np.isnan(population + people) or not _is_counted(place):
            return ""
        share = _share_of_one(population, people)
        held = share_told(share) if share < 0.995 else "nearly all"
        return f"{self.role(population, people)}, with {held} of the people within 50 km"


def _is_area(place: Place) -> bool:
    """Whether it is a county or a state, which holds towns and is none among them."""
    return bool({"county", "state"} & {place.get("kind"), place.get("layer")})


def _area_told(place: Place) -> str:
    return "a state" if "state" in (place.get("kind"), place.get("layer")) else "a county"


def _share(population: npt.ArrayLike, people: npt.ArrayLike) -> FloatArray:
    """A community's share of the people around it to three figures, at most all of them; unknown where nobody is
    counted."""
    own, around = np.asarray(population, np.float64), np.asarray(people, np.float64)
    share = np.divide(own, around, out=np.full(np.broadcast(own, around).shape, np.nan), where=around > 0)
    share = np.minimum(share, 1.0)
    with np.errstate(divide="ignore"):
        digits = np.clip(np.floor(np.log10(share)), -12.0, 0.0)  # a share of 0 has none
    step = 10.0 ** (2.0 - digits)
    return np.asarray(np.rint(share * step) / step, np.float64)


@functools.lru_cache(maxsize=1024)
def _share_of_one(population: float, people: float) -> float:
    """`_share` for one place, kept, since a seeker's own is told beside that of every candidate.

    >>> [_share_of_one(*pair) for pair in ((19269.0, 4.5e6), (7e5, 1e6), (9.0, 3.0), (0.0, 5.0))]
    [0.00428, 0.7, 1.0, 0.0]
    """
    if math.isnan(population) or not people > 0:
        return math.nan
    share = min(population / people, 1.0)
    digits = min(max(math.floor(math.log10(share)), -12), 0) if share > 0 else -12
    step = 10.0 ** (2 - digits)
    return round(share * step) / step


SHARE = Derived(
    "share of the people within 50 km",
    lambda places: _share(people_of_units(places), numbers(places, "people_50km")),
)


def _city(place: Place, world: World) -> str:
    """The large city of a place in words, "" where it is unknown or none can be told."""
    distance, city = place.get("metropolis_km"), place.get("metropolis_id")
    if city is None or is_unknown(city):
        return ""
    number = int(city)
    if not number:
        told = none_told(float(place.get("people_50km", np.nan)))
        return "" if told and is_city_near(world, place) else told
    found = _large_city(world, number)
    if found is None or distance is None or is_unknown(distance):
        return ""
    if not _is_counted(place) and not _is_near_city(place):
        return ""
    people, name = found
    told = f" ({people})" if people else ""
    if number == place_number(place):
        return f"it is the centre of a large built-up area{told}"
    away = km(float(distance))
    if float(distance) <= CENTRE_KM:
        return f"{away} from the centre of {name}{told}"
    return f"{away} from {name}{told}"


def _large_city(world: World, number: int) -> tuple[str, str] | None:
    """The people of a large city in words, and its name; kept, since many places lie near the same one."""
    told = kept(world, "large cities told", dict[int, tuple[str, str] | None])
    if number not in told:
        row = world.row_of(number)
        told[number] = (cities(world).told(number), world["name"][row]) if row >= 0 else None
    return told[number]


def _is_counted(place: Place) -> bool:
    """Whether it is well known how many people live around a place: by its country, where that is given."""
    return is_well_counted(str(place.get("country") or ""))


def _is_few(place: Place) -> bool:
    """Whether few people but its own live around a place."""
    own, people = place.get("population"), float(place["people_50km"])
    return people < REMOTE and not is_unknown(own) and people < OWN_TIMES * float(str(own))


def _is_near_city(place: Place) -> bool:
    """Whether a place lies within `NEAR_CITY_KM` of its large city."""
    distance = place.get("metropolis_km")
    return not is_unknown(distance) and float(str(distance)) <= NEAR_CITY_KM


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
