"""A ledger that an officer writes by hand means what one that the command writes means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from citymatch.ledger import LedgerError, read_ledger

PINOLE, OAKLAND, BERGEN = "geonames:5383187", "geonames:5378538", "geonames:3161732"
DAY = date(2026, 6, 1)


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "offers.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_names_alone_and_ids_alone_say_the_same(tmp_path: Path) -> None:
    by_name = read_ledger(
        written(tmp_path, "seeker,candidate,date,status\nPinole CA,Bergen (Norway),2026-05-03,offered\n")
    )
    by_id = read_ledger(
        written(tmp_path, f"seeker_id,candidate_id,date,status\n{PINOLE},{BERGEN},2026-05-03,offered\n")
    )
    assert by_name.locked(DAY) == by_id.locked(DAY) == {PINOLE: (BERGEN,)}
    assert by_name.offers[0].candidate == by_id.offers[0].candidate == "Bergen, Norway"


def test_a_county_that_is_its_city_is_the_same_seeker_by_either_id(tmp_path: Path) -> None:
    """San Francisco is a consolidated city and county: geonames:5391959 and us-county:06075."""
    rows = f"us-county:06075,{BERGEN},2026-05-03,declined\n"
    assert set(
        read_ledger(written(tmp_path, f"seeker_id,candidate_id,date,status\n{rows}")).dropped(DAY)
    ) == {"geonames:5391959"}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("Our city;Partner city;Datum;Answer", "Pinole, California;Bergen, Norway;03.05.2026;Pending"),
        ("City;State;Partner City;Country;Date offered;Status",
         "Pinole;CA;Bergen;Norway;May 3, 2026;OFFERED"),
        ("Notes;Member;Candidate;Candidate country;Date;Outcome",
         "by mail;Pinole, California;Bergen;Norway;3 May 2026;waiting"),
    ],
)  # fmt: skip
def test_headers_days_and_answers_as_officers_write_them(tmp_path: Path, header: str, row: str) -> None:
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        found = read_ledger(written(tmp_path, f"{header}\r\n{row}\r\n", encoding))
        assert found.locked(DAY) == {PINOLE: (BERGEN,)}
        assert found.offers[0].day == date(2026, 5, 3)


def test_days_with_strokes_go_by_the_one_that_can_be_told(tmp_path: Path) -> None:
    head = "seeker,candidate,date,status\n"
    rows = "Pinole CA,Bergen Norway,{},offered\nOakland CA,Nyuzen Japan,{},offered\n"
    days = [
        [offer.day.isoformat() for offer in read_ledger(written(tmp_path, head + rows.format(*cells))).offers]
        for cells in (("3/5/2026", "13/5/2026"), ("5/3/2026", "5/13/2026"))
    ]
    assert days == [["2026-05-03", "2026-05-13"]] * 2
    alone = read_ledger(written(tmp_path, head + rows.format("5/3/2026", "5/4/2026")))
    assert any("month first: 3 May 2026" in remark for remark in alone.remarks)
    with pytest.raises(LedgerError, match="13/5/2026' has the day first and '5/13/2026' the month"):
        read_ledger(written(tmp_path, head + rows.format("13/5/2026", "5/13/2026")))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("Pinole CA,Bergen Norway,soon,offered", "line 2, date: must be a day such as 2026-05-03, not 'soon'"),
        ("Pinole CA,Bergen Norway,2026-02-30,offered", "line 2, date: must be a day"),
        ("Pinole CA,Bergen Norway,2026-05-03,perhaps", "line 2, status: must be one of offered, accepted"),
        ("Pinole CA,Bergen Norway,2026-05-03,", "line 2, status: must be one of"),
        ("Pinole CA,Brgnxyz Norway,2026-05-03,offered", "line 2, candidate: "),
        ("Springfield,Bergen Norway,2026-05-03,offered", "line 2, seeker: 'Springfield' is ambiguous"),
        (",Bergen Norway,2026-05-03,offered", "line 2, seeker: names no community"),
        ("Pinole CA,Pinole CA,2026-05-03,offered", "line 2, candidate: Pinole, California is the seeker itself"),
        ("Pinole CA,Bergen Norway,2026-05-03,offered,more", "line 2: 5 fields where the header has 4"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_with_file_line_and_field(tmp_path: Path, row: str, told: str) -> None:
    path = written(tmp_path, f"seeker,candidate,date,status\n{row}\n")
    with pytest.raises(LedgerError) as caught:
        read_ledger(path)
    assert f"{path}, {told}" in str(caught.value)


def test_a_name_and_an_id_of_two_communities_are_refused(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"seeker,candidate,date,status,candidate_id\nPinole CA,Oslo Norway,2026-05-03,offered,{BERGEN}\n",
    )
    with pytest.raises(LedgerError, match=r"line 2, candidate_id: .*Oslo"):
        read_ledger(path)


def test_a_file_that_is_missing_or_has_no_such_columns(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"gone\.csv: there is no such file"):
        read_ledger(tmp_path / "gone.csv")
    with pytest.raises(
        LedgerError, match=r"needs the columns seeker, candidate, date and status; found city, date"
    ):
        read_ledger(written(tmp_path, "city,date\nPinole,2026-05-03\n"))
