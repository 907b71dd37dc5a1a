"""Policies side by side, worked by hand: four communities in two lists of three."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from citymatch.results.comparison import Compared, Comparison, Standing

NAN = float("nan")
MADE = {"citymatch": "1.2.3", "snapshot": "abc", "policy": "old 1; new 2", "as of": "2026-01-15"}


def of(number: int, name: str, country: str, *standings: Standing) -> Compared:
    return Compared(f"geonames:{number}", f"{name}, {country}", name, "", country, 1000.0 * number, standings)


KOBE = of(1, "Kōbe", "JP", Standing(1, 1, 90.0), Standing(2, 4, 70.0))
LYON = of(2, "Lyon", "FR", Standing(2, 2, 80.0), Standing(None, 1200, 20.5))
CORK = of(
    3, "Cork", "IE", Standing(3, 7, 75.0), Standing(None, None, NAN, "a rule is not met: Not in Ireland")
)
TURIN = of(4, "Turin", "IT", Standing(None, 5, 76.0), Standing(1, 1, 88.0))
PARMA = of(5, "Parma", "IT", Standing(None, 9, 60.0), Standing(3, 5, 69.0))
MADE_OF = Comparison("Alder, Ohio", ("old", "new"), 3, (KOBE, LYON, CORK, TURIN, PARMA), MADE, "read so")


def test_what_is_shared_and_what_enters_and_leaves() -> None:
    assert MADE_OF.listed(0) == (KOBE, LYON, CORK) and MADE_OF.listed(1) == (TURIN, KOBE, PARMA)
    assert MADE_OF.shared == (KOBE,)
    assert MADE_OF.entering() == (TURIN, PARMA) and MADE_OF.leaving() == (LYON, CORK)
    assert [s.status for s in CORK.standings] == ["listed", "left out"] and LYON.standings[
        1
    ].status == "ranked"


def test_the_text() -> None:
    assert MADE_OF.text.splitlines() == [
        "Alder, Ohio: old, new, the first 3 of each",
        "Alder, Ohio: read so",
        "",
        "           old         new",
        "Kōbe, JP   1 (rank 1)  2 (rank 4)",
        "Lyon, FR   2 (rank 2)  - (rank 1,200)",
        "Cork, IE   3 (rank 7)  left out",
        "Turin, IT  - (rank 5)  1 (rank 1)",
        "Parma, IT  - (rank 9)  3 (rank 5)",
        "",
        "The number is the place in that policy's list, - that it is not in it; rank is the place among all "
        "communities.",
        "Cork, IE: left out by new: a rule is not met: Not in Ireland",
        "",
        "new keeps 1 of the 3 that old lists.",
        "Enter by new: Turin (Italy), Parma (Italy).",
        "Leave by new: Lyon (France), Cork (Ireland).",
        "citymatch: 1.2.3",
        "snapshot: abc",
        "policy: old 1; new 2",
        "as of: 2026-01-15",
    ]
    assert str(MADE_OF) == MADE_OF.text


def test_the_frame() -> None:
    frame = MADE_OF.to_frame()
    assert list(frame) == [
        "community_id", "name", "admin1", "country", "population", "old_line", "old_rank", "old_score",
        "new_line", "new_rank", "new_score", "lists", "move", "cautions",
    ]  # fmt: skip
    assert frame["move"].tolist() == ["in every list", "leaves", "leaves", "enters", "enters"]
    assert frame["lists"].tolist() == [2, 1, 1, 1, 1]
    assert frame["new_rank"].tolist()[:2] == [4, 1200] and frame["new_rank"][2] is pd.NA
    assert frame["old_line"].dtype == "Int64" and frame["old_line"].isna().sum() == 2
    assert math.isnan(frame["new_score"][2]) and frame["new_score"][1] == 20.5


def test_plain_values_and_html() -> None:
    plain = MADE_OF.to_dict()
    assert plain["enter"] == {"new": ["geonames:4", "geonames:5"]} and plain["shared"] == ["geonames:1"]
    assert plain["leave"] == {"new": ["geonames:2", "geonames:3"]}
    assert plain["candidates"][2]["standings"]["new"] == {
        "line": None, "rank": None, "score": None, "tied": 0, "status": "left out",
        "why": "a rule is not met: Not in Ireland",
    }  # fmt: skip
    assert "<td title='score 70.0'>2 (rank 4)</td>" in MADE_OF._repr_html_()


def test_three_policies_and_two_of_one_name() -> None:
    three = Comparison("A", ("my own", "My-own", "x"), 1, (
        of(1, "Kōbe", "JP", Standing(1, 1, 9.0), Standing(1, 1, 9.0), Standing(1, 2, 8.0)),
        of(2, "Lyon", "FR", Standing(None, 3, 5.0), Standing(2, 2, 5.0), Standing(None, 9, 1.0)),
    ))  # fmt: skip
    assert three.summary == [
        "In every list: Kōbe (Japan).",
        "My-own keeps 1 of the 1 that my own lists.",
        "Enter by My-own: Lyon (France).",
        "x keeps 1 of the 1 that my own lists.",
    ]
    names = list(three.to_frame())
    assert names[5:14:3] == ["my_own_line", "my_own_2_line", "x_line"]


@pytest.mark.parametrize(("label", "cells"), [("東京", 4), ("Nyūzen", 6), ("e\u0301", 1)])
def test_a_label_is_padded_by_the_columns_that_it_takes(label: str, cells: int) -> None:
    made = Comparison(
        "A", ("p", "q"), 1, (Compared("x", label, "x", "", "JP", 1.0, (Standing(1, 1, 1.0),) * 2),)
    )
    assert made.text.splitlines()[2] == " " * (cells + 2) + "p           q"


def test_ties_are_marked_and_what_is_passed_over_is_said_policy_by_policy() -> None:
    tied = of(1, "Kōbe", "JP", Standing(1, 1, 90.0, tied=6), Standing(1, 4, 70.0))
    notes = (("Ranks 1 to 7 meet these criteria equally.",), ("Passed over: 3 of Japan.",))
    made = Comparison("Alder, Ohio", ("old", "new"), 1, (tied,), MADE, notes=notes)
    lines = made.text.splitlines()
    assert "Kōbe, JP  1 (rank 1=)  1 (rank 4)" in lines
    assert lines[6:9] == [
        "= marks a rank whose score others have too (to 0.1).",
        "old: Ranks 1 to 7 meet these criteria equally.",
        "new: Passed over: 3 of Japan.",
    ]
    assert "= marks" not in MADE_OF.text, "a mark that stands nowhere is not explained"
    assert made.to_dict()["notes"]["new"] == ["Passed over: 3 of Japan."]
    assert "rank 1=" in made._repr_html_() and "<p>new: Passed over: 3 of Japan.</p>" in made._repr_html_()


def test_the_tidy_frame_has_a_row_for_each_community_and_policy() -> None:
    frame = MADE_OF.to_frame(tidy=True)
    assert list(frame) == [
        "community_id", "name", "admin1", "country", "population", "policy", "line", "rank", "score", "tied", "status",
        "why", "cautions",
    ]  # fmt: skip
    assert len(frame) == 10 and frame["policy"].tolist()[:4] == ["old", "new", "old", "new"]
    lyon = frame[frame["name"] == "Lyon"]
    assert lyon["rank"].tolist() == [2, 1200] and lyon["line"].tolist() == [2, pd.NA]
    cork = frame[(frame["name"] == "Cork") & (frame["policy"] == "new")].iloc[0]
    assert cork["rank"] is pd.NA and math.isnan(cork["score"]) and cork["status"] == "left out"


def test_in_a_session_it_is_shown_in_a_line() -> None:
    assert repr(MADE_OF) == "<Comparison of old, new for Alder, Ohio: 5 communities>"
