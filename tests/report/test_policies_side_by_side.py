"""The first of several policies beside one another, on the page and in Python."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from browser import open_page

import citymatch as cm
from citymatch.cli import main
from citymatch.policy import PolicyError
from citymatch.ranking.carrying import page_content
from citymatch.report import policies
from citymatch.results.page import Beside, BesideLine

DAY = "2026-09-01"


def lists(ranking: cm.Ranking, *compare: Any) -> Any:
    return page_content(ranking.engine, ranking._drawn, compare=compare).beside


def test_each_column_is_the_shortlist_of_its_policy(norman: cm.Ranking) -> None:
    found = lists(norman, "precedent", "default", "pinole", "precedent")
    assert [each.name for each in found] == ["default", "precedent", "pinole"], "its own first, none twice"
    for each in found:
        alone = cm.rank("Norman, Oklahoma", policy=each.name, top=10, as_of=DAY)
        told = [(e.community_id, e.label, e.score, bool(e.cautions)) for e in alone]
        assert [tuple(line) for line in each.lines] == told


def test_a_community_with_a_policy_of_its_own_sees_it_beside_default(
    pinole: cm.Ranking, norman: cm.Ranking
) -> None:
    unasked = page_content(pinole.engine, pinole._drawn).beside
    assert [each.name for each in unasked] == ["pinole", "default"]
    other = cm.rank("geonames:5383187", policy="default", as_of=DAY)
    assert [each.name for each in page_content(other.engine, other._drawn).beside] == ["default", "pinole"]
    assert page_content(norman.engine, norman._drawn).beside == ()
    assert 'id="policies"' not in norman.page() and 'href="#policies"' not in norman.page()


def test_a_policy_that_is_none_is_refused(norman: cm.Ranking, tmp_path: Path) -> None:
    with pytest.raises(PolicyError, match="did you mean 'default'"):
        norman.page(compare=["defult"])


def test_names_in_several_are_marked_and_counted() -> None:
    one, two, three = (BesideLine(f"geonames:{n}", f"<{n}>", 50.04, n == 2) for n in (1, 2, 3))
    text = policies.table(
        [Beside("a", "A & B", (one, two)), Beside("c", "C", (two,)), Beside("d", "D", (three,))]
    )
    assert (
        "The first 2 of each policy, each with its own weights. 1 name stands in more than one and is marked."
        in text
    )
    rows = re.findall(r"<tr>(.*?)</tr>", text)[1:]
    assert rows[0] == (
        '<th scope="row">1</th><td data-of="A &amp; B"><bdi>&lt;1&gt;</bdi> <b>50.0</b></td>'
        '<td data-of="C" class=several><bdi>&lt;2&gt;</bdi> <b>50.0</b> <span class="needs_evidence">caution</span>'
        '<small>also line 2 of a</small></td><td data-of="D"><bdi>&lt;3&gt;</bdi> <b>50.0</b></td>'
    )
    assert rows[1].endswith("<small>also line 1 of c</small></td><td></td><td></td>")
    assert policies.table([]) == policies.table([Beside("a", "A", (one,))]) == ""
    assert (
        policies.in_several([Beside("a", "A", (one,)), Beside("b", "B", (two,))]) == "No name stands in both."
    )


def test_the_command_takes_policies_to_compare(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "norman.html"
    asked = ["explore", "Norman, Oklahoma", "--policy", "default", "--output", str(page)]
    assert main([*asked, "--compare", "precedent", "--compare", "pinole"]) == 0
    assert re.findall(r"<small>([a-z]+)</small></th>", page.read_text(encoding="utf-8")) == [
        "default", "precedent", "pinole",
    ]  # fmt: skip
    assert main([*asked, "--compare", "no-such"]) == 2
    assert "there is no built-in policy and no file 'no-such'" in capsys.readouterr().err


TOWN = """
community = "geonames:4543762"
name = "Norman"

[setting]
river_km = 0.5

[origins]
Lebanon = 12.5
Germany = 15

[languages]
Arabic = 5
"Speak only English" = 85

[trade]
countries = ["Japan", "DE"]
"""


@pytest.mark.browser
def test_the_profile_as_it_was_taken(window: Any, norman_page: Path, tmp_path: Path) -> None:
    plain = open_page(window, norman_page)
    panel = plain.locator("#seeker")
    assert "Roots of the residents" in panel.inner_text() and "English only" in panel.inner_text()
    assert panel.locator(".stated").count() == 0
    file = tmp_path / "town.toml"
    file.write_text(TOWN, encoding="utf-8")
    ranking = cm.rank("Norman, Oklahoma", policy="default", as_of=DAY, profile=file)
    page = tmp_path / "page.html"
    page.write_text(ranking.page(), encoding="utf-8")
    tab = open_page(window, page)
    rows = tab.locator("#seeker dl div").evaluate_all(
        "rows => rows.map(row => [row.children[0].innerText, row.children[1].innerText])"
    )
    own = [(name, text.replace("your profile", "").strip()) for name, text in rows if "your profile" in text]
    assert own == [
        ("River", "0.5 km"), ("Lebanon", "12.5 %"), ("English only", "85 %"), ("Arabic", "5 %"),
        ("firms trade with", "Japan, Germany"),
    ]  # fmt: skip
    assert ["Germany", "15 %"] in rows, "what the town leaves as it is stays citymatch's own"
    assert not any(name == "Ireland" for name, _ in rows), "a list without it states that there is none"
    assert "Lines marked your profile are the town’s own word." in tab.locator("#taken").inner_text()
    assert 'citymatch profile "geonames:4543762"' in tab.locator("#taken code").first.inner_text()
