"""Each kind of test on small tables whose verdicts are worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets.partners import Partner
from citymatch.features.attributes import read_attributes
from citymatch.policy import Policy, Rule, cautions, laws_above
from citymatch.policy.kinds import TESTS
from citymatch.ranking.judging import JUDGES
from citymatch.ranking.rules import Context, Verdicts, checklist, judge
from citymatch.results import Record
from citymatch.testing import as_table

DAY = date(2026, 1, 1)
MET, OPEN, NOT = "met", "needs_evidence", "not_met"
SEEKER = {
    "name": "Harbour", "country": "US", "admin1": "TX", "population": 10_000.0, "people_50km": 1_000_000.0,
    "coast_km": 1.0, "lake_km": 80.0, "river_km": 30.0, "elevation_m": 5.0, "climate": "Csb",
    "attribute:industries": "biotech; wine", "attribute:founded": "1850", "attribute:faith": "Buddhist",
}  # fmt: skip
NAN = float("nan")
PLACES = pd.DataFrame(
    {
        "name": ["Kure", "Gera", "Nowhere"],
        "geonameid": [11, 12, 13],
        "country": ["JP", "DE", ""],
        "admin1": ["11", "15", ""],
        "continent": ["Asia", "Europe", ""],
        "population": [14_000.0, 90_000.0, NAN],
        "people_50km": [1_500_000.0, 900_000.0, NAN],
        "metropolis_km": [20.0, 150.0, NAN],
        "coast_km": [2.0, 300.0, NAN],
        "lake_km": [90.0, 70.0, NAN],
        "river_km": [3.0, 5.0, NAN],
        "elevation_m": [400.0, 200.0, NAN],
        "climate": ["Csb", "BWh", ""],
        "airport": ["KIX", "LEJ", ""],
        "airport_km": [30.0, 90.0, NAN],
        "large_airport_km": [60.0, 90.0, NAN],
        "attribute:industries": ["Wine", "steel", ""],
        "attribute:founded": ["1860", "1237", ""],
        "attribute:faith": ["buddhist", "Lutheran", ""],
        "attribute:willing": ["yes", "no", ""],
        "attribute:backers": ["17", "3", ""],
        "attribute:rejected": ["2024-06-01", "2025-12-01", ""],
    }
)


def partner(country: str, status: str = "active", name: str = "P") -> Partner:
    return Partner("", 0, name, "", country, "sister_city", status, "strong", False)


def rule(test: str, id: str = "r", strength: str = "must", **settings: Any) -> Rule:
    return Rule(id, "the rule's words", strength, test, settings, TESTS[test].scope)


def verdicts(*rules: Rule, **context: Any) -> Verdicts:
    return judge(rules, SEEKER, PLACES, Context(DAY, **context))


def said(result: Verdicts, id: str = "r") -> list[str]:
    return [next(v.verdict for v in result.checklist(row) if v.rule == id) for row in range(3)]


def test_every_kind_of_test_has_its_judge() -> None:
    assert set(JUDGES) == set(TESTS)


@pytest.mark.parametrize(
    ("test", "settings", "expected"),
    [
        ("population_ratio", {"at_most": 1.5}, [MET, NOT, OPEN]),  # 1.4 and 9 times
        ("population_ratio", {"at_most": 1.5, "relative_to": "region"}, [MET, NOT, OPEN]),
        ("population", {"at_least": 20_000}, [NOT, MET, OPEN]),
        ("population", {"at_most": 20_000}, [MET, NOT, OPEN]),
        ("setting", {"kinds": ["coast"]}, [MET, NOT, OPEN]),
        ("setting", {"kinds": ["coast", "river"]}, [MET, NOT, OPEN]),  # it has no river
        ("setting", {"kinds": ["river"], "mode": "absolute"}, [MET, MET, OPEN]),
        ("setting", {"kinds": ["river"]}, [NOT, NOT, OPEN]),  # the seeker has none, and they have
        ("setting", {"kinds": ["lake"]}, [MET, MET, OPEN]),  # none of them has one
        ("setting", {"kinds": ["bay"]}, [OPEN, NOT, OPEN]),
        ("setting", {"kinds": ["estuary"], "mode": "absolute"}, [OPEN, NOT, OPEN]),
        ("setting", {"kinds": ["river_port"], "mode": "absolute"}, [OPEN, OPEN, OPEN]),
        ("setting", {"kinds": ["hills"], "mode": "absolute"}, [MET, OPEN, OPEN]),
        ("setting", {"kinds": ["desert"], "mode": "absolute"}, [NOT, MET, OPEN]),
        ("setting", {"kinds": ["climate"]}, [MET, NOT, OPEN]),
        ("setting", {"kinds": ["coast", "climate"], "match": "all"}, [MET, NOT, OPEN]),
        ("setting", {"kinds": ["coast", "desert"], "match": "any", "mode": "absolute"}, [MET, MET, OPEN]),
        ("metropolis", {"within_km": 50}, [MET, NOT, OPEN]),
        ("metropolis", {"beyond_km": 50}, [NOT, MET, OPEN]),
        ("metropolis", {"people_50km": 1_000_000}, [MET, NOT, OPEN]),
        ("country", {"one_of": ["JP", "KR"]}, [MET, NOT, OPEN]),
        ("country", {"none_of": ["JP"]}, [NOT, MET, OPEN]),
        ("country", {"divisions": ["DE.15"]}, [MET, NOT, OPEN]),
        ("country", {"regions": ["Asia", "Africa"]}, [MET, NOT, NOT]),
        ("diplomatic_relations", {}, [MET, MET, OPEN]),
        ("similarity", {"extractor": "size", "at_least": 0.9}, [MET, NOT, OPEN]),
        ("airport", {"within_km": 50}, [MET, NOT, OPEN]),
        ("airport", {"within_km": 70, "size": "large"}, [MET, NOT, OPEN]),
        ("attribute", {"column": "industries", "compare": "overlap"}, [MET, NOT, OPEN]),
        ("attribute", {"column": "founded", "compare": "near", "within": 20}, [MET, NOT, OPEN]),
        ("attribute", {"column": "faith", "compare": "same"}, [MET, NOT, OPEN]),
        ("attribute", {"column": "willing"}, [MET, NOT, OPEN]),
        ("attribute", {"column": "no such column"}, [OPEN, OPEN, OPEN]),
        ("evidence", {}, [OPEN, OPEN, OPEN]),
    ],
)  # fmt: skip
def test_a_rule_is_met_not_met_or_needs_evidence(
    test: str, settings: dict[str, Any], expected: list[str]
) -> None:
    assert said(verdicts(rule(test, **settings))) == expected


@pytest.mark.parametrize("test", sorted(TESTS))
def test_a_verdict_depends_on_the_pair_alone_and_on_no_kind_of_table(test: str) -> None:
    whole = {
        "population_ratio": {"at_most": 2}, "population": {"at_least": 5}, "setting": {"kinds": ["coast", "bay"]},
        "metropolis": {"within_km": 50}, "country": {"one_of": ["JP"], "divisions": ["DE.15"]},
        "similarity": {"extractor": "size"}, "airport": {"within_km": 50}, "attribute": {"column": "willing"},
        "count": {"of": "people", "at_least": 5}, "wait": {"after": "it", "days": 5},
        "any_of": {"rules": ["a"]}, "all_of": {"rules": ["a"]}, "none_of": {"rules": ["a"]},
    }  # fmt: skip
    rules = (rule("population", id="a", at_most=20_000), rule(test, **whole.get(test, {})))
    context = Context(DAY, (partner("DE"), partner("KR")))
    codes = judge(rules, SEEKER, PLACES, context).outcomes[1].codes
    turned = judge(rules, SEEKER, PLACES.iloc[::-1].reset_index(drop=True), context).outcomes[1].codes
    np.testing.assert_array_equal(codes, turned[::-1])
    table = judge(rules, SEEKER, as_table(PLACES), context)
    np.testing.assert_array_equal(codes, table.outcomes[1].codes)
    for row in range(3):
        assert table.checklist(row) == judge(rules, SEEKER, PLACES, context).checklist(row)
        alone = judge(rules, SEEKER, PLACES.iloc[[row]].reset_index(drop=True), context)
        assert alone.outcomes[1].codes[0] == codes[row]


def test_what_people_found_out_stands_in_the_column_with_the_rules_id() -> None:
    assert said(verdicts(rule("evidence", id="willing")), "willing") == [MET, NOT, OPEN]
    backers = rule("count", id="backers", of="residents", at_least=15)
    assert said(verdicts(backers), "backers") == [MET, NOT, OPEN]
    # 1 June 2024 is more than a year before 1 January 2026, 1 December 2025 is not
    waiting = rule("wait", id="rejected", after="the rejection", days=365)
    assert said(verdicts(waiting), "rejected") == [MET, NOT, OPEN]


def test_one_partner_per_country() -> None:
    one = rule("partners_in_country")
    assert said(verdicts(one, partners=(partner("DE"),))) == [MET, NOT, OPEN]
    assert said(verdicts(one, partners=(partner("DE", "terminated"),))) == [MET, MET, OPEN]
    assert said(verdicts(rule("partners_in_country", at_most=1), partners=(partner("DE"),))) == [
        MET,
        MET,
        OPEN,
    ]


def test_a_new_language_is_one_that_no_partner_speaks() -> None:
    # Austria speaks German; English is the seeker's own
    assert said(verdicts(rule("new_language"), partners=(partner("AT"),))) == [MET, NOT, OPEN]


def test_continental_balance_counts_the_candidate_in() -> None:
    pytest.importorskip("citymatch.datasets.geography")
    europe = (partner("FR"), partner("IT"), partner("KR"))
    # a third European of four partners is 75 %, a second Asian 50 %
    assert said(verdicts(rule("continental_balance", at_most=0.5), partners=europe)) == [MET, NOT, OPEN]


def test_us_sister_cities_are_counted_where_anything_is_on_record() -> None:
    ties = pd.DataFrame(
        [
            {"community_a": "geonames:1", "community_b": "geonames:12", "country_a": "US", "country_b": "DE"},
            {
                "community_a": "geonames:11",
                "community_b": "geonames:77",
                "country_a": "JP",
                "country_b": "KR",
            },
        ]
    ).assign(status="active", region="", name_a="A", name_b="B")
    assert said(verdicts(rule("us_sister_cities"), ties=ties)) == [MET, NOT, OPEN]
    assert said(verdicts(rule("us_sister_cities", at_most=1), ties=ties)) == [MET, MET, OPEN]
    own = partner("DE")._replace(number=12)  # the one US partner is the seeker itself
    assert said(verdicts(rule("us_sister_cities"), ties=ties, partners=(own,))) == [MET, MET, OPEN]


def test_rules_made_of_rules() -> None:
    small = rule("population", id="small", strength="part", at_most=20_000)  # met, not met, open
    german = rule("country", id="german", strength="part", one_of=["DE"])  # not met, met, open
    coast = rule("setting", id="coast", strength="part", kinds=["coast"])  # met, not met, open
    parts = (small, german, coast)
    names = ["small", "german", "coast"]
    assert said(verdicts(*parts, rule("any_of", rules=names))) == [MET, MET, OPEN]
    assert said(verdicts(*parts, rule("any_of", rules=names, at_least=2))) == [MET, NOT, OPEN]
    assert said(verdicts(*parts, rule("all_of", rules=["small", "coast"]))) == [MET, NOT, OPEN]
    assert said(verdicts(*parts, rule("none_of", rules=["german"]))) == [MET, NOT, OPEN]
    assert not verdicts(*parts).excluded.any()


def test_strengths_decide_who_is_left_out() -> None:
    must = verdicts(rule("country", one_of=["JP"]))
    assert must.excluded.tolist() == [False, True, False]
    assert "the rule's words" in must.reason(1) and must.reason(0) == ""
    assert not verdicts(rule("country", strength="prefer", one_of=["JP"])).excluded.any()
    assert verdicts(rule("country", strength="prefer", one_of=["JP"])).preferences.tolist() == [1, 0, 0]
    waived = replace(rule("country", one_of=["JP"]), waivable_by="the council", waived="on 1 March 2026")
    assert not verdicts(waived).excluded.any()
    assert said(verdicts(waived)) == [MET, NOT, OPEN]
    assert "waived on 1 March 2026" in verdicts(waived).checklist(1)[0].detail


def test_of_alternatives_and_routes_one_is_enough() -> None:
    japan = rule("country", id="a", strength="route", one_of=["JP"])
    big = rule("population", id="b", strength="route", at_least=50_000)
    huge = rule("population", id="c", strength="route", at_least=5e6)
    assert not verdicts(japan, big).excluded.any()
    assert verdicts(japan, huge).excluded.tolist() == [False, True, False]
    assert "none of the ways" in verdicts(japan, huge).reason(1)


def test_a_rule_counts_only_from_its_day_on() -> None:
    later = Rule("r", "w", "must", "country", {"one_of": ["JP"]}, since=date(2026, 2, 1))
    assert not verdicts(later).rules
    ended = Rule("r", "w", "must", "country", {"one_of": ["JP"]}, until=date(2025, 12, 31))
    assert not verdicts(ended).rules


def test_texas_law_excludes_from_its_day_and_taiwan_stays() -> None:
    places = pd.DataFrame({"country": ["CN", "HK", "MO", "TW", "RU", "VN"], "admin1": ""})
    before, after = (
        judge(laws_above("US", "TX", day), SEEKER, places, Context(day))
        for day in (date(2025, 8, 31), date(2025, 9, 1))
    )
    assert not before.excluded.any()
    assert after.excluded.tolist() == [True, True, True, False, True, False]
    assert "chapter 795" in after.reason(0) and "1 September 2025" in after.reason(0)


def test_cautions_are_no_rules_of_a_policy_and_name_their_source() -> None:
    places = pd.DataFrame({"country": ["UA", "UA", "EH", "JP"], "admin1": ["11", "15", "", "13"]})
    result = judge(cautions(DAY), SEEKER, places, Context(DAY))
    assert not result.excluded.any()
    assert result.checklist(0) == []
    assert [len(result.cautions(row)) for row in range(4)] == [1, 1, 1, 0]
    assert "68/262" in result.cautions(0)[0]
    barred = np.any([mask for _, mask in result.cautioned(("barred",))], axis=0)
    assert barred.tolist() == [True, False, False, False]


def test_the_checklist_follows_the_policys_own_order() -> None:
    policy = Policy.from_dict(
        {
            "name": "mine",
            "order": ["asked", "size", "japan"],
            "criteria": [{"id": "size", "extractor": "size", "label": "Alike in size"}],
            "rules": [{"id": "japan", "text": "Japan only", "test": "country", "one_of": ["JP"]}],
            "evidence": [{"id": "asked", "text": "They want it", "provided_by": "their mayor"}],
        }
    )
    result = judge((*laws_above("US", "TX", DAY), *policy.tests), SEEKER, PLACES, Context(DAY))
    record = Record(
        "size", "Alike in size", 1.0, 0.4, 40.0, 9.0, "times", "place", True, "90,000 people", "GeoNames"
    )
    listed = checklist(policy, result, 1, [record])
    assert [v.rule for v in listed] == ["texas-government-code-795", "asked", "size", "japan", "desire"]
    assert [v.verdict for v in listed] == [MET, OPEN, "in part", NOT, OPEN]
    assert listed[1].detail == "to be provided by their mayor"
    assert listed[2].detail == "90,000 people"


def test_attributes_by_place_and_by_country() -> None:
    own = read_attributes(
        pd.DataFrame({"geonameid": ["11", ""], "country": ["", "DE"], "consulate": ["yes", "no"]})
    )
    assert own.of({"geonameid": 11, "country": "JP"}) == {"attribute:consulate": "yes"}
    assert own.of({"geonameid": 12, "country": "DE"}) == {"attribute:consulate": "no"}
    assert own.of({"geonameid": 13, "country": "FR"}) == {"attribute:consulate": ""}
