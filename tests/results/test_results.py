"""A result made by hand, without an engine: it pickles, compares by value, and gives exactly the tables expected."""

from __future__ import annotations

import math
import pickle
from dataclasses import asdict, fields, replace
from typing import Any

import handmade
import numpy as np
import pandas as pd
import pytest

from citymatch.places import Community
from citymatch.results import (
    Explained,
    KnownPartners,
    Record,
    Result,
    Sensitivity,
    Stays,
    TieFact,
    Turn,
    Verdict,
    same,
    without_nan,
)
from citymatch.results.page import Groups, PageContent, Size

NAN = float("nan")

PLAIN = [
    "rank", "score", "tied", "best_case", "coverage", "community_id", "geonameid", "name", "admin1", "country",
    "population", "latitude", "longitude", "size", "near-water",
]  # fmt: skip
DETAIL = [
    "size_value", "size_similarity", "size_weight", "size_level",
    "near_water_value", "near_water_similarity", "near_water_weight", "near_water_level",
    "tie_break_climate", "population_year", "population_source", "version", "snapshot", "policy_hash", "as_of",
    "geonames", "called", "home_partner", "cautions",
]  # fmt: skip


def test_a_result_survives_pickling_and_equals_itself_unknowns_and_all() -> None:
    made = handmade.result()
    again = pickle.loads(pickle.dumps(made))
    assert again == made and again is not made
    assert made == handmade.result() and made.listed == handmade.listed()
    assert pickle.loads(pickle.dumps(handmade.THIRD)) == handmade.THIRD
    assert len(made) == len(made.listed) == 2
    assert hash(made) != hash(handmade.result()) and len({made, made}) == 1
    assert len({handmade.FIRST, handmade.FIRST}) == len({made.listed, made.listed}) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"candidates": 1201}, {"notes": ()}, {"seeker": {}}, {"explanations": None}, {"partners": ()},
        {"provenance": {}}, {"left_out": ()}, {"listed": replace(handmade.listed(), tied=np.array([0, 1]))},
        {"listed": replace(handmade.listed(), score=np.array([96.25, NAN]))},
    ],
)  # fmt: skip
def test_a_result_that_differs_in_one_field_is_another(changes: dict[str, Any]) -> None:
    assert handmade.result(**changes) != handmade.result()


def test_results_are_not_equal_to_what_is_none() -> None:
    made = handmade.result()
    assert made != "text" and made.listed != "text" and made.listed != made and handmade.FIRST != "text"
    assert handmade.FIRST != handmade.SECOND
    assert replace(handmade.FIRST, tied=1) != handmade.FIRST


def test_the_frame_has_exactly_these_columns_and_values() -> None:
    frame = handmade.result().to_frame()
    expected = pd.DataFrame({
        "rank": [1, 2], "score": [96.25, 60.0], "tied": [0, 2], "best_case": [96.25, 85.0], "coverage": [1.0, 0.75],
        "community_id": ["geonames:21", "unit:FR:7"], "geonameid": pd.array([21, None], "Int64"),
        "name": ["Bo <B>", "=Cé"], "admin1": ["Skåne", ""], "country": ["SE", "FR"], "population": [21_000.0, NAN],
        "latitude": [55.5, 44.0], "longitude": [13.25, 4.5], "size": [71.25, 60.0], "near-water": [25.0, 0.0],
    })  # fmt: skip
    assert list(frame) == PLAIN
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)
    assert frame["geonameid"].dtype == "Int64"


def test_the_detail_adds_exactly_these_columns_and_hides_what_is_unknown() -> None:
    frame = handmade.result().to_frame(detail=True)
    assert list(frame) == PLAIN + DETAIL
    first, second = frame.to_dict("records")
    assert first["near-water"] == 25.0 and math.isnan(second["near-water"])
    assert [first[name] for name in DETAIL] == [
        1.05, np.float32(0.95), 0.75, "place", 0.02, 1.0, 0.25, "county", 0.5, "2023", "Statistics Sweden; register",
        "1.2.3", "abc", "def", "2026-01-15", "https://www.geonames.org/21", "linked by people",
        "no US partner on record", "",
    ]  # fmt: skip
    assert [second[name] for name in DETAIL[:4]] == [1.05, np.float32(0.8), 0.75, "place"]
    assert math.isnan(second[DETAIL[4]]) and math.isnan(second[DETAIL[5]])
    assert [second[name] for name in DETAIL[6:]] == [
        0.25, "unknown", 0.25, "", "INSEE", "1.2.3", "abc", "def", "2026-01-15", "",
        "alike in kind", "sister city of Lima, Ohio", "a war is near",
    ]  # fmt: skip


