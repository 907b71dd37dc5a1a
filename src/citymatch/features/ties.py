"""What extractors of ties to a country share: strength against the nation as a whole, on a fixed scale."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

import numpy as np

from citymatch.datasets import Labels
from citymatch.datasets.geography import country_told
from citymatch.datasets.us import load_us_counties, load_us_states
from citymatch.places.folding import fold
from citymatch.scoring.values import FloatArray

from .base import Bound, Derived, Extractor, Key, Place, Places, labels, place_numbers

if TYPE_CHECKING:
    import pandas as pd

PRIOR = 50.0
"""So many people more are expected everywhere: a handful of people is a weak tie, however rare they are."""

_STATES_TOLD = {"NY": "New York State", "WA": "Washington State"}
"""States that would be taken for a city."""


class Shortly(NamedTuple):
    """A fact in about six words for a list, and in a few more for a table of several candidates."""

    in_short: str
    brief: str


class Fact(NamedTuple):
    """The tie of a seeker to one country: how many times as strong as that of the nation as a whole, at which
    level that was found, and what tells the fact in words: a seeker has a tie to 200 countries, and few are told.
    `tell_shortly` tells it in few words, for a list and for a table with several candidates side by side."""

    quotient: float
    level: str
    tell: Callable[[], str]
    tell_shortly: Callable[[], Shortly] | None = None

    @property
    def text(self) -> str:
        """The fact in words."""
        return self.tell()


Facts = Mapping[str, Fact]


def quotient(observed: float, expected: float, prior: float = PRIOR) -> float:
    """How many times the expected number was observed; `prior` is added to what is expected.

    3,000 where 500 were expected say much; 3 where half a one was expected say nothing.

    >>> round(quotient(3000, 500), 2), round(quotient(60, 10), 2), round(quotient(3, 0.5), 2)
    (5.45, 1.0, 0.06)
    """
    return observed / (expected + prior)


def is_beyond(ratio: float) -> bool:
    """Whether a quotient that is told to a tenth is more than that of the nation as a whole.

    >>> is_beyond(1.04), is_beyond(1.06)
    (False, True)
    """
    return round(ratio, 1) > 1


def _regions(places: Places) -> Labels:
    country, state = labels(places, "country"), labels(places, "admin1")
    home = country.values.index("US") if "US" in country.values else -1
    within = np.where(country.codes == home, state.codes.astype(np.int64) + 1, 0)
    codes = country.codes.astype(np.int64) * (len(state.values) + 1) + within
    distinct, at = np.unique(codes, return_inverse=True)
    pairs = [divmod(code, len(state.values) + 1) for code in distinct.tolist()]
    return Labels(at, tuple(country.values[c] + (f".{state.values[s - 1]}" if s else "") for c, s in pairs))


REGION = Derived("country, and in the United States the state", _regions)
"""What the ties of a seeker abroad depend on, as one column: "FR", "US.CA"."""


class CountryTies(Extractor):
    """Base of the extractors whose fact is one of the seeker and the candidate's country.

    The measure is a quotient: 1 is a tie as strong as that of the nation as a whole. Its value is 0 up to
    `none`, 1 from `full`, and on a logarithmic scale in between: with 1 and 4 a tie as strong as the nation's
    counts nothing, and one twice as strong a half. A subclass gives `facts`, the seeker's ties by country, and
    for a seeker abroad may give `facts_of_states`, the ties of each US state to the seeker's country.
    """

    bounds = {
        "none": Bound("up to which multiple of the nation's tie nothing counts", 0.01, 1, "times"),
        "full": Bound("from which multiple of the nation's tie all counts", 1.01, 100, "times"),
    }
    unit = "times the tie of the nation as a whole"
    log_curve = True

    none: float
    full: float
    untold: ClassVar[str] = "what ties the two is unknown"
    """What is said of a country of which no fact is known; `{there}` stands for its name."""

    @abstractmethod
    def facts(self, seeker: Place) -> Facts:
        """The seeker's known ties, by the candidate's country."""

    def facts_of_states(self, seeker: Place) -> Facts:
        """The known ties of US states to the country of a seeker abroad, by state."""
        return {}

    def fact(self, seeker: Place, candidate: Place) -> Fact | None:
        """The fact about one pair, or None where it is unknown."""
        country, state = candidate.get("country"), str(candidate.get("admin1") or "")
        of_state = self._states(seeker).get(state) if country == "US" else None
        return of_state or self.facts(seeker).get(str(country))

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        facts, states = self.facts(seeker), self._states(seeker)
        if not states:
            return labels(candidates, "country").map(lambda country: _quotient(facts.get(country)))

        def of_region(region: str) -> float:
            country, _, state = region.partition(".")
            return _quotient(states.get(state) if state in states else facts.get(country))

        regions: Labels = REGION.of(candidates)
        return regions.map(of_region)

    def _states(self, seeker: Place) -> Facts:
        """The ties of US states that count for this seeker: for one in the United States none do."""
        return {} if seeker.get("country") == "US" else self.facts_of_states(seeker)

    def keys(self, seeker: Place) -> tuple[Key, ...]:
        return (REGION,) if self._states(seeker) else ("country",)

    def scope(self, seeker: Place) -> Hashable | None:
        """The seeker's country, and in the United States its state."""
        country = str(seeker.get("country") or "")
        return (country, str(seeker.get("admin1") or "") if country == "US" else "")

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        with np.errstate(divide="ignore"):
            steps = np.log(measure / self.none) / np.log(self.full / self.none)
        return np.asarray(np.clip(steps, 0.0, 1.0), np.float64)

    def knows(self, seeker: Place) -> bool:
        return bool(self.facts(seeker))

    def reason(self, seeker: Place, candidate: Place) -> str:
        fact = self.fact(seeker, candidate)
        if fact is None:
            return self.untold.format(there=nation(str(candidate.get("country") or "")))
        return fact.text

    def reasons(self, seeker: Place, candidates: Sequence[Place]) -> list[str]:
        """Each fact is told once: most candidates share theirs with all others of their country."""
        if type(self).reason is not CountryTies.reason:
            return super().reasons(seeker, candidates)
        told: dict[object, tuple[Fact | None, str]] = {}
        found = []
        for candidate in candidates:
            fact = self.fact(seeker, candidate)
            key = candidate.get("country") if fact is None else id(fact)
            if key not in told:
                told[key] = fact, self.reason(seeker, candidate)
            found.append(told[key][1])
        return found

    def brief(self, seeker: Place, candidate: Place) -> str:
        """Of a tie that is only the state's, how strong it is."""
        fact = self.fact(seeker, candidate)
        if fact is None or fact.tell_shortly is None:
            return self.reason(seeker, candidate)
        return fact.tell_shortly().brief

    def in_short(self, seeker: Place, candidate: Place) -> str:
        fact = self.fact(seeker, candidate)
        if fact is None or fact.tell_shortly is None:
            return super().in_short(seeker, candidate)
        return fact.tell_shortly().in_short

    def level(self, seeker: Place, candidate: Place) -> str:
        fact = self.fact(seeker, candidate)
        return fact.level if fact else "unknown"

    def transform(self, X: Places) -> pd.DataFrame:
        """For each place the country with which its tie is strongest, and how strong; "" and NaN: unknown."""
        import pandas as pd

        columns = [labels(X, column) for column in ("country", "admin1", "county_fips")]
        ids = place_numbers(X)
        found: dict[tuple[object, ...], tuple[str, float]] = {}
        rows = []
        for key in zip(*columns, ids.tolist(), strict=True):
            if key not in found:
                names = ("country", "admin1", "county_fips", "number")
                found[key] = _first(self.facts(dict(zip(names, key, strict=True))))
            rows.append(found[key])
        return pd.DataFrame(rows, columns=list(self.makes), index=getattr(X, "index", None))


