"""A link to a view of the page: it brings back what it names, and a bad one does no harm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from browser import cards, open_page, set_weights, weights

pytestmark = pytest.mark.browser


def at(window: Any, page: Path, fragment: str) -> Any:
    """The page opened by a link with something behind #."""
    tab = window.new_page()
    tab.said = []
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.goto(f"{page.as_uri()}#{fragment}")
    tab.wait_for_selector("html.ready", state="attached")
    return tab


def rested(tab: Any) -> None:
    """Wait until the address has followed the sliders."""
    tab.wait_for_timeout(500)
    assert "w=" in tab.evaluate("location.hash")


def test_a_link_brings_back_weights_and_filters(window: Any, norman_page: Path) -> None:
    first = open_page(window, norman_page)
    set_weights(first, [10, 60, 35, 0, 5])
    first.select_option("#country", "JP")
    first.locator("#varied").uncheck()
    rested(first)
    first.locator("#copy").click()
    link = first.locator("#link input").input_value()
    assert link == first.evaluate("location.href") and "country=JP" in link and link.endswith("vary=0")
    again = at(window, norman_page, link.partition("#")[2])
    assert weights(again) == weights(first)
    assert cards(again) == cards(first) and len(cards(again)) == 20
    assert again.locator("#country").input_value() == "JP"
    assert again.locator("#changes").is_visible() and not again.locator("#varied").is_checked()
    assert not again.locator("#link").is_visible()


def test_the_address_of_the_adopted_view_is_bare(norman_tab: Any) -> None:
    set_weights(norman_tab, [10, 60])
    rested(norman_tab)
    norman_tab.locator("#reset").click()
    assert "#" not in norman_tab.evaluate("location.href")
    norman_tab.locator("#copy").click()
    assert "#" not in norman_tab.locator("#link input").input_value()


def test_a_part_of_the_page_is_no_view_and_does_not_lose_one(norman_tab: Any) -> None:
    norman_tab.locator(".parts a").first.click()
    assert norman_tab.evaluate("location.hash") == "#list"
    set_weights(norman_tab, [10, 60])
    rested(norman_tab)
    moved = weights(norman_tab)
    norman_tab.locator(".parts a").nth(1).click()
    rested(norman_tab)
    assert weights(norman_tab) == moved


@pytest.mark.parametrize(
    ("fragment", "word"),
    [
        ("w=", "nothing to rank by"),
        ("w=nonsense:5", "no criterion “nonsense”"),
        ("w=ancestry:-3", "“-3” is no weight"),
        ("w=safety:1e999,ancestry:NaN", "is no weight"),
        ("country=Atlantis", "“Atlantis” is no choice of country"),
        ("fewest=many&x=1", "“many” is no choice of people"),
        ("w=%E0%A4%A:3&country=%", "read in part only"),
        ("w=<img src=x onerror=alert(1)>:3", "no criterion"),
    ],
)
def test_a_bad_link_shows_the_adopted_list_and_says_so(
    window: Any, norman_page: Path, norman_tab: Any, fragment: str, word: str
) -> None:
    tab = at(window, norman_page, fragment)
    assert word in tab.locator("#link").inner_text()
    assert weights(tab) == weights(norman_tab) and cards(tab) == cards(norman_tab)
    assert tab.said == [] and tab.locator("#link img").count() == 0


def test_what_can_be_read_of_a_link_counts(window: Any, norman_page: Path) -> None:
    tab = at(window, norman_page, "w=ancestry:2,nonsense:3&most=50000")
    names = tab.evaluate("citymatch.model.criteria.map((each) => each.id)")
    named = dict(zip(names, weights(tab), strict=True))
    assert named.pop("ancestry") == 2 and set(named.values()) == {0}
    assert tab.locator("#most").input_value() == "50000"
    assert "no criterion “nonsense”" in tab.locator("#link").inner_text()


def test_an_unknown_fragment_is_left_alone(window: Any, norman_page: Path) -> None:
    tab = at(window, norman_page, "no-such-part")
    assert not tab.locator("#link").is_visible()
