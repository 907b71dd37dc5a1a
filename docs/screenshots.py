"""Takes the pictures of the pages that the documents show: `make screenshots`.

Needs Debian's packages chromium, fonts-noto-core and fonts-noto-cjk, and the package playwright.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import citymatch as cm
from citymatch.report.overview import overview
from citymatch.whole import write_whole

HERE = Path(__file__).parent / "screenshots"
DAY = "2026-09-01"
DESKTOP, PHONE = (1280, 960), (390, 844)


def shot(
    browser: Any, page: Path, name: str, size: tuple[int, int], script: str = "", scheme: str = "light"
) -> None:
    """One picture of a page, as wide and as high as the window, after a script of the reader's clicks."""
    window = browser.new_context(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    tab = window.new_page()
    tab.goto(page.as_uri())
    tab.wait_for_function("document.documentElement.classList.contains('ready')")
    if script:
        tab.evaluate(script)
        tab.wait_for_timeout(400)
    tab.screenshot(path=HERE / f"{name}.png")
    window.close()
    print(f"{name}.png")


SLIDE = """() => {
    const move = (id, value) => {
        const slider = document.getElementById(id);
        slider.value = value;
        slider.dispatchEvent(new Event("input"));
    };
    document.querySelector("#sliders + .more").open = true;
    move("weight-0", "20");
    move(`weight-${citymatch.model.criteria.findIndex((c) => c.id === "language")}`, "45");
    scrollTo({ top: 200, behavior: "instant" });
}"""
DETAILS = """() => {
    document.querySelector("#cards .card .actions button").click();
    document.getElementById("list").scrollIntoView({ behavior: "instant" });
}"""
COMPARE = """() => {
    for (const n of [0, 1, 2]) {
        document.querySelectorAll("#cards > .card")[n].querySelectorAll(":scope > .actions button")[1].click();
    }
    document.getElementById("compare").scrollIntoView({ behavior: "instant" });
}"""
LIST = """() => document.getElementById("list").scrollIntoView({ behavior: "instant" })"""
POLICIES = """() => document.getElementById("policies").scrollIntoView({ behavior: "instant" })"""
NEAR = """() => {
    document.querySelector('#marks .mark[data-members*=" "]').dispatchEvent(new MouseEvent("click", { bubbles: true }));
    document.getElementById("map-title").scrollIntoView({ behavior: "instant" });
}"""
WHY = """() => {
    const asked = document.getElementById("asked");
    asked.value = "seika";
    asked.dispatchEvent(new Event("input"));
    document.querySelector("#found button").click();
    document.getElementById("why").scrollIntoView({ behavior: "instant" });
}"""


def main() -> None:
    """Make the pages and take every picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium: install Debian's package chromium to take the pictures")
    HERE.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        pinole = write_whole(
            Path(folder) / "pinole.html", cm.rank("Pinole, California", policy="pinole", as_of=DAY).page()
        )
        ranking = cm.rank("Norman, Oklahoma", policy="default", as_of=DAY)
        norman = write_whole(Path(folder) / "norman.html", ranking.page(compare=["precedent", "pinole"]))
        asks = cm.rank("Peshawar, Pakistan", candidates="US", as_of=DAY)
        peshawar = write_whole(Path(folder) / "peshawar.html", asks.page())
        whole = Path(folder) / "overview.html"
        listed = cm.batch(top=10, as_of=DAY)
        write_whole(whole, overview(listed.results, listed.resolutions, listed.builtin))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        shot(browser, pinole, "desktop", DESKTOP)
        shot(browser, pinole, "desktop-weights", DESKTOP, SLIDE)
        shot(browser, norman, "desktop-details", (1280, 1180), DETAILS)
        shot(browser, norman, "desktop-compare", (1280, 1100), COMPARE)
        shot(browser, norman, "desktop-why-not", (1280, 1000), WHY)
        shot(browser, norman, "desktop-near", (1280, 900), NEAR)
        shot(browser, norman, "desktop-policies", (1280, 700), POLICIES)
        shot(browser, norman, "desktop-dark", DESKTOP, scheme="dark")
        shot(browser, pinole, "phone", PHONE)
        shot(browser, pinole, "phone-list", PHONE, LIST)
        shot(browser, norman, "phone-details", PHONE, DETAILS)
        shot(browser, whole, "overview", (1280, 1300))
        shot(browser, peshawar, "foreign", (1280, 1100))
        browser.close()


if __name__ == "__main__":
    main()
