"""Pairs, samples, tables and the fitted policy on cases small enough to count on one's fingers."""

from __future__ import annotations

import csv
import gzip
import json
import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from citymatch.datasets import Labels, Text, World
from citymatch.features import EXTRACTORS, extractor_class, make_extractor
from citymatch.features.book import Book
from citymatch.learning import __main__ as command
from citymatch.learning import evaluation, fitting, report, reproduced, ship, splits
from citymatch.learning.baselines import (
    Similarities,
    baselines,
    biggest,
    by_policy,
    chance,
    closest_size,
    country_and_people,
    country_prior,
    held_out,
    model_of,
    most_partnered,
    remembered,
    varied,
)
from citymatch.learning.evaluation import EVERYONE, LAWFUL, SIGNING, RankedPair, Task, evaluate
from citymatch.learning.fitting import Fitted, fit_policy
from citymatch.learning.logit import FittedCurve, Ramp, curves, knots
from citymatch.learning.metrics import Standing
from citymatch.learning.pairs import Candidates, Pairs
from citymatch.learning.sampling import Sample, chances, draw, measured
from citymatch.learning.tables import (
    by_degree,
    by_method,
    figures,
    in_setting,
    load_ranks,
    shown,
    write,
    write_ranks,
)
from citymatch.learning.terms import SCALE, TERMS, Term
from citymatch.policy import Policy, read_policy

NAN = math.nan
ROWS: list[tuple[int, str, str, str, float, str, str]] = [
    (1, "Alpha", "US", "TX", 400_000, "PPL", ""),
    (2, "Beta", "US", "OR", 60_000, "PPL", ""),
    (3, "Kita", "JP", "22", 1_400_000, "PPL", ""),
    (4, "Nishi", "JP", "27", 100_000, "PPL", "unknown standing"),
    (5, "Nord", "DE", "01", 500_000, "PPLC", ""),
    (6, "Viertel", "DE", "01", 90_000, "PPLX", "part of another community"),
    (7, "Dong", "CN", "01", NAN, "PPL", ""),
    (8, "Klein", "DE", "02", 60_000, "PPL", ""),
]


def a_world() -> World:
    number, name, country, admin1, people, code, out = zip(*ROWS, strict=True)
    columns: dict[str, Any] = {
        "number": np.array(number), "geonameid": np.array(number), "name": Text.of(name),
        "country": Labels.of(country), "admin1": Labels.of(admin1), "population": np.array(people, np.float64),
        "feature_code": Labels.of(code), "not_candidate": Labels.of(out), "latitude": np.zeros(len(ROWS)),
        "longitude": np.zeros(len(ROWS)), "layer": Labels.of([""] * len(ROWS)),
        "unit_code": Text.of([""] * len(ROWS)),
    }  # fmt: skip
    return World(columns, len(ROWS), lambda: (Text.of([]), np.zeros(0, np.int64)), "eight places")


WORLD = a_world()
FIELDS = ("community", "country", "name", "admin1", "latitude", "longitude")


def ties_of(*rows: tuple[str, str, str, str], **more: Any) -> pd.DataFrame:
    """Ties as (id, country) of both ends."""
    made = [
        dict(zip(("community_a", "country_a", "community_b", "country_b"), row, strict=True)) for row in rows
    ]
    blank = {f"{field}_{end}": "" for end in "ab" for field in FIELDS}
    return pd.DataFrame(
        [{**blank, "region": "", "evidence": "weak", "status": "active", **m, **more} for m in made]
    )


def g(number: int) -> str:
    return f"geonames:{number}"


TIES = pd.concat([
    ties_of((g(1), "US", g(3), "JP"), (g(5), "DE", g(1), "US"), (g(2), "US", g(3), "JP"), (g(3), "JP", g(5), "DE")),
    ties_of((g(1), "US", g(3), "JP"), evidence="strong"),
    ties_of((g(1), "US", g(7), "CN"), evidence="moderate"),
    ties_of((g(2), "US", g(4), "JP"), status="proposed"),
    ties_of((g(2), "US", g(8), "DE"), region="b"),
    ties_of((g(1), "US", g(2), "US")),
    ties_of(("", "US", g(8), "DE"), (g(2), "US", "", "FR"), (g(2), "US", g(99), "FR"),
            (g(2), "US", "us-county:06013", "FR")),
    ties_of((g(2), "US", g(6), "DE")),
], ignore_index=True)  # fmt: skip


@pytest.fixture(scope="module")
def pairs() -> Pairs:
    return Pairs.of(TIES, "US", WORLD)


@pytest.fixture(scope="module")
def candidates() -> Candidates:
    return Candidates.abroad("US", WORLD)


def test_which_ties_are_pairs(pairs: Pairs) -> None:
    """Not a proposed one, a region, one at home, or one whose end is unknown; each once, by its best evidence."""
    told = zip(pairs.seeker.tolist(), (pairs.partner + 1).tolist(), pairs.strong.tolist(), strict=True)
    assert list(told) == [
        (g(1), 3, True), (g(1), 5, False), (g(1), 7, False), (g(2), 3, False), (g(2), 6, False),
    ]  # fmt: skip
    assert pairs.seekers() == [g(1), g(2)] and len(pairs) == 5
    assert {s: (rows + 1).tolist() for s, rows in pairs.by_seeker().items()} == {
        g(1): [3, 5, 7],
        g(2): [3, 6],
    }
    assert pairs.of_seekers([g(2)]).partner.tolist() == [2, 5]
    german = Pairs.of(TIES, "DE", WORLD)
    assert list(zip(german.seeker.tolist(), (german.partner + 1).tolist(), strict=True)) == [
        (g(5), 1), (g(5), 3), (g(6), 2),
    ]  # fmt: skip


