"""The documentation as it is built: no page is wider than a phone."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
PHONE = 390


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs")
    pytest.importorskip("mkdocstrings")
    folder = tmp_path_factory.mktemp("site")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return folder


@pytest.mark.browser
def test_no_page_is_wider_than_a_phone(site: Path, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": PHONE, "height": 844})
    wide: dict[str, int] = {}
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        tab = context.new_page()
        tab.goto(page.as_uri())
        width = tab.evaluate("document.documentElement.scrollWidth")
        if width > PHONE:
            wide[page.parent.name] = width
        tab.close()
    context.close()
    assert len(pages) > 15 and wide == {}
