"""What a community asks of a partner, as files: policies, the laws above them, and cautions."""

from .checking import check
from .errors import PolicyError
from .jurisdiction import Caution, Law, cautions, laws_above, laws_for
from .library import builtin_policies, load_policy, policy_for
from .model import Criterion, Evidence, Exchange, Policy, Rule, Stage

__all__ = [
    "Caution",
    "Criterion",
    "Evidence",
    "Exchange",
    "Law",
    "Policy",
    "PolicyError",
    "Rule",
    "Stage",
    "builtin_policies",
    "cautions",
    "check",
    "laws_above",
    "laws_for",
    "load_policy",
    "policy_for",
]
