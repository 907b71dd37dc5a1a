"""Policies told, checked and begun by `citymatch policy`."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.features.catalogue import Catalogue
from citymatch.policy import Policy, PolicyError, builtin_policies, read_policy
from citymatch.policy.authoring import checked, hints, listing, new, told, write_new
from citymatch.policy.kinds import TESTS
from citymatch.policy.model import policy_from
from citymatch.policy.toml import parse_toml

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
        CATALOGUE, "mine", "Our policy", "geonames:5383187", {"size": 3, "language": 1}, ["Will they?"]
    )
    policy = policy_from(*parse_toml(text, "mine.toml"))
    assert policy.weights == {"size": 0.75, "language": 0.25}
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


def test_a_wrong_beginning_is_refused() -> None:
    with pytest.raises(PolicyError, match="did you mean 'size'"):
        new(CATALOGUE, "mine", weights={"popluation": 1})
    with pytest.raises(PolicyError, match="from 0 up"):
        new(CATALOGUE, "mine", weights={"size": -1})
    with pytest.raises(PolicyError, match="letters, digits"):
        new(CATALOGUE, "my policy")


def test_hints_on_what_a_file_leaves_open(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(
        'name = "mine"\n[[criteria]]\nextractor = "size"\n[[rules]]\nid = "a"\ntext = "a"\n'
        'test = "evidence"\nstrength = "part"\n[[rules]]\nid = "b"\ntext = "b"\ntest = "evidence"\n'
        'strength = "any_of"\ngroup = "g"\n'
    )
    text = checked(file, CATALOGUE)
    assert "'a' is only a \"part\"" in text
    assert "the group 'g' has one rule only" in text


WHOLE = """
name = "mine"
title = "Ours"
source = "the book"
date = "2026"
unread = "its annex"
notes = "Read with care."
community = "geonames:5383187"
tie_break = ["preferences", "water"]
order = ["a", "size"]

[[criteria]]
extractor = "size"
weight = 3
label = "like in size"
note = "Its own words."

[[criteria]]
extractor = "water"

[[rules]]
id = "a"
text = "An old friend"
strength = "prefer"
test = "setting"
kinds = ["coast", "bay"]
match = "all"
provided_by = "the office"
waivable_by = "the mayor"
since = 2026-01-02
until = 2026-02-03

[[rules]]
id = "b"
text = "A consulate"
test = "evidence"

[[stages]]
text = "They ask"

[[stages]]
text = "We answer"
decided_by = "the council"
deadline_days = 0

[[exchange]]
name = "Art"
examples = "song"

[[exchange]]
name = "Trade"
"""


def test_a_policy_is_told_line_by_line() -> None:
    policy = policy_from(*parse_toml(WHOLE, "mine.toml"))
    lines = told(policy).splitlines()
    assert lines[:-1] == [
        "mine: Ours",
        "source: the book (2026)",
        "not read: its annex",
        "a reading of that source, and no legal advice",
        "Read with care.",
        "   prefer  An old friend [a; setting: kinds coast bay, match all; the office provides it; "
        "the mayor may waive it; from 2026-01-02; until 2026-02-03]",
        "   75.0% of the score  like in size [size]",
        "         (Its own words.)",
        "   25.0% of the score  water [water]",
        "     must  A consulate [b; evidence]",
        "     must  Does the other community want a partner? [desire; evidence; its mayor or council, in writing "
        "provides it]",
        "equal scores are ordered by preferences, then water, then lot",
        "  stage 1: They ask",
        "  stage 2: We answer (the council), within 0 days",
        "  field of exchange: Art (song)",
        "  field of exchange: Trade",
    ]
    assert lines[-1] == f"fingerprint: {policy.fingerprint[:12]}"
    bare = told(policy_from(*parse_toml('name = "x"\n[[criteria]]\nextractor = "water"', "x")))
    assert "equal scores are ordered by lot" in bare and "legal advice" not in bare
    assert "not read" not in bare


def test_every_hint_and_no_other(tmp_path: Path) -> None:
    def hinted(text: str) -> list[str]:
        return hints(policy_from(*parse_toml(text, "mine.toml")))

    assert hinted(WHOLE) == []
    open_ends = """
name = "mine"
[[criteria]]
extractor = "water"
[[criteria]]
extractor = "size"
weight = 0
[[rules]]
id = "a"
text = "A"
test = "evidence"
strength = "part"
[[rules]]
id = "b"
text = "B"
test = "evidence"
strength = "part"
[[rules]]
id = "c"
text = "C"
test = "all_of"
rules = ["b"]
strength = "any_of"
group = "one"
[[rules]]
id = "d"
text = "D"
test = "evidence"
strength = "any_of"
group = "two"
[[rules]]
id = "e"
text = "E"
test = "evidence"
strength = "any_of"
group = "two"
"""
    assert hinted(open_ends) == [
        "it states no title",
        "it states no source",
        "it states no date",
        "it states no tie_break: equal scores are ordered by lot alone",
        "the rule 'a' is only a \"part\", and no rule names it",
        "the group 'one' has one rule only: it is a must",
        "the criterion 'size' has weight 0",
    ]
    file = write_new(tmp_path / "mine.toml", WHOLE)
    assert checked(file, CATALOGUE) == f"{file}: a valid policy (2 criteria, 2 rules, 0 evidence, 2 stages)"


def test_a_new_file_says_what_it_was_given() -> None:
    text = new(CATALOGUE, "mine", stages=["They ask"], weights={"size": 2.5, "water": 2.0, "climate": 0})
    policy = policy_from(*parse_toml(text, "mine.toml"))
    assert [c.weight for c in policy.criteria] == [2.5, 2.0, 0.0]
    assert "weight = 2\n" in text and "weight = 2.5\n" in text
    assert [stage.text for stage in policy.stages] == ["They ask"]
    assert "# The stages of your process" not in text and '# community = "geonames:5383187"' in text
    plain = new(CATALOGUE, "mine")
    assert "# The stages of your process" in plain
    assert policy_from(*parse_toml(plain, "x")).weights == {
        "size": 1 / 3,
        "water": 1 / 3,
        "metropolis": 1 / 3,
    }
    owned = new(CATALOGUE, "mine", community="geonames:5383187")
    assert policy_from(*parse_toml(owned, "x")).community == "geonames:5383187"
    assert (
        "#   setting: water, hills, desert or climate. Settings: kinds (the settings that count: coast,"
        in plain
    )
    assert "#   evidence: what only people can answer\n" in plain
    for weight in (float("nan"), True):
        with pytest.raises(PolicyError, match="the weight of water must be a number from 0 up"):
            new(CATALOGUE, "mine", weights={"water": weight})


def test_a_name_that_cannot_be_written_is_said() -> None:
    with pytest.raises(PolicyError, match="cannot be written: embedded null byte"):
        write_new("nul\0.toml", "")


def test_half_a_file_does_not_stay(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be written"):
        write_new(tmp_path / "half.toml", "name = '\ud800'")
    assert not (tmp_path / "half.toml").exists()


def test_a_policy_without_a_source_says_so_and_shows_no_empty_brackets() -> None:
    bare = Policy.from_dict({"name": "mine", "criteria": [{"extractor": "size"}]})
    assert told(bare).splitlines()[:2] == ["mine: no title is stated", "source: not stated"]
