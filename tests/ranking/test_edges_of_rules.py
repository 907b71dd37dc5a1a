"""Where each kind of test turns over, and what it says there, worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets.partners import Partner
from citymatch.policy import Policy, Rule
from citymatch.policy.kinds import TESTS
from citymatch.ranking.rules import Context, Verdicts, checklist, judge, same_for_all, that_exclude
from citymatch.results import Record
from citymatch.testing import as_table

DAY = date(2026, 1, 1)
MET, OPEN, NOT = "met", "needs_evidence", "not_met"
NAN = float("nan")
SEEKER: dict[str, Any] = {
    "name": "Harbour", "country": "US", "admin1": "TX", "population": 10_000.0, "people_50km": 1_000_000.0,
    "coast_km": 10.0, "lake_km": 10.1, "river_km": 500.0, "elevation_m": 300.0, "climate": "Csb",
    "attribute:founded": "1850", "attribute:faith": "Buddhist", "attribute:trades": "wine; steel",
}  # fmt: skip


def partner(country: str, name: str = "P", status: str = "active", **more: Any) -> Partner:
    return Partner("", 0, name, "", country, "sister_city", status, "strong", False)._replace(**more)


def rule(test: str, id: str = "r", strength: str = "must", **settings: Any) -> Rule:
    return Rule(id, "the rule's words", strength, test, settings, TESTS[test].scope)


def told(
    one: Rule, place: dict[str, Any], seeker: dict[str, Any] | None = None, *before: Rule, **context: Any
) -> tuple[str, str]:
    """The verdict on one place and the words for it; columns that it lacks are unknown."""
    found = judge((*before, one), seeker or SEEKER, as_table(pd.DataFrame([place])), Context(DAY, **context))
    last = found.checklist(0)[-1]
    return last.verdict, last.detail


@pytest.mark.parametrize(
    ("test", "settings", "place", "expected"),
    [
        ("population_ratio", {"at_most": 1.5}, {"population": 15_000.0},
         (MET, "15,000 people, 1.5 times as many as Harbour with 10,000")),
        ("population_ratio", {"at_most": 1.5}, {"population": 15_001.0},
         (NOT, "15,001 people, 1.5 times as many as Harbour with 10,000")),
        ("population_ratio", {"at_most": 2}, {"population": 5_000.0},
         (MET, "5,000 people; Harbour has twice as many, 10,000")),
        ("population_ratio", {"at_most": 2}, {"population": 4_000.0},
         (NOT, "4,000 people; Harbour has 2.5 times as many, 10,000")),
        ("population_ratio", {"at_most": 1000}, {"population": 0.0},
         (OPEN, "0 people; Harbour has 10,000")),
        ("population_ratio", {"at_most": 2}, {"population": NAN},
         (OPEN, "an unknown number of people; Harbour has 10,000")),
        # 1 % of the people around live in the seeker, 2 % in the one and 2.5 % in the other
        ("population_ratio", {"at_most": 2, "relative_to": "region"},
         {"population": 40_000.0, "people_50km": 2_000_000.0},
         (MET, "it has 2 % of the people within 50 km, and Harbour has 1 %")),
        ("population_ratio", {"at_most": 2, "relative_to": "region"},
         {"population": 50_000.0, "people_50km": 2_000_000.0},
         (NOT, "it has 2.5 % of the people within 50 km, and Harbour has 1 %")),
        ("population_ratio", {"at_most": 2, "relative_to": "region"},
         {"population": 50_000.0, "people_50km": NAN},
         (OPEN, "it has an unknown share of the people within 50 km, and Harbour has 1 %")),
        ("population", {"at_least": 5_000}, {"population": 5_000.0}, (MET, "5,000 people")),
        ("population", {"at_least": 5_000}, {"population": 4_999.0}, (NOT, "4,999 people")),
        ("population", {"at_most": 5_000}, {"population": 5_000.0}, (MET, "5,000 people")),
        ("population", {"at_most": 5_000}, {"population": 5_001.0}, (NOT, "5,001 people")),
        ("population", {"at_least": 10, "at_most": 20}, {"population": 21.0}, (NOT, "21 people")),
        ("population", {"at_most": 5}, {"population": 0.0}, (MET, "0 people")),
        ("metropolis", {"within_km": 50}, {"metropolis_km": 50.0, "people_50km": 2e6},
         (MET, "50 km from a large city, 2 million people within 50 km")),
        ("metropolis", {"within_km": 50}, {"metropolis_km": 50.1, "people_50km": 2e6},
         (NOT, "50 km from a large city, 2 million people within 50 km")),
        ("metropolis", {"beyond_km": 50}, {"metropolis_km": 50.0, "people_50km": 1234.0},
         (NOT, "50 km from a large city, 1,230 people within 50 km")),
        ("metropolis", {"beyond_km": 50}, {"metropolis_km": 50.1, "people_50km": NAN},
         (MET, "50 km from a large city, unknown people within 50 km")),
        ("metropolis", {"people_50km": 1000}, {"metropolis_km": NAN, "people_50km": 1000.0},
         (MET, "no large city (of half a million people or more) within 100 km, 1,000 people within 50 km")),
        ("metropolis", {"people_50km": 1000}, {"metropolis_km": NAN, "people_50km": 999.0},
         (NOT, "no large city (of half a million people or more) within 100 km, 999 people within 50 km")),
        # of several settings each has to be met, and one that fails outweighs one that is unknown
        ("metropolis", {"within_km": 50, "people_50km": 1000}, {"metropolis_km": NAN, "people_50km": 999.0},
         (NOT, "no large city (of half a million people or more) within 100 km, 999 people within 50 km")),
        # none within 100 km is farther than that, and nobody knows how much farther
        ("metropolis", {"beyond_km": 100}, {"metropolis_km": NAN, "people_50km": 10.0},
         (MET, "no large city (of half a million people or more) within 100 km, 10 people within 50 km")),
        ("metropolis", {"within_km": 100}, {"metropolis_km": NAN, "people_50km": 10.0},
         (NOT, "no large city (of half a million people or more) within 100 km, 10 people within 50 km")),
        ("metropolis", {"beyond_km": 150}, {"metropolis_km": NAN, "people_50km": 10.0},
         (OPEN, "no large city (of half a million people or more) within 100 km, 10 people within 50 km")),
        ("metropolis", {"within_km": 150}, {"metropolis_km": NAN, "people_50km": 10.0},
         (OPEN, "no large city (of half a million people or more) within 100 km, 10 people within 50 km")),
        ("metropolis", {"within_km": 90, "beyond_km": 40}, {"metropolis_km": 60.0, "people_50km": 10.0},
         (MET, "60 km from a large city, 10 people within 50 km")),
        ("airport", {"within_km": 50}, {"airport": "KIX", "airport_km": 50.0}, (MET, "50 km from the airport KIX")),
        ("airport", {"within_km": 50}, {"airport": "", "airport_km": 50.1}, (NOT, "50 km from the airport")),
        ("airport", {"within_km": 50, "size": "large"},
         {"airport": "ITM", "airport_km": 5.0, "large_airport": "KIX", "large_airport_km": 51.0},
         (NOT, "51 km from the airport KIX")),
        ("airport", {"within_km": 50}, {"airport": "ITM", "airport_km": 5.0, "large_airport_km": 51.0},
         (MET, "5.0 km from the airport ITM")),
        ("country", {"one_of": ["JP"]}, {"country": "JP"}, (MET, "it lies in Japan")),
        ("country", {"one_of": ["JP"]}, {"country": ""}, (OPEN, "its country is unknown")),
        ("country", {"one_of": ["JP"], "none_of": ["JP"]}, {"country": "JP"}, (NOT, "it lies in Japan")),
        ("country", {"regions": ["Middle East"]}, {"country": "EG", "continent": "Africa"},
         (MET, "it lies in Egypt")),
        ("country", {"regions": ["Middle East", "Europe"]}, {"country": "FR", "continent": "Europe"},
         (MET, "it lies in France")),
        ("country", {"regions": ["Middle East"]}, {"country": "MA", "continent": "Africa"},
         (NOT, "it lies in Morocco")),
        ("country", {"regions": ["Africa"], "none_of": ["EG"]}, {"country": "EG", "continent": "Africa"},
         (NOT, "it lies in Egypt")),
        ("country", {"divisions": ["UA.11"]}, {"country": "UA", "admin1": "11"}, (NOT, "it lies in Ukraine")),
        ("country", {"divisions": ["UA.11"]}, {"country": "UA", "admin1": "12"}, (MET, "it lies in Ukraine")),
        ("country", {"divisions": ["UA.11"]}, {"country": "RU", "admin1": "11"}, (MET, "it lies in Russia")),
        ("diplomatic_relations", {}, {"country": "TW"}, (OPEN, None)),
        ("diplomatic_relations", {}, {"country": "BT"}, (NOT, None)),
        ("diplomatic_relations", {}, {"country": "JP"}, (MET, "it lies in Japan")),
        ("diplomatic_relations", {}, {"country": ""}, (OPEN, "its country is unknown")),
    ],
)  # fmt: skip
def test_the_verdict_and_its_words_at_the_edge(
    test: str, settings: dict[str, Any], place: dict[str, Any], expected: tuple[str, str | None]
) -> None:
    verdict, detail = told(rule(test, **settings), place)
    assert verdict == expected[0]
    if expected[1] is not None:
        assert detail == expected[1]


def test_who_has_no_relations_with_the_united_states_is_told_in_the_cautions_words() -> None:
    assert "no formal diplomatic relations" in told(rule("diplomatic_relations"), {"country": "KP"})[1]
    assert "Taiwan Relations Act" in told(rule("diplomatic_relations"), {"country": "TW"})[1]


@pytest.mark.parametrize(
    ("seeker", "expected"),
    [("US", "not_met"), ("PR", "not_met"), ("GU", "not_met"), ("JP", "needs_evidence"), ("IN", "needs_evidence")],
)  # fmt: skip
def test_relations_are_those_of_the_united_states_and_are_not_claimed_for_others(
    seeker: str, expected: str
) -> None:
    asked = rule("diplomatic_relations")
    verdict, detail = told(asked, {"country": "KP"}, {"name": "S", "country": seeker})
    assert verdict == expected
    assert ("ask your foreign ministry" in detail) == (expected == OPEN)
    assert ("United States" in detail) == (expected == NOT)


WATER = {"coast_km": 2.0, "lake_km": 40.0, "river_km": 12.0, "elevation_m": 1299.6, "climate": "BSk"}


@pytest.mark.parametrize(
    ("settings", "place", "expected"),
    [
        # the seeker stands 10 km from the sea, which is near, and 10.1 from a lake, which is not
        ({"kinds": ["coast"]}, {"coast_km": 10.0}, (MET, "10 km from the sea coast")),
        ({"kinds": ["coast"]}, {"coast_km": 10.1}, (NOT, "10 km from the sea coast")),
        ({"kinds": ["coast"]}, {"coast_km": NAN}, (OPEN, "an unknown distance from the sea coast")),
        ({"kinds": ["coast"], "within_km": 12}, {"coast_km": 12.0}, (MET, "12 km from the sea coast")),
        ({"kinds": ["lake"]}, {"lake_km": 10.0},
         (NOT, "10 km from a large lake; the seeker has none of these settings")),
        ({"kinds": ["lake"]}, {"lake_km": 11.0},
         (MET, "11 km from a large lake; the seeker has none of these settings")),
        ({"kinds": ["lake"]}, {"lake_km": NAN},
         (OPEN, "an unknown distance from a large lake; the seeker has none of these settings")),
        ({"kinds": ["lake"], "within_km": 11}, {"lake_km": 11.0}, (MET, "11 km from a large lake")),
        ({"kinds": ["bay"]}, {"coast_km": 2.0},
         (OPEN, "2.0 km from the sea coast; "
          "whether it has a bay is in no table")),
        ({"kinds": ["bay"]}, {"coast_km": 20.0},
         (NOT, "20 km from the sea coast; "
          "whether it has a bay is in no table")),
        # an estuary needs both waters
        ({"kinds": ["estuary"], "mode": "absolute"}, {"coast_km": 2.0, "river_km": 3.0},
         (OPEN, "2.0 km from the sea coast, 3.0 km from a river; whether it has an estuary is in no table")),
        ({"kinds": ["estuary"], "mode": "absolute"}, {"coast_km": 2.0, "river_km": 30.0},
         (OPEN, "2.0 km from the sea coast, no river known within 5 km; whether it has an estuary is in no table")),
        # the seeker has a coast and no river that is known, so that it has no estuary to share
        ({"kinds": ["estuary"]}, {"coast_km": 2.0, "river_km": 30.0},
         (OPEN, "2.0 km from the sea coast, no river known within 5 km; "
          "whether it has an estuary is in no table; the seeker has none of these "
          "settings")),
        ({"kinds": ["river_port"], "mode": "absolute"}, {"river_km": 3.0},
         (OPEN, "3.0 km from a river; whether it has a river port is in no table")),
        ({"kinds": ["bay", "river_port"], "mode": "absolute"}, {"coast_km": 2.0, "river_km": 3.0},
         (OPEN, "2.0 km from the sea coast, 3.0 km from a river; whether it has a bay or a river port is in no table")),
        ({"kinds": ["hills"]}, {"elevation_m": 300.0},
         (MET, "300 m above the sea; whether it has hills is in no table")),
        ({"kinds": ["hills"]}, {"elevation_m": 299.0},
         (OPEN, "299 m above the sea; whether it has hills is in no table")),
        ({"kinds": ["hills"]}, {"elevation_m": NAN},
         (OPEN, "its elevation is unknown; "
          "whether it has hills is in no table")),
        ({"kinds": ["hills"], "at_least_m": 1299}, WATER,
         (NOT, "1,300 m above the sea; whether it has hills is in no table; the seeker has none of these settings")),
        ({"kinds": ["hills"], "at_least_m": 200}, {"elevation_m": 200.0},
         (MET, "200 m above the sea; whether it has hills is in no table")),
        ({"kinds": ["desert"], "mode": "absolute"}, {"climate": "BWk"}, (MET, "a mild or cool desert climate")),
        ({"kinds": ["desert"], "mode": "absolute"}, {"climate": "BSk"}, (NOT, "a mild or cool, rather dry climate")),
        ({"kinds": ["desert"], "mode": "absolute"}, {"climate": ""}, (OPEN, "climate unknown")),
        ({"kinds": ["desert"]}, {"climate": "BWk"},
         (NOT, "a mild or cool desert climate; the seeker has none of these settings")),
        ({"kinds": ["desert"]}, {"climate": "Dfb"},
         (MET, "a cold climate with warm summers and no dry season; the seeker has none of these settings")),
        ({"kinds": ["climate"]}, {"climate": "Csb"}, (MET, "a mild climate with warm, dry summers")),
        ({"kinds": ["climate"]}, {"climate": "Csa"}, (NOT, "a mild climate with hot, dry summers")),
        ({"kinds": ["climate"]}, {"climate": ""}, (OPEN, "climate unknown")),
        ({"kinds": ["coast", "climate"], "match": "any"}, WATER,
         (MET, "2.0 km from the sea coast, a mild or cool, rather dry climate")),
        ({"kinds": ["coast", "climate"], "match": "all"}, WATER,
         (NOT, "2.0 km from the sea coast, a mild or cool, rather dry climate")),
        ({"kinds": ["coast", "hills"], "match": "all"}, {"coast_km": 2.0, "elevation_m": 10.0},
         (OPEN, "2.0 km from the sea coast, 10 m above the sea; whether it has hills is in no table")),
    ],
)  # fmt: skip
def test_water_hills_desert_and_climate_at_the_edge(
    settings: dict[str, Any], place: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert told(rule("setting", **settings), place) == expected


def test_a_seeker_whose_climate_is_unknown_is_like_nobody_and_unlike_nobody() -> None:
    nowhere = {key: value for key, value in SEEKER.items() if key != "climate"}
    assert told(rule("setting", kinds=["climate"]), {"climate": "Csb"}, nowhere)[0] == OPEN
    # what it has is not known to be a desert
    dry = told(rule("setting", kinds=["desert"]), {"climate": "BWh"}, nowhere)
    assert dry == (NOT, "a hot desert climate; the seeker has none of these settings")
    desert = {**SEEKER, "climate": "BWh"}
    assert told(rule("setting", kinds=["desert"]), {"climate": "BWk"}, desert) == (
        MET,
        "a mild or cool desert climate",
    )


def test_a_seeker_without_a_population_can_be_compared_with_nobody() -> None:
    nobody = {**SEEKER, "population": None}
    verdict = told(rule("population_ratio", at_most=2), {"population": 5.0}, nobody)
    assert verdict == (OPEN, "5 people; Harbour has an unknown number")
    open_to_all = told(rule("similarity", extractor="size", at_least=0), {"population": 5.0}, nobody)
    assert open_to_all == (OPEN, "unknown for Harbour")


def test_a_similarity_is_met_from_its_limit_on() -> None:
    parameters = {"curve": [[1.0, 1.0], [3.0, 0.0]]}  # a half at the square root of 3, as sizes are ratios
    half = rule("similarity", extractor="size", parameters=parameters, at_least=0.5)
    assert told(half, {"population": 17_320.0})[0] == MET
    assert told(half, {"population": 17_330.0})[0] == NOT
    assert told(half, {"population": NAN})[0] == OPEN
    full = rule("similarity", extractor="size", parameters=parameters)
    assert told(full, {"population": 10_000.0})[0] == MET and told(full, {"population": 20_000.0})[0] == NOT


def test_a_column_of_ones_own_at_the_edge() -> None:
    near = rule("attribute", column="founded", compare="near", within=10)
    assert told(near, {"attribute:founded": "1860"})[0] == MET
    assert told(near, {"attribute:founded": "1861"})[0] == NOT
    assert told(near, {"attribute:founded": "long ago"})[0] == OPEN
    exact = rule("attribute", column="founded", compare="near")
    assert [told(exact, {"attribute:founded": year})[0] for year in ("1850", "1851")] == [MET, NOT]
    both = rule("attribute", column="trades", compare="overlap", at_least=2)
    assert told(both, {"attribute:trades": "Steel; wine; coal"})[0] == MET
    assert told(both, {"attribute:trades": "steel"})[0] == NOT
    assert (
        told(rule("attribute", column="trades", compare="overlap"), {"attribute:trades": "steel"})[0] == MET
    )
    assert told(rule("attribute", column="faith", compare="same"), {"attribute:faith": " buddhist"})[0] == MET


def test_what_people_report_at_the_edge() -> None:
    count = rule("count", id="backers", of="residents", at_least=15)
    assert told(count, {"attribute:backers": "15"}) == (MET, "15 of at least 15 residents")
    assert told(count, {"attribute:backers": "14"}) == (NOT, "14 of at least 15 residents")
    assert told(count, {"attribute:backers": "1,500"}) == (MET, "1,500 of at least 15 residents")
    assert told(count, {"attribute:backers": "many"}) == (OPEN, "many of at least 15 residents")
    assert told(count, {"attribute:backers": ""}) == (
        OPEN,
        "nobody has counted the residents yet; 15 are needed",
    )
    wait = rule("wait", id="rejected", after="the rejection", days=31)
    # 1 December 2025 is 31 days before 1 January 2026
    assert told(wait, {"attribute:rejected": "2025-12-01"}) == (MET, "the rejection: 2025-12-01")
    assert told(wait, {"attribute:rejected": "2025-12-02"}) == (NOT, "the rejection: 2025-12-02")
    assert told(wait, {"attribute:rejected": "Never"}) == (MET, "the rejection: Never")
    assert told(wait, {"attribute:rejected": "in spring"}) == (OPEN, "the rejection: in spring")
    assert told(wait, {"attribute:rejected": ""}) == (OPEN, "the rejection: nobody has stated the date yet")
    asked = rule("evidence", id="willing")
    assert told(asked, {"attribute:willing": "yes"}) == (MET, "answer: yes")
    assert told(asked, {"attribute:willing": "no"}) == (NOT, "answer: no")
    assert told(asked, {"attribute:willing": "perhaps"}) == (OPEN, "answer: perhaps")
    assert told(asked, {"attribute:willing": ""}) == (OPEN, "")


def test_partners_in_the_country_are_named() -> None:
    two = (partner("DE", "Gera"), partner("DE", "Jena"), partner("DE", "Suhl", "proposed"))
    limited = rule("partners_in_country", at_most=2)
    assert told(limited, {"country": "DE"}, None, partners=two) == (
        MET, "partners there on record: Gera, Jena",
    )  # fmt: skip
    three = (*two, partner("DE", "Hof", "friendship"))
    assert told(limited, {"country": "DE"}, None, partners=three)[0] == NOT
    assert told(limited, {"country": "FR"}, None, partners=two) == (MET, "no partner there on record")
    assert told(limited, {"country": ""}, None, partners=two)[0] == OPEN


def test_the_main_language_of_a_country_is_its_official_one() -> None:
    language = rule("new_language")
    assert told(language, {"country": "BR"}) == (MET, "main language of the country: Portuguese")
    assert told(language, {"country": "GB"}) == (NOT, "main language of the country: English")
    assert told(language, {"country": "BR"}, None, partners=(partner("PT"),))[0] == NOT
    assert told(language, {"country": "BR"}, None, partners=(partner("PT", status="terminated"),))[0] == MET
    assert told(language, {"country": "XX"}) == (OPEN, "its languages are unknown")
    assert told(language, {"country": ""}) == (OPEN, "its languages are unknown")


def test_the_balance_of_continents_counts_the_candidate_in() -> None:
    balance = rule("continental_balance", at_most=0.5)
    one_each = (partner("FR"), partner("JP"), partner("KE"))
    europe = {"country": "DE", "continent": "Europe"}
    assert told(balance, europe, None, partners=one_each) == (
        MET,
        "with it, 2 of Harbour's 4 partners are in Europe",
    )
    two = (partner("FR"), partner("IT"), partner("KE"))
    assert told(balance, europe, None, partners=two) == (
        NOT,
        "with it, 3 of Harbour's 4 partners are in Europe",
    )
    # the first of a continent always meets it, even as the only partner
    assert told(balance, europe) == (MET, "it would be the first partner, in Europe")
    assert told(balance, {"continent": ""}, None, partners=two)[0] == OPEN
    ended = (partner("FR", status="terminated"), partner("IT", status="proposed"), partner("KE"))
    assert told(balance, europe, None, partners=ended) == (
        MET,
        "with it, 1 of Harbour's 2 partners is in Europe",
    )
    nowhere = (partner("XX"), partner("FR"))
    assert told(balance, europe, None, partners=nowhere) == (
        NOT,
        "with it, 2 of Harbour's 2 partners are in Europe",
    )


FIELDS = ["community_a", "country_a", "name_a", "community_b", "country_b", "name_b", "status", "region"]


def ties_of(*rows: tuple[str, ...]) -> pd.DataFrame:
    return pd.DataFrame([(*row, "active", "")[:8] for row in rows], columns=FIELDS)


def test_us_partners_are_counted_once_each_at_either_end() -> None:
    few = rule("us_sister_cities", at_most=1)
    ties = ties_of(
        ("geonames:1", "US", "Salem", "geonames:12", "DE", "Gera"),
        ("geonames:12", "DE", "Gera", "geonames:2", "US", "Dover"),
        ("geonames:12", "DE", "Gera", "geonames:2", "US", "Dover"),
        ("geonames:1", "US", "Salem", "geonames:13", "DE", "Jena", "terminated"),
        ("geonames:2", "US", "Dover", "geonames:13", "DE", "Jena", "proposed"),
        ("geonames:3", "US", "Avon", "geonames:4", "US", "Troy"),
        ("", "US", "Nowhere", "geonames:15", "DE", "Suhl"),
        ("", "US", "Elsewhere", "geonames:15", "DE", "Suhl"),
    )
    two = "2 other US partners on record"
    assert told(few, {"geonameid": 12}, None, ties=ties) == (NOT, two)
    assert told(rule("us_sister_cities", at_most=2), {"geonameid": 12}, None, ties=ties) == (MET, two)
    # what has ended or is only proposed counts for nothing, but shows that somebody listed the place
    assert told(few, {"geonameid": 13}, None, ties=ties) == (MET, "no other US partner on record")
    assert told(few, {"geonameid": 3}, None, ties=ties) == (MET, "no other US partner on record")
    assert told(few, {"geonameid": 15}, None, ties=ties) == (NOT, two)
    unlisted = "no partner on record, which is no proof that it has none"
    assert told(few, {"geonameid": 99}, None, ties=ties) == (OPEN, unlisted)
    assert told(few, {"geonameid": 0}, None, ties=ties)[0] == OPEN


def test_only_an_american_seeker_is_one_of_the_us_partners_itself() -> None:
    none = rule("us_sister_cities")
    ties = ties_of(("geonames:1", "US", "Salem", "geonames:12", "DE", "Gera"))
    known = (partner("DE", number=12),)
    assert told(none, {"geonameid": 12}, None, ties=ties, partners=known)[0] == MET
    french = {**SEEKER, "country": "FR"}
    assert told(none, {"geonameid": 12}, french, ties=ties, partners=known) == (
        NOT, "1 other US partner on record",
    )  # fmt: skip
    # Puerto Rico's communities are American: a partner's partner there counts, and a seeker there is none beside itself
    ponce = ties_of(("geonames:5", "PR", "Ponce", "geonames:12", "ES", "Jerez"))
    assert told(none, {"geonameid": 12}, None, ties=ponce) == (NOT, "1 other US partner on record")
    there = {**SEEKER, "country": "PR"}
    known_there = (partner("ES", number=12),)
    assert told(none, {"geonameid": 12}, there, ties=ponce, partners=known_there)[0] == MET
    # a region's number is that of a namesake
    region = (partner("DE", number=12, region=True),)
    assert told(none, {"geonameid": 12}, None, ties=ties, partners=region)[0] == NOT


def parts() -> tuple[Rule, ...]:
    """Of the place below one is met, one is open and one is not met."""
    return (
        rule("country", id="a", strength="part", one_of=["JP"]),
        rule("population", id="b", strength="part", at_least=5),
        rule("airport", id="c", strength="part", within_km=50),
    )


PLACE = {"country": "JP", "population": NAN, "airport": "KIX", "airport_km": 80.0}


@pytest.mark.parametrize(
    ("test", "names", "settings", "expected"),
    [
        ("any_of", "abc", {}, MET),
        ("any_of", "abc", {"at_least": 2}, OPEN),
        ("any_of", "abc", {"at_least": 3}, NOT),
        ("any_of", "ab", {"at_least": 9}, OPEN),  # more than there are: all of them
        ("any_of", "c", {}, NOT),
        ("any_of", "bc", {}, OPEN),
        ("all_of", "a", {}, MET),
        ("all_of", "ab", {}, OPEN),
        ("all_of", "abc", {}, NOT),
        ("none_of", "c", {}, MET),
        ("none_of", "bc", {}, OPEN),
        ("none_of", "abc", {}, NOT),
    ],
)
def test_rules_made_of_rules(test: str, names: str, settings: dict[str, Any], expected: str) -> None:
    said = {"a": "a met", "b": "b needs evidence", "c": "c not met"}
    made = rule(test, rules=list(names), **settings)
    assert told(made, PLACE, None, *parts()) == (expected, ", ".join(said[name] for name in names))


def test_a_rule_made_of_what_is_not_in_force_needs_evidence() -> None:
    later = replace(rule("country", id="a", strength="part", one_of=["JP"]), since=date(2026, 1, 2))
    assert told(rule("any_of", rules=["a"]), PLACE, None, later) == (OPEN, "")
    today = replace(later, since=DAY)
    assert told(rule("any_of", rules=["a"]), PLACE, None, today) == (MET, "a met")


def verdicts(*rules: Rule, places: pd.DataFrame | None = None) -> Verdicts:
    table = pd.DataFrame([PLACE, {**PLACE, "country": "DE"}]) if places is None else places
    return judge(rules, SEEKER, as_table(table), Context(DAY))


def test_the_words_of_a_verdict_say_who_can_do_what() -> None:
    plain = rule("country", one_of=["JP"])
    waivable = replace(plain, waivable_by="the council", provided_by="the mayor", note="see minute 4")
    assert verdicts(waivable).checklist(0)[0].detail == "it lies in Japan; see minute 4"
    assert (
        verdicts(waivable).checklist(1)[0].detail
        == "it lies in Germany; the council may waive it; see minute 4"
    )
    waived = replace(waivable, waived="on 3 May")
    assert verdicts(waived).checklist(1)[0].detail == "it lies in Germany; waived on 3 May; see minute 4"
    asked = replace(rule("evidence", id="x"), provided_by="the mayor", waivable_by="the council")
    assert verdicts(asked).checklist(0)[0].detail == "to be provided by the mayor"
    law = replace(plain, strength="law", note="a long note")
    assert verdicts(law).checklist(0)[0].detail == "it lies in Japan"
    assert verdicts(law).checklist(0)[0].strength == "law"


def test_a_waived_rule_excludes_nobody_but_a_group_is_one_question() -> None:
    must = replace(rule("country", one_of=["JP"]), waivable_by="the council")
    assert verdicts(must).excluded.tolist() == [False, True]
    assert not verdicts(replace(must, waived="today")).excluded.any()
    assert verdicts(replace(must, waived="today")).reason(1) == ""
    japan = replace(rule("country", id="a", strength="any_of", one_of=["JP"]), group="one", text="in Japan")
    big = replace(rule("population", id="b", strength="any_of", at_least=5), group="two", text="large")
    found = verdicts(japan, big, places=pd.DataFrame([{"country": "DE", "population": 9.0}]))
    # of two groups each has to be met: that the one is does not help the other
    assert found.excluded.tolist() == [True]
    assert found.reason(0) == "it meets none of the ways that the policy offers: in Japan"
    both = verdicts(
        japan, replace(big, group="one"), places=pd.DataFrame([{"country": "DE", "population": 4.0}])
    )
    assert both.reason(0) == "it meets none of the ways that the policy offers: in Japan; large"
    one = replace(big, group="one")
    assert not verdicts(
        japan, one, places=pd.DataFrame([{"country": "DE", "population": 9.0}])
    ).excluded.any()


def test_preferences_are_counted_and_exclude_nobody() -> None:
    likes = [rule("country", id=f"p{n}", strength="prefer", one_of=["JP"]) for n in range(3)]
    unsure = rule("population", id="q", strength="prefer", at_least=5)
    found = verdicts(*likes, unsure)
    assert found.preferences.tolist() == [3, 0] and not found.excluded.any()


def test_which_rules_can_exclude() -> None:
    a, b, c = parts()
    group = rule("all_of", id="g", strength="must", rules=["a", "b"])
    liked = rule("country", id="p", strength="prefer", one_of=["JP"])
    warned = rule("country", id="w", strength="caution", none_of=["JP"])
    law = rule("country", id="l", strength="law", none_of=["RU"])
    every = (law, warned, a, b, c, group, liked)
    assert [each.id for each in that_exclude(every)] == ["l", "a", "b", "g"]
    assert [each.id for each in that_exclude(every, ("caution",))] == ["l", "w", "a", "b", "g"]
    nested = rule("none_of", id="n", strength="route", rules=["g"])
    softened = replace(group, strength="part")
    assert [each.id for each in that_exclude((a, b, c, softened, nested))] == ["a", "b", "g", "n"]


def test_which_verdicts_are_the_same_for_every_seeker() -> None:
    a, b, c = parts()
    own = rule("population_ratio", id="own", at_most=2)
    assert same_for_all((a, b, c, rule("any_of", id="g", rules=["a", "b"])))
    assert not same_for_all((a, own))
    assert not same_for_all((a, own, rule("any_of", id="g", rules=["a", "own"])))
    assert not same_for_all((rule("any_of", id="g", rules=["own"]),))
    assert same_for_all(())


@pytest.mark.parametrize(
    ("similarity", "expected"),
    [
        (1.0, "fully"), (0.99, "fully"), (0.98, "nearly"), (0.85, "nearly"), (0.84, "in part"), (0.35, "in part"),
        (0.34, "hardly"), (0.009, "hardly"), (0.0, "not at all"), (NAN, "not known"),
    ],
)  # fmt: skip
def test_how_well_a_criterion_is_met_is_said_in_words(similarity: float, expected: str) -> None:
    policy = Policy.from_dict({"name": "mine", "criteria": [{"id": "size", "extractor": "size"}]})
    record = Record(
        "size", "Size", 1.0, similarity, 0.0, 0.0, "", "", not np.isnan(similarity), "why", "GeoNames"
    )
    (verdict,) = checklist(policy, verdicts(), 0, [record])
    assert (verdict.verdict, verdict.detail) == (expected, "why")
    assert (verdict.rule, verdict.words, verdict.strength) == ("size", "Size", "criterion")
