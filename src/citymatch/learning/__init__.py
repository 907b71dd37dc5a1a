"""Learning from known partnerships: the fitted policy, its evaluation, and what stands beside it."""

from .evaluation import RankedPair, Task, cross_validate, evaluate, open_sealed
from .fitting import Fitted, fit_policy, fit_precedent
from .tables import by_degree, figures, shown, write, write_ranks

__all__ = [
    "Fitted",
    "RankedPair",
    "Task",
    "by_degree",
    "cross_validate",
    "evaluate",
    "figures",
    "fit_policy",
    "fit_precedent",
    "open_sealed",
    "shown",
    "write",
    "write_ranks",
]
