"""What a page carries of a pool: its leaders whatever the weights, and bounds that nothing else is above."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from citymatch.datasets import Labels
from citymatch.features import EXTRACTORS
from citymatch.policy import Policy
from citymatch.ranking import Engine, Options
from citymatch.ranking.carried import choose, tie_positions, weightings
from citymatch.ranking.carrying import NOT_TOLD, page_content
from citymatch.results.page import Size
from citymatch.scoring.additive import tie_groups

SMALL = Size(best=4, depth=2, draws=36, each_country=2, largest=3, groups=40, listed=3, excluded=5, told=3)


@pytest.mark.parametrize("seed", range(25))
def test_no_place_that_is_not_carried_can_enter_the_list(seed: int) -> None:
    rng = np.random.default_rng(seed)
    n, criteria = int(rng.choice([1, 30, 400, 1500])), int(rng.integers(1, 5))
    similarities = np.round(rng.random((criteria, n)), 2).astype(np.float32)
    similarities[rng.random(similarities.shape) < 0.1] = np.nan
    allowed = rng.random(n) < 0.9
    country = Labels.of([f"C{k}" for k in rng.integers(0, 6, n)])
    people = np.where(rng.random(n) < 0.1, np.nan, rng.random(n) * 1e6)
    ties = tie_positions([np.round(rng.random(n), 1)], np.arange(n))
    adopted = rng.random(criteria) + 0.1
    adopted /= adopted.sum()
    tried = weightings(adopted, np.ones(criteria, bool), SMALL.draws)
    np.testing.assert_allclose(tried.sum(axis=1), 1)
    np.testing.assert_allclose(tried[0], adopted)
    got = choose(similarities, ties, allowed, country, people, tried, SMALL)

    assert (np.diff(ties[got.rows]) > 0).all(), "in the order of the second keys"
    assert allowed[got.rows].all()
    grouped = got.groups.member >= 0
    assert not grouped[got.rows].any() and not grouped[~allowed].any()
    assert len(got.rows) + int(grouped.sum()) == int(allowed.sum()), "each is carried or in one group"
    known = np.nan_to_num(similarities, nan=0.0)
    for number in range(len(got.groups)):
        members = np.flatnonzero(got.groups.member == number)
        assert len(members) == got.groups.size[number] > 0
        np.testing.assert_array_equal(known[:, members].max(axis=1), got.groups.similarity[:, number])
        assert ties[members].min() == got.groups.tie_position[number]
        assert set(country.codes[members].tolist()) == {got.groups.country[number]}
    if not allowed.any():
        return
    whole = np.flatnonzero(allowed)
    score = tie_groups(100.0 * (adopted @ known[:, whole]) + 1e-4)
    placed = whole[np.lexsort([ties[whole], -score])]
    assert np.isin(placed[: SMALL.best], got.rows).all()
    for code in np.unique(country.codes[whole]):
        own = placed[country.codes[placed] == code]
        assert np.isin(own[: SMALL.each_country], got.rows).all()
    largest = whole[np.argsort(-np.nan_to_num(people[whole]), kind="stable")]
    assert np.isin(largest[: SMALL.largest], got.rows).all()
    for weights in tried:
        group = tie_groups(100.0 * (weights.astype(np.float32) @ known[:, whole]).astype(np.float64) + 1e-4)
        leaders = whole[np.lexsort([ties[whole], -group])]
        assert np.isin(leaders[: SMALL.depth], got.rows).all()


def test_one_two_and_three_criteria_alone_are_tried_of_those_that_are_known() -> None:
    usable = np.array([True, True, False, True])
    tried = weightings(np.array([0.5, 0.5, 0.0, 0.0]), usable, 60)
    assert tried[:8].tolist() == [
        [0.5, 0.5, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 0, 1],
        [0.5, 0.5, 0, 0], [0.5, 0, 0, 0.5], [0, 0.5, 0, 0.5], pytest.approx([1 / 3, 1 / 3, 0, 1 / 3]),
    ]  # fmt: skip
    drawn = tried[8:]
    assert len(drawn) == 60 and (drawn[:, 2] == 0).all(), "what is unknown for the seeker has no weight"
    assert (drawn[::6][:, 3] == 0).all() and (drawn[1::6][:, 3] == 0).all(), "over the policy's own criteria"
    assert (drawn[2::6][:, 3] == 0).all() and (drawn[3::6][:, 3] > 0).all(), "and with one more"
    assert (drawn[5::6][:, [0, 1, 3]] > 0).all(), "and over all"
    near, far = drawn[1::6][:, 0], drawn[::6][:, 0]
    assert near.std() < far.std(), "some stay near the policy's own"
    raw = weightings(np.array([3.0, 1.0]), np.ones(2, bool), 6)
    assert raw[0].tolist() == [0.75, 0.25] and np.allclose(raw.sum(axis=1), 1), "whatever they sum to"
    wide = weightings(np.full(17, 1 / 17), np.ones(17, bool), 6)
    assert len(wide) == 1 + 17 + 6, "a wide policy is not tried in twos and threes"
    assert len(weightings(np.full(16, 1 / 16), np.ones(16, bool), 6)) == 1 + 16 + 120 + 6
    assert len(weightings(np.full(9, 1 / 9), np.ones(9, bool), 6)) == 1 + 9 + 36 + 84 + 6


POLICY: dict[str, Any] = {
    "name": "mine",
    "criteria": [
        {"id": "population", "extractor": "water", "weight": 1},
        {"id": "size", "extractor": "size", "weight": 2},
    ],
    "rules": [{"id": "no-malta", "text": "Not in Malta", "test": "country", "none_of": ["MT"]}],
    "tie_break": ["climate"],
}


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(Options.check(country="IS,MT,US,NO", as_of="2026-01-01"))


@pytest.fixture(scope="module")
def content(engine: Engine) -> tuple[Any, Any]:
    drawn = engine.draw("Albany, New York", Policy.from_dict(POLICY))
    return drawn, page_content(engine, drawn, SMALL)


def test_the_scales_of_a_page_are_the_policys_and_all_that_may_be_added(content: Any) -> None:
    _, page = content
    scales = {scale.criterion.id: scale for scale in page.scales}
    assert [scale.criterion.extractor for scale in page.scales[:2]] == ["water", "size"]
    assert [scale.added for scale in page.scales[:3]] == [False, False, True]
    extractors = [scale.criterion.extractor for scale in page.scales]
    assert len(set(extractors)) == len(extractors), "an extractor that the policy uses is not added again"
    assert set(extractors) < set(EXTRACTORS) and {"climate", "travel", "trade"} < set(extractors)
    assert "attributes" not in extractors and "precedent" not in extractors
    assert all(scale.criterion.weight == 0 for scale in page.scales if scale.added)
    climate = scales["climate"]
    assert climate.criterion.label == "Like climate" and climate.short == "like climate" and climate.usable
    assert len(page.similarity) == len(page.reasons) == len(page.levels) == len(page.scales)


def test_an_added_scale_has_an_id_of_its_own(engine: Engine) -> None:
    named = {**POLICY, "criteria": [{"id": "climate", "extractor": "size"}]}
    page = page_content(engine, engine.draw("Albany, New York", Policy.from_dict(named)), SMALL)
    by_extractor = {scale.criterion.extractor: scale.criterion.id for scale in page.scales}
    assert by_extractor["size"] == "climate" and by_extractor["climate"] == "climate-added"
    assert by_extractor["water"] == "water"


def test_the_places_of_a_page_have_the_figures_of_the_ranking(engine: Engine, content: Any) -> None:
    drawn, page = content
    rows = [drawn.pool.find(each) for each in page.community_id]
    best = drawn.best(None).tolist()
    every = drawn.every_similarity()
    for place, row in enumerate(rows):
        np.testing.assert_array_equal(page.similarity[:2, place], every[:, row])
        assert page.excluded[place] == drawn.exclusions.reason(row)
        if place < page.ranked:
            assert page.excluded[place] == "" and best[page.rank[place] - 1] == row
            first, last = drawn.tie_spans(drawn.groups[[row]])[int(drawn.groups[row])]
            assert (page.tie_first[place], page.tie_last[place]) == (first, last)
        else:
            assert page.excluded[place] != ""
            assert (page.rank[place], page.tie_first[place], page.tie_last[place]) == (0, 0, 0)
        if page.rank[place] > 3 or place % 7 == 0:
            told = page.reasons[1][place]
            if 0 < page.rank[place] <= 3 or page.rank[place] == 0:
                assert told != NOT_TOLD and page.levels[1][place] == "place"
            else:
                assert (told, page.levels[1][place]) == (NOT_TOLD, "")
    assert len(rows) - page.ranked == 5 == SMALL.excluded, "of those abroad that are left out the best five"
    countries = np.asarray(drawn.pool.table["country"])[rows[page.ranked :]]
    assert set(countries) == {"MT"}
    scores = drawn.score_of(np.array(rows[page.ranked :]))
    assert (np.diff(scores) <= 0).all()
    assert dict(page.countries)["IS"] == "Europe" and dict(page.countries)["US"] == "North America"
    assert page.facts["country"][0] in ("IS", "NO")
    assert list(page.facts) == [
        "name", "local_name", "admin1_name", "country", "continent", "latitude", "longitude", "population",
        "population_source", "elevation_m", "elevation_source", "coast_km", "lake_km", "river_km", "people_50km",
        "metropolis_km", "climate", "airport", "airport_km", "large_airport", "large_airport_km", "timezone",
        "geonameid",
    ]  # fmt: skip
    for column in ("coast_km", "airport_km", "large_airport_km", "population", "metropolis_km"):
        np.testing.assert_array_equal(page.facts[column], np.asarray(drawn.pool.table[column])[rows])
    assert [v.rule for v in page.verdicts[0]][-2:] == ["no-malta", "desire"]
    assert all(isinstance(name, str) for name in page.metropolis)


def test_the_bounds_of_what_is_not_carried(content: Any) -> None:
    drawn, page = content
    groups = page.groups
    people = np.asarray(drawn.pool.table["population"], float)
    assert len(groups) > 0 and groups.size.sum() + page.ranked == drawn.candidates
    for number in range(len(groups)):
        members = groups.member == number
        assert page.fewest[number] == np.fmin.reduce(people[members], initial=np.inf)
        assert page.most[number] == np.fmax.reduce(people[members], initial=-np.inf)
        for water in ("coast_km", "lake_km", "river_km"):
            km = np.asarray(drawn.pool.table[water], float)[members]
            assert page.nearest[water][number] == np.fmin.reduce(km, initial=np.inf)


def test_partners_stand_first_among_those_left_out(engine: Engine) -> None:
    policy = Policy.from_dict(POLICY)
    drawn = engine.draw("Seattle, Washington", policy)  # Bergen and Reykjavik are its partners
    page = page_content(engine, drawn, SMALL)
    names = np.asarray(page.facts["name"])[page.ranked :].tolist()
    assert set(names[:2]) == {"Bergen", "Reykjavík"} and len(names) == 5
    assert all("is already a partner of Seattle" in reason for reason in page.excluded[page.ranked :][:2])


def test_a_wide_policy_carries_less_and_adds_nothing(engine: Engine) -> None:
    wide = {"name": "wide", "criteria": [
        {"id": f"size-{n}", "extractor": "size", "parameters": {"core": 1 + n / 10}} for n in range(17)
    ]}  # fmt: skip
    page = page_content(engine, engine.draw("Albany, New York", Policy.from_dict(wide)))
    assert len(page.scales) == 17 and not any(scale.added for scale in page.scales)
    assert (page.size.draws, page.size.depth, page.size.each_country, page.size.largest) == (200, 20, 1, 100)
    assert (page.size.groups, page.size.told, page.size.best) == (800, 200, 2000)
    plain = {**wide, "criteria": wide["criteria"][:16]}
    usual = page_content(engine, engine.draw("Albany, New York", Policy.from_dict(plain)), SMALL)
    assert len(usual.scales) > 16 and usual.size == SMALL
