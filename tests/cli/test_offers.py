"""`citymatch offers`: what an officer sees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citymatch.cli import main


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert main(["offers", "add", "Pinole, California", "Bergen, Norway", "--date", "2026-05-03"]) == 0
    assert main(["offers", "add", "Oakland, California", "Vence, France", "--date", "2026-05-04"]) == 0
    return tmp_path / "offers.csv"


def test_offers_are_added_closed_and_listed(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    close = [
        "offers",
        "close",
        "Pinole, California",
        "Bergen, Norway",
        "--status",
        "declined",
        "--note",
        "has ten",
    ]
    assert main([*close, "--date", "2026-05-20"]) == 0
    assert capsys.readouterr().out == (
        "offers.csv: Bergen, Norway for Pinole, California: declined on 20 May 2026; not proposed to Pinole, "
        "California again; free for others\n"
    )
    assert main(["offers", "list", "--as-of", "2026-06-01"]) == 0
    table = capsys.readouterr().out
    assert "has ten" in table and "kept for Oakland, California until 2 August 2026" in table
    assert main(["offers", "list", "--status", "declined", "--format", "json", "--as-of", "2026-06-01"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["candidate"], row["status"], row["note"]) == ("Bergen, Norway", "declined", "has ten")
    assert (
        main(["offers", "list", "--seeker", "geonames:5378538", "--format", "csv", "--as-of", "2026-08-02"])
        == 0
    )
    assert (
        capsys.readouterr()
        .out.splitlines()[1]
        .startswith('"Oakland, California","Vence, France",2026-05-04,no answer')
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["add", "Oakland, California", "Bergen, Norway", "--date", "2026-05-05"],
         "citymatch: offers.csv, line 2: Bergen was offered to Pinole, California on 3 May 2026 "
         "and may still answer\n"),
        (["close", "Oakland, California", "Bergen, Norway", "--status", "declined"],
         "citymatch: offers.csv: no offer of Bergen, Norway for Oakland, California stands there to close; "
         "`citymatch offers add` writes one\n"),
        (["list", "--ledger", "gone.csv"], "citymatch: gone.csv: there is no such file\n"),
        (["list", "--as-of", "soon"], "citymatch: as_of must be a date such as 2026-09-01, not 'soon'\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_one_line(
    ledger: Path, arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ledger.read_bytes()
    assert main(["offers", *arguments]) == 2
    assert capsys.readouterr().err == told
    assert ledger.read_bytes() == before


def test_a_batch_respects_the_ledger_too(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two candidates one is Pinole's by the ledger, and so the other towns have the other alone."""
    Path("list.csv").write_text("name,state\nPinole,California\nOakland,California\nLaredo,Texas\n", "utf-8")
    Path("two.csv").write_text("name,country\nBergen,Norway\nSanary-sur-Mer,France\n", "utf-8")
    call = ["batch", "list.csv", "--candidates", "two.csv", "--ledger", "offers.csv", "--as-of", "2026-05-10"]
    assert main([*call, "--output", "out"]) == 0
    rows = Path("out/overview.csv").read_text("utf-8").splitlines()
    assert len(rows) == 4 and all("Sanary" in row and "Bergen" not in row for row in rows[1:])


def test_all_offers_of_an_assignment_go_into_the_ledger_at_once(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "made"
    made.mkdir()
    pinole, oakland = "geonames:5383187", "geonames:5378538"
    rows = [
        f"{pinole},geonames:3161732",  # Bergen, which stands in the ledger already
        f"{pinole},geonames:2856159", f"{oakland},geonames:2812626",
    ]  # fmt: skip
    (made / "offers.csv").write_text("seeker_id,community_id\n" + "\n".join(rows) + "\n", "utf-8")
    capsys.readouterr()
    assert main(["offers", "add", "--from", str(made), "--date", "2026-05-05", "--note", "by mail"]) == 0
    assert capsys.readouterr().out == "offers.csv: 2 offers written; 1 more in it already\n"
    lines = ledger.read_text("utf-8-sig").splitlines()
    assert len(lines) == 5 and all("2026-05-05,offered,by mail" in line for line in lines[3:])
    # what is open cannot be offered to another: refused, with the line that says so
    (made / "offers.csv").write_text(f"seeker_id,community_id\n{oakland},geonames:2856159\n", "utf-8")
    assert main(["offers", "add", "--from", str(made), "--date", "2026-05-06"]) == 2
    assert "line 4" in capsys.readouterr().err and len(ledger.read_text("utf-8-sig").splitlines()) == 5


@pytest.mark.parametrize("words", [["add"], ["add", "Pinole, California"], ["add", "A", "B", "--from", "x"]])
def test_an_offer_needs_two_names_or_a_list(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["offers", *words]) == 2
    assert "name a seeker and a candidate, or a list of offers with --from" in capsys.readouterr().err
