"""A ledger is changed safely: nothing that stands in it is touched, and nothing is lost."""

from __future__ import annotations

import importlib.util
import os
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from citymatch.datasets import InputError
from citymatch.ledger import LedgerError, add_offer, add_offers, close_offer, read_ledger
from citymatch.ledger.holding import held

PINOLE, OAKLAND, BERGEN = "geonames:5383187", "geonames:5378538", "geonames:3161732"
posix = pytest.mark.skipif(os.name != "posix", reason="processes of POSIX are killed")


def test_a_ledger_is_begun_added_to_and_closed(tmp_path: Path) -> None:
    path = tmp_path / "new" / "offers.csv"
    add_offer(path, "Pinole, California", "Bergen, Norway", "2026-05-03", note='by mail, "twice"')
    close_offer(path, PINOLE, BERGEN, "declined", "2026-06-01", "has ten partners")
    assert (
        path.read_text("utf-8-sig").splitlines()[0]
        == "seeker,candidate,date,status,note,seeker_id,candidate_id"
    )
    ledger = read_ledger(path)
    assert [(offer.status, offer.note) for offer in ledger.offers] == [
        ("offered", 'by mail, "twice"'), ("declined", "has ten partners"),
    ]  # fmt: skip
    assert ledger.dropped(date(2026, 7, 1)) == {
        PINOLE: {BERGEN: "Bergen declined on 1 June 2026: has ten partners"}
    }
    assert [each.name for each in path.parent.iterdir()] == ["offers.csv"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_byte_that_stands_there_stays(tmp_path: Path, encoding: str, end: str) -> None:
    path = tmp_path / "offers.csv"
    lines = [
        "Offers of the spring;;;;", "Kontakt;Our city;Partner city;Datum;Status;note;seeker_id;candidate_id;Überblick",
        '"Müller; Köln";Pinole, California;Bergen, Norway;03.05.2026;offered;;;;x',
    ]  # fmt: skip
    before = end.join(lines).encode(encoding)
    path.write_bytes(before)
    add_offer(path, "Oakland, California", "Vence, France", "2026-05-04")
    after = path.read_bytes()
    assert after.startswith(before)
    added = end + f";Oakland, California;Vence, France;2026-05-04;offered;;{OAKLAND};geonames:2970148;" + end
    assert after.decode(encoding).endswith(added)
    assert [offer.extra for offer in read_ledger(path).offers] == [
        {"Kontakt": "Müller; Köln", "Überblick": "x"}, {},
    ]  # fmt: skip


def test_columns_that_are_missing_come_behind_the_others(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_text(
        "contact,seeker,candidate,date,status\nAnn,Pinole CA,Bergen Norway,2026-05-03,offered\n", "utf-8"
    )
    close_offer(path, PINOLE, BERGEN, "no answer", "2026-06-01", note="three letters")
    assert path.read_text("utf-8").splitlines() == [
        "contact,seeker,candidate,date,status,note,seeker_id,candidate_id",
        "Ann,Pinole CA,Bergen Norway,2026-05-03,offered",
        f',"Pinole, California","Bergen, Norway",2026-06-01,no answer,three letters,{PINOLE},{BERGEN}',
    ]
    assert read_ledger(path).unanswered(date(2026, 7, 1)) == {
        PINOLE: {BERGEN: "asked on 3 May 2026, no answer (three letters)"}
    }


def test_a_letter_that_the_files_encoding_has_not_makes_it_utf_8(tmp_path: Path) -> None:
    """Łódź has letters that Excel's plain CSV in the West cannot hold."""
    path = tmp_path / "offers.csv"
    path.write_bytes(
        "seeker,candidate,date,status,contact\nPinole CA,Bergen Norway,2026-05-03,offered,Müller\n".encode(
            "cp1252"
        )
    )
    add_offer(path, "Oakland, California", "Łódź, Poland", "2026-05-04")
    text = path.read_bytes().decode("utf-8-sig")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") and "Müller" in text and "Łódź, Poland" in text


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda p: add_offer(p, PINOLE, BERGEN, "2026-05-05"), "line 2: .*already offered on 3 May 2026, waiting"),
        (lambda p: add_offer(p, OAKLAND, BERGEN, "2026-05-05"),
         "line 2: Bergen was offered to Pinole, California on 3 May 2026 and may still answer"),
        (lambda p: close_offer(p, OAKLAND, "Vence, France", "declined"), "no offer of Vence, France for Oakland"),
        (lambda p: close_offer(p, PINOLE, BERGEN, "declined", "2026-05-01"), "line 2, date: .*after 1 May 2026"),
        (lambda p: close_offer(p, PINOLE, BERGEN, "offered"), "status must be one of accepted"),
        (lambda p: add_offer(p, PINOLE, BERGEN, "soon"), "date must be a day such as 2026-05-03, not 'soon'"),
        (lambda p: add_offer(p, PINOLE, PINOLE), "Pinole, California cannot be offered to itself"),
    ],
)  # fmt: skip
def test_what_contradicts_the_ledger_is_refused_and_nothing_written(tmp_path: Path, call, told: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "offers.csv"
    add_offer(path, PINOLE, BERGEN, "2026-05-03")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=told):
        call(path)
    assert path.read_bytes() == before


