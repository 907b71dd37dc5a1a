"""What two communities are to each other: both scores, both ranks, reasons both ways."""

from __future__ import annotations

import json
import math

import pytest

import citymatch as cm
from citymatch.cli import main

DAY = "2026-03-01"
WAUKESHA, BAMBERG = "Waukesha, Wisconsin", "Bamberg, Germany"


@pytest.fixture(scope="module")
def found() -> cm.Mutual:
    return cm.mutual(WAUKESHA, BAMBERG, as_of=DAY)


def test_each_view_is_that_of_explain(found: cm.Mutual) -> None:
    for told, seeker, candidate in (
        (found.theirs_for_us, WAUKESHA, BAMBERG), (found.ours_for_them, BAMBERG, WAUKESHA),
    ):  # fmt: skip
        alone = cm.explain(seeker, candidate, as_of=DAY)
        assert (told.rank, told.score, told.candidates) == (alone.rank, alone.score, alone.candidates)
        assert told.reasons == alone.reasons


def test_the_mutual_score_is_the_root_of_the_product(found: cm.Mutual) -> None:
    ours, theirs = found.theirs_for_us.score, found.ours_for_them.score
    assert found.possible and found.score == pytest.approx(math.sqrt(ours * theirs))
    assert min(ours, theirs) <= found.score <= max(ours, theirs)


def test_swapping_the_two_swaps_the_views(found: cm.Mutual) -> None:
    back = cm.mutual(BAMBERG, WAUKESHA, as_of=DAY)
    assert back.theirs_for_us == found.ours_for_them and back.ours_for_them == found.theirs_for_us
    assert back.score == found.score


def test_each_side_has_its_own_policy() -> None:
    both = cm.mutual("Pinole, California", "Nyūzen, Japan", their_policy="precedent", as_of=DAY)
    assert (both.theirs_for_us.policy, both.ours_for_them.policy) == ("pinole", "precedent")
    assert both.ours_for_them.candidates > 100_000, "ranked in the full order of Nyūzen"


def test_any_pair_whatever_their_countries() -> None:
    both = cm.mutual("Görlitz, Germany", "Jelenia Góra, Poland", as_of=DAY)
    assert both.possible and both.theirs_for_us.rank is not None and both.theirs_for_us.rank <= 10
    assert "Jelenia Góra" in both.text and "as Görlitz, Germany sees it" in both.text


def test_where_a_law_or_a_partnership_stands_between_there_is_no_mutual_score() -> None:
    barred = cm.mutual("Odessa, Texas", "Shanghai, China", as_of=DAY)
    assert not barred.possible and math.isnan(barred.score) and "no mutual score" in barred.text
    assert "forbidden by Texas" in barred.theirs_for_us.exclusion
    assert "the law of Texas forbids" in barred.ours_for_them.exclusion
    partners = cm.mutual("Bamberg, Germany", "Bedford, United Kingdom", as_of=DAY)
    assert not partners.possible and "already a partner" in partners.theirs_for_us.exclusion


def test_whom_the_first_looks_at_does_not_bind_the_second() -> None:
    both = cm.mutual(WAUKESHA, BAMBERG, country="DE", as_of=DAY)
    assert both.theirs_for_us.candidates < 10_000 < both.ours_for_them.candidates


def test_the_command_prints_both_views(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["mutual", WAUKESHA, BAMBERG, "--as-of", DAY]
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "mutual score" in said and f"as {WAUKESHA} sees it" in said and f"as {BAMBERG} sees it" in said
    assert main([*asked, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["possible"] is True and data["one"] == WAUKESHA
    assert data["ours_for_them"]["seeker"] == BAMBERG and 0 < data["mutual_score"] < 100
