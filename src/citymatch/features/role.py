"""The part that a community plays in its region: the core city, one of many, or free-standing."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from citymatch.scoring.values import FloatArray, log_plateau

from .base import Bound, Curve, Derived, Extractor, Key, Place, Places, numbers
from .metropolis import NearbyMetropolis
from .people_around import SOURCE, is_counted
from .unit import people_of_unit, people_of_units
from .words import share_told

if TYPE_CHECKING:
    import pandas as pd


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
            known = is_counted(candidate)
            return "its share of the people within 50 km is " + ("unknown" if known else "not well known")
        own = "" if _is_area(seeker) else self._told(seeker)
        return f"{told}; {seeker.get('name') or 'the seeker'} is {own}" if own else told

    def _told(self, place: Place) -> str:
        population, people = people_of_unit(place), float(place["people_50km"])
        if np.isnan(population + people) or not is_counted(place):
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