def _quotient(fact: Fact | None) -> float:
    return fact.quotient if fact else float("nan")


def _first(facts: Facts) -> tuple[str, float]:
    best = max(facts.items(), key=lambda item: item[1].quotient, default=None)
    return (best[0], best[1].quotient) if best else ("", float("nan"))


_LIKE_A_STATE = frozenset({"GE"})
"""The countries that bear the name of a US state."""


def nation(code: str) -> str:
    """A country's name as it stands in a sentence.

    >>> nation("PH"), nation("PL"), nation("GE"), nation("")
    ('the Philippines', 'Poland', 'the country of Georgia', 'an unknown country')
    """
    if code in _LIKE_A_STATE:
        return f"the country of {country_told(code)}"
    return country_told(code) if code else "an unknown country"


def division_and_nation(place: Place) -> str:
    """A place's first-order division and its country in a sentence, once where both have one name.

    >>> division_and_nation({"admin1_name": "Hesse", "admin1": "05", "country": "DE"})
    'Hesse, Germany'
    >>> division_and_nation({"admin1_name": "Taiwan", "admin1": "04", "country": "TW"})
    'Taiwan'
    """
    division, country = (
        str(place.get("admin1_name") or place.get("admin1") or ""),
        str(place.get("country") or ""),
    )
    told = nation(country)
    if division and country in _LIKE_A_STATE:  # what stands before it says which is meant
        told = country_told(country)
    same = not division or fold(division) in (fold(told), fold(told.removeprefix("the ")))
    return told if same else f"{division}, {told}"


def possessive(name: str) -> str:
    """A name as the owner of something.

    >>> possessive("Japan"), possessive("the Philippines")
    ("Japan's", "the Philippines'")
    """
    return f"{name}'" if name.endswith("s") else f"{name}'s"


@functools.cache
def state_people() -> dict[str, float]:
    """People in each US state, Census 2020."""
    table = load_us_states()
    return dict(zip(table["state"], np.asarray(table["population"]).tolist(), strict=True))


@functools.cache
def us_people() -> float:
    """People in the United States, Census 2020.

    >>> round(us_people() / 1e6)
    331
    """
    return sum(state_people().values())


@functools.cache
def state_name(state: str) -> str:
    """The name of a US state.

    >>> state_name("IL")
    'Illinois'
    """
    table = load_us_states()
    names: dict[str, str] = dict(zip(table["state"], table["name"], strict=True))
    return names.get(state, state)


def state_told(state: str) -> str:
    """The name of a US state in a sentence, where it might be taken for a city.

    >>> state_told("WA"), state_told("CA")
    ('Washington State', 'California')
    """
    return _STATES_TOLD.get(state, state_name(state))


@functools.cache
def counties() -> dict[str, tuple[str, float]]:
    """Name and people (the Census Bureau's estimate of 2024) of each US county, by FIPS code."""
    table = load_us_counties()
    people = np.asarray(table["population"]).tolist()
    return {f: (n, p) for f, n, p in zip(table["fips"], table["name"], people, strict=True)}
