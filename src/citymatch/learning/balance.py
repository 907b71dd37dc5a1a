"""Weights for `default` from evidence: enough real partners found, without giving up what a reader expects.

`python -m citymatch.learning default` measures the trade (`trade.gather`), shows what more precedent gains and costs,
and searches weights and curves from a draft: at random around it, then one weight at a time. The search has a fixed
seed. Of the points that reach the goal it takes the one that moves least from the draft.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np

from citymatch.policy import Policy

from .baselines import LEARNED
from .tables import Row, write
from .trade import Curve, Figures, FloatArray, Tried

GOAL = Figures(recall_100=0.12, recall_1000=0.40, ratio=1.6, above_3=0.05, countries=6.0, roots=0.93)
"""The least recall and variety and the most of unlike size that `default` is to have; and of the towns with strong
roots abroad, the share that finds the first country of these in its ten."""

MARGIN = 1.03
"""The search aims a little beyond the goal, since a rank among rows that stand for others is an estimate."""

SIZES: tuple[Curve, ...] = (
    (
        (0.2, 0.0),
        (1 / 3, 0.25),
        (2 / 3, 0.85),
        (0.95, 1.0),
        (1.05, 1.0),
        (1.5, 0.85),
        (3.0, 0.25),
        (5.0, 0.0),
    ),
    ((0.2, 0.0), (1 / 3, 0.5), (2 / 3, 0.9), (0.95, 1.0), (1.05, 1.0), (1.5, 0.9), (3.0, 0.5), (5.0, 0.0)),
    ((0.2, 0.0), (1 / 3, 0.35), (0.5, 0.75), (0.95, 1.0), (1.05, 1.0), (2.0, 0.75), (3.0, 0.35), (5.0, 0.0)),
)
"""Value functions of the ratio of people, equal only within 1.05 times, so that they still tell the first apart."""

RAMPS = ((-12, 0), (-10, 2), (-8, 2), (-6, 2))
"""Value functions of the points of precedent: straight, so that they still tell the first apart. Where they begin and
end, from the points of the tenth of a list by precedent alone (the median of all seekers), in whole points."""

SHARES = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8)


@dataclass(frozen=True, eq=False)
class Point:
    """One weighting with its curves by criterion, and what it gives."""

    weights: FloatArray
    curves: Mapping[str, Curve]
    figures: Figures

    def row(self, names: Sequence[str], label: str = "") -> Row:
        """As a row of a table: the figures, and the weight of each criterion, of 100."""
        found: dict[str, Any] = {"point": label}
        found |= {f.name: round(getattr(self.figures, f.name), 4) for f in fields(Figures)}
        share = 100.0 * self.weights / self.weights.sum()
        return found | {name: round(float(w), 1) for name, w in zip(names, share, strict=True)}


def shortfall(found: Figures, goal: Figures = GOAL, margin: float = MARGIN) -> float:
    """How far a point is from the goal: the sum of its relative shortfalls, 0 where it reaches everything.

    >>> shortfall(Figures(0.06, 0.40, 1.2, 0.01, 6.2, 0.95), margin=1.0)
    0.5
    """
    wanted = (
        1 - found.recall_100 / (goal.recall_100 * margin),
        1 - found.recall_1000 / (goal.recall_1000 * margin),
        found.ratio * margin / goal.ratio - 1,
        found.above_3 * margin / goal.above_3 - 1,
        1 - found.countries / goal.countries,
        0.0 if np.isnan(found.roots) else 1 - found.roots / goal.roots,
    )
    return float(sum(max(each, 0.0) for each in wanted))


def moved(weights: FloatArray, draft: FloatArray) -> float:
    """How far weights are from those of a draft: half the sum of the differences of their shares, 0 to 1."""
    return float(np.abs(weights / weights.sum() - draft / draft.sum()).sum() / 2)


def sweep(tried: Tried, curves: Mapping[str, Curve], shares: Iterable[float] = SHARES) -> list[Point]:
    """What more precedent gains and costs: its share of the score from none on, the rest as in the draft."""
    with_them, precedent = tried.with_curves(curves), np.array([n == "precedent" for n in tried.names])
    rest = np.where(precedent, 0.0, tried.weights)
    found = []
    for share in shares:
        weights = 100.0 * np.where(precedent, share, (1.0 - share) * rest / rest.sum())
        found.append(Point(weights, curves, with_them.figures(weights)))
    return found


def search(
    tried: Tried,
    options: Mapping[str, Sequence[Curve]],
    draws: int = 16,
    seed: int = 20261130,
    progress: Callable[[str], None] = lambda _: None,
) -> Point:
    """The point that comes nearest to the goal, and of those that reach it the one that moves least from the draft.

    `options` are the curves to choose from, by the ids of criteria; each choice is tried with the draft's weights and
    `draws` others, and the best of all is then moved one weight at a time.
    """
    random = np.random.default_rng(seed)
    best, worth = Point(tried.weights, {}, tried.figures(tried.weights)), np.inf
    for chosen in itertools.product(*options.values()):
        curves = dict(zip(options, chosen, strict=True))
        changed = tried.with_curves(curves)
        drawn = tried.weights * np.exp(random.normal(0.0, 0.5, (draws, len(tried.weights))))
        for weights in (tried.weights, *drawn):
            point = Point(weights, curves, changed.figures(weights))
            if _worth(point, tried) < worth:
                best, worth = point, _worth(point, tried)
        progress(f"{_told(curves)}: {worth:.4f} {best.figures}")
    return _refined(tried, best)


def _refined(tried: Tried, best: Point) -> Point:
    """The point moved one weight at a time, up or down by a quarter and then by a tenth, as long as it gains."""
    changed = tried.with_curves(best.curves)
    for factor in (1.25, 1.1):
        gains = True
        while gains:
            gains = False
            for column, up in itertools.product(range(len(best.weights)), (factor, 1 / factor)):
                weights = best.weights.copy()
                weights[column] *= up
                point = Point(weights, best.curves, changed.figures(weights))
                if _worth(point, tried) < _worth(best, tried) - 1e-6:
                    best, gains = point, True
    return _whole(tried, changed, best)


def _whole(tried: Tried, changed: Tried, best: Point) -> Point:
    """The point in whole weights; where rounding costs the goal, single points are moved from one to another."""
    weights = rounded(best.weights)
    found = Point(weights, best.curves, changed.figures(weights))
    for giving, taking in itertools.permutations(range(len(weights)), 2):
        if shortfall(found.figures, margin=1.0) == 0:
            break
        weights = found.weights.copy()
        weights[[giving, taking]] += (-1, 1)
        point = Point(weights, best.curves, changed.figures(weights))
        if weights[giving] >= 1 and _worth(point, tried) < _worth(found, tried):
            found = point
    return found


def _worth(point: Point, tried: Tried) -> float:
    """What the search makes least: shortfalls first, then how far the weights have moved."""
    return shortfall(point.figures) + 0.05 * moved(point.weights, tried.weights)


def rounded(weights: FloatArray) -> FloatArray:
    """Whole weights of at least 1 that sum to 100, as near as they can be.

    >>> rounded(np.array([1.0, 2.0, 0.001])).tolist()
    [33.0, 66.0, 1.0]
    """
    share = 100.0 * weights / weights.sum()
    whole: FloatArray = np.maximum(np.floor(share), 1.0)
    while whole.sum() < 100:
        whole[np.argmax(share - whole)] += 1
    while whole.sum() > 100:
        whole[np.argmax(np.where(whole > 1, whole - share, -np.inf))] -= 1
    return whole


def options_of(policy: Policy, tried: Tried) -> dict[str, Sequence[Curve]]:
    """The curves to choose from for each criterion of a policy that has some: size and precedent."""
    found: dict[str, Sequence[Curve]] = {}
    for column, criterion in enumerate(policy.criteria):
        if criterion.extractor == "size":
            found[criterion.id] = SIZES
        if criterion.extractor == LEARNED:
            tenth = round(float(np.median(tried.tenth(column))))
            found[criterion.id] = [((tenth + low, 0.0), (tenth + high, 1.0)) for low, high in RAMPS]
    return found


def with_point(policy: Policy, point: Point) -> Policy:
    """A policy with the weights and curves of a point."""
    data = policy.to_dict()
    for criterion, weight in zip(data["criteria"], point.weights.tolist(), strict=True):
        criterion["weight"] = weight
        name = criterion.get("id", criterion["extractor"])
        if name in point.curves:
            points = [[float(f"{x:.4g}"), y] for x, y in point.curves[name]]
            criterion["parameters"] = {"curve": points}
    return Policy.from_dict(data)


def report(
    policy: Policy,
    tried: Tried,
    directory: Path,
    progress: Callable[[str], None] = lambda _: None,
    searching: bool = True,
) -> Point:
    """Write the table of the trade (CSV): what more or less of precedent would give, and the policy as it is. With
    `searching` also look for a better point, and write the policy with it (TOML)."""
    own = Point(tried.weights, {}, tried.figures(tried.weights))
    found = search(tried, options_of(policy, tried), progress=progress) if searching else own
    points = [
        (f"precedent {share:.0%}", p) for share, p in zip(SHARES, sweep(tried, found.curves), strict=True)
    ]
    points += [(policy.name, own)] + [("found", found)] * searching
    directory.mkdir(parents=True, exist_ok=True)
    write(directory / "default_trade.csv", [point.row(tried.names, label) for label, point in points])
    if not searching:
        return own
    chosen = directory / "default.toml"
    chosen.write_text(with_point(policy, found).to_toml(), encoding="utf-8", newline="\n")
    return found


def _told(curves: Mapping[str, Curve]) -> str:
    return "; ".join(f"{name} {[(round(x, 2), y) for x, y in curve]}" for name, curve in curves.items())
