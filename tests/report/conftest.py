"""Pages made once for all tests of the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import citymatch as cm
from citymatch.whole import write_whole

sys.path.insert(0, str(Path(__file__).parent))

import browser

DAY = "2026-09-01"


@pytest.fixture(scope="session")
def pinole() -> cm.Ranking:
    """Pinole's ranking under its own policy."""
    return cm.rank("geonames:5383187", policy="pinole", as_of=DAY)


@pytest.fixture(scope="session")
def norman() -> cm.Ranking:
    """A ranking under the default criteria, of a seeker that has partners already."""
    return cm.rank("Norman, Oklahoma", policy="default", as_of=DAY)


@pytest.fixture(scope="session")
def pinole_page(pinole: cm.Ranking, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whole(tmp_path_factory.mktemp("pages") / "pinole.html", pinole.page())


@pytest.fixture(scope="session")
def norman_page(norman: cm.Ranking, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_whole(tmp_path_factory.mktemp("pages") / "norman.html", norman.page())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """One browser for all tests."""
    if browser.CHROMIUM is None:
        pytest.skip(browser.MISSING)
    with browser.chromium() as opened:
        yield opened


@pytest.fixture
def window(chromium: Any) -> Iterator[Any]:
    """A window of 1280 by 900 points that keeps nothing from the one before."""
    opened = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def pinole_tab(window: Any, pinole_page: Path) -> Any:
    return browser.open_page(window, pinole_page)


@pytest.fixture
def norman_tab(window: Any, norman_page: Path) -> Any:
    return browser.open_page(window, norman_page)
