"""The task, the split and the evaluation: what is asked, what is hidden, and what comes of shuffled pairs."""

from __future__ import annotations

import numpy as np
import pytest

from citymatch.datasets.partnerships import partnership_table
from citymatch.features.book import Book
from citymatch.learning.baselines import biggest, chance, closest_size, country_prior, most_partnered
from citymatch.learning.evaluation import (
    EVERYONE,
    LAWFUL,
    SIGNING,
    Task,
    book_without,
    evaluate,
    forbidden,
)
from citymatch.learning.fitting import fit_precedent
from citymatch.learning.pairs import Candidates, Pairs, profiles
from citymatch.learning.splits import FOLDS, lot, part, published, sealed, unsealed
from citymatch.learning.tables import by_degree, figures, in_setting
from citymatch.learning.terms import TERMS

TOLEDO_OHIO, TOLEDO_SPAIN, CHICAGO, WARSAW = "geonames:5174035", 2510409, "geonames:4887398", 756135
FEW = tuple(term for term in TERMS if term.id in {"namesake", "ancestry", "open-place", "rank", "rank_match"})


@pytest.fixture(scope="module")
def task() -> Task:
    return Task.of()


def test_the_task_is_the_known_partnerships(task: Task) -> None:
    assert 3800 < len(task.pairs) < 4200
    assert (
        len(task.candidates) > 210_000
    )  # places abroad without sections of cities, and units without a place
    assert task.lost < 20
    pair = (task.pairs.seeker == CHICAGO) & (task.pairs.partner == _row(WARSAW))
    assert pair.sum() == 1


def _row(geonameid: int) -> int:
    from citymatch.datasets import load_world

    return load_world().row_of(geonameid)


def test_a_fifth_is_sealed_and_the_rest_falls_into_five() -> None:
    seekers = Pairs.of().seekers()
    assert 0.15 < len(sealed(seekers)) / len(seekers) < 0.25
    assert {part(s) for s in unsealed(seekers)} == {str(fold) for fold in range(FOLDS)}
    assert 0 <= lot("geonames:1") < 1


def test_the_published_split_is_the_script_s() -> None:
    assert published() == {seeker: part(seeker) for seeker in Pairs.of().seekers()}


def test_a_book_hides_every_tie_of_its_hidden() -> None:
    book = book_without([CHICAGO])
    assert CHICAGO not in book.choices("US").seeker.tolist()
    assert CHICAGO in Book.of().choices("US").seeker.tolist()


def test_openness_is_computed_without_what_is_hidden() -> None:
    """Warsaw has one US partner less when Chicago is hidden."""
    warsaw = _row(WARSAW)
    whole, less = (book.partners("XX")[warsaw] for book in (Book.of(), book_without([CHICAGO])))
    assert less == whole - 1


def test_no_term_sees_a_seekers_own_ties(task: Task) -> None:
    """Every term measures the same whether the seeker's own ties are known or hidden."""
    hidden, known = book_without([CHICAGO]), Book(partnership_table())
    rows = task.candidates.position[task.pairs.of_seekers([CHICAGO]).partner]
    table = task.candidates.table.take(np.concatenate([rows, np.arange(0, len(task.candidates), 2000)]))
    seeker = profiles([CHICAGO])[CHICAGO]
    for term in TERMS:
        with_own, without = term.make(known), term.make(hidden)
        assert with_own.knows(seeker) == without.knows(seeker), term.id
        if with_own.knows(seeker):
            np.testing.assert_allclose(
                with_own.measure(seeker, table), without.measure(seeker, table), rtol=1e-9, err_msg=term.id
            )


def test_baselines_say_what_they_are(task: Task) -> None:
    chicago, candidates, book = profiles([CHICAGO])[CHICAGO], task.candidates, book_without([])
    names = candidates.table["name"]
    assert names[int(np.argmax(biggest(chicago, candidates)))] == "Shanghai"
    near = int(np.argmax(closest_size(chicago, candidates)))
    assert 0.98 < candidates.table["population"][near] / chicago["population"] < 1.02
    assert candidates.table["country"][int(np.argmax(country_prior(chicago, candidates, book)))] in {
        "JP",
        "MX",
    }
    assert len(set(chance(chicago, candidates)[:100])) == 100
    np.testing.assert_array_equal(chance(chicago, candidates), chance(chicago, candidates))
    counted = most_partnered(chicago, candidates, book)
    assert counted[candidates.position[_row(WARSAW)]] == book.partners("XX")[_row(WARSAW)] - 1


