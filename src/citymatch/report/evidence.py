"""What people still have to find out, under any policy: what its rules ask for, and if the other city is willing."""

from __future__ import annotations

from citymatch.policy import Policy
from citymatch.results import Explained, Verdict

from .words import plainly


def rules_of(explanation: Explained, policy: Policy) -> list[Verdict]:
    """The verdicts of rules and of evidence; a policy asks whether the other city wants a partner, or is given that."""
    scored = {record.criterion for record in explanation.records}
    return [verdict for verdict in explanation.checklist if verdict.rule not in scored]


def told(verdict: Verdict, policy: Policy) -> str:
    """The facts behind a verdict in plain words; rules that a rule is made of by their own words and not their ids."""
    made_of = next((rule.parameters.get("rules", ()) for rule in policy.rules if rule.id == verdict.rule), ())
    words = {rule.id.replace("-", " "): f"“{rule.text}”" for rule in policy.rules if rule.id in made_of}
    parts = verdict.detail.split(", ") if words else [verdict.detail]
    for place, part in enumerate(parts):
        if name := next((each for each in words if part.startswith(f"{each} ")), ""):
            parts[place] = f"{words[name]}: {part.removeprefix(name).strip()}"
    return plainly("; ".join(parts))


def missing(explanation: Explained, policy: Policy) -> list[Verdict]:
    """What needs evidence still."""
    return [verdict for verdict in rules_of(explanation, policy) if verdict.verdict == "needs_evidence"]