def test_an_offer_may_be_made_to_others_once_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    add_offer(path, PINOLE, BERGEN, "2026-05-03")
    add_offer(path, OAKLAND, BERGEN, "2026-08-01")  # ninety days later
    assert read_ledger(path).locked(date(2026, 8, 2)) == {OAKLAND: (BERGEN,)}


def test_a_workbook_is_read_and_not_changed(tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    for row in (
        ["Seeker", "Candidate", "Date", "Status"],
        ["Pinole, California", "Bergen, Norway", date(2026, 5, 3), "offered"],
    ):
        book.active.append(row)
    path = tmp_path / "offers.xlsx"
    book.save(path)
    assert read_ledger(path).locked(date(2026, 6, 1)) == {PINOLE: (BERGEN,)}
    with pytest.raises(LedgerError, match=r"offers\.xlsx: only a CSV file is changed"):
        add_offer(path, OAKLAND, "Vence, France")


def test_who_holds_a_file_keeps_others_waiting(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    with (
        held(path),
        pytest.raises(InputError, match="another program has been changing it"),
        held(path, 0.05),
    ):
        raise AssertionError("both hold it")
    with held(path, 0.05):
        assert (tmp_path / ".offers.csv.lock").exists()
    assert not (tmp_path / ".offers.csv.lock").exists()


def benchmark() -> ModuleType:
    """benchmarks/ledger.py, which runs the same with more writers."""
    at = Path(__file__).parents[2] / "benchmarks" / "ledger.py"
    spec = importlib.util.spec_from_file_location("ledger_benchmark", at)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    assert benchmark().at_once(tmp_path / "offers.csv", 50) == 100


@posix
@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_writers_killed_at_random_moments_lose_no_line_and_leave_no_half_file(tmp_path: Path) -> None:
    add_offer(tmp_path / "warm.csv", PINOLE, BERGEN, "2026-05-03")
    killed, lines, lost = benchmark().killed(tmp_path / "offers.csv", 20, 7)
    assert killed > 0 and lines > 0 and lost == 0


def test_many_offers_are_written_in_one_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    add_offer(path, PINOLE, BERGEN, "2026-05-03")
    two = [
        (PINOLE, BERGEN),
        (OAKLAND, "Vence, France"),
        (OAKLAND, "Nyuzen, Japan"),
        (OAKLAND, "Vence, France"),
    ]
    new = add_offers(path, two, "2026-05-04", note="by mail")
    assert [offer.candidate_name for offer in new] == ["Vence", "Nyūzen"], (
        "Bergen stands there, Vence comes once"
    )
    assert [(offer.line, offer.day.day, offer.note) for offer in read_ledger(path).offers] == [
        (2, 3, ""), (3, 4, "by mail"), (4, 4, "by mail"),
    ]  # fmt: skip
    before = path.read_bytes()
    with pytest.raises(LedgerError, match="line 3: Vence was offered to Oakland"):
        add_offers(path, [(PINOLE, "Sanary-sur-Mer, France"), (PINOLE, "Vence, France")], "2026-05-05")
    with pytest.raises(
        LedgerError, match=r"offers\.csv: Oslo, Norway is to be offered to Pinole, California in"
    ):
        add_offers(path, [(PINOLE, "Oslo, Norway"), (OAKLAND, "Oslo, Norway")], "2026-05-05")
    assert path.read_bytes() == before
    assert add_offers(path, two, "2026-05-05") == () and path.read_bytes() == before


def test_many_offers_go_under_the_columns_of_a_file_in_its_own_way(tmp_path: Path) -> None:
    path = tmp_path / "offers.csv"
    path.write_bytes(
        "Our city;Partner city;Datum;Status\r\nPinole, California;Bergen, Norway;03.05.2026;offered".encode(
            "utf-16"
        )
    )
    add_offers(path, [(OAKLAND, "Vence, France"), (OAKLAND, "Oslo, Norway")], "2026-05-04")
    assert path.read_bytes().decode("utf-16").splitlines()[2:] == [
        f"Oakland, California;Vence, France;2026-05-04;offered;{OAKLAND};geonames:2970148",
        f"Oakland, California;Oslo, Norway;2026-05-04;offered;{OAKLAND};geonames:3143244",
    ]  # fmt: skip