def test_who_is_a_candidate(candidates: Candidates, pairs: Pairs) -> None:
    """Everybody abroad but a section of a city; of those that sign only who governs itself."""
    assert (candidates.rows + 1).tolist() == [3, 4, 5, 7, 8] and len(candidates) == 5
    assert candidates.position.tolist() == [-1, -1, 0, 1, 2, -1, 3, 4]
    signing = Candidates.abroad("US", WORLD, signing_only=True)
    assert (signing.rows + 1).tolist() == [3, 5, 7, 8]
    assert (Candidates.abroad("JP", WORLD).rows + 1).tolist() == [1, 2, 5, 7, 8]
    assert [row + 1 for row in pairs.within(candidates).partner.tolist()] == [3, 5, 7, 3]


BOOK = Book(TIES, WORLD)
ALPHA: dict[str, Any] = {
    "community_id": g(1), "number": 1, "name": "Alpha", "country": "US", "admin1": "TX", "population": 400_000.0,
}  # fmt: skip
BETA = {**ALPHA, "community_id": g(2), "number": 2, "name": "Beta", "admin1": "OR", "population": 60_000.0}


def test_the_simple_rules_by_hand(candidates: Candidates) -> None:
    """Among Kita, Nishi, Nord, Dong and Klein."""
    assert biggest(ALPHA, candidates).tolist() == [1_400_000, 100_000, 500_000, 0, 60_000]
    by_lot = [chance(who, candidates).tolist() for who in (ALPHA, ALPHA, BETA)]
    assert by_lot[0] == by_lot[1] != by_lot[2] and all(0 <= lot < 1 for lot in by_lot[0])
    size = closest_size(BETA, candidates)
    assert size[4] == 0 and size[3] == -np.inf and size[1] == pytest.approx(-math.log(100 / 60))
    assert size[0] == pytest.approx(-math.log(1_400 / 60))
    # for Alpha the others' choices are Kita by Beta, Viertel by Beta, a place in France twice and a county there
    assert country_prior(ALPHA, candidates, BOOK).tolist()[:2] == [1.0, 1.0]
    assert country_prior(BETA, candidates, BOOK).tolist()[:2] == [2.0, 2.0], "Alpha chose Kita on two rows"
    shares = country_and_people(ALPHA, candidates, BOOK)
    assert shares[:2].tolist() == pytest.approx([1_400 / 1_500, 100 / 1_500]) and shares[3] == 0
    counted = most_partnered(BETA, candidates, BOOK)
    assert counted[0] == 3, "Nord, and Alpha on two rows"
    assert most_partnered(ALPHA, candidates, BOOK)[0] == 2, "Nord and Beta"
    assert counted[2] == 2 and most_partnered(ALPHA, candidates, BOOK)[2] == 1
    assert {"random", "biggest", "population only", "most partnered", "country prior", "country prior x population",
            "policy default", "policy pinole"} <= set(baselines(BOOK))  # fmt: skip
    assert "policy precedent" not in baselines(BOOK)


def test_a_score_is_remembered_for_one_seeker_and_spread_over_countries(candidates: Candidates) -> None:
    asked: list[str] = []

    def score(seeker: Any, some: Candidates) -> Any:
        asked.append(seeker["name"])
        return np.array([0.9, 0.8, 0.7, 0.1, 0.65])

    kept = remembered(score)
    for who in (ALPHA, ALPHA, BETA, BETA, ALPHA):
        assert kept(who, candidates)[0] == 0.9
    assert asked == ["Alpha", "Beta", "Alpha"]
    # half of 20 points off the second of a country: Nishi (80) comes after Nord (70), Klein last but Dong
    spread = varied(kept, 100.0, 0.4)(ALPHA, candidates)
    assert np.argsort(-spread).tolist()[:2] == [0, 2]
    assert varied(kept, 100.0, 0.0)(ALPHA, candidates).tolist() == pytest.approx([90, 80, 70, 10, 65])


def test_a_policy_scores_in_tenths_and_by_what_the_seeker_is_known_for(candidates: Candidates) -> None:
    policy = Policy.from_dict({"name": "mine", "criteria": [
        {"id": "size", "extractor": "size", "weight": 3, "parameters": {"curve": [[1, 1.0], [2, 1.0]]}},
        {"id": "sky", "extractor": "elevation", "weight": 1},
        {"id": "none", "extractor": "climate", "weight": 0},
    ]})  # fmt: skip
    score = by_policy(policy)
    assert score(ALPHA, candidates).tolist() == [1000, 1000, 1000, 0, 1000], (
        "the elevation of Alpha is unknown"
    )
    known = score({**ALPHA, "community_id": "other", "elevation_m": 5.0}, candidates)
    assert known.tolist() == [750, 750, 750, 0, 750], "and with it a quarter is unknown for the candidates"
    shared = Similarities()
    size = make_extractor("size")
    first = shared.of(size, ALPHA, candidates)
    assert shared.of(make_extractor("size"), ALPHA, candidates) is first
    assert shared.of(make_extractor("size", {"core": 3.0}), ALPHA, candidates) is not first
    assert shared.of(size, BETA, candidates).tolist() != first.tolist()
    assert first[3] == 0.0, "an unknown counts nothing"


