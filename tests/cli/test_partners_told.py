"""`citymatch partners` on the screen is for people; its CSV and JSON are for programs."""

from __future__ import annotations

import pytest

from citymatch.cli import main


def test_the_screen_shows_words_and_the_table_keeps_the_codes(capsys: pytest.CaptureFixture[str]) -> None:
    # Marquette's sister cities are Kajaani (1997) and Higashiōmi, once Yōkaichi (1979).
    assert main(["partners", "Marquette, Michigan"]) == 0
    said = capsys.readouterr().out
    line = next(line for line in said.splitlines() if "Higashiōmi" in line)
    assert line.split("  ")[0] == "Higashiōmi, Shiga, Japan" and "sister city" in line
    for code in ("geonames:", "unit:US", "sister_city", "admin1", "community_id", "strong"):
        assert code not in said, code
    assert main(["partners", "Marquette, Michigan", "--format", "csv"]) == 0
    assert "sister_city,unknown,strong,geonames:654899" in capsys.readouterr().out


def test_a_column_in_which_nothing_stands_is_not_shown_and_ones_own_note_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["partners", "Marquette, Michigan"]) == 0
    header = capsys.readouterr().out.splitlines()[2]
    assert "note" not in header and "where it was read" in header
