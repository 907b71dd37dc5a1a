"""A review on the screen, as a paper and as a workbook."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from citymatch.datasets import InputError
from citymatch.report.review import table, text
from citymatch.report.review_files import as_csv, saved
from citymatch.report.review_paper import paper
from citymatch.results.review import Review, Reviewed

WAR = "Russia wages war on Ukraine"
ARMS = "The United States restricts trade in arms with its country"


def made() -> Review:
    """A review by hand: one to revive, one active, one barred, one of which little is known."""
    return Review(
        "Oakland, California", "geonames:5378538", "citymatch's default criteria", date(2026, 6, 1), 105_297,
        (
            Reviewed("Dalian", "Liaoning", "China", "sister city", "dormant", "the last visit was in 2014", 57.64,
                     "24th of 105,297", "both are seaports", (), (ARMS,), ("its term ran out in 2022",), "1982",
                     "until 2022", "", {"last_visit": "2014", "committee": "no"}, "your own list",
                     "geonames:1814087", 1),
            Reviewed("Fukuoka", "Fukuoka", "Japan", "sister city", "active", "your list says so", 48.7,
                     "9th of 105,297", "both are seaports"),
            Reviewed("Nakhodka", "Primorye", "Russia", "sister city", "unknown", "no list says how it stands", 13.8,
                     "left out today", "", (WAR,), (ARMS,)),
            Reviewed("=Atlantis", "", "Greece", "sister city", "unknown", "no list says how it stands", float("nan"),
                     "not found, so that it has no score", ""),
        ),
        notes=("How these stand, nobody has said yet: Nakhodka.",), read=("partners.csv: parted at semicolons",),
        provenance={"as of": "2026-06-01"},
    )  # fmt: skip


def test_the_paper_says_whom_to_revive_what_is_barred_and_each_caution_once() -> None:
    told = paper([made()]).to_markdown()
    first, rest = told.split("## Every partnership")
    assert (
        "1. Dalian, China | 57.6 | 24th of 105,297 | both are seaports | dormant: the last visit was in 2014; a caution"
        in first
    )
    assert "Nakhodka, Russia | not known | 13.8 | barred today: Russia wages war on Ukraine" in rest
    assert told.count(ARMS) == 1 and f"Dalian, China; Nakhodka, Russia: {ARMS}" in told
    assert "since 1982; term until 2022; renewal unknown" in rest
    assert "Is there money for it, and whose? All." in rest
    assert "When was the last visit, in either direction? Fukuoka, Nakhodka, =Atlantis." in rest


def test_the_screen_and_the_text_say_the_same() -> None:
    console = Console(width=140, record=True, file=io.StringIO())
    table(made(), console)
    for told in (console.export_text(), text([made()])):
        for words in ("4 partnerships on record: 1 active, 1 dormant, 2 of unknown standing", "57.6",
                      "its term ran out in 2022",
                      "barred today: Russia wages war on Ukraine", "partners.csv: parted at semicolons"):  # fmt: skip
            assert words in told


def test_tables_for_programs_leave_the_unknown_unknown_and_run_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(as_csv([made()]))))
    assert [row["revive"] for row in rows] == ["1", "", "", ""]
    assert (
        rows[3]["score"] == "" and rows[3]["partner"] == "'=Atlantis" and rows[3]["last_visit"] == "unknown"
    )
    assert json.loads(json.dumps(made().to_dict(), allow_nan=False))["partners"][3]["score"] is None


def test_every_kind_of_file(tmp_path: Path) -> None:
    for ending in ("csv", "json", "xlsx", "docx", "pdf", "html", "md"):
        path = tmp_path / f"review.{ending}"
        assert saved([made(), made()], path) == path and path.stat().st_size > 1000
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(tmp_path / "review.xlsx")
    assert book.sheetnames == ["Oakland, California", "Oakland, California 2", "Figures"]
    rows = [row[:5] for row in book.worksheets[0].values if row[1]]
    assert rows[1] == (1, "Dalian, China", "dormant", "the last visit was in 2014", 57.6)
    assert rows[4][4] is None and book.worksheets[0].cell(8, 2).data_type == "s"
    assert book["Figures"].max_row == 9
    with pytest.raises(InputError, match=r"review\.doc: a review is written as \.csv, \.json, \.xlsx"):
        saved([made()], tmp_path / "review.doc")
