"""Policy files: what they say back, and how they say what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.features.catalogue import Catalogue
from citymatch.policy import Policy, PolicyError, builtin_policies, check, policy_for, read_policy
from citymatch.policy.model import policy_from
from citymatch.policy.toml import parse_toml

HEAD = 'name = "mine"\n\n[[criteria]]\nextractor = "size"\n'


def read(text: str) -> Policy:
    return check(policy_from(*parse_toml(text, "mine.toml")), Catalogue())


@pytest.mark.parametrize("name", builtin_policies())
def test_a_built_in_policy_says_where_it_comes_from(name: str) -> None:
    policy = read_policy(name)
    assert policy.title and policy.source and policy.date
    assert sum(policy.weights.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('nam = "x"', 0, "lacks the field 'name'; is 'nam' meant for it?"),
        ("name = 3", 1, "name: must be a text, not 3"),
        ('name = "a\nb', 1, "is not valid TOML"),
        ('name = "x"', 0, "at least one [[criteria]]"),
        (HEAD + "wieght = 2", 5, "unknown field 'wieght'; did you mean 'weight'?"),
        (HEAD + "weight = -2", 5, "must be a number from 0"),
        (HEAD + "weight = nan", 5, "must be a number"),
        (HEAD + "weight = 0", 0, "weight above 0"),
        (HEAD + '[[criteria]]\nextractor = "popluation"', 6, "did you mean 'size'?"),
        (HEAD + "parameters = { cor = 2 }", 5, "no parameter 'cor'; did you mean 'core'?"),
        (HEAD + "parameters = { core = 200 }", 5, "core must be a number from 1 to 20 times, not 200"),
        (HEAD + "parameters = { curve = [[2, 1], [1, 0]] }", 5, "curve must rise"),
        (HEAD + "parameters = 4", 5, "must be a table"),
        (HEAD + "[[criteria]]\nextractor='size'", 5, "the id 'size' is used twice"),
        (HEAD + "[criteria_]\na = 1", 5, "unknown field 'criteria_'; did you mean 'criteria'?"),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='contry'", 8, "did you mean 'country'?"),
        (
            HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='country'",
            5,
            "needs one of one_of, none_of, regions, divisions",
        ),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='country'\none_of=['UK']", 9, "did you mean 'GB'?"),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='population_ratio'", 5, "needs the setting 'at_most'"),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='any_of'\nrules=['b']", 9, "no rule has the id 'b'"),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='any_of'\nrules=['a']", 9, "must stand above"),
        (
            HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='evidence'\nwaived='yes'",
            9,
            "does not say who may waive",
        ),
        (HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='evidence'\nsince='soon'", 9, "must be a date"),
        (
            HEAD + "[[rules]]\nid='a'\ntext='a'\ntest='evidence'\nstrength='shall'",
            9,
            "unknown strength 'shall'",
        ),
    ],
)
def test_an_error_names_the_file_the_line_and_the_nearest_name(text: str, line: int, words: str) -> None:
    with pytest.raises(PolicyError) as caught:
        read(text)
    assert words in str(caught.value)
    assert str(caught.value).startswith("mine.toml")
    assert caught.value.line == line
    assert "\n" not in str(caught.value)


def test_a_tie_break_names_extractors() -> None:
    with pytest.raises(
        PolicyError, match="line 2: tie_break: unknown extractor 'opennes'; did you mean 'openness'"
    ):
        read('name = "mine"\ntie_break = ["opennes"]\n[[criteria]]\nextractor = "size"')


def test_an_unknown_policy_names_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="did you mean 'pinole'"):
        read_policy("pinnole")
    with pytest.raises(PolicyError, match="no such file"):
        read_policy(tmp_path / "none.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes("name = 'caf\xe9'".encode("latin-1"))
    with pytest.raises(PolicyError, match="UTF-8"):
        read_policy(latin)
    folder = tmp_path / "folder.toml"
    folder.mkdir()
    with pytest.raises(PolicyError, match="cannot be read"):
        read_policy(folder)


def test_a_file_from_windows_is_read(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_bytes(b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert read_policy(file).name == "mine"


def test_pinole_holds_what_the_slides_say_and_no_more() -> None:
    policy = policy_for("geonames:5383187")
    assert policy.name == "pinole"
    assert policy.ordered_ids() == ("size", "water", "metropolis", "desire")
    assert set(policy.weights.values()) == {1 / 3}
    assert not policy.rules
    assert "the policy gives no number" in policy.criteria[0].note
    assert [stage.decided_by for stage in policy.stages][2] == "Community Services Commission"
    assert len(policy.exchange) == 5


def test_a_community_without_a_policy_has_the_default() -> None:
    assert policy_for("geonames:4543762").name == "default"


def test_weights_can_be_changed_and_are_checked() -> None:
    policy = read_policy("pinole").with_weights(size=2)
    assert policy.weights == {"size": 0.5, "water": 0.25, "metropolis": 0.25}
    assert policy.fingerprint != read_policy("pinole").fingerprint
    with pytest.raises(PolicyError, match="did you mean 'size'"):
        policy.with_weights(siz=1)
    with pytest.raises(PolicyError, match="weights, size: must be a number"):
        policy.with_weights(size=-1)


@pytest.mark.parametrize(
    "name", ["x" * 300, "x" * 300 + ".toml", "nul\0", "nul\0.toml", "no folder/mine.toml", "."]
)
def test_a_name_that_no_file_can_have_is_said(name: str) -> None:
    with pytest.raises(PolicyError, match=r"no such file|cannot be read|no built-in policy") as caught:
        read_policy(name)
    assert repr(name)[1:-1] in str(caught.value) or name in str(caught.value)


def test_a_folder_and_an_empty_name_are_no_policy(tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="cannot be read: it is a directory"):
        read_policy(tmp_path)
    with pytest.raises(PolicyError, match="cannot be read: it is a directory"):
        read_policy("")
    table = tmp_path / "table.toml"
    table.write_bytes(bytes(range(256)))
    with pytest.raises(PolicyError, match="is not UTF-8 text"):
        read_policy(table)


def test_each_community_with_a_policy_of_its_own_has_it() -> None:
    owned = {
        policy.community: policy.name for policy in map(read_policy, builtin_policies()) if policy.community
    }
    assert len(owned) >= 9
    assert {community: policy_for(community).name for community in owned} == owned
    assert read_policy("pinole") is read_policy("pinole")


def test_a_file_without_an_ending_is_read(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text(HEAD)
    assert read_policy(tmp_path / "mine").name == "mine"
    with pytest.raises(PolicyError, match="there is no built-in policy and no file"):
        read_policy(tmp_path / "other")
