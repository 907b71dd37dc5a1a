"""Fitting the learned policy, and writing it as a policy like any other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World, load_world
from citymatch.datasets.partnerships import Columns
from citymatch.features import Extractor, Place
from citymatch.features.book import Book
from citymatch.policy import Policy

from .logit import FittedCurve, beside, expanded, fit, loss_and_slope, ramps
from .logit import fit_weights as fit_ramps
from .pairs import Candidates, Pairs, profiles
from .sampling import Sample, draw, scaled
from .splits import lot
from .terms import TERMS, Term

FloatArray = npt.NDArray[np.float64]
PENALTIES = (0.0002, 0.0005, 0.0015)
INNER_FOLDS = 3
THINNED = 6
INNER_STEPS = 50


@dataclass(frozen=True)
class Fitted:
    """The curves that were learned, the terms that they belong to, and the penalty chosen."""

    terms: tuple[Term, ...]
    curves: Mapping[str, FittedCurve]
    l2: float
    pairs: int
    communities: int

    def scorer(self, book: Book) -> Scorer:
        """The model ready to score, counting the ties of a book."""
        used = [term for term in self.terms if term.id in self.curves]
        return Scorer([(term, term.make(book), self.curves[term.id]) for term in used])

    def to_policy(self, name: str = "precedent", **text: str) -> Policy:
        """The same model as a policy: a weight per term, and a curve in [0, 1] for its extractor."""
        criteria = []
        for term in self.terms:
            if term.id not in self.curves:
                continue
            curve = self.curves[term.id]
            criterion = {
                "id": term.id,
                "extractor": term.extractor,
                "label": term.label,
                "weight": _short(curve.height),
            }
            parameters = dict(term.parameters)
            if term.shape != "value":
                log = term.make().log_curve
                parameters["curve"] = _points(curve, log)
            if parameters:
                criterion["parameters"] = parameters
            criterion["note"] = "what is usual: it says nothing of the seeker itself" if term.prior else ""
            criteria.append({key: value for key, value in criterion.items() if value})
        return Policy.from_dict({"name": name, **text, "tie_break": ["openness"], "criteria": criteria})


@dataclass(frozen=True)
class Scorer:
    """Terms with their extractors and curves: the score of a pair is the sum of what each term adds."""

    parts: Sequence[tuple[Term, Extractor, FittedCurve]]

    @property
    def points(self) -> float:
        """How many points of the 100 that a policy gives lie in one unit of this score."""
        return 100.0 / sum(curve.height for _, _, curve in self.parts)

    def __call__(self, seeker: Place, candidates: Candidates) -> FloatArray:
        """The score of every candidate for one seeker, shape (n,)."""
        total = np.zeros(len(candidates))
        for term, extractor, curve in self.parts:
            if extractor.knows(seeker):
                total += scaled(extractor, term, seeker, candidates.table, curve.of)
        return total


def fit_precedent(
    pairs: Pairs,
    candidates: Candidates,
    known: Mapping[str, Place],
    book: Book,
    terms: Sequence[Term] = TERMS,
    l2: float | None = None,
    draws: int = 1200,
) -> Fitted:
    """Learn the curves from pairs. The penalty is chosen by cross-validation on communities, unless given.

    Pairs that the fixed terms leave no chance are not learned from (`logit.beside`).
    Deterministic: the same pairs and book give the same model to the last digit that a policy file holds.
    """
    sample = beside(draw(pairs, candidates, known, terms, book, draws), terms)
    chosen = choose_penalty(sample, terms) if l2 is None else l2
    return Fitted(
        tuple(terms), fit(sample, terms, chosen), chosen, int(sample.positives.sum()), len(sample.seekers)
    )


def choose_penalty(sample: Sample, terms: Sequence[Term], penalties: Sequence[float] = PENALTIES) -> float:
    """The penalty that predicts held-out communities best, on a sixth of the sampled candidates."""
    thin = thinned(sample, THINNED)
    folds = np.array([int(INNER_FOLDS * lot(seeker, "inner")) for seeker in thin.seekers])
    losses = dict.fromkeys(penalties, 0.0)
    for fold in range(INNER_FOLDS):
        train = thin.of(np.flatnonzero(folds != fold).tolist())
        test = thin.of(np.flatnonzero(folds == fold).tolist())
        basis = ramps(train, terms)
        rows = expanded(test, basis)
        for penalty in penalties:
            weight = fit_ramps(train, basis, penalty, INNER_STEPS)
            losses[penalty] += loss_and_slope(weight, rows, test, 0.0)[0]
    return min(penalties, key=lambda penalty: losses[penalty])


def thinned(sample: Sample, step: int) -> Sample:
    """Every `step`-th of the sampled candidates, and all true partners."""
    keep = np.zeros(len(sample.correction), bool)
    correction = sample.correction.copy()
    lengths = []
    for index in range(len(sample.seekers)):
        block = sample.block(index)
        first = block.start + int(sample.positives[index])
        keep[block.start : first] = True
        keep[first : block.stop : step] = True
        correction[first : block.stop] += np.float32(np.log(step))
        lengths.append(int(keep[block].sum()))
    size = np.array(lengths, np.int64)
    return Sample(
        sample.seekers, sample.measure[keep], correction[keep], np.cumsum(size) - size, sample.positives
    )


def fit_policy(
    partnerships: Columns | None = None,
    world: World | None = None,
    name: str = "precedent",
    l2: float | None = None,
) -> Policy:
    """Learn a policy from partnerships: a DataFrame with the columns of `datasets.load_partnerships`, or ours.

    The seekers are the communities of the nation that most rows have an end in. What others chose, and how
    connected places are, is counted from the ties that ship with the package. Raises ValueError where fewer
    than 30 pairs can be located.
    """
    world = world if world is not None else load_world()
    nation = _nation(partnerships)
    candidates = Candidates.abroad(nation, world)
    pairs = Pairs.of(partnerships, nation, world).within(candidates)
    if len(pairs) < LEAST_PAIRS:
        raise ValueError(
            f"only {len(pairs)} of the partnerships have both ends located; {LEAST_PAIRS} are needed to learn"
        )
    fitted = fit_precedent(pairs, candidates, profiles(pairs.seekers(), world), Book.of(world), l2=l2)
    return fitted.to_policy(
        name,
        title="Learned from known partnerships",
        notes=f"Fitted on {fitted.pairs:,} pairs of {fitted.communities:,} communities; penalty {fitted.l2:g}.",
    )


LEAST_PAIRS = 30


def _nation(partnerships: Columns | None) -> str:
    if partnerships is None:
        return "US"
    ends = np.concatenate([np.asarray(partnerships[f"country_{end}"], dtype=object) for end in "ab"])
    names, number = np.unique(ends.astype(str), return_counts=True)
    return str(names[np.argmax(number)]) if len(names) else "US"


def _points(curve: FittedCurve, log: bool) -> list[list[float]]:
    """The points of a curve in the measure's own unit, the highest as 1."""
    at = np.exp(curve.at) if log else np.array(curve.at)
    points = np.array(curve.points) / curve.height
    found: list[list[float]] = []
    for x, y in zip(at.tolist(), points.tolist(), strict=True):
        tidy = _short(x)
        if not found or tidy > found[-1][0]:
            found.append([tidy, round(y, 4)])
    return found


def _short(number: float) -> float:
    """A number with four significant digits."""
    return float(f"{number:.4g}")
