"""An offer: one line of the ledger, and the five answers that it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

OFFERED, ACCEPTED, DECLINED, NO_ANSWER, WITHDRAWN = (
    "offered",
    "accepted",
    "declined",
    "no answer",
    "withdrawn",
)
STATUSES = (OFFERED, ACCEPTED, DECLINED, NO_ANSWER, WITHDRAWN)
CLOSED = (ACCEPTED, DECLINED, NO_ANSWER, WITHDRAWN)
"""The answers that end the waiting for one."""
_WORDS: Mapping[str, str] = {
    OFFERED: "offer pending open waiting sent proposed asked contacted",
    ACCEPTED: "accept yes signed agreed",
    DECLINED: "decline no refused rejected",
    NO_ANSWER: "noanswer noreply noresponse unanswered none silent",
    WITHDRAWN: "withdraw cancelled canceled revoked",
}


@dataclass(frozen=True)
class Offer:
    """One line: who was offered to whom, when, and what came of it.

    `seeker` and `candidate` are the full names of the two communities, `candidate_name` the short one. `day` is the
    day of the status, `line` the line of the file; `extra` holds the columns of the file that are none of ours.
    """

    seeker_id: str
    seeker: str
    candidate_id: str
    candidate: str
    candidate_name: str
    day: date
    status: str
    note: str = ""
    line: int = 0
    extra: Mapping[str, str] = field(default_factory=dict, hash=False)

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of both ends."""
        return self.seeker_id, self.candidate_id

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return {
            "seeker": self.seeker, "candidate": self.candidate, "date": self.day.isoformat(), "status": self.status,
            "note": self.note, "seeker_id": self.seeker_id, "candidate_id": self.candidate_id, "line": self.line,
            **({"extra": dict(self.extra)} if self.extra else {}),
        }  # fmt: skip


def status_of(text: str) -> str:
    """The answer that a cell means, in any case and in the usual words; "" for none.

    >>> status_of("No Answer"), status_of("no-reply"), status_of("Pending"), status_of("perhaps")
    ('no answer', 'no answer', 'offered', '')
    """
    key = "".join(letter for letter in text.casefold() if letter.isalpha())
    for status, words in _WORDS.items():
        if key == status.replace(" ", "") or key in words.split():
            return status
    return ""
