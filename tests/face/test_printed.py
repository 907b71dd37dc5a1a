"""What `print` and the prompt show of what Python gives back."""

from __future__ import annotations

import pandas as pd
import pytest

import citymatch as cm

DAY = "2026-03-01"
OWN = {
    "name": "own",
    "criteria": [
        {"id": "known_for", "extractor": "attributes", "weight": "most important",
         "parameters": {"column": "known_for", "compare": "overlap"}},
        {"extractor": "size"},
    ],
}  # fmt: skip


def test_a_printed_ranking_names_its_candidates_and_what_it_rests_on() -> None:
    ranking = cm.rank("Duluth, Minnesota", top=3, as_of=DAY)
    said = str(ranking)
    for each in ranking:
        assert each.label in said and each.in_short in said
    # Växjö (1987) and Thunder Bay have been Duluth's sister cities for decades.
    assert "Växjö" in said and "Thunder Bay" in said and "Duluth, Minnesota: the township" in said
    assert "--" not in said, "no option of the command"
    assert repr(ranking) == "<Ranking of 3 for Duluth, Minnesota by default>"


def test_a_printed_ranking_says_that_a_column_or_a_row_of_ones_own_counted_for_nobody() -> None:
    table = pd.DataFrame({
        "place": ["Duluth, Minnesota", "Lahti, Finland", "Blahblah, Finland"], "known for": ["ski", "ski", "ski"],
    })  # fmt: skip
    said = str(cm.rank("Duluth, Minnesota", OWN, top=2, attributes=table, as_of=DAY))
    assert "'Blahblah, Finland'" in said and "did you mean 'known for'" in said
    assert "no table of your own was given" in str(cm.rank("Duluth, Minnesota", OWN, top=2, as_of=DAY))


def test_a_printed_batch_names_the_lines_that_were_not_ranked() -> None:
    said = str(cm.batch(["Marquette, Michigan", "Nowhereville, Minnesota"], top=2, as_of=DAY)).splitlines()
    assert said[0].startswith("Marquette, Michigan (default): Tornio, Lapland, Finland; Kemi")
    assert said[1].startswith("not ranked: ") and "Nowhereville" in said[1] and len(said) == 2


def test_a_review_at_the_prompt_is_one_line() -> None:
    found = cm.review("Duluth, Minnesota", as_of=DAY)
    assert repr(found) == "<PartnerReview of 5 partnerships for Duluth, Minnesota>"
    assert found[0].in_words == "5 partnerships on record; whether they are active is not known."


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        # Duluth and Växjö are sister cities since 1987, so each has the other already.
        ("Duluth, Minnesota", "Växjö, Sweden", "no mutual score, since each leaves the other out"),
        ("Marquette, Michigan", "Kajaani, Finland", "no mutual score, since each leaves the other out"),
    ],
)
def test_two_that_leave_each_other_out_are_not_told_as_one(one: str, other: str, words: str) -> None:
    both = cm.mutual(one, other, as_of=DAY)
    assert both.in_words == words and "square root" not in both.text
