"""What a ledger of offers says of the candidates of a pool, for each seeker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from citymatch.datasets.governments import record_of
from citymatch.ledger import Ledger

from .pool import Pool

Alone = list[tuple[int, str]]
"""Rows of the pool that are left out for one seeker, each with its reason."""
NAMED = 8
"""So many candidates stand in a note by name."""


@dataclass(frozen=True, eq=False)
class Offered:
    """Who is left out for a seeker since somebody has been asked, and who may be asked again.

    `own` are the rows that each seeker has asked itself, with what came of it; `held` those that somebody has, with the
    seeker that has them. `again` tells of the candidates that never answered a seeker.
    """

    own: Mapping[str, Alone] = field(default_factory=dict)
    held: Sequence[tuple[int, str, str]] = ()
    again: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    file: str = ""

    @classmethod
    def of(cls, ledger: Ledger, day: date, pool: Pool) -> Offered:
        """What the ledger says on a day."""
        own: dict[str, Alone] = {}
        held = []
        for (seeker, candidate), offer in ledger.held(day):
            row = pool.find(candidate)
            own.setdefault(seeker, []).append((row, ledger.own_told(offer)))
            held.append((row, seeker, ledger.others_told(offer)))
        for seeker, reasons in ledger.dropped(day).items():
            own.setdefault(seeker, []).extend((pool.find(each), why) for each, why in reasons.items())
        return cls(own, tuple(each for each in held if each[0] >= 0), ledger.unanswered(day), ledger.file)

    def alone(self, seeker: str) -> Alone:
        """The rows left out for one seeker: those that it asked itself first, then those that others have."""
        if not (self.own or self.held):
            return []
        one = record_of(seeker)
        mine = [(row, why) for row, why in self.own.get(one, ()) if row >= 0]
        return mine + [(row, why) for row, other, why in self.held if other != one]

    def asked_before(self, seeker: str) -> Mapping[str, str]:
        """What is said of each candidate that the seeker asked without an answer."""
        return self.again.get(record_of(seeker), {})

    def notes(self, seeker: str, pool: Pool) -> list[str]:
        """What a reader of the seeker's list has to know of the ledger, each in a sentence."""
        one = record_of(seeker)
        mine = [_said(str(pool.table["name"][row]), why) for row, why in self.own.get(one, ()) if row >= 0]
        others = [why for _, other, why in self.held if other != one]
        again = [_said(str(pool.table["name"][row]), why) for id_, why in self.asked_before(seeker).items()
                 if (row := pool.find(id_)) >= 0]  # fmt: skip
        told = (("Left out by your ledger of offers", mine), ("Left out, since another seeker has them", others),
                ("May be asked again by your ledger of offers", again))  # fmt: skip
        return [f"{words}: {_listed(each)}." for words, each in told if each]


NOTHING_OFFERED = Offered()


def _said(name: str, why: str) -> str:
    """A candidate with what is said of it, which may name it already."""
    return why if why.startswith(name) else f"{name} ({why})"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    return "; ".join(names[:NAMED]) + (f"; and {rest} more" if rest > 0 else "")


def remarks_of(ledger: Ledger, day: date) -> list[str]:
    """What was decided in reading a ledger, and what its lines say against each other."""
    return [*ledger.remarks, *(f"{ledger.file}, {each}" for each in ledger.contradictions(day))]
