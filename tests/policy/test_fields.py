"""Each field of a policy: what it may be, what is said where it is wrong, and how it is told."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from citymatch.features.catalogue import Catalogue, load_policy
from citymatch.policy import Policy, PolicyError, check
from citymatch.policy.errors import Origin, field_name, suggestion
from citymatch.policy.fields import is_number
from citymatch.policy.kinds import CONTINENTS, REGIONS, SIMILARITY_TESTS, TESTS, Setting, in_regions
from citymatch.policy.lines import field_lines
from citymatch.policy.model import policy_from
from citymatch.policy.parts import Rule
from citymatch.policy.reading import setting_problem
from citymatch.policy.toml import parse_toml, toml_key, toml_of, toml_text, toml_value

CRITERION = {"extractor": "size"}


def policy(**fields: Any) -> Policy:
    return Policy.from_dict({"name": "mine", "criteria": [CRITERION], **fields})


def rule(**fields: Any) -> Rule:
    return policy(rules=[{"id": "a", "text": "A", "test": "evidence", **fields}]).rules[0]


# Errors


def test_an_error_names_what_is_known() -> None:
    assert str(PolicyError("is odd", "a.toml", 3, "name")) == "a.toml, line 3: name: is odd"
    assert str(PolicyError("is odd", "a.toml")) == "a.toml: is odd"
    assert str(PolicyError("is odd", line=3)) == "is odd"
    assert str(PolicyError("is odd", field="name")) == "name: is odd"
    origin = Origin("a.toml", {("rules", 0): 4, ("rules", 0, "text"): 6})
    assert origin.error(("rules", 0, "text"), "x").line == 6
    assert origin.error(("rules", 0, "note"), "x").line == 4
    assert origin.error(("rules", 1), "x").line == 0
    assert origin.error((), "x").field == ""


def test_a_field_as_a_reader_would_call_it() -> None:
    assert field_name(("name",)) == "name"
    assert field_name(("rules", 0)) == "rules 1"
    assert field_name(("rules", 2, "parameters", "core")) == "rules 3, parameters.core"
    assert field_name(("a", "b")) == "a.b"
    assert field_name(("a", 0, "b", 1, "c", "d")) == "a 1, b 2, c.d"
    assert field_name(("area51", "b")) == "area51.b"


def test_the_nearest_name_is_suggested_if_it_is_near() -> None:
    assert suggestion("POPULATION", ["population", "water"]) == "; did you mean 'population'?"
    assert suggestion(3, ["b", "a"]) == "; it may be: a, b"


# The kinds of field


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " "}, "name: must be a text, not ' '"),
        ({"name": "-mine"}, "name: may hold letters, digits, hyphens and underscores only, not '-mine'"),
        ({"name": "my policy"}, "name: may hold letters"),
        ({"title": 3}, "title: must be a text, not 3"),
        ({"community": "Pinole"}, "community: must be an id such as geonames:5383187, not 'Pinole'"),
        ({"community": "unit:PT"}, "community: must be an id"),
        ({"criteria": []}, "criteria: a policy needs at least one"),
        ({"criteria": {"a": 1}}, "criteria: must be written as [[criteria]], once for each"),
        ({"criteria": [3]}, "criteria 1: must be a table of fields, not 3"),
        (
            {"criteria": [{**CRITERION, "weight": True}]},
            "criteria 1, weight: must be a number from 0 to 1e+09",
        ),
        ({"criteria": [{**CRITERION, "weight": 1.1e9}]}, "criteria 1, weight: must be a number"),
        ({"criteria": [{**CRITERION, "weight": 0}]}, "with a weight above 0"),
        ({"criteria": [{**CRITERION, "id": "a b"}]}, "criteria 1, id: may hold letters"),
        ({"criteria": [{**CRITERION, "parameters": [1]}]}, "criteria 1, parameters: must be a table such as"),
        ({"criteria": [{**CRITERION, "parameters": {1: 1}}]}, "parameters: must be a table such as"),
        ({"criteria": [{"weight": 1}]}, "criteria 1: lacks the field 'extractor'"),
        ({"tie_break": "water"}, "tie_break: must be a list of texts, not 'water'"),
        ({"tie_break": [1]}, "tie_break: must be a list of texts"),
        ({"order": ["x"]}, "order: item 1: no part has the id 'x'; it may be: size"),
        (
            {"stages": [{"text": "A", "deadline_days": -1}]},
            "stages 1, deadline_days: must be a number from 0 to 36500",
        ),
        ({"stages": [{"text": "A", "deadline_days": 36501}]}, "stages 1, deadline_days"),
        ({"stages": [{"text": " "}]}, "stages 1, text: must be a text"),
        ({"evidence": [{"id": "a", "text": "A", "strength": "law"}]}, "unknown strength 'law'"),
        ({"evidence": [{"id": "a", "text": "A", "scope": "x"}]}, "evidence 1, scope: unknown scope 'x'"),
        (
            {"evidence": [{"id": "size", "text": "A"}]},
            "evidence 1, id: the id 'size' is used twice",
        ),
        ({"exchange": [{"examples": "x"}]}, "exchange 1: lacks the field 'name'"),
        ({"colour": "red"}, "colour: unknown field 'colour'"),
    ],
)
def test_a_field_that_is_wrong(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        policy(**fields)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"group": "g"}, "group: only rules of strength \"any_of\" have a group, not 'must'"),
        ({"strength": "law", "waivable_by": "x"}, "waivable_by: a law cannot be waived here"),
        ({"strength": "law", "waived": "x", "waivable_by": "x"}, "a law cannot be waived here"),
        ({"waived": "yes"}, "waived: the policy does not say who may waive this rule"),
        ({"verified": 1}, "verified: must be true or false, not 1"),
        ({"since": "1 May"}, "since: must be a date such as 2025-09-01, not '1 May'"),
        ({"test": 3}, "test: unknown test 3"),
        ({"test": "population"}, "rules 1: the test 'population' needs one of at_least, at_most"),
        ({"test": "wait", "days": 3}, "rules 1: the test 'wait' needs the setting 'after' (the event)"),
        (
            {"test": "wait", "parameters": {"dys": 3}},
            "parameters: unknown setting 'dys'; did you mean 'days'?",
        ),
        ({"test": "wait", "after": " ", "days": 3}, "after: must be a text, not ' '"),
        ({"test": "wait", "after": 3, "days": 3}, "after: must be a text, not 3"),
        ({"test": "wait", "after": "x", "days": 0}, "days: must be a number from 1 to 36500, not 0"),
        ({"test": "wait", "after": "x", "days": True}, "days: must be a number"),
        ({"test": "setting", "kinds": []}, "kinds: must be a list of texts, not []"),
        ({"test": "setting", "kinds": "coast"}, "kinds: must be a list of texts"),
        ({"test": "setting", "kinds": ["coast", 1]}, "kinds: must be a list of texts"),
        ({"test": "setting", "kinds": ["coast", "moon"]}, "kinds: unknown 'moon'"),
        (
            {"test": "setting", "kinds": ["coast"], "match": "some"},
            "match: unknown 'some'; it may be: all, any",
        ),
        (
            {"test": "trade", "parameters": {"parameters": 3}},
            "parameters: must be a table such as { core = 1.5 }",
        ),
        ({"test": "country", "one_of": ["JP", "el"]}, "not 'el'; did you mean 'GR'?"),
        ({"test": "country", "one_of": ["jp"]}, "not 'jp'; did you mean 'JP'?"),
        ({"test": "country", "one_of": ["Japan"]}, "such as JP, not 'Japan'"),
        (
            {"test": "country", "divisions": ["UA"]},
            "divisions: must hold a country and its first-order division",
        ),
        ({"test": "country", "regions": ["Asia", "Far East"]}, "regions: unknown 'Far East'"),
    ],
)
def test_a_rule_that_is_wrong(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        rule(**fields)
    assert words in str(caught.value)


def test_fields_at_the_ends_of_their_ranges() -> None:
    assert policy(criteria=[{**CRITERION, "weight": 1e9}]).criteria[0].weight == 1e9
    assert policy(criteria=[CRITERION, {"extractor": "water", "weight": 0}]).weights["water"] == 0
    assert policy(stages=[{"text": "A", "deadline_days": 0}]).stages[0].deadline_days == 0
    assert policy(stages=[{"text": "A", "deadline_days": 36500}]).stages[0].deadline_days == 36500
    assert policy(stages=[{"text": "A"}]).stages[0].deadline_days is None
    assert rule(test="wait", after="x", days=36500).parameters["days"] == 36500
    assert rule(test="wait", parameters={"after": "x", "days": 1}).parameters == {"after": "x", "days": 1}
    assert rule(test="setting", kinds=("coast",)).parameters["kinds"] == ["coast"]
    for id in ("geonames:5383187", "us-county:06061", "us-state:CA", "unit:PT:1105", "user:clay"):
        assert policy(community=id).community == id
    assert policy(name="a.b_c-1").name == "a.b_c-1"
    assert policy(criteria=[{**CRITERION, "id": "size"}]).criteria[0].id == "size"
    assert policy(title="  A  title ").title == "A  title"
    assert policy(date=date(2026, 1, 2)).date == "2026-01-02"
    assert rule(since=datetime(2026, 1, 2, 3)).since == date(2026, 1, 2)
    assert rule(since="2026-01-02").since == date(2026, 1, 2)
    assert (rule().strength, rule().scope, rule().verified) == ("must", "candidate", True)
    assert rule(test="country", none_of=["JP"]).scope == "country"
    assert is_number(1) and is_number(0.5)
    assert not any(is_number(each) for each in (True, "1", None, float("nan"), float("inf")))


def test_the_settings_of_the_tests_are_what_they_say() -> None:
    """The figures of each test, as docs/policies.md and the checks hold them."""
    limits = {
        (name, setting): (what.low, what.high, what.default, what.required)
        for name, kind in TESTS.items()
        for setting, what in kind.settings.items()
        if what.kind == "number"
    }
    assert limits == {
        ("population_ratio", "at_most"): (1, 1000, None, True),
        ("population", "at_least"): (0, 1e9, None, False),
        ("population", "at_most"): (0, 1e9, None, False),
        ("setting", "within_km"): (0.1, 500, 10, False),
        ("setting", "at_least_m"): (50, 5000, 300, False),
        ("metropolis", "within_km"): (0, 2000, None, False),
        ("metropolis", "beyond_km"): (0, 2000, None, False),
        ("metropolis", "people_50km"): (0, 1e8, None, False),
        **{(test, "at_least"): (0, 1, 1.0, False) for test in SIMILARITY_TESTS},
        ("airport", "within_km"): (1, 1000, None, True),
        ("us_sister_cities", "at_most"): (0, 1000, 0, False),
        ("partners_in_country", "at_most"): (0, 100, 0, False),
        ("partners_in_total", "at_most"): (0, 1000, 0, False),
        ("continental_balance", "at_most"): (0, 1, 0.5, False),
        ("attribute", "within"): (0, 1e12, 0, False),
        ("attribute", "at_least"): (1, 1000, 1, False),
        ("count", "at_least"): (0, 1e9, None, True),
        ("wait", "days"): (1, 36500, None, True),
        ("any_of", "at_least"): (1, 100, 1, False),
    }  # fmt: skip
    needed = {(name, s) for name, kind in TESTS.items() for s, what in kind.settings.items() if what.required}
    assert needed - set(limits) == {
        ("setting", "kinds"), ("similarity", "extractor"), ("attribute", "column"), ("count", "of"), ("wait", "after"),
        ("any_of", "rules"), ("all_of", "rules"), ("none_of", "rules"),
    }  # fmt: skip
    assert set(REGIONS) == {*CONTINENTS, "Middle East"}
    assert in_regions("JP", "Asia", ["Asia"]) and not in_regions("JP", "Asia", ["Europe"])
    assert in_regions("EG", "Africa", ["Middle East"]) and not in_regions("EG", "Africa", ["Asia"])
    low = Setting("x", "number", 1, 2)
    assert setting_problem(low, 1) is None and setting_problem(low, 2.0) is None
    assert setting_problem(low, 0.9) == "must be a number from 1 to 2, not 0.9"


# Rules and policies told


def test_a_rule_is_in_force_from_its_first_day_to_its_last() -> None:
    limited = rule(since="2026-01-02", until="2026-01-04")
    days = [date(2026, 1, day) for day in range(1, 6)]
    assert [limited.applies(day) for day in days] == [False, True, True, True, False]
    assert all(rule().applies(day) for day in days)
    assert rule().reason == "the policy's rule “A”"
    assert rule(waivable_by="the mayor").reason == "the policy's rule “A” (the mayor may waive it)"


def test_a_rule_is_made_of_rules_above_it() -> None:
    first = {"id": "a", "text": "A", "test": "evidence"}
    group = {"id": "b", "text": "B", "test": "all_of", "rules": ["a"]}
    assert policy(rules=[first, group]).rules[1].parameters["rules"] == ["a"]
    with pytest.raises(PolicyError, match="the rule 'a' must stand above the rule that names it"):
        policy(rules=[group, first])
    with pytest.raises(PolicyError, match="rules 2, rules: no rule has the id 'c'"):
        policy(rules=[first, {**group, "rules": ["c"]}])


def test_a_policy_as_plain_values_leaves_out_what_is_empty() -> None:
    whole = policy(
        rules=[
            {
                "id": "a",
                "text": "A",
                "test": "country",
                "one_of": ["JP"],
                "since": "2026-01-02",
                "verified": False,
            }
        ],
        evidence=[{"id": "e", "text": "E", "provided_by": "they", "note": "N", "strength": "prefer"}],
        order=["a"],
        source="S",
    )
    assert whole.to_dict() == {
        "name": "mine",
        "source": "S",
        "criteria": [{"id": "size", "extractor": "size", "weight": 1.0}],
        "rules": [
            {
                "id": "a", "text": "A", "strength": "must", "test": "country", "parameters": {"one_of": ["JP"]},
                "scope": "country", "since": "2026-01-02", "verified": False,
            }
        ],
        "evidence": [
            {"id": "e", "text": "E", "provided_by": "they", "scope": "candidate", "strength": "prefer", "note": "N"}
        ],
        "order": ["a"],
    }  # fmt: skip
    assert whole.ordered_ids() == ("a", "size", "e", "desire")
    asked = whole.tests[1]
    assert (asked.test, asked.strength, asked.provided_by, asked.note) == ("evidence", "prefer", "they", "N")
    assert (
        "verified" not in policy(rules=[{"id": "a", "text": "A", "test": "evidence"}]).to_dict()["rules"][0]
    )
    assert [p.citation for p in (policy(), policy(source="S"), policy(source="S", date="2026"))] == [
        "source not stated", "S", "S, 2026",
    ]  # fmt: skip
    other = policy_from(*parse_toml('name = "mine"\n[[criteria]]\nextractor = "size"', "a.toml"))
    assert other == policy() and other.fingerprint == policy().fingerprint
    assert other.with_weights(size=7).origin.file == "a.toml"
    assert other.fingerprint != policy(name="other").fingerprint


# Lines and TOML


def test_the_line_of_each_field() -> None:
    text = "\n".join(
        [
            'name = "x"',
            "[a]",
            "b = 1  # = 2",
            "c.d = '''",
            "e = 1",
            "'''",
            'f = """g"""',
            "[[rules]]  # one",
            '"odd key" = 1',
            "[[rules]]",
            "text = 1",
            "text = 2",
            "[rules.parameters]",
            "core = 1",
            "[[rules.inner]]",
            "x = 1",
        ]
    )
    assert field_lines(text) == {
        ("name",): 1, ("a",): 2, ("a", "b"): 3, ("a", "c", "d"): 4, ("a", "f"): 7, ("rules", 0): 8,
        ("rules", 0, "odd key"): 9, ("rules", 1): 10, ("rules", 1, "text"): 11, ("rules", 1, "parameters"): 13,
        ("rules", 1, "parameters", "core"): 14, ("rules", 1, "inner", 0): 15, ("rules", 1, "inner", 0, "x"): 16,
    }  # fmt: skip


def test_values_as_toml() -> None:
    assert [toml_value(value) for value in (True, False, 3, 0.5, date(2026, 1, 2), {}, {"a b": [1, "x"]}, ())] == [
        "true", "false", "3", "0.5", "2026-01-02", "{}", '{ "a b" = [1, "x"] }', "[]",
    ]  # fmt: skip
    assert [toml_key(key) for key in ("a", "a-b_1", "a b", "", "é")] == ["a", "a-b_1", '"a b"', '""', '"é"']
    assert toml_text("one\ntwo") == '"""\none\ntwo"""' and toml_text("one") == '"one"'
    assert toml_of({"a": [], "b": [1], "c": [{"d": 1}, {"d": 2}]}) == (
        "a = []\nb = [1]\n\n[[c]]\nd = 1\n\n[[c]]\nd = 2\n"
    )
    assert toml_of({"c": [{"d": 1}]}) == "[[c]]\nd = 1\n"
    assert toml_of({"c": [{"d": 1}, 3]}) == "c = [{ d = 1 }, 3]\n"


def test_toml_that_is_none_is_placed() -> None:
    for text, line in (("a = 1\nb = ", 2), ("a = 1\n\nb", 3), ('a = "x', 1), ("a = '''\nx\n", 3)):
        with pytest.raises(PolicyError, match="is not valid TOML") as caught:
            parse_toml(text, "a.toml")
        assert caught.value.line == line and "(at" not in str(caught.value)


# Extractors


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"tie_break": ["preferences", "waters"]},
            "tie_break: unknown extractor 'waters'; did you mean 'water'?",
        ),
        ({"tie_break": ["preference"]}, "did you mean 'preferences'?"),
        ({"criteria": [CRITERION, {"extractor": "watr"}]}, "criteria 2, extractor: unknown extractor 'watr'"),
        (
            {"criteria": [{**CRITERION, "parameters": {"cor": 2}}]},
            "criteria 1, parameters: size has no",
        ),
        (
            {"rules": [{"id": "a", "text": "A", "test": "similarity", "extractor": "watr"}]},
            "rules 1, extractor: unknown extractor 'watr'; did you mean 'water'?",
        ),
        (
            {"rules": [{"id": "a", "text": "A", "test": "trade", "parameters": {"parameters": {"x": 1}}}]},
            "rules 1, parameters: trade has no parameter 'x'",
        ),
        (
            {"rules": [{"id": "a", "text": "A", "test": "diaspora", "parameters": {"parameters": {"x": 1}}}]},
            "ancestry has no parameter 'x'",
        ),
        (
            {"criteria": [{**CRITERION, "parameters": {"core": 0.5}}]},
            "core must be a number from 1 to 20 times",
        ),
    ],
)
def test_an_extractor_that_is_wrong(fields: dict[str, Any], words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        check(policy(**fields), Catalogue())
    assert words in str(caught.value)


def test_what_is_right_passes_the_check() -> None:
    good = policy(
        tie_break=["preferences", "water"],
        rules=[{"id": "a", "text": "A", "test": "evidence"}, {"id": "b", "text": "B", "test": "trade"}],
    )
    assert check(good, Catalogue()) is good


@pytest.mark.parametrize(
    ("word", "number"), [("most important", 4), ("Important", 2), (" a  little ", 1), ("no", 0), (2.5, 2.5)]
)
def test_a_weight_may_be_a_word(word: object, number: float) -> None:
    read = policy(
        criteria=[{"extractor": "size", "weight": word}, {"extractor": "water", "weight": "important"}]
    )
    assert [c.weight for c in read.criteria] == [number, 2]


@pytest.mark.parametrize("word", ["very much", "", "3", -1, True])
def test_another_word_is_no_weight(word: object) -> None:
    with pytest.raises(PolicyError) as caught:
        policy(criteria=[{"extractor": "size", "weight": word}])
    assert "one of most important, important, a little, no, not " + repr(word) in str(caught.value)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"size"}, "not a set: {'size'}"),
        ("size", "not a text: 'size'"),
        (["size"], "not a list: ['size']"),
        (None, "not nothing"),
    ],
)
def test_a_policy_of_another_kind_is_named_by_its_kind(given: Any, words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        Policy.from_dict(given)
    assert str(caught.value).startswith("a policy is a table of fields, in Python a dict, ") and words in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("mine.json", b'{"name": "mine"}', "mine.json: is JSON; what is due is a text file in TOML"),
        ("mine.yaml", b"name: mine", "mine.yaml, line 1: is not valid TOML: "),
        (
            "mine.docx",
            b"PK\x03\x04\xff\xfe",
            "mine.docx: is a document of an office program or an archive, not a text",
        ),
        ("mine.toml", b"name = \xff", "mine.toml: is not UTF-8 text"),
    ],
)
def test_a_file_of_another_kind_is_named_as_what_it_is(
    tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(PolicyError) as caught:
        load_policy(tmp_path / name)
    assert words in str(caught.value)
    assert ("what is due is a text file in TOML" in str(caught.value)) == (name != "mine.toml")


def test_a_directory_is_no_policy(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="it is a directory; what is due is a text file in TOML"):
        load_policy(tmp_path)


@pytest.mark.parametrize(
    ("given", "kind"), [(5, "a number: 5"), ({"size"}, "a set: {'size'}"), (["a"], "a list: ['a']")]
)
def test_what_is_no_policy_at_all_is_said_by_its_kind(given: Any, kind: str) -> None:
    with pytest.raises(
        PolicyError, match="a policy is a name, a path or a dict of what a file holds, not "
    ) as caught:
        load_policy(given)
    assert str(caught.value).endswith(kind)
