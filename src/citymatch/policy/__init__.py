"""What a community asks of a partner, as files: policies, the laws above them, and cautions."""

from .checking import check
from .errors import PolicyError
from .library import builtin_policies, load_policy, policy_for
from .model import Criterion, Evidence, Exchange, Policy, Rule, Stage

__all__ = [
    "Criterion",
    "Evidence",
    "Exchange",
    "Policy",
    "PolicyError",
    "Rule",
    "Stage",
    "builtin_policies",
    "check",
    "load_policy",
    "policy_for",
]