def test_precedent_in_a_written_policy_is_what_the_model_of_a_fold_says(candidates: Candidates) -> None:
    """A model of one criterion, seats of government: the capital Nord has all of it, the others nothing."""
    learned = Policy.from_dict({"name": "learned", "criteria": [{"extractor": "seat", "weight": 2}]})
    curve = [[0, 0.0], [100, 1.0]]
    policy = Policy.from_dict({"name": "mine", "criteria": [
        {"extractor": "precedent", "weight": 1, "parameters": {"curve": curve}},
    ]})  # fmt: skip
    score = by_policy(policy, book=BOOK, model=model_of(learned, BOOK))
    assert score(ALPHA, candidates).tolist() == [0, 0, 1000, 0, 0]
    written = baselines(BOOK, model_of(learned, BOOK))
    assert set(written) == set(baselines(BOOK)), "the same policies, whoever says what precedent is"


def test_what_counts_ties_counts_those_of_the_book_alone() -> None:
    criterion = Policy.from_dict(
        {"name": "mine", "criteria": [{"extractor": "chosen_before", "weight": 1}]}
    ).criteria[0]
    made = held_out(criterion, BOOK)
    assert made.get_params()["book"] is BOOK and made.world is WORLD
    learned = model_of(
        Policy.from_dict({"name": "x", "criteria": [{"extractor": "seat", "weight": 1}]}), BOOK
    )
    assert held_out(criterion, BOOK, learned).get_params().get("model") is None, "it takes no model"


def test_the_chance_of_a_draw(candidates: Candidates) -> None:
    """Three tenths evenly, the rest by (1 + partners elsewhere) squared and the root of people."""
    partners = BOOK.partners("US")[candidates.rows]
    assert partners.tolist() == [1, 0, 1, 0, 0], "Kita and Nord have each other"
    weight = np.array([4 * math.sqrt(1.4e6), math.sqrt(1e5), 4 * math.sqrt(5e5), 1.0, math.sqrt(6e4)])
    weight = np.minimum(weight, np.quantile(weight, 0.9999))
    found = chances(candidates, BOOK)
    assert found.tolist() == pytest.approx((0.3 / 5 + 0.7 * weight / weight.sum()).tolist())
    assert found.sum() == pytest.approx(1.0)


SIZE = Term("size", "size", "Similar size", "free")
LIKE = Term("like", "size", "Similar size", "value")
HIGH = Term("high", "elevation", "Similar elevation", "fall")


def test_a_sample_has_the_partners_first_and_says_what_was_drawn(
    pairs: Pairs, candidates: Candidates
) -> None:
    known = {g(1): ALPHA, g(2): BETA}
    sample = draw(pairs, candidates, known, (SIZE, LIKE, HIGH), BOOK, draws=40, seed=3)
    assert sample.seekers == (g(1), g(2)) and sample.positives.tolist() == [3, 1]
    first = sample.block(0)
    size = sample.measure[first, 0]
    assert size[:2].tolist() == pytest.approx([math.log(3.5), math.log(1.25)]) and np.isnan(size[2])
    assert (sample.correction[:3] == 0).all()
    # the others are Nishi and Klein, whose chance of being among 40 draws is all but 1
    assert size[3:].tolist() == pytest.approx([math.log(0.25), math.log(0.15)])
    chance = chances(candidates, BOOK)[[1, 4]]
    assert sample.correction[3:5].tolist() == pytest.approx(
        (-np.log(1 - (1 - chance) ** 40)).tolist(), abs=1e-6
    )
    assert sample.block(1) == slice(5, 10) and sample.start.tolist() == [0, 5]
    assert np.isnan(sample.measure[:, 2]).all(), "the elevation of the seekers is unknown"
    again = draw(pairs, candidates, known, (SIZE, LIKE, HIGH), BOOK, draws=40, seed=3)
    np.testing.assert_array_equal(sample.measure, again.measure)
    second = sample.of([1])
    assert second.seekers == (g(2),) and second.start.tolist() == [0] and second.positives.tolist() == [1]
    np.testing.assert_array_equal(second.measure, sample.measure[5:10])
    both = sample.of([1, 0])
    assert (
        both.start.tolist() == [0, 5] and both.positives.tolist() == [1, 3] and both.seekers == (g(2), g(1))
    )
    few = draw(pairs, candidates, known, (SIZE,), BOOK, draws=1, seed=3)
    assert (np.diff(np.append(few.start, len(few.correction))) <= few.positives + 1).all()
    rows = measured([LIKE.make(BOOK)], (LIKE,), ALPHA, candidates, np.array([2, 3]))
    assert rows[0].tolist() == [1.0] and np.isnan(rows[1]).all()


