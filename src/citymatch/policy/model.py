"""A whole policy: from plain values, with every field checked, and back to them."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from functools import partial
from typing import Any

from citymatch.datasets import CommunityId

from .errors import Origin, PolicyError, suggestion
from .fields import Fields, checked_weight, read_whole
from .parts import Criterion, Evidence, Exchange, Rule, Stage
from .reading import (
    check_parts,
    criterion_from,
    evidence_from,
    exchange_from,
    extractor_named,
    id_of,
    rule_from,
    stage_from,
)
from .renamed import EXTRACTORS, IDS, renamed
from .toml import toml_of
from .weights import among

WILLING = Evidence(
    "desire", "Does the other community want a partner?",
    provided_by="its mayor or council, in writing",
)  # fmt: skip
"""What no data can know, and every partnership needs."""

_WILL = re.compile(
    r"\b(desires?|wish(es)?|wants?|willing(ness)?|interest(ed)?|approv(al|es?))\b", re.IGNORECASE
)
_OTHER = re.compile(r"\b(both|other|partner|foreign|counterpart|relationship|mutual)\b", re.IGNORECASE)


def asks_its_will(id: str, text: str) -> bool:
    """Whether an evidence is whether the other wants it: by its id, or by its words.

    >>> asks_its_will("desire", ""), asks_its_will("x", "Both cities wish for it"), asks_its_will("x", "A budget")
    (True, True, False)
    """
    return id == WILLING.id or bool(_WILL.search(text) and _OTHER.search(text))


def _asks_it(item: Evidence) -> bool:
    return asks_its_will(item.id, item.text)


@dataclass(frozen=True)
class Policy:
    """A community's rules for choosing a partner.

    `community` is the id of the community whose own policy it is, or empty. `source` and `date` say what it
    was read from, `unread` which part of that could not be read. `tie_break` names the extractors that order
    equal scores ("preferences" stands for the number of preferences met). `order` lists ids in the order
    in which the policy itself names them; without it criteria, rules and evidence follow each other.

    >>> policy = Policy.from_dict({"name": "mine", "criteria": [{"extractor": "size", "weight": 3},
    ...                                                         {"extractor": "water", "weight": 1}]})
    >>> policy.weights
    {'size': 0.75, 'water': 0.25}
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
        return policy_from(data, Origin())

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON, in the order of the file; what is empty is left out."""
        plain: dict[str, Any] = _plain(self)
        return plain

    def to_toml(self) -> str:
        """The policy as the text of a policy file, which reads back as an equal policy."""
        return toml_of(self.to_dict())

    def __repr__(self) -> str:
        counted = (
            (len(self.criteria), "criteria"),
            (len(self.rules), "rules"),
            (len(self.evidence), "evidence"),
        )
        return f"<Policy {self.name}: {', '.join(f'{number} {what}' for number, what in counted if number)}>"

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

    def with_weights(self, **weights: float | str) -> Policy:
        """The same policy with other weights: any non-negative numbers (they are normalised), or `most important`,
        `important`, `a little`, `no`.

        A word is measured by the heaviest weight that the policy has (and by 4 where that is less): the most important
        criterion counts as much as it, an important one half as much, and one that counts a little a quarter.

        Ids that hold a hyphen are passed as `**{"near-water": 2}`. Raises PolicyError for an id that the
        policy does not have, and for a weight that is no number from 0 up.
        """
        known = {criterion.id for criterion in self.criteria}
        own = [criterion.weight for criterion in self.criteria]
        stated: dict[str, Any] = {}
        for asked, weight in weights.items():
            name = renamed(asked, known, names=IDS)
            if name not in known:
                raise PolicyError(f"it has no criterion {name!r}{suggestion(name, known)}", field="weights")
            number = among(weight, own)
            stated[name] = checked_weight(weight, f"weights, {name}") if number is None else number
        changed = [replace(c, weight=stated.get(c.id, c.weight)) for c in self.criteria]
        data = self.to_dict() | {"criteria": [_plain(c) for c in changed]}
        return replace(Policy.from_dict(data), origin=self.origin)

    @property
    def tests(self) -> tuple[Rule, ...]:
        """The rules, and the evidence to collect as rules that only people can answer."""
        asked = tuple(
            Rule(e.id, e.text, e.strength, "evidence", scope=e.scope, provided_by=e.provided_by, note=e.note)
            for e in self.asked
        )
        return (*self.rules, *asked)

    @property
    def asked(self) -> tuple[Evidence, ...]:
        """The evidence to collect; whether the other community wants a partner is asked under every policy."""
        return self.evidence if any(map(_asks_it, self.evidence)) else (*self.evidence, WILLING)

    def ordered_ids(self) -> tuple[str, ...]:
        """The ids of criteria, rules and evidence as the policy orders them, those not in `order` last."""
        ids = [item.id for group in (self.criteria, self.rules, self.asked) for item in group]
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


def policy_from(data: object, origin: Origin) -> Policy:
    """A Policy from the plain values of a file or a dict. Raises PolicyError at the first wrong field."""
    fields = Fields(data, (), origin)
    policy = read_whole(fields, _policy)
    _check_ids(policy)
    return policy


def _policy(fields: Fields) -> Policy:
    name = id_of(fields, key="name")
    community = fields.text("community")
    if community and not CommunityId.is_one(community):
        raise fields.error("community", f"must be an id such as geonames:5383187, not {community!r}")
    criteria = fields.each("criteria", partial(criterion_from, taken=_stated_ids(fields.data)))
    if not any(criterion.weight > 0 for criterion in criteria):
        raise fields.error("criteria", "a policy needs at least one [[criteria]] with a weight above 0")
    policy = Policy(
        name=name,
        criteria=criteria,
        title=fields.text("title"),
        community=community,
        source=fields.text("source"),
        date=fields.text("date"),
        unread=fields.text("unread"),
        rules=fields.each("rules", rule_from),
        evidence=fields.each("evidence", evidence_from),
        tie_break=tuple(extractor_named(fields, name, "tie_break") for name in fields.texts("tie_break")),
        stages=fields.each("stages", stage_from),
        exchange=fields.each("exchange", exchange_from),
        order=fields.texts("order"),
        notes=fields.text("notes"),
        origin=fields.origin,
    )
    ids = {item.id for part in (policy.criteria, policy.rules, policy.evidence) for item in part}
    return replace(policy, order=tuple(i if i in ids else EXTRACTORS.get(i, i) for i in policy.order))


def _stated_ids(data: Mapping[str, Any]) -> set[str]:
    """The ids that parts of a policy state, before they are read."""
    parts = [data.get(part) for part in ("criteria", "rules", "evidence")]
    tables = [item for part in parts if isinstance(part, list | tuple) for item in part]
    return {str(item["id"]) for item in tables if isinstance(item, Mapping) and "id" in item}


def _check_ids(policy: Policy) -> None:
    """Ids are unique, and every id that a rule or the order names is there; no rule is made of itself."""
    seen: set[str] = set()
    for part in ("criteria", "rules", "evidence"):
        for n, item in enumerate(getattr(policy, part)):
            if item.id in seen:
                raise policy.origin.error((part, n, "id"), f"the id {item.id!r} is used twice")
            seen.add(item.id)
    for n, name in enumerate(policy.order):
        if name not in seen:
            raise policy.origin.error(
                ("order",), f"item {n + 1}: no part has the id {name!r}{suggestion(name, seen)}"
            )
    check_parts(policy.rules, policy.origin)
