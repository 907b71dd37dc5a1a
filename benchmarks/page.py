"""The page in a headless Chromium: from open to usable, and how fast the list follows a slider.

    python benchmarks/page.py

Needs Debian's package chromium and the package playwright. The figures to reach: a file under 3 MB, and the list
re-ranked and drawn within 50 ms (median) of a slider's movement, over at least 2,000 candidates.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

import citymatch as cm
from citymatch.report.explore import save_page

MOVE = """async (moves) => {
    const sliders = [...document.querySelectorAll("#sliders input")];
    const waits = [];
    for (let move = 0; move < moves; move++) {
        const slider = sliders[move % sliders.length];
        slider.value = String((Number(slider.value) + 37) % 100);
        const start = performance.now();
        slider.dispatchEvent(new Event("input"));
        await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        document.body.getBoundingClientRect();
        waits.push(performance.now() - start);
    }
    return waits;
}"""


def measure(browser: Any, path: Path, runs: int = 5) -> None:
    """Print the figures of one page."""
    opened, waits, carried = [], [], 0
    for _ in range(runs):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(path.as_uri())
        tab.wait_for_function("document.documentElement.classList.contains('ready')")
        opened.append(tab.evaluate("performance.getEntriesByName('usable')[0].startTime"))
        carried = tab.evaluate("citymatch.model.ranked")
        waits += tab.evaluate(MOVE, 60)
        tab.close()
    print(f"  {path.stat().st_size / 1e6:.2f} MB, {carried:,} candidates carried")
    print(f"  open to usable  {statistics.median(opened):4.0f} ms (median of {runs})")
    slow = sorted(waits)[int(0.95 * len(waits))]
    print(
        f"  slider to list  {statistics.median(waits):4.0f} ms (median of {len(waits)}; 95 % within {slow:.0f} ms)"
    )


def main() -> None:
    """Make two pages and measure them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium: install Debian's package chromium to measure the page")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for seeker, policy in (("Pinole, California", "pinole"), ("Norman, Oklahoma", "default")):
            start = time.perf_counter()
            path = save_page(cm.rank(seeker, policy=policy), Path(folder) / f"{policy}.html")
            print(f"{seeker}, policy {policy}: made in {time.perf_counter() - start:.1f} s")
            measure(browser, path)
        browser.close()


if __name__ == "__main__":
    main()