def test_where_a_curve_may_bend() -> None:
    assert knots(np.array([NAN, NAN], np.float32), "rise") == []
    assert knots(np.array([5.0, 5.0], np.float32), "rise") == []
    assert knots(np.array([0.0, 1.0, NAN, np.inf], np.float32), "free", 2) == [0.0, 0.5, 1.0]
    near = knots(np.array([1000.0, 1000.5, 1001.0, 1002.0, 1010.0], np.float32), "rise", 4)
    assert near == [1000.0, 1002.0, 1010.0], "what is no more than a thousandth apart is one"
    assert len(knots(np.linspace(0, 1, 100, dtype=np.float32), "rise")) == 7


def test_curves_earn_only_what_is_worth_a_thousandth() -> None:
    basis = [
        Ramp(0, 0.0, 1.0, False),
        Ramp(0, 1.0, 3.0, False),
        Ramp(0, 0.0, 1.0, True),
        Ramp(1, 0.0, 1.0, False),
    ]
    found = curves(np.array([0.5, 1.0, 0.25, 0.001]), basis, (SIZE, LIKE, HIGH))
    assert found == {"size": FittedCurve((0.0, 1.0, 3.0), (0.25, 0.5, 1.5))}
    assert found["size"].height == 1.5
    assert found["size"].of(np.array([-9.0, 0.5, 2.0, 9.0, NAN])).tolist() == [0.25, 0.375, 1.0, 1.5, 0.0]


FITTED = Fitted(
    (SIZE, LIKE, HIGH, Term("open", "connections", "Open", "rise", {"reach": "far"}, prior=True)),
    {
        "size": FittedCurve((math.log(0.5), 0.0, math.log(4.0)), (0.0, 2.0, 1.0)),
        "like": FittedCurve((0.0, 1.0), (0.0, 0.123456)),
        "open": FittedCurve((0.0, 1.0, 1.00001, 10.0), (0.0, 0.5, 0.5, 1.0)),
    },
    0.0005, 1234, 56,
)  # fmt: skip


def test_a_fitted_model_is_a_policy() -> None:
    policy = FITTED.to_policy("mine", title="Mine")
    assert (policy.name, policy.title, policy.tie_break) == ("mine", "Mine", ("openness",))
    size, like, open_place = policy.criteria
    assert (size.id, size.extractor, size.label, size.weight, size.note) == (
        "size",
        "size",
        "Similar size",
        2.0,
        "",
    )
    curve = [tuple(point) for point in size.parameters["curve"]]
    assert curve == [(0.5, 0.0), (1.0, 1.0), (4.0, 0.5)], "in times, the highest as 1"
    assert (like.weight, like.parameters) == (0.1235, {})
    assert open_place.note == "what is usual: it says nothing of the seeker itself"
    assert open_place.parameters["reach"] == "far"
    assert [tuple(p) for p in open_place.parameters["curve"]] == [(0.0, 0.0), (1.0, 0.5), (10.0, 1.0)]


def test_a_model_adds_up_its_terms(candidates: Candidates) -> None:
    scorer = FITTED.scorer(BOOK)
    assert scorer.points == pytest.approx(100 / (2 + 0.123456 + 1))
    found = scorer(ALPHA, candidates)
    # Nord is 1.25 times Alpha: 2 less a share of ln 1.25 / ln 4, and fully alike; none has partners far away
    assert found[2] == pytest.approx(2 - math.log(1.25) / math.log(4) + 0.123456, abs=1e-6)
    assert found[3] == 0.0, "nothing is known of Dong"
    nobody = scorer({**ALPHA, "population": None}, candidates)
    assert nobody.tolist() == [0.0] * 5


def test_the_terms_are_those_of_the_policy_that_ships() -> None:
    """Its criteria were fitted from them: the same extractors, words and settings, in the same order."""
    terms = {term.id: term for term in TERMS}
    assert len(terms) == len(TERMS)
    policy = read_policy("precedent")
    assert [c.id for c in policy.criteria] == [
        term.id for term in TERMS if term.id in {c.id for c in policy.criteria}
    ]
    for criterion in policy.criteria:
        term, parameters = terms[criterion.id], dict(criterion.parameters)
        has_curve = parameters.pop("curve", None) is not None
        assert (term.extractor, term.label) == (criterion.extractor, criterion.label)
        assert {k: list(v) if isinstance(v, tuple) else v for k, v in parameters.items()} == dict(
            term.parameters
        )
        assert has_curve == (term.shape != "value")
        assert criterion.note == ("what is usual: it says nothing of the seeker itself" if term.prior else "")
    left = {term.id for term in TERMS} - set(policy.weights)
    assert len(left) <= 8, "a few terms earn nothing beside the others"
    assert not left & {"scale", "size", "namesake", "ancestry", "open-rank", "self_governing"}
    assert policy.criteria[0].id == "scale" and policy.criteria[0].weight == SCALE.fixed


