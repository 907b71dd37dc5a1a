"""Cells without a value, hidden rows, and the signs and encodings of lists from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from citymatch.places import Resolution, resolve_many
from citymatch.places.resolution import remarks_of

openpyxl = pytest.importorskip("openpyxl")


def sheet(path: Path, rows: list[list[str | None]], hidden: int = 0) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if hidden:
        book.active.row_dimensions[hidden].hidden = True
    book.save(path)
    return path


def listed(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def ids(found: list[Resolution]) -> list[str]:
    return [each.community.id if each.community else "" for each in found]


def test_a_blank_name_beside_a_state_is_no_state(tmp_path: Path) -> None:
    path = listed(tmp_path / "list.csv", "City,State,Email\nPinole,California,a@x\n,Iowa,b@x\n-,Ohio,c@x\n")
    found = resolve_many(path)
    assert ids(found) == ["geonames:5383187", "", ""]
    assert [each.status for each in found[1:]] == ["not_found"] * 2
    assert [each.note for each in found[1:]] == ["the name is empty"] * 2
    assert found[1].extra == {"Email": "b@x"}


def test_a_blank_name_with_a_county_an_id_or_a_point_is_somebody(tmp_path: Path) -> None:
    text = (
        "City,County,State,geonameid,latitude,longitude\n,Contra Costa,California,,,\n,,California,5383187,,\n"
        ",,California,,38.0044,-122.2886\n,,California,,,\n"
    )
    found = ids(resolve_many(listed(tmp_path / "list.csv", text)))
    assert found == ["us-county:06013", "geonames:5383187", "geonames:5383187", ""]


@pytest.mark.parametrize(
    ("name", "text"), [("states.csv", "State\nIowa\nOhio\n"), ("states.txt", "Iowa\nOhio\n")]
)
def test_a_list_of_states_is_one(tmp_path: Path, name: str, text: str) -> None:
    assert ids(resolve_many(listed(tmp_path / name, text))) == ["us-state:IA", "us-state:OH"]


def test_a_formula_without_a_value_is_no_name_and_its_state_is_said(tmp_path: Path) -> None:
    rows = [
        ["City", "State"],
        ["Pinole", "California"],
        ["=A9", "Alaska"],
        ["Pinole", "=B9"],
        ["#REF!", "Iowa"],
    ]
    found = resolve_many(sheet(tmp_path / "list.xlsx", rows))
    assert ids(found) == ["geonames:5383187", "", "geonames:5383187", ""]
    assert found[1].note == "the name is a formula without a value"
    assert (found[2].status, found[2].note) == ("corrected", "the state is a formula without a value")
    assert found[3].note == "the name is the error #REF! of a formula"


def test_a_formula_in_a_csv_file_is_no_name_and_a_quoted_text_is_one(tmp_path: Path) -> None:
    text = 'City,State\n=A9,Alaska\n"=CONCAT(A1,B1)",Ohio\n"=""Pinole""",California\n'
    assert ids(resolve_many(listed(tmp_path / "list.csv", text))) == ["", "", "geonames:5383187"]


def test_a_formula_whose_stored_value_is_an_empty_text_is_an_empty_cell(tmp_path: Path) -> None:
    import zipfile

    made = sheet(tmp_path / "made.xlsx", [["City", "State"], ["Pinole", "California"], ["=A9", "=B9"]])
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            for cell in (b"A3", b"B3"):  # as a spreadsheet stores =IF(A9="","",A9)
                part = part.replace(b'<c r="%s">' % cell, b'<c r="%s" t="str">' % cell)
            new.writestr(name, part)
    assert ids(resolve_many(path)) == ["geonames:5383187"]


def test_a_hidden_row_is_read_and_said(tmp_path: Path) -> None:
    rows = [["City", "State"], ["Pinole", "California"], ["Sitka", "Alaska"]]
    found = resolve_many(sheet(tmp_path / "list.xlsx", rows, hidden=3))
    assert ids(found) == ["geonames:5383187", "geonames:5557293"]
    assert remarks_of(found) == ["row 3 is hidden in the workbook and read all the same"]
    assert not remarks_of(resolve_many(sheet(tmp_path / "shown.xlsx", rows)))


@pytest.mark.parametrize("sign", ["^", "~", "¦"])
@pytest.mark.parametrize("ending", ["csv", "txt"])
def test_rare_signs_part_cells(tmp_path: Path, sign: str, ending: str) -> None:
    text = "City,State,Contact\nPinole,California,Ann\nSitka,Alaska,Bob\n".replace(",", sign)
    found = resolve_many(listed(tmp_path / f"list.{ending}", text))
    assert ids(found) == ["geonames:5383187", "geonames:5557293"]
    assert [each.extra["Contact"] for each in found] == ["Ann", "Bob"]


@pytest.mark.parametrize(
    ("encoding", "text", "places", "words"),
    [
        (
            "cp932",
            "City,Country\n札幌市,日本\n奈良市,日本\n",
            ["Sapporo", "Nara"],
            "cp932 (Japanese, Shift-JIS)",
        ),
        ("euc_jp", "都市,国\n札幌市,日本\n", ["Sapporo"], "euc_jp (Japanese, EUC)"),
        (
            "gb18030",
            "城市,国家\n杭州市,中国\n昆明市,中国\n",
            ["Hangzhou", "Kunming"],
            "gb18030 (Chinese, simplified)",
        ),
        ("big5", "City,Country\n臺北市,臺灣\n", ["Taipei"], "big5 (Chinese, traditional)"),
        ("euc_kr", "도시,국가\n부산,대한민국\n수원시,대한민국\n", ["Busan", "Suwon"], "cp949 (Korean)"),
        (
            "cp1252",
            "City;Country\nKöln;Germany\nMálaga;Spain\n",
            ["Köln", "Málaga"],
            "cp1252 (Western Europe",
        ),
        ("cp1251", "City;Country\nОмск;Россия\n", ["Omsk"], "cp1251 (Cyrillic)"),
    ],
)
def test_names_of_east_asia_in_encodings_of_their_own(
    tmp_path: Path, encoding: str, text: str, places: list[str], words: str
) -> None:
    found = resolve_many(listed(tmp_path / "list.csv", text, encoding))
    assert [each.community.name if each.community else "" for each in found] == places
    assert words in remarks_of(found)[0]
