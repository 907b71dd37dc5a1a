"""What a policy is: criteria with weights, rules, evidence to collect, and the stages of the process."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal

from .errors import Origin, PolicyError, suggestion

Strength = Literal["law", "must", "prefer", "any_of", "route", "part", "caution"]
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
        waiver = f" ({self.waivable_by} may waive it)" if self.waivable_by else ""
        return f"a rule is not met: {self.text}{waiver}"

    def applies(self, as_of: date) -> bool:
        """Whether it is in force on a day."""
        return (self.since is None or self.since <= as_of) and (self.until is None or as_of <= self.until)


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


@dataclass(frozen=True)
class Policy:
    """A community's rules for choosing a partner.

    `community` is the id of the community whose own policy it is, or empty. `source` and `date` say what it
    was read from, `unread` which part of that could not be read. `tie_break` names the extractors that order
    equal scores ("preferences" stands for the number of preferences met). `order` lists ids in the order
    in which the policy itself names them; without it criteria, rules and evidence follow each other.

    >>> policy = Policy.from_dict({"name": "mine", "criteria": [{"extractor": "population", "weight": 3},
    ...                                                         {"extractor": "water", "weight": 1}]})
    >>> policy.weights
    {'population': 0.75, 'water': 0.25}
    >>> policy.with_weights(water=3).weights["water"]
    0.5
    """

    name: str
    criteria: tuple[Criterion, ...]
    title: str = ""
    community: str = ""
    source: str = ""
    date: str = ""
    unread: str = ""
    rules: tuple[Rule, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    tie_break: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = ()
    exchange: tuple[Exchange, ...] = ()
    order: tuple[str, ...] = ()
    notes: str = ""
    origin: Origin = field(default=Origin(), repr=False, compare=False)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Policy:
        """A policy from plain values, checked like a file. Raises PolicyError naming the field."""
        from .reading import policy_from

        return policy_from(data, Origin())

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON, in the order of the file; what is empty is left out."""
        plain: dict[str, Any] = _plain(self)
        return plain

    def to_toml(self) -> str:
        """The policy as the text of a policy file, which reads back as an equal policy."""
        from .toml import toml_of

        return toml_of(self.to_dict())

    @property
    def citation(self) -> str:
        """What it was read from and when, as papers cite it."""
        return ", ".join(part for part in (self.source, self.date) if part) or "source not stated"

    @property
    def weights(self) -> dict[str, float]:
        """The weight of each criterion, summing to 1."""
        total = sum(criterion.weight for criterion in self.criteria)
        return {criterion.id: criterion.weight / total for criterion in self.criteria}

    @property
    def fingerprint(self) -> str:
        """The sha256 of the policy's content, the same for a file and a dict that say the same."""
        text = json.dumps(self.to_dict(), sort_keys=True, ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def with_weights(self, **weights: float) -> Policy:
        """The same policy with other weights (any non-negative numbers; they are normalised).

        Ids that hold a hyphen are passed as `**{"near-water": 2}`. Raises PolicyError for an id that the
        policy does not have, and for a weight that is no number from 0 up.
        """
        known = {criterion.id for criterion in self.criteria}
        for name in weights:
            if name not in known:
                raise PolicyError(f"it has no criterion {name!r}{suggestion(name, known)}", field="weights")
        changed = [replace(c, weight=weights.get(c.id, c.weight)) for c in self.criteria]
        data = self.to_dict() | {"criteria": [_plain(c) for c in changed]}
        return replace(Policy.from_dict(data), origin=self.origin)

    @property
    def tests(self) -> tuple[Rule, ...]:
        """The rules, and the evidence to collect as rules that only people can answer."""
        asked = tuple(
            Rule(e.id, e.text, e.strength, "evidence", scope=e.scope, provided_by=e.provided_by, note=e.note)
            for e in self.evidence
        )
        return (*self.rules, *asked)

    def ordered_ids(self) -> tuple[str, ...]:
        """The ids of criteria, rules and evidence as the policy orders them, those not in `order` last."""
        ids = [item.id for group in (self.criteria, self.rules, self.evidence) for item in group]
        return tuple(dict.fromkeys((*self.order, *ids)))


_UNSTATED: tuple[Any, ...] = ("", (), None, {})


def _plain(item: Any) -> Any:
    """Plain values of a part of a policy; texts, lists and tables that are empty are left out."""
    if isinstance(item, Mapping):
        return {key: _plain(value) for key, value in item.items()}
    if isinstance(item, tuple | list):
        return [_plain(value) for value in item]
    if isinstance(item, date):
        return item.isoformat()
    if not is_dataclass(item):
        return item
    stated = {f.name: getattr(item, f.name) for f in fields(item) if f.name != "origin"}
    if stated.get("verified") is True:
        del stated["verified"]
    return {name: _plain(value) for name, value in stated.items() if value not in _UNSTATED}
