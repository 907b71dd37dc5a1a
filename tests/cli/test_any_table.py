"""Any file behind any option: its rows reported or one clear error, on a cp1252 terminal too; nothing half-written."""

from __future__ import annotations

import contextlib
import io
import json
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citymatch.cli import main

CODES = {0, 2, 3}
SECONDS = 20.0
"""So long a command may take for a handful of rows, on a busy machine."""
SEVERAL = settings(max_examples=40, deadline=None, derandomize=True,
                   suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
ENDINGS = st.sampled_from([".csv", ".txt", ".tsv", ".json", ".md", ".xls", ".xlsx", ""])
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "mac_roman", "shift_jis"])
SIGNS = st.sampled_from([",", ";", "\t", "|", " | "])
CELLS = st.text(max_size=10) | st.sampled_from(
    ["City", "Country", "Contry", "State", "ST", "Sister City", "name_a", "country_a", "name_b", "country_b", "reason",
     "geonameid", "community_id", "latitude", "longitude", "population", "policy", "Notes", "Seika", "Japan", "Pinole",
     "California", "Celle", "Deutschland", "Łódź", "精華町", "38°00'16\"N", "36k", "geonames:abc", "5383187", "3182884",
     "\x1b[31m", '"', "", "x" * 260, "-", "# note", "Springfield", "Texas", "nosuch"]
)  # fmt: skip
GRIDS = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=6)
BEHIND = st.sampled_from(
    ["resolve", "batch", "--candidates", "--exclude", "--partners", "--attributes", "--profile"]
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ours.txt").write_text("Seika, Japan\nColima, Mexico\n", encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> tuple[int, str]:
    """The command on a terminal that has no more than cp1252; its exit code and what it printed on either stream."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="cp1252", newline="\n") for _ in range(2))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = main(arguments)
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    for stream in (out, err):
        stream.flush()
    return code, "".join(stream.buffer.getvalue().decode("cp1252") for stream in (out, err))  # type: ignore[attr-defined]


def held(raw: bytes, ending: str, behind: str) -> None:
    """Read behind an option: an exit code that is documented, no traceback, soon, each file whole or not there."""
    path = Path(f"list{ending}")
    path.write_bytes(raw)
    asked = {
        "resolve": ("resolve", path.name),
        "batch": ("batch", path.name, "--candidates", "ours.txt", "--top", "1", "--output", "o"),
        "--candidates": ("rank", "Pinole, California", "--candidates", path.name, "--output", "r.json"),
    }.get(
        behind,
        ("rank", "Pinole, California", "--candidates", "ours.txt", behind, path.name, "--output", "r.json"),
    )
    began = time.monotonic()
    code, said = run(*asked)
    assert code in CODES and "Traceback" not in said and "\x1b" not in said
    assert time.monotonic() - began < SECONDS
    if code == 2:
        assert not Path("r.json").exists() and not list(Path().glob("o/*")), "nothing is half written"
        assert "citymatch: " in said
    for written in [*Path().glob("r.json"), *Path().glob("o/*.json")]:
        json.loads(written.read_text("utf-8"))
    for written in [*Path().glob("r.json"), *Path().glob("o/*"), path]:
        written.unlink()
    assert sorted(each.name for each in Path().iterdir() if each.is_file()) == ["ours.txt"]


@SEVERAL
@given(st.binary(max_size=300), ENDINGS, BEHIND)
def test_any_bytes_behind_any_option(raw: bytes, ending: str, behind: str) -> None:
    held(raw, ending, behind)


@SEVERAL
@given(st.text(max_size=200), ENDINGS, ENCODINGS, BEHIND)
def test_any_text_behind_any_option(text: str, ending: str, encoding: str, behind: str) -> None:
    held(text.encode(encoding, errors="ignore"), ending, behind)


@SEVERAL
@given(GRIDS, SIGNS, ENDINGS, ENCODINGS, BEHIND)
def test_any_table_behind_any_option(
    grid: list[list[str]], sign: str, ending: str, encoding: str, behind: str
) -> None:
    held("\n".join(map(sign.join, grid)).encode(encoding, errors="ignore"), ending, behind)


@SEVERAL
@given(GRIDS, st.integers(0, 3000), BEHIND)
def test_any_workbook_behind_any_option(grid: list[list[str]], damage: int, behind: str) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for line, row in enumerate(grid, 1):
        for column, text in enumerate(row, 1):
            sheet.cell(line, column, "".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff"
                                             and c not in "\ufffe\uffff"))  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    raw = bytearray(out.getvalue())
    if damage < 1000:  # a third of them has a byte changed
        raw[damage * len(raw) // 1000] ^= 0x55
    held(bytes(raw), ".xlsx", behind)


# Kind: one cell at the far end of a sheet.
def test_one_cell_at_the_far_end_of_a_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["City", "Country"])
    sheet.append(["Seika", "Japan"])
    sheet["XFD20000"] = "x"
    book.save("far.xlsx")
    began = time.monotonic()
    code, said = run("resolve", "far.xlsx")
    assert code == 0 and "the first 256 columns are read" in said and time.monotonic() - began < SECONDS


# Kind: the time for a line grows with the square of its length.
def test_a_line_of_millions_of_letters_is_capped_and_said() -> None:
    for text in ("x" * 3_000_000, "a, " * 700_000, "(" * 2_000_000, "- " * 1_000_000, "1 " * 1_000_000):
        Path("long.txt").write_text(f"{text}\nSeika, Japan\n", "utf-8")
        began = time.monotonic()
        code, said = run("resolve", "long.txt")
        assert code == 3 and "longer than 2000 letters" in said and time.monotonic() - began < SECONDS
    for text in ("x " * 1_000, "(a) " * 500, "- a " * 500, "a, b; " * 330):
        Path("long.txt").write_text(f"{text}\n", "utf-8")
        began = time.monotonic()
        assert run("resolve", "long.txt")[0] == 3 and time.monotonic() - began < SECONDS


# Kind: a workbook that unpacks to more than the memory.
def test_a_workbook_that_unpacks_to_too_much() -> None:
    with zipfile.ZipFile("bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
        with package.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(410):
                part.write(b"<row/>" * 170_000)
    code, said = run("resolve", "bomb.xlsx")
    assert code == 2 and "too large to read" in said