def test_a_candidate_that_a_criterion_says_nothing_of_has_an_unknown_value() -> None:
    silent = replace(handmade.FIRST, records=handmade.FIRST.records[:1])
    frame = handmade.result(explanations=(silent, handmade.SECOND)).to_frame(detail=True)
    assert frame["near_water_value"].isna().all()
    assert frame["near_water_level"].tolist() == ["", "unknown"]


def test_whole_numbers_stay_plain_where_every_place_has_a_geonameid() -> None:
    listed = handmade.listed()
    whole = replace(listed, columns={**listed.columns, "geonameid": np.array([21, 22])})
    column = handmade.result(listed=whole).to_frame()["geonameid"]
    assert column.tolist() == [21, 22] and column.dtype == np.int64


def test_a_criterion_named_like_a_column_has_points_after_its_name() -> None:
    made = handmade.result()
    named = (made.criteria[0]._replace(id="population"), made.criteria[1]._replace(id="size"))
    frame = replace(made, criteria=named).to_frame()
    assert frame["population_points"].tolist() == [71.25, 60.0]
    assert frame["size"].tolist() == [25.0, 0.0] and frame["population"][0] == 21_000


def test_a_ranking_of_nobody_has_the_columns_and_no_row() -> None:
    frame = handmade.nobody().to_frame(detail=True)
    assert list(frame) == PLAIN + DETAIL and len(frame) == 0
    assert handmade.nobody().to_dict()["results"] == []


def test_figures_alone_have_no_words() -> None:
    figures = handmade.result(explanations=None)
    assert list(figures.to_frame()) == PLAIN
    assert handmade.result().told == (handmade.FIRST, handmade.SECOND)
    with pytest.raises(
        ValueError, match=r"^this result holds figures alone: ask the ranker for its explanations$"
    ):
        _ = figures.told


def test_the_dict_is_exactly_this() -> None:
    plain = handmade.result().to_dict()
    first, second = plain.pop("results")
    assert plain == {
        "seeker": {
            "community_id": "geonames:11", "geonameid": 11, "kind": "place", "name": "Alder", "admin1_name": "Ohio",
            "country": "US", "population": 20_000.0, "population_source": "Census", "latitude": 40.0,
            "longitude": -83.0,
        },
        "asked": {"input": "", "status": "matched", "note": "", "line": None},
        "policy": "alder",
        "from_profile": [],
        "notes": ["The criteria are Alder's & its own.", "Two are <left> out."],
            "left_out_by_list": [],
        "criteria": [
            {"id": "size", "label": "About our size", "weight": 0.75, "note": ""},
            {"id": "near-water", "label": "By the water", "weight": 0.25, "note": "water is the sea here"},
        ],
        "candidates": 1200,
        "tie_break": ["climate alike"],
        "provenance": {"citymatch": "1.2.3", "snapshot": "abc", "policy": "def", "as of": "2026-01-15"},
        "barred": {"number": 0, "where": []}, "per_country": None, "passed_over": [],
    }  # fmt: skip
    assert first == {
        "rank": 1, "score": 96.25, "tied": 0, "best_case": 96.25, "coverage": 1.0, "community_id": "geonames:21",
        "geonameid": 21, "name": "Bo <B>", "admin1": "Skåne", "country": "SE", "population": 21_000.0,
        "latitude": 55.5, "longitude": 13.25, "contributions": {"size": 71.25, "near-water": 25.0}, "unknown": [],
        "reasons": ["It is 1.1 times as large", "The sea is near"], "tie_break": {"climate": 0.5},
        "evidence_needed": ["They want it"], "population_year": "2023",
        "population_source": "Statistics Sweden; register", "geonames": "https://www.geonames.org/21",
        "unit": "Bo <B>: 21,000 people (2023), Statistics Sweden; register; the town alone: 9,000 (GeoNames)",
        "unit_code": "", "town_population": 9_000.0, "called": "linked by people",
        "home_partner": "no US partner on record",
    }  # fmt: skip
    assert second["geonameid"] is None and second["town_population"] is None
    assert second["unknown"] == ["near-water"] and second["contributions"] == {
        "size": 60.0,
        "near-water": 0.0,
    }
    assert second["reasons"] == ["Caution: a war is near", "It is 1.1 times as large"]
    assert second["evidence_needed"] == []
    bare = {
        name: handmade.BO[name]
        for name in ("name", "country", "population", "latitude", "longitude", "geonames")
    }
    entry = handmade.result(explanations=(replace(handmade.FIRST, facts=bare),)).to_dict()["results"][0]
    assert [entry[name] for name in ("geonameid", "admin1", "population_year", "population_source", "unit_code")] == [
        None, "", "", "", "",
    ]  # fmt: skip
    assert entry["town_population"] is None
    coded = replace(handmade.FIRST, facts={**handmade.BO, "unit_code": "1281"})
    assert handmade.result(explanations=(coded,)).to_dict()["results"][0]["unit_code"] == "1281"


