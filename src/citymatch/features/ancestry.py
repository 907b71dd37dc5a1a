"""Ancestral ties: people of the seeker's town who come from the candidate's country, or descend from there."""

from __future__ import annotations

import functools
import math
from collections.abc import Hashable
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from citymatch.datasets import Labels
from citymatch.scoring.values import FloatArray

from .base import (
    Bound,
    Curve,
    Derived,
    Extractor,
    Key,
    Place,
    Places,
    is_unknown,
    labels,
    one_place,
    place_numbers,
)
from .ordered import must_exceed
from .origins import Origin, Origins, from_region, key_of, origins_of
from .origins.abroad import known_countries, origins_abroad
from .origins.mexico import THIS_STATE, THIS_TOWN
from .origins.origin import LEAST, SLIGHT
from .origins.regions import REGION, label_of, widening
from .origins.rules import RULES
from .origins.telling import briefly
from .ties import nation, possessive, state_people
from .words import shortened

if TYPE_CHECKING:
    import pandas as pd

FLOOR, FULL = SLIGHT, 0.25
FEW = 25.0
"""Fewer people than so many of an origin are no tie of a town."""
TOLD = 0.1
"""From this similarity on a tie is told however few points it earns."""


class AncestralTies(Extractor):
    """People with roots in the candidate's country, by how many they are and how unusual that is.

    The measure is the share of the seeker's people times the binary logarithm of how many times the nation's share
    that is (`origins.Origin.strength`): 0.1 is a tenth of the people where the nation has a twentieth. Nothing counts
    at the nation's share and below, nor where the figure that is told is below 1.2 times the nation's, nor do fewer
    than 25 people. `rules` says what else keeps small figures and those of larger areas from saying too much.
    Similarity is 0 up to `floor` (no tie found), 1 from `full`, on a logarithmic scale in between. Where it is known
    from which region of a country the people came, its other regions have less.

    The tie is the same from both ends. Between two countries it is that of the migrants either way; between a seeker
    abroad and a community of the United States that of the latter's own people.

    >>> import pandas as pd
    >>> towns = pd.DataFrame({"country": ["LB", "EE", "AQ"]})
    >>> dearborn = {"country": "US", "admin1": "MI", "county_fips": "26163", "unit_code": "2621000", "name": "Dearborn"}
    >>> AncestralTies().similarity(dearborn, towns).tolist()
    [1.0, 0.0, nan]
    """

    name = "ancestry"
    symmetric = True
    label = "ancestral ties"
    unit = "share of residents x log2 of times the nation's share"
    source = (
        "ACS 2011-2024, Census 2010, Homeland Security 2004-2013, State Department 2005-2015 (US public domain); "
        "Mexican consular identity cards 2011; UN DESA 2019 (CC BY 3.0 IGO)"
    )
    rules = RULES
    reads = ("country",)
    offered = True
    tie = "Residents with roots there"
    log_curve = True
    makes = {
        "strongest_origin": "ISO 3166-1 country",
        "strongest_origin_strength": "share x log2 of times the nation's share",
    }
    bounds = {
        "floor": Bound("up to which strength nothing counts", 0.0001, 0.1, "share x log2"),
        "full": Bound("from which strength all counts", 0.01, 10, "share x log2"),
    }

    def __init__(self, floor: float = FLOOR, full: float = FULL, curve: Curve | None = None):
        self.floor = floor
        self.full = full
        self.curve = curve

    def parameter_problems(self) -> list[str]:
        return super().parameter_problems() or must_exceed("full", self.full, "floor", self.floor)

    def origins(self, seeker: Place) -> Origins:
        """The origins of the seeker's people by country, or by the label of a region (see `REGION`)."""
        last: tuple[Place, Origins] | None = self.__dict__.get("_last")
        if last is not None and last[0] is seeker:
            return last[1]
        country = str(seeker.get("country") or "")
        own = country == "US" or seeker.get("stated_origins")
        found = origins_of(seeker) if own else origins_abroad(country)
        if isinstance(seeker, MappingProxyType):  # a profile, which never changes
            self.__dict__["_last"] = seeker, found
        return found

    def origin(self, seeker: Place, candidate: Place) -> Origin | None:
        """The origin that ties one pair, None where nothing is known of it."""
        if _is_theirs(seeker, candidate):
            return _tie_of(candidate, label_of(seeker))
        own = self.origins(seeker)
        for label in widening(label_of(candidate)):
            if label in own:
                return own[label]
        return None

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        found = self._by_country(seeker, candidates)
        if not _asks_from_abroad(seeker):
            return found
        theirs = np.asarray(people_from(label_of(seeker), self.floor, self.full).of(candidates), np.float64)
        return np.where(np.isnan(theirs), found, theirs)

    def _by_country(self, seeker: Place, candidates: Places) -> FloatArray:
        """The measure as far as it follows from the seeker's own side."""
        own, known = self.origins(seeker), known_countries()
        home = str(seeker.get("country") or "")

        def strength(label: str) -> float:
            for each in widening(label):
                if each in own:
                    return self._counted(own[each], seeker)
            country = label.partition(".")[0]
            both = country in known and (home == "US" or home in known)
            return 0.0 if own and both and country != home else math.nan

        regions: Labels = REGION.of(candidates)
        return regions.map(strength)

    def of_theirs(self, label: str, places: Places) -> FloatArray:
        """What ties each community of the United States to a country or region, by its own people; NaN elsewhere."""
        found = np.full(len(places), np.nan)
        here = np.flatnonzero(np.asarray(labels(places, "country") == "US"))
        names = [c for c in ("admin1", "county_fips", "unit_code", "name") if c in places]
        texts = [np.asarray(places[c], dtype=object)[here].tolist() for c in names]
        people = np.asarray(places["population"], np.float64) if "population" in places else found
        figures = zip(place_numbers(places)[here].tolist(), people[here].tolist(), strict=True)
        country_known = label[:2] in known_countries()
        for row, (number, population), *values in zip(here.tolist(), figures, *texts, strict=True):
            place = dict(zip(names, values, strict=True))
            place |= {"country": "US", "number": number, "population": population}
            tie = _tie_of(place, label)
            if tie is not None:
                found[row] = self._counted(tie, place)
            elif country_known and origins_known(place):
                found[row] = 0.0
        return found

    def _counted(self, origin: Origin, seeker: Place) -> float:
        people = seeker.get("population")
        few = isinstance(people, float) and origin.share * people < FEW and origin.level != "country"
        if few and not origin.at_least:  # a nation's figure tells nothing of how many there are in a town
            return 0.0
        if origin.level != "state" and not origin.half:
            return origin.strength
        return min(origin.strength, math.sqrt(self.floor * self.full))  # half of the points at most

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (
            (REGION, people_from(label_of(seeker), self.floor, self.full))
            if _asks_from_abroad(seeker)
            else (REGION,)
        )

    def scope(self, seeker: Place) -> Hashable | None:
        """In the United States state, county and place; elsewhere the country. What a profile states is its own."""
        if seeker.get("stated_origins"):
            return None
        country = str(seeker.get("country") or "")
        if country != "US":
            return label_of(seeker)
        people = seeker.get("population")
        few = isinstance(people, float) and people * LEAST < FEW
        return *key_of(seeker), people if few else None

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        with np.errstate(divide="ignore"):
            steps = np.log(measure / self.floor) / math.log(self.full / self.floor)
        return np.asarray(np.clip(steps, 0.0, 1.0), np.float64)

    def knows(self, seeker: Place) -> bool:
        return bool(self.origins(seeker))

    def reason(self, seeker: Place, candidate: Place) -> str:
        country = str(candidate.get("country") or "")
        origin, theirs = self.origin(seeker, candidate), _is_theirs(seeker, candidate)
        told_of = origin is not None and (
            self._counted(origin, candidate if theirs else seeker) > self.floor or origin.is_known_to_be_more
        )
        if origin is not None and told_of:
            if theirs:
                return _of_its_own(origin.told)
            told = origin.told.replace(THIS_STATE, str(candidate.get("admin1_name") or THIS_STATE))
            return told.replace(THIS_TOWN, str(candidate.get("name") or THIS_TOWN))
        if theirs and origins_known(candidate):
            own, its = nation(str(seeker["country"])), possessive(str(candidate.get("name") or "it"))
            return f"no tie of {its} residents with {own} is known beyond the nation's own"
        if not is_unknown(country) and country in known_countries():
            told = f"no tie of {_whose(seeker)} with {nation(country)}"
            return f"{told} is known beyond the nation's own" if _has_own_people(seeker) else f"{told} found"
        return f"ties of {_whose(seeker)} with {nation(country)} are unknown"

    def in_short(self, seeker: Place, candidate: Place) -> str:
        told = shortened(self.reason(seeker, candidate))
        return briefly(told, str(seeker.get("name") or "the seeker"))

    def tells(self, seeker: Place, candidate: Place) -> bool:
        return float(self.similarity(seeker, one_place(candidate))[0]) >= TOLD

    def level(self, seeker: Place, candidate: Place) -> str:
        origin = self.origin(seeker, candidate)
        if origin is None:
            return "unknown"
        return {"district": "county", "profile": "place"}.get(origin.level, origin.level)

    def transform(self, X: Places) -> pd.DataFrame:
        """For each place the country with which its tie is strongest, and how strong; "" and NaN: unknown."""
        import pandas as pd

        columns = {c: labels(X, c) for c in ("country", "admin1", "county_fips", "unit_code", "name")}
        people = X["population"] if "population" in X else np.full(len(X), np.nan)
        rows = []
        for at, number in enumerate(place_numbers(X).tolist()):
            place = {name: values[at] for name, values in columns.items()}
            own = self.origins({**place, "number": number, "population": float(people[at])})
            best = max(own.items(), key=lambda item: item[1].strength, default=None)
            rows.append((best[0].partition(".")[0], best[1].strength) if best else ("", math.nan))
        return pd.DataFrame(rows, columns=list(self.makes), index=getattr(X, "index", None))


