"""The evaluation: every true partner ranked among all candidates, by models that have not seen its seeker.

An unlisted pair is no negative: some of what stands before a true partner may be a partner that no table
lists. The figures compare rankings; they are no chances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from citymatch.datasets import World
from citymatch.datasets.partnerships import partnership_table
from citymatch.features import Place
from citymatch.features.base import labels
from citymatch.features.book import Book
from citymatch.policy import laws_above

from .baselines import LEARNED, Score, baselines, model_of, remembered, varied
from .fitting import Fitted, fit_precedent
from .metrics import Standing, places
from .pairs import Candidates, Pairs, profiles
from .splits import FOLDS, SEALED, everyone, part, sealed, unsealed
from .terms import TERMS, Term

Progress = Callable[[str], None]
FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
BoolArray = npt.NDArray[np.bool_]

EVERYONE = "all places abroad"
SIGNING = "those that govern themselves"
LAWFUL = "under today's state laws"
DIVERSITIES = (0.05, 0.1, 0.2)
SETTINGS = (EVERYONE, SIGNING, LAWFUL)
"""Among whom a true partner is ranked: every place abroad that is no section of a city by GeoNames' feature codes; only
the communities that are ranked by default; every place that no law of the seeker's state forbids."""


@dataclass(frozen=True)
class RankedPair:
    """Where one true partner stands by one method in one setting.

    `overall` among all candidates, `at_home` among those of the partner's country. `degree` is how many other
    known partners it has, without those that were held back. `forbidden`: a law of the seeker's state forbids
    it today; in the setting of the laws it then stands behind every candidate.
    """

    method: str
    setting: str
    part: str
    seeker: str
    partner: int
    country: str
    strong: bool
    degree: int
    forbidden: bool
    overall: Standing
    at_home: Standing


@dataclass(frozen=True, eq=False)
class Task:
    """What is asked: the pairs whose partner is a candidate, the candidates, and the seekers' profiles.

    `lost` says for how many pairs the partner is no candidate: a section of a city.
    """

    pairs: Pairs
    candidates: Candidates
    known: Mapping[str, Place]
    lost: int
    nation: str = "US"

    @classmethod
    def of(cls, world: World | None = None) -> Task:
        """The known partnerships of US communities, among all places abroad."""
        candidates, pairs = Candidates.abroad(world=world), Pairs.of(world=world)
        within = pairs.within(candidates)
        return cls(within, candidates, profiles(within.seekers(), world), len(pairs) - len(within))


def book_without(hidden: Iterable[str], world: World | None = None) -> Book:
    """The known ties without those of some communities."""
    return Book(partnership_table(), world, frozenset(hidden))


def evaluate(
    task: Task, seekers: Sequence[str], methods: Mapping[str, Score], book: Book, name: str = ""
) -> list[RankedPair]:
    """Rank the true partners of some seekers by each method, in each setting.

    A partner that does not govern itself is left out of the setting where only such communities are ranked.
    """
    candidates = task.candidates
    asked = task.pairs.of_seekers(seekers)
    signing = np.asarray(labels(candidates.table, "not_candidate") == "")
    country = labels(candidates.table, "country")
    facts = _facts(task, asked, book)
    found = []
    for seeker, rows in asked.by_seeker().items():
        who, own = task.known[seeker], candidates.position[rows]
        banned = country.isin(forbidden(str(who.get("admin1") or "")))
        for method, score in methods.items():
            values = np.asarray(score(who, candidates), np.float64)
            for setting, standings in _settings(values, own, signing, banned, country.codes).items():
                found += [
                    RankedPair(
                        method, setting, name, seeker, country=country[position], forbidden=bool(banned[position]),
                        overall=overall, at_home=home, **facts[seeker, position],
                    )
                    for position, overall, home in standings
                ]  # fmt: skip
    return found


def _settings(
    values: FloatArray,
    own: IntArray,
    signing: BoolArray,
    banned: BoolArray,
    country: npt.NDArray[np.integer[Any]],
) -> dict[str, list[tuple[int, Standing, Standing]]]:
    """Where the true partners of one seeker stand in each setting."""
    everyone = np.ones(len(values), bool)
    found = {
        EVERYONE: _standings(values, own, everyone, country),
        SIGNING: _standings(values, own[signing[own]], signing, country),
    }
    lawful = np.where(banned, -np.inf, values)
    found[LAWFUL] = _standings(lawful, own, everyone, country) if banned.any() else found[EVERYONE]
    return found


