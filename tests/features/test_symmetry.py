"""Ties are measured the same way from both ends: over real communities, US and foreign, to the last bit."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

import citymatch as cm
from citymatch.datasets import World, load_world
from citymatch.features import EXTRACTORS, extractor_class, make_extractor
from citymatch.features.profile import profile
from citymatch.features.symmetry import ONE_SIDED, symmetric
from citymatch.places import find
from citymatch.places.known import place

DEFAULT_CURVE = {"ancestry": {"curve": [[0.004, 0.0], [0.03, 0.35], [0.1, 0.6], [0.25, 0.8], [1.0, 1.0]]}}
FEW, MANY = 150, 20_000


@functools.cache
def of_row(row: int) -> Mapping[str, Any]:
    return profile(place(load_world(), row), load_world())


@functools.cache
def pairs() -> list[tuple[int, int]]:
    """Pairs across a border, drawn with a seed: a US community with a foreign one, and two foreign ones."""
    world, rng = load_world(), np.random.default_rng(15)
    rows = np.flatnonzero(np.asarray(world["not_candidate"] == ""))
    american = np.asarray(world.labels("country") == "US")[rows]
    large = np.nan_to_num(np.asarray(world["population"], np.float64)[rows]) > MANY
    found: list[tuple[int, int]] = []
    for one in (american, american & large, ~american, ~american & large):
        other = ~american & (large if one.sum() < american.sum() else True)
        found += zip(rng.choice(rows[one], FEW).tolist(), rng.choice(rows[other], FEW).tolist(), strict=True)
    country = world.labels("country")
    return [(a, b) for a, b in found if country[a] != country[b]]


def both_ways(name: str, parameters: dict[str, Any] | None, one: int, other: int) -> tuple[float, float]:
    """The similarity when the one seeks and when the other does, NaN where it is unknown."""
    world, extractor = load_world(), make_extractor(name, parameters, load_world())
    found = []
    for seeker, candidate in ((one, other), (other, one)):
        known = extractor.knows(of_row(seeker))
        part = world.take(np.array([candidate]))
        found.append(float(extractor.similarity(of_row(seeker), part)[0]) if known else np.nan)
    return found[0], found[1]


@pytest.mark.parametrize("name", symmetric())
def test_swapping_the_two_changes_nothing(name: str) -> None:
    asked = [(name, None), *([(name, DEFAULT_CURVE[name])] if name in DEFAULT_CURVE else [])]
    for extractor, parameters in asked:
        told = [(pair, both_ways(extractor, parameters, *pair)) for pair in pairs()]
        known = [(pair, ways) for pair, ways in told if not np.isnan(ways).any()]
        assert len(known) > 0.5 * len(told)
        assert [(pair, ways) for pair, ways in known if ways[0] != ways[1]] == []
        assert len({ways[0] for _, ways in known}) > 1 or name == "shared_name", "it tells pairs apart"


def test_each_criterion_is_symmetric_or_says_why_not() -> None:
    assert set(symmetric()) | set(ONE_SIDED) == set(EXTRACTORS)
    assert not set(symmetric()) & set(ONE_SIDED)
    assert {"size", "climate", "ancestry", "history", "shared_name"} <= set(symmetric())
    assert not extractor_class("scale").symmetric, "it is a size of its own, with another rule"


@pytest.mark.parametrize("name", ["water", "metropolis", "common_ground", "kind_pattern", "safety", "travel"])
def test_what_is_one_sided_differs_for_some_pair(name: str) -> None:
    assert any(one != other for one, other in (both_ways(name, None, *pair) for pair in pairs()[:200]))


@pytest.mark.parametrize(
    ("american", "abroad", "told"),
    [
        ("Waukesha, Wisconsin", "Bamberg, Germany", "have German roots"),
        ("Dearborn, Michigan", "Beirut, Lebanon", "Dearborn became home to Lebanese"),
        ("Lowell, Massachusetts", "Phnom Penh, Cambodia", "Lowell has been home to the second largest"),
        ("New Glarus, Wisconsin", "Glarus, Switzerland", "New Glarus was "),
    ],
)
def test_a_tie_of_people_is_found_from_abroad_too(
    american: str, abroad: str, told: str, world: World
) -> None:
    here, there = cm.explain(american, abroad, "default"), cm.explain(abroad, american, "default")
    [one], [other] = ([r for r in each.records if r.criterion == "ancestry"] for each in (here, there))
    assert one.similarity == other.similarity > 0.3
    assert told in other.reason, other.reason
    if told.startswith("have "):  # and is told of the county, which bears its name
        assert f"{american.partition(',')[0]} County's residents {told}" in other.reason
        assert "the nation's share" not in other.reason


def test_a_county_bears_its_name_from_both_ends(world: World) -> None:
    shared = make_extractor("shared_name", None, world)
    county, town = find("Cork, Ireland"), find("Kent County, Delaware")
    kent = {"name": "Kent", "country": "GB"}
    row = world.take(world.rows_of_ids([town.id]))
    assert shared.similarity(kent, row).tolist() == [1.0]
    assert "bears the name of Kent" in shared.reason(kent, row.row(0))
    cork = world.take(world.rows_of_ids([county.id]))
    assert shared.similarity({"name": "Cork County", "country": "US"}, cork).tolist() == [1.0]


@pytest.mark.parametrize(
    ("seeker", "candidate"),
    [
        ("Bamberg, Germany", "Utrecht, Netherlands"),  # DE: the Netherlands once held Delaware
        ("Toronto, Canada", "Guadalajara, Mexico"),  # CA: Mexico once held California
        ("Jaipur, India", "Lyon, France"),  # IN: France once held Indiana
        ("Medellín, Colombia", "Puebla, Mexico"),  # CO
    ],
)
def test_a_country_has_not_the_past_of_the_state_with_its_letters(seeker: str, candidate: str) -> None:
    [history] = [r for r in cm.explain(seeker, candidate, "default").records if r.criterion == "history"]
    assert "held what is now" not in history.reason and "by treaty" not in history.reason


def test_puerto_rico_keeps_its_own_past() -> None:
    [history] = [
        r for r in cm.explain("San Juan, Puerto Rico", "Cádiz, Spain", "default").records
        if r.criterion == "history"
    ]  # fmt: skip
    assert history.similarity == 1.0 and "Spain" in history.reason
