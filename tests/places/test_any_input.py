"""Any bytes, any text, any table: its rows reported, or one clear error; no traceback, nothing half-read."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citymatch.datasets import InputError
from citymatch.features.attributes import read_attributes
from citymatch.places import Entry, PlacesError, read, resolve
from citymatch.ranking.excluded import read_excluded
from citymatch.ranking.own_partners import own_partners

SEVERAL = settings(max_examples=60, deadline=None)
ENDINGS = st.sampled_from([".csv", ".txt", ".tsv", ".json", ".md", ".xlsx", ".xls", "", ".html"])
WORDS = st.sampled_from(
    ["Seika", "Japan", "name", "City", "Country", "state", "geonameid", "latitude", "longitude", "population",
    "99.541", "Pinole",
     "California", "abc", "geonames:abc", "", " ", "1e999", "Köln", "\x1b[31m", "🇯🇵", "|", "---", "name_a", "name_b",
     "country_a", "country_b", "community_id", "country", "reason", "id", "5383187", "-", "Mexico", "and",
     "(1999)", "[1]", '"',
     "sep=;", "\u202e", "{|", "<td>", "﷽", "x" * 400, "nan", "=1/0", "38°00'16\"N", "Texas", "TX", "France", "Paris"]
)  # fmt: skip
CELLS = WORDS | st.text(max_size=12)
GRIDS = st.lists(st.lists(CELLS, max_size=6), max_size=8)
SIGNS = st.sampled_from([",", ";", "\t", "|", " | ", "\n", " - ", " / "])
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "cp1252", "mac_roman", "utf-8-sig", "shift_jis", "utf-32"])
READERS = [read, read_excluded, own_partners, read_attributes]


def held(source: Any, reader: Any) -> None:
    """Read: what comes out is rows, or one line that says why there are none."""
    try:
        found = reader(source)
    except InputError as refused:
        text = str(refused)
        assert text.strip() and "\n" not in text.split("\ngeonames:")[0].split(": ", 1)[0]
        return
    if reader is read:
        assert found and all(isinstance(each, Entry) for each in found)
        for entry in found:
            assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f]", entry.text)
            status = resolve(entry).status
            assert status in ("matched", "corrected", "ambiguous", "not_found")


def held_as_file(raw: bytes, ending: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"list{ending}"
        path.write_bytes(raw)
        for reader in READERS:
            held(path, reader)


@SEVERAL
@given(st.binary(max_size=400), ENDINGS)
def test_any_bytes(raw: bytes, ending: str) -> None:
    held_as_file(raw, ending)


@SEVERAL
@given(st.text(max_size=300), ENDINGS, ENCODINGS)
def test_any_text(text: str, ending: str, encoding: str) -> None:
    held_as_file(text.encode(encoding, errors="ignore"), ending)


@SEVERAL
@given(GRIDS, SIGNS, ENDINGS, ENCODINGS)
def test_any_table(grid: list[list[str]], sign: str, ending: str, encoding: str) -> None:
    held_as_file("\n".join(map(sign.join, grid)).encode(encoding, errors="ignore"), ending)


@SEVERAL
@given(GRIDS.filter(bool))
def test_any_frame(grid: list[list[str]]) -> None:
    width = max(map(len, grid))
    frame = pd.DataFrame([[*row, *[None] * (width - len(row))] for row in grid[1:]], columns=range(width))
    frame.columns = [*grid[0], *map(str, range(width - len(grid[0])))]
    for reader in READERS:
        held(frame, reader)


@SEVERAL
@given(st.lists(CELLS | st.integers() | st.none() | st.floats() | st.booleans() | st.dates(), max_size=5))
def test_any_list(items: list[Any]) -> None:
    held(items, read)


VALUES = (
    CELLS
    | st.integers(-(10**9), 10**9)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.booleans()
    | st.none()
)


@SEVERAL
@given(
    st.lists(st.lists(VALUES, max_size=5), max_size=6),
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 3)), max_size=2
    ),
    st.sampled_from(["visible", "hidden"]),
    st.integers(0, 40),
    st.sampled_from(["", "half", "swap", "dimension"]),
)
def test_any_workbook(
    rows: list[list[Any]], merged: list[tuple[int, int, int, int]], state: str, seed: int, damage: str
) -> None:
    made = openpyxl.Workbook()
    sheet = made.create_sheet("List")
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            clean = (
                re.sub(r"[\x00-\x1f\ud800-\udfff\ufffe\uffff]", "", value)
                if isinstance(value, str)
                else value
            )
            sheet.cell(line, column, clean)
    for row, column, down, right in merged:
        sheet.merge_cells(start_row=row, start_column=column, end_row=row + down, end_column=column + right)
    made.worksheets[0].sheet_state = state
    made.active = 1
    out = io.BytesIO()
    made.save(out)
    held_as_file(_damaged(out.getvalue(), seed, damage), ".xlsx")


def _damaged(raw: bytes, seed: int, damage: str) -> bytes:
    """A workbook of which one part is halved or has two bytes changed, or whose size is stated wrongly."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for number, name in enumerate(old.namelist()):
            part = old.read(name)
            if damage == "dimension":
                part = re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:B2"', part)
            elif number == seed % len(old.namelist()) and damage:
                at = (seed * 37) % max(len(part) - 2, 1)
                part = part[: len(part) // 2] if damage == "half" else part[:at] + b"x" + part[at + 1 :]
            new.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("source", ["nul\0.csv", "x" * 300 + ".csv", "no folder/list.csv", "."])
def test_a_name_that_no_list_has(reader: Any, source: str) -> None:
    with pytest.raises(InputError) as refused:
        reader(source)
    assert "\n" not in str(refused.value)


def test_a_large_field_is_refused_by_every_reader(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    headers = {read: "name,country", read_excluded: "name,country", read_attributes: "geonameid,wine",
               own_partners: "name_a,country_a,name_b,country_b"}  # fmt: skip
    for reader, header in headers.items():
        path.write_text(f"{header}\n1,{'x' * 200_000}\n", "utf-8")
        with pytest.raises(InputError, match=r"list\.csv, line 2: is no proper table"):
            reader(path)  # type: ignore[operator]
    with pytest.raises(PlacesError):
        read(path.with_name("none.csv"))


# Kind: a suite that takes any refusal for an answer does not see that a good file is refused.
@pytest.mark.parametrize("ending", [".csv", ".txt", ".xlsx", ".json"])
@pytest.mark.parametrize("kind", [str, Path])
def test_a_good_file_is_read_by_every_reader(ending: str, kind: Any, tmp_path: Path) -> None:
    named = {"name": ["Seika"], "country": ["Japan"]}
    pair = {"name_a": ["Pinole"], "country_a": ["US"], "name_b": ["Seika"], "country_b": ["JP"]}
    frames = {
        read: named,
        read_excluded: named,
        read_attributes: named | {"wine": ["yes"]},
        own_partners: pair,
    }
    for reader, columns in frames.items():
        path, frame = tmp_path / f"list{ending}", pd.DataFrame(columns)
        if ending == ".xlsx":
            frame.to_excel(path, index=False)
        elif ending == ".json":
            frame.to_json(path, orient="records")
        else:
            frame.to_csv(path, index=False)
        assert reader(kind(path))  # type: ignore[operator]
