"""A policy from plain questions: answers in words, going back, what is kept when the answers end, and the file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from citymatch.features.catalogue import Catalogue
from citymatch.policy import Policy, PolicyError
from citymatch.policy.checking import check
from citymatch.policy.interview import (
    ASKED,
    SAFE,
    WEIGHTS,
    Interview,
    Town,
    read_draft,
    told,
    weight_of,
    write_draft,
)
from citymatch.policy.model import policy_from
from citymatch.policy.toml import parse_toml

CATALOGUE = Catalogue()
ALDER = Town(
    "geonames:11", "Alder", "Alder, Ohio", "US", {"size": "has 20,000 people (2020)"}, "'Aldr' read as Alder"
)
KITA = Town("geonames:12", "Kita", "Kita, Japan", "JP")
FOUND: dict[str, Town | Sequence[Town] | str] = {
    "Aldr": ALDER, "geonames:11": ALDER, "geonames:12": KITA, "Kita": [KITA, ALDER], "Two": [KITA, KITA],
}  # fmt: skip


def find(text: str) -> Town | Sequence[Town] | str:
    return FOUND.get(text, f"{text!r} was not found")


class Held:
    """An interview that is held with some answers; what was asked, said and kept."""

    def __init__(self, answers: Iterable[str], begun: dict[str, Any] | None = None):
        self.asked: list[str] = []
        self.said: list[str] = []
        self.kept: list[dict[str, Any]] = []
        self.interview = Interview(CATALOGUE, find)
        if begun is not None:
            self.interview.resume(begun)
        given = iter(answers)

        def ask(question: str) -> str:
            self.asked.append(question)
            answer = next(given, None)
            if answer is None:
                raise EOFError
            return answer

        self.ended = False
        try:
            self.interview.hold(ask, self.said.append, lambda found: self.kept.append(dict(found)))
        except EOFError:
            self.ended = True

    @property
    def policy(self) -> Policy:
        return check(
            policy_from(*parse_toml(self.interview.policy("mine", "2026-01-15"), "mine.toml")), CATALOGUE
        )


def test_about_ten_questions_and_each_may_be_skipped() -> None:
    held = Held([""] * 12)
    assert len(held.interview.keys) == 12 and not held.ended and not held.said
    assert [each.split(". ")[0].strip() for each in held.asked] == [f"{n} of 12" for n in range(1, 13)]
    policy = held.policy
    assert {c.extractor: c.weight for c in policy.criteria} == {
        "size": 2, "water": 2, "metropolis": 1, "climate": 1, "ancestry": 2, "language": 1, "trade": 1,
    }  # fmt: skip
    assert [rule.id for rule in policy.rules] == ["no-danger", "relations"]
    assert [each.id for each in policy.evidence] == ["willing"]
    assert (policy.title, policy.community, policy.date) == ("Sister city policy", "", "2026-01-15")


def test_weights_in_words_a_town_by_its_name_and_rules_struck_out() -> None:
    held = Held([
        "Aldr", "Most important", "n", "l", "no", "important", "", "n", "history = most important, openness", "1, 2",
        "They have a choir; Somebody speaks English ;", "the board",
    ])  # fmt: skip
    policy = held.policy
    assert {c.extractor: c.weight for c in policy.criteria} == {
        "size": 4, "metropolis": 1, "ancestry": 2, "language": 1, "history": 4, "openness": 1,
    }  # fmt: skip
    assert (policy.community, policy.title) == ("geonames:11", "Sister city policy of Alder")
    assert policy.rules == () and [each.text for each in policy.evidence] == [
        "Does the other community want a partner?", "They have a choir", "Somebody speaks English",
    ]  # fmt: skip
    assert [(s.text, s.decided_by) for s in policy.stages] == [("Decide on the agreement", "the board")]
    assert held.said == [told(ALDER)] and "Alder has 20,000 people (2020)" in told(ALDER)
    assert "   (Alder has 20,000 people (2020).)\n" in held.asked[1]


def test_who_decides_may_waive_the_rules_that_are_kept() -> None:
    policy = Held([*[""] * 11, "the mayor"]).policy
    assert [rule.waivable_by for rule in policy.rules] == ["the mayor", "the mayor"]


def test_an_answer_that_is_none_is_asked_again() -> None:
    answers = [
        "Nowhere",
        "",
        "maybe",
        "5",
        "i",
        *[""] * 6,
        "popularity",
        "size",
        "history = maybe",
        "",
        "4",
        "0",
    ]
    held = Held([*answers, "", "", ""])
    assert held.said == [
        "'Nowhere' was not found",
        "'maybe' is none of most important, important, a little, no",
        "'5' is none of most important, important, a little, no",
        "there is no criterion 'popularity'; it may be: " + ", ".join(sorted(held.interview._others())),
        "'size' is asked above: go back to it",
        "'maybe' is none of most important, important, a little, no",
        "'4': the numbers of the rules are 1 to 3; Enter keeps what stands in brackets",
        "'0': the numbers of the rules are 1 to 3; Enter keeps what stands in brackets",
    ]
    assert not held.ended and held.interview.answers["size"] == "important"


def test_of_several_towns_one_is_chosen_by_its_number() -> None:
    held = Held(["Kita", "3", "2", *["done"]])
    assert held.said[0].splitlines()[1:] == ["   1. Kita, Japan", "   2. Alder, Ohio"]
    assert held.said[1] == "'3' was not found" and held.interview.answers["town"] == "geonames:11"
    twice = Held(["Two", "1", "done"])
    assert twice.said[0].splitlines()[1:] == [
        "   1. Kita, Japan (geonames:12)",
        "   2. Kita, Japan (geonames:12)",
    ]
    assert twice.interview._rules() == ["no-danger", "willing"], "relations are with the United States"


def test_back_shows_what_was_answered_and_keeps_it() -> None:
    held = Held(["back", "", "m", "n", "back", "back", "", "l", "done"])
    assert "(n)o [important]: " in held.asked[2] and "(n)o [most important]: " in held.asked[6]
    assert (
        held.interview.answers["size"] == "most important" and held.interview.answers["water"] == "a little"
    )
    assert held.policy.weights["size"] == 4 / 11  # of 4 + 1, and 1 + 1 + 2 + 1 + 1 as suggested


def test_what_was_answered_is_kept_after_each_answer_and_taken_up(tmp_path: Path) -> None:
    first = Held(["Aldr", "m", "n"])
    assert first.ended and first.kept == [
        {"town": "geonames:11"}, {"town": "geonames:11", "size": "most important"},
        {"town": "geonames:11", "size": "most important", "water": "no"},
    ]  # fmt: skip
    draft = tmp_path / "mine.toml.draft"
    write_draft(draft, first.kept[-1])
    begun = read_draft(draft)
    second = Held([*[""] * 9], begun)
    assert second.asked[0].startswith("\n4 of 12. ") and not second.ended
    whole = Held(["Aldr", "m", "n", *[""] * 9])
    assert second.policy == whole.policy and second.policy.community == "geonames:11"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"answers": 3}', "\xed\xa0\x80"])
def test_a_draft_that_is_none_is_said(text: str, tmp_path: Path) -> None:
    (tmp_path / "d").write_text(text, encoding="latin-1")
    with pytest.raises(PolicyError, match="is no draft of a policy; --fresh begins anew"):
        read_draft(tmp_path / "d")
    assert read_draft(tmp_path / "none") is None


@pytest.mark.parametrize(
    "wrong",
    [{"size": "huge"}, {"town": "geonames:99"}, {"others": {"size": "no"}}, {"others": {"history": "?"}},
     {"safety": "1"}, {"evidence": [1]}, {"decided_by": None}, {"town": 3}, {"unheard-of": "x"}],
)  # fmt: skip
def test_of_a_draft_what_cannot_be_is_asked_again(wrong: dict[str, Any]) -> None:
    interview = Interview(CATALOGUE, find)
    interview.resume({"water": "no", **wrong})
    assert interview.answers == {"water": "no"}


def test_a_policy_that_counts_nothing_counts_size() -> None:
    policy = Held(["", *["n"] * 7, "done"]).policy
    assert [(c.extractor, c.weight) for c in policy.criteria] == [("size", 1)]


def test_the_words_for_weights() -> None:
    assert {text: weight_of(text) for text in ("most important", "I", "  A   LITTLE ", "none", "", "1")} == {
        "most important": "most important", "I": "important", "  A   LITTLE ": "a little", "none": "no", "": None,
        "1": None,
    }  # fmt: skip
    assert list(WEIGHTS.values()) == [4, 2, 1, 0] and set(ASKED) < set(CATALOGUE) and len(SAFE) == 3
