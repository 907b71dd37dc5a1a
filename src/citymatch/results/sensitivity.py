"""How far a ranking depends on its weights: rank acceptability, and the change that turns the top."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Stays:
    """How one candidate fares when the weights vary.

    `rank` is its rank under the policy's own weights (0 for one that is not among the first there),
    `in_top` the share of draws in which it is among the first, `first` the share in which it is the very
    first, `acceptability` the share of draws for each rank from 1 on.
    """

    community_id: str
    label: str
    rank: int
    in_top: float
    first: float
    acceptability: tuple[float, ...]


@dataclass(frozen=True)
class Turn:
    """The smallest change of one weight that puts another candidate before the first.

    `weight` is the criterion's share now, `needed` the share from which the other leads; the remaining
    weights keep their proportions.
    """

    leader: str
    challenger: str
    criterion: str
    weight: float
    needed: float

    @property
    def text(self) -> str:
        """The change in a sentence."""
        return (
            f"{self.challenger} would pass {self.leader} if the weight of {self.criterion} went from "
            f"{self.weight:.0%} to {self.needed:.1%}, the others keeping their proportions"
        )


@dataclass(frozen=True)
class Sensitivity:
    """What became of the first `top` candidates in `draws` random weightings around the policy's own.

    `read` says how the names that were given were read, where not as they were written.
    """

    seeker: str
    policy: str
    draws: int
    seed: int
    spread: dict[str, float]
    top: int
    stays: tuple[Stays, ...]
    newcomers: tuple[Stays, ...]
    turn: Turn | None
    remark: str
    read: tuple[str, ...] = ()

    def to_frame(self) -> pd.DataFrame:
        """One row per candidate: the first under the policy's weights, then those that come in most often."""
        import pandas as pd

        rows = [
            {k: v for k, v in asdict(s).items() if k != "acceptability"} for s in self.stays + self.newcomers
        ]
        return pd.DataFrame(rows)

    def to_dict(self) -> dict[str, Any]:
        """Plain values, ready for JSON."""
        return asdict(self)

    @property
    def text(self) -> str:
        """The whole result as plain text."""
        spread = ", ".join(f"{name} ± {100 * value:.0f}" for name, value in self.spread.items())
        lines = [
            *self.read,
            f"{self.seeker}, policy {self.policy}: {self.draws:,} weightings around it (seed {self.seed})",
            f"standard deviation of each weight, in points of 100: {spread}",
            f"share of the weightings in which each stays among the first {self.top}, and is first of all:",
        ]
        lines += [f"  {s.rank:>3}  {s.in_top:>6.1%}  {s.first:>6.1%}  {s.label}" for s in self.stays]
        if self.newcomers:
            lines.append(f"others that come among the first {self.top}:")
            lines += [f"       {s.in_top:>6.1%}  {s.first:>6.1%}  {s.label}" for s in self.newcomers]
        lines.append(self.turn.text if self.turn else self.remark)
        return "\n".join(lines)

    def __repr__(self) -> str:
        return f"<Sensitivity of the first {self.top} for {self.seeker} by {self.policy}: {self.draws:,} weightings>"

    def __str__(self) -> str:
        return self.text
