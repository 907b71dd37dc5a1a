"""Workbooks in every shape that people keep them in."""

from __future__ import annotations

import re
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from citymatch.datasets import InputError
from citymatch.places import PlacesError, read

ROWS: list[list[Any]] = [["City", "Country", "Contact"], ["Seika", "Japan", "a"], ["Colima", "Mexico", "b"],
                         ["Arezzo", "Italy", "c"], ["Celle", "Germany", "d"]]  # fmt: skip
TEXTS = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Celle, Germany"]


def fill(sheet: Any, rows: list[list[Any]] = ROWS, at: int = 1) -> None:
    for line, row in enumerate(rows, at):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column, value)


def book(folder: Path, make: Callable[[Any], None]) -> Path:
    made = openpyxl.Workbook()
    make(made)
    made.save(folder / "book.xlsx")
    return folder / "book.xlsx"


def changed(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy whose parts are changed, or left out."""
    new = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(new, "w") as package:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                package.writestr(name, part)
    return new


def texts(path: Path) -> list[str]:
    return [entry.text for entry in read(path)]


def test_a_title_above_the_header(tmp_path: Path) -> None:
    """sheet-shape"""

    def make(made: Any) -> None:
        made.active["A1"] = "Sister Cities of the Example County"
        made.active.merge_cells("A1:C1")
        fill(made.active, at=3)

    entries = read(book(tmp_path, make))
    assert [(entry.text, entry.line) for entry in entries] == list(zip(TEXTS, range(4, 8), strict=True))
    assert entries[0].remarks == ("the header stands in row 3", "column kept, not used for matching: Contact")
    assert [entry.extra["Contact"] for entry in entries] == list("abcd")


def test_the_list_on_another_sheet(tmp_path: Path) -> None:
    """sheet-shape"""

    def make(made: Any) -> None:
        made.active.title = "Cover"
        made.active["A1"] = "This workbook lists our members."
        fill(made.create_sheet("Members"))

    entries = read(book(tmp_path, make))
    assert [entry.text for entry in entries] == TEXTS
    assert "sheet 'Members' is read, not 'Cover'" in entries[0].remarks


def test_no_sheet_with_a_list_names_the_others(tmp_path: Path) -> None:
    def make(made: Any) -> None:
        made.active["A1"] = "colour"
        made.create_sheet("Two")["A1"] = "shape"

    with pytest.raises(
        PlacesError, match=r"no usable column: found colour.*nor has another of its sheets: Two"
    ):
        read(book(tmp_path, make))


def test_a_hidden_sheet_is_not_read(tmp_path: Path) -> None:
    def make(made: Any) -> None:
        fill(made.active, [["City", "Country"], ["Old", "Japan"]])
        made.active.sheet_state = "hidden"
        fill(made.create_sheet("New"))
        made.active = 1

    assert texts(book(tmp_path, make)) == TEXTS


def test_merged_cells_stand_in_each_of_their_rows(tmp_path: Path) -> None:
    def make(made: Any) -> None:
        fill(made.active, [["City", "Country"], ["Seika", "Japan"], ["Kyoto", None], ["Colima", "Mexico"]])
        made.active.merge_cells("B2:B3")

    assert texts(book(tmp_path, make)) == ["Seika, Japan", "Kyoto, Japan", "Colima, Mexico"]


@pytest.mark.parametrize("said", ["A1:B2", "A1", "A1:XFD1048576", "Z9:AA10"])
def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path, said: str) -> None:
    whole = book(tmp_path, lambda made: fill(made.active))
    dimension = f'<dimension ref="{said}"'.encode()
    path = changed(whole, lambda _, part: re.sub(rb'<dimension ref="[^"]*"', dimension, part))
    begun = time.perf_counter()
    assert texts(path) == TEXTS
    assert time.perf_counter() - begun < 5


def test_a_cell_far_away_takes_no_time_and_is_said(tmp_path: Path) -> None:
    def make(made: Any) -> None:
        fill(made.active)
        made.active["XFD20000"] = "x"

    path = book(tmp_path, make)
    begun = time.perf_counter()
    entries = read(path)
    assert time.perf_counter() - begun < 5
    assert [entry.text for entry in entries] == TEXTS
    assert "of sheet 'Sheet' the first 256 columns are read" in entries[0].remarks


PARTS = ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml",
"[Content_Types].xml",
         "xl/_rels/workbook.xml.rels", "_rels/.rels")  # fmt: skip


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("damage", ["gone", "empty", "half", "trash", "other", "bytes"])
def test_a_damaged_workbook_is_read_or_refused_in_one_line(tmp_path: Path, name: str, damage: str) -> None:
    whole = book(tmp_path, lambda made: fill(made.active))

    def change(part: str, raw: bytes) -> bytes | None:
        how = {"gone": None, "empty": b"", "half": raw[: len(raw) // 2], "trash": b"<no xml", "other": b"<a/>",
               "bytes": bytes(range(256))}  # fmt: skip
        return how[damage] if part == name else raw

    path = changed(whole, change)
    try:
        assert texts(path) == TEXTS
    except PlacesError as refused:
        assert str(refused).startswith(str(path)) and "\n" not in str(refused)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.9, 0.99])
def test_half_a_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = book(tmp_path, lambda made: fill(made.active))
    raw = whole.read_bytes()
    whole.write_bytes(raw[: int(len(raw) * share)])
    with pytest.raises(PlacesError, match=r"book\.xlsx: is no Excel workbook, or a damaged one"):
        read(whole)


def test_cells_of_other_kinds(tmp_path: Path) -> None:
    def make(made: Any) -> None:
        fill(made.active, [["City", "Country", "Population", "geonameid"], ["Seika", "Japan", 36376.0, None],
                           ["Colima", "Mexico", "#VALUE!",
                           None], [None, None, None, 5383187.0], [None] * 4, ["=1/0"]])  # fmt: skip

    entries = read(book(tmp_path, make))
    assert [entry.text for entry in entries] == ["Seika, Japan", "Colima, Mexico", "", "=1/0"]
    assert entries[3].problem == "the name is a formula without a value"
    assert entries[0].population == 36376 and entries[2].geonameid == 5383187
    assert entries[1].note == "the population is the error #VALUE! of a formula"


def test_a_hidden_sheet_is_said(tmp_path: Path) -> None:
    """sheet-shape: a hidden first sheet was passed over without a word."""

    def make(made: Any) -> None:
        fill(made.active)
        made.active.sheet_state = "hidden"
        fill(made.create_sheet("List"), ROWS[:2])

    (entry,) = read(book(tmp_path, make))
    assert entry.text == TEXTS[0] and "hidden sheet not read: 'Sheet'" in entry.remarks


@pytest.mark.parametrize(
    "words", [["of our members"], ["of our members", "", "x"], ["Members of the league", "", ""]]
)
def test_a_cover_with_a_word_of_ours_is_no_list(tmp_path: Path, words: list[str]) -> None:
    """sheet-shape: a line of the cover was taken for the header, and the list behind it for nothing."""

    def make(made: Any) -> None:
        fill(made.active, [["A book"], words, ["printed in 2024"]])
        fill(made.create_sheet("List"))

    assert texts(book(tmp_path, make)) == TEXTS


@pytest.mark.parametrize("text", ["City\tCountry\nSeika\tJapan\n", "City;Country\nSeika;Japan\n"])
def test_a_text_named_xls_is_read(tmp_path: Path, text: str) -> None:
    """sheet-shape: what a website exports as .xls is a text with tabs."""
    (tmp_path / "list.xls").write_text(text, "utf-8")
    assert texts(tmp_path / "list.xls") == TEXTS[:1]


def test_two_headers_one_above_the_other(tmp_path: Path) -> None:
    """sheet-shape: the country of the partner was given to the member."""

    def make(made: Any) -> None:
        fill(made.active, [["Member", "", "Partner", ""], ["City", "State", "City", "Country"],
                           ["Pinole", "CA", "Seika", "Japan"]])  # fmt: skip
        made.active.merge_cells("A1:B1")
        made.active.merge_cells("C1:D1")

    (entry,) = read(book(tmp_path, make))
    assert entry.text == "Pinole, CA" and dict(entry.extra) == {"City": "Seika", "Country": "Japan"}


def test_a_link_without_a_stored_text_is_read_by_what_it_shows(tmp_path: Path) -> None:
    """Programs that write a workbook store a formula and not what it comes to."""

    def make(made: Any) -> None:
        fill(made.active, [["City", "Website"]])
        made.active["A2"] = '=HYPERLINK("https://www.town.seika.kyoto.jp","Seika, Japan")'
        made.active["A3"] = '=hyperlink("https://a.example"; "Colima, Mexico")'
        made.active["A4"] = "Arezzo, Italy"
        made.active["B4"] = '=HYPERLINK("https://www.comune.arezzo.it")'

    entries = read(book(tmp_path, make))
    assert [entry.text for entry in entries] == ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy"]
    assert entries[2].extra == {"Website": "https://www.comune.arezzo.it"}


def test_without_the_package_the_line_to_type_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = book(tmp_path, lambda made: fill(made.active))
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(InputError, match=r'need the extra .excel.: pip install "citymatch\[excel\]"$'):
        read(path)
