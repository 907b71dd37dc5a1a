"""Files that other programs open: Excel, CSV for Excel, GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import citymatch as cm
from citymatch import extras
from citymatch.cli import main
from citymatch.report import files
from citymatch.report.excel import save_workbook

openpyxl = pytest.importorskip("openpyxl")

FORMULA = '=HYPERLINK("http://example.org")'


@pytest.fixture(scope="module")
def own() -> cm.Ranking:
    """A ranking of two places of one's own, one with a formula for a name and no population."""
    places = [
        cm.Community("user:a", "place", FORMULA, "", "", "FR", 44.0, 4.0, float("nan"), ""),
        cm.Community("user:b", "place", "+Ville\x07", "", "", "FR", 43.0, 4.0, 20_000.0, "its mayor"),
    ]
    return cm.rank("geonames:5383187", policy="pinole", candidates=places, as_of="2026-09-01")


def test_a_workbook_has_a_sheet_per_seeker_with_typed_columns(
    pinole: cm.Ranking, norman: cm.Ranking, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(
        save_workbook([pinole.result, norman.result, pinole.result], tmp_path / "list.xlsx")
    )
    assert book.sheetnames == [
        "Pinole, California", "Norman, Oklahoma", "Pinole, California 2", "Sources", "Left out", "Figures",
    ]  # fmt: skip
    sheet = book["Figures"]
    head = [cell.value for cell in sheet[1]]
    first = dict(zip(head, (cell.value for cell in sheet[2]), strict=True))
    assert len(head) > 70 and head[:3] == ["seeker_id", "seeker", "policy"]
    expected = pinole.to_frame().iloc[0]
    assert first["rank"] == 1 and isinstance(first["rank"], int)
    assert first["population"] == expected["population"] and not isinstance(first["population"], str)
    assert first["score"] == pytest.approx(expected["score"])
    assert sheet.max_row == 2 * len(pinole) + len(norman) + 1
    assert sheet.freeze_panes == "A2"
    assert "GeoNames" in str([row[1].value for row in book["Sources"]])


def test_no_cell_of_a_workbook_is_a_formula(own: cm.Ranking, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(save_workbook([own.result], tmp_path / "own.xlsx"))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert "'" + FORMULA in [cell.value for cell in cells]
    head = [cell.value for cell in book["Figures"][1]]
    people = {
        row[head.index("name")].value: row[head.index("population")].value
        for row in book["Figures"].iter_rows(min_row=2)
    }
    assert people == {"'" + FORMULA: None, "'+Ville": 20_000}


def test_csv_escapes_formulas_and_marks_utf8_when_asked(own: cm.Ranking, tmp_path: Path) -> None:
    text = files.ranking_csv(own.result)
    assert "'=HYPERLINK" in text and ",=HYPERLINK" not in text and "\n=HYPERLINK" not in text
    marked = tmp_path / "marked.csv"
    assert (
        main(["rank", "geonames:5383187", "--top", "2", "--format", "csv", "--bom", "--output", str(marked)])
        == 0
    )
    assert marked.read_bytes().startswith(b"\xef\xbb\xbfrank,")


def test_geojson_is_points_with_longitude_first(pinole: cm.Ranking) -> None:
    data = json.loads(files.ranking_geojson(pinole.result))
    assert data["type"] == "FeatureCollection" and len(data["features"]) == len(pinole)
    first, place = data["features"][0], next(iter(pinole)).facts
    assert first["geometry"] == {"type": "Point", "coordinates": [place["longitude"], place["latitude"]]}
    assert first["id"] == pinole.to_frame()["community_id"][0]
    assert isinstance(first["properties"]["score"], float) and isinstance(first["properties"]["reasons"], str)


def test_the_command_writes_a_workbook_and_says_what_it_needs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "pinole.xlsx"
    assert main(["rank", "geonames:5383187", "--top", "3", "--format", "excel", "--output", str(path)]) == 0
    assert openpyxl.load_workbook(path).sheetnames == ["Pinole, California", "Sources", "Left out", "Figures"]
    assert main(["rank", "geonames:5383187", "--format", "excel"]) == 2
    assert capsys.readouterr().err == "citymatch: --format excel needs --output FILE.xlsx\n"


def test_a_missing_extra_is_one_clear_line() -> None:
    with pytest.raises(
        extras.MissingExtra, match=r"^plots need the extra 'plot': pip install \"citymatch\[plot\]\"$"
    ):
        extras.extra("no_such_module", "plot", "plots")


def test_a_batch_writes_pages_that_can_be_mailed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text(
        'community,policy\n"Pinole, California",pinole\n"Gila Bend, Arizona",default\n', encoding="utf-8"
    )
    out = tmp_path / "out"
    assert main(["batch", str(listed), "--html", "--excel", "--bom", "--output", str(out)]) == 0
    pages = {path.name: path.stat().st_size for path in out.glob("*.html")}
    assert set(pages) == {"overview.html", "pinole-california.html", "gila-bend-arizona.html"}
    assert all(size < 800_000 for size in pages.values())
    overview = (out / "overview.html").read_text(encoding="utf-8")
    assert 'href="gila-bend-arizona.html"' in overview and "<script" not in overview
    assert openpyxl.load_workbook(out / "shortlists.xlsx").sheetnames == [
        "Overview", "Pinole, California", "Gila Bend, Arizona", "Sources", "Left out", "Figures",
    ]  # fmt: skip
    assert (out / "overview.csv").read_bytes().startswith(b"\xef\xbb\xbf")
