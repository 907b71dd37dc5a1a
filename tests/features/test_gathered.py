"""Extractors of known ties, measured once for each distinct value: what measuring every place gives, to the bit."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from citymatch.datasets import Table, World
from citymatch.features import Extractor, make_extractor
from citymatch.features.base import Place, labels
from citymatch.features.compiled import gathered, grouping
from citymatch.features.precedent_score import PrecedentScore
from citymatch.features.profile import profile
from citymatch.places import find
from citymatch.policy import read_policy
from citymatch.scoring.additive import contributions

SEEKERS = ("geonames:5383187", "us-county:06017", "geonames:4887398", "geonames:2867714", "geonames:1857910")
CIRCLES = ("nation", "places", "near", "region", "state", "size", "size_in_state")
OURS: list[tuple[str, dict[str, Any]]] = [
    *(("country_choices", {"among": among}) for among in CIRCLES),
    *(("division_choices", {"among": among}) for among in CIRCLES),
    *(("place_choices", {"among": among}) for among in CIRCLES),
    *(("chosen_before", {"among": among}) for among in CIRCLES),
    ("neighbours", {}), ("size_pattern", {}), ("kind_pattern", {"of": "seat"}), ("kind_pattern", {"of": "partners"}),
    ("connections", {"reach": "all"}), ("connections", {"reach": "far"}), ("partner_size", {}),
    *(("stature", {"by": by}) for by in ("partners", "far", "names", "capital", "rank")),
    ("prominence", {}), ("seat", {}), ("seat_match", {}),
    *(("rank", {"within": within, "by": "people"}) for within in ("country", "division")),
    *(("rank", {"within": within, "by": "partners"}) for within in ("country", "division")),
    *(("rank_match", {"within": within}) for within in ("country", "division")),
]  # fmt: skip
LEARNED = [(c.extractor, dict(c.parameters)) for c in read_policy("precedent").criteria]
OURS += [(name, known) for name, known in LEARNED if name in {ours for ours, _ in OURS}]


@pytest.fixture(scope="module")
def pool(world: World) -> Table:
    return world.take(np.flatnonzero(~np.asarray(labels(world, "feature_code") == "PPLX")))


@pytest.fixture(scope="module")
def seekers(world: World) -> list[Place]:
    return [profile(find(who), world) for who in SEEKERS]


@pytest.mark.parametrize(
    ("name", "parameters"), OURS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_gathered_is_the_similarity(
    name: str, parameters: dict[str, Any], pool: Table, seekers: list[Place], world: World
) -> None:
    extractor = make_extractor(name, parameters, world)
    some = np.random.default_rng(7).integers(0, len(pool), 25)
    for seeker in seekers:
        if extractor.knows(seeker):
            found = gathered(extractor, seeker, pool)
            np.testing.assert_array_equal(found, extractor.similarity(seeker, pool))
            few = extractor.similarity(seeker, pool.take(some))
            np.testing.assert_array_equal(found[some], few)  # and it does not depend on the pool
    keys = extractor.keys(seekers[0])
    assert keys is not None and len(grouping(pool, keys).distinct) < len(pool) / 2


@pytest.mark.parametrize(
    ("name", "parameters"), OURS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_seekers_of_one_scope_are_alike(
    name: str, parameters: dict[str, Any], pool: Table, world: World
) -> None:
    """Two towns and a county of California without a tie, a town with one, two German ones."""
    extractor = make_extractor(name, parameters, world)
    table = pool.take(np.arange(0, len(pool), 23))
    first: dict[object, Any] = {}
    ids = ("5374406", "5374920", "5383187", "2945358", "2867714")
    for seeker in [profile(find(f"geonames:{number}"), world) for number in ids]:
        scope = extractor.scope(seeker)
        if scope is not None and extractor.knows(seeker):
            found = extractor.similarity(seeker, table)
            np.testing.assert_array_equal(found, first.setdefault(scope, found))


def test_places_around_are_summed_alike_for_one_place_and_for_all(pool: Table, seekers: list[Place]) -> None:
    extractor = make_extractor("place_choices", {"among": "nation"})
    whole = extractor.measure(seekers[0], pool)
    for row in np.random.default_rng(3).choice(np.flatnonzero(whole > 3), 12).tolist():
        assert extractor.measure(seekers[0], pool.take(np.array([row])))[0] == whole[row]


def test_the_learned_score_is_the_sum_of_its_parts(pool: Table, seekers: list[Place], world: World) -> None:
    table = pool.take(np.arange(0, len(pool), 50))
    extractor = PrecedentScore().fit(world)
    for seeker in seekers[1:4]:
        parts = extractor.parts(seeker)
        assert sum(share for share, _ in parts) == pytest.approx(1.0, abs=1e-15)
        total = np.zeros(len(table))
        for share, part in reversed(parts):
            assert isinstance(part, Extractor) and part.world is world and part.knows(seeker)
            total += contributions(np.array([share]), part.similarity(seeker, table)[None, :])[0]
        found = extractor.measure(seeker, table)
        np.testing.assert_array_equal(found, total)
        np.testing.assert_array_equal(
            found[:3], extractor.measure(seeker, table.take(np.arange(3)).to_frame())
        )


def test_the_learned_score_of_a_place_of_which_nothing_is_known_is_unknown(seekers: list[Place]) -> None:
    nowhere = Table({"name": labels({"name": [""]}, "name"), "population": np.array([np.nan])}, 1)
    extractor = PrecedentScore()
    assert np.isnan(extractor.similarity(seekers[0], nowhere)[0])
    assert "unknown" in extractor.reason(seekers[0], {"name": "", "population": np.nan})
