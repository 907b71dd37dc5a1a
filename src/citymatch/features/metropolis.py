"""Nearby metropolis: how many people live around a community, and which large city it belongs to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import World
from citymatch.datasets.people import load_people
from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Extractor, Key, Place, Places, is_unknown, kept, numbers, place_number
from .large_cities import CENTRE_KM, REMOTE, cities, city_of, is_city_near, none_told
from .people_around import SOURCE, is_counted, people_within
from .sphere import coordinates
from .words import km, rounded, shortened

if TYPE_CHECKING:
    import pandas as pd

NOT_KNOWN = "how many people live around it is not well known"
FEW = "few people live around it"
OWN_TIMES = 3.0
"""Where fewer than so many times its own people live within 50 km, and fewer than `REMOTE`, a place has few around it:
how many is not known well enough for a figure."""
FEW_BOTH = "few people live around both"
AS_MANY, AS_MANY_IN_LARGE = 2.0, 3.0
"""Within so many times as many people around two places speak for the one; the second in two metropolises."""
NEAR_CITY_KM = 60.0
"""Where the people around are not well known, only a large city within so many km is told."""


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
        if not is_counted(candidate):
            return city if _is_near_city(candidate) and city else "; ".join(filter(None, [NOT_KNOWN, city]))
        told = FEW if _is_few(candidate) else f"{rounded(people)} people within 50 km"
        if self._are_both_remote(seeker, people):
            told = FEW_BOTH
        elif self.knows(seeker) and not is_unknown(seeker.get("people_50km")) and is_counted(seeker):
            told += f" (around {seeker.get('name') or 'the seeker'}: {rounded(float(seeker['people_50km']))})"
        return f"{told}; {city}" if city else told

    def in_short(self, seeker: Place, candidate: Place) -> str:
        """The large city, where it is another one."""
        city = shortened(_city(candidate, self.world))
        city = re.sub("^.* km from the centre of ", "near ", city)
        return "" if city.startswith("it is the centre") else city

    def speaks(self, seeker: Place, candidate: Place) -> bool:
        """Whether as many people live around the two, or a million and more, or few, as far as that is well known."""
        if not (is_counted(candidate) and is_counted(seeker)) or is_unknown(candidate.get("people_50km")):
            return False
        people = float(candidate["people_50km"])
        if self._are_both_remote(seeker, people):
            return True
        own = self._own(seeker) if self.mode == "absolute" else float(seeker["people_50km"])
        most = AS_MANY_IN_LARGE if min(own, people) >= self.large else AS_MANY
        as_many = self.mode == "absolute" or max(own, people) <= most * min(own, people)
        alike = self.value_of(np.array([people]), seeker)[0]
        return bool(alike >= 0.8) and as_many and not _is_few(candidate)

    def _are_both_remote(self, seeker: Place, people: float) -> bool:
        """Whether no more than `remote` people live around either, as far as that is well known."""
        own = seeker.get("people_50km")
        if self.mode == "absolute" or is_unknown(own) or not is_counted(seeker):
            return False
        return max(float(str(own)), people) <= self.remote


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
    if not is_counted(place) and not _is_near_city(place):
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


def _is_few(place: Place) -> bool:
    """Whether few people but its own live around a place."""
    own, people = place.get("population"), float(place["people_50km"])
    return people < REMOTE and not is_unknown(own) and people < OWN_TIMES * float(str(own))


def _is_near_city(place: Place) -> bool:
    """Whether a place lies within `NEAR_CITY_KM` of its large city."""
    distance = place.get("metropolis_km")
    return not is_unknown(distance) and float(str(distance)) <= NEAR_CITY_KM
