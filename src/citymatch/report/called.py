"""What the criteria of a ranking are called before people: a council's policy, or citymatch's own criteria."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from citymatch.policy import Policy

OURS = ("default", "precedent")
"""The built-in policies that no council wrote."""
NOT_ADOPTED = "no criteria of your council's own were used"
"""What is said of them wherever a paper or a workbook begins."""


def is_ours(policy: Policy) -> bool:
    """Whether the criteria are citymatch's own, which no council has adopted."""
    return policy.name in OURS and not policy.community and policy.source.startswith("citymatch")


def called(policy: Policy) -> str:
    """The criteria by their title; those that no council adopted say so.

    >>> from citymatch.policy import read_policy
    >>> called(read_policy("default"))
    "citymatch's default criteria (no criteria of your council's own were used)"
    >>> called(read_policy("pinole"))
    'City of Pinole Sister City Policy'
    """
    title = policy.title or policy.name
    return f"{title} ({NOT_ADOPTED})" if is_ours(policy) else title


def noun(policy: Policy) -> str:
    """What a paper calls them in a sentence: "the policy", or "the criteria" where no council wrote them.

    >>> from citymatch.policy import read_policy
    >>> noun(read_policy("default")), noun(read_policy("pinole"))
    ('the criteria', 'the policy')
    """
    return "the criteria" if is_ours(policy) else "the policy"


def nothing_asked(policy: Policy) -> str:
    """That no evidence is asked for."""
    return f"None that {noun(policy)} {'ask' if is_ours(policy) else 'asks'} for."


def sister(seeker: Mapping[str, Any]) -> str:
    """What a partner of a seeker is called by the seeker's kind.

    >>> sister({"kind": "place"}), sister({"kind": "state"}), sister({"kind": "county"})
    ('sister city', 'sister state', 'sister county')
    """
    kinds = {"state": "sister state", "division": "sister state", "county": "sister county"}
    return kinds.get(str(seeker.get("kind") or ""), "sister city")
