"""A ranking made by hand, without an engine: three candidates of one seeker, with figures that are easy to follow.

Bo meets everything, Cé is tied with nobody and its water is unknown, Dee is left out by a law and has no people on
record. Names hold what HTML, Markdown and spreadsheets would take for marks of their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np

from citymatch.datasets.partners import Partner
from citymatch.policy import Policy
from citymatch.policy.parts import Criterion, Evidence, Exchange, Rule, Stage
from citymatch.results import (
    Applied,
    Dossier,
    Explained,
    LeftOut,
    Listed,
    Record,
    Result,
    TieFact,
    Verdict,
)

NAN = float("nan")
DAY = date(2026, 1, 15)

POLICY = Policy(
    name="alder",
    title="Alder's policy",
    community="geonames:11",
    source="Resolution 7",
    date="2020-02-03",
    unread="Annex B was not read.",
    criteria=(
        Criterion("size", "size", "About our size", 3.0),
        Criterion("near-water", "water", "By the water", 1.0, note="water is the sea here"),
    ),
    rules=(Rule("no-capital", "It is no capital", "must", "attribute", {"column": "capital"}),),
    evidence=(Evidence("desire", "They want it", "the mayor of Bo"),),
    tie_break=("climate",),
    stages=(
        Stage("The board looks at it", "the board"),
        Stage("The council decides", "the council", 30, "in public"),
        Stage("The mayor signs"),
    ),
    exchange=(Exchange("Schools", "pupils, teachers"), Exchange("Trade")),
    notes="As adopted.",
)

SEEKER: dict[str, Any] = {
    "community_id": "geonames:11", "geonameid": 11, "kind": "place", "name": "Alder", "label": "Alder, Ohio",
    "admin1_name": "Ohio", "country": "US", "population": 20_000.0, "population_year": "2020",
    "population_source": "Census", "latitude": 40.0, "longitude": -83.0, "timezone": "America/New_York",
    "coast_km": 700.0, "lake_km": 52.4, "river_km": 3.62, "people_50km": 1_234_567.0, "metropolis": "Columbus",
    "metropolis_id": 99.0, "metropolis_km": 21.6, "climate": "Dfa", "elevation_m": 1_250.4, "airport": "John Glenn",
    "airport_km": 18.0, "large_airport": "Detroit", "large_airport_km": 270.2,
    "geonames": "https://www.geonames.org/11",
}  # fmt: skip

BO: dict[str, Any] = {
    "geonameid": 21, "number": 21, "name": "Bo <B>", "admin1_name": "Skåne", "country": "SE", "population": 21_000.0,
    "population_year": "2023", "population_source": "Statistics Sweden; register", "latitude": 55.5, "longitude": 13.25,
    "timezone": "Europe/Stockholm", "coast_km": 0.02, "lake_km": 4.0, "river_km": NAN, "people_50km": 850_300.0,
    "metropolis": "Bo", "metropolis_id": 21.0, "metropolis_km": 0.0, "climate": "Cfb", "elevation_m": 12.0,
    "airport": "Sturup", "airport_km": 25.0, "large_airport": "", "large_airport_km": 44.4,
    "geonames": "https://www.geonames.org/21", "standing_reason": "a municipality by law", "town_population": 9_000.0,
    "attribute:contact": "the | consul", "attribute:capital": "no", "attribute:gift": "",
}  # fmt: skip

CE: dict[str, Any] = {
    **BO, "geonameid": 0, "number": 0, "name": "=Cé", "admin1_name": "", "country": "FR", "population": 15_000.0,
    "population_year": "", "population_source": "INSEE", "latitude": 44.0, "longitude": 4.5,
    "timezone": "Europe/Paris", "coast_km": NAN, "lake_km": 120.0, "people_50km": NAN, "metropolis": "",
    "metropolis_id": 77.0, "metropolis_km": 9.44, "climate": "", "elevation_m": NAN, "airport": None,
    "airport_km": NAN, "geonames": "", "standing_reason": "", "town_population": NAN, "attribute:contact": "",
}  # fmt: skip

DEE: dict[str, Any] = {
    **CE, "geonameid": 31, "number": 31, "name": "Dee", "admin1_name": "Minsk", "country": "BY", "population": NAN,
    "population_source": "", "timezone": "", "metropolis_id": NAN, "geonames": "https://www.geonames.org/31",
}  # fmt: skip

MADE = {"citymatch": "1.2.3", "snapshot": "abc", "policy": "def", "as of": "2026-01-15"}


def _records(size: float, water: float) -> tuple[Record, ...]:
    """Two criteria, of three quarters and one quarter of the weight; an unknown similarity is NaN."""
    known = water == water
    return (
        Record("size", "About our size", 0.75, size, 75 * size, 1.05, "ratio", "place", True,
               "It is 1.1 times as large", "GeoNames", in_short="1.1 times as large"),
        Record("near-water", "By the water", 0.25, water, 25 * water if known else 0.0, 0.02 if known else NAN, "km",
               "county" if known else "unknown", known, "The sea is near" if known else "Water unknown", "GSHHG",
               "water is the sea here", in_short="by the sea too" if known else "", setting=True),
    )  # fmt: skip


CAPITAL = Verdict("no-capital", "It is no capital", "must", "met", "checked by hand")
DESIRE = Verdict("desire", "They want it", "must", "needs_evidence", "the mayor of Bo")

FIRST = Explained(
    "Alder, Ohio", "alder", "geonames:21", "Bo <B>, Sweden", BO, "ranked", 96.25, 1.0, 96.25, 1, 0, None, None,
    {"climate": 0.5}, 1200, _records(0.95, 1.0), (), "", (), (CAPITAL, DESIRE), (), ("climate alike",), MADE,
    "linked by people", "no US partner on record",
)  # fmt: skip

SECOND = Explained(
    "Alder, Ohio", "alder", "unit:FR:7", "=Cé, France", CE, "ranked", 60.0, 0.75, 85.0, 2, 2, 2, 4,
    {"climate": 0.25}, 1200, _records(0.8, NAN), ("a war is near",), "", ("climate",),
    (replace(CAPITAL, verdict="not_met", detail="1 of 2 met, in part: half"),
     replace(DESIRE, verdict="met", detail="")),
    ("Cé is listed twice.",), ("climate alike",), MADE, "alike in kind", "sister city of Lima, Ohio",
)  # fmt: skip

THIRD = Explained(
    "Alder, Ohio", "alder", "geonames:31", "Dee, Belarus", DEE, "excluded", NAN, 0.0, NAN, None, 0, None, None,
    {}, 1200, _records(0.5, NAN), (), "forbidden by the Act.", (),
    (Verdict("act", "Not in Belarus", "law", "not_met", "the Act"), CAPITAL, DESIRE), (), (), MADE,
)  # fmt: skip

PARTNERS = (
    Partner("geonames:41", 41, "Esch", "03", "LU", "sister_city", "active", "strong", False),
    Partner("", 0, "Bavaria", "02", "DE", "sister_state", "unknown", "weak", True),
)

TIES = (
    TieFact("Kin", "1 in 20 came from there", "county", "Census ancestry"),
    TieFact("Shared name", "none", "place", "names of the record", nothing=True),
    TieFact("Trade", "", "state", "Census trade"),
)


def listed() -> Listed:
    """The two that are ranked, as arrays."""
    return Listed(
        community_id=np.array(["geonames:21", "unit:FR:7"], object),
        score=np.array([96.25, 60.0]),
        best_case=np.array([96.25, 85.0]),
        coverage=np.array([1.0, 0.75]),
        tied=np.array([0, 2]),
        points=np.array([[71.25, 60.0], [25.0, 0.0]]),
        similarity=np.array([[0.95, 0.8], [1.0, np.nan]], np.float32),
        second_keys={"climate": np.array([0.5, 0.25])},
        columns={
            "geonameid": np.array([21, 0]), "name": np.array(["Bo <B>", "=Cé"], object),
            "admin1_name": np.array(["Skåne", ""], object), "country": np.array(["SE", "FR"], object),
            "population": np.array([21_000.0, np.nan]), "latitude": np.array([55.5, 44.0]),
            "longitude": np.array([13.25, 4.5]), "population_year": np.array(["2023", ""], object),
            "population_source": np.array(["Statistics Sweden; register", "INSEE"], object),
        },
    )  # fmt: skip


def result(**changes: Any) -> Result:
    """The ranking, with some of its fields changed."""
    made = Result(
        seeker=dict(SEEKER),
        policy=POLICY,
        day=DAY,
        criteria=(
            Applied("size", "size", "About our size", "size", 0.75, True, "ratio", "GeoNames"),
            Applied("near-water", "water", "By the water", "water", 0.25, True, "km", "GSHHG", "water is the sea here"),
        ),
        tie_labels=("climate alike",),
        candidates=1200,
        listed=listed(),
        left_out=(LeftOut("forbidden by the Act", 3), LeftOut("the seeker's own country", 500)),
        partners=PARTNERS,
        notes=("The criteria are Alder's & its own.", "Two are <left> out."),
        provenance=dict(MADE),
        explanations=(FIRST, SECOND),
    )  # fmt: skip
    return replace(made, **changes)


def nobody() -> Result:
    """A ranking that left no candidate."""
    whole = listed()
    empty = Listed(
        *(getattr(whole, name)[:0] for name in ("community_id", "score", "best_case", "coverage", "tied")),
        whole.points[:, :0], whole.similarity[:, :0], {"climate": whole.second_keys["climate"][:0]},
        {name: values[:0] for name, values in whole.columns.items()},
    )  # fmt: skip
    return result(listed=empty, explanations=())


def dossiers() -> list[Dossier]:
    """What papers need on each of the three."""
    return [
        Dossier(FIRST, PARTNERS[:1], TIES),
        Dossier(
            SECOND, (), tuple(replace(tie, told="one & two", nothing=False) for tie in TIES[:1]) + TIES[1:]
        ),
        Dossier(THIRD, PARTNERS, TIES),
    ]
