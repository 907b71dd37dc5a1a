"""Policies told, checked and begun by `citymatch policy`."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.policy import PolicyError, builtin_policies, read_policy
from citymatch.policy.authoring import asked, checked, listing, new, told, write_new
from citymatch.policy.kinds import TESTS
from citymatch.policy.model import policy_from
from citymatch.policy.toml import parse_toml
from citymatch.ranking.catalogue import Catalogue

CATALOGUE = Catalogue()


def test_the_listing_names_every_built_in_policy() -> None:
    assert [row["name"] for row in listing()] == list(builtin_policies())


@pytest.mark.parametrize("name", builtin_policies())
def test_a_policy_is_told_in_its_own_words(name: str) -> None:
    policy, text = read_policy(name), told(read_policy(name))
    for item in (*policy.rules, *policy.evidence, *policy.stages):
        assert item.text in text
    assert policy.fingerprint[:12] in text


def test_a_new_file_is_valid_and_holds_every_kind_of_test_as_a_comment(tmp_path: Path) -> None:
    text = new(
        CATALOGUE, "mine", "Our policy", "geonames:5383187", {"population": 3, "language": 1}, ["Will they?"]
    )
    policy = policy_from(*parse_toml(text, "mine.toml"))
    assert policy.weights == {"population": 0.75, "language": 0.25}
    assert policy.evidence[0].text == "Will they?"
    assert all(f"#   {name}: " in text for name in TESTS)
    file = write_new(tmp_path / "mine.toml", text)
    assert "a valid policy (2 criteria" in checked(file, CATALOGUE)
    assert "hint: it states no source" in checked(file, CATALOGUE)
    with pytest.raises(PolicyError, match="there already"):
        write_new(file, text)
    with pytest.raises(PolicyError, match="cannot be written"):
        write_new(tmp_path / "no such folder" / "mine.toml", text)


def test_every_extractor_can_be_begun_with_and_its_comment_taken_away() -> None:
    weights = dict.fromkeys(CATALOGUE, 1.0)
    text = new(CATALOGUE, "all", weights=weights).replace("\n# parameters = ", "\nparameters = ")
    assert len(policy_from(*parse_toml(text, "all.toml")).criteria) == len(CATALOGUE)


def test_questions_lead_to_a_file() -> None:
    answers = {"short name": ["mine"], "similar size": ["7"], "people have to find out": ["Will they?"]}

    def ask(question: str) -> str:
        given = next((rest for part, rest in answers.items() if part in question), [])
        return given.pop(0) if given else ""

    policy = policy_from(*parse_toml(asked(CATALOGUE, ask), "mine.toml"))
    assert [(c.extractor, c.weight) for c in policy.criteria] == [("population", 7)]
    assert [e.text for e in policy.evidence] == ["Will they?"]


def test_answers_that_end_too_early_are_told() -> None:
    def ask(question: str) -> str:
        raise EOFError

    with pytest.raises(PolicyError, match="use flags"):
        asked(CATALOGUE, ask)


def test_a_wrong_beginning_is_refused() -> None:
    with pytest.raises(PolicyError, match="did you mean 'population'"):
        new(CATALOGUE, "mine", weights={"popluation": 1})
    with pytest.raises(PolicyError, match="from 0 up"):
        new(CATALOGUE, "mine", weights={"population": -1})
    with pytest.raises(PolicyError, match="letters, digits"):
        new(CATALOGUE, "my policy")


def test_hints_on_what_a_file_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'name = "mine"\n[[criteria]]\nextractor = "population"\n[[rules]]\nid = "a"\ntext = "a"\n'
        'test = "evidence"\nstrength = "part"\n[[rules]]\nid = "b"\ntext = "b"\ntest = "evidence"\n'
        'strength = "any_of"\ngroup = "g"\n'
    )
    text = checked(file, CATALOGUE)
    assert "'a' is only a \"part\"" in text
    assert "the group 'g' has one rule only" in text
