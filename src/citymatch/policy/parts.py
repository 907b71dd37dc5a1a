"""What a policy is made of: criteria with weights, rules, evidence to collect, stages, fields of exchange."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STRENGTHS: dict[str, str] = {
    "law": "a law above the policy: a candidate that does not meet it is excluded, and nobody can waive it",
    "must": "a candidate that does not meet it is excluded, unless it is waived",
    "prefer": "shown, and counted among the preferences met; it excludes nobody",
    "any_of": "at least one rule of the same group has to be met",
    "route": "one of the alternative ways to qualify: at least one route of the policy has to be met",
    "part": "counts only as a part of the rules that name it",
    "caution": "shown first among the reasons; it excludes only on request",
}
SCOPES: dict[str, str] = {
    "candidate": "the other community",
    "country": "its country",
    "portfolio": "the partners that the seeker already has",
    "sponsor": "those who stand behind the proposal",
    "process": "the way to a decision",
}


@dataclass(frozen=True)
class Criterion:
    """One thing that is scored: an extractor, its weight, and the policy's own words for it."""

    id: str
    extractor: str
    label: str
    weight: float = 1.0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Rule:
    """One thing that is tested: met, not met, or in need of evidence.

    `test` names a kind of `kinds.TESTS`, `parameters` holds its settings. `since` and `until` are the first
    and the last day on which it applies. `waived` says who waived it and when. `group` joins rules of strength
    any_of. `verified` is false where the text behind it was not read in full.
    """

    id: str
    text: str
    strength: str
    test: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    scope: str = "candidate"
    group: str = ""
    waivable_by: str = ""
    waived: str = ""
    provided_by: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    verified: bool = True
    note: str = ""

    @property
    def reason(self) -> str:
        """What to say to a candidate that does not meet it."""
        return f"the policy's rule “{self.text}”{f' ({self.waiver})' if self.waivable_by else ''}"

    @property
    def waiver(self) -> str:
        """Who may waive it, in a sentence; "" for nobody."""
        return f"{with_article(self.waivable_by)} may waive it" if self.waivable_by else ""

    def applies(self, as_of: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)


BODIES = frozenset(
    [
        *("administrator", "assembly", "authority", "board", "cabinet", "clerk", "commission"),
        *("committee", "council", "department", "director", "executive", "governor", "legislature"),
        *("manager", "mayor", "office", "panel", "president", "senate", "supervisor", "trustee"),
    ]
)
"""What those are called that decide, where there is one of each."""


def with_article(body: str) -> str:
    """Who decides as it stands in a sentence: with its article, where it was written without one.

    >>> with_article("library board"), with_article("the mayor"), with_article("Ana Ruiz")
    ('the library board', 'the mayor', 'Ana Ruiz')
    """
    words = body.split()
    first = words[0].casefold() if words else ""
    alone = (
        bool(words)
        and words[-1].casefold() in BODIES
        and first not in {"the", "a", "an", "our", "its", "each"}
    )
    return f"the {body}" if alone and not first.endswith(("'s", "’s")) else body


@dataclass(frozen=True)
class Evidence:
    """What no data holds and people have to bring: who brings it, and what it is about."""

    id: str
    text: str
    provided_by: str = ""
    scope: str = "candidate"
    strength: str = "must"
    note: str = ""


@dataclass(frozen=True)
class Stage:
    """One step on the way to an agreement."""

    text: str
    decided_by: str = ""
    deadline_days: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Exchange:
    """A field of exchange that the programme names, with its examples."""

    name: str
    examples: str = ""
