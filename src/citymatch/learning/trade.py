"""What a written policy gives up and gains: recall of real partners against likeness of size against variety.

A policy such as `default` is tried with many weights. To try one takes a fraction of a second, because the measures of
every held-out seeker are taken once: of its true partners, of the candidates that any of some weightings would put
first, and of a sample of all others, which stands for them. Everything is held out: precedent is what a model says
that has not seen the seeker's fold, and ties are counted without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from citymatch.datasets.ended import BARRED
from citymatch.features import Extractor, Place, make_extractor
from citymatch.features.base import labels
from citymatch.features.compiled import gathered_measure
from citymatch.policy import Policy
from citymatch.scoring.values import interpolate
from citymatch.scoring.variety import UNLIKE

from .baselines import LEARNED, held_out, model_of
from .evaluation import book_without
from .fitting import fit_precedent
from .pairs import Candidates, Pairs, profiles
from .splits import FOLDS, part, sealed, unsealed

FloatArray = npt.NDArray[np.float64]
Float32Array = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]
Curve = Sequence[tuple[float, float]]

DRAWN = 1500
"""How many of the candidates that no weighting puts first are kept for each seeker, to stand for the others."""
FIRST = 1200
"""How many of the first by the draft itself and by precedent alone are kept; of each other weighting a third."""
WEIGHTINGS = 12
TEN = 10
STRONG = 0.95
"""From which similarity by ancestry a town's first country of origin is one that a reader expects in the ten."""


@dataclass(frozen=True, eq=False)
class Tried:
    """Rows of held-out seekers, one block for each, its true partners first.

    `measure` and `similarity` have shape (rows, criteria), unknown as NaN and as 0; `counts` is how many candidates a
    row stands for, `steps` the logarithm of how many times larger or smaller it is (NaN unknown), `listed` whether it
    may stand in a list: no true partner, in no country that is barred, and not of quite
    another size. `origin` is, for each seeker, the code of
    the country abroad to which the most of its residents' roots lead, -1 where none is strong.
    """

    names: tuple[str, ...]
    weights: FloatArray
    logarithmic: tuple[bool, ...]
    seekers: tuple[str, ...]
    start: IntArray
    partners: IntArray
    measure: Float32Array
    similarity: Float32Array
    counts: Float32Array
    country: IntArray
    steps: Float32Array
    listed: BoolArray
    origin: IntArray

    def block(self, index: int) -> slice:
        """The rows of one seeker."""
        return slice(int(self.start[index]), int(self.start[index + 1]))

    def with_curves(self, curves: Mapping[str, Curve]) -> Tried:
        """The same with other value functions, by the ids of criteria."""
        similarity = self.similarity.copy()
        for name, curve in curves.items():
            column = self.names.index(name)
            found = interpolate(self.measure[:, column], curve, self.logarithmic[column])
            similarity[:, column] = np.nan_to_num(found, nan=0.0)
        return replace(self, similarity=similarity)

    def tenth(self, column: int) -> FloatArray:
        """The tenth highest measure of a criterion among each seeker's candidates that may be listed (or the least
        of fewer)."""
        found = []
        for index in range(len(self.seekers)):
            rows = self.block(index)
            measure = self.measure[rows, column][self.listed[rows]]
            found.append(np.sort(measure[~np.isnan(measure)])[-TEN:][:1])
        return np.concatenate(found).astype(np.float64)

    def figures(self, weights: FloatArray, per_country: int = 2) -> Figures:
        """What a weighting gives; `per_country` names of one country at most stand in a list (0: no limit)."""
        score = self.similarity @ weights.astype(np.float32)
        ranks: list[float] = []
        steps: list[float] = []
        countries: list[int] = []
        roots: list[bool] = []
        for index in range(len(self.seekers)):
            rows = self.block(index)
            own, counts = int(self.partners[index]), self.counts[rows]
            ranks += _ranks(score[rows], counts, own)
            first = _first(score[rows], self.listed[rows], self.country[rows], per_country)
            steps += self.steps[rows][first].tolist()
            named = set(self.country[rows][first].tolist())
            countries.append(len(named))
            if self.origin[index] >= 0:
                roots.append(int(self.origin[index]) in named)
        return Figures.of(np.array(ranks), np.array(steps), np.array(countries), np.array(roots, bool))