def test_the_outcome_of_a_baseline_by_hand(task: Task) -> None:
    """Chicago's partners by population: better is whoever is larger and no partner of Chicago itself."""
    outcomes = evaluate(task, [CHICAGO], {"biggest": biggest}, book_without([CHICAGO]))
    (warsaw,) = [o for o in outcomes if o.partner == WARSAW and o.setting == EVERYONE]
    people = np.nan_to_num(np.asarray(task.candidates.table["population"], np.float64))
    own = task.candidates.position[task.pairs.of_seekers([CHICAGO]).partner]
    rivals = np.ones(len(people), bool)
    rivals[own] = False
    its = people[task.candidates.position[_row(WARSAW)]]
    assert warsaw.overall.better == int((people[rivals] > its).sum())
    assert warsaw.at_home.better == 0  # nothing in Poland is larger
    assert warsaw.overall.rivals == len(people) - len(own)


def test_a_forbidden_partner_stands_behind_everybody(task: Task) -> None:
    houston = "geonames:4699066"
    outcomes = evaluate(task, [houston], {"biggest": biggest}, book_without([]))
    shenzhen = [o for o in outcomes if o.country == "CN" and o.setting == LAWFUL]
    assert shenzhen and all(
        o.forbidden and o.overall.better + o.overall.equal == o.overall.rivals for o in shenzhen
    )
    assert forbidden("TX") >= {"CN", "RU", "IR", "KP"}
    assert not any(o.forbidden for o in outcomes if o.country == "JP")


def test_the_settings_rank_among_fewer(task: Task) -> None:
    outcomes = evaluate(task, [CHICAGO], {"biggest": biggest}, book_without([]))
    rivals = {setting: in_setting(outcomes, setting)[0].overall.rivals for setting in (EVERYONE, SIGNING)}
    assert rivals[SIGNING] < rivals[EVERYONE]


def test_tables_hold_every_method_and_band(task: Task) -> None:
    outcomes = evaluate(
        task, [CHICAGO, TOLEDO_OHIO], {"biggest": biggest, "random": chance}, book_without([])
    )
    rows = figures(in_setting(outcomes, EVERYONE))
    assert [row["method"] for row in rows] == ["biggest", "random"]
    assert rows[0]["communities"] == 2
    assert rows[0]["recall_100_low"] <= rows[0]["recall_100"] <= rows[0]["recall_100_high"]
    bands = by_degree(in_setting(outcomes, EVERYONE))
    assert sum(row["pairs"] for row in bands if row["method"] == "random") == rows[0]["pairs"]


def test_shuffled_pairs_teach_nothing_beyond_the_prior() -> None:
    """With partners handed to other seekers, what is of the pair alone earns nothing.

    The priors (openness, rank) may stay: shuffling keeps how often each place was chosen.
    """
    candidates = Candidates.abroad()
    pairs = Pairs.of().within(candidates)
    seekers = [seeker for seeker in pairs.seekers() if lot(seeker, "test") < 0.25]
    true = pairs.of_seekers(seekers)
    shuffled = Pairs(true.seeker, np.random.default_rng(0).permutation(true.partner), true.strong)
    known, book = profiles(seekers), book_without(seekers)
    learned = fit_precedent(true, candidates, known, book, FEW, l2=0.003, draws=400)
    nonsense = fit_precedent(shuffled, candidates, known, book, FEW, l2=0.003, draws=400)
    height = {
        m: {t: c.height for t, c in fit.curves.items()} for m, fit in (("true", learned), ("not", nonsense))
    }
    assert height["true"]["namesake"] > 3 and height["not"].get("namesake", 0.0) < 1
    assert height["not"].get("ancestry", 0.0) < 0.5 * height["true"]["ancestry"]
    asked = [seeker for seeker in pairs.seekers() if 0.25 <= lot(seeker, "test") < 0.32]
    task = Task(pairs, candidates, profiles(asked), 0)
    book = book_without(asked)
    methods = {"true": learned.scorer(book), "not": nonsense.scorer(book), "prior": _prior(learned, book)}
    auc = {
        r["method"]: r["auc"]
        for r in figures(in_setting(evaluate(task, asked, methods, book), EVERYONE), False)
    }
    assert auc["true"] > auc["prior"] > 0.8
    assert auc["not"] < auc["true"] - 0.005


def _prior(fitted, book):  # type: ignore[no-untyped-def]
    from citymatch.learning.fitting import Scorer

    return Scorer([part for part in fitted.scorer(book).parts if part[0].prior])
