"""The conditional logit: non-negative weights over ramps, fitted by L-BFGS.

Each seeker chooses its partners among all candidates; the chance of a candidate is the softmax of its score.
A term's curve is a sum of ramps between knots with non-negative weights: rising ones, falling ones, or
both. Every ramp lies in [0, 1] and is 0 where the measure is unknown, so that an unknown earns nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from .sampling import Sample
from .terms import Term

FloatArray = npt.NDArray[np.float64]
Float32Array = npt.NDArray[np.float32]
KNOTS = 6
LOST = 1.2
"""A partner that fixed terms set back by more, in units of the score (3.3 times in odds), teaches nothing."""


@dataclass(frozen=True)
class Ramp:
    """One step of a term's curve: from 0 at `low` to 1 at `high`, or the other way round."""

    term: int
    low: float
    high: float
    falling: bool

    def of(self, measure: Float32Array) -> Float32Array:
        """The ramp of some measurements; 0 where unknown."""
        share = np.clip((measure - self.low) / (self.high - self.low), 0.0, 1.0)
        share = 1.0 - share if self.falling else share
        return np.asarray(np.nan_to_num(share, nan=0.0), np.float32)


@dataclass(frozen=True)
class FittedCurve:
    """What was learned of a term: its points on the scale of the measure, in units of the score."""

    at: tuple[float, ...]
    points: tuple[float, ...]

    @property
    def height(self) -> float:
        """The most that the term can add."""
        return max(self.points)

    def of(self, measure: FloatArray) -> FloatArray:
        """What the term adds; 0 where unknown."""
        return np.nan_to_num(np.interp(measure, self.at, self.points), nan=0.0)


def knots(values: Float32Array, shape: str, count: int = KNOTS) -> list[float]:
    """Where a term's curve may bend: quantiles of what was measured, each distinct.

    >>> knots(np.array([0, 1, 2, 3, 4], np.float32), "rise", 2)
    [0.0, 2.0, 4.0]
    >>> knots(np.array([0.2, 0.7], np.float32), "value")
    [0.0, 1.0]
    """
    if shape == "value":
        return [0.0, 1.0]
    finite = values[np.isfinite(values)].astype(np.float64)
    if not len(finite):
        return []
    levels = np.quantile(finite, np.linspace(0.0, 1.0, count + 1))
    tidy = [float(f"{level:.4g}") for level in levels]
    found: list[float] = []
    for level in tidy:
        if not found or level - found[-1] > 1e-3 * max(1.0, abs(level)):
            found.append(level)
    return found if len(found) > 1 else []


def ramps(sample: Sample, terms: Sequence[Term], count: int = KNOTS) -> list[Ramp]:
    """The ramps of all terms, with knots from the partners and from every eighth other row of the sample."""
    chosen = np.zeros(len(sample.correction), bool)
    for index in range(len(sample.seekers)):
        begin = int(sample.start[index])
        chosen[begin : begin + int(sample.positives[index])] = True
    looked_at = np.flatnonzero(chosen | (np.arange(len(chosen)) % 8 == 0))
    found = []
    for column, term in enumerate(terms):
        if term.fixed:
            continue
        at = knots(sample.measure[looked_at, column], term.shape, count)
        directions = {"fall": (True,), "free": (False, True)}.get(term.shape, (False,))
        found += [Ramp(column, a, b, f) for f in directions for a, b in pairwise(at)]
    return found


def expanded(sample: Sample, basis: Sequence[Ramp]) -> Float32Array:
    """The sample as ramps, shape (rows, ramps)."""
    out = np.empty((len(sample.correction), len(basis)), np.float32)
    for column, ramp in enumerate(basis):
        out[:, column] = ramp.of(sample.measure[:, ramp.term])
    return out