def test_what_a_curve_may_do() -> None:
    """Only growing, only shrinking, or both; the latter where too much is as bad as too little."""
    shapes: dict[str, set[str]] = {}
    for term in TERMS:
        shapes.setdefault(term.shape, set()).add(term.id)
    assert shapes["value"] == {"scale", "role", "metropolis", "water", "coast", "language", "history"}
    assert shapes["fall"] == {
        "latitude", "elevation", "open-rank", "open-rank-division", "rank", "rank-division", "travel",
    }  # fmt: skip
    assert shapes["free"] == {
        "size", "partner_size", "rank_match", "rank-match-country", "agglomeration", "chosen-in-state", "open-country",
        "open-country-places", "chosen-before", "share-of-region", "people-around",
    }  # fmt: skip
    assert set(shapes) == {"value", "fall", "free", "rise"}
    for term in TERMS:
        made = term.make(BOOK)
        assert made.name == term.extractor in EXTRACTORS and not made.parameter_problems()
        assert all(made.get_params()[name] == value for name, value in term.parameters.items())
        if "book" in made.get_params():
            assert made.get_params()["book"] is BOOK
        assert made.world is WORLD
        curved = term.make(None, [(0.0, 0.0), (1.0, 1.0)])
        assert curved.curve == [(0.0, 0.0), (1.0, 1.0)] and isinstance(
            curved, extractor_class(term.extractor)
        )


def outcome(method: str, seeker: str, better: int, equal: int = 0, **more: Any) -> RankedPair:
    stated: dict[str, Any] = {
        "setting": EVERYONE, "part": "0", "partner": 3, "country": "JP", "strong": True, "degree": 0,
        "forbidden": False, "at_home": Standing(0, 0, 4), **more,
    }  # fmt: skip
    return RankedPair(method, seeker=seeker, overall=Standing(better, equal, 100), **stated)


OUTCOMES = [
    outcome("model", "a", 0, degree=0), outcome("model", "a", 9, degree=1, strong=False),
    outcome("model", "b", 98, 2, degree=3, at_home=Standing(4, 0, 4)), outcome("model", "b", 49, degree=10),
    outcome("chance", "a", 1, setting=SIGNING, degree=2),
]  # fmt: skip


def test_the_figures_of_four_pairs() -> None:
    """Ranks 1, 10, 100 (halfway among three) and 50."""
    model, chance = figures(OUTCOMES)
    assert (model["method"], model["pairs"], model["communities"]) == ("model", 4, 2)
    assert model["mrr"] == round((1 + 0.1 + 0.01 + 0.02) / 4, 4)
    assert (model["recall_10"], model["recall_100"], model["recall_1000"]) == (0.5, 1.0, 1.0)
    assert model["auc"] == round(1 - (0 + 0.09 + 0.99 + 0.49) / 4, 4)
    assert model["median_percentile"] == round(1 - (0.09 + 0.49) / 2, 4)
    assert model["country_recall_10"] == 1.0 and model["country_mrr"] == round((3 + 0.2) / 4, 4)
    assert model["country_auc"] == 0.75 and "country_recall_1000" not in model
    assert model["mrr_optimistic"] == round((1 + 0.1 + 1 / 99 + 0.02) / 4, 4)
    assert model["mrr_pessimistic"] == round((1 + 0.1 + 1 / 101 + 0.02) / 4, 4)
    assert (model["recall_100_optimistic"], model["recall_100_pessimistic"]) == (1.0, 0.75)
    assert (model["recall_10_low"], model["recall_10_high"]) == (0.0, 1.0), "all of a, or all of b"
    assert "median_percentile_low" not in model and "country_auc_low" in model
    for name in ("mrr", "recall_10", "recall_100", "recall_1000", "auc", "country_mrr", "country_auc"):
        assert chance[f"{name}_low"] == chance[f"{name}_high"] == chance[name], (
            "one community alone varies in nothing"
        )
    assert chance["mrr"] == 0.5 and "mrr_low" not in figures(OUTCOMES, intervals=False)[0]


def test_outcomes_in_groups() -> None:
    assert [len(group) for group in by_method(OUTCOMES).values()] == [4, 1]
    assert len(in_setting(OUTCOMES, EVERYONE)) == 4 and len(in_setting(OUTCOMES, EVERYONE, True)) == 3
    assert in_setting(OUTCOMES, LAWFUL) == []
    bands = [(row["method"], row["partners"], row["pairs"]) for row in by_degree(OUTCOMES)]
    assert bands == [
        ("model", "none", 1), ("model", "1 or 2", 1), ("model", "3 to 9", 1), ("model", "10 and more", 1),
        ("chance", "1 or 2", 1),
    ]  # fmt: skip
    edges = [outcome("m", "a", 0, degree=degree) for degree in (0, 1, 2, 3, 9, 10, 500)]
    assert [row["pairs"] for row in by_degree(edges)] == [1, 2, 2, 2]


