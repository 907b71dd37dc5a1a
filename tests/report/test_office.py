"""The papers as LibreOffice opens and prints them: how many pages, and no word cut by the edge of its column.

`make office` runs these; they are no part of the other checks where LibreOffice or poppler's tools are not installed.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import citymatch as cm

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TOOLS = [shutil.which(name) for name in ("pdfinfo", "pdftotext")]
MISSING = "no LibreOffice: apt-get install libreoffice-writer poppler-utils"
SEEKERS = {
    "Truckee, California": ["Karuizawa, Japan", "Metsovo, Greece", "Bcharre, Lebanon"],
    "Pinole, California": ["Seika, Japan", "Baguio, Philippines", "Pocheon, South Korea", "Arezzo, Italy"],
    "Longview, Washington": None,
}
HTML = ["--infilter=HTML (StarWriter)", "--convert-to", "pdf:writer_pdf_Export"]
FILTERS = {"docx": ["--convert-to", "pdf"], "html": HTML}
PAGES = {"memo": 2, "application": 6}

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(OFFICE is None or None in TOOLS, reason=MISSING),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where LibreOffice keeps what it writes of itself."""
    return tmp_path_factory.mktemp("office")


@pytest.mark.parametrize("seeker", SEEKERS)
@pytest.mark.parametrize("ending", FILTERS)
def test_papers_in_an_office(seeker: str, ending: str, home: Path, tmp_path: Path) -> None:
    named = SEEKERS[seeker]
    ranking = cm.rank(seeker, top=1 if named else 3, as_of="2026-09-01")
    first = named[0] if named else str(ranking.result.listed.community_id[0])
    for kind, paper in (("memo", ranking.memo(named)), ("application", ranking.application(first))):
        printed = converted(paper.save(tmp_path / f"{kind}.{ending}"), ending, home)
        assert pages(printed) <= PAGES[kind], f"{kind} of {seeker} as {ending}"
        assert not cut(printed, paper.to_markdown())


def converted(path: Path, ending: str, home: Path) -> Path:
    """A paper as LibreOffice prints it."""
    assert OFFICE is not None
    subprocess.run(
        [OFFICE, f"-env:UserInstallation={home.as_uri()}", "--headless", *FILTERS[ending], "--outdir", path.parent,
         path],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def pages(printed: Path) -> int:
    told = subprocess.run(["pdfinfo", printed], check=True, capture_output=True, text=True).stdout
    return int(re.findall(r"Pages:\s+(\d+)", told)[0])


def cut(printed: Path, text: str) -> list[str]:
    """The words of a paper that are not whole in print: a word that a column cuts goes on in the next line."""
    told = subprocess.run(
        ["pdftotext", "-raw", printed, "-"], check=True, capture_output=True, text=True
    ).stdout
    there = set(re.findall(r"[A-Za-z]+", told))
    words = re.findall(r"[A-Za-z]{5,20}", re.sub(r"&\w+;|https?://\S+", " ", text))
    return sorted(set(words) - there)
