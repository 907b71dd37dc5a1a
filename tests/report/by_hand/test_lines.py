"""What became of every line of a list, on the page of the whole list and among its files."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import handmade

from citymatch.places import Community, Resolution
from citymatch.report import overview
from citymatch.report.saving import save_lines
from citymatch.report.words import lede
from citymatch.results import Asked

ALDER = Community("geonames:11", "place", "Alder", "OH", "Ohio", "US", 40.0, -83.0, 20_000.0)
FIRST = Resolution("Alder, Ohio", "matched", ALDER, line=2, extra={"Email": "ann@x"})
AGAIN = Resolution("Alder, <OH>", "matched", ALDER, line=4, extra={"Email": "carl@x"})
RANKED = handmade.result(asked=Asked.of(FIRST))


def test_a_line_that_names_a_member_again_stands_on_the_page_with_its_contact() -> None:
    page = overview.overview([RANKED], [FIRST, AGAIN])
    assert (
        "1 of 2 lines of the list are ranked, by the policy alder. The other line names a member that an"
        in page
    )
    assert (
        "<li>Line 4: <bdi>Alder, &lt;OH&gt;</bdi> – <bdi>the same member as line 2: Alder, Ohio</bdi>"
        '<p class="hint"><bdi>Email: carl@x</bdi></p></li>' in page
    )
    assert "name a member again" not in overview.overview([RANKED], [FIRST])


def test_a_member_that_is_ranked_by_two_policies_is_named_twice_and_not_again() -> None:
    other = replace(AGAIN, policy="norman")
    both = [RANKED, handmade.result(asked=Asked.of(other))]
    assert "2 of 2 lines of the list are ranked, by the policy alder. Laws" in lede(both, [FIRST, other])


def test_the_table_of_lines_says_which_line_is_the_same_member(tmp_path: Path) -> None:
    save_lines([FIRST, AGAIN], tmp_path, results=[RANKED])
    with (tmp_path / "lines.csv").open(encoding="utf-8", newline="") as file:
        notes = [row["note"] for row in csv.DictReader(file)]
    assert notes == ["", "the same member as line 2: Alder, Ohio"]
