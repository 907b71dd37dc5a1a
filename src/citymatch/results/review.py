"""The partnerships that a community has, looked at again: fit, what has changed, how each stands, whom to revive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from citymatch.scoring.additive import shown

from .asked import AS_WRITTEN, Asked
from .asked import COLUMNS as ASKED
from .explained import ordinal
from .plain import same, without_nan

if TYPE_CHECKING:
    import pandas as pd

STATUSES = ("active", "quiet", "dormant", "unknown", "proposed", "ended")
"""How a partnership stands, those that live first."""
QUESTIONS = {
    "last_visit": "When was the last visit, in either direction?",
    "committee": "Is there a committee that is active?",
    "funding": "Is there money for it, and whose?",
    "youth_exchange": "Do young people go there or come here?",
}
"""The questions that decide, by the column of a list that answers each."""
COLUMNS = (
    "partner", "admin1", "country", "kind", "status", "why", "revive", "score", "place", "fit", "bars", "cautions",
    "changed", "since", "term", "renewal", *QUESTIONS, "to_ask", "evidence", "community_id",
)  # fmt: skip
BEHIND = ("seeker", "seeker_id", "policy", "as_of", *ASKED)
"""The columns that say whose partnership it is, by what, and how the community was asked for."""
UNKNOWN = "unknown"


@dataclass(frozen=True)
class Reviewed:
    """One partnership.

    `status` is one of `STATUSES` and `why` says by what; "unknown" where nothing that is on record shows it. `score` is
    that of a candidate under the policy of today (NaN where it cannot be scored), `place` where it would stand in the
    list, `fit` what speaks for it. `bars` are what stands against it today (a law, a grave caution, a rule of the
    policy); `cautions` the others. `changed` is what is different since it was agreed. `since`, `term` and `renewal`
    are the user's own words, "" where there are none; `answers` the user's answers to `QUESTIONS`. `revive` is its
    place among those worth reviving first, None for one that is not among them.
    """

    name: str
    admin1: str
    country: str
    kind: str
    status: str
    why: str
    score: float
    place: str
    fit: str
    bars: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    since: str = ""
    term: str = ""
    renewal: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    evidence: str = ""
    community_id: str = ""
    revive: int | None = None

    @property
    def label(self) -> str:
        """Its name and country."""
        return f"{self.name}, {self.country}"

    @property
    def to_ask(self) -> tuple[str, ...]:
        """The questions that nobody has answered; none of one that has ended."""
        if self.status == "ended":
            return ()
        return tuple(words for key, words in QUESTIONS.items() if not self.answers.get(key))

    @property
    def points(self) -> str:
        """The score in words."""
        return f"{shown(self.score):.1f}" if self.score == self.score else UNKNOWN

    def cells(self) -> dict[str, Any]:
        """Its line in a table: an unknown score is NaN, and what nobody said is "unknown"."""
        told = {name: self.answers.get(name) or UNKNOWN for name in QUESTIONS}
        return {
            "partner": self.name, "admin1": self.admin1, "country": self.country, "kind": self.kind,
            "status": self.status, "why": self.why, "revive": self.revive, "score": self.score, "place": self.place,
            "fit": self.fit, "bars": "; ".join(self.bars), "cautions": "; ".join(self.cautions),
            "changed": "; ".join(self.changed), "since": self.since or UNKNOWN, "term": self.term or UNKNOWN,
            "renewal": self.renewal or UNKNOWN, **told, "to_ask": " ".join(self.to_ask), "evidence": self.evidence,
            "community_id": self.community_id,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Review:
    """All partnerships of one community, those worth reviving first at the top, then by how they stand.

    `candidates` is how many communities abroad the policy ranks; `notes` is what a reader has to know first, `read` how
    the community and the user's own list were read.
    """

    seeker: str
    seeker_id: str
    policy: str
    day: date
    candidates: int
    partners: tuple[Reviewed, ...]
    notes: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    asked: Asked = AS_WRITTEN

    def __len__(self) -> int:
        return len(self.partners)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Review) and same(vars(self), vars(other))

    __hash__ = object.__hash__

    @property
    def first(self) -> tuple[Reviewed, ...]:
        """Those worth reviving, the first one first."""
        return tuple(each for each in self.partners if each.revive is not None)

    def counts(self) -> dict[str, int]:
        """How many partnerships stand how, without those statuses that none has."""
        number = {status: sum(each.status == status for each in self.partners) for status in STATUSES}
        return {status: n for status, n in number.items() if n}

    @property
    def in_words(self) -> str:
        """How many there are, and how they stand, in a sentence."""
        if not self.partners:
            return "No partnership is on record: that is not the same as none."
        number = len(self.partners)
        on_record = f"{number} partnership{'' if number == 1 else 's'} on record"
        counts = self.counts()
        if counts == {UNKNOWN: number}:
            return f"{on_record}; whether {'it is' if number == 1 else 'they are'} active is not known."
        told = [f"{n} {'of unknown standing' if s == UNKNOWN else s}" for s, n in counts.items()]
        return f"{on_record}: {', '.join(told)}."

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON (NaN as None)."""
        plain: dict[str, Any] = without_nan({
            "community_id": self.seeker_id, "name": self.seeker, "asked": self.asked.to_dict(), "policy": self.policy,
            "as_of": self.day.isoformat(), "candidates": self.candidates, "notes": list(self.notes),
            "read": list(self.read),
            "provenance": dict(self.provenance), "partners": [each.cells() for each in self.partners],
        })  # fmt: skip
        return plain

    def rows(self) -> list[dict[str, Any]]:
        """A line for each partnership, with who was asked for behind it."""
        own = {
            "seeker": self.seeker,
            "seeker_id": self.seeker_id,
            "policy": self.policy,
            "as_of": self.day.isoformat(),
        }
        own |= dict(zip(ASKED, (self.asked.input, self.asked.status, self.asked.note), strict=True))
        return [each.cells() | own for each in self.partners]

    def to_frame(self) -> pd.DataFrame:
        """The same as a DataFrame."""
        import pandas as pd

        return pd.DataFrame(self.rows(), columns=[*COLUMNS, *BEHIND])


def place_told(rank: int, first: int, last: int, candidates: int) -> str:
    """Where a partner would stand among the candidates; those that are equal share their places.

    >>> place_told(12, 12, 12, 900), place_told(12, 1, 675, 1000)
    ('12th of 900', 'one of 675 that are equal, 1st to 675th of 1,000')
    """
    if first == last:
        return f"{ordinal(rank)} of {candidates:,}"
    return (
        f"one of {last - first + 1:,} that are equal, {ordinal(first)} to {ordinal(last)} of {candidates:,}"
    )


def in_order(partners: Sequence[Reviewed]) -> tuple[Reviewed, ...]:
    """Those worth reviving first, then the others by how they stand, the better fit first."""

    def key(each: Reviewed) -> tuple[Any, ...]:
        known = each.score == each.score
        return (
            each.revive is None, each.revive or 0, STATUSES.index(each.status), -each.score if known else 1.0, each.name
        )  # fmt: skip

    return tuple(sorted(partners, key=key))
