"""A policy that nobody can meet, that never applies, or that names a country otherwise than by its code."""

from __future__ import annotations

from typing import Any

import pytest

import citymatch as cm
from citymatch.cli import main


def policy(**rule: Any) -> dict[str, Any]:
    return {
        "name": "m",
        "criteria": [{"extractor": "size"}],
        "rules": [{"id": "r", "text": "t", **rule}],
    }


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        # policy: bounds and days the wrong way round
        ({"test": "population", "at_least": 50_000, "at_most": 10_000}, "at_least: 50000 is above at_most = 10000"),
        ({"test": "population", "at_least": 2, "at_most": 1}, "at_least: 2 is above at_most = 1"),
        ({"test": "metropolis", "beyond_km": 80, "within_km": 20}, "beyond_km: 80 is above within_km = 20"),
        ({"test": "country", "one_of": ["JP"], "since": "2026-01-01", "until": "2025-01-01"},
         "since: 2026-01-01 is after until = 2025-01-01"),
        # policy: names in a list of codes
        ({"test": "country", "one_of": ["Japan", "Mexico"]}, "not 'Japan'; did you mean 'JP'?"),
        ({"test": "country", "none_of": ["Rusia"]}, "not 'Rusia'; did you mean 'RU'?"),
        ({"test": "country", "none_of": ["UK"]}, "not 'UK'; did you mean 'GB'?"),
        ({"test": "country", "one_of": ["Korea"]}, "not 'Korea'; did you mean 'KP' or 'KR'?"),
        ({"test": "country", "one_of": ["Côte d'Ivoire"]}, "did you mean 'CI'?"),
        ({"test": "country", "one_of": ["jp"]}, "did you mean 'JP'?"),
        ({"test": "country", "one_of": ["Atlantis"]}, "such as JP, not 'Atlantis'"),
        ({"test": "population", "at_least": 10**400}, "must be a number from 0 to 1e+09, not 1000"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_an_error_at_its_field(rule: dict[str, Any], words: str) -> None:
    with pytest.raises(cm.PolicyError) as error:
        cm.load_policy(policy(**rule))
    assert (
        words in str(error.value) and str(error.value).startswith("rules 1, ") and len(str(error.value)) < 250
    )


def test_bounds_that_meet_are_no_error() -> None:
    assert cm.load_policy(policy(test="population", at_least=10_000, at_most=10_000)).rules
    assert cm.load_policy(policy(test="country", one_of=["JP"], since="2025-01-01", until="2025-01-01")).rules


def test_a_cap_on_all_partners() -> None:
    # policy: Norman has four partners on record
    ours = ["Vence, France", "Bologna, Italy"]
    capped = [cm.rank("Norman, Oklahoma", policy(test="partners_in_total", at_most=most), candidates=ours).candidates
              for most in (2, 3, 4)]  # fmt: skip
    assert capped == [0, 0, 2]


def test_a_file_names_its_line(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.toml"
    text = (
        'name = "p"\n[[criteria]]\nextractor = "size"\n[[rules]]\nid = "r"\ntext = "t"\ntest = "population"\n'
    )
    file.write_text(text + "at_least = 50000\nat_most = 10000\n", encoding="utf-8")
    assert main(["policy", "check", str(file)]) == 2
    assert f"{file}, line 8: rules 1, at_least: 50000 is above" in capsys.readouterr().err
    file.write_text('name = "p"\n[[criteria]]\nextractor = "trade"\n', encoding="utf-8")
    # policy: nothing that it counts is known of the seeker
    assert main(["rank", "Seika, Japan", "--policy", str(file)]) == 2
    told = capsys.readouterr().err
    assert (
        told.count("\n") == 1
        and "the policy 'p' cannot rank for Seika, Japan: nothing that it counts is known" in told
    )


def test_one_seeker_of_whom_nothing_is_known_stops_no_batch() -> None:
    trade = {"name": "m", "criteria": [{"extractor": "trade"}]}
    found = cm.batch(["Seika, Japan", "Pinole, California"], trade, top=1, candidates=["Vence, France"])
    assert [r.seeker["name"] for r in found.rankings] == ["Pinole"]
    assert [r.input for r in found.unresolved] == ["Seika, Japan"] and "cannot rank" in found.unresolved[
        0
    ].note
    with pytest.raises(ValueError, match="cannot rank for Seika, Japan"):
        cm.PartnerRanker(trade).fit().scores("Seika, Japan")


@pytest.mark.parametrize("wrong", [["x"], 5, b"x"])
def test_what_is_no_policy(wrong: Any) -> None:
    with pytest.raises(cm.PolicyError, match="a policy is a Policy, a name, a path or a dict"):
        cm.rank("Pinole, California", wrong, candidates=["Vence, France"])


def test_a_dict_is_checked_like_a_file() -> None:
    # python: policy= takes a dict
    with pytest.raises(cm.PolicyError, match="lacks the field 'name'"):
        cm.rank("Pinole, California", {"criteria": []})
    with pytest.raises(cm.PolicyError, match="did you mean 'size'"):
        cm.rank("Pinole, California", {"name": "m", "criteria": [{"extractor": "populaton"}]})
    plain = {"name": "m", "criteria": [{"extractor": "size"}]}
    first = cm.rank("Pinole, California", plain, candidates=["Vence, France", "Colima, Mexico"])
    plain["criteria"] = [{"extractor": "water"}]
    again = cm.rank("Pinole, California", plain, candidates=["Vence, France", "Colima, Mexico"])
    assert [r.result.criteria[0].extractor for r in (first, again)] == ["size", "water"]


def test_equal_scores_are_ordered_by_no_id() -> None:
    # policy: without a tie_break the second key is a lot, which is said
    told = cm.rank("Saratoga, California", {"name": "m", "criteria": [{"extractor": "size"}]}, top=3)
    assert "their order is by a fixed lot" in told.notes[-1]