@dataclass(frozen=True)
class Figures:
    """What a weighting gives: recall of true partners, the size ratios in the top tens, their countries, and in how
    many of those whose residents have strong roots abroad the first country of origin stands (NaN: there is none)."""

    recall_100: float
    recall_1000: float
    ratio: float
    above_3: float
    countries: float
    roots: float

    @classmethod
    def of(cls, ranks: FloatArray, steps: FloatArray, countries: IntArray, roots: BoolArray) -> Figures:
        """From the ranks of pairs, and for the ten of each seeker the size steps, how many countries there are, and
        whether that of its roots is among them; an unknown size is left out of the median and counts as above 3."""
        return cls(
            float(np.mean(ranks <= 100)),
            float(np.mean(ranks <= 1000)),
            float(np.exp(np.nanmedian(steps))),
            float(np.mean(~(steps <= np.log(3.0)))),
            float(np.mean(countries)),
            float(np.mean(roots)) if len(roots) else float("nan"),
        )


def gather(
    policy: Policy,
    folds: Sequence[int] = tuple(range(FOLDS)),
    progress: Callable[[str], None] = lambda _: None,
    most: int | None = None,
) -> Tried:
    """Take the measures of a policy's criteria for the held-out seekers of some folds, each by the fold's own model.

    `most` is how many seekers of each fold are asked about, where not all are.
    """
    everyone, signing = Candidates.abroad(), Candidates.abroad(signing_only=True)
    pairs = Pairs.of().within(everyone)
    known = profiles(pairs.seekers())
    seekers, away = unsealed(pairs.seekers()), sealed(pairs.seekers())
    blocks: list[_Block] = []
    for fold in folds:
        test = [seeker for seeker in seekers if part(seeker) == str(fold)]
        train = [seeker for seeker in seekers if part(seeker) != str(fold)]
        book, model = book_without([*away, *test], everyone.world), None
        if any(criterion.extractor == LEARNED for criterion in policy.criteria):
            fitted = fit_precedent(pairs.of_seekers(train), everyone, known, book, l2=PENALTY)
            model = model_of(fitted.to_policy(), book)
        extractors = [held_out(criterion, book, model) for criterion in policy.criteria]
        reader = _Reader(policy, extractors, signing)
        asked = list(pairs.of_seekers(test).within(signing).by_seeker().items())[:most]
        blocks += [reader.block(seeker, known[seeker], signing.position[rows]) for seeker, rows in asked]
        progress(f"fold {fold + 1} of {FOLDS}: {len(asked)} communities measured")
    return _joined(policy, extractors, blocks)


PENALTY = 0.0002
"""The penalty on squared weights of the policy that ships, so that points of precedent mean the same."""


@dataclass(frozen=True, eq=False)
class _Block:
    seeker: str
    partners: int
    measure: Float32Array
    similarity: Float32Array
    counts: Float32Array
    country: IntArray
    steps: Float32Array
    listed: BoolArray
    origin: int


