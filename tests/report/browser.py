"""A headless Chromium for the tests of the page, and what they ask of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
MISSING = "no Chromium: install Debian's package chromium to test the page in a browser"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Any]:
    """A browser with a new user-data directory of its own."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield opened
        finally:
            opened.close()


def open_page(context: Any, path: Path) -> Any:
    """A tab that shows the page, ready to use, with what it logged and asked for in `.said` and `.asked`."""
    tab = context.new_page()
    tab.said, tab.asked = [], []
    tab.on("console", lambda message: tab.said.append(message.text))
    tab.on("pageerror", lambda error: tab.said.append(str(error)))
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.goto(path.as_uri())
    tab.wait_for_selector("html.ready", state="attached")
    return tab


def set_weights(tab: Any, positions: list[int]) -> None:
    """Put every slider to a position from 0 to 100 and wait until the list has followed."""
    tab.evaluate(
        """async (positions) => {
            positions.forEach((position, k) => {
                const slider = document.getElementById(`weight-${k}`);
                slider.value = String(position);
                slider.dispatchEvent(new Event("input"));
            });
            await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
        }""",
        positions,
    )


def weights(tab: Any) -> list[float]:
    """The weights that the page ranks by, in the order of its criteria."""
    found: list[float] = tab.evaluate("citymatch.state.weights")
    return found


def listed(tab: Any, number: int = 20) -> list[tuple[str, float]]:
    """The ids and scores of the first places of the list, from the model behind it."""
    found = tab.evaluate(
        """(number) => citymatch.result.order.slice(0, number).map(
            (place) => [citymatch.model.fact("id", place), citymatch.result.score[place]])""",
        number,
    )
    return [(identity, score) for identity, score in found]


def cards(tab: Any) -> list[str]:
    """The ids of the cards as they stand on the page."""
    found: list[str] = tab.eval_on_selector_all(
        "#cards > .card", "cards => cards.map(card => card.dataset.id)"
    )
    return found
