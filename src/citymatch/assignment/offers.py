"""What a list of seekers is offered, as plain data: tables, pages and the screen are drawn from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from citymatch.features.unit import people_counted
from citymatch.policy.model import asks_its_will
from citymatch.results import Asked, Explained, Verdict
from citymatch.results.asked import AS_WRITTEN, own_name
from citymatch.scoring.additive import shown

EVIDENCE = "needs_evidence"
CELLS = ("lead", "community_id", "name", "country", "people", "score", "rank", "offered_before", "answer",
         "speaks_for_it", "caution", "evidence_needed", "their_wish")  # fmt: skip
ANSWERS = ("accepted", "offered before", "asked before")
"""What came of an offer that was made before: yes; it stands, and may still be answered; never answered in its time."""
OURS = (*CELLS, "gives_up", "why_given_up", "why", "seeker_note")
"""The columns of the tables that are ours."""


def asked_for(checklist: Sequence[Verdict], answer: str) -> tuple[str, ...]:
    """What is to be asked of a candidate: of one that has accepted no longer whether it wants a partner."""
    return tuple(
        each.words for each in checklist
        if each.verdict == EVIDENCE and not (answer == "accepted" and asks_its_will(each.rule, each.words))
    )  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """One community that a seeker is offered.

    `lead` counts its offers from 1, `score` is cut to a tenth and `rank` is the place in the seeker's own full order
    (both None where it is not ranked today). `locked` says that it was offered before and not closed. `why` is what
    speaks for it, in a few words, `evidence` what has to be asked for. `their_wish` says what the other side wishes,
    where it has been asked. `people` are its people with the year of the count, `answer` is what came of an earlier
    offer (one of `ANSWERS`): whoever has accepted need not be asked any more whether it wants a partner.
    """

    lead: int
    community_id: str
    label: str
    country: str
    score: float | None
    rank: int | None
    why: str = ""
    cautions: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()
    locked: bool = False
    their_wish: str = ""
    people: str = ""
    answer: str = ""

    @classmethod
    def of(
        cls, lead: int, told: Explained, locked: bool = False, their_wish: str = "", answer: str = ""
    ) -> Offer:
        """Of what the ranking says of a candidate."""
        ranked = told.rank is not None
        return cls(
            lead, told.community_id, told.label, str(told.facts.get("country") or ""),
            shown(told.score) if ranked else None, told.rank, told.in_short, told.cautions,
            asked_for(told.checklist, answer), locked, their_wish, people_counted(told.facts), answer,
        )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            name: list(value) if isinstance(value, tuple) else value for name, value in vars(self).items()
        }


@dataclass(frozen=True)
class Offered:
    """What one seeker is offered.

    `gives_up` is by how many points its new leads fall short of its own best ones, together; `told` says in sentences
    which of those it does without, and who has them. `asked` says by which words it stands in the list, and how they
    were read. `left_out` says how many communities a law or a rule of its policy leaves out for it.
    """

    seeker_id: str
    seeker: str
    policy: str
    offers: tuple[Offer, ...]
    gives_up: float = 0.0
    told: tuple[str, ...] = ()
    asked: Asked = AS_WRITTEN
    left_out: tuple[str, ...] = ()

    @property
    def new(self) -> tuple[Offer, ...]:
        """The offers that were not made before."""
        return tuple(offer for offer in self.offers if not offer.locked)

    def own(self, taken: Mapping[str, Any]) -> dict[str, str]:
        """How its line was read, and the line's columns that are none of ours; with "own:" where a name is taken."""
        columns = {own_name(name, [*taken, *OURS]): text for name, text in self.asked.extra.items()}
        return {"seeker_note": self.asked.note} | columns

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        plain = {
            **vars(self),
            "told": list(self.told),
            "left_out": list(self.left_out),
            "asked": self.asked.to_dict(),
        }
        return plain | {"offers": [offer.to_dict() for offer in self.offers]}


@dataclass(frozen=True)
class Offers:
    """What a whole list is offered.

    `leads` is how many each seeker is to have, `gives_up` the most that one of them gives up and `total` the sum of the
    scores of all new offers, in points. `way` says in sentences how the offers were found, `left` which communities of
    the other side were offered to nobody. `kept` is how many offers of an earlier list are made again or stand in the
    ledger, of so many that were `earlier` made, both None without one. `barred` says where communities are left out
    for a caution. In every way a member gives up `gives_up_at_least` or more, and no way in which nobody gives up more
    than here is worth more than `total_at_most`. Where the search came to its end these are what `gives_up` and `total`
    are, but for what was lost to keep earlier offers; None where both sides ask.
    """

    seekers: tuple[Offered, ...]
    leads: int
    gives_up: float
    total: float
    way: tuple[str, ...]
    day: date
    provenance: Mapping[str, str]
    left: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    kept: int | None = None
    earlier: int | None = None
    barred: str = ""
    gives_up_at_least: float | None = None
    total_at_most: float | None = None

    def __len__(self) -> int:
        return len(self.seekers)

    @property
    def made(self) -> int:
        """How many new offers there are."""
        return sum(len(each.new) for each in self.seekers)

    @property
    def stand(self) -> int:
        """How many offers stand from before."""
        return sum(len(each.offers) for each in self.seekers) - self.made

    def rows(self) -> list[dict[str, Any]]:
        """One row an offer; a seeker without any has one row, in which all else is empty."""
        found = []
        for each in self.seekers:
            who = {"seeker_id": each.seeker_id, "seeker": each.seeker, "policy": each.policy}
            lost = {"gives_up": each.gives_up, "why_given_up": " ".join(each.told)}
            found += [who | _cells(offer) | lost | each.own(who) for offer in each.offers or (None,)]
        return found

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            **vars(self), "seekers": [each.to_dict() for each in self.seekers], "day": self.day.isoformat(),
            "provenance": dict(self.provenance), "way": list(self.way), "left": list(self.left),
            "notes": list(self.notes),
        }  # fmt: skip


def _cells(offer: Offer | None) -> dict[str, Any]:
    if offer is None:
        return dict.fromkeys(CELLS, "")
    return {
        "lead": offer.lead, "community_id": offer.community_id, "name": offer.label, "country": offer.country,
        "people": offer.people, "score": offer.score, "rank": offer.rank,
        "offered_before": "yes" if offer.locked else "no", "answer": offer.answer,
        "speaks_for_it": offer.why, "caution": "; ".join(offer.cautions),
        "evidence_needed": "; ".join(offer.evidence), "their_wish": offer.their_wish,
    }  # fmt: skip


def points(tenths: int) -> float:
    """Tenths of a point as points.

    >>> points(58)
    5.8
    """
    return round(tenths / 10, 1)


def joined(words: Sequence[str]) -> str:
    """Words with commas, and "and" before the last.

    >>> joined(["a", "b", "c"])
    'a, b and c'
    """
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""
