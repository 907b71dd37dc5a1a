"""The map of the page: no mark hides another, and one that stands for several opens."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest

import citymatch as cm
from citymatch.report import svgmap

pytestmark = pytest.mark.browser

BOXES = """() => [...document.querySelectorAll("#marks .mark")].map((mark) => {
    const { x, y, width, height } = mark.querySelector(".touch").getBoundingClientRect();
    return [mark.dataset.members.split(" ").map(Number), x, y, width, height];
})"""
ON_PAPER = """() => [...document.querySelectorAll("#marks .mark")].map((mark) => [
    mark.textContent, mark.firstChild.getAttribute("cx"), mark.firstChild.getAttribute("cy")].map(Number))"""


def overlaps(boxes: list[Any]) -> list[tuple[list[int], list[int]]]:
    """Pairs of marks of which one lies on the other by more than half a point."""
    return [
        (one[0], two[0])
        for one, two in itertools.combinations(boxes, 2)
        if min(one[1] + one[3], two[1] + two[3]) - max(one[1], two[1]) > 0.5
        and min(one[2] + one[4], two[2] + two[4]) - max(one[2], two[2]) > 0.5
    ]


def settled(tab: Any) -> list[Any]:
    """The marks once the page has drawn them for a new size of the window, which it does a moment after."""
    before, boxes = None, tab.evaluate(BOXES)
    for _ in range(20):
        if boxes == before:
            break
        tab.wait_for_timeout(150)
        before, boxes = boxes, tab.evaluate(BOXES)
    return list(boxes)


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("zoom", ["the whole world", "the first twenty", "Europe"])
def test_no_mark_of_the_first_twenty_hides_another(norman_tab: Any, width: int, zoom: str) -> None:
    norman_tab.set_viewport_size({"width": width, "height": 900})
    norman_tab.select_option("#zoom", zoom)
    boxes = settled(norman_tab)
    numbers = sorted(n for members, *_ in boxes for n in members)
    assert len(numbers) == len(set(numbers)) and overlaps(boxes) == []
    assert all(w > 24 and h > 24 for _, _, _, w, h in boxes), "a finger finds each"
    if zoom != "Europe":
        assert numbers == list(range(1, 21)), "each number stands on the map, alone or in a mark of several"


def test_a_mark_of_several_opens_a_list_and_comes_nearer(norman_tab: Any) -> None:
    several = norman_tab.locator('#marks .mark[data-members*=" "]').first
    members = [int(n) for n in several.get_attribute("data-members").split()]
    assert several.get_attribute("aria-label").startswith(f"{len(members)} places: {members[0]}. ")
    several.focus()
    norman_tab.keyboard.press("Enter")
    buttons = norman_tab.locator("#near li button")
    assert buttons.count() == len(members)
    assert buttons.first.evaluate("(button) => button === document.activeElement")
    shown = norman_tab.evaluate(BOXES)
    apart = next(found for found, *_ in shown if members[0] in found)
    assert len(apart) < len(members), "from nearer by they stand apart"
    norman_tab.keyboard.press("Enter")
    assert norman_tab.evaluate("document.activeElement.classList.contains('card')")
    norman_tab.locator("#near").get_by_role("button", name="Back to the whole map").focus()
    norman_tab.keyboard.press("Escape")
    assert not norman_tab.locator("#near").is_visible()
    assert norman_tab.locator("#zoom").input_value() == "the whole world"
    back = norman_tab.evaluate("document.activeElement.dataset.members.split(' ').map(Number)")
    assert members[0] in back, "the focus is where it was"


def test_a_mark_of_one_leads_to_its_card(norman_tab: Any) -> None:
    one = norman_tab.locator('#marks .mark:not([data-members*=" "])').first
    number = int(one.get_attribute("data-members"))
    one.click()
    assert norman_tab.evaluate("document.activeElement.querySelector('.rank').innerText").endswith(
        str(number)
    )


def test_the_seekers_ring_stays_in_sight(pinole_tab: Any) -> None:
    """Wherever the first places lie, even in the seeker's own town."""
    pinole_tab.evaluate("""() => {
        const { model } = citymatch;
        for (const place of citymatch.listed().slice(0, 9)) {
            model.head.places.x[place] = model.head.seeker.x;
            model.head.places.y[place] = model.head.seeker.y;
        }
        citymatch.draw();
    }""")
    ring = pinole_tab.locator("#marks .seeker circle").first.bounding_box()
    boxes = pinole_tab.evaluate(BOXES)
    assert overlaps([*boxes, [[0], ring["x"], ring["y"], ring["width"], ring["height"]]]) == []
    assert pinole_tab.locator("#marks .leader").count() >= 1


def test_numbers_make_room_on_paper_as_in_the_file(norman: cm.Ranking, norman_tab: Any) -> None:
    norman_tab.select_option("#zoom", "Europe")
    norman_tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert norman_tab.locator("#world").get_attribute("viewBox") == f"0 0 {svgmap.WIDTH} {svgmap.height()}"
    marks = sorted(norman_tab.evaluate(ON_PAPER))
    assert [number for number, _, _ in marks] == list(range(1, 21))
    for (_, ax, ay), (_, bx, by) in itertools.combinations(marks, 2):
        assert math.hypot(ax - bx, ay - by) > 2 * svgmap.MARK
    points = [svgmap.map_at(e.facts) for e in norman]
    here = svgmap.map_at(norman.seeker)
    for (_, x, y), (to_x, to_y) in zip(marks, svgmap.spread(points, here), strict=True):
        assert abs(x - to_x) <= 2 and abs(y - to_y) <= 2, "the file without scripts has the same map"
    norman_tab.evaluate("dispatchEvent(new Event('afterprint'))")
    assert norman_tab.locator("#world").get_attribute("viewBox") != f"0 0 {svgmap.WIDTH} {svgmap.height()}"
    assert norman_tab.locator("#zoom").input_value() == "Europe"