def test_tables_as_people_read_them(tmp_path: Path) -> None:
    rows = figures(OUTCOMES, intervals=False)
    assert shown(rows)[0] == [
        "method", "pairs", "MRR", "recall at 10", "recall at 100", "recall at 1000", "AUC", "median",
        "recall at 100 in the country", "AUC in the country",
    ]  # fmt: skip
    assert shown(rows)[2][:4] == ["chance", "1", "0.500", "1.000"]
    assert shown(by_degree(OUTCOMES))[0][:3] == ["method", "other partners", "pairs"] and shown([]) == [[]]
    assert shown([{"method": "x", "mrr": 0.5, "mrr_low": 0.25, "mrr_high": 0.75}])[1] == [
        "x",
        "0.500 (0.250-0.750)",
    ]
    write(tmp_path / "t.csv", rows)
    with (tmp_path / "t.csv").open(encoding="utf-8", newline="") as file:
        back = list(csv.DictReader(file))
    assert [row["method"] for row in back] == ["model", "chance"] and float(back[0]["recall_10"]) == 0.5
    write(tmp_path / "t.json", [{"a": "é"}])
    assert (tmp_path / "t.json").read_text("utf-8") == '[\n {\n  "a": "é"\n }\n]\n'
    write(tmp_path / "none.csv", [])
    assert (tmp_path / "none.csv").read_text("utf-8").strip() == "" and len(list(tmp_path.iterdir())) == 3


def test_ranks_are_written_and_read_back(tmp_path: Path) -> None:
    path = tmp_path / "ranks.csv.gz"
    assert write_ranks(path, OUTCOMES) == 5
    packed = path.read_bytes()
    assert write_ranks(path, OUTCOMES) == 5 and path.read_bytes() == packed, "nothing of the hour is in it"
    ranks = load_ranks(path)
    assert ranks.iloc[2].to_dict() == {
        "method": "model", "setting": "all places abroad", "part": "0", "community": "b", "partner": "geonames:3",
        "country": "JP", "strong": 1, "degree": 3, "forbidden": 0, "better": 98, "equal": 2, "rivals": 100,
        "country_better": 4, "country_equal": 0, "country_rivals": 4,
    }  # fmt: skip
    assert ranks["strong"].tolist() == [1, 0, 1, 1, 1]
    plain = tmp_path / "ranks.csv"
    write_ranks(plain, OUTCOMES)
    assert plain.read_bytes() == gzip.decompress(packed)


def test_a_report_has_five_tables(tmp_path: Path) -> None:
    made = report.Report([*OUTCOMES, outcome("precedent", "c", 4, setting=LAWFUL)], 7)
    assert [row["method"] for row in made.table()] == ["model"]
    assert made.table("strong")[0]["pairs"] == 3 and made.table("signing")[0]["method"] == "chance"
    assert made.table("laws")[0]["mrr"] == 0.2 and len(made.table("degree")) == 4
    with pytest.raises(
        ValueError, match=r"^table must be one of all, strong, signing, laws, degree, not 'other'$"
    ):
        made.table("other")
    paths = made.write(tmp_path / "deep" / "er", "mine")
    assert [path.name for path in paths] == [
        "mine_all.csv", "mine_strong.csv", "mine_signing.csv", "mine_laws.csv", "mine_degree.csv", "mine.json",
        "mine_ranks.csv.gz",
    ]  # fmt: skip
    whole = json.loads((tmp_path / "deep" / "er" / "mine.json").read_text("utf-8"))
    assert whole["lost"] == 7 and list(whole) == ["lost", "all", "strong", "signing", "laws", "degree"]
    assert whole["laws"][0]["mrr"] == 0.2
    assert load_ranks(paths[-1])["community"].tolist() == ["c"], "of the learned policy alone"
    with pytest.raises(ValueError, match="cv must be at least 2 folds, not 1"):
        report.run(1)


def test_each_partner_stands_in_every_setting(candidates: Candidates, pairs: Pairs) -> None:
    """Alpha lies in Texas, whose law forbids China: Dong stands behind everybody there."""
    task = Task(pairs.within(candidates), candidates, {g(1): ALPHA, g(2): BETA}, 1)
    found = evaluate(task, [g(1)], {"by people": biggest}, BOOK, "x")
    told = {(o.setting, o.partner): o for o in found}
    assert len(found) == 9 and {o.part for o in found} == {"x"} and {o.seeker for o in found} == {g(1)}
    kita, nord, dong = (told[EVERYONE, number] for number in (3, 5, 7))
    assert (kita.overall, nord.overall, dong.overall) == (
        Standing(0, 0, 2), Standing(0, 0, 2), Standing(2, 0, 2),
    )  # fmt: skip
    assert (kita.at_home, nord.at_home, dong.at_home) == (
        Standing(0, 0, 1),
        Standing(0, 0, 1),
        Standing(0, 0, 0),
    )
    assert [o.strong for o in (kita, nord, dong)] == [True, False, False]
    assert [o.degree for o in (kita, nord, dong)] == [4, 2, 1]
    assert [o.forbidden for o in (kita, nord, dong)] == [False, False, True]
    assert told[SIGNING, 3].overall == Standing(0, 0, 1), "Nishi does not sign"
    assert told[LAWFUL, 7].overall == Standing(2, 0, 2)
    free = evaluate(task, [g(2)], {"by people": biggest}, BOOK)
    assert {(o.partner, o.setting) for o in free} == {(3, EVERYONE), (3, SIGNING), (3, LAWFUL)}
    assert evaluate(task, [], {"by people": biggest}, BOOK) == []


