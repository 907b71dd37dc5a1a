"""`citymatch.compare` and `citymatch.explain`: what they say is what each ranking says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citymatch as cm
from citymatch.cli import main

TOWN, LANDS = "Pinole, California", {"country": "JP,IE", "as_of": "2026-01-15"}
SMALL = {"name": "small", "criteria": [{"extractor": "size"}], "rules": [
    {"id": "not-in-japan", "text": "Not in Japan", "test": "country", "none_of": ["JP"]}]}  # fmt: skip


@pytest.fixture(scope="module")
def found() -> cm.Comparison:
    return cm.compare(TOWN, ["pinole", SMALL, "pinole"], top=4, country="JP,IE", as_of="2026-01-15")


def test_each_policy_puts_its_candidates_where_its_own_ranking_does(found: cm.Comparison) -> None:
    assert found.policies == ("pinole", "small", "pinole (2)")
    for number, policy in enumerate(["pinole", SMALL, "pinole"]):
        ranking = cm.rank(TOWN, policy, top=4, country="JP,IE", as_of="2026-01-15")
        assert [each.community_id for each in found.listed(number)] == [each.community_id for each in ranking]
        for each in found.candidates:
            told, standing = ranking.explain(each.community_id), each.standings[number]
            assert (standing.rank, standing.score, standing.why) == (told.rank, told.score, told.exclusion)
            assert standing.tied == told.tied
        said = [*ranking.notes, ranking.result.passed_told]
        assert found.notes[number] and all(note in said for note in found.notes[number])
    assert not found.entering(2) and not found.leaving(2), "the same policy lists the same"


def test_a_rule_of_one_policy_leaves_out_what_the_other_lists(found: cm.Comparison) -> None:
    japanese = [each for each in found.candidates if each.country == "JP"]
    assert japanese and all(each.standings[1].status == "left out" for each in japanese)
    assert all("Not in Japan" in each.standings[1].why for each in japanese)


@pytest.mark.parametrize("policies", ["pinole", ["pinole"], None])
def test_two_policies_are_needed(policies: object) -> None:
    with pytest.raises(ValueError, match="two policies or more"):
        cm.compare(TOWN, policies)  # type: ignore[arg-type]


def test_a_misspelt_keyword_names_the_nearest() -> None:
    with pytest.raises(ValueError, match="did you mean 'country'"):
        cm.compare(TOWN, ["pinole", "default"], contry="JP")  # type: ignore[call-arg]


def test_explain_is_what_the_ranking_explains() -> None:
    told = cm.explain(TOWN, "Vence, France", "pinole", as_of="2026-01-15")
    assert told == cm.rank(TOWN, "pinole", top=1, as_of="2026-01-15").explain("Vence, France")


def test_the_command(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    asked = [
        "compare",
        TOWN,
        "--policy",
        "pinole",
        "--country",
        "JP,IE",
        "--top",
        "3",
        "--as-of",
        "2026-01-15",
    ]
    assert main([*asked, "--policy", "austin"]) == 0
    text = capsys.readouterr().out
    assert (
        text == cm.compare(TOWN, ["pinole", "austin"], top=3, country="JP,IE", as_of="2026-01-15").text + "\n"
    )
    assert main([*asked, "--policy", "default", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["policies"] == ["pinole", "default"]
    file = tmp_path / "two.csv"
    assert (
        main([*asked[:2], *asked[4:], "--policy", "default", "--format", "csv", "--output", str(file)]) == 0
    )
    head = file.read_text("utf-8").splitlines()[0].split(",")
    assert head[5:8] == ["pinole_line", "pinole_rank", "pinole_score"], (
        "one policy is held against the town's own"
    )
    assert head[-4:] == ["version", "snapshot", "policies", "as_of"]
