"""Shared names."""

from __future__ import annotations

import numpy as np
import pandas as pd

from citymatch.datasets import World
from citymatch.features.shared_name import SharedName
from citymatch.testing import ExtractorConformance


class TestConformance(ExtractorConformance):
    extractor = SharedName()
    seeker = {"name": "Toledo", "country": "US"}
    candidates = pd.DataFrame({"name": ["Toledo", "New Toledo", "Talavera de la Reina", "Tole Do"]})
    unknown_row = {"name": ""}
    unknown_seeker = {"name": ""}


def names(world: World, seeker: str, country: str) -> set[str]:
    found = SharedName().similarity({"name": seeker}, world)
    return set(np.asarray(world["name"])[(found > 0) & (world["country"] == country)].tolist())


def test_toledo_and_toledo(world: World) -> None:
    assert names(world, "Toledo", "ES") == {"Toledo"}


def test_boston_is_in_lincolnshire(world: World) -> None:
    assert "Boston" in names(world, "Boston", "GB")


def test_new_and_old(world: World) -> None:
    assert "Ross" in names(world, "New Ross", "GB") or "Bedford" in names(world, "New Bedford", "GB")
    assert "New Ross" in names(world, "Ross", "IE")
    assert "Suffolk" in SharedName().reason({"name": "Suffolk County"}, {"name": "Suffolk"})


def test_a_name_inside_another_is_not_the_same(world: World) -> None:
    """Names stand one after the other in one block: a name that runs over two of them is none."""
    found = SharedName().similarity({"name": "York"}, world)
    rows = np.flatnonzero(found > 0)
    assert {name.casefold() for name in np.asarray(world["ascii_name"])[rows]} <= {
        "york",
        "new york",
        "newyork",
    }


def test_rows_taken_from_the_world_give_the_same(world: World) -> None:
    rows = np.arange(0, len(world), 7)
    seeker = {"name": "Santa Cruz"}
    whole = SharedName().similarity(seeker, world)[rows]
    np.testing.assert_array_equal(SharedName().similarity(seeker, world.take(rows)), whole)
    assert whole.max() == 1.0
