"""What a ledger says on a day."""

from __future__ import annotations

from datetime import date

import pandas as pd

from citymatch.ledger import Ledger, read_ledger

PINOLE, OAKLAND = "geonames:5383187", "geonames:5378538"
BERGEN, NYUZEN, VENCE = "geonames:3161732", "geonames:1855078", "geonames:2970148"
COLUMNS = ["seeker_id", "candidate_id", "date", "status", "note"]


def ledger(*rows: tuple[str, ...], days: int | None = None) -> Ledger:
    return read_ledger(pd.DataFrame([[*row, *[""] * (5 - len(row))] for row in rows], columns=COLUMNS), days)


def test_the_five_answers() -> None:
    day = date(2026, 6, 1)
    book = ledger(
        (PINOLE, BERGEN, "2026-05-03", "declined", "has ten partners"),
        (PINOLE, VENCE, "2026-05-04", "accepted"),
        (OAKLAND, VENCE, "2026-05-01", "withdrawn"),
        (OAKLAND, BERGEN, "2026-05-05", "offered"),
    )
    assert book.locked(day) == {PINOLE: (VENCE,), OAKLAND: (BERGEN,)}
    assert book.dropped(day) == {PINOLE: {BERGEN: "Bergen declined on 3 May 2026: has ten partners"}}
    assert book.unanswered(day) == {}


def test_an_offer_without_an_answer_is_free_after_ninety_days_or_as_many_as_are_asked_for() -> None:
    """3 May and 90 days are 1 August."""
    rows = [(PINOLE, BERGEN, "2026-05-03", "offered")]
    held = {PINOLE: (BERGEN,)}
    assert ledger(*rows).locked(date(2026, 7, 31)) == held
    assert ledger(*rows).locked(date(2026, 8, 1)) == {}
    assert ledger(*rows).unanswered(date(2026, 8, 1)) == {PINOLE: {BERGEN: "asked on 3 May 2026, no answer"}}
    assert ledger(*rows, days=30).locked(date(2026, 6, 2)) == {}
    assert ledger(*rows, days=120).locked(date(2026, 8, 1)) == held


def test_who_never_answered_was_asked_on_the_day_of_the_offer() -> None:
    book = ledger(
        (PINOLE, BERGEN, "2026-05-03", "offered"), (PINOLE, BERGEN, "2026-06-20", "no answer", "two letters")
    )
    assert book.unanswered(date(2026, 7, 1)) == {
        PINOLE: {BERGEN: "asked on 3 May 2026, no answer (two letters)"}
    }


def test_the_latest_day_counts_and_of_one_day_the_later_line() -> None:
    day = date(2026, 7, 1)
    back = ledger((PINOLE, BERGEN, "2026-06-02", "declined"), (PINOLE, BERGEN, "2026-05-03", "accepted"))
    assert back.locked(day) == {} and BERGEN in back.dropped(day)[PINOLE]
    assert any("lines 1 and 2" in said and "earlier day" in said for said in back.contradictions(day))
    same = ledger((PINOLE, BERGEN, "2026-05-03", "declined"), (PINOLE, BERGEN, "2026-05-03", "accepted"))
    assert same.locked(day) == {PINOLE: (BERGEN,)}
    assert any("declined and accepted on one day, 3 May 2026" in said for said in same.contradictions(day))
    usual = ledger((PINOLE, BERGEN, "2026-05-03", "offered"), (PINOLE, BERGEN, "2026-05-03", "accepted"))
    assert usual.contradictions(day) == []


def test_a_line_dated_after_the_day_does_not_count_yet_which_is_said() -> None:
    book = ledger((PINOLE, BERGEN, "2026-05-03", "offered"), (PINOLE, BERGEN, "2062-05-20", "declined"))
    assert book.locked(date(2026, 5, 10)) == {PINOLE: (BERGEN,)}
    assert book.contradictions(date(2026, 5, 10)) == [
        "line 2, date: 20 May 2062 is after 10 May 2026, so that the line does not count yet"
    ]


def test_one_candidate_spoken_for_twice_is_said() -> None:
    book = ledger((PINOLE, NYUZEN, "2026-05-03", "offered"), (OAKLAND, NYUZEN, "2026-05-04", "accepted"))
    (said,) = book.contradictions(date(2026, 5, 10))
    assert "Pinole, California: offered" in said and "Oakland, California: accepted" in said