def loss_and_slope(
    weight: FloatArray, rows: Float32Array, sample: Sample, l2: float
) -> tuple[float, FloatArray]:
    """The mean of minus the log of each true partner's chance, with the penalty, and its gradient.

    A partner's rivals are the sampled candidates of its seeker, not its other partners.
    """
    score = rows @ weight.astype(np.float32) + sample.correction
    lengths = np.diff(np.append(sample.start, len(score)))
    block = np.repeat(np.arange(len(sample.start)), lengths)
    own = np.repeat(np.arange(len(sample.start)), sample.positives)
    partners = np.concatenate(
        [np.arange(s, s + p) for s, p in zip(sample.start, sample.positives, strict=True)]
    )
    score = score - np.maximum.reduceat(score, sample.start)[block]
    odds = np.exp(score)
    chosen = odds[partners].astype(np.float64)
    odds[partners] = 0.0
    rivals = np.add.reduceat(odds.astype(np.float64), sample.start)
    total = rivals[own] + chosen
    loss = float(np.log(total).sum() - score[partners].astype(np.float64).sum())
    pull = odds * np.bincount(own, 1.0 / total, len(sample.start)).astype(np.float32)[block]
    pull[partners] = (chosen / total - 1.0).astype(np.float32)
    slope = (pull @ rows).astype(np.float64)
    number = len(partners)
    return loss / number + 0.5 * l2 * float(weight @ weight), slope / number + l2 * weight


def fit_weights(sample: Sample, basis: Sequence[Ramp], l2: float, most: int = 200) -> FloatArray:
    """The non-negative weights of the ramps; deterministic."""
    from scipy.optimize import minimize

    rows = expanded(sample, basis)
    found = minimize(
        loss_and_slope,
        np.full(len(basis), 0.05),
        args=(rows, sample, l2),
        jac=True,
        method="L-BFGS-B",
        bounds=[(0.0, None)] * len(basis),
        options={"maxiter": most, "ftol": 1e-7},
    )
    return np.asarray(found.x, np.float64)


def curves(weight: FloatArray, basis: Sequence[Ramp], terms: Sequence[Term]) -> Mapping[str, FittedCurve]:
    """The ramps of each term added up to one curve, and those that are fixed; terms that earn nothing are left out."""
    found = {term.id: FittedCurve((0.0, 1.0), (0.0, term.fixed)) for term in terms if term.fixed}
    for column, term in enumerate(terms):
        own = [(w, ramp) for w, ramp in zip(weight.tolist(), basis, strict=True) if ramp.term == column]
        at = sorted({knot for _, ramp in own for knot in (ramp.low, ramp.high)})
        if not at:
            continue
        points = np.zeros(len(at))
        for each, ramp in own:
            share = np.clip((np.array(at) - ramp.low) / (ramp.high - ramp.low), 0.0, 1.0)
            points += each * (1.0 - share if ramp.falling else share)
        if points.max() > 1e-3:
            found[term.id] = FittedCurve(tuple(at), tuple(points.tolist()))
    return found


def beside(sample: Sample, terms: Sequence[Term], lost: float = LOST) -> Sample:
    """The sample as the other terms are learned from beside the fixed ones, which are added to every row.

    A partner that loses more than `lost` by them is left out: it will not be found, and to learn from it would pull
    up what is just as far off. So is a seeker that has no other. A sample without fixed terms stays what it is.
    """
    weight = np.array([term.fixed for term in terms])
    if not weight.any():
        return sample
    added = np.nan_to_num(sample.measure, nan=0.0) @ weight.astype(np.float32)
    keep, positives, blocks = np.ones(len(added), bool), [], []
    for index, number in enumerate(sample.positives.tolist()):
        rows = sample.block(index)
        own = slice(rows.start, rows.start + number)
        keep[own] = added[own] >= added[rows].max() - lost
        if keep[own].any():
            blocks.append(index)
            positives.append(int(keep[own].sum()))
    kept = replace(sample, correction=sample.correction + added).of(blocks)
    rows_kept = np.concatenate([keep[sample.block(index)] for index in blocks])
    lengths = np.add.reduceat(rows_kept.astype(np.int64), kept.start)
    return Sample(
        kept.seekers,
        kept.measure[rows_kept],
        kept.correction[rows_kept],
        np.cumsum(lengths) - lengths,
        np.array(positives, np.int64),
    )


def fit(sample: Sample, terms: Sequence[Term], l2: float, count: int = KNOTS) -> Mapping[str, FittedCurve]:
    """The curve of each term that earns something."""
    basis = ramps(sample, terms, count)
    return curves(fit_weights(sample, basis, l2), basis, terms)
