"""`citymatch assign`: what is printed, what is written, and how the command ends."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from citymatch.cli import main


@pytest.fixture
def members(tmp_path: Path) -> Path:
    file = tmp_path / "members.csv"
    file.write_text("name,state\nOxford,Ohio\nGreen,Ohio\n", "utf-8")
    return file


def test_offers_are_printed_and_written(
    members: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["assign", str(members), "--country", "DE,IE", "--leads", "2", "--output", str(out)]) == 0
    printed = capsys.readouterr().out
    assert "Oxford, Ohio" in printed and "second lead" in printed
    assert f"4 offers for 2 members; 5 files in {out}" in " ".join(printed.split())
    assert sorted(each.name for each in out.iterdir()) == [
        "offers.csv", "offers.html", "offers.json", "offers.md", "overview.csv",
    ]  # fmt: skip
    again = ["assign", str(members), "--country", "DE,IE", "--leads", "2", "--previous", str(out)]
    assert main([*again, "--output", str(tmp_path / "again")]) == 0
    assert "4 of 4 earlier offers stand." in capsys.readouterr().out
    assert (tmp_path / "again" / "offers.csv").read_bytes() == (out / "offers.csv").read_bytes()


def test_communities_that_ask_are_matched(
    members: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    foreign = tmp_path / "foreign.csv"
    foreign.write_text('name,country,prefers\nPlauen,Germany,"Green, Ohio"\nWeilburg,Germany,\n', "utf-8")
    out = tmp_path / "out"
    assert main(["assign", str(members), "--foreign", str(foreign), "--output", str(out)]) == 0
    printed = capsys.readouterr()
    assert "not used" not in printed.err
    assert "Both sides have wishes" in printed.out and "2 offers for 2 members" in printed.out


def test_a_line_that_names_nobody_ends_with_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "list.txt"
    file.write_text("Oxford, Ohio\nNowhere At All, Ohio\n", "utf-8")
    assert main(["assign", str(file), "--country", "IE", "--output", str(tmp_path / "out")]) == 3
    assert "Nowhere At All" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--leads", "0"], "--leads: must be a whole number of at least 1, not '0'"),
        (["--output", "offers.csv"], "offers.csv: --output names a directory"),
        (["--tolerance", "-3", "--output", "out"], "tolerance must be a number of points from 0, not -3.0"),
    ],
)
def test_a_call_that_cannot_be_ends_with_2(
    arguments: list[str], said: str, members: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        code = main(["assign", str(members), *arguments])
    except SystemExit as end:
        code = int(end.code or 0)
    assert code == 2 and said in capsys.readouterr().err


def test_what_was_corrected_and_own_columns_stand_in_every_output(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = tmp_path / "list.csv", tmp_path / "out"
    file.write_text("name,state,contact,score\nHavanna,Illinois,Ann,good\nHavana,Illinois,Bob,\n", "utf-8")
    foreign = tmp_path / "foreign.csv"
    foreign.write_text("name,country\nArezo,Italy\n", "utf-8")
    assert main(["assign", str(file), "--foreign", str(foreign), "--output", str(out)]) == 0
    printed = " ".join(capsys.readouterr().out.split())
    read = "'Havanna' read as Havana"
    assert read in printed and "Havana, Illinois: named before" in printed and "'Arezo" in printed
    for name in ("offers.csv", "overview.csv", "offers.json", "offers.md"):
        assert read in (out / name).read_text("utf-8"), name
    row = next(csv.DictReader((out / "offers.csv").read_text("utf-8").splitlines()))
    assert (row["contact"], row["own: score"], row["seeker_note"]) == ("Ann", "good", read)


def test_the_ledger_keeps_what_is_open_and_drops_what_was_declined(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Oxford has Vence, which Pinole may not have then; Nyūzen said no to Pinole; an offer of January is free."""
    (tmp_path / "list.txt").write_text("Pinole, California\nOxford, Ohio\nGig Harbor, Washington\n", "utf-8")
    (tmp_path / "offers.csv").write_text(
        "seeker,candidate,date,status,note\n"
        '"Pinole, California","Nyūzen, Japan",2026-05-03,declined,has ten partners\n'
        '"Oxford, Ohio","Vence, France",2026-11-05,accepted,\n'
        '"Gig Harbor, Washington","Kristiansund, Norway",2026-01-05,offered,\n',
        "utf-8",
    )
    code = main([
        "assign", str(tmp_path / "list.txt"), "--ledger", str(tmp_path / "offers.csv"), "--as-of", "2026-11-30",
        "--output", str(tmp_path / "o"),
    ])  # fmt: skip
    assert code == 0, capsys.readouterr().err
    with (tmp_path / "o" / "offers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    of = {name: [row for row in rows if row["seeker"] == name] for name in {row["seeker"] for row in rows}}
    oxford, pinole, harbor = of["Oxford, Ohio"], of["Pinole, California"], of["Gig Harbor, Washington"]
    assert oxford[0]["name"].startswith("Vence") and oxford[0]["offered_before"] == "yes" and len(oxford) == 1
    assert "France has accepted, and it seeks no more partners." in oxford[0]["why_given_up"]
    assert not [row for row in pinole if row["name"].startswith(("Nyūzen", "Vence"))]
    assert "Nyūzen declined on 3 May 2026: has ten partners" in pinole[0]["why_given_up"]
    assert [row["offered_before"] for row in harbor] == ["no"] * 3
    assert "asked on 5 January 2026, no answer" in harbor[0]["why_given_up"]


def test_offers_that_stand_in_the_ledger_are_earlier_offers_that_stand(
    members: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, ledger = tmp_path / "out", tmp_path / "book.csv"
    call = ["assign", str(members), "--country", "DE,IE", "--leads", "2", "--ledger", str(ledger)]
    assert main([*call, "--output", str(out)]) == 0  # there is no ledger yet
    assert f"{ledger}: there is no such ledger yet" in capsys.readouterr().err
    assert not ledger.exists()
    assert main(["offers", "add", "--from", str(out / "offers.csv"), "--ledger", str(ledger)]) == 0
    capsys.readouterr()
    assert main([*call, "--previous", str(out), "--output", str(tmp_path / "again")]) == 0
    said = capsys.readouterr()
    assert "4 of 4 earlier offers stand." in said.out and "no such ledger" not in said.err
    assert "4 of 4 earlier offers stand." in (tmp_path / "again" / "offers.md").read_text("utf-8")


def test_a_line_that_names_a_member_again_stands_on_the_page(tmp_path: Path) -> None:
    file, out = tmp_path / "list.csv", tmp_path / "out"
    file.write_text('City,Email\n"Oxford, Ohio",ann@x\n"Green, Ohio",bob@x\n"Oxford, OH",carl@x\n', "utf-8")
    assert main(["assign", str(file), "--country", "IE", "--leads", "1", "--output", str(out)]) == 0
    page = (out / "offers.md").read_text("utf-8")
    assert "line 4: Oxford, OH: the same member as line 2: Oxford, Ohio; Email: carl@x" in page
