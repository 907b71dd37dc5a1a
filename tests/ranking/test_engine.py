"""The quick engine gives what the plain model gives: the same scores, ties and order, to the last bit."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pandas as pd
import pytest

import citymatch as cm
from citymatch.datasets import World, load_world
from citymatch.features import EXTRACTORS, Extractor, extractor_class
from citymatch.features.base import numbers
from citymatch.features.registry import register
from citymatch.policy import Policy
from citymatch.ranking import Engine, Options, result_of, with_words
from citymatch.scoring.additive import GRID, add_up, normalised, order, tie_groups

SEEKERS = (
    "Pinole, California", "Truckee, California", "Norman, Oklahoma", "Chicago, Illinois", "Toledo, Ohio",
    "us-county:06061", "Coburg, Germany", "Kyoto, Japan", "Nuuk, Greenland", "New Bern, North Carolina",
)  # fmt: skip
WITHOUT_A_TABLE = [name for name in EXTRACTORS if name not in ("attributes", "precedent")]


def plainly(engine: Engine, policy: Policy, seeker: str, top: int | None) -> tuple[list[str], list[float]]:
    """Ids and scores by the plain model alone: each extractor over the whole pool, added up, then put in order."""
    compiled = engine.compile(policy)
    who = engine.profile(seeker)
    pool = engine.pool_for(who)
    usable = [extractor.knows(who) for _, extractor in compiled.criteria]
    weights = normalised([criterion.weight for criterion, _ in compiled.criteria], usable)
    matrix = np.stack([
        extractor.similarity(who, pool.table) if known else np.full(len(pool), np.nan, np.float32)
        for (_, extractor), known in zip(compiled.criteria, usable, strict=True)
    ])  # fmt: skip
    scores = add_up(weights, matrix).score
    keys = [
        extractor.similarity(who, pool.table).astype(float)
        if extractor.knows(who)
        else np.full(len(pool), np.nan)
        for _, extractor in compiled.tie_break
        if extractor is not None
    ]
    allowed = np.flatnonzero(engine.draw(seeker, compiled, quick=False).exclusions.allowed)
    placed = order(tie_groups(scores[allowed]), [key[allowed] for key in keys], pool.lots(who, allowed))
    rows = allowed[placed][:top]
    return pool.community_ids(rows.tolist()), scores[rows].tolist()


def random_policy(rng: np.random.Generator, number: int) -> Policy:
    """Some extractors with random weights and, where they have numbers for parameters, random ones within bounds."""
    names = rng.choice(WITHOUT_A_TABLE, size=int(rng.integers(2, 9)), replace=False).tolist()
    criteria: list[dict[str, Any]] = []
    for name in names:
        kind = extractor_class(name)
        parameters: dict[str, Any] = {
            parameter: str(rng.choice(bound.choices))
            for parameter, bound in kind.bounds.items()
            if bound.choices and not bound.many and rng.random() < 0.5
        }
        if rng.random() < 0.2:
            parameters["curve"] = [
                [0.5, float(rng.random())],
                [2.0, float(rng.random())],
                [9.0, float(rng.random())],
            ]
        criteria.append({"extractor": name, "weight": float(rng.random()), "parameters": parameters})
    ties = rng.choice(WITHOUT_A_TABLE, size=int(rng.integers(0, 3)), replace=False).tolist()
    return Policy.from_dict({"name": f"random-{number}", "criteria": criteria, "tie_break": ties})


@pytest.fixture(scope="module")
def europe() -> Engine:
    return Engine(Options.check(country="DE,FR,JP,SE,MX", exclude=["Vence, France"], as_of="2026-01-01"))


@pytest.mark.parametrize("seed", range(12))
def test_random_policies_score_as_the_plain_model_does(europe: Engine, seed: int) -> None:
    rng = np.random.default_rng(seed)
    policy = random_policy(rng, seed)
    for seeker in rng.choice(SEEKERS, 3, replace=False).tolist():
        try:
            expected = plainly(europe, policy, seeker, None)
        except ValueError as error:
            assert "known for this seeker" in str(error)
            continue
        drawn = europe.draw(seeker, policy, quick=True)
        rows, pool = drawn.best(None), drawn.pool
        assert pool.community_ids(rows.tolist()) == expected[0]
        assert drawn.score_of(rows).tolist() == expected[1]
        np.testing.assert_array_equal(
            drawn.every_similarity(), europe.draw(seeker, policy, quick=False).every_similarity()
        )
        for top in (1, 7, 50, 3000):
            europe.best(seeker, top, policy)  # the first is scored plainly
            rows, scores = europe.best(seeker, top, policy)
            assert pool.community_ids(rows.tolist()) == expected[0][:top]
            assert scores.tolist() == expected[1][:top]


@pytest.mark.parametrize("name", ["default", "pinole", "precedent"])
def test_built_in_policies_score_as_the_plain_model_does_over_the_world(name: str) -> None:
    engine, policy = Engine(), cm.load_policy(name)
    for seeker in ("Truckee, California", "Norman, Oklahoma", "Coburg, Germany"):
        expected = plainly(engine, policy, seeker, 200)
        engine.best(seeker, 5, policy)
        for top in (50, 200):
            rows, scores = engine.best(seeker, top, policy)
            assert engine.pool.community_ids(rows.tolist()) == expected[0][:top]
            assert scores.tolist() == expected[1][:top]
        ranked = engine.draw(seeker, policy)
        assert engine.pool.community_ids(ranked.best(200).tolist()) == expected[0]
        assert ranked.steps[ranked.best(200)].tolist() == [score * GRID for score in expected[1]]


def test_a_pool_of_ones_own_is_ranked_like_any_other() -> None:
    some = ["Seika, Japan", "Colima, Mexico", "Arezzo, Italy", "Toledo, Spain", "Monza, Italy"]
    engine = Engine(Options.check(candidates=some))
    policy = cm.load_policy("default")
    expected = plainly(engine, policy, "Toledo, Ohio", None)
    engine.best("Toledo, Ohio", 5, policy)
    rows, scores = engine.best("Toledo, Ohio", 5, policy)
    assert (engine.pool.community_ids(rows.tolist()), scores.tolist()) == expected
    assert len(rows) == 4, "Toledo in Spain is its partner"


def test_who_is_left_out_one_by_one_takes_no_place_of_the_top() -> None:
    engine = Engine()
    engine.best("Norman, Oklahoma", 1, "default")
    rows, _ = engine.best("Norman, Oklahoma", 3000, "default")
    ids = set(engine.pool.community_ids(rows.tolist()))
    partners = {partner.community for partner in engine.draw("Norman, Oklahoma", "default").partners}
    assert len(partners) == 4 and not ids & partners
    assert len(rows) == 3000


def test_an_engine_and_a_result_survive_pickling(world: World) -> None:
    engine = Engine(Options.check(country="IT"))
    again = pickle.loads(pickle.dumps(engine))
    assert again.world is world, "the snapshot is pickled as its path and hash"
    drawn, drawn_again = engine.draw("Norman, Oklahoma"), again.draw("Norman, Oklahoma")
    np.testing.assert_array_equal(drawn.steps, drawn_again.steps)
    result = with_words(engine, drawn, result_of(engine, drawn, 3))
    assert pickle.loads(pickle.dumps(result)) == result
    assert len(pickle.dumps(result)) < 100_000
    assert result != result_of(engine, drawn, 2)


def test_a_fitted_ranker_and_its_rankings_survive_pickling() -> None:
    ranker = cm.PartnerRanker("default", country="IT", exclude=["Arezzo, Italy"]).fit()
    ranking = ranker.rank("Norman, Oklahoma", top=3)
    again = pickle.loads(pickle.dumps(ranker)).rank("Norman, Oklahoma", top=3)
    assert again == ranking
    packed = pickle.dumps(ranking)
    assert pickle.loads(packed) == ranking and len(packed) < 1_000_000
    told = pickle.loads(packed).explain("Monza, Italy")
    assert told.text == ranking.explain("Monza, Italy").text


def test_another_world_is_another_pool(tmp_path: Any) -> None:
    snapshot = load_world().path
    assert snapshot is not None
    copy = tmp_path / "copy.zip"
    copy.write_bytes(snapshot.read_bytes())
    other = load_world(copy)
    engine = Engine(Options.check(country="IT"), other)
    assert engine.pool.world is other and other is not load_world()
    assert (
        engine.best("Norman, Oklahoma", 5)[1].tolist()
        == Engine(Options.check(country="IT")).best("Norman, Oklahoma", 5)[1].tolist()
    )


def test_an_extractor_of_ones_own_works_in_a_policy_and_in_a_ranker() -> None:
    class NorthernTown(Extractor):
        name, label, unit, source = "northern_town", "as far north", "degrees", "a test"
        reads = ("latitude",)

        def measure(self, seeker: Any, candidates: Any) -> Any:
            return np.abs(numbers(candidates, "latitude") - float(seeker["latitude"]))

        def value(self, measure: Any, seeker: Any) -> Any:
            return np.clip(1 - measure / 10, 0, 1)

        def reason(self, seeker: Any, candidate: Any) -> str:
            return f"at {candidate['latitude']:.0f} degrees"

    register(NorthernTown)
    try:
        policy = Policy.from_dict({"name": "north", "criteria": [{"extractor": "northern_town"}]})
        ranker = cm.PartnerRanker(policy, country="JP").fit()
        ranker.rank_many(["Pinole, California"], top=5)
        ids, scores = ranker.rank_many(["Pinole, California"], top=5)
        ranking = ranker.rank("Pinole, California", top=5)
        assert ranking.to_frame()["community_id"].tolist() == ids[0].tolist()
        latitude = ranking.to_frame()["latitude"].to_numpy()
        np.testing.assert_allclose(
            scores[0], 100 - 10 * np.abs(latitude - ranking.seeker["latitude"]), atol=1e-4
        )
        assert ranking[0].reasons[-1] == "at 38 degrees"
    finally:
        del EXTRACTORS["northern_town"]


def test_a_users_own_column_may_name_a_unit_without_a_place() -> None:
    engine = Engine(Options.check(country="PT"))
    unit = next(each for each in engine.pool.ids.tolist() if each.startswith("unit:PT:"))
    table = pd.DataFrame({"community_id": [unit, "geonames:2740637"], "wine": ["yes", "no"]})
    policy = Policy.from_dict(
        {"name": "wine", "criteria": [{"extractor": "attributes", "parameters": {"column": "wine"}}]}
    )
    ranking = cm.rank("Pinole, California", policy, 2, country="PT", attributes=table)
    assert pickle.loads(pickle.dumps(ranking)).engine.best("Pinole, California", 2, policy)[1].tolist() == [
        100,
        0,
    ]
    assert ranking.to_frame()["community_id"][0] == unit
    assert ranking.to_frame()["score"].tolist() == [100.0, 0.0]