def _has_own_people(seeker: Place) -> bool:
    """Whether it is the community's own people that are counted, and set against those of its nation."""
    return seeker.get("country") == "US"


def _whose(seeker: Place) -> str:
    name = seeker.get("name")
    return f"{possessive(str(name))} residents" if name else "the residents"


@functools.lru_cache(maxsize=256)
def people_from(label: str, floor: float, full: float) -> Derived:
    """`AncestralTies.of_theirs` as a column that is kept."""
    asked = AncestralTies(floor, full)
    return Derived(("people from", label, floor, full), lambda places: asked.of_theirs(label, places))


def _asks_from_abroad(seeker: Place) -> bool:
    return bool(seeker.get("country")) and seeker.get("country") != "US" and not seeker.get("stated_origins")


def _is_theirs(seeker: Place, candidate: Place) -> bool:
    """Whether it is the candidate's own people that tell the tie."""
    return candidate.get("country") == "US" and _asks_from_abroad(seeker)


def _tie_of(place: Place, label: str) -> Origin | None:
    """What ties a community of the United States to a country or a region of one."""
    own = from_region(place, label)
    return next((own[each] for each in widening(label) if each in own), None)


def origins_known(place: Place) -> bool:
    """Whether anything is known of where the people of a community of the United States come from."""
    return str(place.get("admin1") or "") in state_people()


def _of_its_own(told: str) -> str:
    """A fact of the candidate's residents, as a seeker abroad reads it."""
    return told.replace("the nation's share", "the share in the United States")
