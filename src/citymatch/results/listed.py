"""What a list is made of: the criteria as they were applied, the candidates as arrays, and who was left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from .plain import same

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


class Applied(NamedTuple):
    """A criterion as it was applied: `weight` is its share of the whole, 0 where the seeker's own side is unknown.

    `label` is in the policy's words, `short` in the extractor's; `unit` and `source` are those of its measure.
    """

    id: str
    extractor: str
    label: str
    short: str
    weight: float
    known: bool
    unit: str
    source: str
    note: str = ""


class LeftOut(NamedTuple):
    """A reason to leave candidates out, and how many it leaves out; `where` counts them by country, if it is known."""

    reason: str
    number: int
    where: tuple[tuple[str, int], ...] = ()

    @property
    def in_full(self) -> str:
        """The reason with the count of each country in place of the countries that it names.

        >>> where = (("Russia", 6), ("Iran", 2), ("Syria", 1))
        >>> LeftOut("9 communities in Russia and 2 more countries are left out for a grave caution.", 9, where).in_full
        '9 communities are left out for a grave caution: Russia 6, Iran 2, Syria 1.'
        """
        if not self.everywhere:
            return self.reason
        many = f"{self.number:,} {'community is' if self.number == 1 else 'communities are'} left out"
        each = ", ".join(f"{name} {number:,}" for name, number in self.where)
        return f"{many}{self.reason.rpartition('left out')[2].rstrip('.')}: {each}."

    @property
    def everywhere(self) -> str:
        """All countries with their counts, in a sentence; "" where the reason names each of them, or none is known.

        >>> where = (("Russia", 6), ("Iran", 2), ("Syria", 1))
        >>> LeftOut("9 communities in Russia and 2 more countries", 9, where).everywhere
        'Left out for a caution, by country: Russia 6, Iran 2, Syria 1.'
        """
        if all(name in self.reason for name, _ in self.where):
            return ""
        told = ", ".join(f"{name} {number:,}" for name, number in self.where)
        return f"Left out for a caution, by country: {told}."


@dataclass(frozen=True, eq=False)
class Listed:
    """The candidates of a list, best first: arrays of shape (n,), and (criteria, n) for what each criterion says.

    `tied` is how many others have the same score to a tenth; `points` are contributions (0 where unknown);
    `similarity` is NaN where unknown; `second_keys` order equal scores. `columns` are facts of the places. `rank` is
    the place in the full order, which a list made by hand need not say: it is then 1 to n. `block` says of each line of
    a county's or a state's list whether it is of its own kind; it is empty for any other seeker.
    """

    community_id: npt.NDArray[np.object_]
    score: FloatArray
    best_case: FloatArray
    coverage: FloatArray
    tied: IntArray
    points: FloatArray
    similarity: npt.NDArray[np.float32]
    second_keys: Mapping[str, FloatArray]
    columns: Mapping[str, npt.NDArray[Any]]
    rank: IntArray = field(default_factory=lambda: np.zeros(0, np.int64))
    block: npt.NDArray[np.object_] = field(default_factory=lambda: np.zeros(0, object))

    def __post_init__(self) -> None:
        if len(self.rank) != len(self.score):
            object.__setattr__(self, "rank", np.arange(1, len(self.score) + 1))

    def __len__(self) -> int:
        return len(self.score)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and same(vars(self), vars(other))

    __hash__ = object.__hash__