def test_folds_ask_each_community_once_by_a_model_that_never_saw_it(
    candidates: Candidates, pairs: Pairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[tuple[set[str], set[str]]] = []

    def fit(some: Pairs, _: Any, __: Any, book: Book, *___: Any) -> Fitted:
        learned.append((set(some.seekers()), set(book._hidden)))  # type: ignore[attr-defined]
        return FITTED

    monkeypatch.setattr(evaluation, "fit_precedent", fit)
    monkeypatch.setattr(
        evaluation, "book_without", lambda hidden, world: Book(TIES, world, frozenset(hidden))
    )
    monkeypatch.setattr(evaluation, "everyone", lambda seeker, folds: int(seeker == g(2)))
    monkeypatch.setattr(evaluation, "sealed", lambda seekers: [g(2)])
    monkeypatch.setattr(evaluation, "unsealed", lambda seekers: [g(1)])
    monkeypatch.setattr(evaluation, "part", lambda seeker, folds: "0")
    task = Task(pairs.within(candidates), candidates, {g(1): ALPHA, g(2): BETA}, 1)
    said: list[str] = []
    outcomes, models = evaluation.cross_validate(
        task, 2, with_baselines=False, progress=said.append, all_communities=True
    )
    assert learned == [({g(2)}, {g(1)}), ({g(1)}, {g(2)})] and models == [FITTED, FITTED]
    assert {(o.part, o.seeker, o.method) for o in outcomes} == {
        ("0", g(1), "precedent"),
        ("1", g(2), "precedent"),
    }
    assert said == [
        "fold 1 of 2: 1 communities asked, 1234 pairs learned from",
        "fold 2 of 2: 1 communities asked, 1234 pairs learned from",
    ]
    learned.clear()
    outcomes, _ = evaluation.cross_validate(task, 2, with_baselines=False)
    assert learned[0] == (set(), {g(1), g(2)}) and {o.seeker for o in outcomes} == {g(1)}
    learned.clear()
    outcomes, model = evaluation.open_sealed(task, with_baselines=False)
    assert learned == [({g(1)}, {g(2)})] and model is FITTED
    assert {(o.part, o.seeker) for o in outcomes} == {("sealed", g(2))}
    named = evaluation._methods(FITTED, BOOK, True)
    assert list(named)[:4] == [
        "precedent", "precedent, diversity 0.05", "precedent, diversity 0.1", "precedent, diversity 0.2",
    ]  # fmt: skip
    assert "biggest" in named


def test_what_stands_beside_the_model_is_asked_too_unless_it_is_told_not_to(
    candidates: Candidates, pairs: Pairs, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(evaluation, "fit_precedent", lambda *_: FITTED)
    monkeypatch.setattr(evaluation, "book_without", lambda hidden, world: BOOK)
    monkeypatch.setattr(evaluation, "_methods", lambda fitted, book, beside: asked.append(beside) or {})
    task = Task(pairs.within(candidates), candidates, {g(1): ALPHA, g(2): BETA}, 1)
    evaluation.open_sealed(task)
    evaluation.cross_validate(task, 1)
    evaluation.open_sealed(task, with_baselines=False)
    assert asked == [True, True, False]


def test_the_first_place_of_the_world_is_a_partner_like_any_other() -> None:
    """Kita chose Alpha on two rows; to other communities of Japan these count, beside Alpha's partners elsewhere."""
    abroad = Candidates.abroad("JP", WORLD)
    nishi = {**ALPHA, "community_id": g(4), "number": 4, "name": "Nishi", "country": "JP", "admin1": "27"}
    elsewhere = BOOK.partners("JP")
    assert elsewhere[0] == 2, "Nord and Dong"
    assert most_partnered(nishi, abroad, BOOK)[0] == elsewhere[0] + 2
    assert evaluation._degrees(BOOK, "JP")[0] == elsewhere[0] + 2


def test_a_policy_is_fitted_for_the_nation_of_most_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, Any] = {}

    def fit(some: Pairs, among: Candidates, known: Any, book: Book, l2: float | None) -> Fitted:
        asked.update(pairs=len(some), nation=set(np.asarray(among.table["country"])), l2=l2, known=set(known))
        return FITTED

    monkeypatch.setattr(fitting, "fit_precedent", fit)
    monkeypatch.setattr(fitting, "profiles", lambda seekers, world: dict.fromkeys(seekers))
    with pytest.raises(
        ValueError, match=r"^only 4 of the partnerships have both ends located; 30 are needed to learn"
    ):
        fit_policy(TIES, WORLD)
    monkeypatch.setattr(fitting, "LEAST_PAIRS", 4)
    policy = fit_policy(TIES, WORLD, "ours", l2=0.25)
    assert asked == {"pairs": 4, "nation": {"JP", "DE", "CN"}, "l2": 0.25, "known": {g(1), g(2)}}
    assert (policy.name, policy.title) == ("ours", "Learned from known partnerships")
    assert policy.notes == "Fitted on 1,234 pairs of 56 communities; penalty 0.0005."


def test_the_split_is_by_lot() -> None:
    ids = [f"geonames:{number}" for number in range(4000)]
    parts = [splits.part(each) for each in ids]
    assert 0.18 < parts.count("sealed") / 4000 < 0.22
    for fold in range(5):
        assert 0.14 < parts.count(str(fold)) / 4000 < 0.18
    assert splits.sealed(ids) == [each for each, where in zip(ids, parts, strict=True) if where == "sealed"]
    assert splits.unsealed(ids) == [each for each, where in zip(ids, parts, strict=True) if where != "sealed"]
    assert {splits.part(each, 2) for each in ids} == {"sealed", "0", "1"}
    folds = [splits.everyone(each, 4) for each in ids]
    assert all(0.22 < folds.count(fold) / 4000 < 0.28 for fold in range(4))
    lots = [splits.lot(each) for each in ids]
    assert 0 <= min(lots) < 0.01 and 0.99 < max(lots) < 1
    assert splits.lot("x", "one") != splits.lot("x", "another")


def test_the_split_is_written_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pairs: Pairs
) -> None:
    monkeypatch.setattr("citymatch.learning.pairs.Pairs.of", lambda: pairs)
    path = tmp_path / "split.csv"
    assert splits.write(path) == 2
    assert splits.published(path) == {g(1): splits.part(g(1)), g(2): splits.part(g(2))}
    assert path.read_text("utf-8").splitlines()[0] == "community,part"


