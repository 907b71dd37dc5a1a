"""Tables with odd columns, leaflets with odd lines, and what is an entry in them."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from citymatch.places import Entry, PlacesError, read
from citymatch.places.columns import entries_of_rows, header_fields
from citymatch.places.encoding import decode
from citymatch.places.leaflet import entries_of_text, is_entry, is_prose
from citymatch.places.sheets import as_text

PROSE = [
    "To begin the process please fill in the form.",
    "It stands on our page for everyone to read.",
]
TOWNS = ["Pinole, California", "Albany, Oregon", "Seika, Japan", "Norman, Oklahoma"]


def table(header: str, *lines: str, bare: bool = True) -> list[Entry]:
    rows = [(n, line.split("|")) for n, line in enumerate([header, *lines], 1)]
    return entries_of_rows(rows, "list.csv", bare)


def texts(entries: list[Entry]) -> list[str]:
    return [entry.text for entry in entries]


# Tables


def test_the_first_column_of_a_meaning_counts() -> None:
    assert header_fields(["Town", "City", "Country Code", "LNG", "lat"]) == {
        "name": 0, "country": 2, "longitude": 3, "latitude": 4,
    }  # fmt: skip
    assert header_fields(["colour"]) == {}


def test_a_name_its_county_its_state_and_its_country() -> None:
    rows = table(
        "name|county|state|country",
        "Pinole|Contra Costa|CA|US",
        "Pinole, CA|Contra Costa County|CA|",
        "Houma|Terrebonne Parish|LA|",
        "|Placer County|CA|",
        "California||California|",
        "Pinole",
    )
    assert texts(rows) == [
        "Pinole, Contra Costa County, CA, US",
        "Pinole, CA, Contra Costa County",
        "Houma, Terrebonne Parish, LA",
        "Placer County, CA",
        "California, California",
        "Pinole",
    ]
    assert [row.line for row in rows] == [2, 3, 4, 5, 6, 7]
    assert texts(table("state", "California")) == ["California"]
    assert texts(table("id|population", "us-state:CA|")) == ["us-state:CA"]


def test_numbers_as_people_write_them() -> None:
    (row,) = table("name|population|latitude|longitude", "X|12 345|52,62|-7")
    assert (row.population, row.latitude, row.longitude) == (12_345.0, 52.62, -7.0)
    (row,) = table("name|population", "X|19\u00a0022")
    assert row.population == 19_022.0
    assert math.isnan(table("name|population", "X|")[0].population)


@pytest.mark.parametrize(
    ("header", "line", "problem"),
    [
        ("geonameid", "12a", "field geonameid: must be a whole number, not '12a'"),
        ("geonameid", "1" * 13, "field geonameid: must be a whole number"),
        ("fips", "123", "field fips: must be a county's five digits, not '123'"),
        ("fips", "123456", "field fips: must be a county's five digits"),
        ("latitude|longitude", "|7", "field latitude: and longitude belong together"),
        ("latitude|longitude", "99|7", "field latitude: must be degrees from -90 to 90, not '99'"),
        ("latitude|longitude", "9|200", "field longitude: must be degrees from -180 to 180, not '200'"),
    ],
)
def test_a_cell_without_which_a_line_means_nothing_is_named(header: str, line: str, problem: str) -> None:
    (row,) = table(header, line)
    assert row.problem.startswith(f"list.csv, line 2, {problem}")
    assert row.text == ", ".join(filter(None, line.split("|")))


@pytest.mark.parametrize(
    ("header", "line", "note"),
    [
        ("name|population", "X|0", "population '0' is no positive number of people; left out"),
        ("name|population", "X|many", "population 'many' is no positive number of people; left out"),
        ("name|latitude|longitude", "X||7", "latitude and longitude belong together; left out"),
        (
            "name|latitude|longitude",
            "X|12|1e999",
            "longitude must be degrees from -180 to 180, not '1e999'; left out",
        ),
        ("name|geonameid", "X|abc", "geonameid 'abc' is no whole number; left out"),
        ("name|fips", "X|12", "fips '12' is no county's five digits; left out"),
        ("name|country", "X|JP|Kyoto", "'Kyoto' stands beyond the header and is left out"),
    ],
)
def test_a_bad_figure_does_not_lose_its_line(header: str, line: str, note: str) -> None:
    (row,) = table(header, line)
    assert (row.problem, row.note) == ("", note)
    assert row.text.startswith("X") and math.isnan(row.latitude) and math.isnan(row.population)


@pytest.mark.parametrize(
    ("header", "line", "fields"),
    [
        ("geonameid", "geonames:5383187", {"geonameid": 5383187}),
        ("geonameid", "1" * 12, {"geonameid": 111111111111}),
        ("fips", "us-county:06061", {"fips": "06061"}),
        ("fips", "6061", {"fips": "06061"}),
        ("name|population", "X|0.5", {"population": 0.5}),
        ("name|policy|population_source", "X|pinole|ours", {"policy": "pinole", "population_source": "ours"}),
    ],
)
def test_a_cell_is_read(header: str, line: str, fields: dict[str, Any]) -> None:
    (row,) = table(header, line)
    assert row.problem == ""
    assert {name: getattr(row, name) for name in fields} == fields


def test_a_figure_that_nobody_knows_needs_no_note() -> None:
    for text in ("", "n/a", "N.A.", "-", "–", "?", "unknown", "k. A.", "#N/A", "nan"):
        (row,) = table("name|population", f"X|{text}")
        assert math.isnan(row.population) and row.note == "", text


def test_a_point_in_one_column() -> None:
    (row,) = table("City|Coordinates", "Pinole|38.0, -122.3")
    assert (row.latitude, row.longitude) == (38.0, -122.3)
    (row,) = table("City|lat/long", "Pinole|somewhere")
    assert math.isnan(row.latitude) and "left out" in row.note


def test_counties_of_the_us_and_elsewhere() -> None:
    rows = table(
        "Town|County|Country", "Tralee|Kerry|Ireland", "Pinole|Contra Costa|US", "Pinole|Contra Costa|"
    )
    assert texts(rows) == [
        "Tralee, Kerry, Ireland", "Pinole, Contra Costa County, US", "Pinole, Contra Costa County",
    ]  # fmt: skip


def test_running_numbers_and_several_in_a_row_without_a_header() -> None:
    assert texts(table("1|Seika|Japan", "2|Colima|Mexico")) == ["Seika, Japan", "Colima, Mexico"]
    assert texts(table("Celle, Germany; Tulsa, Oklahoma", "Seika, Japan")) == [
        "Celle, Germany", "Tulsa, Oklahoma", "Seika, Japan",
    ]  # fmt: skip


def test_a_list_of_names_without_a_header() -> None:
    assert texts(table("Pinole|California", "Albany|Oregon")) == ["Pinole, California", "Albany, Oregon"]
    assert texts(table("Pinole|California", "what|ever")) == [
        "Pinole, California",
        "what, ever",
    ]  # one in two
    with pytest.raises(PlacesError, match=r"columns cannot be told: the first row \(Pinole, California\)"):
        table("Pinole|California", "what|ever", "what|ever")
    with pytest.raises(PlacesError, match=r"list\.csv, line 1: no usable column: found colour"):
        table("colour", "Pinole, California", "Albany, Oregon")
    with pytest.raises(PlacesError, match="no usable column: found latitude"):
        table("latitude", "12")
    with pytest.raises(PlacesError, match="no usable column: found nothing"):
        entries_of_rows([(0, [""]), (1, ["x"])], "the DataFrame", bare=False)
    with pytest.raises(PlacesError, match="columns cannot be told"):
        table("Pinole|California", "Albany|Oregon", bare=False)


# Files


def test_a_text_file_may_be_a_table(tmp_path: Path) -> None:
    def entries(name: str, text: str) -> list[str]:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return texts(read(tmp_path / name))

    assert entries("a.txt", "city\tstate\nPinole\tCA\n") == ["Pinole, CA"]
    assert entries("b.txt", "\n\ncity;state\nPinole;CA\n") == ["Pinole, CA"]
    assert entries("c.txt", "city,colour\nPinole,red\n") == [
        "Pinole"
    ]  # one column is known and as many cells follow
    assert entries("d.txt", "city\nPinole\n") == ["city", "Pinole"]  # one word is no header
    assert entries("e.csv", "name;state;country\nPinole;CA;\n") == ["Pinole, CA"]
    assert entries("f.csv", 'name,"state;country"\nPinole,CA\n') == [
        "Pinole, CA"
    ]  # as many commas as semicolons
    assert entries("g.tab", "name\tstate\nPinole\tCA\n") == ["Pinole, CA"]
    assert entries("h.TSV", "name\tstate\nPinole\tCA\n") == ["Pinole, CA"]


def test_a_table_that_is_none_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("name,state\nPinole,CA\n" + "x" * 200_000 + ",CA\n", encoding="utf-8")
    with pytest.raises(PlacesError, match=r"a\.csv, line 3: is no proper table"):
        read(tmp_path / "a.csv")


def test_lines_are_numbered_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('name,state\n"Pi\nnole",CA\n\nAlbany,OR\n', encoding="utf-8")
    assert [entry.line for entry in read(tmp_path / "a.csv")] == [2, 5]


def test_bytes_become_text() -> None:
    for encoding in ("utf-16-le", "utf-16-be"):
        assert decode("Pinole".encode(encoding), "x") == "Pinole"
    with pytest.raises(
        PlacesError, match=r"^x, line 2: is not UTF-8 text \(byte 0xff\); save the list as UTF-8$"
    ):
        decode(b"a\n\xff", "x")
    with pytest.raises(PlacesError, match="x, line 3: is not a text file"):
        decode(b"abcdefgh\n\nabcdefgh\0", "x")
    with pytest.raises(PlacesError, match="x: is empty"):
        decode(b"\xef\xbb\xbf \n", "x")
    with pytest.raises(PlacesError, match="is not UTF-16 text"):
        decode(b"\xff\xfea\0b", "x")
    with pytest.raises(PlacesError, match="is not a text file"):
        decode(b"\0a\0bcdef", "x")  # two of four: no UTF-16
    assert as_text(5.5) == "5.5" and as_text(True) == "True" and as_text(5) == "5"


# Lists and leaflets


def test_what_reads_as_an_entry() -> None:
    for line in (*TOWNS, "Pinole, Contra Costa County, California", "38.0, -122.3", "Albany, Oregone",
                 "Mount St. Helens, Washington", "St. Louis, Missouri", "Peachtree, Georgia Albany"):  # fmt: skip
        assert is_entry(line), line
    for line in ("Pinole", "pinole, California", "Pinole California", "Pinole, Nowhere", ", California",
                 "A b, California", "One two three four five six seven, California",
                 "Please read this. Then, California", "What is this? No, Ohio", "Towns: Albany, Ohio"):  # fmt: skip
        assert not is_entry(line), line
    assert is_entry("One two three four five six, California")


def test_what_reads_as_prose() -> None:
    for line in ("To begin the process please fill in it", "and so on", "He came.", "Why?", "Now:", "A, b,",
                 "Write to a@b.org", "W h e r e", "So; then;", "Stop!"):  # fmt: skip
        assert is_prose(line), line
    for line in ("Springfield", "Pinole, California", "us-county:06061", "One two three four five six"):
        assert not is_prose(line), line


def test_a_list_of_lines_keeps_them_all() -> None:
    some = entries_of_text("\n".join([*PROSE, *TOWNS, PROSE[0]]), "x")
    assert len(some) == 7  # three lines around it do not make a leaflet
    leaflet = entries_of_text("\n".join([*PROSE, *TOWNS, *PROSE]), "x")
    assert texts(leaflet) == TOWNS
    assert [entry.line for entry in leaflet] == [3, 4, 5, 6]
    names = entries_of_text("\n".join(["Springfield", "Salem", *TOWNS, "Clay", "Marl"]), "x")
    assert len(names) == 8  # names without a region are no prose
    half = entries_of_text("\n".join(["Springfield", PROSE[0], *TOWNS, "Clay", PROSE[1]]), "x")
    assert texts(half) == TOWNS
    less = entries_of_text("\n".join(["Springfield", PROSE[0], *TOWNS, "Clay", "Marl"]), "x")
    assert len(less) == 8


def test_a_leaflet_needs_three_entries() -> None:
    assert texts(entries_of_text("\n".join([*PROSE, *TOWNS[:3], *PROSE]), "x")) == TOWNS[:3]
    with pytest.raises(PlacesError, match="holds no list of communities"):
        entries_of_text("\n".join([*PROSE, *TOWNS[:2], *PROSE]), "x")
    with pytest.raises(PlacesError, match="x: is empty"):
        entries_of_text("# a remark\n\n", "x")


def test_a_line_within_the_list_that_cannot_be_read_is_kept() -> None:
    lines = [*PROSE, *TOWNS[:2], "Something Odd", *TOWNS[2:], *PROSE]
    assert texts(entries_of_text("\n".join(lines), "x")) == [*TOWNS[:2], "Something Odd", *TOWNS[2:]]
    # One entry far below does not stretch the list over the prose between.
    lines = [*PROSE, *TOWNS, *PROSE, "Clay, Ohio", *PROSE]
    assert texts(entries_of_text("\n".join(lines), "x")) == TOWNS


def test_marks_before_the_lines_are_no_part_of_them() -> None:
    lines = [
        "* Pinole, California",
        "2. Albany, Oregon",
        "(3) Seika, Japan",
        "– Norman, Oklahoma",
        "- 5 Points, Ohio",
    ]
    assert texts(entries_of_text("\n".join(lines), "x")) == [*TOWNS, "5 Points, Ohio"]


def test_entries_that_run_together_are_taken_apart_and_that_is_said() -> None:
    first, second = entries_of_text("West Park, Florida Peachtree\nCorners, Georgia", "x")
    assert (first.text, second.text) == ("West Park, Florida", "Peachtree Corners, Georgia")
    assert first.note == "printed as 'West Park, Florida Peachtree', with a part of the next entry"
    assert second.note == "printed over two lines ('West Park, Florida Peachtree' / 'Corners, Georgia')"
    assert (first.line, second.line) == (1, 1)
    first, second = entries_of_text("West Park, Florida Peachtree", "x")
    assert (second.text, second.note) == ("Peachtree", "printed at the end of 'West Park, Florida Peachtree'")
    first, second, third = entries_of_text("West Park, Florida Peachtree\nnothing, like it", "x")
    assert (second.text, third.text, third.line) == ("Peachtree", "nothing, like it", 2)
    kept = [
        "Albany, New York",
        "Albany, West Virginia",
        "Albany, Ohio and so on",
        "Albany, WA City",
        "Albany, Floridaa",
    ]
    assert texts(entries_of_text("\n".join(kept), "x")) == kept


def test_an_id_in_a_plain_list_is_an_id_and_its_last_part_no_year() -> None:
    found = entries_of_text("unit:TR:1864\n- geonames:5383187\nSeika, Japan, 1999\n", "l.txt")
    assert texts(found) == ["unit:TR:1864", "geonames:5383187", "Seika, Japan"]