def test_the_seekers_own_unknowns_are_none() -> None:
    plain = handmade.result(seeker={"community_id": "user:x", "population": NAN}).to_dict()["seeker"]
    assert plain == {
        "community_id": "user:x", "geonameid": None, "kind": None, "name": None, "admin1_name": None, "country": None,
        "population": None, "population_source": None, "latitude": None, "longitude": None,
    }  # fmt: skip


def test_the_stamp_names_what_the_figures_rest_on() -> None:
    stamped = handmade.result(provenance={"citymatch": "1", "as of": "2026-01-15", "sources": "many"})
    assert stamped.stamp == {"version": "1", "as_of": "2026-01-15"}


def test_an_explanation_as_text() -> None:
    assert (
        str(handmade.SECOND)
        == handmade.SECOND.text
        == (
            "=Cé, France for Alder, Ohio, policy alder\n"
            "Rank 2 of 1,200: ranks 2 to 4 have the same score, to a tenth of a point; their order is by "
            "climate alike, then by a fixed lot.\n"
            "Caution: a war is near\n"
            "It is alike in kind, and a sister city of Lima, Ohio.\n"
            "Score 60.0 of 100; 75% of the weight is known; at best 85.0 if every unknown were perfect.\n"
            "   60.0 of 75.0     in part  About our size: It is 1.1 times as large [place]\n"
            "      ? of 25.0   not known  By the water: Water unknown [unknown]\n"
            "                              (water is the sea here)\n"
            "         not met  It is no capital (1 of 2 met, in part: half)\n"
            "             met  They want it\n"
            "Second keys, each from 0 to 1: climate 0.25\n"
            "Left out for this seeker: climate: its own side is unknown\n"
            "Cé is listed twice.\n"
            "citymatch: 1.2.3\nsnapshot: abc\npolicy: def\nas of: 2026-01-15"
        )
    )
    first = handmade.FIRST.text.splitlines()
    assert first[1:4] == [
        "Rank 1 of 1,200.",
        "It is linked by people; no US partner on record.",
        "Score 96.2 of 100; all that counts is known.",
    ]
    assert not any("Second keys" in line for line in first), "it is tied with nobody"
    keyless = replace(handmade.SECOND, tie_break={}, tie_labels=())
    assert "Second keys" not in keyless.text


def test_where_a_place_stands_in_a_sentence() -> None:
    assert handmade.FIRST.position == "Rank 1 of 1,200."
    assert handmade.THIRD.position == "Excluded: forbidden by the Act."
    assert replace(handmade.THIRD, status="no candidate", exclusion="a section of Bo.").position == (
        "Not a candidate: a section of Bo."
    )
    tied = replace(
        handmade.SECOND, rank=1_001, tie_first=1_000, tie_last=2_000, candidates=30_000, tie_labels=()
    )
    two = replace(tied, tie_break={"climate": 0.2, "trade": 0.1})
    assert two.position == (
        "Rank 1,001 of 30,000: ranks 1,000 to 2,000 have the same score, to a tenth of a point; their order is by "
        "climate, then trade, then by a fixed lot."
    )
    assert replace(tied, tie_break={}).position.endswith("their order is by a fixed lot.")


