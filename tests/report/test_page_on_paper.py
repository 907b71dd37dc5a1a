"""The pages on paper and on a phone: no page is half empty, and nothing is cut."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from browser import open_page

import citymatch as cm
from citymatch.report.overview import overview
from citymatch.whole import write_whole

pytestmark = pytest.mark.browser

MARGIN = 15 / 25.4
LEAST = 2 / 3
"""So much of the height between its margins a page fills at least, but for the last one."""


@pytest.fixture(scope="module")
def overview_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = [
        "Pinole, California",
        "Gila Bend, Arizona",
        "Norman, Oklahoma",
        "Truckee, California",
        "Nowhere at all",
    ]
    listed = cm.batch(
        [*lines, *["Madelia, Minnesota", "Dearborn, Michigan", "Gig Harbor, Washington"]], top=10
    )
    page = overview(listed.results, listed.resolutions, listed.builtin)
    return write_whole(tmp_path_factory.mktemp("overviews") / "overview.html", page)


def filled(pdf: bytes, folder: Path) -> list[float]:
    """How much of the height between its margins each page fills, by its last dark row."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        pytest.skip("no pdftoppm: install Debian's package poppler-utils to look at the pages of a PDF")
    (folder / "page.pdf").write_bytes(pdf)
    subprocess.run([tool, "-r", "36", "-gray", "page.pdf", "page"], cwd=folder, check=True)
    found = []
    for path in sorted(folder.glob("page-*.pgm")):
        kind, size, most, pixels = path.read_bytes().split(b"\n", 3)
        width, height = map(int, size.split())
        assert (kind, most) == (b"P5", b"255")
        dark = np.frombuffer(pixels, np.uint8).reshape(height, width).min(axis=1) < 200
        edge = 36 * MARGIN
        found.append((np.flatnonzero(dark).max() - edge) / (height - 2 * edge))
    return found


@pytest.mark.parametrize("size", ["Letter", "A4"])
@pytest.mark.parametrize("which", ["norman", "pinole", "overview"])
def test_no_page_on_paper_is_a_third_empty(
    window: Any,
    norman_page: Path,
    pinole_page: Path,
    overview_page: Path,
    which: str,
    size: str,
    tmp_path: Path,
) -> None:
    tab = open_page(window, {"norman": norman_page, "pinole": pinole_page, "overview": overview_page}[which])
    pages = filled(tab.pdf(format=size, prefer_css_page_size=False), tmp_path)
    assert len(pages) >= 3
    assert [n for n, share in enumerate(pages[:-1], 1) if share < LEAST] == []


def test_an_opened_and_compared_page_flows_on_paper(norman_tab: Any, tmp_path: Path) -> None:
    for number in (0, 1, 2):
        card = norman_tab.locator("#cards .card").nth(number)
        for button in (0, 1):
            card.locator(":scope > .actions button").nth(button).click()
    pages = filled(norman_tab.pdf(format="Letter"), tmp_path)
    assert [n for n, share in enumerate(pages[:-1], 1) if share < LEAST] == []


CUT = """() => [...document.querySelectorAll("body *")].filter((element) => {
    const { right, width } = element.getBoundingClientRect();
    const hidden = element.closest(".unseen, .skip, svg, [hidden]") || getComputedStyle(element).position === "fixed";
    const scrolls = element.closest(".scroll, .details, .answer");
    const boxed = scrolls && scrolls.getBoundingClientRect().right <= innerWidth;
    return width && !hidden && !boxed && right > innerWidth + 0.5;
}).map((element) => element.outerHTML.slice(0, 120))"""


def test_nothing_is_cut_on_a_phone(norman_tab: Any) -> None:
    norman_tab.set_viewport_size({"width": 390, "height": 844})
    norman_tab.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for number in (0, 1, 2):
        norman_tab.locator("#cards .card").nth(number).locator(":scope > .actions button").nth(1).click()
    norman_tab.locator("#cards .card").nth(0).locator(":scope > .actions button").nth(0).click()
    norman_tab.locator("#excluded button").click()
    norman_tab.locator("#copy").click()
    norman_tab.locator('#marks .mark[data-members*=" "]').first.click()
    norman_tab.evaluate("citymatch.answer(citymatch.model.ranked)")
    assert norman_tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert norman_tab.evaluate(CUT) == []
    wider = (
        "(boxes) => boxes.filter((box) => box.scrollWidth > box.clientWidth + 1).map((box) => box.ariaLabel)"
    )
    boxes = norman_tab.locator("#comparison .scroll, #checks .scroll, #tables .scroll, #excluded .scroll")
    assert boxes.count() == 4 and boxes.evaluate_all(wider) == [], (
        "tables stack, so that none is cut by its box"
    )


def test_the_overview_of_a_batch_is_not_cut_on_a_phone(window: Any, overview_page: Path) -> None:
    tab = open_page(window, overview_page)
    tab.set_viewport_size({"width": 390, "height": 844})
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.evaluate(CUT) == []
    assert tab.evaluate("document.querySelector('#seekers .scroll').scrollWidth") <= 390


def test_a_long_word_wraps(window: Any, tmp_path: Path) -> None:
    name = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
    places = [
        cm.Community(f"user:{n}", "place", f"{name}{n}", "", "", "GB", 53.0 + n, -4.0, 20_000.0, name)
        for n in range(3)
    ]
    ranking = cm.rank("geonames:5383187", policy="pinole", candidates=places, as_of="2026-09-01")
    tab = open_page(window, write_whole(tmp_path / "long.html", ranking.page()))
    tab.set_viewport_size({"width": 390, "height": 844})
    tab.locator("#cards .card").nth(0).locator(":scope > .actions button").nth(1).click()
    assert tab.evaluate("document.documentElement.scrollWidth") <= 390
    assert tab.evaluate(CUT) == []
