"""A ledger changed: a line more at its end, written whole or not at all, by one writer at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
Check = Callable[[Path, Ledger, Offer | None, Offer], None]
"""What refuses an offer, beside the last line about the same two."""


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
    offer = _made(seeker, candidate, day, status, note, world)
    return _written(Path(path), [offer], days, world, _check_new)[0]


def add_offers(
    path: str | Path,
    pairs: Sequence[tuple[Who, Who]],
    day: date | str | None = None,
    status: str = OFFERED,
    note: str = "",
    days: int = DAYS,
    world: World | None = None,
) -> tuple[Offer, ...]:
    """Write offers of candidates to seekers into a ledger, all of them or none, and give the lines that were written.

    A pair whose offer stands there already is passed over. The file is read once and written once, while nobody else
    changes it. Raises what `add_offer` raises.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = Path(folder) / "offers.csv"
    ...     two = [("Pinole, California", "Bergen, Norway"), ("Oakland, California", "Vence, France")]
    ...     len(add_offers(book, two, "2026-05-03")), len(add_offers(book, two, "2026-05-04"))
    (2, 0)
    """
    offers = [_made(seeker, candidate, day, status, note, world) for seeker, candidate in pairs]
    return _written(Path(path), offers, days, world, _check_new, passing=True) if offers else ()


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
    offer = _made(seeker, candidate, day, status, note, world)
    return _written(Path(path), [offer], days, world, _check_closed)[0]


def _made(
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


def _written(
    path: Path, offers: Sequence[Offer], days: int, world: World | None, check: Check, passing: bool = False
) -> tuple[Offer, ...]:
    """Add lines of one day while nobody else changes the file, all of them or none; each is checked first.

    With `passing`, offers that stand already are passed over.
    """
    make_folder(path.parent)
    with held(path):
        sheet = Sheet.of(path)
        with heard():
            stood = offers_of(sheet.table, world)[0] if sheet.table is not None else ()
        stand = _Stand(path, Ledger(stood, days), offers[0].day)
        new = [offer for offer in dict.fromkeys(offers) if not (passing and stand.has(offer))]
        for offer in new:
            stand.refuse(offer, check)
        if new:
            write_bytes(path, sheet.with_lines([_cells(offer) for offer in new]), sure=True)
    return tuple(new)


def _cells(offer: Offer) -> dict[str, str]:
    return {
        "seeker": offer.seeker, "candidate": offer.candidate, "date": offer.day.isoformat(), "status": offer.status,
        "note": offer.note, "seeker_id": offer.seeker_id, "candidate_id": offer.candidate_id,
    }  # fmt: skip


class _Stand:
    """How the lines of a ledger stand on the day of new ones, looked up once for all of these."""

    def __init__(self, path: Path, ledger: Ledger, day: date):
        self.path, self.ledger = path, ledger
        self._latest = ledger.latest(max(day, date.today()))
        self._holders: dict[str, list[Offer]] = {}
        for _, offer in ledger.held(day):
            self._holders.setdefault(offer.candidate_id, []).append(offer)

    def has(self, offer: Offer) -> bool:
        """Whether the candidate was offered to the seeker before and may still answer, or has accepted."""
        return any(each.pair == offer.pair for each in self._holders.get(offer.candidate_id, ()))

    def refuse(self, offer: Offer, check: Check) -> None:
        """Refuse what would contradict the lines that stand there, or those before it. Raises LedgerError."""
        before = self._latest.get(offer.pair)
        if before is not None and offer.day < before.day:
            raise LedgerError(f"{_at(self.path, before)}, date: {_pair(offer)} was {before.status} on "
                              f"{told(before.day)}, after {told(offer.day)}; give --date")  # fmt: skip
        check(self.path, self.ledger, before, offer)
        if offer.status in (OFFERED, ACCEPTED):
            holders = self._holders.setdefault(offer.candidate_id, [])
            for other in holders:
                if other.seeker_id != offer.seeker_id:
                    raise LedgerError(f"{_at(self.path, other)}: {self._told(other)}")
            holders.append(offer)

    def _told(self, other: Offer) -> str:
        """Who has the candidate already; one that is to be written with it is in no ledger yet."""
        if other.line:
            return self.ledger.others_told(other)
        return f"{other.candidate} is to be offered to {other.seeker} in the same list"


def _check_new(path: Path, ledger: Ledger, before: Offer | None, offer: Offer) -> None:
    if (
        before is not None
        and offer.status == OFFERED
        and ledger.stands(before, offer.day) in (OFFERED, ACCEPTED)
    ):
        raise LedgerError(f"{_at(path, before)}: {_pair(offer)}: {ledger.own_told(before)}")


def _check_closed(path: Path, ledger: Ledger, before: Offer | None, offer: Offer) -> None:
    if before is None:
        raise LedgerError(
            f"{path}: no offer of {_pair(offer)} stands there to close; `citymatch offers add` writes one"
        )
    if before.status == offer.status:
        raise LedgerError(
            f"{_at(path, before)}: {_pair(offer)} was {before.status} on {told(before.day)} already"
        )


def _pair(offer: Offer) -> str:
    return f"{offer.candidate} for {offer.seeker}"


def _at(path: Path, offer: Offer) -> str:
    """The file and the line of an offer; the file alone for one that is to be written with others."""
    return f"{path}, line {offer.line}" if offer.line else str(path)
