"""Rows to learn from: for each seeker its true partners and a sample of other candidates.

The sample prefers places that a model could confuse with a partner (large, with partners elsewhere), and
each carries minus the logarithm of its chance of being drawn, so that a softmax over the sample estimates
the softmax over all candidates (importance sampling).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from citymatch.features import Extractor, Place
from citymatch.features.base import Places, numbers
from citymatch.features.book import Book
from citymatch.features.compiled import gathered, gathered_measure

from .pairs import Candidates, Pairs
from .terms import Term

FloatArray = npt.NDArray[np.float64]
UNIFORM_SHARE = 0.3


@dataclass(frozen=True, eq=False)
class Sample:
    """Measurements of the rows to learn from, one block per seeker, its true partners first.

    `measure` has shape (rows, terms) and is NaN where unknown, `correction` shape (rows,) is 0 for a true
    partner; `start` and `positives` say where each block begins and how many partners head it.
    """

    seekers: tuple[str, ...]
    measure: npt.NDArray[np.float32]
    correction: npt.NDArray[np.float32]
    start: npt.NDArray[np.int64]
    positives: npt.NDArray[np.int64]

    def block(self, index: int) -> slice:
        """The rows of one seeker."""
        stop = self.start[index + 1] if index + 1 < len(self.start) else len(self.correction)
        return slice(int(self.start[index]), int(stop))

    def of(self, indices: Sequence[int]) -> Sample:
        """The blocks of some seekers."""
        blocks = [self.block(index) for index in indices]
        lengths = np.array([block.stop - block.start for block in blocks], np.int64)
        return Sample(
            tuple(self.seekers[index] for index in indices),
            np.concatenate([self.measure[block] for block in blocks]),
            np.concatenate([self.correction[block] for block in blocks]),
            np.cumsum(lengths) - lengths,
            self.positives[np.array(indices, np.int64)],
        )


def chances(candidates: Candidates, book: Book, nation: str = "US") -> FloatArray:
    """The chance of each candidate at one draw, summing to 1."""
    partners = book.partners(nation)[candidates.rows]
    people = np.maximum(np.nan_to_num(numbers(candidates.table, "population")), 1.0)
    weight = np.square(1.0 + partners) * np.sqrt(people)
    weight = np.minimum(weight, np.quantile(weight, 0.9999))
    return np.asarray(
        UNIFORM_SHARE / len(candidates) + (1 - UNIFORM_SHARE) * weight / weight.sum(), np.float64
    )


def draw(
    pairs: Pairs,
    candidates: Candidates,
    known: Mapping[str, Place],
    terms: Sequence[Term],
    book: Book,
    draws: int = 1200,
    seed: int = 20261121,
) -> Sample:
    """Draw candidates for each seeker of `pairs` and measure them; the same arguments give the same sample."""
    extractors = [term.make(book) for term in terms]
    chance = chances(candidates, book)
    ladder = np.cumsum(chance)
    ladder /= ladder[-1]
    random = np.random.default_rng(seed)
    measures, corrections, counts = [], [], []
    partners = pairs.within(candidates).by_seeker()
    for seeker, rows in partners.items():
        own = candidates.position[rows]
        drawn = np.unique(np.searchsorted(ladder, random.random(draws)))
        drawn = drawn[~np.isin(drawn, own)]
        included = -np.expm1(draws * np.log1p(-chance[drawn]))
        measures.append(measured(extractors, terms, known[seeker], candidates, np.concatenate([own, drawn])))
        corrections.append(np.concatenate([np.zeros(len(own)), -np.log(included)]))
        counts.append(len(own))
    lengths = np.array([len(block) for block in corrections], np.int64)
    return Sample(
        tuple(partners),
        np.concatenate(measures),
        np.concatenate(corrections).astype(np.float32),
        np.cumsum(lengths) - lengths,
        np.array(counts, np.int64),
    )


def measured(
    extractors: Sequence[Extractor],
    terms: Sequence[Term],
    seeker: Place,
    candidates: Candidates,
    rows: npt.NDArray[np.int64],
) -> npt.NDArray[np.float32]:
    """What each term measures of some candidates: (rows, terms). A term unknown to the seeker is NaN throughout."""
    table = candidates.table.take(rows)
    out = np.full((len(rows), len(terms)), np.nan, np.float32)
    for column, (term, extractor) in enumerate(zip(terms, extractors, strict=True)):
        if extractor.knows(seeker):
            out[:, column] = scaled(extractor, term, seeker, table)
    return out


def scaled(
    extractor: Extractor,
    term: Term,
    seeker: Place,
    table: Places,
    then: Callable[[FloatArray], FloatArray] = lambda found: found,
) -> FloatArray:
    """A function of the measure of a term on the scale of its curve: its logarithm where that is logarithmic."""
    if term.shape == "value":
        return gathered(extractor, seeker, table, lambda found: then(found.astype(np.float64)))

    def value(found: FloatArray) -> FloatArray:
        if not extractor.log_curve:
            return then(found)
        with np.errstate(divide="ignore", invalid="ignore"):
            return then(np.asarray(np.log(found), np.float64))

    return gathered_measure(extractor, seeker, table, value)
