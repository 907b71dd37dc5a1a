"""The kinds of test that a rule may name, each with its settings. `ranking.rules` evaluates them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

SETTINGS = ("coast", "bay", "estuary", "lake", "river", "river_port", "hills", "desert", "climate")
CONTINENTS = ("Africa", "Asia", "Europe", "North America", "South America", "Oceania")
MIDDLE_EAST = frozenset((
    "AE", "BH", "CY", "EG", "IL", "IQ", "IR", "JO", "KW", "LB", "OM", "PS", "QA", "SA", "SY", "TR", "YE",
))  # fmt: skip
REGIONS = (*CONTINENTS, "Middle East")


def in_regions(country: str, continent: str, regions: Sequence[str]) -> bool:
    """Whether a country of a continent lies in one of some regions.

    >>> in_regions("QA", "Asia", ["Middle East"]), in_regions("JP", "Asia", ["Middle East", "Europe"])
    (True, False)
    """
    return continent in regions or ("Middle East" in regions and country in MIDDLE_EAST)


@dataclass(frozen=True)
class Setting:
    """What one setting of a test may be."""

    doc: str
    kind: Literal[
        "number", "text", "choice", "choices", "countries", "divisions", "rules", "table", "places", "area"
    ]  # fmt: skip
    low: float = -math.inf
    high: float = math.inf
    choices: tuple[str, ...] = ()
    required: bool = False
    default: Any = None


@dataclass(frozen=True)
class Test:
    """A kind of test: what it asks, what it is about, and its settings."""

    doc: str
    scope: str
    settings: dict[str, Setting] = field(default_factory=dict)
    needs_one_of: tuple[str, ...] = ()


def _number(
    doc: str, low: float, high: float, default: float | None = None, required: bool = False
) -> Setting:
    return Setting(doc, "number", low, high, required=required, default=default)


_SIMILAR = {
    "extractor": Setting("the extractor that measures it", "text", required=True),
    "parameters": Setting("its parameters", "table", default={}),
    "at_least": _number("the least similarity that meets the rule", 0, 1, 1.0),
}
_TIE = {name: setting for name, setting in _SIMILAR.items() if name != "extractor"}
_GROUP = {
    "rules": Setting("the ids of the rules that it is made of", "rules", required=True),
}

TESTS: dict[str, Test] = {
    "population_ratio": Test(
        "how many times larger the one is than the other",
        "candidate",
        {
            "at_most": _number("times, either way", 1, 1000, required=True),
            "relative_to": Setting(
                "what is compared: the people, or the share of those within 50 km",
                "choice",
                choices=("itself", "region"),
                default="itself",
            ),
        },
    ),
    "population": Test(
        "the candidate's own population",
        "candidate",
        {"at_least": _number("people", 0, 1e9), "at_most": _number("people", 0, 1e9)},
        ("at_least", "at_most"),
    ),
    "setting": Test(
        "water, hills, desert or climate",
        "candidate",
        {
            "kinds": Setting("the settings that count", "choices", choices=SETTINGS, required=True),
            "mode": Setting(
                "like the seeker's own, or whoever asks",
                "choice",
                choices=("shared", "absolute"),
                default="shared",
            ),
            "match": Setting("how many kinds are needed", "choice", choices=("any", "all"), default="any"),
            "within_km": _number("how near the water is", 0.1, 500, 10),
            "at_least_m": _number("from which elevation a place lies in hills", 50, 5000, 300),
        },
    ),
    "metropolis": Test(
        "how far its large city is (an agglomeration of 500,000 or more within 100 km) and how many people live around",
        "candidate",
        {
            "within_km": _number("km", 0, 2000),
            "beyond_km": _number("km", 0, 2000),
            "people_50km": _number("people within 50 km, at least", 0, 1e8),
        },
        ("within_km", "beyond_km", "people_50km"),
    ),
    "country": Test(
        "the candidate's country",
        "country",
        {
            "one_of": Setting("countries that meet the rule", "countries"),
            "none_of": Setting("countries that do not", "countries"),
            "divisions": Setting("first-order divisions that do not, such as UA.11", "divisions"),
            "regions": Setting("regions that meet it: continents, Middle East", "choices", choices=REGIONS),
            "area": Setting("an outline: of none_of and divisions only what lies inside does not", "area"),
            "places": Setting("single places that do not, such as geonames:5383187", "places"),
        },
        ("one_of", "none_of", "regions", "divisions", "places"),
    ),
    "diplomatic_relations": Test("formal diplomatic relations with the United States", "country"),
    "similarity": Test("a similarity of any extractor", "candidate", _SIMILAR),
    "diaspora": Test("ancestral ties of the seeker's residents", "candidate", _TIE),
    "language": Test("a language that both speak", "country", _TIE),
    "trade": Test("trade between the seeker's state and the country", "country", _TIE),
    "travel": Test("travel access", "candidate", _TIE),
    "airport": Test(
        "the nearest airport with scheduled service",
        "candidate",
        {
            "within_km": _number("km", 1, 1000, required=True),
            "size": Setting("which airports", "choice", choices=("any", "large"), default="any"),
        },
    ),
    "us_sister_cities": Test(
        "how many US partners of the candidate are on record",
        "candidate",
        {"at_most": _number("partners", 0, 1000, 0)},
    ),
    "partners_in_country": Test(
        "partners that the seeker already has in that country",
        "portfolio",
        {"at_most": _number("partners before this one", 0, 100, 0)},
    ),
    "partners_in_total": Test(
        "partners that the seeker already has in all",
        "portfolio",
        {"at_most": _number("partners before this one", 0, 1000, 0)},
    ),
    "new_language": Test("a language that no present partner's country speaks", "portfolio"),
    "continental_balance": Test(
        "the share of all partners on the candidate's continent, this one included",
        "portfolio",
        {"at_most": _number("share; the first partner of a continent always meets it", 0, 1, 0.5)},
    ),
    "attribute": Test(
        "a column of the user's own table (--attributes)",
        "candidate",
        {
            "column": Setting("the name of the column", "text", required=True),
            "compare": Setting(
                "near (a number), same (a category), overlap (a set, items parted by ;), yes (a yes or no)",
                "choice",
                choices=("near", "same", "overlap", "yes"),
                default="yes",
            ),
            "within": _number("how far the numbers may be apart", 0, 1e12, 0),
            "at_least": _number("how many items of the set both must hold", 1, 1000, 1),
        },
    ),
    "count": Test(
        "a number that people report, such as residents who stand behind the proposal",
        "sponsor",
        {
            "of": Setting("what is counted", "text", required=True),
            "at_least": _number("how many", 0, 1e9, required=True),
        },
    ),
    "wait": Test(
        "days since an event that people report, such as a rejected application",
        "process",
        {
            "after": Setting("the event", "text", required=True),
            "days": _number("days", 1, 36500, required=True),
        },
    ),
    "evidence": Test("what only people can answer", "candidate"),
    "any_of": Test(
        "at least so many of the named rules are met",
        "candidate",
        _GROUP | {"at_least": _number("how many", 1, 100, 1)},
    ),
    "all_of": Test("all of the named rules are met", "candidate", _GROUP),
    "none_of": Test("none of the named rules is met", "candidate", _GROUP),
}

SIMILARITY_TESTS = {
    "similarity": "",
    "diaspora": "ancestry",
    "language": "language",
    "trade": "trade",
    "travel": "travel",
}
