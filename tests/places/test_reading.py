"""Lists in every shape that people keep them in, and what is said when one cannot be read."""

import io
import math
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from citymatch.extras import MissingExtra
from citymatch.places import Entry, PlacesError, read, resolve_many


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def texts(entries: list[Entry]) -> list[str]:
    return [entry.text for entry in entries]


def test_plain_list_keeps_line_numbers_and_bad_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path, "list.txt", "Pinole, California\n\n# a remark\n2. Seika, Japan\nnot a place at all\n"
    )
    entries = read(path)
    assert [(e.text, e.line) for e in entries] == [
        ("Pinole, California", 1),
        ("Seika, Japan", 4),
        ("not a place at all", 5),
    ]
    assert entries[0].source == str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings_are_detected(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "list.txt", "Köln, Germany\r\nPinole, California\r\n", encoding)
    assert texts(read(path)) == ["Köln, Germany", "Pinole, California"]


@pytest.mark.parametrize(
    ("encoding", "text", "words"),
    [
        ("cp1252", "Köln;Germany\nMálaga;Spain", "Western Europe"),
        ("cp1252", "Coeur d’Alene;Idaho\nSão Paulo;Brazil", "Western Europe"),
        ("mac_roman", "Köln;Germany\nMálaga;Spain", "an older Macintosh"),
        ("cp850", "Köln;Germany\nMünster;Germany", "DOS"),
        ("cp1250", "Łódź;Poland\nWrocław;Poland", "Central Europe"),
        ("cp1251", "Минск;Беларусь\nКиев;Украина", "Cyrillic"),
        ("cp1253", "Αθήνα;Ελλάδα", "Greek"),
        ("cp1254", "Muğla;Türkiye", "Turkish"),
    ],
)
def test_older_encodings_are_detected_and_said(tmp_path: Path, encoding: str, text: str, words: str) -> None:
    entries = read(written(tmp_path, "list.csv", "name;country\n" + text, encoding))
    assert texts(entries) == text.replace(";", ", ").split("\n")
    assert any(f"read as {encoding} ({words}" in remark for remark in entries[0].remarks)


def test_an_encoding_that_cannot_be_told_names_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(b"Pinole, California\na \x81 \x8d b \x90\n")
    with pytest.raises(PlacesError, match=r"list\.txt, line 2: is not UTF-8") as caught:
        read(path)
    assert caught.value.line == 2


def test_csv_columns_and_quoted_line_breaks(tmp_path: Path) -> None:
    text = (
        "City,State,Country,Remarks,Population,population_source,policy\n"
        'Pinole,California,US,"two\nlines","19,000",our count,pinole\n'
        "\n"
        "Placer County,CA,,,,,\n"
    )
    first, second = read(written(tmp_path, "list.csv", text))
    assert (first.text, first.line) == ("Pinole, California, US", 2)
    assert (first.population, first.population_source, first.policy) == (19_000.0, "our count", "pinole")
    assert (second.text, second.line) == ("Placer County, CA", 5)
    assert math.isnan(second.population)
    pinole, placer = resolve_many(tmp_path / "list.csv")
    assert pinole.community and pinole.community.geonameid == 5383187
    assert (pinole.community.population, pinole.community.population_source) == (19_000.0, "our count")
    assert pinole.policy == "pinole"
    assert placer.community and placer.community.fips == "06061"


def test_tsv_semicolons_and_bare_csv(tmp_path: Path) -> None:
    assert texts(read(written(tmp_path, "a.tsv", "name\tstate\nPinole\tCA\n"))) == ["Pinole, CA"]
    assert texts(read(written(tmp_path, "b.csv", "name;state\nPinole;CA\n"))) == ["Pinole, CA"]
    assert texts(read(written(tmp_path, "c.csv", "Pinole,California\nAlbany,Oregon\n"))) == [
        "Pinole, California",
        "Albany, Oregon",
    ]


def test_geonameid_fips_and_point_columns(tmp_path: Path) -> None:
    text = "geonameid,fips,latitude,longitude,name,population\n"
    text += "5383187,,,,,\n,6061,,,,\n,,38.0,-122.3,,\n,,0.5,-150,Isle,900\n"
    got = [each.community for each in resolve_many(written(tmp_path, "list.csv", text))]
    assert [each.id if each else None for each in got] == [
        "geonames:5383187",
        "us-county:06061",
        "geonames:5383187",
        "user:isle",
    ]
    assert got[3] and got[3].population == 900 and got[3].population_source == "given by the user"


