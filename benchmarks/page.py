"""The page in a headless Chromium: from open to usable, and how fast the list follows a slider.

    python benchmarks/page.py [--quick]

Needs Debian's package chromium and the package playwright.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from measuring import Goal, Section, alone

import citymatch as cm
from citymatch.whole import write_whole

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
PAGES = (("Pinole, California", "pinole"), ("Norman, Oklahoma", "default"))
TEXT = """\
The page that `citymatch explore` writes, in a headless Chromium, opened {runs} times. A slider is moved {moves}
times each time; the wait ends when the list is ranked anew and laid out. Medians."""
MISSING = "Not measured: there is no Chromium on this machine, or no package playwright."
HEAD = ("page", "made in", "size", "candidates", "open to usable", "slider to list", "95 % within")
MOVES = 60


def measure(quick: bool = False) -> Section:
    """The figures of two pages; nothing where there is no browser."""
    chromium = shutil.which("chromium")
    if chromium is None or find_spec("playwright") is None:
        return Section("The page in a browser", MISSING, (), ())
    from playwright.sync_api import sync_playwright

    runs = 2 if quick else 5
    rows, goals = [], []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for seeker, policy in PAGES:
            start = time.perf_counter()
            path = write_whole(Path(folder) / f"{policy}.html", cm.rank(seeker, policy=policy).page())
            made = time.perf_counter() - start
            opened, waits, carried = _opened(browser, path, runs)
            megabytes, wait = path.stat().st_size / 1e6, statistics.median(waits)
            slow = sorted(waits)[int(0.95 * len(waits))]
            waited = (f"{each:.0f} ms" for each in (statistics.median(opened), wait, slow))
            told = (f"{seeker}, `{policy}`", f"{made:.1f} s", f"{megabytes:.2f} MB", f"{carried:,}")
            rows.append((*told, *waited))
            goals += [
                Goal(f"the page, `{policy}`: size", megabytes, "MB", 3, 3),
                Goal(f"the page, `{policy}`: slider to list", wait, "ms", 50, 50),
            ]
        browser.close()
    return Section("The page in a browser", TEXT.format(runs=runs, moves=MOVES), HEAD, rows, goals)


def _opened(browser: Any, path: Path, runs: int) -> tuple[list[float], list[float], int]:
    """Milliseconds from open to usable and from slider to list, and how many candidates the page carries."""
    opened, waits, carried = [], [], 0
    for _ in range(runs):
        tab = browser.new_page(viewport={"width": 1280, "height": 900})
        tab.goto(path.as_uri())
        tab.wait_for_function("document.documentElement.classList.contains('ready')")
        opened.append(tab.evaluate("performance.getEntriesByName('usable')[0].startTime"))
        carried = tab.evaluate("citymatch.model.ranked")
        waits += tab.evaluate(MOVE, MOVES)
        tab.close()
    return opened, waits, carried


if __name__ == "__main__":
    alone(measure, __doc__)