class _Reader:
    """Takes the measures of one seeker at a time, and chooses the rows that are kept."""

    def __init__(self, policy: Policy, extractors: Sequence[Extractor], candidates: Candidates):
        self.policy, self.extractors, self.candidates = policy, extractors, candidates
        country = labels(candidates.table, "country")
        self.country = country.codes.astype(np.int64)
        self.barred = np.asarray(country.isin(BARRED), bool)
        self.size, self.roots = make_extractor("size"), make_extractor("ancestry")

    def block(self, seeker: str, who: Place, own: IntArray) -> _Block:
        measure, similarity = self._measured(who)
        random = np.random.default_rng(int.from_bytes(seeker.encode()[-6:], "big"))
        first = np.setdiff1d(self._first(similarity, random), own)
        others = np.setdiff1d(np.arange(len(similarity)), np.concatenate([first, own]))
        drawn = np.sort(random.choice(others, min(DRAWN, len(others)), replace=False))
        rows = np.concatenate([own, first, drawn])
        counts = np.ones(len(rows), np.float32)
        counts[len(own) + len(first) :] = len(others) / max(len(drawn), 1)
        listed = ~self.barred[rows]
        listed[: len(own)] = False
        with np.errstate(divide="ignore", invalid="ignore"):
            steps = np.abs(np.log(self._ratio(who)[rows])).astype(np.float32)
        listed &= ~(steps > np.log(UNLIKE))
        return _Block(
            seeker, len(own), measure[rows], similarity[rows], counts, self.country[rows], steps, listed,
            self._origin(who),
        )  # fmt: skip

    def _origin(self, who: Place) -> int:
        """The code of the country with the strongest tie by ancestry that may be listed; -1 where none is strong."""
        if not self.roots.knows(who):
            return -1
        measure = gathered_measure(self.roots, who, self.candidates.table, lambda found: found)
        best = int(np.argmax(np.where(self.barred, -np.inf, np.nan_to_num(measure, nan=-np.inf))))
        strong = self.roots.value_of(np.asarray(measure[best : best + 1]), who)[0] >= STRONG
        return int(self.country[best]) if strong else -1

    def _ratio(self, who: Place) -> FloatArray:
        if not self.size.knows(who):
            return np.full(len(self.candidates), np.nan)
        return np.asarray(
            gathered_measure(self.size, who, self.candidates.table, lambda found: found), np.float64
        )

    def _measured(self, who: Place) -> tuple[Float32Array, Float32Array]:
        shape = (len(self.candidates), len(self.extractors))
        measure, similarity = np.full(shape, np.nan, np.float32), np.zeros(shape, np.float32)
        for column, extractor in enumerate(self.extractors):
            if extractor.knows(who):
                found = gathered_measure(extractor, who, self.candidates.table, lambda each: each)
                measure[:, column] = found
                similarity[:, column] = np.nan_to_num(extractor.value_of(found, who), nan=0.0)
        return measure, similarity

    def _first(self, similarity: Float32Array, random: np.random.Generator) -> IntArray:
        """The first by the draft, by precedent alone, and by weightings drawn around the draft."""
        draft = np.array([criterion.weight for criterion in self.policy.criteria])
        alone = np.array([float(c.extractor == "precedent") for c in self.policy.criteria])
        drawn = draft * np.exp(random.normal(0.0, 0.8, (WEIGHTINGS, len(draft))))
        found = [_best(similarity @ w.astype(np.float32), FIRST) for w in (draft, alone) if w.any()]
        found += [_best(similarity @ w.astype(np.float32), FIRST // 3) for w in drawn]
        return np.unique(np.concatenate(found))


def _best(score: Float32Array, top: int) -> IntArray:
    top = min(top, len(score))
    return np.argpartition(-score, top - 1)[:top].astype(np.int64)


def _ranks(score: Float32Array, counts: Float32Array, own: int) -> list[float]:
    """The estimated rank of each true partner, which stand first; equal ones count half."""
    rivals, counted = score[own:], counts[own:]
    return [
        1.0 + float(counted[rivals > value].sum()) + 0.5 * float(counted[rivals == value].sum())
        for value in score[:own].tolist()
    ]


def _first(score: Float32Array, listed: BoolArray, country: IntArray, per_country: int) -> list[int]:
    """The rows of a list of ten: the best, of each country no more than so many."""
    rows = np.flatnonzero(listed)
    found: list[int] = []
    held: dict[int, int] = {}
    for row in _falling(score, rows):
        code = int(country[row])
        if per_country and held.get(code, 0) >= per_country:
            continue
        held[code] = held.get(code, 0) + 1
        found.append(row)
        if len(found) == TEN:
            break
    return found


def _falling(score: Float32Array, rows: IntArray, step: int = 100) -> Iterator[int]:
    """Rows from the highest score down; no more are sorted than are asked for."""
    if len(rows) > step:
        near = np.argpartition(-score[rows], step)[:step]
        yield from rows[near[np.argsort(-score[rows[near]], kind="stable")]].tolist()
        rows = np.delete(rows, near)
    yield from rows[np.argsort(-score[rows], kind="stable")].tolist()


def _joined(policy: Policy, extractors: Sequence[Extractor], blocks: Sequence[_Block]) -> Tried:
    lengths = [len(block.counts) for block in blocks]
    return Tried(
        names=tuple(criterion.id for criterion in policy.criteria),
        weights=np.array([criterion.weight for criterion in policy.criteria]),
        logarithmic=tuple(extractor.log_curve for extractor in extractors),
        seekers=tuple(block.seeker for block in blocks),
        start=np.cumsum([0, *lengths]).astype(np.int64),
        partners=np.array([block.partners for block in blocks], np.int64),
        measure=np.concatenate([block.measure for block in blocks]),
        similarity=np.concatenate([block.similarity for block in blocks]),
        counts=np.concatenate([block.counts for block in blocks]),
        country=np.concatenate([block.country for block in blocks]),
        steps=np.concatenate([block.steps for block in blocks]),
        listed=np.concatenate([block.listed for block in blocks]),
        origin=np.array([block.origin for block in blocks], np.int64),
    )