def test_excel(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    pd.DataFrame({"city": ["Pinole", None, "Seika"], "country": ["US", None, "Japan"]}).to_excel(
        path, index=False
    )
    assert [(e.text, e.line) for e in read(path)] == [("Pinole, US", 2), ("Seika, Japan", 4)]


def test_excel_without_openpyxl(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "list.xlsx", "PK")
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(MissingExtra, match=r"list.xlsx: .*citymatch\[excel\]"):
        read(path)


def test_no_workbook(tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match="is no Excel workbook"):
        read(written(tmp_path, "list.xlsx", "name\nPinole\n"))


def test_frame_list_and_communities() -> None:
    frame = pd.DataFrame(
        {"name": ["Pinole", "Windhoek"], "country": ["US", "NA"], "population": [float("nan"), 1.0]}
    )
    assert texts(read(frame)) == ["Pinole, US", "Windhoek, NA"]
    (_, windhoek) = resolve_many(frame)
    assert windhoek.community and windhoek.community.geonameid == 3352136
    assert texts(read(["Pinole, California", 5383187])) == ["Pinole, California", "5383187"]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"name,state\nPinole,CA\n")))
    assert texts(read("-")) == ["Pinole, CA"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("empty.txt", "", r"empty\.txt: is empty"),
        ("blank.csv", " \n \n", r"blank\.csv: is empty"),
        ("a.csv", "colour,shape\nred,round\n", r"a\.csv, line 1: no usable column: found colour, shape"),
        ("a.csv", "latitude\n12\n", r"a\.csv, line 1: no usable column"),
        ("a.csv", "name,state\n", r"a\.csv: has a header and no rows"),
        ("a.txt", "Pinole\0\0, California\nx", r"a\.txt, line 1: is not a text file"),
        (
            "prose.txt",
            "To begin the process, please fill in\nthe form that stands on our page,\n"
            "and send it by letter to us.\n"
            "Somebody will then write back to you.\n",
            r"prose\.txt: holds no list of communities",
        ),
    ],
)
def test_bad_lists_are_refused_in_one_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(PlacesError, match=message) as caught:
        read(written(tmp_path, name, text))
    assert "\n" not in str(caught.value)


def test_missing_file_and_directory(tmp_path: Path) -> None:
    with pytest.raises(PlacesError, match=r"none\.csv: there is no such file"):
        read(tmp_path / "none.csv")
    with pytest.raises(PlacesError, match="is a directory"):
        read(tmp_path)
    with pytest.raises(PlacesError, match="the list is empty"):
        read([])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("geonameid\nabc\n", "line 2, field geonameid: must be a whole number, not 'abc'"),
        ("fips\n123456789\n", "line 2, field fips: must be a county's five digits"),
        ("latitude,longitude\n12,\n", "line 2, field latitude: and longitude belong"),
        ("latitude,longitude\n12,1e999\n", "line 2, field longitude: must be degrees"),
    ],
)
def test_a_bad_line_is_reported_and_the_rest_is_read(tmp_path: Path, text: str, problem: str) -> None:
    bad, *rest = resolve_many(written(tmp_path, "list.csv", f"{text}\n{text.splitlines()[1]}"))
    assert len(rest) == 1
    assert bad.status == "not_found" and bad.line == 2
    assert problem in bad.note and "list.csv" in bad.note


def test_unknown_items_are_not_names() -> None:
    assert [each.status for each in resolve_many([None, float("nan"), np.int64(5383187)])] == [
        "not_found",
        "not_found",
        "matched",
    ]


def test_a_broken_workbook_is_no_workbook(tmp_path: Path) -> None:
    whole, broken = tmp_path / "whole.xlsx", tmp_path / "broken.xlsx"
    pd.DataFrame({"city": ["Pinole"]}).to_excel(whole, index=False)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, "<not xml" if "sheet1" in name else old.read(name))
    with pytest.raises(PlacesError, match=r"broken\.xlsx: is no Excel workbook"):
        read(broken)
    with pytest.raises(PlacesError, match=r"old\.xls: is an old Excel file"):
        read(written(tmp_path, "old.xls", "\xd0\xcf\x11\xe0" + "\0" * 600, "latin-1"))
    assert [each.text for each in read(written(tmp_path, "new.xls", "City\tCountry\nSeika\tJapan\n"))] == [
        "Seika, Japan"
    ]


@pytest.mark.parametrize("name", ["x" * 300 + ".csv", "nul\0.csv", "no folder/list.csv"])
def test_a_name_that_no_file_can_have_is_said(name: str) -> None:
    with pytest.raises(PlacesError, match=r"there is no such file|cannot be read") as caught:
        read(name)
    assert name in str(caught.value)
