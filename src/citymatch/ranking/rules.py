"""Rules applied: what a policy, and the laws and cautions above it, say of n candidates at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import numpy as np

from citymatch.features.base import Place, Places, kept
from citymatch.policy import Caution, LawAbroad, Policy, Rule
from citymatch.policy.nations import nation
from citymatch.results.explained import Record, Verdict

from .case import EVIDENCE, MET, NOT_MET, BoolArray, Case, Codes, Context, Outcome
from .judging import JUDGES

WORDS = {NOT_MET: "not_met", EVIDENCE: "needs_evidence", MET: "met"}

__all__ = ["Context", "Outcome", "Verdicts", "checklist", "judge"]


@dataclass(frozen=True, eq=False)
class Verdicts:
    """The verdicts of some rules on n candidates.

    `rules` are those in force on the day, `outcomes` their verdicts in the same order.
    """

    rules: tuple[Rule, ...]
    outcomes: tuple[Outcome, ...]
    size: int

    def exclusions(self, strengths: Sequence[str]) -> Iterator[tuple[BoolArray, str]]:
        """Who is left out by rules of these strengths, with the reason: pairs of a mask and a sentence."""
        for rule, outcome in self._of(strengths, single=True):
            if not rule.waived:
                yield outcome.codes == NOT_MET, rule.reason
        for group in self._groups(strengths):
            codes = np.max([outcome.codes for _, outcome in group], axis=0)
            texts = "; ".join(rule.text for rule, _ in group)
            yield codes == NOT_MET, f"it meets none of the ways that the policy offers: {texts}"

    @property
    def excluded(self) -> BoolArray:
        """Who is left out by a law, a must, a group of alternatives or the routes, shape (n,)."""
        out = np.zeros(self.size, bool)
        for mask, _ in self.exclusions(EXCLUDING):
            out |= mask
        return out

    def reason(self, row: int) -> str:
        """Why a candidate is left out by law or rule; empty if it is not."""
        found = self.exclusions(EXCLUDING)
        return next((reason for mask, reason in found if mask[row]), "")

    @property
    def preferences(self) -> Codes:
        """How many of the preferences each candidate meets, shape (n,): a possible second key."""
        met = np.zeros(self.size, np.int8)
        for _, outcome in self._of(("prefer",)):
            met += outcome.codes == MET
        return met

    def cautioned(self, levels: Sequence[str]) -> Iterator[tuple[Rule, BoolArray]]:
        """The cautions of these levels with the mask of those whom each is about."""
        for rule, outcome in self._of(("caution",)):
            if level_of(rule) in levels:
                yield rule, outcome.codes == NOT_MET

    def cautions(self, row: int) -> list[str]:
        """The cautions that hold for one candidate, each with its source, the gravest first.

        Where one bars, the table's others are not told: they are of the country around it, such as Ukraine around
        Crimea, or say less.
        """
        rules, holds = self._cautioned
        held = [rules[number] for number in np.flatnonzero(holds[row]).tolist()]
        barred = any(level_of(rule) == "barred" for rule in held)
        return [
            rule.reason
            for rule in held
            if not barred or level_of(rule) == "barred" or not isinstance(rule, Caution)
        ]

    @cached_property
    def _cautioned(self) -> tuple[list[Rule], BoolArray]:
        """The cautions, and for each candidate which of them hold, shape (n, cautions)."""
        found = list(self._of(("caution",)))
        holds = np.zeros((self.size, len(found)), bool)
        for number, (_, outcome) in enumerate(found):
            holds[:, number] = outcome.codes == NOT_MET
        return [rule for rule, _ in found], holds

    def checklist(self, row: int) -> list[Verdict]:
        """Each rule's verdict on one candidate, laws first; cautions are told apart in `cautions`."""
        return [
            self._verdict(rule, outcome, row)
            for rule, outcome in zip(self.rules, self.outcomes, strict=True)
            if rule.strength != "caution"
            and not (isinstance(rule, LawAbroad) and outcome.codes[row] == MET)  # it binds another candidate
        ]

    def _verdict(self, rule: Rule, outcome: Outcome, row: int) -> Verdict:
        code = int(outcome.codes[row])
        parts = [f"it binds {rule.place}" if isinstance(rule, LawAbroad) else outcome.detail(row)]
        if code == EVIDENCE and rule.provided_by:
            parts.append(f"to be provided by {rule.provided_by}")
        if code == NOT_MET and rule.waivable_by and not rule.waived:
            parts.append(rule.waiver)
        if rule.waived:
            parts.append(f"waived {rule.waived}")
        if rule.note and rule.strength != "law":
            parts.append(rule.note)
        return Verdict(
            rule.id, rule.text, rule.strength, WORDS[code], "; ".join(part for part in parts if part)
        )

    def _of(self, strengths: Sequence[str], single: bool = False) -> Iterator[tuple[Rule, Outcome]]:
        """The rules of some strengths; `single` leaves out those that count as a group."""
        for rule, outcome in zip(self.rules, self.outcomes, strict=True):
            if rule.strength in strengths and not (single and rule.strength in ("prefer", "any_of", "route")):
                yield rule, outcome

    def _groups(self, strengths: Sequence[str]) -> list[list[tuple[Rule, Outcome]]]:
        """Rules of which one has to be met: each group of any_of, and all routes together."""
        groups: dict[tuple[str, str], list[tuple[Rule, Outcome]]] = {}
        for rule, outcome in self._of([s for s in strengths if s in ("any_of", "route")]):
            groups.setdefault((rule.strength, rule.group), []).append((rule, outcome))
        return list(groups.values())


