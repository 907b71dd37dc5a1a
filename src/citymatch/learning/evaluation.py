"""The evaluation: every true partner ranked among all candidates, by models that have not seen its seeker.

An unlisted pair is no negative: some of what stands before a true partner may be a partner that no table
lists. The figures compare rankings; they are no chances.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from citymatch.datasets.partnerships import partnership_table
from citymatch.features import Place
from citymatch.features.base import labels
from citymatch.features.book import Book
from citymatch.policy import laws_for

from .baselines import LEARNED, Score, baselines
from .fitting import Fitted, fit_precedent
from .metrics import Place as Standing
from .metrics import places
from .pairs import Pairs, Pool, profiles
from .splits import FOLDS, SEALED, part, sealed, unsealed
from .terms import TERMS, Term

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Outcome:
    """Where one true partner stands by one method.

    `overall` among all candidates, `at_home` among those of the partner's country. `degree` is how many other
    known partners it has, without those that were held back. `forbidden`: a law of the seeker's state forbids
    it today.
    """

    method: str
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
    """What is asked: the pairs whose partner is a candidate, the candidates, and the seekers' profiles."""

    pairs: Pairs
    pool: Pool
    known: Mapping[str, Place]
    lost: int
    nation: str = "US"

    @classmethod
    def of(cls, signing_only: bool = False) -> Task:
        """The known partnerships of US communities. `lost` pairs have a partner that is no candidate."""
        pool, pairs = Pool.abroad(signing_only=signing_only), Pairs.of()
        within = pairs.within(pool)
        return cls(within, pool, profiles(within.seekers()), len(pairs) - len(within))


def book_without(hidden: Iterable[str]) -> Book:
    """The known ties without those of some communities."""
    return Book(partnership_table(), frozenset(hidden))


def evaluate(
    task: Task,
    seekers: Sequence[str],
    methods: Mapping[str, Score],
    book: Book,
    laws: bool = False,
    name: str = "",
) -> list[Outcome]:
    """Rank the true partners of some seekers by each method. `laws` takes forbidden candidates out.

    A true partner that a law forbids then counts as standing behind every candidate.
    """
    pool, country = task.pool, labels(task.pool.table, "country")
    world_ids = np.asarray(pool.table["geonameid"], np.int64)
    asked = task.pairs.of_seekers(seekers)
    strong = {
        (s, r): bool(b) for s, r, b in zip(asked.seeker, asked.partner.tolist(), asked.strong, strict=True)
    }
    degree = _degrees(book, task.nation)
    found = []
    for seeker, rows in asked.by_seeker().items():
        who, own = task.known[seeker], pool.position[rows]
        banned = country.isin(forbidden(str(who.get("admin1") or "")))
        for method, score in methods.items():
            values = np.asarray(score(who, pool), np.float64)
            if laws:
                values = np.where(banned, -np.inf, values)
            at_home = _at_home(values, own, country.codes)
            for position, row, standing, home in zip(
                own.tolist(), rows.tolist(), places(values, own), at_home, strict=True
            ):
                found.append(
                    Outcome(
                        method, name, seeker, int(world_ids[position]), country[position],
                        strong[seeker, row], int(degree[row]), bool(banned[position]), standing, home,
                    )
                )  # fmt: skip
    return found


def _at_home(
    values: npt.NDArray[np.float64], own: npt.NDArray[np.int64], country: npt.NDArray[np.integer]
) -> list[Standing]:
    """Where each true partner stands among the candidates of its own country."""
    found: dict[int, Standing] = {}
    for code in set(country[own].tolist()):
        group = np.flatnonzero(country == code)
        mine = own[country[own] == code]
        standings = places(values[group], np.searchsorted(group, mine))
        found |= dict(zip(mine.tolist(), standings, strict=True))
    return [found[position] for position in own.tolist()]


def cross_validate(
    task: Task,
    folds: int = FOLDS,
    laws: bool = False,
    terms: Sequence[Term] = TERMS,
    l2: float | None = None,
    with_baselines: bool = True,
    progress: Progress = lambda _: None,
) -> tuple[list[Outcome], list[Fitted]]:
    """Each community that is not sealed is asked about once, by a model fitted on the other folds.

    The sealed communities are never seen: their ties are hidden throughout.
    """
    seekers = task.pairs.seekers()
    open_to_all, away = unsealed(seekers), sealed(seekers)
    outcomes, models = [], []
    for fold in range(folds):
        test = [seeker for seeker in open_to_all if part(seeker, folds) == str(fold)]
        train = [seeker for seeker in open_to_all if part(seeker, folds) != str(fold)]
        book = book_without([*away, *test])
        fitted = fit_precedent(task.pairs.of_seekers(train), task.pool, task.known, book, terms, l2)
        methods: dict[str, Score] = {LEARNED: fitted.scorer(book)}
        methods |= baselines(book) if with_baselines else {}
        outcomes += evaluate(task, test, methods, book, laws, str(fold))
        models.append(fitted)
        progress(
            f"fold {fold + 1} of {folds}: {len(test)} communities asked, {fitted.pairs} pairs learned from"
        )
    return outcomes, models


def open_sealed(
    task: Task, laws: bool = False, terms: Sequence[Term] = TERMS, l2: float | None = None
) -> tuple[list[Outcome], Fitted]:
    """Ask about the sealed communities, by a model fitted on all others. To be done once, at the end."""
    seekers = task.pairs.seekers()
    away = sealed(seekers)
    book = book_without(away)
    fitted = fit_precedent(task.pairs.of_seekers(unsealed(seekers)), task.pool, task.known, book, terms, l2)
    methods: dict[str, Score] = {LEARNED: fitted.scorer(book), **baselines(book)}
    return evaluate(task, away, methods, book, laws, SEALED), fitted


def forbidden(state: str, as_of: date | None = None) -> frozenset[str]:
    """The countries that a US state's laws forbid on a day (today's laws where none is given)."""
    countries: set[str] = set()
    for law in laws_for(state, as_of or date.today()) if state else ():
        countries |= set(law.parameters.get("none_of", ()))
    return frozenset(countries)


def _degrees(book: Book, nation: str) -> npt.NDArray[np.float64]:
    """The known partners of each row of the World, those of hidden communities not counted."""
    chosen = book.choices(nation)
    own = chosen.partner[chosen.partner >= 0]
    abroad = book.partners(nation)
    return np.asarray(abroad + np.bincount(own, minlength=len(abroad)), np.float64)
