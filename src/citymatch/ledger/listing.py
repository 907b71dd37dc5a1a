"""A ledger as a list: a line a pair, as it stands on a day and with what follows from that."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from .book import Ledger
from .days import told
from .offer import ACCEPTED, DECLINED, OFFERED, STATUSES, Offer, status_of
from .reading import LedgerError

COLUMNS = ("seeker", "candidate", "date", "status", "what follows", "note", "seeker_id", "candidate_id")


def standing(
    ledger: Ledger, day: date, status: str | None = None, seeker_id: str = ""
) -> list[dict[str, Any]]:
    """A line for each pair of a ledger, those of one status or one seeker if that is asked for.

    An offer that has waited too long for its answer stands as one without. Raises LedgerError for a status that does
    not exist.

    >>> from datetime import date
    >>> offer = Offer("a", "A", "b", "B, Norway", "B", date(2026, 5, 3), "offered")
    >>> standing(Ledger((offer,)), date(2026, 6, 1))[0]["what follows"]
    'kept for A until 1 August 2026'
    """
    wanted = status_of(status) if status else ""
    if status and not wanted:
        raise LedgerError(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
    rows = []
    for offer in sorted(ledger.latest(day).values(), key=lambda each: each.line):
        stands = ledger.stands(offer, day)
        if wanted in ("", stands) and seeker_id in ("", offer.seeker_id):
            cells = (offer.seeker, offer.candidate, offer.day.isoformat(), stands, follows(ledger, offer, day),
                     offer.note, offer.seeker_id, offer.candidate_id)  # fmt: skip
            rows.append({**dict(zip(COLUMNS, cells, strict=True)), **_own(offer)})
    return rows


def follows(ledger: Ledger, offer: Offer, day: date) -> str:
    """What follows from a line for the candidate, on a day."""
    stands = ledger.stands(offer, day)
    if stands == ACCEPTED:
        return f"kept for {offer.seeker}"
    if stands == OFFERED:
        return f"kept for {offer.seeker} until {told(offer.day + timedelta(days=ledger.days))}"
    if stands == DECLINED:
        return f"not proposed to {offer.seeker} again; free for others"
    if offer.status == OFFERED:
        return f"free: {ledger.days} days without an answer"
    return "free"


def _own(offer: Offer) -> dict[str, str]:
    """The columns of the file that are none of ours; of the name of one of these, marked as the user's own."""
    return {f"own: {name}" if name in COLUMNS else name: text for name, text in offer.extra.items()}


def table_of(rows: Sequence[dict[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """The header and the rows of a table of all columns of some lines."""
    header = list(dict.fromkeys((*COLUMNS, *(name for row in rows for name in row))))
    return header, [[row.get(name, "") for name in header] for row in rows]
