"""What a ledger says on a day: who is spoken for, who said no, who never answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise

from citymatch.datasets.governments import record_of

from .days import told
from .offer import ACCEPTED, DECLINED, NO_ANSWER, OFFERED, WITHDRAWN, Offer

DAYS = 90
"""So many days an offer waits for its answer."""
Pair = tuple[str, str]


@dataclass(frozen=True)
class Ledger:
    """The lines of a ledger in the order of the file, and after how many days without an answer an offer is free.

    `remarks` says what was decided in reading the file. All questions are of a day: a line dated after it does not
    count yet.
    """

    offers: tuple[Offer, ...] = ()
    days: int = DAYS
    file: str = ""
    remarks: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.offers)

    def latest(self, day: date) -> dict[Pair, Offer]:
        """The line of each pair that counts: the one of the latest day, and of those the one further down."""
        found: dict[Pair, Offer] = {}
        for pair, lines in self.by_pair.items():
            then = [offer for offer in lines if offer.day <= day]
            if then:
                found[pair] = max(reversed(then), key=lambda offer: offer.day)  # of one day the later line
        return found

    @cached_property
    def by_pair(self) -> dict[Pair, list[Offer]]:
        """The lines of each pair, in the order of the file."""
        found: dict[Pair, list[Offer]] = {}
        for offer in self.offers:
            found.setdefault(offer.pair, []).append(offer)
        return found

    def stands(self, offer: Offer, day: date) -> str:
        """The status of a line that counts: an offer that has waited too long is one without an answer.

        >>> from datetime import date
        >>> offer = Offer("a", "A", "b", "B, Norway", "B", date(2026, 1, 1), "offered")
        >>> [Ledger((offer,)).stands(offer, day) for day in (date(2026, 3, 31), date(2026, 4, 1))]
        ['offered', 'no answer']
        """
        late = offer.status == OFFERED and (day - offer.day).days >= self.days
        return NO_ANSWER if late else offer.status

    def asked_on(self, offer: Offer, day: date) -> date:
        """The day on which a pair was asked: that of its last offer, else of the line itself."""
        asked = [each.day for each in self.by_pair[offer.pair] if each.status == OFFERED
                 and each.day <= min(day, offer.day)]  # fmt: skip
        return max(asked, default=offer.day)

    def since(self, offer: Offer) -> date:
        """The day from which the status of a pair has stood without a break."""
        first = offer.day
        lines = sorted(
            (each for each in self.by_pair[offer.pair] if each.day <= offer.day), key=lambda each: each.day
        )
        for each in reversed(lines):
            if each.status != offer.status:
                break
            first = each.day
        return first

    def locked(self, day: date) -> dict[str, tuple[str, ...]]:
        """For each seeker the candidates that it has: accepted, or offered and waiting.

        >>> from datetime import date
        >>> offer = Offer("geonames:1", "A", "geonames:2", "B, Norway", "B", date(2026, 5, 3), "offered")
        >>> Ledger((offer,)).locked(date(2026, 6, 1)), Ledger((offer,)).locked(date(2026, 9, 1))
        ({'geonames:1': ('geonames:2',)}, {})
        """
        found: dict[str, tuple[str, ...]] = {}
        for (seeker, candidate), _ in self.held(day):
            found[seeker] = (*found.get(seeker, ()), candidate)
        return found

    def accepted(self, day: date) -> dict[str, tuple[str, ...]]:
        """For each seeker the candidates that said yes."""
        found: dict[str, tuple[str, ...]] = {}
        for (seeker, candidate), offer in self.held(day):
            if offer.status == ACCEPTED:
                found[seeker] = (*found.get(seeker, ()), candidate)
        return found

    def dropped(self, day: date) -> dict[str, dict[str, str]]:
        """For each seeker the candidates that declined, with the reason in a sentence without a final stop."""
        found: dict[str, dict[str, str]] = {}
        for (seeker, candidate), offer in self.latest(day).items():
            if offer.status == DECLINED:
                found.setdefault(seeker, {})[candidate] = declined_told(offer)
        return found

    def unanswered(self, day: date) -> dict[str, dict[str, str]]:
        """For each seeker the candidates that never answered, with what is said of them: they may be asked again."""
        found: dict[str, dict[str, str]] = {}
        for (seeker, candidate), offer in self.latest(day).items():
            if self.stands(offer, day) == NO_ANSWER:
                said = f"asked on {told(self.asked_on(offer, day))}, no answer{_noted(offer)}"
                found.setdefault(seeker, {})[candidate] = said
        return found

    def said(self, day: date) -> dict[str, dict[str, str]]:
        """For each seeker what is said of those that it has and of those that never answered."""
        found = self.unanswered(day)
        for (seeker, candidate), offer in self.held(day):
            found.setdefault(seeker, {})[candidate] = self.own_told(offer)
        return found

    def held(self, day: date) -> list[tuple[Pair, Offer]]:
        """The pairs that are spoken for, with the line that says so."""
        counts = self.latest(day).items()
        return [(pair, offer) for pair, offer in counts if self.stands(offer, day) in (OFFERED, ACCEPTED)]

    def own_told(self, offer: Offer) -> str:
        """Why a candidate that the seeker itself has asked is in no new list."""
        if offer.status == ACCEPTED:
            return f"already accepted on {told(self.since(offer))}{_noted(offer)}"
        return f"already offered on {told(offer.day)}, waiting for an answer{_noted(offer)}"

    def others_told(self, offer: Offer) -> str:
        """Why a candidate that another seeker has is left out."""
        if offer.status == ACCEPTED:
            return f"{offer.candidate_name} has accepted {offer.seeker} since {told(self.since(offer))}"
        return (
            f"{offer.candidate_name} was offered to {offer.seeker} on {told(offer.day)} and may still answer"
        )

    def contradictions(self, day: date) -> list[str]:
        """What the lines say against each other, each in a sentence with the lines."""
        return [*_of_one_pair(self), *_later(self, day), *_held_twice(self, day)]


def declined_told(offer: Offer) -> str:
    """That a candidate said no, when, and why.

    >>> from datetime import date
    >>> declined_told(Offer("a", "A", "b", "Bergen, Norway", "Bergen", date(2026, 5, 3), "declined", "has ten"))
    'Bergen declined on 3 May 2026: has ten'
    """
    return f"{offer.candidate_name} declined on {told(offer.day)}" + (f": {offer.note}" if offer.note else "")


def id_of_one(community: str) -> str:
    """The id of the government that an id names, whichever of its ids that is."""
    return record_of(community)


def _noted(offer: Offer) -> str:
    return f" ({offer.note})" if offer.note else ""


def _of_one_pair(ledger: Ledger) -> Iterator[str]:
    """Two answers of one day, an answer of yes after one of no or the other way round, and lines out of order."""
    opposed = ({ACCEPTED, DECLINED}, {ACCEPTED, NO_ANSWER}, {DECLINED, NO_ANSWER}, {ACCEPTED, WITHDRAWN},
               {DECLINED, WITHDRAWN})  # fmt: skip
    for lines in ledger.by_pair.values():
        for one, other in pairwise(lines):
            who = f"lines {one.line} and {other.line}, {one.candidate} for {one.seeker}"
            if one.day == other.day and {one.status, other.status} in opposed:
                yield (f"{who}: {one.status} and {other.status} on one day, {told(one.day)}; the later line counts, "
                       f"{other.status}")  # fmt: skip
            elif other.day < one.day:
                yield (f"{who}: the later line has the earlier day, {told(other.day)}; {one.status} on "
                       f"{told(one.day)} counts")  # fmt: skip
            elif {one.status, other.status} == {ACCEPTED, DECLINED}:
                yield (f"{who}: {one.status} on {told(one.day)}, then {other.status} on {told(other.day)}; the "
                       "latest counts")  # fmt: skip


def _later(ledger: Ledger, day: date) -> Iterator[str]:
    for offer in ledger.offers:
        if offer.day > day:
            yield (f"line {offer.line}, date: {told(offer.day)} is after {told(day)}, so that the line does not "
                   "count yet")  # fmt: skip


def _held_twice(ledger: Ledger, day: date) -> Iterator[str]:
    holders: dict[str, list[Offer]] = {}
    for (_, candidate), offer in ledger.held(day):
        holders.setdefault(candidate, []).append(offer)
    for offers in holders.values():
        if len(offers) > 1:
            lines = " and ".join(str(offer.line) for offer in offers)
            whose = "; ".join(f"{offer.seeker}: {offer.status}" for offer in offers)
            yield f"lines {lines}: {offers[0].candidate} is spoken for by more than one ({whose})"
