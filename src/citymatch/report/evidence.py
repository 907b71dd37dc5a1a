"""What people still have to find out, under any policy: what its rules ask for, and if the other city is willing."""

from __future__ import annotations

import re

from citymatch.features.attributes import PREFIX, yes_or_no
from citymatch.features.unit import named
from citymatch.policy import Policy
from citymatch.results import Explained, Verdict

from .facts import plainly

ASKED = "desire"
"""The column of the user's own table in which the other city's answer stands, as in Pinole's policy."""
WILLING = "The other city wants a sister city"
WILL = re.compile(r"\b(desires?|wish(es)?|wants?|willing(ness)?|interest(ed)?)\b", re.I)
OTHER = re.compile(r"\b(both|other|partner|foreign|counterpart|relationship|mutual)\b", re.I)


def is_asked(policy: Policy) -> bool:
    """Whether a policy itself asks if the other city wants a partner."""
    return any(
        item.id == ASKED or (WILL.search(item.text) and OTHER.search(item.text)) for item in policy.evidence
    )


def rules_of(explanation: Explained, policy: Policy) -> list[Verdict]:
    """The verdicts of rules and of evidence, with the one thing that no data can know: does it want a partner?"""
    scored = {record.criterion for record in explanation.records}
    found = [verdict for verdict in explanation.checklist if verdict.rule not in scored]
    return found if is_asked(policy) else [*found, _willing(explanation)]


def told(verdict: Verdict, policy: Policy) -> str:
    """The facts behind a verdict in plain words; rules that a rule is made of by their own words and not their ids."""
    made_of = next((rule.parameters.get("rules", ()) for rule in policy.rules if rule.id == verdict.rule), ())
    words = {rule.id: f"“{rule.text}”" for rule in policy.rules if rule.id in made_of}
    parts = verdict.detail.split(", ") if words else [verdict.detail]
    for place, part in enumerate(parts):
        name, _, said = part.partition(" ")
        if name in words:
            parts[place] = f"{words[name]}: {said}"
    return plainly("; ".join(parts))


def missing(explanation: Explained, policy: Policy) -> list[Verdict]:
    """What needs evidence still."""
    return [verdict for verdict in rules_of(explanation, policy) if verdict.verdict == "needs_evidence"]


def _willing(explanation: Explained) -> Verdict:
    answer = str(explanation.facts.get(PREFIX + ASKED) or "")
    willing = yes_or_no(answer)
    if willing != willing:
        by = f"to be provided by the mayor or council of {named(explanation.facts)}, in writing"
        return Verdict(ASKED, WILLING, "must", "needs_evidence", by)
    return Verdict(ASKED, WILLING, "must", "met" if willing else "not_met", f"answer: {answer}")
