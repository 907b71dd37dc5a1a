"""What is shown while a command works: a bar with the time left, on a terminal's error stream and nowhere else."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from citymatch.cli import main


class Terminal(io.StringIO):
    """An error stream that is a terminal."""

    def isatty(self) -> bool:
        return True


Run = Callable[..., str]


@pytest.fixture
def on_a_terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command whose error stream is a terminal: what stood there."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    Path("ours.txt").write_text("Seika, Japan\nColima, Mexico\nArezzo, Italy\n", encoding="utf-8")

    def run(*arguments: str) -> str:
        shown = Terminal()
        monkeypatch.setattr(sys, "stderr", shown)
        assert main([*arguments, "--candidates", "ours.txt"]) == 0
        return shown.getvalue()

    return run


@pytest.mark.parametrize("command", ["memo", "explore", "sensitivity"])
def test_a_command_that_takes_its_time_says_how_long(
    command: str, on_a_terminal: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    more = ["--output", "page.html"] if command == "explore" else []
    more += ["--draws", "5"] if command == "sensitivity" else []
    shown = on_a_terminal(command, "Pinole, California", *more)
    assert "ranking" in shown and "time left" in shown
    assert "time left" not in capsys.readouterr().out


def test_a_batch_shows_each_part_of_its_work(on_a_terminal: Run) -> None:
    pytest.importorskip("openpyxl")
    Path("l.txt").write_text("Pinole, California\nOxford, Ohio\n", encoding="utf-8")
    shown = on_a_terminal("batch", "l.txt", "--excel", "--html", "--output", "o")
    for part in ("ranking", "writing the lists", "writing the pages"):
        assert part in shown
    assert "3/3" in shown and "2/2" in shown, "two lists and a workbook; two pages"


def test_without_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["memo", "Pinole, California", "Seika, Japan", "Colima, Mexico", "Arezzo, Italy"]) == 0
    assert capsys.readouterr().err == ""
