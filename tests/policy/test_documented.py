"""The format's page names every field, and every kind of rule is used by a policy that ships."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from citymatch.features.catalogue import Catalogue
from citymatch.policy import builtin_policies, cautions, check, laws_above, read_policy
from citymatch.policy.jurisdiction import Law
from citymatch.policy.kinds import SETTINGS, TESTS
from citymatch.policy.model import policy_from
from citymatch.policy.parts import SCOPES, STRENGTHS, Rule
from citymatch.policy.toml import parse_toml

PAGE = (Path(__file__).parents[2] / "docs/policies.md").read_text(encoding="utf-8")
EXAMPLES = sorted((Path(__file__).parents[2] / "docs/policies").glob("*.toml"))


def rules() -> list[Rule]:
    """Every rule that ships."""
    from datetime import date

    day = date(2026, 1, 1)
    laws: list[Law] = [law for state in ("TX", "IN", "AR") for law in laws_above("US", state, day)]
    policies = [read_policy(name) for name in (*builtin_policies(), *EXAMPLES)]
    return [*laws, *cautions(day), *(rule for policy in policies for rule in policy.tests)]


def test_every_test_strength_and_scope_is_used_and_on_the_page() -> None:
    used = rules()
    assert {rule.test for rule in used} == set(TESTS)
    assert {rule.strength for rule in used} == set(STRENGTHS)
    assert {rule.scope for rule in used} == set(SCOPES)
    assert {kind for rule in used for kind in rule.parameters.get("kinds", ())} == set(SETTINGS)
    for name in (*TESTS, *STRENGTHS, *SCOPES):
        assert f"`{name}`" in PAGE, name
    for test in TESTS.values():
        for setting in test.settings:
            assert f"`{setting}`" in PAGE or f"`{setting} " in PAGE, setting
    row = next(line for line in PAGE.splitlines() if line.startswith("| `extractor` |"))
    assert set(re.findall(r"`([a-z_]+)`", row)) - {"extractor"} <= set(Catalogue())


def test_the_page_names_only_what_is_there() -> None:
    table = PAGE[PAGE.index("## What real policies ask for") :]
    names = {*builtin_policies(), *(path.stem for path in EXAMPLES)}
    policies = {name: read_policy(name) for name in builtin_policies()}
    policies |= {path.stem: read_policy(path) for path in EXAMPLES}
    ids = {name for policy in policies.values() for name in policy.ordered_ids()}
    groups = {rule.group for policy in policies.values() for rule in policy.rules}
    for name in re.findall(r"`([^`]+)`", table):
        name = name.removeprefix("docs/policies/").removesuffix(".toml")
        assert name in names | ids | groups | {"waivable_by"}, name


def test_the_example_of_the_page_is_a_policy() -> None:
    text = PAGE.split("```toml\n")[1].split("```")[0]
    policy = check(policy_from(*parse_toml(text, "docs/policies.md")), Catalogue())
    assert policy.weights == {"size": 2 / 3, "language": 1 / 3}


def test_the_python_of_the_page_runs() -> None:
    names: dict[str, object] = {}
    exec(PAGE.split("```python\n")[1].split("```")[0], names)
    assert names["policy"].weights == {"size": 0.5, "water": 0.5}  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", ["unknown field 'wieght'; did you mean 'weight'?"])
def test_the_error_of_the_page_is_the_real_one(line: str) -> None:
    assert line in PAGE
    with pytest.raises(ValueError, match=re.escape(line)):
        policy_from(*parse_toml('name = "x"\n\n[[criteria]]\nextractor = "water"\nwieght = 2', "mine.toml"))
