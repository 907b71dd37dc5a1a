"""Files and tables of a result made by hand: every column, cell and name."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import handmade
import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import InputError
from citymatch.places import Community, Resolution
from citymatch.report import excel, files, sheets, sources
from citymatch.report.formats import FORMATS, Format, form_of, format_named
from citymatch.report.saving import save_batch

EXPECTED = Path(__file__).parent / "expected"
COLUMNS = [
    "rank", "score", "tied", "best_case", "coverage", "community_id", "geonameid", "name", "admin1", "country",
    "population", "latitude", "longitude", "size", "near-water",
    "size_value", "size_similarity", "size_weight", "size_level",
    "near_water_value", "near_water_similarity", "near_water_weight", "near_water_level",
    "tie_break_climate", "population_year", "population_source", "version", "snapshot", "policy_hash", "as_of",
    "geonames", "called", "home_partner", "cautions", "reasons", "seeker_id", "seeker", "seeker_input", "seeker_status",
    "seeker_note",
]  # fmt: skip
OVERVIEW = [
    "seeker_id", "seeker", "policy", "rank", "score", "tied", "best_case", "coverage", "community_id", "geonameid",
    "name", "admin1", "country", "population", "latitude", "longitude", "reasons", "version", "snapshot",
    "policy_hash", "as_of", "seeker_input", "seeker_status", "seeker_note",
]  # fmt: skip
BO = Community("geonames:21", "place", "Bo", "M", "Skåne", "SE", 55.5, 13.25, 21_000.0)


def called(*labels: str) -> list[Any]:
    return [handmade.result(seeker={**handmade.SEEKER, "label": label}) for label in labels]


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("name", ["csv", "json", "geojson", "table"])
def test_each_format_writes_exactly_this(name: str, tmp_path: Path) -> None:
    form = FORMATS[name]
    path = form.write(handmade.result(), tmp_path / "out")
    assert path.read_bytes().decode() == (EXPECTED / f"ranking{form.ending}").read_text(encoding="utf-8")


def test_the_list_of_formats() -> None:
    told = {form.name: (form.ending, form.about, form.text, form.bom, form.each) for form in FORMATS.values()}
    assert told == {
        "table": (".txt", "a table to read", True, False, False),
        "json": (".json", "everything, for programs", True, False, True),
        "csv": (".csv", "one row per candidate", True, True, True),
        "geojson": (".geojson", "points for a map", True, False, False),
        "excel": (".xlsx", "a workbook (needs the extra excel)", False, False, False),
    }
    assert list(FORMATS) == list(told)
    endings = {
        "a.JSON": "json",
        "a.csv": "csv",
        "a.xlsx": "excel",
        "a.geojson": "geojson",
        "a.txt": "table",
        "a": "table",
    }
    assert {name: form_of(Path(name)) for name in endings} == endings
    for name in ("a.pdf", "a.md", "x.html"):  # input-rules-differ: endings that nobody writes
        with pytest.raises(
            InputError, match=r"a ranking is written as .txt, .json, .csv, .geojson or .xlsx, not as"
        ):
            form_of(Path(name))
    assert format_named("csv") is FORMATS["csv"]
    with pytest.raises(
        InputError, match=r"^format must be one of table, json, csv, geojson, excel, not 'xml'$"
    ):
        format_named("xml")
    plain = Format("x", ".x", "x", lambda result: b"x")
    assert plain.text and not plain.bom and not plain.each


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_only_csv_begins_with_a_mark_and_only_when_asked(name: str, tmp_path: Path) -> None:
    form, result = FORMATS[name], handmade.result()
    begins = [
        form.write(result, tmp_path / "f", bom).read_bytes().startswith(b"\xef\xbb\xbf")
        for bom in (False, True)
    ]
    assert begins == [False, name == "csv"]
    assert not form.write(result, tmp_path / "f").read_bytes().startswith(b"\xef")


def test_a_csv_holds_every_value_and_what_it_rests_on() -> None:
    head, first, second = rows(files.ranking_csv(handmade.result()))
    assert head == COLUMNS
    one, other = dict(zip(head, first, strict=True)), dict(zip(head, second, strict=True))
    assert one["near_water_value"] == "0.02" and one["size_level"] == "place" and one["as_of"] == "2026-01-15"
    assert one["geonames"] == "https://www.geonames.org/21" and one["tie_break_climate"] == "0.5"
    assert one["reasons"] == "It is 1.1 times as large; The sea is near"
    unknown = [name for name, value in other.items() if value == ""]
    assert unknown == [
        "geonameid", "admin1", "population", "near-water", "near_water_value", "near_water_similarity",
        "population_year", "geonames", "seeker_input", "seeker_note",
    ]  # fmt: skip
    assert other["name"] == "'=Cé"


def test_a_spreadsheet_runs_nothing_and_an_unknown_is_an_empty_cell() -> None:
    text = files.csv_text(
        ["=a", "b"],
        [[first + "x", n] for n, first in enumerate("=+-@\t\r x")] + [[None, float("nan")], [pd.NA, -1.5]],
    )
    assert rows(text) == [
        ["'=a", "b"], ["'=x", "0"], ["'+x", "1"], ["'-x", "2"], ["'@x", "3"], ["'\tx", "4"], ["'\nx", "5"], [" x", "6"],
        ["xx", "7"], ["", ""], ["", "-1.5"],
    ]  # fmt: skip
    assert "\r" not in text, "a line that ends in the middle of a cell would end its row"
    assert rows(files.csv_text(["a"], [["one\r\ntwo\rthree"], ["next"]])) == [
        ["a"],
        ["one\ntwo\nthree"],
        ["next"],
    ]
    assert files.unknown(None) and files.unknown(pd.NA) and files.unknown(float("nan"))
    assert not files.unknown(0) and not files.unknown("") and not files.unknown("NA")
    assert files.harmless("") == "" and files.harmless(5) == 5


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("\r=cmd", "'=cmd"), ("\n=cmd", "'=cmd"), ("\t=cmd", "'=cmd"), (" =cmd", "'=cmd"), ("\ufeff=cmd", "'=cmd"),
        ("\x00=cmd", "'=cmd"), ("\x1b+1", "'+1"), ("\u200b@SUM(1)", "'@SUM(1)"), ("＝cmd", "'＝cmd"),
        ("Alder\r=cmd", "Alder =cmd"), ("Alder\r\n=cmd", "Alder\n=cmd"), ("Alder\x07", "Alder"),
        ("Saint-Denis", "Saint-Denis"), ("'=quoted", "'=quoted"), ("Łódź", "Łódź"),
    ],
)  # fmt: skip
def test_nothing_unseen_lets_a_formula_past_the_guard(text: str, written: str, tmp_path: Path) -> None:
    assert files.harmless(text) == written
    lost = Resolution(text, "not_found", note=text, extra={text: text})
    save_batch([], [lost], tmp_path)
    raw = (tmp_path / "unresolved.csv").read_bytes()
    assert b"\r" not in raw, "a carriage return ends a row for some readers"
    head, row = rows(raw.decode())
    assert row[1] == row[3] == row[-1] == written and head[-1] == written


def test_json_is_a_line_for_each_entry_and_refuses_what_is_no_json() -> None:
    assert files.to_json([{"a": 1}, {"b": "é"}]) == '[\n {"a": 1},\n {"b": "é"}\n]\n'
    assert (
        files.to_json([1, 2]) == "[1, 2]\n" and files.to_json([]) == "[]\n" and files.to_json("x") == '"x"\n'
    )
    assert (
        files.to_json({"a": [], "b": [1], "c": {"d": [{}]}})
        == '{\n "a": [],\n "b": [1],\n "c": {"d": [{}]}\n}\n'
    )
    with pytest.raises(ValueError, match="JSON"):
        files.to_json({"a": float("nan")})


def test_geojson_has_a_point_for_each_with_its_points_and_reasons() -> None:
    data = json.loads(files.ranking_geojson(handmade.result()))
    assert (
        list(data) == ["type", "seeker", "asked", "notes", "provenance", "features"]
        and data["provenance"] == handmade.MADE
    )
    first, second = data["features"]
    assert second["geometry"] == {"type": "Point", "coordinates": [4.5, 44.0]} and second["id"] == "unit:FR:7"
    assert {"contributions", "tie_break"}.isdisjoint(first["properties"])
    assert first["properties"]["points_near-water"] == 25.0
    assert second["properties"]["reasons"] == "Caution: a war is near; It is 1.1 times as large"


def test_a_part_of_a_batchs_table() -> None:
    columns = files.overview_columns(handmade.result())
    assert list(columns) == OVERVIEW
    assert [next(iter(values)) for values in columns.values()] == [
        "geonames:11", "Alder, Ohio", "alder", 1, 96.25, 0, 96.25, 1.0, "geonames:21", 21, "Bo <B>", "Skåne", "SE",
        21_000.0, 55.5, 13.25, "It is 1.1 times as large; The sea is near", "1.2.3", "abc", "def", "2026-01-15",
        "", "matched", "",
    ]  # fmt: skip
    assert {len(values) for values in columns.values()} == {2}


def test_each_seeker_has_a_file_name_of_its_own() -> None:
    assert files.stems(called("São Paulo, Brazil", "Alder, Ohio", "Alder (Ohio)", "...", "alder-ohio", "?!")) == [
        "sao-paulo-brazil", "alder-ohio", "alder-ohio-2", "seeker", "alder-ohio-3", "seeker-2",
    ]  # fmt: skip
    assert files.stems(called("Overview", "Con", "a-2", "a", "a")) == [
        "overview-2",
        "con-2",
        "a-2",
        "a",
        "a-3",
    ]
    long = files.stems(called("x" * 260, "x" * 260, "Ö" * 300))
    assert [len(stem) for stem in long] == [80, 82, 80] and len(set(long)) == 3


def test_a_batch_as_files(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    lost = (
        Resolution("Bo", "ambiguous", None, (BO, replace(BO, id="geonames:22", country="")), "which?", 4),
        Resolution("+Nowhere", "not_found", note="no such place", line=None),
    )
    out = tmp_path / "new" / "out"
    some = [*called("Alder, Ohio", "Alder, Ohio"), handmade.nobody()]
    written = save_batch(some, lost, out, bom=True, excel=True)
    assert [path.name for path in written] == [
        "alder-ohio.json", "alder-ohio.csv", "alder-ohio-2.json", "alder-ohio-2.csv", "alder-ohio-3.json",
        "alder-ohio-3.csv", "overview.csv", "assignment.csv", "shortlists.xlsx", "lines.csv",
        "unresolved.csv",
    ]  # fmt: skip
    assert sorted(path.name for path in out.iterdir()) == sorted(path.name for path in written)
    for path in out.glob("*.csv"):
        assert path.read_bytes().startswith(b"\xef\xbb\xbf") and not path.read_bytes()[3:].startswith(b"\xef")
    assert rows((out / "unresolved.csv").read_text("utf-8-sig")) == [
        ["line", "input", "status", "note", "candidates"],
        ["4", "Bo", "ambiguous", "which?", "geonames:21 Bo, Sweden; geonames:22 Bo"],
        ["", "'+Nowhere", "not_found", "no such place", ""],
    ]
    overview = rows((out / "overview.csv").read_text("utf-8-sig"))
    assert overview[0] == OVERVIEW and len(overview) == 5
    assert overview[2][9:14] == ["", "'=Cé", "", "FR", ""]
    assert rows((out / "assignment.csv").read_text("utf-8-sig")) == [
        ["seeker_id", "seeker", "rank", "score", "community_id", "name", "country", "caution"],
        ["geonames:11", "Alder, Ohio", "1", "96.2", "geonames:21", "Bo <B>", "SE", ""],
        ["geonames:11", "Alder, Ohio", "2", "60.0", "unit:FR:7", "'=Cé", "FR", "a war is near"],
        ["geonames:11", "Alder, Ohio", "", "", "", "", "", ""],
    ]
    assert openpyxl.load_workbook(out / "shortlists.xlsx").sheetnames == [
        "Overview", "Alder, Ohio", "Alder, Ohio 2", "Alder, Ohio 3", "Sources", "Figures",
    ]  # fmt: skip


def test_a_batch_without_marks_workbook_or_lost_lines(tmp_path: Path) -> None:
    (tmp_path / "unresolved.csv").write_text("from a run before", encoding="utf-8")
    written = save_batch([handmade.result()], (), tmp_path)
    assert [path.name for path in written] == [
        "alder-ohio.json",
        "alder-ohio.csv",
        "overview.csv",
        "assignment.csv",
        "lines.csv",
    ]
    assert not (tmp_path / "unresolved.csv").exists()
    assert (tmp_path / "overview.csv").read_bytes().startswith(b"seeker_id,seeker,policy,rank,")
    assert (tmp_path / "alder-ohio.csv").read_bytes() == (EXPECTED / "ranking.csv").read_bytes()
    assert [path.name for path in save_batch([], (), tmp_path / "none", excel=True)] == [
        "overview.csv",
        "assignment.csv",
        "lines.csv",
    ]


FIGURES = [
    "seeker_id",
    "seeker",
    "policy",
    *(name for name in COLUMNS if name not in ("seeker_id", "seeker")),
]


def test_the_figures_of_a_workbook_cell_by_cell() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.load_workbook(io.BytesIO(excel.workbook([handmade.result()])))
    assert book.sheetnames == ["Alder, Ohio", "Sources", "Figures"]
    sheet = book["Figures"]
    head, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert head == FIGURES
    assert first == [
        "geonames:11", "Alder, Ohio", "alder",
        1, 96.2, 0, 96.2, 1, "geonames:21", 21, "Bo <B>", "Skåne", "SE", 21_000, 55.5, 13.25, 71.25, 25,
        1.05, pytest.approx(0.95), 0.75, "place", 0.02, 1, 0.25, "county", 0.5, "2023", "Statistics Sweden; register",
        "1.2.3", "abc", "def", "2026-01-15", "https://www.geonames.org/21", "linked by people",
        "no US partner on record", None, "It is 1.1 times as large; The sea is near", None, "matched", None,
    ]  # fmt: skip
    assert [name for name, value in zip(head, second, strict=True) if value is None] == [
        "geonameid", "admin1", "population", "near-water", "near_water_value", "near_water_similarity",
        "population_year", "geonames", "seeker_input", "seeker_note",
    ]  # fmt: skip
    formats = {cell.value: sheet.cell(2, n).number_format for n, cell in enumerate(sheet[1], 1)}
    assert {name: form for name, form in formats.items() if form != "General"} == {
        "rank": "0", "score": "0.0", "tied": "#,##0", "best_case": "0.0", "coverage": "0%", "geonameid": "0",
        "population": "#,##0", "latitude": "0.0000", "longitude": "0.0000",
    }  # fmt: skip
    assert all(cell.font.bold for cell in sheet[1]) and not any(cell.font.bold for cell in sheet[2])
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:AO3"
    assert sheet.print_area == "'Figures'!$A$1:$P$3", "no page of figures that name nobody"
    made = book["Sources"]
    told = [[cell.value for cell in row] for row in made.iter_rows(min_row=2)]
    assert told[:4] == [list(p) for p in handmade.MADE.items()]
    assert told[4:] == [[t["title"], f"{t['source']} ({t['year']}); {t['terms']}"] for t in sources.tables()]
    with pytest.raises(ValueError, match=r"^there is no ranking to write$"):
        excel.workbook([])


def test_a_workbook_without_the_extra_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from citymatch import extras

    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(
        extras.MissingExtra,
        match=r"""^Excel files need the extra 'excel': pip install "citymatch\[excel\]"$""",
    ):
        excel.workbook([handmade.result()])


def test_sheets_have_names_that_excel_takes() -> None:
    long = "A community with a very long name, Ohio"
    labels = [long, long, "sources", "Sources", "a:b\\c?*", "'quoted'", f"{'x' * 30}'y", "ALDER", "alder"]
    assert excel.sheet_titles(labels, ["Sources"]) == [
        "A community with a very long na", "A community with a very long 2", "sources 2", "Sources 3", "a b c",
        "quoted",
        "x" * 30,
        "ALDER", "alder 2",
    ]  # fmt: skip


def test_control_characters_that_excel_forbids_are_left_out() -> None:
    kept = "".join(chr(n) for n in range(32) if n in (9, 10, 13))
    assert sheets.printable("".join(map(chr, range(33))) + "x\ud800") == kept + " x?"
    assert sheets.plain(np.float64(2.5)) == 2.5 and sheets.plain("=1") == "'=1" and sheets.plain(None) is None


def test_every_table_that_a_wheel_holds_is_cited() -> None:
    cited = sources.tables()
    assert all(set(table) == {"title", "source", "year", "terms"} for table in cited)
    assert all(table["title"] and table["source"] for table in cited)
    assert any("partnerships" in table["title"] for table in cited)
    assert len({table["title"] for table in cited}) == len(cited) > 10
