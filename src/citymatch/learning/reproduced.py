"""How far a policy that was fitted anew is from the one that ships.

A fit gives the same figures only on the same data, libraries and processor: partnerships are corrected after a policy
is fitted, and sums are rounded in another order elsewhere. So it is held to a tolerance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from citymatch.policy import Policy
from citymatch.ranking import Engine

TOLERANCE = 0.5
"""So many points of 100 a weight or a score may differ in a policy that is fitted anew."""

TOWNS = ("Pinole, California", "Chicago, Illinois", "Toledo, Ohio", "Havana, Illinois", "Odessa, Texas")
"""The seekers whose scores are compared: small and large, with strong ties and with few."""

FIRST = 100


@dataclass(frozen=True)
class Distance:
    """How far two policies are from each other, in points of 100.

    `weight` is the greatest difference of a criterion's share, `score` that of any candidate's score for any of the
    seekers; `shared` is the fewest of the first hundred candidates of a seeker that both have.
    """

    weight: float
    score: float
    shared: int

    @property
    def small(self) -> bool:
        """Whether it is within the tolerance."""
        return self.weight <= TOLERANCE and self.score <= TOLERANCE

    @property
    def text(self) -> str:
        """The distance in a sentence, with the verdict."""
        verdict = "reproduced" if self.small else "not reproduced"
        return (
            f"against the precedent that ships: weights within {self.weight:.2f} of 100 points, scores of "
            f"{len(TOWNS)} towns within {self.score:.2f}, at least {self.shared} of a town's first {FIRST} the same; "
            f"the tolerance is {TOLERANCE}: {verdict}"
        )


def distance(
    one: Policy, other: Policy, towns: Sequence[str] = TOWNS, engine: Engine | None = None
) -> Distance:
    """How far two policies are from each other, over all candidates of some towns."""
    engine = engine or Engine()
    scores, shared = 0.0, FIRST
    for town in towns:
        a, b = engine.draw(town, one), engine.draw(town, other)
        scores = max(scores, float(np.abs(a.score - b.score).max()))
        shared = min(shared, len(np.intersect1d(a.best(FIRST), b.best(FIRST))))
    return Distance(100 * weight_distance(one, other), scores, shared)


def weight_distance(one: Policy, other: Policy) -> float:
    """The greatest difference of a criterion's share of the whole; one that a policy lacks has none there.

    >>> two = [{"extractor": "size", "weight": 3}, {"extractor": "water", "weight": 1}]
    >>> a = Policy.from_dict({"name": "a", "criteria": two})
    >>> weight_distance(a, a.with_weights(water=3)), weight_distance(a, a)
    (0.25, 0.0)
    """
    return max(
        abs(one.weights.get(name, 0.0) - other.weights.get(name, 0.0))
        for name in {*one.weights, *other.weights}
    )
