"""Sister-city partners for a community, ranked against its own policy, with reasons.

>>> import citymatch as cm
>>> ranking = cm.rank("Pinole, California", policy="pinole", top=3)
>>> ranking.to_frame()["country"].ne("US").all()
np.True_
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .version import __version__

if TYPE_CHECKING:
    from .assignment.standing import Standing
    from .face.asking import explain, rank
    from .face.assigning import Assignment, assign
    from .face.batches import BatchResult, batch
    from .face.both import mutual
    from .face.comparing import compare
    from .face.ranker import PartnerRanker
    from .face.ranking import Explanation, Ranking
    from .face.reading import community, resolve
    from .face.reviewing import PartnerReview, review
    from .features.catalogue import load_policy
    from .places import AmbiguousCommunity, Community, Resolution, UnknownCommunity
    from .policy import Policy, PolicyError
    from .profiles import TownProfile, profile, read_profile
    from .results.comparison import Comparison
    from .results.mutual import Mutual

__all__ = [
    "AmbiguousCommunity",
    "Assignment",
    "BatchResult",
    "Community",
    "Comparison",
    "Explanation",
    "Mutual",
    "PartnerRanker",
    "PartnerReview",
    "Policy",
    "PolicyError",
    "Ranking",
    "Resolution",
    "Standing",
    "TownProfile",
    "UnknownCommunity",
    "__version__",
    "assign",
    "batch",
    "community",
    "compare",
    "explain",
    "load_policy",
    "mutual",
    "profile",
    "rank",
    "read_profile",
    "resolve",
    "review",
]

_ROOMS = {
    "assignment.standing": ("Standing",),
    "face.assigning": ("Assignment", "assign"),
    "face.asking": ("explain", "rank"),
    "face.batches": ("BatchResult", "batch"),
    "face.both": ("mutual",),
    "face.comparing": ("compare",),
    "face.ranker": ("PartnerRanker",),
    "face.reading": ("community", "resolve"),
    "face.reviewing": ("PartnerReview", "review"),
    "face.ranking": ("Explanation", "Ranking"),
    "features.catalogue": ("load_policy",),
    "places": ("AmbiguousCommunity", "Community", "Resolution", "UnknownCommunity"),
    "policy": ("Policy", "PolicyError"),
    "profiles": ("TownProfile", "profile", "read_profile"),
    "results.comparison": ("Comparison",),
    "results.mutual": ("Mutual",),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}


def _fetched(name: str) -> Any:
    """Fetch a public name from its room when it is first used: `import citymatch` itself costs nothing."""
    if name not in _HOME:
        raise AttributeError(f"module 'citymatch' has no attribute {name!r}")
    value = getattr(import_module(f"citymatch.{_HOME[name]}"), name)
    globals()[name] = value
    return value


if not TYPE_CHECKING:  # a type checker is to see a misspelt name
    __getattr__ = _fetched


def __dir__() -> list[str]:
    return sorted(__all__)
