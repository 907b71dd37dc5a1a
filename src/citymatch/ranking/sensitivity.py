"""How far a ranking depends on its weights: rank acceptability, and the change that turns the top."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import InputError
from citymatch.scoring.additive import order, tie_groups

if TYPE_CHECKING:
    import pandas as pd

    from .ranker import Scored
    from .result import Ranking

FloatArray = npt.NDArray[np.float64]
SIMILAR = 1e-6
"""Up to this difference in similarity two candidates are the same to a criterion."""


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
    """What became of the first `top` candidates in `draws` random weightings around the policy's own."""

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

    def __str__(self) -> str:
        return self.text


def sensitivity(
    ranking: Ranking, draws: int = 1000, top: int = 10, seed: int = 0, concentration: float = 50.0
) -> Sensitivity:
    """How often each of the first candidates stays there when the weights vary.

    Weights are drawn from a Dirichlet distribution whose mean is the policy's own weights; a larger
    `concentration` keeps them nearer (at 50 a weight of 1/3 varies by about 7 points of 100). Each draw ranks
    the whole pool anew, ties and second keys included. Source: Lahdelma and Salminen (2001), SMAA-2.

    Raises InputError for fewer than one draw or candidate, or a concentration that is not above 0.

    >>> from citymatch import rank
    >>> got = sensitivity(rank("Pinole, California", top=3), draws=20, top=3)
    >>> len(got.stays), got.stays[0].rank
    (3, 1)
    """
    if draws < 1 or top < 1 or not concentration > 0:
        raise InputError("draws and top must be at least 1, and concentration above 0")
    scored = ranking.scored
    rows = np.flatnonzero(scored.exclusions.allowed)
    similarity = np.nan_to_num(scored.similarities[:, rows].astype(np.float64), nan=0.0)
    place = _second_order(scored, rows)
    weights = _draw(scored.weights, concentration, draws, seed)
    firsts = np.stack([_first(similarity, place, drawn, top) for drawn in weights])
    own = _first(similarity, place, scored.weights, max(top, 2))
    stays = [_stays(ranking, rows, firsts, row, n + 1) for n, row in enumerate(own[:top])]
    others, times = np.unique(firsts[~np.isin(firsts, own[:top])], return_counts=True)
    come_in = others[np.argsort(-times, kind="stable")][:top]
    newcomers = tuple(_stays(ranking, rows, firsts, row, 0) for row in come_in)
    turn, remark = _turn(ranking, rows, similarity, own)
    names = [criterion.id for criterion, _ in scored.compiled.criteria]
    return Sensitivity(
        seeker=ranking.seeker["label"], policy=ranking.policy.name, draws=draws, seed=seed,
        spread={n: float(s) for n, s in zip(names, weights.std(axis=0), strict=True) if s > 0},
        top=top, stays=tuple(stays), newcomers=newcomers,
        turn=turn, remark=remark,
    )  # fmt: skip


def _draw(weights: FloatArray, concentration: float, draws: int, seed: int) -> FloatArray:
    """Random weights, shape (draws, criteria); a weight of 0 stays 0."""
    drawn = np.zeros((draws, len(weights)))
    used = weights > 0
    drawn[:, used] = np.random.default_rng(seed).dirichlet(concentration * weights[used], draws)
    return drawn


def _second_order(scored: Scored, rows: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """The place of each candidate by the second keys alone: 0 comes last in a tie."""
    keys = list(scored.tie_keys(rows).values())
    ordered = order(np.zeros(len(rows), np.int64), keys, scored.pool.number[rows])
    place = np.empty(len(rows), np.int64)
    place[ordered] = np.arange(len(rows))[::-1]
    return place


def _first(
    similarity: FloatArray, place: npt.NDArray[np.int64], weights: FloatArray, top: int
) -> npt.NDArray[np.int64]:
    """The positions of the first `top` candidates under some weights, in order."""
    standing = tie_groups(100.0 * (weights @ similarity)) * len(place) + place
    top = min(top, len(standing))
    best = np.argpartition(-standing, top - 1)[:top]
    return best[np.argsort(-standing[best])]


def _stays(
    ranking: Ranking, rows: npt.NDArray[np.int64], firsts: npt.NDArray[np.int64], position: int, rank: int
) -> Stays:
    shares = (firsts == position).mean(axis=0)
    community_id, label = _named(ranking, int(rows[position]))
    return Stays(
        community_id=community_id,
        label=label,
        rank=rank,
        in_top=float(shares.sum()),
        first=float(shares[0]),
        acceptability=tuple(float(share) for share in shares),
    )


def _named(ranking: Ranking, row: int) -> tuple[str, str]:
    """The id and the label of a candidate."""
    community_id = ranking.scored.pool.community_id(row)
    return community_id, ranking.explain(community_id).label


def _turn(
    ranking: Ranking, rows: npt.NDArray[np.int64], similarity: FloatArray, own: npt.NDArray[np.int64]
) -> tuple[Turn | None, str]:
    """The smallest change of one weight that puts the runner-up before the first, or why there is none."""
    if len(own) < 2:
        return None, "there is no runner-up"
    leader, runner_up = (_named(ranking, int(rows[position]))[1] for position in own[:2])
    gap = similarity[:, own[0]] - similarity[:, own[1]]
    if np.all(np.abs(gap) < SIMILAR):
        return None, (
            f"{runner_up} meets every criterion just as {leader} does: no change of weights puts it first; "
            "their order is that of the second keys"
        )
    weights = ranking.scored.weights
    best: tuple[float, int, float] | None = None
    for n, weight in enumerate(weights):
        if weight >= 1 or weight <= 0:
            continue
        rest = (weights @ gap - weight * gap[n]) / (1 - weight)
        if gap[n] == rest:
            continue
        needed = -rest / (gap[n] - rest)
        if SIMILAR < needed < 1 - SIMILAR and (best is None or abs(needed - weight) < best[0]):
            best = (abs(needed - weight), n, float(needed))
    if best is None:
        return None, f"no change of a single weight puts {runner_up} before {leader}"
    criterion, _ = ranking.scored.compiled.criteria[best[1]]
    name = criterion.label or criterion.id
    return Turn(leader, runner_up, name, float(weights[best[1]]), best[2]), ""