def _facts(task: Task, asked: Pairs, book: Book) -> dict[tuple[str, int], dict[str, Any]]:
    """What is known of each pair, by seeker and the partner's position among the candidates."""
    degree, ids = _degrees(book, task.nation), np.asarray(task.candidates.table["number"], np.int64)
    positions = task.candidates.position[asked.partner]
    return {
        (seeker, position): {"partner": int(ids[position]), "strong": strong, "degree": int(degree[row])}
        for seeker, row, position, strong in zip(
            asked.seeker.tolist(),
            asked.partner.tolist(),
            positions.tolist(),
            asked.strong.tolist(),
            strict=True,
        )
    }


def _standings(
    values: FloatArray, own: IntArray, kept: BoolArray, country: npt.NDArray[np.integer[Any]]
) -> list[tuple[int, Standing, Standing]]:
    """For each true partner its position, and where it stands among the kept candidates, in all and at home."""
    if not len(own):
        return []
    overall = places(values, own, kept)
    at_home: dict[int, Standing] = {}
    for code in set(country[own].tolist()):
        group = np.flatnonzero(kept & (country == code))
        mine = own[country[own] == code]
        standings = places(values[group], np.searchsorted(group, mine))
        at_home |= dict(zip(mine.tolist(), standings, strict=True))
    return [
        (position, standing, at_home[position])
        for position, standing in zip(own.tolist(), overall, strict=True)
    ]


def cross_validate(
    task: Task,
    folds: int = FOLDS,
    terms: Sequence[Term] = TERMS,
    l2: float | None = None,
    with_baselines: bool = True,
    progress: Progress = lambda _: None,
    all_communities: bool = False,
) -> tuple[list[RankedPair], list[Fitted]]:
    """Each community that is not sealed is asked about once, by a model fitted on the other folds.

    The sealed communities are never seen: their ties are hidden throughout. With `all_communities` they are asked
    about and learned from like the others, in folds of their own drawing, so that each model learns from four
    fifths of all pairs.
    """
    seekers = task.pairs.seekers()
    asked, away = (seekers, []) if all_communities else (unsealed(seekers), sealed(seekers))
    fold_of = {s: everyone(s, folds) if all_communities else int(part(s, folds)) for s in asked}
    outcomes: list[RankedPair] = []
    models = []
    for fold in range(folds):
        test = [seeker for seeker in asked if fold_of[seeker] == fold]
        train = [seeker for seeker in asked if fold_of[seeker] != fold]
        book = book_without([*away, *test], task.candidates.world)
        fitted = fit_precedent(task.pairs.of_seekers(train), task.candidates, task.known, book, terms, l2)
        methods = _methods(fitted, book, with_baselines)
        outcomes += evaluate(task, test, methods, book, str(fold))
        models.append(fitted)
        progress(
            f"fold {fold + 1} of {folds}: {len(test)} communities asked, {fitted.pairs} pairs learned from"
        )
    return outcomes, models


def open_sealed(
    task: Task, terms: Sequence[Term] = TERMS, l2: float | None = None, with_baselines: bool = True
) -> tuple[list[RankedPair], Fitted]:
    """Ask about the sealed communities, by a model fitted on all others. To be done once, at the end."""
    seekers = task.pairs.seekers()
    away = sealed(seekers)
    book = book_without(away, task.candidates.world)
    fitted = fit_precedent(
        task.pairs.of_seekers(unsealed(seekers)), task.candidates, task.known, book, terms, l2
    )
    methods = _methods(fitted, book, with_baselines)
    return evaluate(task, away, methods, book, SEALED), fitted


def _methods(fitted: Fitted, book: Book, with_baselines: bool) -> dict[str, Score]:
    """The model, the model with a more varied top, and what stands beside it."""
    scorer = fitted.scorer(book)
    score = remembered(scorer)
    methods: dict[str, Score] = {LEARNED: score}
    if with_baselines:
        methods |= {f"{LEARNED}, diversity {d:g}": varied(score, scorer.points, d) for d in DIVERSITIES}
        methods |= baselines(book, model_of(fitted.to_policy(), book))
    return methods


def forbidden(state: str, as_of: date | None = None) -> frozenset[str]:
    """The countries that a US state's laws forbid on a day (today where none is given).

    >>> sorted(forbidden("TX", date(2026, 1, 1)))
    ['CN', 'HK', 'IR', 'KP', 'MO', 'RU']
    >>> forbidden("OR", date(2026, 1, 1))
    frozenset()
    """
    countries: set[str] = set()
    for law in laws_above("US", state, as_of or date.today()) if state else ():
        countries |= set(law.countries)
    return frozenset(countries)


def _degrees(book: Book, nation: str) -> FloatArray:
    """The known partners of each row of the World, those of hidden communities not counted."""
    chosen = book.choices(nation)
    own = chosen.partner[chosen.partner >= 0]
    abroad = book.partners(nation)
    return np.asarray(abroad + np.bincount(own, minlength=len(abroad)), np.float64)
