"""Pages made once for all tests of the report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import citymatch as cm
from citymatch.report.explore import save_page

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
    return save_page(pinole, tmp_path_factory.mktemp("pages") / "pinole.html")


@pytest.fixture(scope="session")
def norman_page(norman: cm.Ranking, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_page(norman, tmp_path_factory.mktemp("pages") / "norman.html")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """One browser for all tests, 1280 by 900 points."""
    if browser.CHROMIUM is None:
        pytest.skip(browser.MISSING)
    with browser.chromium(tmp_path_factory.mktemp("profile"), viewport={"width": 1280, "height": 900}) as opened:
        yield opened


@pytest.fixture
def pinole_tab(chromium: Any, pinole_page: Path) -> Iterator[Any]:
    tab = browser.open_page(chromium, pinole_page)
    yield tab
    tab.close()


@pytest.fixture
def norman_tab(chromium: Any, norman_page: Path) -> Iterator[Any]:
    tab = browser.open_page(chromium, norman_page)
    yield tab
    tab.close()
