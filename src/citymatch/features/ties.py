"""What extractors of ties to a country share: strength against the nation as a whole, on a fixed scale."""

from __future__ import annotations

import functools
from abc import abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from citymatch.datasets.geography import country_names
from citymatch.datasets.us import load_us_counties, load_us_states
from citymatch.scoring.values import FloatArray

from .base import Bound, Extractor, Place, Places, labels, place_numbers

if TYPE_CHECKING:
    import pandas as pd

PRIOR = 50.0
"""So many people more are expected everywhere: a handful of people is a weak tie, however rare they are."""

_WITH_ARTICLE = frozenset(
    [
        *("AE", "BS", "CD", "CF", "CG", "CK", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH"),
        *("MP", "MV", "NL", "PH", "SB", "SC", "TC", "TF", "UM", "US", "VA", "VG", "VI"),
    ]
)


class Fact(NamedTuple):
    """The tie of a seeker to one country: how many times as strong as that of the nation as a whole, at which
    level that was found, and the fact in words."""

    quotient: float
    level: str
    text: str


Facts = Mapping[str, Fact]


def quotient(observed: float, expected: float, prior: float = PRIOR) -> float:
    """How many times the expected number was observed; `prior` is added to what is expected.

    3,000 where 500 were expected say much; 3 where half a one was expected say nothing.

    >>> round(quotient(3000, 500), 2), round(quotient(60, 10), 2), round(quotient(3, 0.5), 2)
    (5.45, 1.0, 0.06)
    """
    return observed / (expected + prior)


def strongest(*tables: Facts) -> dict[str, Fact]:
    """Of several facts about a country the one with the largest quotient."""
    best: dict[str, Fact] = {}
    for table in tables:
        for country, fact in table.items():
            if country not in best or fact.quotient > best[country].quotient:
                best[country] = fact
    return best


class CountryTies(Extractor):
    """Base of the extractors whose fact is one of the seeker and the candidate's country.

    The measure is a quotient: 1 is a tie as strong as that of the nation as a whole. Its value is 0 up to
    `none`, 1 from `full`, and on a logarithmic scale in between: with 0.5 and 4 the nation's own strength
    counts a third. A subclass gives `facts`, the seeker's ties by country, and for a seeker abroad may give
    `facts_of_states`, the ties of each US state to the seeker's country.
    """

    bounds = {
        "none": Bound("up to which multiple of the nation's tie nothing counts", 0.01, 1, "times"),
        "full": Bound("from which multiple of the nation's tie all counts", 1.01, 100, "times"),
    }
    unit = "times the tie of the nation as a whole"
    log_curve = True

    none: float
    full: float

    @abstractmethod
    def facts(self, seeker: Place) -> Facts:
        """The seeker's known ties, by the candidate's country."""

    def facts_of_states(self, seeker: Place) -> Facts:
        """The known ties of US states to the country of a seeker abroad, by state."""
        return {}

    def fact(self, seeker: Place, candidate: Place) -> Fact | None:
        """The fact about one pair, or None where it is unknown."""
        country, state = candidate.get("country"), candidate.get("admin1")
        if country == "US" and seeker.get("country") != "US":
            of_state = self.facts_of_states(seeker).get(str(state))
            if of_state is not None:
                return of_state
        return self.facts(seeker).get(str(country))

    def measure(self, seeker: Place, candidates: Places) -> FloatArray:
        facts = self.facts(seeker)
        countries = labels(candidates, "country")
        found = countries.map(lambda country: facts[country].quotient if country in facts else np.nan)
        if seeker.get("country") != "US" and "admin1" in candidates and "US" in countries.values:
            of_state = self.facts_of_states(seeker)
            states = labels(candidates, "admin1").map(
                lambda state: of_state[state].quotient if state in of_state else np.nan
            )
            found = np.where((countries == "US") & ~np.isnan(states), states, found)
        return found

    def value(self, measure: FloatArray, seeker: Place) -> FloatArray:
        with np.errstate(divide="ignore"):
            steps = np.log(measure / self.none) / np.log(self.full / self.none)
        return np.asarray(np.clip(steps, 0.0, 1.0), np.float64)

    def knows(self, seeker: Place) -> bool:
        return bool(self.facts(seeker))

    def reason(self, seeker: Place, candidate: Place) -> str:
        fact = self.fact(seeker, candidate)
        if fact is None:
            return f"{self.label} with {nation(str(candidate.get('country') or ''))}: unknown or few"
        return fact.text

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


def _first(facts: Facts) -> tuple[str, float]:
    best = max(facts.items(), key=lambda item: item[1].quotient, default=None)
    return (best[0], best[1].quotient) if best else ("", float("nan"))


def nation(code: str) -> str:
    """A country's name as it stands in a sentence.

    >>> nation("PH"), nation("PL"), nation("")
    ('the Philippines', 'Poland', 'an unknown country')
    """
    if not code:
        return "an unknown country"
    name = country_names().get(code, code).removeprefix("The ")
    return f"the {name}" if code in _WITH_ARTICLE else name


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


@functools.cache
def counties() -> dict[str, tuple[str, float]]:
    """Name and people (the Census Bureau's estimate of 2024) of each US county, by FIPS code."""
    table = load_us_counties()
    people = np.asarray(table["population"]).tolist()
    return {f: (n, p) for f, n, p in zip(table["fips"], table["name"], people, strict=True)}