def test_reasons_come_by_contribution_after_the_cautions() -> None:
    swapped = replace(handmade.SECOND, records=handmade.SECOND.records[::-1])
    assert swapped.reasons == ["Caution: a war is near", "It is 1.1 times as large"]


def test_only_what_earns_something_substantial_speaks_for_a_candidate() -> None:
    size, water = handmade.FIRST.records
    told = replace(handmade.FIRST, records=(replace(size, similarity=0.4, contribution=4.9), water))
    assert told.reasons == ["The sea is near"], "four tenths of what it can earn speak against it"
    much = replace(size, similarity=0.4, contribution=30.0)
    both = ["It is 1.1 times as large", "The sea is near"]
    assert replace(told, records=(much, water)).reasons == both, (
        "five points and more speak for it all the same"
    )
    little = replace(size, similarity=1.0, contribution=0.4)
    assert replace(told, records=(little, water)).reasons == ["The sea is near"]
    usual = replace(much, commonplace=True)
    assert replace(told, records=(usual, water)).reasons == ["The sea is near"], "nearly every place has it"
    fact = replace(little, telling=2)
    assert replace(told, records=(water, fact)).reasons == ["It is 1.1 times as large", "The sea is near"], (
        "a tie is told first, however little it earns"
    )
    assert replace(told, records=(little,)).reasons == ["It is 1.1 times as large"], "the best that there is"
    nothing = replace(size, similarity=0.0, contribution=0.0)
    assert replace(told, records=(nothing,)).reasons == []
    assert "It is 1.1 times as large" in replace(told, records=(nothing,)).text


def test_an_explanation_as_a_table_and_as_plain_values() -> None:
    frame = handmade.SECOND.to_frame()
    assert list(frame) == [
        "criterion", "label", "weight", "similarity", "contribution", "value", "unit", "level", "known", "reason",
        "source", "note", "commonplace", "telling", "in_short", "setting",
    ]  # fmt: skip
    assert frame["criterion"].tolist() == ["size", "near-water"] and frame["contribution"][0] == 60.0
    assert math.isnan(frame["contribution"][1]) and math.isnan(frame["similarity"][1])
    plain = handmade.SECOND.to_dict()
    assert plain["position"] == handmade.SECOND.position and plain["reasons"] == handmade.SECOND.reasons
    assert plain["records"][1]["similarity"] is None and plain["records"][1]["contribution"] == 0.0
    assert plain["checklist"][1] == {
        "rule": "desire", "words": "They want it", "strength": "must", "verdict": "met", "detail": "",
    }  # fmt: skip
    assert plain["facts"]["coast_km"] is None and plain["cautions"] == ["a war is near"]
    assert set(plain) == {*asdict(handmade.SECOND), "position", "reasons"}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (NAN, float("nan"), True), (NAN, 1.0, False), (1.0, NAN, False), (1.5, 1.5, True), (1, 1.0, True),
        (NAN, None, False), ("a", "a", True),
        ([1, (2, NAN)], [1, (2, float("nan"))], True), ([1], (1,), False), ([1], [1, 2], False),
        ({"a": NAN}, {"a": float("nan")}, True), ({"a": 1}, {"b": 1}, False), ({"a": 1}, {"a": 2}, False),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}, True), ({}, [], False),
        (np.array([1.0, NAN]), np.array([1.0, float("nan")]), True), (np.array([1.0]), np.array([2.0]), False),
        (np.array([1.0, 1.0]), np.array([[1.0, 1.0]]), False), (np.array([1]), np.array([1.0]), False),
        (np.array([1]), [1], True), ([1.0], np.array([1]), False), (np.array(["a", None], object), ["a"], False),
        (Size(), Size(), True), (Size(best=1), Size(best=2), False), (Size(), Size, False),
        (Turn("a", "b", "c", NAN, 0.1), Turn("a", "b", "c", float("nan"), 0.1), True),
        (Turn("a", "b", "c", 0.2, 0.1), ("a", "b", "c", 0.2, 0.1), False),
    ],
)  # fmt: skip
def test_an_unknown_is_the_same_as_another_and_everything_else_is_compared_by_value(
    one: Any, other: Any, equal: bool
) -> None:
    assert same(one, other) is equal
    assert same(other, one) is equal


