"""What a community asks of a partner, as files: policies, the laws above them, and cautions."""

from .borders import closed_border
from .caution import Caution, cautions
from .checking import check
from .errors import PolicyError
from .jurisdiction import Law, LawAbroad, laws_above, laws_abroad
from .library import builtin_policies, policy_for, read_policy
from .model import Policy
from .parts import Criterion, Evidence, Exchange, Rule, Stage

__all__ = [
    "Caution",
    "Criterion",
    "Evidence",
    "Exchange",
    "Law",
    "LawAbroad",
    "Policy",
    "PolicyError",
    "Rule",
    "Stage",
    "builtin_policies",
    "cautions",
    "check",
    "closed_border",
    "laws_above",
    "laws_abroad",
    "policy_for",
    "read_policy",
]
