"""A ledger changed: a line more at its end, written whole or not at all, by one writer at a time."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from citymatch.datasets import World
from citymatch.places import Community, Resolution, accepted, resolve
from citymatch.places.saying import heard
from citymatch.whole import make_folder, write_bytes

from .book import DAYS, Ledger, id_of_one
from .days import read_day, told
from .holding import held
from .offer import ACCEPTED, CLOSED, OFFERED, STATUSES, Offer, status_of
from .reading import LedgerError, made, offers_of
from .sheet import Sheet

Who = str | int | Community | Resolution


def add_offer(
    path: str | Path,
    seeker: Who,
    candidate: Who,
    day: date | str | None = None,
    status: str = OFFERED,
    note: str = "",
    days: int = DAYS,
    world: World | None = None,
) -> Offer:
    """Write an offer into a ledger, which is begun where there is none, and give the line as it was written.

    What stands in the file stays as it is, to the last byte. Raises LedgerError for a status that does not exist, a day
    that is none, an offer that is open already or a candidate that another seeker has, and for a file that cannot be
    read; AmbiguousCommunity or UnknownCommunity; OSError where the file cannot be written.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = Path(folder) / "offers.csv"
    ...     offer = add_offer(book, "Pinole, California", "Bergen, Norway", "2026-05-03")
    ...     print(book.read_text().splitlines()[1])
    "Pinole, California","Bergen, Norway",2026-05-03,offered,,geonames:5383187,geonames:3161732
    """
    offer = _made(path, seeker, candidate, day, status, note, world)
    return _written(Path(path), offer, days, world, closing=False)


def close_offer(
    path: str | Path,
    seeker: Who,
    candidate: Who,
    status: str,
    day: date | str | None = None,
    note: str = "",
    days: int = DAYS,
    world: World | None = None,
) -> Offer:
    """Write what came of an offer: accepted, declined, no answer, or withdrawn, as a line of its own.

    Raises what `add_offer` raises, and LedgerError where the ledger has no offer of the two to close.
    """
    if status_of(status) not in CLOSED:
        raise LedgerError(f"status must be one of {', '.join(CLOSED)}, not {status!r}")
    offer = _made(path, seeker, candidate, day, status, note, world)
    return _written(Path(path), offer, days, world, closing=True)


def _made(
    path: str | Path,
    seeker: Who,
    candidate: Who,
    day: date | str | None,
    status: str,
    note: str,
    world: World | None,
) -> Offer:
    means = status_of(status)
    if not means:
        raise LedgerError(f"status must be one of {', '.join(STATUSES)}, not {status!r}")
    on = date.today() if day is None else read_day(day) if isinstance(day, str) else day
    if on is None:
        raise LedgerError(f"date must be a day such as 2026-05-03, not {day!r}")
    asks, asked = (accepted(resolve(each, world=world), world=world) for each in (seeker, candidate))
    if id_of_one(asks.id) == id_of_one(asked.id):
        raise LedgerError(f"{asks.label} cannot be offered to itself")
    return made(asks, asked, on, means, " ".join(note.split()))


def _written(path: Path, offer: Offer, days: int, world: World | None, closing: bool) -> Offer:
    """Add a line while nobody else changes the file."""
    make_folder(path.parent)
    with held(path):
        sheet = Sheet.of(path)
        with heard():
            offers = offers_of(sheet.table, world)[0] if sheet.table is not None else ()
        _check(path, Ledger(offers, days), offer, closing)
        write_bytes(path, sheet.with_line(_cells(offer)), sure=True)
    return offer


def _cells(offer: Offer) -> dict[str, str]:
    return {
        "seeker": offer.seeker, "candidate": offer.candidate, "date": offer.day.isoformat(), "status": offer.status,
        "note": offer.note, "seeker_id": offer.seeker_id, "candidate_id": offer.candidate_id,
    }  # fmt: skip


def _check(path: Path, ledger: Ledger, offer: Offer, closing: bool) -> None:
    """Refuse what would contradict the lines that stand there. Raises LedgerError."""
    counts = ledger.latest(max(offer.day, date.today()))
    before = counts.get(offer.pair)
    pair = f"{offer.candidate} for {offer.seeker}"
    if before is not None and offer.day < before.day:
        raise LedgerError(f"{path}, line {before.line}, date: {pair} was {before.status} on {told(before.day)}, after "
                          f"{told(offer.day)}; give --date")  # fmt: skip
    if closing:
        _check_closed(path, before, offer, pair)
    elif (
        before is not None
        and offer.status == OFFERED
        and ledger.stands(before, offer.day) in (OFFERED, ACCEPTED)
    ):
        raise LedgerError(f"{path}, line {before.line}: {pair}: {ledger.own_told(before)}")
    if offer.status in (OFFERED, ACCEPTED):
        for (seeker, candidate), other in ledger.held(offer.day):
            if candidate == offer.candidate_id and seeker != offer.seeker_id:
                raise LedgerError(f"{path}, line {other.line}: {ledger.others_told(other)}")


def _check_closed(path: Path, before: Offer | None, offer: Offer, pair: str) -> None:
    if before is None:
        raise LedgerError(
            f"{path}: no offer of {pair} stands there to close; `citymatch offers add` writes one"
        )
    if before.status == offer.status:
        raise LedgerError(
            f"{path}, line {before.line}: {pair} was {before.status} on {told(before.day)} already"
        )