def test_plain_values_are_ready_for_json() -> None:
    assert without_nan({1: (NAN, 2.0, "x"), "b": {"c": [None, NAN]}, "d": range(2)}) == {
        "1": [None, 2.0, "x"], "b": {"c": [None, None]}, "d": [0, 1],
    }  # fmt: skip


def test_known_partners_as_plain_values() -> None:
    norman = Community("geonames:4543762", "place", "Norman", "OK", "Oklahoma", "US", 35.2, -97.4)
    row = ("Seika", "Kyoto", "Japan", "sister_city", "active", "strong", "geonames:1", "")
    assert KnownPartners(norman, (row,)).to_dict() == {
        "community_id": "geonames:4543762", "name": "Norman, Oklahoma",
        "asked": {"input": "", "status": "matched", "note": "", "line": None},
        "notes": [],
        "partners": [{
            "name": "Seika", "admin1": "Kyoto", "country": "Japan", "kind": "sister_city", "status": "active",
            "evidence": "strong", "community_id": "geonames:1", "note": "",
        }],
    }  # fmt: skip


STAYS = (
    Stays("geonames:1", "Bo", 1, 0.9, 0.612, (0.6, 0.3)),
    Stays("geonames:2", "Cé", 2, 0.5, 0.3, (0.3, 0.2)),
)
NEW = (Stays("geonames:3", "Dee", 0, 0.255, 0.05, (0.05, 0.2)),)
TURN = Turn("Bo", "Cé", "By the water", 0.25, 0.4321)


def sensitivity(newcomers: tuple[Stays, ...] = NEW, turn: Turn | None = TURN) -> Sensitivity:
    return Sensitivity(
        "Alder, Ohio",
        "alder",
        2000,
        7,
        {"size": 0.061, "near-water": 0.0634},
        2,
        STAYS,
        newcomers,
        turn,
        "No change.",
    )


def test_a_sensitivity_as_text() -> None:
    head = (
        "Alder, Ohio, policy alder: 2,000 weightings around it (seed 7)\n"
        "standard deviation of each weight, in points of 100: size ± 6, near-water ± 6\n"
        "share of the weightings in which each stays among the first 2, and is first of all:\n"
        "    1   90.0%   61.2%  Bo\n"
        "    2   50.0%   30.0%  Cé\n"
    )
    turn = "Cé would pass Bo if the weight of By the water went from 25% to 43.2%, the others keeping their proportions"
    assert (
        sensitivity().text
        == str(sensitivity())
        == (head + "others that come among the first 2:\n        25.5%    5.0%  Dee\n" + turn)
    )
    assert sensitivity((), None).text == head + "No change."


def test_a_sensitivity_as_a_table_and_as_plain_values() -> None:
    frame = sensitivity().to_frame()
    assert frame.to_dict("list") == {
        "community_id": ["geonames:1", "geonames:2", "geonames:3"], "label": ["Bo", "Cé", "Dee"], "rank": [1, 2, 0],
        "in_top": [0.9, 0.5, 0.255], "first": [0.612, 0.3, 0.05],
    }  # fmt: skip
    plain = sensitivity().to_dict()
    assert plain["turn"] == {
        "leader": "Bo", "challenger": "Cé", "criterion": "By the water", "weight": 0.25, "needed": 0.4321,
    }  # fmt: skip
    assert plain["stays"][0]["acceptability"] == (0.6, 0.3) and plain["spread"]["size"] == 0.061
    assert sensitivity(turn=None).to_dict()["turn"] is None


def test_the_size_of_a_page_and_its_groups() -> None:
    """The documented amounts: a page carries 2,000 of the best, and a list of 20 that its bound is made for."""
    assert asdict(Size()) == {
        "best": 2000, "depth": 30, "draws": 800, "each_country": 5, "largest": 800, "groups": 5000, "listed": 20,
        "excluded": 300, "told": None,
    }  # fmt: skip
    nothing = np.zeros(3, np.int64)
    assert len(Groups(np.zeros((1, 3), np.float32), nothing, nothing, nothing, np.zeros(9, np.int64))) == 3
    assert PageContent.__hash__ is object.__hash__