def test_the_shipped_policy_is_written_with_its_card(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    task = Task(Pairs.of(TIES, "US", WORLD), Candidates.abroad("US", WORLD), {}, 0)
    monkeypatch.setattr(Task, "of", classmethod(lambda cls: task))
    monkeypatch.setattr(ship, "fit_precedent", lambda *_, l2: FITTED)
    path = tmp_path / "precedent.toml"
    assert ship.build(path) is FITTED
    text = path.read_text("utf-8")
    assert text.startswith(
        "# Fitted by `python -m citymatch.learning fit --output FILE`; the method and its figures stand in docs/"
    )
    shipped, made = read_policy("precedent"), read_policy(path)
    assert (made.name, made.title, made.source, made.date) == (
        "precedent", shipped.title, shipped.source, shipped.date,
    )  # fmt: skip
    told = re.sub(r"[\d,]+ pairs of [\d,]+ US", "1,234 pairs of 56 US", shipped.notes)
    told = re.sub(r"penalty [\d.]+ ", "penalty 0.0005 ", told)
    assert made.notes == told
    assert ship.FILE.name == "precedent.toml" and ship.FILE.exists()
    assert ship.FILE.read_text("utf-8").startswith(ship.HEADER)


def test_the_command_does_one_of_five(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[dict[str, Any]] = []

    def run(**stated: Any) -> report.Report:
        progress = stated.pop("progress", None)
        if progress:
            progress("fold 1")
        asked.append(stated)
        return report.Report(OUTCOMES, 7)

    monkeypatch.setattr(command, "run", run)
    monkeypatch.setattr(command, "run_sealed", run)
    monkeypatch.setattr(splits, "write", lambda: 1311)
    monkeypatch.setattr(ship, "build", lambda path: path.write_text(ship.FILE.read_text("utf-8")) and FITTED)
    monkeypatch.setattr(reproduced, "TOWNS", ("Pinole, California",))
    fitted = tmp_path / "fitted.toml"
    assert command.main(["fit", "--output", str(fitted)]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first == "1,234 pairs, 56 communities, penalty 0.0005"
    assert second.startswith(
        f"{fitted}: written; against the precedent that ships: weights within 0.00 of 100 points"
    )
    assert second.endswith("the tolerance is 0.5: reproduced")
    for what in ("split", "evaluate", "everyone", "sealed"):
        command.main([what, "--output", str(tmp_path)])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1,311 communities"
    assert (
        lines[1] == "fold 1"
        and lines[2].startswith("method\tpairs\tMRR")
        and lines[3].startswith("model\t4\t")
    )
    assert asked == [{}, {"baselines": False, "all_communities": True}, {}]
    for prefix in ("cross_validation", "everyone", "sealed"):
        assert (tmp_path / f"{prefix}.json").exists() and (tmp_path / f"{prefix}_ranks.csv.gz").exists()
    with pytest.raises(SystemExit):
        command.main(["other"])


def test_an_evaluation_asks_as_it_was_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def cross(task: Any, cv: int, **stated: Any) -> tuple[list[RankedPair], list[Fitted]]:
        asked.append((cv, stated["with_baselines"], stated["all_communities"]))
        return OUTCOMES, []

    def opened(task: Any, with_baselines: bool) -> tuple[list[RankedPair], Fitted]:
        asked.append(("sealed", with_baselines))
        return OUTCOMES, FITTED

    class Asked:
        lost = 3

    monkeypatch.setattr(report, "cross_validate", cross)
    monkeypatch.setattr(report, "open_sealed", opened)
    monkeypatch.setattr(Task, "of", classmethod(lambda cls: Asked()))
    first, second = report.run(), report.run(2, baselines=False, all_communities=True)
    third, fourth = report.run_sealed(), report.run_sealed(baselines=False)
    assert asked == [(5, True, False), (2, False, True), ("sealed", True), ("sealed", False)]
    assert all(made.lost == 3 and made.outcomes is OUTCOMES for made in (first, second, third, fourth))


def test_a_sample_of_one_seeker_ends_with_its_rows() -> None:
    sample = Sample(
        ("a", "b"), np.zeros((5, 1), np.float32), np.zeros(5, np.float32), np.array([0, 2]), np.array([1, 1])
    )
    assert sample.block(0) == slice(0, 2) and sample.block(1) == slice(2, 5)