def level_of(rule: Rule) -> str:
    """The level of a caution; a policy's own caution is plain."""
    return rule.level if isinstance(rule, Caution) else "plain"


SEEKERLESS = (
    "country",
    "population",
    "metropolis",
    "airport",
    "diplomatic_relations",
    "evidence",
    "count",
    "wait",
)
"""Tests that look at the candidate, the day and the seeker's nation alone: the same for every seeker of a nation."""

EXCLUDING = ("law", "must", "any_of", "route")
"""The strengths of rules that may leave a candidate out."""


def judge(rules: Sequence[Rule], seeker: Place, candidates: Places, context: Context) -> Verdicts:
    """The verdict of every rule that is in force on the context's day, for one seeker and n candidates.

    `rules` are in the order of their file, laws and cautions first; a rule that is made of others finds
    them among the earlier ones. The verdicts of rules that look at the candidate alone are kept with the table.
    """
    case = Case(seeker, candidates, context)
    home = nation(str(seeker.get("country") or ""))
    in_force = tuple(rule for rule in rules if rule.applies(context.day))
    for rule in in_force:
        decide = partial(JUDGES[rule.test], rule, case)
        if rule.test in SEEKERLESS:
            own = home if rule.test == "diplomatic_relations" else ""
            case.done[rule.id] = kept(
                candidates, (rule.id, rule.test, repr(dict(rule.parameters)), context.day, own), decide
            )
        else:
            case.done[rule.id] = decide()
    outcomes = tuple(case.done[rule.id] for rule in in_force)
    return Verdicts(in_force, outcomes, len(candidates))


def that_exclude(rules: Sequence[Rule], also: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules whose verdicts decide who is left out, with those that they are made of; `also` adds strengths."""
    wanted = {rule.id for rule in rules if rule.strength in (*EXCLUDING, *also)}
    for rule in reversed(rules):
        if rule.id in wanted:
            wanted |= set(rule.parameters.get("rules", ()))
    return tuple(rule for rule in rules if rule.id in wanted)


def same_for_all(rules: Sequence[Rule]) -> bool:
    """Whether the verdicts of some rules are the same for every seeker of a nation."""
    plain = {rule.id for rule in rules if rule.test in SEEKERLESS}
    return all(
        rule.id in plain or (rule.parameters.get("rules") and set(rule.parameters["rules"]) <= plain)
        for rule in rules
    )


def checklist(policy: Policy, verdicts: Verdicts, row: int, records: Sequence[Record]) -> tuple[Verdict, ...]:
    """The laws above a policy, then its criteria, rules and evidence in its own order and words.

    `records` are the criteria's records of the same candidate: how well each is met, in words.
    """
    listed = {verdict.rule: verdict for verdict in verdicts.checklist(row)}
    for record in records:
        listed[record.criterion] = _criterion_verdict(record)
    own = policy.ordered_ids()
    above = [verdict for name, verdict in listed.items() if name not in own]
    return (*above, *(listed[name] for name in own if name in listed))


def _criterion_verdict(record: Record) -> Verdict:
    return Verdict(record.criterion, record.label, "criterion", record.met, record.reason)
