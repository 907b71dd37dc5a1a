"""What stands beside the model: simple rules, and the built-in policies."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from citymatch.features import Extractor, Place, extractor_class
from citymatch.features.base import labels, numbers
from citymatch.features.book import Book
from citymatch.features.compiled import gathered
from citymatch.features.precedent_score import Model, Part
from citymatch.policy import Criterion, Policy, builtin_policies, read_policy
from citymatch.scoring.variety import marginal

from .pairs import Candidates

FloatArray = npt.NDArray[np.float64]
Score = Callable[[Place, Candidates], FloatArray]
"""Scores every candidate for one seeker, shape (n,); higher is better."""

LEARNED = "precedent"


def chance(seeker: Place, candidates: Candidates) -> FloatArray:
    """Random: the same numbers for the same seeker every time."""
    seed = int(hashlib.sha256(str(seeker.get("community_id")).encode()).hexdigest()[:8], 16)
    return np.random.default_rng(seed).random(len(candidates))


def biggest(seeker: Place, candidates: Candidates) -> FloatArray:
    """The most people first."""
    return np.nan_to_num(numbers(candidates.table, "population"))


def closest_size(seeker: Place, candidates: Candidates) -> FloatArray:
    """Population only: the nearer the ratio is to 1, the better."""
    with np.errstate(divide="ignore", invalid="ignore"):
        steps = np.abs(
            np.log(numbers(candidates.table, "population") / float(seeker.get("population") or np.nan))
        )
    return -np.nan_to_num(steps, nan=np.inf)


def most_partnered(seeker: Place, candidates: Candidates, book: Book) -> FloatArray:
    """The most known partners first, those of the seeker itself not counted."""
    nation = str(seeker.get("country") or "")
    chosen = book.choices(nation)
    located = chosen.partner >= 0
    own = np.bincount(chosen.partner[located], chosen.others(seeker)[located], len(candidates.position))
    return np.asarray((book.partners(nation) + own)[candidates.rows], np.float64)


def country_prior(seeker: Place, candidates: Candidates, book: Book) -> FloatArray:
    """The countries that the nation's other communities chose most often first; within one, all are tied."""
    chosen = book.choices(str(seeker.get("country") or ""))
    counts = chosen.per_country(chosen.others(seeker))
    return labels(candidates.table, "country").map(lambda country: counts.get(country, 0.0))


def country_and_people(seeker: Place, candidates: Candidates, book: Book) -> FloatArray:
    """The country's share of the choices, times the place's share of its country's people."""
    country = labels(candidates.table, "country")
    people = biggest(seeker, candidates)
    sums = np.bincount(country.codes, people, len(country.values))
    return country_prior(seeker, candidates, book) * people / np.maximum(sums[country.codes], 1.0)


def varied(score: Score, points: float, diversity: float) -> Score:
    """A score with what `--diversity` takes off it for a country that is already held.

    `points` is how many points of 100 lie in one unit of the score.
    """

    def less(seeker: Place, candidates: Candidates) -> FloatArray:
        return marginal(
            points * score(seeker, candidates), labels(candidates.table, "country").codes, diversity
        )

    return less


def remembered(score: Score) -> Score:
    """The same score, kept for the last seeker that was asked about."""
    last: dict[tuple[object, int], FloatArray] = {}

    def kept(seeker: Place, candidates: Candidates) -> FloatArray:
        asked = (seeker.get("community_id"), id(candidates))
        if asked not in last:
            last.clear()
            last[asked] = score(seeker, candidates)
        return last[asked]

    return kept


class Similarities:
    """The similarities of one seeker at a time, kept for the next policy that asks for the same."""

    def __init__(self) -> None:
        self._asked: tuple[object, int] = (None, 0)
        self._found: dict[str, npt.NDArray[np.float32]] = {}

    def of(self, extractor: Extractor, seeker: Place, candidates: Candidates) -> npt.NDArray[np.float32]:
        """An extractor's similarities, unknown as 0."""
        asked = (seeker.get("community_id"), id(candidates))
        if asked != self._asked:
            self._asked, self._found = asked, {}
        key = f"{extractor.name} {sorted(extractor.get_params(deep=False).items())}"
        if key not in self._found:
            self._found[key] = np.nan_to_num(gathered(extractor, seeker, candidates.table), nan=0.0)
        return self._found[key]


def held_out(criterion: Criterion, book: Book, model: Model | None = None) -> Extractor:
    """The extractor of a criterion, so that it has not seen what a book hides: what counts ties counts those of the
    book, and precedent is what `model` says, without which it is what the policy that ships says."""
    kind = extractor_class(criterion.extractor)
    takes, given = kind().get_params(), {"book": book, "model": model}
    more = {name: value for name, value in given.items() if name in takes and value is not None}
    made: Extractor = kind(**{**criterion.parameters, **more}).fit(book.world)
    return made


def model_of(policy: Policy, book: Book) -> Model:
    """A learned policy that counts the ties of a book, as the criterion `precedent` takes it."""
    return Model(Part(c.label, c.weight, held_out(c, book)) for c in policy.criteria)


def by_policy(
    policy: Policy, shared: Similarities | None = None, book: Book | None = None, model: Model | None = None
) -> Score:
    """A policy's own score, cut to the tenth that it is shown with; ties stay ties.

    What counts ties counts those of `book` (all that citymatch knows where none is given), and a criterion `precedent`
    is what `model` says (see `held_out`).
    """
    known = book if book is not None else Book.of()
    parts = [(c.weight, held_out(c, known, model)) for c in policy.criteria if c.weight > 0]
    similarities = shared or Similarities()

    def score(seeker: Place, candidates: Candidates) -> FloatArray:
        usable = [(weight, extractor) for weight, extractor in parts if extractor.knows(seeker)]
        whole = sum(weight for weight, _ in usable)
        total = np.zeros(len(candidates))
        for weight, extractor in usable:
            total += 100.0 * weight / whole * similarities.of(extractor, seeker, candidates)
        return np.floor(total * 10.0 + 1e-6)

    return score


def baselines(book: Book, model: Model | None = None) -> Mapping[str, Score]:
    """Every baseline by name; what counts ties counts those of `book` alone, precedent is what `model` says."""
    simple: dict[str, Score] = {
        "random": chance,
        "biggest": biggest,
        "population only": closest_size,
        "most partnered": functools.partial(most_partnered, book=book),
        "country prior": functools.partial(country_prior, book=book),
        "country prior x population": functools.partial(country_and_people, book=book),
    }
    written = {name: read_policy(name) for name in builtin_policies() if name != LEARNED}
    shared = Similarities()
    return simple | {
        f"policy {name}": by_policy(policy, shared, book, model)
        for name, policy in written.items()
        if policy.criteria
    }
