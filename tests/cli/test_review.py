"""`citymatch review`: a committee looks at its partners."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from citymatch.cli import main


def test_a_list_of_two_towns_gives_a_review_of_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("partners.csv").write_text(
        "City,Sister City,Country,Status,Last visit\nOakland CA,Fukuoka,Japan,active,2025\n"
        "Pinole CA,Vence,France,,2012\nOakland CA,Nowhereville,Japan,,\n",
        "utf-8",
    )
    assert main(["review", "partners.csv", "--as-of", "2026-06-01", "--format", "json"]) == 0
    found = {each["name"]: each for each in json.loads(capsys.readouterr().out)}
    assert list(found) == ["Oakland, California", "Pinole, California"]
    (vence,) = found["Pinole, California"]["partners"]
    assert (vence["partner"], vence["status"], vence["revive"]) == ("Vence", "quiet", 1)
    status = {each["partner"]: each["status"] for each in found["Oakland, California"]["partners"]}
    assert (
        status["Fukuoka"] == "active"
        and status["Nowhereville"] == "unknown"
        and status["Livorno"] == "unknown"
    )
    assert any("line 4" in note for note in found["Oakland, California"]["read"])
    assert main(["review", "partners.csv", "--partners-mode", "replace", "--output", "review.docx"]) == 0
    assert Path("review.docx").stat().st_size > 5000


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone.csv"], "citymatch: gone.csv: there is no such file\n"),
        (["Oakland, California", "--output", "review.doc"], "citymatch: review.doc: a review is written as"),
        (["Oakland, California", "--partners", "gone.csv"], "citymatch: gone.csv: there is no such file\n"),
        (["Springfield"], "citymatch: 'Springfield' is ambiguous"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["review", *arguments]) == 2
    assert capsys.readouterr().err.startswith(told)
