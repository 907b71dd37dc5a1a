"""Files of every kind: what parts their cells, where their header stands, and what is refused in one line."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from citymatch.places import PlacesError, read, resolve_many
from citymatch.places.delimiters import header_at
from citymatch.places.headers import header_fields
from citymatch.places.notations import is_json, json_grid, markdown_grid

THREE = ["Seika, Japan", "Colima, Mexico", "Köln, Germany"]
ROWS = [["City", "Country"], ["Seika", "Japan"], ["Colima", "Mexico"], ["Köln", "Germany"]]


def texts(path: Path) -> list[str]:
    return [entry.text for entry in read(path)]


def table(sign: str) -> str:
    return "".join(sign.join(row) + "\n" for row in ROWS)


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["csv", "tsv", "txt", "", "dat"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_cells_are_parted(tmp_path: Path, sign: str, ending: str, encoding: str) -> None:
    """separators and encoding"""
    path = tmp_path / f"list.{ending}"
    for text in (table(sign), table(sign).replace("\n", "\r\n"), f"sep={sign}\n" + table(sign)):
        path.write_bytes(text.encode(encoding))
        assert texts(path) == THREE


def test_json(tmp_path: Path) -> None:
    """separators: a JSON list"""
    objects = [dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]
    path = tmp_path / "list.json"
    lines = [", ".join(row) for row in ROWS[1:]]
    for value in (objects, {"members": objects, "count": 3}, lines, [ROWS[0], *ROWS[1:]]):
        path.write_text(json.dumps(value), "utf-8")
        assert texts(path) == THREE
    path.write_text("\n".join(map(json.dumps, objects)), "utf-8")
    assert texts(path) == THREE
    (tmp_path / "list.txt").write_text(json.dumps(objects, ensure_ascii=False, indent=1), "utf-8")
    assert texts(tmp_path / "list.txt") == THREE
    point = {"type": "Point", "coordinates": [-122.3, 38.0]}
    features = [{"type": "Feature", "properties": {"name": "Pinole"}, "geometry": point}]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    assert [each.community and each.community.geonameid for each in resolve_many(path)] == [5383187]
    for text, problem in (
        ("[{", "no proper JSON"), ("{}", "without a list"), ("[]", "without a list"), ("3", "without a list"),
        ("[" * 100_000, "too deeply nested"),
        ('[{"colour": "red"}]', "no usable column"),
        ("[1" + "0" * 5000 + "]", "list.json"),
    ):  # fmt: skip
        path.write_text(text, "utf-8")
        with pytest.raises(PlacesError, match=problem) as refused:
            read(path)
        assert str(refused.value).startswith(str(path)) and "\n" not in str(refused.value)
    assert not is_json("[[Seika]], Japan", "x.txt")
    assert json_grid('[{"a": [1, "x"], "b": {"c": null}}]', "x").rows[1][1] == ["1; x", '{"c": null}']


@pytest.mark.parametrize(
    "text",
    [
        "| City | Country |\n|---|:-:|\n| **Seika** | 🇯🇵 Japan |\n| [Colima](http://x) | Mexico |\n|"
        " Köln[1] | Germany |\n",
        "City | Country\n--- | ---\nSeika | Japan\nColima | Mexico\nKöln | Germany\n",
        "# Our friends\n\nThese are they:\n\n| City | Country |\n| - | - |\n| Seika | Japan |\n| Colima | Mexico |\n"
        "| Köln | Germany |\n\nWrite to us.\n",
        '{| class="wikitable"\n|+ Friends\n! City !! Country\n|-\n| [[Seika]] || {{flag|Japan}}\n|-\n| Colima\n'
        '| {{flagicon|MEX}} Mexico\n|-\n| style="x" | Köln || Germany\n|}\n',
    ],
)
@pytest.mark.parametrize("ending", ["md", "txt", "csv"])
def test_markdown_and_wiki_tables(tmp_path: Path, text: str, ending: str) -> None:
    path = tmp_path / f"list.{ending}"
    path.write_text(text, "utf-8")
    assert texts(path) == THREE
    assert markdown_grid("a | b\nc | d\n") is None


@pytest.mark.parametrize(
    ("above", "line"),
    [  # sheet-shape
        ("Sister Cities of the Example County\n\n", 3),
        ("Sister Cities\n", 2),
        ("Our friends,,\n,,\nas of 2024,,\n", 4),
        ("\n\n\n", 4),
    ],
)
def test_a_header_below_a_title(tmp_path: Path, above: str, line: int) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"{above}City,Country,Contact\nSeika,Japan,x\n", "utf-8")
    (entry,) = read(path)
    assert (entry.text, entry.line) == ("Seika, Japan", line + 1)
    assert (f"the header stands in row {line}" in entry.remarks) == bool(above.strip())


def test_a_header_is_the_row_of_which_most_is_understood() -> None:
    def knows(row: list[str]) -> int:
        return len(header_fields(row))

    rows = [
        (1, ["Cities"]),
        (2, [""]),
        (3, ["City", "Contact"]),
        (4, ["Seika", "x"]),
        (5, ["City", "Contact"]),
    ]
    assert header_at(rows, knows) == 2  # type: ignore[arg-type]
    assert header_at([(1, ["x"]), (2, ["y"])], knows) is None  # type: ignore[arg-type]
    assert header_at([], knows) is None  # type: ignore[arg-type]


def test_a_header_that_is_repeated_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(table(",") + table(","), "utf-8")
    assert texts(path) == THREE * 2


@pytest.mark.parametrize(
    ("name", "raw", "problem"),
    [
        ("a.html", b"<!DOCTYPE html><html><table><tr><td>Seika</td></tr></table>", "is a web page or XML"),
        ("a.csv", b"  <table><tr><td>Seika</td></tr></table>", "is a web page or XML"),
        ("a.xml", b'<?xml version="1.0"?><a/>', "is a web page or XML"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file; save it as .xlsx or CSV"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Excel file; save it as .xlsx or CSV"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0" + bytes(9) + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password"),
        ("a.pdf", b"%PDF-1.7", "is a PDF"),
        ("a.gz", gzip.compress(b"name\nSeika\n", mtime=0), "is packed"),
        ("a.rtf", b"{\\rtf1 Seika}", "is a Word document"),
        ("a.parquet", b"PAR1xxxx", "is a Parquet file"),
        ("a.ods", b"name\nSeika", "is named .ods and is none"),
        ("a.csv", b"name,country\n\"Seika,Japan\nColima,Mexico\nArezzo,Italy\n",
        "line 2: a quotation mark is opened"),
        ("a.csv", b"name\nSeika\0\n", "line 2: is not a text file"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(50), "is a picture"),
        ("a.csv", bytes(range(256)) * 4, ""),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_in_one_line(tmp_path: Path, name: str, raw: bytes, problem: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(PlacesError) as refused:
        read(path)
    assert problem in str(refused.value) and str(refused.value).startswith(str(path))
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("part", "content", "problem"),
    [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", "is an OpenDocument sheet"),
        ("word/document.xml", "<a/>", "is a Word document"),
        ("xl/workbook.bin", "x", "is a binary Excel workbook"),
        ("list.csv", "name\nSeika\n", "is no Excel workbook, or a damaged one"),
    ],
)
def test_packages_that_are_no_workbook(tmp_path: Path, part: str, content: str, problem: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(part, content)
    with pytest.raises(PlacesError, match=problem):
        read(path)


def test_columns_and_lines_are_capped_and_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "wide.csv"
    path.write_text("name,country" + ",x" * 5_000 + "\nSeika,Japan" + ",y" * 5_000 + "\n", "utf-8")
    (entry,) = read(path)
    assert entry.text == "Seika, Japan" and len(entry.extra) == 254
    assert "the first 256 columns are read" in entry.remarks
    (tmp_path / "long.txt").write_text("Pinole, California\n" + "San " * 2_000 + "\nSeika, Japan\n", "utf-8")
    lines = read(tmp_path / "long.txt")
    assert [entry.problem for entry in lines] == ["", "is longer than 2000 letters", ""]
    path.write_text("name,country\n" + "x" * 5_000 + ",Japan\nSeika,Japan\n", "utf-8")
    assert ["longer than 300" in each.note for each in resolve_many(path)] == [True, False]


# Kind: a table that a program drew.
def test_a_table_in_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    rule = "+-------+---------+"
    path.write_text(f"{rule}\n| City  | Country |\n{rule}\n| Seika | Japan   |\n{rule}\n", "utf-8")
    assert [(entry.text, entry.line) for entry in read(path)] == [("Seika, Japan", 4)]


# Kind: an object in a cell of JSON was read as its braces.
@pytest.mark.parametrize(
    "cell", ['{"name": "Seika"}', '{"type": "literal", "value": "Seika"}', '{"label": "Seika"}']
)
def test_an_object_in_a_cell_of_json(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(f'[{{"city": {cell}, "country": "Japan"}}]', "utf-8")
    assert [entry.text for entry in read(path)] == ["Seika, Japan"]


# Kind: a quotation mark on the last line but one took the last line with it.
@pytest.mark.parametrize(
    "rows", ['"Pinole,CA\nSeika,Japan\n', 'Seika,Japan\n"Pinole,CA\nArezzo,Italy\nCelle,Germany\n']
)
def test_a_quotation_mark_that_is_never_closed_is_refused(tmp_path: Path, rows: str) -> None:
    path = tmp_path / "list.csv"
    path.write_text(f"City,State\n{rows}", "utf-8")
    with pytest.raises(PlacesError, match="a quotation mark is opened here and never closed"):
        read(path)


# Kind: what is no list ended in an error of Python's own.
@pytest.mark.parametrize("source", [5, 5.5, True, b"Pinole", {"a": 1}, object()])
def test_what_is_no_list_is_refused(source: object) -> None:
    with pytest.raises(PlacesError, match="a list is a path"):
        read(source)  # type: ignore[arg-type]


# Kind: letters that were saved as UTF-8, read as cp1252 and saved again; quotation marks of cp1252 and no letter.
def test_garbled_letters_and_marks_alone(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("City,Country\nKÃ¶ln,Germany\n精華町,Japan\nMÃ¡laga,Spain\n", "utf-8")
    entries = read(path)
    assert [entry.text for entry in entries] == ["Köln, Germany", "精華町, Japan", "Málaga, Spain"]
    assert "garbled letters are read as they were meant" in entries[0].remarks[0]
    path.write_bytes("City,Country\n“Seika”,“Japan”\n".encode("cp1252"))
    assert [entry.text for entry in read(path)] == ["Seika, Japan"]


# Kind: the answer of a query service; a number of thousands of digits.
@pytest.mark.parametrize(
    "text",
    [
        '{"head": {"vars": ["cityLabel"]}, "results": {"bindings": [{"cityLabel": {"value": "Seika"}, '
        '"countryLabel": {"value": "Japan"}}]}}',
        '[{"city": "Seika", "country": "Japan", "x": ' + "9" * 5000 + "}]",
    ],
)
def test_json_of_services(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.json").write_text(text, "utf-8")
    assert [entry.text for entry in read(tmp_path / "list.json")] == ["Seika, Japan"]


# Kind: a word on the agreement was read as a town far away.
@pytest.mark.parametrize("line", ["since 1999", "- since 1999", "established 1984", "(active since 2001)"])
def test_a_word_on_the_agreement_is_no_town(tmp_path: Path, line: str) -> None:
    (tmp_path / "list.txt").write_text(f"- Seika, Japan\n  {line}\n- Arezzo, Italy\n", "utf-8")
    found = resolve_many(tmp_path / "list.txt")
    assert [each.community is not None for each in found] == [True, False, True]
