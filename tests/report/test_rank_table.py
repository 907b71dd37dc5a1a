"""The table that `citymatch rank` prints: one line a candidate, and what a reader has to know below."""

from __future__ import annotations

import pytest

from citymatch.cli import main
from citymatch.features.words import shortened
from citymatch.report.words import plainly, with_options


def lines_of(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> list[str]:
    monkeypatch.setenv("COLUMNS", "190")
    assert main(["rank", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_shortlist_of_ten_is_ten_lines_and_at_most_ten_notes(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_of(capsys, monkeypatch, "Truckee, California", "--top", "10")
    assert lines[0].startswith("Truckee, California, 16,729 people (2020): 10 chosen from ")
    assert lines[1].split()[:4] == ["#", "score", "community", "people"]
    numbered = lines[2:12]
    assert [int(row.split()[0]) for row in numbered] == list(range(1, 11)), "one line a candidate"
    assert len(lines) <= 2 + 10 + 10
    alps = [row for row in numbered if "both are mountain towns" in row]
    assert len(alps) >= 4, "a ski town meets mountain towns, and the line says so"


def test_no_word_of_the_trade_stands_in_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = "\n".join(lines_of(capsys, monkeypatch, "Dearborn, Michigan", "--top", "10"))
    told += "\n".join(lines_of(capsys, monkeypatch, "Pinole, California", "--top", "10"))
    for word in ("needs_evidence", "CEPII", "Csb", "change it here", "are different names", "not_met"):
        assert word not in told
    assert "Does the other community want a partner?" in told, "what no data can know is asked under default"
    assert "City should have the desire to enter into a Sister City relationship" in told
    assert told.count("want a partner?") == 1, "a policy that asks in words of its own is not asked twice"


def test_the_reasons_are_printed_when_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_of(capsys, monkeypatch, "Solvang, California", "--top", "3", "--why")
    assert sum("Danish" in line for line in lines) >= 1
    assert any("people" in line and "Solvang" in line and "as many" in line for line in lines)


@pytest.mark.parametrize(
    ("sentence", "heart"),
    [
        ("about 8 % of residents were born in Lebanon, 211 times the nation's share (estimated (so))",
         "about 8 % of residents were born in Lebanon"),
        ("Fresno has been home to Armenians since 1881; about 1 % of residents have Armenian roots",
         "Fresno has been home to Armenians since 1881"),
        ("0.6 km from the sea coast; Pinole is about as near, 1.0 km from it", "0.6 km from the sea coast"),
        ("about 10 % of Key West's residents have roots in Cuba, twice the nation's share (Census)",
         "about 10 % of Key West's residents have roots in Cuba"),
        ("Mexico held what is now Ventura County from 1821 to 1848 (Treaty of Guadalupe Hidalgo, 1848)",
         "Mexico held what is now Ventura County from 1821 to 1848"),
    ],
)  # fmt: skip
def test_the_heart_of_a_reason(sentence: str, heart: str) -> None:
    assert shortened(sentence) == heart


def test_the_words_of_the_last_column_are_explained_and_no_question_ends_in_a_stop(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = lines_of(capsys, monkeypatch, "Truckee, California", "--top", "6")
    rows = lines[2:8]
    words = ("by people", "by name", "by both", "alike in", "of another kind")
    assert all(any(word in row for word in words) for row in rows)
    legend = next(line for line in lines if line.startswith("match: "))
    assert "“by people” says that residents' roots tie the two" in legend and "true tie" not in legend
    assert any(line.endswith("Does the other community want a partner?") for line in lines)
    assert not any("?." in line for line in lines)


def test_skipped_names_are_explained_with_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of Truckee's best by the full order many are in the United Kingdom, and the list takes two."""
    (told,) = [
        line
        for line in lines_of(capsys, monkeypatch, "Truckee, California", "--top", "6")
        if "skipped" in line
    ]
    assert (
        told.startswith("To keep the list varied (at most 2 in one country, ")
        and " in the United Kingdom" in told
    )
    assert told.endswith("--per-country 0 skips none.") and "stand higher overall are skipped" in told


def test_options_are_taken_off_by_one_function_for_every_other_output() -> None:
    for option in ("--caution show", "--partners FILE", "--per-country 0", "--attributes FILE"):
        note = f"4 communities in Syria are left out for a grave caution; {option} shows them."
        assert plainly(note) == "4 communities in Syria are left out for a grave caution."
        assert plainly(f"lists them ({option} lists them).") == "lists them."
    assert with_options("No partnership on record: check your own list.").endswith(
        "--partners FILE takes it."
    )
    assert plainly("4 in the Bay Area - a fact; and more.") == "4 in the Bay Area - a fact; and more."
