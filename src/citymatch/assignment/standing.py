"""What stands already when offers are made: whom nobody else may have, and whom a seeker is not to be offered again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Standing:
    """What earlier offers leave behind, by the id of the seeker.

    `locked` holds the ids of the candidates that a seeker was offered and has not closed: offers that wait for an
    answer and those that were accepted. Each counts against the number of seekers that its candidate takes, also where
    the seeker is not on today's list, and against the number of leads of its seeker; none of them is offered anew.
    `dropped` holds those that the seeker is not to be offered again, each with the reason ("declined on 2026-03-01"),
    and `said` is what else is to be told of a candidate that is offered: that it has accepted, or never answered.
    `accepted` are those of the locked ones that said yes.

    >>> standing = Standing(locked={"geonames:1": ("geonames:7",)}, dropped={"geonames:1": {"geonames:8": "declined"}})
    >>> standing.of("geonames:1"), standing.takers()["geonames:7"]
    (('geonames:7',), 1)
    """

    locked: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    dropped: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    accepted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def of(self, seeker: str) -> tuple[str, ...]:
        """The candidates that are locked for a seeker, each once."""
        return tuple(dict.fromkeys(self.locked.get(seeker, ())))

    def gone(self, seeker: str) -> Mapping[str, str]:
        """The candidates that a seeker is not to be offered again, with the reasons."""
        return self.dropped.get(seeker, {})

    def answer(self, seeker: str, candidate: str) -> str:
        """What came of an earlier offer to a seeker: one of `offers.ANSWERS`, "" where none was made.

        >>> Standing(locked={"a": ("x", "y")}, accepted={"a": ("x",)}).answer("a", "x")
        'accepted'
        """
        if candidate in self.of(seeker):
            return "accepted" if candidate in self.accepted.get(seeker, ()) else "offered before"
        return "asked before" if candidate in self.said.get(seeker, {}) else ""

    def takers(self) -> Counter[str]:
        """For how many seekers each candidate is locked."""
        return Counter(candidate for seeker in self.locked for candidate in self.of(seeker))

    def holders(self, candidate: str) -> tuple[str, ...]:
        """The seekers for whom a candidate is locked."""
        return tuple(seeker for seeker in self.locked if candidate in self.of(seeker))
