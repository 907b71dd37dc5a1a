"""Whatever a policy file holds, it is read or refused with one clear error."""

from __future__ import annotations

import tomllib
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citymatch.features.catalogue import Catalogue
from citymatch.policy import Policy, PolicyError, check, read_policy
from citymatch.policy.kinds import TESTS
from citymatch.policy.library import BUILTIN
from citymatch.policy.model import policy_from
from citymatch.policy.parts import STRENGTHS
from citymatch.policy.toml import parse_toml

CATALOGUE = Catalogue()
TEXT = (BUILTIN / "santa-clara-county.toml").read_text(encoding="utf-8")
SLOW = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])

anything: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)
FIELDS = """name criteria rules evidence stages exchange order tie_break title community date id extractor
weight
label parameters text strength test scope group since until waivable_by at_least at_most kinds column"""
fields = st.sampled_from(FIELDS.split())
some_rule = st.fixed_dictionaries(
    {"id": st.text(max_size=4) | st.just("r"), "text": st.just("t"), "test": st.sampled_from(sorted(TESTS))},
    optional={
        "strength": st.sampled_from(sorted(STRENGTHS)) | anything,
        "at_least": anything,
        "at_most": st.floats(0, 100) | anything,
        "kinds": st.lists(st.sampled_from(["coast", "bay", "x"])) | anything,
        "one_of": st.lists(st.text(max_size=2)),
        "rules": st.lists(st.just("r") | st.text(max_size=3)),
        "parameters": st.dictionaries(fields, anything, max_size=2) | anything,
        "since": st.dates() | anything,
    },
)
some_criterion = st.fixed_dictionaries(
    {"extractor": st.sampled_from(["size", "water", "attributes"]) | st.text(max_size=5)},
    optional={
        "weight": st.floats() | anything,
        "parameters": st.dictionaries(st.sampled_from(["core", "edge", "curve", "mode", "kinds"]), anything),
    },
)
some_policy = st.dictionaries(fields, anything, max_size=5) | st.fixed_dictionaries(
    {"name": st.just("mine"), "criteria": st.lists(some_criterion, max_size=2) | anything},
    optional={
        "rules": st.lists(some_rule, max_size=3),
        "order": st.lists(st.text(max_size=3)) | anything,
        "tie_break": st.lists(st.text(max_size=3)) | anything,
    },
)


def read_or_refuse(data: Any, text: str | None = None) -> None:
    try:
        policy = policy_from(*parse_toml(text, "mine.toml")) if text is not None else Policy.from_dict(data)
        check(policy, CATALOGUE)
    except PolicyError as error:
        assert str(error).strip() and "\n" not in str(error)
        return
    again = policy_from(*parse_toml(policy.to_toml(), "again.toml"))
    assert again == policy
    assert again.fingerprint == policy.fingerprint


@SLOW
@given(some_policy)
def test_any_values_are_read_or_refused(data: Any) -> None:
    read_or_refuse(data)


@SLOW
@given(st.text(max_size=80) | st.text(alphabet="[]={}\"'\n#. ab1-", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refuse(None, text)


@SLOW
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    lines = TEXT.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = data.draw(st.integers(0, len(line)))
        lines[at] = data.draw(
            st.sampled_from(
                [line[:cut], line[cut:], line[:cut] + '"' + line[cut:], line + "\n" + line, "", "[[rules]]"]
            )
        )
        lines = "\n".join(lines).splitlines() or [""]
    read_or_refuse(None, "\n".join(lines))


@SLOW
@given(st.data())
def test_an_error_in_a_file_names_the_line_of_the_field(data: st.DataObject) -> None:
    lines = TEXT.splitlines()
    where = [
        n
        for n, line in enumerate(lines)
        if line.startswith(("at_least = ", "strength = ", "weight = ", "test = "))
    ]
    at = data.draw(st.sampled_from(where))
    name = lines[at].partition(" = ")[0]
    lines[at] = f"{name} = {data.draw(st.sampled_from(['-7', '[]', 'true', '2020-01-01', '{}']))}"
    text = "\n".join(lines)
    tomllib.loads(text)
    try:
        policy_from(*parse_toml(text, "mine.toml"))
    except PolicyError as error:
        assert error.line == at + 1
        assert error.field.endswith(name)
    else:
        raise AssertionError(f"{lines[at]} was taken")


def test_a_deep_file_is_refused() -> None:
    read_or_refuse(None, "a = " + "[" * 5000)


def test_a_text_of_any_kind_survives_the_way_to_a_file_and_back() -> None:
    strange = 'quote " backslash \\ tab\t new\nline, nul-free \x7f é 日本 """ end'
    policy = Policy.from_dict({**read_policy("pinole").to_dict(), "notes": strange})
    assert policy_from(*parse_toml(policy.to_toml(), "x")).notes == strange
