"""Weights from pairwise comparisons (the analytic hierarchy process), as an aid to set them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .errors import PolicyError, suggestion
from .renamed import renamed

RANDOM_INDEX = (0.0, 0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)
"""The consistency index of random judgements by number of criteria (Saaty 1980), from none to ten."""
ACCEPTABLE = 0.1


@dataclass(frozen=True)
class Judgements:
    """Weights that follow from pairwise comparisons, and how well the comparisons agree with each other.

    `weights` sum to 1. `consistency_ratio` is 0 where the comparisons never contradict each other and about
    1 where they are random; above 0.1 they should be looked at again, and `doubtful` names the comparison
    that agrees least with the others: (a, b, as stated, as the others imply).
    """

    weights: dict[str, float]
    consistency_ratio: float
    doubtful: tuple[str, str, float, float] | None

    @property
    def text(self) -> str:
        """The weights and what to think of the comparisons, as plain text."""
        lines = [f"{name}: {weight:.1%}" for name, weight in self.weights.items()]
        agree = self.consistency_ratio <= ACCEPTABLE
        verdict = (
            "agree well enough with each other" if agree else "contradict each other: look at them again"
        )
        lines.append(
            f"your comparisons {verdict} (consistency ratio {self.consistency_ratio:.3f}: 0 is full agreement, above "
            f"{ACCEPTABLE} is too little)"
        )
        if self.doubtful is not None and self.consistency_ratio > ACCEPTABLE:
            a, b, stated, implied = self.doubtful
            lines.append(
                f"least in agreement: {a} against {b} was {stated:.3g}; the others imply {implied:.2g}"
            )
        return "\n".join(lines)


def compare(criteria: Sequence[str], judgements: Mapping[tuple[str, str], float]) -> Judgements:
    """Weights from comparisons of each pair of criteria on Saaty's scale.

    `judgements[a, b]` says how many times as much `a` matters as `b`: 1 the same, 3 somewhat more, 5 clearly
    more, 7 much more, 9 extremely more, 1/3 somewhat less, and so on. The weights are the principal
    eigenvector of the matrix. Source: Saaty (1980), The Analytic Hierarchy Process.

    Raises PolicyError for a pair that is missing, stated twice, unknown, or out of the scale.

    >>> compare(["size", "water"], {("size", "water"): 3}).weights
    {'size': 0.75, 'water': 0.25}
    """
    matrix = _matrix(criteria, judgements)
    values, vectors = np.linalg.eig(matrix)
    best = int(np.argmax(values.real))
    weights = np.abs(vectors[:, best].real)
    weights /= weights.sum()
    size, largest = len(criteria), float(values[best].real)
    index = (largest - size) / (size - 1) if size > 2 else 0.0
    ratio = max(index / RANDOM_INDEX[size], 0.0) if size > 2 else 0.0
    named = {name: round(float(weight), 12) for name, weight in zip(criteria, weights, strict=True)}
    return Judgements(named, ratio, _doubtful(criteria, matrix, weights))


def read_judgements(lines: Sequence[str]) -> dict[tuple[str, str], float]:
    """Comparisons written as `size:water=3` or `size:water=1/3`.

    >>> read_judgements(["size:water=3", "water:role = 1/2"])
    {('size', 'water'): 3.0, ('water', 'role'): 0.5}
    """
    found: dict[tuple[str, str], float] = {}
    for line in lines:
        pair, equals, value = line.partition("=")
        a, colon, b = pair.partition(":")
        above, slash, below = value.partition("/")
        try:
            number = float(above) / (float(below) if slash else 1.0)
        except (ValueError, ZeroDivisionError):
            number = float("nan")
        if not (equals and colon and a.strip() and b.strip() and number > 0):
            raise PolicyError(f"a comparison is written as size:water=3 or size:water=1/3, not {line!r}")
        found[renamed(a.strip(), ()), renamed(b.strip(), ())] = number
    return found


def _matrix(criteria: Sequence[str], judgements: Mapping[tuple[str, str], float]) -> npt.NDArray[np.float64]:
    """The reciprocal matrix of the comparisons."""
    if not 2 <= len(criteria) < len(RANDOM_INDEX):
        raise PolicyError(f"from 2 to {len(RANDOM_INDEX) - 1} criteria can be compared, not {len(criteria)}")
    position = {name: n for n, name in enumerate(criteria)}
    matrix = np.full((len(criteria), len(criteria)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for (a, b), value in judgements.items():
        for name in (a, b):
            if name not in position:
                raise PolicyError(f"there is no criterion {name!r}{suggestion(name, criteria)}")
        if a == b or not np.isnan(matrix[position[a], position[b]]):
            raise PolicyError(f"{a} and {b} are compared twice, or with themselves")
        if not 1 / 9 - 1e-9 <= value <= 9:
            raise PolicyError(f"{a}:{b} must be from 1/9 to 9, not {value:g}")
        matrix[position[a], position[b]] = value
        matrix[position[b], position[a]] = 1.0 / value
    for a, b in itertools.combinations(criteria, 2):
        if np.isnan(matrix[position[a], position[b]]):
            raise PolicyError(f"{a} and {b} are not compared")
    return matrix


def _doubtful(
    criteria: Sequence[str], matrix: npt.NDArray[np.float64], weights: npt.NDArray[np.float64]
) -> tuple[str, str, float, float] | None:
    """The comparison that is farthest from the ratio of the weights."""
    implied = weights[:, None] / weights[None, :]
    gap = np.triu(np.abs(np.log(matrix / implied)), 1)
    if gap.max() < 1e-9:
        return None
    a, b = divmod(int(gap.argmax()), len(criteria))
    return criteria[a], criteria[b], float(matrix[a, b]), float(implied[a, b])