def test_a_result_needs_no_engine() -> None:
    """Its fields are data: nothing in a pickled result comes from the rooms that score."""
    packed = pickle.dumps(handmade.result())
    assert b"citymatch.ranking" not in packed and b"citymatch.features" not in packed
    assert isinstance(pickle.loads(packed), Result)


def test_whose_the_people_are_stands_in_the_detail_where_the_places_say_so() -> None:
    listed, names = handmade.listed(), ["population_year", "population_source", "population_of", "town_population",
                                        "unit_kind", "unit_name", "unit_code"]  # fmt: skip
    more = {name: np.array([name, ""], object) for name in names}
    frame = handmade.result(listed=replace(listed, columns={**listed.columns, **more})).to_frame(detail=True)
    at = list(frame).index("population_year")
    assert list(frame)[at : at + 7] == names and frame.loc[0, names].tolist() == names


def test_what_is_not_said_is_empty() -> None:
    bare = Explained(*[getattr(handmade.FIRST, f.name) for f in fields(Explained)[:16]])
    assert bare.cautions == bare.dropped == bare.checklist == bare.notes == bare.tie_labels == ()
    assert bare.exclusion == "" and bare.provenance == {} and bare.reasons == handmade.FIRST.reasons
    assert Verdict("a", "b", "must", "met").detail == "" and not TieFact("a", "b", "c", "d").nothing
    assert Record(*[getattr(handmade.FIRST.records[0], f.name) for f in fields(Record)[:-1]]).note == ""
    assert handmade.result().criteria[0].note == ""


def test_each_column_that_has_a_unit_says_it() -> None:
    units = handmade.result().to_frame(detail=True).attrs["units"]
    assert units == {
        "score": "points of 100", "best_case": "points of 100", "coverage": "share of the weight, 0 to 1",
        "population": "people", "latitude": "degrees north", "longitude": "degrees east", "tied": "other candidates",
        "size": "points of 100", "size_value": "ratio", "size_similarity": "0 to 1",
        "size_weight": "share of the whole, 0 to 1",
        "near-water": "points of 100", "near_water_value": "km", "near_water_similarity": "0 to 1",
        "near_water_weight": "share of the whole, 0 to 1", "tie_break_climate": "0 to 1",
    }  # fmt: skip
    assert set(handmade.result().to_frame().attrs["units"]) == set(PLAIN) & set(units)


def test_two_ids_that_shorten_to_one_name_have_columns_of_their_own() -> None:
    made = handmade.result()
    alike = (made.criteria[0]._replace(id="near.water"), made.criteria[1])
    frame = replace(made, criteria=alike).to_frame(detail=True)
    assert frame["near_water_value"].isna().all(), "no record bears that id"
    assert frame["near_water_2_value"][0] == 0.02 and len(set(frame)) == len(frame.columns)
    assert frame.attrs["units"]["near_water_2_value"] == "km"


def test_the_tidy_frame_has_a_row_for_each_candidate_and_criterion() -> None:
    frame = handmade.result().to_frame(tidy=True)
    expected = pd.DataFrame({
        "rank": [1, 1, 2, 2], "community_id": ["geonames:21", "geonames:21", "unit:FR:7", "unit:FR:7"],
        "name": ["Bo <B>", "Bo <B>", "=Cé", "=Cé"], "country": ["SE", "SE", "FR", "FR"],
        "criterion": ["size", "near-water"] * 2, "value": [1.05, 0.02, 1.05, NAN], "unit": ["ratio", "km"] * 2,
        "similarity": [0.95, 1.0, 0.8, NAN], "weight": [0.75, 0.25] * 2, "points": [71.25, 25.0, 60.0, NAN],
        "level": ["place", "county", "place", "unknown"], "source": ["GeoNames", "GSHHG"] * 2,
    })  # fmt: skip
    pd.testing.assert_frame_equal(frame, expected, check_dtype=False)
    sums = frame.groupby("community_id")[["weight", "points"]].sum()
    assert sums.loc["geonames:21"].tolist() == [1.0, 96.25] and sums.loc["unit:FR:7", "points"] == 60.0
    assert (
        list(handmade.nobody().to_frame(tidy=True)) == list(frame)
        and handmade.nobody().to_frame(tidy=True).empty
    )
    with pytest.raises(ValueError, match="not both"):
        handmade.result().to_frame(detail=True, tidy=True)
